-- Charges from billing, runs that judge them against orders and tariffs, and what the runs found.
CREATE TABLE "charge_import" (
    "id" UUID NOT NULL,
    "seq" SERIAL NOT NULL,
    "file_name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "format" TEXT NOT NULL,
    "encoding" TEXT,
    "unit_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "charge_import_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "charge_import_seq_key" ON "charge_import"("seq");

CREATE TABLE "charge_import_row" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "payload" BYTEA NOT NULL,
    "problem" TEXT NOT NULL,
    "field" TEXT,
    "state" TEXT NOT NULL,
    "corrected_at" TIMESTAMPTZ(3),
    "corrected_by_id" UUID,

    CONSTRAINT "charge_import_row_pkey" PRIMARY KEY ("import_id","line")
);

CREATE TABLE "charged_party" (
    "id" BIGSERIAL NOT NULL,
    "account_hash" TEXT NOT NULL,
    "account_enc" BYTEA NOT NULL,
    "phone_hash" TEXT NOT NULL,
    "phone_enc" BYTEA NOT NULL,

    CONSTRAINT "charged_party_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "charge" (
    "id" BIGSERIAL NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "charge_ref" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "party_id" BIGINT NOT NULL,
    "service_code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "charged_at" TIMESTAMPTZ(3) NOT NULL,
    "month" TEXT NOT NULL,
    "used_seconds" INTEGER,
    "billed_seconds" INTEGER,
    "order_ref" TEXT,

    CONSTRAINT "charge_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "charge_charge_ref_key" ON "charge"("charge_ref");

CREATE TABLE "call_tariff" (
    "id" UUID NOT NULL,
    "service_code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "step_seconds" INTEGER NOT NULL,
    "free_below_seconds" INTEGER NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_tariff_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "reconciliation_run" (
    "id" UUID NOT NULL,
    "seq" SERIAL NOT NULL,
    "month" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "error" TEXT,
    "judged_at" TIMESTAMPTZ(3),
    "target_per_10000" DECIMAL(12,4),
    "target_promise" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "reconciliation_run_seq_key" ON "reconciliation_run"("seq");

CREATE TABLE "reconciliation_run_unit" (
    "run_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "charges" INTEGER NOT NULL,
    "unjudged" INTEGER NOT NULL,

    CONSTRAINT "reconciliation_run_unit_pkey" PRIMARY KEY ("run_id","unit_id")
);

CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "charge_id" BIGINT NOT NULL,
    "unit_id" UUID NOT NULL,
    "class_code" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "also_classes" TEXT[],
    "charged_minor" BIGINT NOT NULL,
    "correct_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "owed_minor" BIGINT,
    "promise_code" TEXT,
    "order_id" UUID,
    "purchase_id" UUID,
    "tariff_id" UUID,
    "earlier_charge_id" BIGINT,
    "state" TEXT NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "error_id" UUID,
    "carried_from_id" UUID,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- ── What Prisma cannot say ───────────────────────────────────────────────────────────────────────
ALTER TABLE charge_import
  ADD CONSTRAINT charge_import_source CHECK (source IN ('file','api')),
  ADD CONSTRAINT charge_import_format CHECK (format IN ('csv','xlsx','rows')),
  ADD CONSTRAINT charge_import_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT charge_import_status CHECK (status IN ('waiting','running','stopped','done','failed')),
  ADD CONSTRAINT charge_import_counts CHECK (processed >= 0 AND added >= 0 AND known >= 0 AND rejected >= 0
    AND added + known + rejected = processed),
  ADD CONSTRAINT charge_import_ended CHECK ((status IN ('done','failed','stopped')) = (finished_at IS NOT NULL)),
  ADD CONSTRAINT charge_import_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT charge_import_by_fk FOREIGN KEY (created_by_id) REFERENCES staff(id);
CREATE INDEX charge_import_unfinished ON charge_import (heartbeat_at) WHERE status IN ('waiting','running');

ALTER TABLE charge_import_row
  ADD CONSTRAINT charge_import_row_import_fk FOREIGN KEY (import_id) REFERENCES charge_import(id),
  ADD CONSTRAINT charge_import_row_by_fk FOREIGN KEY (corrected_by_id) REFERENCES staff(id),
  ADD CONSTRAINT charge_import_row_state CHECK (state IN ('rejected','corrected')),
  ADD CONSTRAINT charge_import_row_corrected CHECK ((state = 'corrected') = (corrected_at IS NOT NULL));

ALTER TABLE charged_party
  ADD CONSTRAINT charged_party_once UNIQUE (account_hash, phone_hash);
CREATE INDEX charged_party_phone ON charged_party (phone_hash);

ALTER TABLE charge
  ADD CONSTRAINT charge_import_fk FOREIGN KEY (import_id) REFERENCES charge_import(id),
  ADD CONSTRAINT charge_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT charge_party_fk FOREIGN KEY (party_id) REFERENCES charged_party(id),
  ADD CONSTRAINT charge_ref_shape CHECK (charge_ref <> '' AND length(charge_ref) <= 80),
  ADD CONSTRAINT charge_service CHECK (service_code <> ''),
  ADD CONSTRAINT charge_kind CHECK (kind IN ('subscription','on_demand','call_record','prompt','other')),
  ADD CONSTRAINT charge_amount CHECK (amount_minor >= 0),
  ADD CONSTRAINT charge_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT charge_month CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT charge_seconds CHECK (used_seconds >= 0 AND billed_seconds >= 0);
CREATE INDEX charge_of_month ON charge (month);
CREATE INDEX charge_of_party ON charge (party_id, service_code, month);
CREATE TRIGGER charge_append_only BEFORE UPDATE OR DELETE ON charge FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER charge_no_truncate BEFORE TRUNCATE ON charge EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE call_tariff
  ADD CONSTRAINT call_tariff_kind CHECK (kind IN ('call_record','prompt')),
  ADD CONSTRAINT call_tariff_service CHECK (service_code <> ''),
  ADD CONSTRAINT call_tariff_step CHECK (step_seconds BETWEEN 1 AND 86400),
  ADD CONSTRAINT call_tariff_free CHECK (free_below_seconds >= 0),
  ADD CONSTRAINT call_tariff_price CHECK (price_minor >= 0),
  ADD CONSTRAINT call_tariff_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT call_tariff_by_fk FOREIGN KEY (created_by_id) REFERENCES staff(id),
  ADD CONSTRAINT call_tariff_one_at_a_time UNIQUE (service_code, kind, valid_from);
CREATE TRIGGER call_tariff_append_only BEFORE UPDATE OR DELETE ON call_tariff FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER call_tariff_no_truncate BEFORE TRUNCATE ON call_tariff EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE reconciliation_run
  ADD CONSTRAINT reconciliation_run_month CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT reconciliation_run_status CHECK (status IN ('waiting','running','done','failed')),
  ADD CONSTRAINT reconciliation_run_ended CHECK ((status IN ('done','failed')) = (finished_at IS NOT NULL)),
  ADD CONSTRAINT reconciliation_run_done_is_judged CHECK (status <> 'done' OR judged_at IS NOT NULL),
  ADD CONSTRAINT reconciliation_run_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT reconciliation_run_by_fk FOREIGN KEY (created_by_id) REFERENCES staff(id);
-- Two runs of one month below one unit would find the same twice.
CREATE UNIQUE INDEX reconciliation_run_one_at_a_time ON reconciliation_run (month, unit_id) WHERE status IN ('waiting','running');

ALTER TABLE reconciliation_run_unit
  ADD CONSTRAINT reconciliation_run_unit_run_fk FOREIGN KEY (run_id) REFERENCES reconciliation_run(id),
  ADD CONSTRAINT reconciliation_run_unit_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT reconciliation_run_unit_counts CHECK (charges > 0 AND unjudged BETWEEN 0 AND charges);

ALTER TABLE finding
  ADD CONSTRAINT finding_run_fk FOREIGN KEY (run_id) REFERENCES reconciliation_run(id),
  ADD CONSTRAINT finding_charge_fk FOREIGN KEY (charge_id) REFERENCES charge(id),
  ADD CONSTRAINT finding_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT finding_class_fk FOREIGN KEY (class_code) REFERENCES billing_error_class(code),
  ADD CONSTRAINT finding_order_fk FOREIGN KEY (order_id) REFERENCES subscription_order(id),
  ADD CONSTRAINT finding_purchase_fk FOREIGN KEY (purchase_id) REFERENCES purchase(id),
  ADD CONSTRAINT finding_tariff_fk FOREIGN KEY (tariff_id) REFERENCES call_tariff(id),
  ADD CONSTRAINT finding_earlier_fk FOREIGN KEY (earlier_charge_id) REFERENCES charge(id),
  ADD CONSTRAINT finding_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id),
  ADD CONSTRAINT finding_by_fk FOREIGN KEY (decided_by_id) REFERENCES staff(id),
  ADD CONSTRAINT finding_carried_fk FOREIGN KEY (carried_from_id) REFERENCES finding(id),
  ADD CONSTRAINT finding_once_per_charge UNIQUE (run_id, charge_id),
  ADD CONSTRAINT finding_why CHECK (why IN ('no_order','order_of_other','not_confirmed','not_active','cancelled','in_trial','again',
    'prompt_is_free','record_long','record_short','rate_above','price_above')),
  ADD CONSTRAINT finding_also CHECK (also_classes IS NOT NULL AND NOT (also_classes @> ARRAY[class_code])),
  ADD CONSTRAINT finding_amounts CHECK (charged_minor >= 0 AND correct_minor >= 0 AND (owed_minor IS NULL OR owed_minor >= 0)),
  ADD CONSTRAINT finding_again_names_the_first CHECK ((why = 'again') = (earlier_charge_id IS NOT NULL)),
  ADD CONSTRAINT finding_state CHECK (state IN ('open','accepted','dismissed')),
  ADD CONSTRAINT finding_decided CHECK ((state = 'open') = (decided_at IS NULL)),
  ADD CONSTRAINT finding_accepted_has_error CHECK ((state = 'accepted') = (error_id IS NOT NULL)),
  ADD CONSTRAINT finding_dismissed_has_reason CHECK (state <> 'dismissed' OR coalesce(reason, '') <> '');
CREATE INDEX finding_of_run ON finding (run_id, class_code, unit_id);
CREATE INDEX finding_by_amount ON finding (run_id, owed_minor DESC, id);
CREATE INDEX finding_of_charge ON finding (charge_id) WHERE state <> 'open';
CREATE INDEX finding_of_error ON finding (error_id) WHERE error_id IS NOT NULL;
CREATE INDEX finding_unpriced ON finding (run_id, id) WHERE owed_minor IS NULL;

-- What was found stands; only the amount owed is added, and a decision is taken once.
CREATE FUNCTION jn_finding_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'finding_permanent: what a run found is never removed' USING ERRCODE = 'JN080';
  END IF;
  IF ROW(NEW.run_id, NEW.charge_id, NEW.unit_id, NEW.class_code, NEW.why, NEW.also_classes, NEW.charged_minor, NEW.correct_minor,
         NEW.currency, NEW.order_id, NEW.purchase_id, NEW.tariff_id, NEW.earlier_charge_id, NEW.carried_from_id)
     IS DISTINCT FROM
     ROW(OLD.run_id, OLD.charge_id, OLD.unit_id, OLD.class_code, OLD.why, OLD.also_classes, OLD.charged_minor, OLD.correct_minor,
         OLD.currency, OLD.order_id, OLD.purchase_id, OLD.tariff_id, OLD.earlier_charge_id, OLD.carried_from_id) THEN
    RAISE EXCEPTION 'finding_stands: what was found about a charge never changes' USING ERRCODE = 'JN081';
  END IF;
  IF OLD.owed_minor IS NOT NULL AND ROW(NEW.owed_minor, NEW.promise_code) IS DISTINCT FROM ROW(OLD.owed_minor, OLD.promise_code) THEN
    RAISE EXCEPTION 'finding_amount_stands: what is owed was worked out already' USING ERRCODE = 'JN082';
  END IF;
  IF OLD.state <> 'open' AND ROW(NEW.state, NEW.decided_by_id, NEW.decided_at, NEW.reason, NEW.error_id)
     IS DISTINCT FROM ROW(OLD.state, OLD.decided_by_id, OLD.decided_at, OLD.reason, OLD.error_id) THEN
    RAISE EXCEPTION 'finding_decided_once: a decision stands' USING ERRCODE = 'JN083';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER finding_change BEFORE UPDATE OR DELETE ON finding FOR EACH ROW EXECUTE FUNCTION jn_finding_change();
CREATE TRIGGER finding_no_truncate BEFORE TRUNCATE ON finding EXECUTE FUNCTION jn_refuse_change();
