-- Billing errors and what is paid back for them. A billing error is a matter with the same id.

-- Classes of error are data: six the promise names, what reconciliation finds, and what a carrier adds.
CREATE TABLE "billing_error_class" (
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "also_classes" TEXT[],
    "origin" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "billing_error_class_pkey" PRIMARY KEY ("code")
);
CREATE TABLE "refund_limit" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "second_above_minor" BIGINT NOT NULL,
    "set_by_id" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_limit_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "refund_batch" (
    "id" UUID NOT NULL,
    "seq" SERIAL NOT NULL,
    "unit_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" UUID,
    "file_name" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "sample_size" INTEGER NOT NULL,
    "running" TEXT,
    "running_by_id" UUID,
    "running_since" TIMESTAMPTZ(3),
    "running_input" JSONB,

    CONSTRAINT "refund_batch_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "refund_batch_row" (
    "batch_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "payload" BYTEA,
    "error_id" UUID,
    "problem" TEXT,
    "problem_field" TEXT,

    CONSTRAINT "refund_batch_row_pkey" PRIMARY KEY ("batch_id","line")
);
CREATE TABLE "refund_batch_problem" (
    "batch_id" UUID NOT NULL,
    "error_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_batch_problem_pkey" PRIMARY KEY ("batch_id","error_id","action")
);
CREATE TABLE "refund_batch_sample" (
    "batch_id" UUID NOT NULL,
    "error_id" UUID NOT NULL,
    "is_right" BOOLEAN,
    "ticked_by_id" UUID,
    "ticked_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "refund_batch_sample_pkey" PRIMARY KEY ("batch_id","error_id")
);
CREATE TABLE "billing_error" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "customer_id" UUID,
    "batch_id" UUID,
    "batch_line" INTEGER,
    "source" TEXT NOT NULL,
    "source_id" UUID,
    "account_hash" TEXT NOT NULL,
    "account_enc" BYTEA NOT NULL,
    "period" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "class_code" TEXT NOT NULL,
    "charge_ref" TEXT,
    "charge_key" TEXT NOT NULL,
    "charged_at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT,
    "currency" TEXT NOT NULL,
    "charged_minor" BIGINT NOT NULL,
    "correct_minor" BIGINT NOT NULL,
    "verified_charged_minor" BIGINT,
    "verified_correct_minor" BIGINT,
    "overcharge_minor" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "reported_by_id" UUID,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3),
    "finding" TEXT,
    "verified_by_id" UUID,
    "verified_at" TIMESTAMPTZ(3),
    "promise_version_id" UUID,
    "promise_code" TEXT,
    "promised_minor" BIGINT,
    "refund_minor" BIGINT,
    "steps" JSONB,
    "excess_reason" TEXT,
    "rejected_by_id" UUID,
    "rejected_at" TIMESTAMPTZ(3),
    "reject_reason" TEXT,
    "reject_next" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "credited_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "fail_reason" TEXT,
    "confirmed_by_id" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "reversed_by_id" UUID,
    "reversed_at" TIMESTAMPTZ(3),
    "reverse_reason" TEXT,

    CONSTRAINT "billing_error_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "refund_approval" (
    "error_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "approver_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_approval_pkey" PRIMARY KEY ("error_id","place")
);
CREATE TABLE "payment_file" (
    "id" UUID NOT NULL,
    "seq" SERIAL NOT NULL,
    "unit_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_file_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "refund_payment" (
    "id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "error_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "billing_ref" TEXT,
    "fail_reason" TEXT,

    CONSTRAINT "refund_payment_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ledger_entry" (
    "id" UUID NOT NULL,
    "transfer_id" UUID NOT NULL,
    "leg" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "error_id" UUID NOT NULL,
    "customer_id" UUID,
    "account_hash" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "refund_file" (
    "id" UUID NOT NULL,
    "error_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_file_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "refund_batch_seq_key" ON "refund_batch"("seq");
CREATE UNIQUE INDEX "payment_file_seq_key" ON "payment_file"("seq");
CREATE INDEX "refund_file_error" ON "refund_file"("error_id");

ALTER TABLE billing_error_class
  ADD CONSTRAINT billing_error_class_code CHECK (code ~ '^[a-z][a-z0-9_]{1,59}$'),
  ADD CONSTRAINT billing_error_class_origin CHECK (origin IN ('promise','reconciliation','own'));
ALTER TABLE refund_limit
  ADD CONSTRAINT refund_limit_amount CHECK (second_above_minor >= 0),
  ADD CONSTRAINT refund_limit_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT refund_limit_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT refund_limit_set_by_fk FOREIGN KEY (set_by_id) REFERENCES staff(id);
CREATE INDEX refund_limit_of_unit ON refund_limit (unit_id, currency, set_at DESC);
CREATE TRIGGER refund_limit_append_only BEFORE UPDATE OR DELETE ON refund_limit FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER refund_limit_no_truncate BEFORE TRUNCATE ON refund_limit EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE refund_batch
  ADD CONSTRAINT refund_batch_source CHECK (source IN ('file','reconciliation','order','api')),
  ADD CONSTRAINT refund_batch_sample_size CHECK (sample_size >= 1),
  ADD CONSTRAINT refund_batch_running CHECK (running IS NULL OR running IN ('create','verify','reject','approve')),
  ADD CONSTRAINT refund_batch_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT refund_batch_created_by_fk FOREIGN KEY (created_by_id) REFERENCES staff(id),
  ADD CONSTRAINT refund_batch_running_by_fk FOREIGN KEY (running_by_id) REFERENCES staff(id);

ALTER TABLE billing_error
  ADD CONSTRAINT billing_error_matter_fk FOREIGN KEY (id) REFERENCES matter(id),
  ADD CONSTRAINT billing_error_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT billing_error_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id),
  ADD CONSTRAINT billing_error_batch_fk FOREIGN KEY (batch_id) REFERENCES refund_batch(id),
  ADD CONSTRAINT billing_error_class_fk FOREIGN KEY (class_code) REFERENCES billing_error_class(code),
  ADD CONSTRAINT billing_error_version_fk FOREIGN KEY (promise_version_id) REFERENCES commitment_version(id),
  ADD CONSTRAINT billing_error_reported_by_fk FOREIGN KEY (reported_by_id) REFERENCES staff(id),
  ADD CONSTRAINT billing_error_checked_by_fk FOREIGN KEY (checked_by_id) REFERENCES staff(id),
  ADD CONSTRAINT billing_error_verified_by_fk FOREIGN KEY (verified_by_id) REFERENCES staff(id),
  ADD CONSTRAINT billing_error_rejected_by_fk FOREIGN KEY (rejected_by_id) REFERENCES staff(id),
  ADD CONSTRAINT billing_error_confirmed_by_fk FOREIGN KEY (confirmed_by_id) REFERENCES staff(id),
  ADD CONSTRAINT billing_error_reversed_by_fk FOREIGN KEY (reversed_by_id) REFERENCES staff(id),
  ADD CONSTRAINT billing_error_amount_key UNIQUE (id, refund_minor, currency),
  ADD CONSTRAINT billing_error_state CHECK (state IN ('reported','checked','verified','rejected','approved','sent','credited','failed','confirmed','reversed')),
  ADD CONSTRAINT billing_error_source CHECK (source IN ('form','file','reconciliation','order','api')),
  ADD CONSTRAINT billing_error_period CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT billing_error_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT billing_error_amounts CHECK (charged_minor >= 0 AND correct_minor >= 0
    AND (verified_charged_minor IS NULL) = (verified_correct_minor IS NULL)
    AND coalesce(verified_charged_minor, 0) >= 0 AND coalesce(verified_correct_minor, 0) >= 0),
  ADD CONSTRAINT billing_error_difference CHECK (overcharge_minor = greatest(0,
    coalesce(verified_charged_minor, charged_minor) - coalesce(verified_correct_minor, correct_minor))),
  ADD CONSTRAINT billing_error_charged_before_reported CHECK (charged_at <= reported_at),
  ADD CONSTRAINT billing_error_rejected_with_reason CHECK ((state = 'rejected') = (rejected_at IS NOT NULL)
    AND (state <> 'rejected' OR (reject_reason IS NOT NULL AND reject_next IS NOT NULL))),
  ADD CONSTRAINT billing_error_verified_has_amount CHECK (state IN ('reported','checked','rejected')
    OR (verified_at IS NOT NULL AND promised_minor IS NOT NULL AND refund_minor IS NOT NULL AND steps IS NOT NULL
      AND verified_charged_minor IS NOT NULL)),
  ADD CONSTRAINT billing_error_not_less_than_promised CHECK (refund_minor >= promised_minor),
  ADD CONSTRAINT billing_error_something_is_due CHECK (promised_minor > 0 AND overcharge_minor > 0 OR promised_minor IS NULL),
  ADD CONSTRAINT billing_error_more_has_reason CHECK (refund_minor = promised_minor OR excess_reason IS NOT NULL OR refund_minor IS NULL),
  ADD CONSTRAINT billing_error_times CHECK (
    (state NOT IN ('approved','sent','credited','failed','confirmed') OR approved_at IS NOT NULL)
    AND (state NOT IN ('sent','credited','failed','confirmed') OR sent_at IS NOT NULL)
    AND (state NOT IN ('credited','confirmed') OR credited_at IS NOT NULL)
    AND (state <> 'failed' OR (failed_at IS NOT NULL AND fail_reason IS NOT NULL))
    AND (state <> 'confirmed' OR confirmed_at IS NOT NULL)
    AND (state <> 'reversed' OR (reversed_at IS NOT NULL AND reverse_reason IS NOT NULL)));
-- One error for one charge, unless it was rejected: a charge is refunded once whoever reports it.
CREATE UNIQUE INDEX billing_error_once_per_charge ON billing_error (charge_key) WHERE state <> 'rejected';
CREATE UNIQUE INDEX billing_error_batch_line ON billing_error (batch_id, batch_line) WHERE batch_id IS NOT NULL;
CREATE INDEX billing_error_unit_state ON billing_error (unit_id, state, reported_at DESC);
CREATE INDEX billing_error_reported ON billing_error (reported_at DESC, id);
CREATE INDEX billing_error_of_account ON billing_error (account_hash, reported_at DESC);
CREATE INDEX billing_error_of_customer ON billing_error (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX billing_error_payable ON billing_error (unit_id, currency, approved_at) WHERE state IN ('approved','failed');
CREATE INDEX billing_error_batch_state ON billing_error (batch_id, state) WHERE batch_id IS NOT NULL;

ALTER TABLE refund_batch_row
  ADD CONSTRAINT refund_batch_row_batch_fk FOREIGN KEY (batch_id) REFERENCES refund_batch(id),
  ADD CONSTRAINT refund_batch_row_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id),
  ADD CONSTRAINT refund_batch_row_one_outcome CHECK (error_id IS NULL OR problem IS NULL);
ALTER TABLE refund_batch_problem
  ADD CONSTRAINT refund_batch_problem_batch_fk FOREIGN KEY (batch_id) REFERENCES refund_batch(id),
  ADD CONSTRAINT refund_batch_problem_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id);
ALTER TABLE refund_batch_sample
  ADD CONSTRAINT refund_batch_sample_batch_fk FOREIGN KEY (batch_id) REFERENCES refund_batch(id),
  ADD CONSTRAINT refund_batch_sample_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id),
  ADD CONSTRAINT refund_batch_sample_ticked_by_fk FOREIGN KEY (ticked_by_id) REFERENCES staff(id),
  ADD CONSTRAINT refund_batch_sample_ticked CHECK ((is_right IS NULL) = (ticked_at IS NULL) AND (is_right IS NULL) = (ticked_by_id IS NULL));
