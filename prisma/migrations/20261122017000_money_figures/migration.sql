-- What the board of money and consent counts, kept by month so that a year of a million errors is a few hundred rows.
-- Months are those of the carrier's zone, in which lists count their days.
CREATE TABLE "billing_error_month" (
    "month" DATE NOT NULL,
    "unit_id" UUID NOT NULL,
    "class_code" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "errors" INTEGER NOT NULL,
    "minor" BIGINT NOT NULL,
    "paid_after_seconds" BIGINT NOT NULL,

    CONSTRAINT "billing_error_month_pkey" PRIMARY KEY ("month","unit_id","class_code","currency","state")
);
CREATE TABLE "billing_error_month_delta" (
    "id" BIGSERIAL NOT NULL,
    "month" DATE NOT NULL,
    "unit_id" UUID NOT NULL,
    "class_code" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "errors" INTEGER NOT NULL,
    "minor" BIGINT NOT NULL,
    "paid_after_seconds" BIGINT NOT NULL,

    CONSTRAINT "billing_error_month_delta_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "order_charge_month" (
    "month" DATE NOT NULL,
    "unit_id" UUID NOT NULL,
    "service_version_id" UUID NOT NULL,
    "charges" INTEGER NOT NULL,

    CONSTRAINT "order_charge_month_pkey" PRIMARY KEY ("month","unit_id","service_version_id")
);
CREATE TABLE "order_charge_month_delta" (
    "id" BIGSERIAL NOT NULL,
    "month" DATE NOT NULL,
    "unit_id" UUID NOT NULL,
    "service_version_id" UUID NOT NULL,
    "charges" INTEGER NOT NULL,

    CONSTRAINT "order_charge_month_delta_pkey" PRIMARY KEY ("id")
);

ALTER TABLE billing_error_month ADD CONSTRAINT billing_error_month_first_day CHECK (extract(day FROM month) = 1);
ALTER TABLE order_charge_month ADD CONSTRAINT order_charge_month_first_day CHECK (extract(day FROM month) = 1);

CREATE FUNCTION jn_carrier_zone() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT coalesce((SELECT time_zone FROM org_unit WHERE parent_id IS NULL LIMIT 1), 'Asia/Shanghai') $$;

-- Deltas are inserted, never updated: two clerks of one branch do not wait for each other. One row a statement and group,
-- however many errors a batch has.
CREATE FUNCTION jn_error_month_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := jn_carrier_zone();
BEGIN
  INSERT INTO billing_error_month_delta (month, unit_id, class_code, currency, state, errors, minor, paid_after_seconds)
  SELECT date_trunc('month', reported_at AT TIME ZONE zone)::date, unit_id, class_code, currency, state, count(*), coalesce(sum(refund_minor), 0), 0
  FROM new_rows GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;
CREATE FUNCTION jn_error_month_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := jn_carrier_zone();
BEGIN
  INSERT INTO billing_error_month_delta (month, unit_id, class_code, currency, state, errors, minor, paid_after_seconds)
  SELECT date_trunc('month', reported_at AT TIME ZONE zone)::date, unit_id, class_code, currency, state, sum(sign), sum(sign * minor), sum(sign * seconds)
  FROM (
    SELECT 1 AS sign, reported_at, unit_id, class_code, currency, state, coalesce(refund_minor, 0) AS minor,
      CASE WHEN state IN ('credited','confirmed') THEN floor(extract(epoch FROM credited_at - verified_at))::bigint ELSE 0 END AS seconds FROM new_rows
    UNION ALL
    SELECT -1, reported_at, unit_id, class_code, currency, state, coalesce(refund_minor, 0),
      CASE WHEN state IN ('credited','confirmed') THEN floor(extract(epoch FROM credited_at - verified_at))::bigint ELSE 0 END FROM old_rows) x
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(sign) <> 0 OR sum(sign * minor) <> 0 OR sum(sign * seconds) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER billing_error_month_insert AFTER INSERT ON billing_error REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_error_month_insert();
CREATE TRIGGER billing_error_month_update AFTER UPDATE ON billing_error REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION jn_error_month_update();

CREATE FUNCTION jn_charge_month_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := jn_carrier_zone();
BEGIN
  INSERT INTO order_charge_month_delta (month, unit_id, service_version_id, charges)
  SELECT date_trunc('month', c.charged_at AT TIME ZONE zone)::date, m.unit_id, o.service_version_id, count(*)
  FROM new_rows c JOIN subscription_order o ON o.id = c.order_id JOIN matter m ON m.id = c.order_id GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;
CREATE TRIGGER order_charge_month_insert AFTER INSERT ON order_charge REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_charge_month_insert();

