-- A verified error that nobody has approved yet can be corrected: what was worked out before stays readable beside it. And a
-- charge whose error was taken back before anything was paid can be reported again.

CREATE TABLE "billing_error_correction" (
    "error_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "corrected_by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "was_class_code" TEXT NOT NULL,
    "was_charged_minor" BIGINT NOT NULL,
    "was_correct_minor" BIGINT NOT NULL,
    "was_promised_minor" BIGINT NOT NULL,
    "was_promise_version_id" UUID,
    "was_promise_code" TEXT,
    "was_steps" JSONB NOT NULL,
    "class_code" TEXT NOT NULL,
    "charged_minor" BIGINT NOT NULL,
    "correct_minor" BIGINT NOT NULL,
    "promised_minor" BIGINT NOT NULL,

    CONSTRAINT "billing_error_correction_pkey" PRIMARY KEY ("error_id","place")
);

ALTER TABLE billing_error_correction
  ADD CONSTRAINT billing_error_correction_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id),
  ADD CONSTRAINT billing_error_correction_by_fk FOREIGN KEY (corrected_by_id) REFERENCES staff(id),
  ADD CONSTRAINT billing_error_correction_class_fk FOREIGN KEY (class_code) REFERENCES billing_error_class(code),
  ADD CONSTRAINT billing_error_correction_was_class_fk FOREIGN KEY (was_class_code) REFERENCES billing_error_class(code),
  ADD CONSTRAINT billing_error_correction_version_fk FOREIGN KEY (was_promise_version_id) REFERENCES commitment_version(id),
  ADD CONSTRAINT billing_error_correction_reason CHECK (btrim(reason) <> ''),
  ADD CONSTRAINT billing_error_correction_place CHECK (place >= 1),
  ADD CONSTRAINT billing_error_correction_amounts CHECK (charged_minor > correct_minor AND correct_minor >= 0 AND promised_minor > 0),
  ADD CONSTRAINT billing_error_correction_something CHECK (
    ROW(class_code, charged_minor, correct_minor) IS DISTINCT FROM ROW(was_class_code, was_charged_minor, was_correct_minor));

CREATE TRIGGER billing_error_correction_append_only BEFORE UPDATE OR DELETE ON billing_error_correction FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER billing_error_correction_no_truncate BEFORE TRUNCATE ON billing_error_correction EXECUTE FUNCTION jn_refuse_change();

-- A correction tells what stood before it, of an error that is verified and that nobody has approved.
CREATE FUNCTION jn_error_correction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE e billing_error;
BEGIN
  SELECT * INTO e FROM billing_error WHERE id = NEW.error_id;
  IF e.state <> 'verified' OR EXISTS (SELECT FROM refund_approval WHERE error_id = NEW.error_id) THEN
    RAISE EXCEPTION 'billing_error_correction_state: only what is verified and approved by nobody is corrected' USING ERRCODE = 'JN047';
  END IF;
  IF NEW.place <> 1 + (SELECT count(*) FROM billing_error_correction WHERE error_id = NEW.error_id) THEN
    RAISE EXCEPTION 'billing_error_correction_order: corrections are counted without gaps' USING ERRCODE = 'JN048';
  END IF;
  IF ROW(NEW.was_class_code, NEW.was_charged_minor, NEW.was_correct_minor, NEW.was_promised_minor, NEW.was_promise_version_id, NEW.was_promise_code, NEW.was_steps)
     IS DISTINCT FROM ROW(e.class_code, e.verified_charged_minor, e.verified_correct_minor, e.promised_minor, e.promise_version_id, e.promise_code, e.steps) THEN
    RAISE EXCEPTION 'billing_error_correction_was: it must tell what stood before it' USING ERRCODE = 'JN049';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER billing_error_correction_begins BEFORE INSERT ON billing_error_correction FOR EACH ROW EXECUTE FUNCTION jn_error_correction();