ALTER TABLE refund_approval
  ADD CONSTRAINT refund_approval_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id),
  ADD CONSTRAINT refund_approval_approver_fk FOREIGN KEY (approver_id) REFERENCES staff(id),
  ADD CONSTRAINT refund_approval_place CHECK (place IN (1, 2)),
  ADD CONSTRAINT refund_approval_two_people UNIQUE (error_id, approver_id);
ALTER TABLE payment_file
  ADD CONSTRAINT payment_file_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT payment_file_created_by_fk FOREIGN KEY (created_by_id) REFERENCES staff(id),
  ADD CONSTRAINT payment_file_content CHECK (row_count > 0 AND total_minor > 0 AND sha256 ~ '^[0-9a-f]{64}$');
ALTER TABLE refund_payment
  ADD CONSTRAINT refund_payment_file_fk FOREIGN KEY (file_id) REFERENCES payment_file(id) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT refund_payment_approved_amount_fk FOREIGN KEY (error_id, amount_minor, currency) REFERENCES billing_error(id, refund_minor, currency),
  ADD CONSTRAINT refund_payment_state CHECK (state IN ('sent','paid','failed')),
  ADD CONSTRAINT refund_payment_answered CHECK ((state = 'sent') = (answered_at IS NULL) AND (state <> 'failed' OR fail_reason IS NOT NULL)),
  ADD CONSTRAINT refund_payment_line UNIQUE (file_id, line),
  ADD CONSTRAINT refund_payment_attempt UNIQUE (error_id, attempt);
