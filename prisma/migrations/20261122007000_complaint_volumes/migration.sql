-- The company's board says how many complaints each branch received this month and the month before, and how many of
-- them were escalated or appealed. They are kept by unit and month of UTC: a board of any time zone adds the few hours by
-- which its month begins earlier, takes off those by which it ends earlier, and so has exactly what counting gives.
-- CreateTable
CREATE TABLE "complaint_volume" (
    "month" DATE NOT NULL,
    "unit_id" UUID NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,
    "escalated" INTEGER NOT NULL DEFAULT 0,
    "appealed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "complaint_volume_pkey" PRIMARY KEY ("month","unit_id")
);

-- CreateTable
CREATE TABLE "complaint_volume_delta" (
    "id" BIGSERIAL NOT NULL,
    "month" DATE NOT NULL,
    "unit_id" UUID NOT NULL,
    "received" INTEGER NOT NULL,
    "escalated" INTEGER NOT NULL,
    "appealed" INTEGER NOT NULL,

    CONSTRAINT "complaint_volume_delta_pkey" PRIMARY KEY ("id")
);

ALTER TABLE complaint_volume ADD CONSTRAINT complaint_volume_first_day CHECK (extract(day FROM month) = 1);

CREATE FUNCTION jn_utc_month(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT date_trunc('month', at AT TIME ZONE 'UTC')::date $$;

-- Deltas are inserted, never updated, so two clerks of one branch do not wait for each other.
CREATE FUNCTION jn_volume_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO complaint_volume_delta (month, unit_id, received, escalated, appealed)
  SELECT jn_utc_month(received_at), unit_id, count(*), count(escalated_at), count(appealed_at)
  FROM new_rows WHERE kind = 'complaint' GROUP BY 1, 2;
  RETURN NULL;
END $$;
CREATE FUNCTION jn_volume_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.kind = 'complaint' THEN
    INSERT INTO complaint_volume_delta (month, unit_id, received, escalated, appealed)
    VALUES (jn_utc_month(NEW.received_at), NEW.unit_id, 1, (NEW.escalated_at IS NOT NULL)::int, (NEW.appealed_at IS NOT NULL)::int);
  END IF;
  IF OLD.kind = 'complaint' THEN
    INSERT INTO complaint_volume_delta (month, unit_id, received, escalated, appealed)
    VALUES (jn_utc_month(OLD.received_at), OLD.unit_id, -1, -(OLD.escalated_at IS NOT NULL)::int, -(OLD.appealed_at IS NOT NULL)::int);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER complaint_volume_insert AFTER INSERT ON complaint REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_volume_insert();
-- Most changes of a case touch nothing that is counted: those are told apart before any function runs.
CREATE TRIGGER complaint_volume_update AFTER UPDATE ON complaint FOR EACH ROW
  WHEN (OLD.kind <> NEW.kind OR OLD.unit_id <> NEW.unit_id OR OLD.received_at <> NEW.received_at
        OR (OLD.escalated_at IS NULL) <> (NEW.escalated_at IS NULL) OR (OLD.appealed_at IS NULL) <> (NEW.appealed_at IS NULL))
  EXECUTE FUNCTION jn_volume_change();
CREATE TRIGGER complaint_volume_delete AFTER DELETE ON complaint FOR EACH ROW EXECUTE FUNCTION jn_volume_change();
CREATE TRIGGER complaint_no_truncate BEFORE TRUNCATE ON complaint EXECUTE FUNCTION jn_refuse_change();

-- The triggers hold back writers until this has been counted.
INSERT INTO complaint_volume (month, unit_id, received, escalated, appealed)
SELECT jn_utc_month(received_at), unit_id, count(*), count(escalated_at), count(appealed_at)
FROM complaint WHERE kind = 'complaint' GROUP BY 1, 2;

-- What pages read: folded numbers plus the changes not folded yet.
CREATE VIEW complaint_volumes AS
  SELECT month, unit_id, received, escalated, appealed FROM complaint_volume
  UNION ALL
  SELECT month, unit_id, received, escalated, appealed FROM complaint_volume_delta;

-- Moves up to `batch` deltas into the table by month; safe with several callers, each delta is moved once.
CREATE FUNCTION jn_fold_volumes(batch int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE moved int;
BEGIN
  WITH taken AS (
    DELETE FROM complaint_volume_delta WHERE id IN (
      SELECT id FROM complaint_volume_delta ORDER BY id LIMIT batch FOR UPDATE SKIP LOCKED)
    RETURNING *),
  summed AS MATERIALIZED (
    SELECT month, unit_id, sum(received)::int r, sum(escalated)::int e, sum(appealed)::int a, count(*)::int n
    FROM taken GROUP BY 1, 2 ORDER BY 1, 2),
  put AS (
    INSERT INTO complaint_volume AS t (month, unit_id, received, escalated, appealed)
    SELECT month, unit_id, r, e, a FROM summed WHERE r <> 0 OR e <> 0 OR a <> 0
    ON CONFLICT (month, unit_id) DO UPDATE SET
      received = t.received + excluded.received, escalated = t.escalated + excluded.escalated, appealed = t.appealed + excluded.appealed)
  SELECT coalesce(sum(n), 0) INTO moved FROM summed;
  RETURN moved;
END $$;