-- What a correction says holds on its error when the transaction ends.
CREATE FUNCTION jn_error_correction_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM billing_error e WHERE e.id = NEW.error_id AND (e.class_code, e.verified_charged_minor, e.verified_correct_minor, e.promised_minor)
       = (NEW.class_code, NEW.charged_minor, NEW.correct_minor, NEW.promised_minor))
     AND NOT EXISTS (SELECT FROM billing_error_correction WHERE error_id = NEW.error_id AND place > NEW.place) THEN
    RAISE EXCEPTION 'billing_error_correction_holds: the error does not say what its correction says' USING ERRCODE = 'JN050';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER billing_error_correction_holds AFTER INSERT ON billing_error_correction DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION jn_error_correction_holds();

-- Nobody approves what they reported, checked, verified or corrected.
CREATE OR REPLACE FUNCTION jn_refund_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE e billing_error;
BEGIN
  SELECT * INTO e FROM billing_error WHERE id = NEW.error_id;
  IF e.state <> 'verified' THEN
    RAISE EXCEPTION 'refund_approval_state: only a verified error is approved' USING ERRCODE = 'JN030';
  END IF;
  IF NEW.approver_id IN (e.reported_by_id, e.checked_by_id, e.verified_by_id)
     OR EXISTS (SELECT FROM billing_error_correction WHERE error_id = NEW.error_id AND corrected_by_id = NEW.approver_id) THEN
    RAISE EXCEPTION 'refund_approval_own: nobody approves their own' USING ERRCODE = 'JN031';
  END IF;
  IF NEW.amount_minor <> e.refund_minor THEN
    RAISE EXCEPTION 'refund_approval_amount: another amount than the refund' USING ERRCODE = 'JN032';
  END IF;
  IF NEW.place = 2 AND NOT EXISTS (SELECT FROM refund_approval WHERE error_id = NEW.error_id AND place = 1) THEN
    RAISE EXCEPTION 'refund_approval_order: the second before the first' USING ERRCODE = 'JN033';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION jn_billing_error_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE approvals int; same boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'billing_error_permanent: a billing error is never removed' USING ERRCODE = 'JN034';
  END IF;
  IF ROW(NEW.unit_id, NEW.customer_id, NEW.account_hash, NEW.charge_key, NEW.charged_at, NEW.currency, NEW.charged_minor,
         NEW.correct_minor, NEW.reported_by_id, NEW.reported_at, NEW.source)
     IS DISTINCT FROM
     ROW(OLD.unit_id, OLD.customer_id, OLD.account_hash, OLD.charge_key, OLD.charged_at, OLD.currency, OLD.charged_minor,
         OLD.correct_minor, OLD.reported_by_id, OLD.reported_at, OLD.source) THEN
    RAISE EXCEPTION 'billing_error_identity: whose, which charge and what was reported never change' USING ERRCODE = 'JN035';
  END IF;
  -- What was paid stays known as paid: it keeps the charge from being refunded again.
  IF OLD.credited_at IS NOT NULL AND NEW.credited_at IS DISTINCT FROM OLD.credited_at THEN
    RAISE EXCEPTION 'billing_error_credited: when it was credited never changes' USING ERRCODE = 'JN051';
  END IF;
  IF (OLD.promised_minor IS NOT NULL AND ROW(NEW.promised_minor, NEW.promise_version_id, NEW.steps, NEW.verified_charged_minor,
         NEW.verified_correct_minor, NEW.verified_by_id, NEW.verified_at) IS DISTINCT FROM ROW(OLD.promised_minor, OLD.promise_version_id,
         OLD.steps, OLD.verified_charged_minor, OLD.verified_correct_minor, OLD.verified_by_id, OLD.verified_at)
       OR NEW.class_code <> OLD.class_code)
     AND NOT (OLD.state = 'verified' AND NEW.state = 'verified' AND NEW.verified_by_id IS NOT DISTINCT FROM OLD.verified_by_id
       AND NEW.verified_at = OLD.verified_at AND NEW.refund_minor = NEW.promised_minor
       AND EXISTS (SELECT FROM billing_error_correction c WHERE c.error_id = OLD.id
         AND c.place = (SELECT count(*) FROM billing_error_correction WHERE error_id = OLD.id)
         AND (c.was_class_code, c.was_charged_minor, c.was_correct_minor, c.was_promised_minor)
           = (OLD.class_code, OLD.verified_charged_minor, OLD.verified_correct_minor, OLD.promised_minor)
         AND (c.class_code, c.charged_minor, c.correct_minor, c.promised_minor)
           = (NEW.class_code, NEW.verified_charged_minor, NEW.verified_correct_minor, NEW.promised_minor))) THEN
    RAISE EXCEPTION 'billing_error_promised: what is promised changes by a correction only, once verified' USING ERRCODE = 'JN036';
  END IF;
  IF NEW.refund_minor IS DISTINCT FROM OLD.refund_minor AND OLD.refund_minor IS NOT NULL
     AND (OLD.state <> 'verified' OR EXISTS (SELECT FROM refund_approval WHERE error_id = NEW.id)) THEN
    RAISE EXCEPTION 'billing_error_refund: the amount stands once somebody has approved it' USING ERRCODE = 'JN037';
  END IF;
  IF NEW.state = OLD.state THEN RETURN NEW; END IF;
  IF NOT (OLD.state, NEW.state) IN (('reported','checked'), ('reported','verified'), ('reported','rejected'), ('checked','verified'),
      ('checked','rejected'), ('verified','approved'), ('verified','reversed'), ('approved','sent'), ('approved','reversed'),
      ('sent','credited'), ('sent','failed'), ('failed','sent'), ('failed','reversed'), ('credited','confirmed'),
      ('credited','reversed'), ('confirmed','reversed')) THEN
    RAISE EXCEPTION 'billing_error_transition: % to %', OLD.state, NEW.state USING ERRCODE = 'JN038';
  END IF;
  IF NEW.state = 'approved' THEN
    SELECT count(*), bool_and(amount_minor = NEW.refund_minor) INTO approvals, same FROM refund_approval WHERE error_id = NEW.id;
    IF approvals = 0 OR NOT same OR (approvals < 2
        AND (NEW.refund_minor > NEW.promised_minor OR NEW.refund_minor > jn_second_above(NEW.unit_id, NEW.currency))) THEN
      RAISE EXCEPTION 'billing_error_approvals: not approved by as many people as it takes' USING ERRCODE = 'JN039';
    END IF;
  ELSIF NEW.state = 'sent' AND NOT EXISTS (SELECT FROM refund_payment WHERE error_id = NEW.id AND state = 'sent') THEN
    RAISE EXCEPTION 'billing_error_payment: nothing was sent' USING ERRCODE = 'JN040';
  ELSIF NEW.state = 'credited' AND NOT EXISTS (SELECT FROM refund_payment WHERE error_id = NEW.id AND state = 'paid') THEN
    RAISE EXCEPTION 'billing_error_payment: nothing was paid' USING ERRCODE = 'JN041';
  ELSIF (NEW.state = 'failed' OR (NEW.state = 'reversed' AND NEW.credited_at IS NULL))
     AND EXISTS (SELECT FROM refund_payment WHERE error_id = NEW.id AND state IN ('sent','paid')) THEN
    RAISE EXCEPTION 'billing_error_payment: it was sent or paid' USING ERRCODE = 'JN052';
  END IF;
  RETURN NEW;
END $$;

-- One error for one charge, unless it was rejected, or taken back before anything was paid. What was paid and taken back keeps
-- the charge: whether billing has collected the money is not known here.
DROP INDEX billing_error_once_per_charge;
CREATE UNIQUE INDEX billing_error_once_per_charge ON billing_error (charge_key)
  WHERE state <> 'rejected' AND (state <> 'reversed' OR credited_at IS NOT NULL);

ALTER TABLE ledger_entry
  DROP CONSTRAINT ledger_entry_kind,
  ADD CONSTRAINT ledger_entry_kind CHECK (kind IN ('owed','corrected','raised','paid','reversed'));