-- Never two payments of one refund under way or made.
CREATE UNIQUE INDEX refund_payment_once ON refund_payment (error_id) WHERE state IN ('sent','paid');
ALTER TABLE ledger_entry
  ADD CONSTRAINT ledger_entry_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id),
  ADD CONSTRAINT ledger_entry_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT ledger_entry_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id),
  ADD CONSTRAINT ledger_entry_by_fk FOREIGN KEY (by_id) REFERENCES staff(id),
  ADD CONSTRAINT ledger_entry_account CHECK (account IN ('refund_expense','owed_to_customer','paid_out','reversed')),
  ADD CONSTRAINT ledger_entry_kind CHECK (kind IN ('owed','raised','paid','reversed')),
  ADD CONSTRAINT ledger_entry_leg CHECK ((leg = 1 AND amount_minor > 0) OR (leg = 2 AND amount_minor < 0)),
  ADD CONSTRAINT ledger_entry_two_legs UNIQUE (transfer_id, leg);
CREATE INDEX ledger_entry_of_error ON ledger_entry (error_id, at);
CREATE INDEX ledger_entry_of_unit ON ledger_entry (unit_id, account, at DESC, id);
CREATE INDEX ledger_entry_at ON ledger_entry (at DESC, id);
ALTER TABLE refund_file
  ADD CONSTRAINT refund_file_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id),
  ADD CONSTRAINT refund_file_added_by_fk FOREIGN KEY (added_by_id) REFERENCES staff(id),
  ADD CONSTRAINT refund_file_once UNIQUE (error_id, sha256);