-- What pages read: folded numbers plus the changes not folded yet.
CREATE VIEW billing_error_months AS
  SELECT month, unit_id, class_code, currency, state, errors, minor, paid_after_seconds FROM billing_error_month
  UNION ALL
  SELECT month, unit_id, class_code, currency, state, errors, minor, paid_after_seconds FROM billing_error_month_delta;
CREATE VIEW order_charge_months AS
  SELECT month, unit_id, service_version_id, charges FROM order_charge_month
  UNION ALL
  SELECT month, unit_id, service_version_id, charges FROM order_charge_month_delta;

-- Moves up to `batch` deltas of either kind into the tables by month; safe with several callers, each delta is moved once.
CREATE FUNCTION jn_fold_money(batch int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE errors_moved int; charges_moved int;
BEGIN
  WITH taken AS (
    DELETE FROM billing_error_month_delta WHERE id IN (
      SELECT id FROM billing_error_month_delta ORDER BY id LIMIT batch FOR UPDATE SKIP LOCKED)
    RETURNING *),
  summed AS MATERIALIZED (
    SELECT month, unit_id, class_code, currency, state, sum(errors)::int e, sum(minor)::bigint m, sum(paid_after_seconds)::bigint s, count(*)::int n
    FROM taken GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5),
  put AS (
    INSERT INTO billing_error_month AS t (month, unit_id, class_code, currency, state, errors, minor, paid_after_seconds)
    SELECT month, unit_id, class_code, currency, state, e, m, s FROM summed WHERE e <> 0 OR m <> 0 OR s <> 0
    ON CONFLICT (month, unit_id, class_code, currency, state) DO UPDATE SET
      errors = t.errors + excluded.errors, minor = t.minor + excluded.minor, paid_after_seconds = t.paid_after_seconds + excluded.paid_after_seconds)
  SELECT coalesce(sum(n), 0) INTO errors_moved FROM summed;
  WITH taken AS (
    DELETE FROM order_charge_month_delta WHERE id IN (
      SELECT id FROM order_charge_month_delta ORDER BY id LIMIT batch FOR UPDATE SKIP LOCKED)
    RETURNING *),
  summed AS MATERIALIZED (
    SELECT month, unit_id, service_version_id, sum(charges)::int c, count(*)::int n FROM taken GROUP BY 1, 2, 3 ORDER BY 1, 2, 3),
  put AS (
    INSERT INTO order_charge_month AS t (month, unit_id, service_version_id, charges)
    SELECT month, unit_id, service_version_id, c FROM summed
    ON CONFLICT (month, unit_id, service_version_id) DO UPDATE SET charges = t.charges + excluded.charges)
  SELECT coalesce(sum(n), 0) INTO charges_moved FROM summed;
  RETURN greatest(errors_moved, charges_moved);
END $$;

-- Counts everything anew: when the carrier's zone changes, every month has other edges.
CREATE FUNCTION jn_recount_money() RETURNS void LANGUAGE plpgsql AS $$
DECLARE zone text := jn_carrier_zone();
BEGIN
  LOCK TABLE billing_error, order_charge IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM billing_error_month_delta;
  DELETE FROM billing_error_month;
  DELETE FROM order_charge_month_delta;
  DELETE FROM order_charge_month;
  INSERT INTO billing_error_month (month, unit_id, class_code, currency, state, errors, minor, paid_after_seconds)
  SELECT date_trunc('month', reported_at AT TIME ZONE zone)::date, unit_id, class_code, currency, state, count(*), coalesce(sum(refund_minor), 0),
    coalesce(sum(floor(extract(epoch FROM credited_at - verified_at))) FILTER (WHERE state IN ('credited','confirmed')), 0)
  FROM billing_error GROUP BY 1, 2, 3, 4, 5;
  INSERT INTO order_charge_month (month, unit_id, service_version_id, charges)
  SELECT date_trunc('month', c.charged_at AT TIME ZONE zone)::date, m.unit_id, o.service_version_id, count(*)
  FROM order_charge c JOIN subscription_order o ON o.id = c.order_id JOIN matter m ON m.id = c.order_id GROUP BY 1, 2, 3;
END $$;
CREATE FUNCTION jn_carrier_zone_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM jn_recount_money();
  RETURN NULL;
END $$;
CREATE TRIGGER org_unit_carrier_zone AFTER UPDATE ON org_unit FOR EACH ROW
  WHEN (NEW.parent_id IS NULL AND NEW.time_zone <> OLD.time_zone) EXECUTE FUNCTION jn_carrier_zone_changed();

SELECT jn_recount_money();

-- Orders of a month in the order of their list, with their units from the index alone; charges nobody agreed to.
CREATE INDEX subscription_order_requested ON subscription_order (requested_at DESC, id DESC);
CREATE INDEX matter_orders_opened ON matter (opened_at) INCLUDE (id, unit_id) WHERE type = 'subscription_order';
CREATE INDEX order_charge_without_consent ON order_charge (charged_at) WHERE verdict = 'without_consent';
