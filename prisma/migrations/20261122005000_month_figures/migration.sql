-- Boards ask for whole months: their figures are folded by month beside those by day, so that a board of 300 units reads
-- a few rows per unit and not one per day.
-- CreateTable
CREATE TABLE "obligation_rollup_month" (
    "unit_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "rule_index" SMALLINT NOT NULL,
    "month" DATE NOT NULL,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "broken_fulfilled" INTEGER NOT NULL DEFAULT 0,
    "broken_open" INTEGER NOT NULL DEFAULT 0,
    "waived" INTEGER NOT NULL DEFAULT 0,
    "running" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "obligation_rollup_month_pkey" PRIMARY KEY ("unit_id","version_id","rule_index","month")
);

ALTER TABLE obligation_rollup_month ADD CONSTRAINT obligation_rollup_month_first_day CHECK (extract(day FROM month) = 1);
CREATE INDEX obligation_rollup_month_unit ON obligation_rollup_month (month, unit_id);

INSERT INTO obligation_rollup_month (unit_id, commitment_id, version_id, rule_index, month, kept, broken_fulfilled, broken_open, waived, running)
SELECT unit_id, commitment_id, version_id, rule_index, date_trunc('month', day)::date,
       sum(kept), sum(broken_fulfilled), sum(broken_open), sum(waived), sum(running)
FROM obligation_rollup GROUP BY 1, 2, 3, 4, 5;

-- The same figures as `obligation_figures`, by month.
CREATE VIEW obligation_month_figures AS
  SELECT unit_id, commitment_id, version_id, rule_index, month, kept, broken_fulfilled, broken_open, waived, running FROM obligation_rollup_month
  UNION ALL
  SELECT unit_id, commitment_id, version_id, rule_index, date_trunc('month', day)::date, kept, broken_fulfilled, broken_open, waived, running FROM obligation_rollup_delta;

-- Moves up to `batch` deltas into the roll-ups by day and by month; safe with several callers, each delta is moved once.
-- Every caller writes both tables in the same order, each in the order of its keys: nobody waits for another in a circle.
CREATE OR REPLACE FUNCTION jn_fold_rollups(batch int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE moved int;
BEGIN
  WITH taken AS (
    DELETE FROM obligation_rollup_delta WHERE id IN (
      SELECT id FROM obligation_rollup_delta ORDER BY id LIMIT batch FOR UPDATE SKIP LOCKED)
    RETURNING *),
  summed AS MATERIALIZED (
    SELECT unit_id, commitment_id, version_id, rule_index, day, sum(kept)::int k, sum(broken_fulfilled)::int bf,
           sum(broken_open)::int bo, sum(waived)::int w, sum(running)::int r, count(*)::int n
    FROM taken GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3, 4, 5),
  put AS (
    INSERT INTO obligation_rollup AS t (unit_id, commitment_id, version_id, rule_index, day, kept, broken_fulfilled, broken_open, waived, running)
    SELECT unit_id, commitment_id, version_id, rule_index, day, k, bf, bo, w, r FROM summed
    ON CONFLICT (unit_id, version_id, rule_index, day) DO UPDATE SET
      kept = t.kept + excluded.kept, broken_fulfilled = t.broken_fulfilled + excluded.broken_fulfilled,
      broken_open = t.broken_open + excluded.broken_open, waived = t.waived + excluded.waived, running = t.running + excluded.running),
  put_month AS (
    INSERT INTO obligation_rollup_month AS t (unit_id, commitment_id, version_id, rule_index, month, kept, broken_fulfilled, broken_open, waived, running)
    SELECT unit_id, commitment_id, version_id, rule_index, date_trunc('month', day)::date, sum(k), sum(bf), sum(bo), sum(w), sum(r)
    FROM summed GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3, 4, 5
    ON CONFLICT (unit_id, version_id, rule_index, month) DO UPDATE SET
      kept = t.kept + excluded.kept, broken_fulfilled = t.broken_fulfilled + excluded.broken_fulfilled,
      broken_open = t.broken_open + excluded.broken_open, waived = t.waived + excluded.waived, running = t.running + excluded.running)
  SELECT coalesce(sum(n), 0) INTO moved FROM summed;
  RETURN moved;
END $$;

-- The sweep asks for pauses that have run out each time; among 100,000 overdue promises it finds them by themselves.
CREATE INDEX obligation_paused_until ON obligation (next_action_at, subject_id) WHERE state = 'PAUSED' AND next_action_at IS NOT NULL;