CREATE TRIGGER refund_approval_append_only BEFORE UPDATE OR DELETE ON refund_approval FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER refund_approval_no_truncate BEFORE TRUNCATE ON refund_approval EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER payment_file_append_only BEFORE UPDATE OR DELETE ON payment_file FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER payment_file_no_truncate BEFORE TRUNCATE ON payment_file EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER billing_error_no_truncate BEFORE TRUNCATE ON billing_error EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER refund_payment_no_truncate BEFORE TRUNCATE ON refund_payment EXECUTE FUNCTION jn_refuse_change();

-- Where the carrier has set nothing: 100 of the currency.
CREATE FUNCTION jn_second_above(unit uuid, money text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT l.second_above_minor FROM org_unit u JOIN org_unit upper ON u.path <@ upper.path
    JOIN refund_limit l ON l.unit_id = upper.id AND l.currency = money
    WHERE u.id = unit ORDER BY nlevel(upper.path) DESC, l.set_at DESC, l.id DESC LIMIT 1), 10000)
$$;

-- Nobody approves what they reported, checked or verified; both approve the same amount; only what is verified is approved.
CREATE FUNCTION jn_refund_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE e billing_error;
BEGIN
  SELECT * INTO e FROM billing_error WHERE id = NEW.error_id;
  IF e.state <> 'verified' THEN
    RAISE EXCEPTION 'refund_approval_state: only a verified error is approved' USING ERRCODE = 'JN030';
  END IF;
  IF NEW.approver_id IN (e.reported_by_id, e.checked_by_id, e.verified_by_id) THEN
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
CREATE TRIGGER refund_approval_four_eyes BEFORE INSERT ON refund_approval FOR EACH ROW EXECUTE FUNCTION jn_refund_approval();

CREATE FUNCTION jn_billing_error_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF OLD.promised_minor IS NOT NULL AND ROW(NEW.promised_minor, NEW.promise_version_id, NEW.steps, NEW.verified_charged_minor,
       NEW.verified_correct_minor, NEW.verified_by_id) IS DISTINCT FROM ROW(OLD.promised_minor, OLD.promise_version_id, OLD.steps,
       OLD.verified_charged_minor, OLD.verified_correct_minor, OLD.verified_by_id) THEN
    RAISE EXCEPTION 'billing_error_promised: what is promised never changes once verified' USING ERRCODE = 'JN036';
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
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER billing_error_change BEFORE UPDATE OR DELETE ON billing_error FOR EACH ROW EXECUTE FUNCTION jn_billing_error_change();

CREATE FUNCTION jn_billing_error_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'reported' THEN
    RAISE EXCEPTION 'billing_error_begins: every error begins as reported' USING ERRCODE = 'JN042';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER billing_error_begins BEFORE INSERT ON billing_error FOR EACH ROW EXECUTE FUNCTION jn_billing_error_begins();

-- A payment is made for what is approved, and answered once.
CREATE FUNCTION jn_refund_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'sent' OR NOT EXISTS (SELECT FROM billing_error WHERE id = NEW.error_id AND state IN ('approved','failed')) THEN
      RAISE EXCEPTION 'refund_payment_begins: only an approved refund is paid' USING ERRCODE = 'JN043';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'refund_payment_permanent: a payment is never removed' USING ERRCODE = 'JN044';
  END IF;
  IF OLD.state <> 'sent' OR ROW(NEW.id, NEW.file_id, NEW.line, NEW.error_id, NEW.attempt, NEW.amount_minor, NEW.currency)
       IS DISTINCT FROM ROW(OLD.id, OLD.file_id, OLD.line, OLD.error_id, OLD.attempt, OLD.amount_minor, OLD.currency) THEN
    RAISE EXCEPTION 'refund_payment_answered_once: an answer stands' USING ERRCODE = 'JN045';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refund_payment_guard BEFORE INSERT OR UPDATE OR DELETE ON refund_payment FOR EACH ROW EXECUTE FUNCTION jn_refund_payment();

-- Every transfer has two legs of one error that cancel each other out, when the transaction ends.
CREATE FUNCTION jn_ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE legs int; total numeric; same boolean;
BEGIN
  SELECT count(*), sum(l.amount_minor), bool_and(l.unit_id = NEW.unit_id AND l.error_id = NEW.error_id AND l.currency = NEW.currency
      AND l.account_hash = NEW.account_hash AND l.customer_id IS NOT DISTINCT FROM NEW.customer_id AND l.kind = NEW.kind)
    INTO legs, total, same FROM ledger_entry l WHERE l.transfer_id = NEW.transfer_id;
  IF legs <> 2 OR total <> 0 OR NOT same THEN
    RAISE EXCEPTION 'ledger_unbalanced: a transfer needs two legs that cancel out' USING ERRCODE = 'JN046';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION jn_ledger_balanced();

INSERT INTO billing_error_class (code, name, also_classes, origin, position) VALUES
  ('over_short_or_long_record', '{"zh-CN":"超短、超长话单","zh-TW":"超短、超長話單","en":"Over-short or over-long record"}', '{}', 'promise', 1),
  ('free_prompt_charged', '{"zh-CN":"应免费的提示音收费","zh-TW":"應免費的提示音收費","en":"Prompt that should be free was charged"}', '{}', 'promise', 2),
  ('not_as_ordered', '{"zh-CN":"未按客户申请的标准收费","zh-TW":"未按客戶申請的標準收費","en":"Not charged by the ordered standard"}', '{}', 'promise', 3),
  ('rating_error', '{"zh-CN":"批价错误","zh-TW":"批價錯誤","en":"Rating error"}', '{}', 'promise', 4),
  ('border_roaming', '{"zh-CN":"省际边界漫游误收","zh-TW":"省際邊界漫遊誤收","en":"Inter-province border roaming"}', '{}', 'promise', 5),
  ('content_fee', '{"zh-CN":"短信信息费误收","zh-TW":"簡訊資訊費誤收","en":"Content SMS fee"}', '{}', 'promise', 6),
  ('no_consent', '{"zh-CN":"未经客户确认收费","zh-TW":"未經客戶確認收費","en":"Charged without a confirmed order"}', '{not_as_ordered,content_fee}', 'reconciliation', 7),
  ('after_cancellation', '{"zh-CN":"退订后收费","zh-TW":"退訂後收費","en":"Charged after cancellation"}', '{not_as_ordered,content_fee}', 'reconciliation', 8),
  ('in_free_trial', '{"zh-CN":"免费体验期收费","zh-TW":"免費體驗期收費","en":"Charged in a free trial"}', '{not_as_ordered,content_fee}', 'reconciliation', 9),
  ('charged_twice', '{"zh-CN":"重复收费","zh-TW":"重複收費","en":"Charged twice"}', '{rating_error}', 'reconciliation', 10);
