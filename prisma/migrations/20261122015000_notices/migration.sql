-- Events planned by the billing system and the notices owed before them. An event is a matter with the same id.
CREATE TABLE "planned_event" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "external_ref" TEXT NOT NULL,
    "account_hash" TEXT NOT NULL,
    "account_enc" BYTEA NOT NULL,
    "customer_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "customer_class" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "event_at" TIMESTAMPTZ(3),
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT,
    "balance_minor" BIGINT,
    "new_price_minor" BIGINT,
    "period" TEXT,
    "service" JSONB,
    "state" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "called_off_at" TIMESTAMPTZ(3),
    "called_off_by_id" UUID,
    "call_off_reason" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "breach_reason" TEXT,
    "proof" TEXT NOT NULL,
    "missing_count" SMALLINT NOT NULL,
    "latest_notice_at" TIMESTAMPTZ(3),
    "next_step_at" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),

    CONSTRAINT "planned_event_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "event_hold" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "error_id" UUID,
    "held_by_id" UUID,
    "held_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),
    "lift_reason" TEXT,

    CONSTRAINT "event_hold_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "planned_notice" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "fact_type" TEXT NOT NULL,
    "serves" TEXT[],
    "commitments" TEXT[],
    "channel" TEXT NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "event_at" TIMESTAMPTZ(3),
    "latest_at" TIMESTAMPTZ(3),
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "message_key" TEXT NOT NULL,
    "message_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error_code" TEXT,

    CONSTRAINT "planned_notice_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "balance_report" (
    "ref" TEXT NOT NULL,
    "event_id" UUID,
    "account_hash" TEXT NOT NULL,
    "balance_minor" BIGINT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "step" SMALLINT NOT NULL,
    "outcome" TEXT NOT NULL,

    CONSTRAINT "balance_report_pkey" PRIMARY KEY ("ref")
);
CREATE TABLE "permit_answer" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "asked_by_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "for_at" TIMESTAMPTZ(3) NOT NULL,
    "permitted" BOOLEAN NOT NULL,
    "code" TEXT,
    "detail" JSONB NOT NULL,

    CONSTRAINT "permit_answer_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "notice_setting" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "margin_minutes" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "steps_minor" BIGINT[],
    "most_reminders" INTEGER NOT NULL,
    "per_days" INTEGER NOT NULL,
    "set_by_id" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_setting_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "planned_event_external_ref_key" ON "planned_event"("external_ref");
CREATE UNIQUE INDEX "planned_notice_message_key_key" ON "planned_notice"("message_key");

-- ── What Prisma cannot say ───────────────────────────────────────────────────────────────────────
ALTER TABLE planned_event
  ADD CONSTRAINT planned_event_matter_fk FOREIGN KEY (id) REFERENCES matter(id),
  ADD CONSTRAINT planned_event_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id),
  ADD CONSTRAINT planned_event_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT planned_event_called_off_by_fk FOREIGN KEY (called_off_by_id) REFERENCES staff(id),
  ADD CONSTRAINT planned_event_kind CHECK (kind IN ('suspension','low_balance','contract_end','price_change')),
  ADD CONSTRAINT planned_event_class CHECK (customer_class IN ('postpaid','prepaid')),
  ADD CONSTRAINT planned_event_locale CHECK (locale IN ('zh-CN','zh-TW','en')),
  ADD CONSTRAINT planned_event_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT planned_event_ref CHECK (external_ref <> ''),
  ADD CONSTRAINT planned_event_account CHECK (account_hash <> ''),
  ADD CONSTRAINT planned_event_has_time CHECK (event_at IS NOT NULL OR kind = 'low_balance'),
  ADD CONSTRAINT planned_event_says_balance CHECK (kind <> 'low_balance' OR balance_minor IS NOT NULL),
  ADD CONSTRAINT planned_event_says_amount CHECK (kind <> 'suspension' OR (customer_class = 'postpaid' AND amount_minor > 0) OR (customer_class = 'prepaid' AND balance_minor IS NOT NULL)),
  ADD CONSTRAINT planned_event_says_service CHECK (kind NOT IN ('contract_end','price_change') OR service IS NOT NULL),
  ADD CONSTRAINT planned_event_says_price CHECK (kind <> 'price_change' OR (new_price_minor >= 0 AND period IS NOT NULL)),
  ADD CONSTRAINT planned_event_period CHECK (period IN ('use','day','week','month','year')),
  ADD CONSTRAINT planned_event_state CHECK (state IN ('planned','held','called_off','done')),
  ADD CONSTRAINT planned_event_done_has_time CHECK ((state = 'done') = (done_at IS NOT NULL)),
  ADD CONSTRAINT planned_event_called_off_has_reason CHECK ((state = 'called_off') = (called_off_at IS NOT NULL) AND (called_off_at IS NULL) = (call_off_reason IS NULL)),
  ADD CONSTRAINT planned_event_breach_is_done CHECK (breach_reason IS NULL OR (state = 'done' AND breach_reason <> '')),
  ADD CONSTRAINT planned_event_proof CHECK (proof IN ('none_owed','missing','too_late','proven') AND missing_count >= 0 AND (missing_count > 0) = (proof IN ('missing','too_late'))),
  ADD CONSTRAINT planned_event_over_is_quiet CHECK (state IN ('planned','held') OR next_step_at IS NULL);
CREATE INDEX planned_event_next_step ON planned_event (next_step_at) WHERE next_step_at IS NOT NULL;
CREATE INDEX planned_event_open ON planned_event (kind, unit_id, event_at) WHERE state IN ('planned','held');
CREATE INDEX planned_event_listed ON planned_event (kind, unit_id, planned_at DESC);
CREATE INDEX planned_event_of_account ON planned_event (account_hash) WHERE state IN ('planned','held');
-- An account has one low balance at a time; further reports belong to it.
CREATE UNIQUE INDEX planned_event_one_low_balance ON planned_event (account_hash) WHERE kind = 'low_balance' AND state IN ('planned','held');

ALTER TABLE event_hold
  ADD CONSTRAINT event_hold_event_fk FOREIGN KEY (event_id) REFERENCES planned_event(id),
  ADD CONSTRAINT event_hold_error_fk FOREIGN KEY (error_id) REFERENCES billing_error(id),
  ADD CONSTRAINT event_hold_by_fk FOREIGN KEY (held_by_id) REFERENCES staff(id),
  ADD CONSTRAINT event_hold_lifted_by_fk FOREIGN KEY (lifted_by_id) REFERENCES staff(id),
  ADD CONSTRAINT event_hold_kind CHECK (kind IN ('person','dispute') AND (kind = 'dispute') = (error_id IS NOT NULL)),
  ADD CONSTRAINT event_hold_reason CHECK (reason <> ''),
  ADD CONSTRAINT event_hold_lifted CHECK ((lifted_at IS NULL) = (lift_reason IS NULL) AND lift_reason <> '' AND (lifted_at IS NOT NULL OR lifted_by_id IS NULL)),
  ADD CONSTRAINT event_hold_order CHECK (lifted_at >= held_at);
CREATE INDEX event_hold_of_event ON event_hold (event_id, held_at);
-- One dispute holds an event once: lifted by a person, it holds it no more.
CREATE UNIQUE INDEX event_hold_one_a_dispute ON event_hold (event_id, error_id) WHERE error_id IS NOT NULL;
CREATE UNIQUE INDEX event_hold_one_person ON event_hold (event_id) WHERE kind = 'person' AND lifted_at IS NULL;
CREATE INDEX event_hold_of_dispute ON event_hold (error_id) WHERE error_id IS NOT NULL AND lifted_at IS NULL;

CREATE FUNCTION jn_event_hold_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'event_hold_permanent: a hold is never removed' USING ERRCODE = 'JN090';
  END IF;
  IF OLD.lifted_at IS NOT NULL OR (NEW.event_id, NEW.kind, NEW.reason, NEW.held_at) IS DISTINCT FROM (OLD.event_id, OLD.kind, OLD.reason, OLD.held_at)
     OR NEW.error_id IS DISTINCT FROM OLD.error_id OR NEW.held_by_id IS DISTINCT FROM OLD.held_by_id THEN
    RAISE EXCEPTION 'event_hold_fixed: a hold is lifted once and nothing else of it changes' USING ERRCODE = 'JN091';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_hold_kept BEFORE UPDATE OR DELETE ON event_hold FOR EACH ROW EXECUTE FUNCTION jn_event_hold_kept();
CREATE TRIGGER event_hold_no_truncate BEFORE TRUNCATE ON event_hold EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE planned_notice
  ADD CONSTRAINT planned_notice_event_fk FOREIGN KEY (event_id) REFERENCES planned_event(id),
  ADD CONSTRAINT planned_notice_message_fk FOREIGN KEY (message_id) REFERENCES outbox_message(id),
  ADD CONSTRAINT planned_notice_purpose CHECK (purpose IN ('owed','step') AND serves IS NOT NULL AND commitments IS NOT NULL AND (purpose = 'step') = (cardinality(serves) = 0)),
  ADD CONSTRAINT planned_notice_fact CHECK (fact_type IN ('suspension.notice_sent','balance.notice_sent','contract_term.notice_sent','price_change.notice_sent')),
  ADD CONSTRAINT planned_notice_channel CHECK (channel IN ('sms','voice','email')),
  ADD CONSTRAINT planned_notice_attempt CHECK (attempt > 0),
  ADD CONSTRAINT planned_notice_state CHECK (state IN ('waiting','queued','sent','delivered','failed','dropped')),
  ADD CONSTRAINT planned_notice_message CHECK (state IN ('waiting','dropped') OR message_id IS NOT NULL),
  ADD CONSTRAINT planned_notice_delivered CHECK ((state = 'delivered') = (delivered_at IS NOT NULL) AND delivered_at >= sent_at),
  ADD CONSTRAINT planned_notice_sent CHECK (state NOT IN ('sent','delivered') OR sent_at IS NOT NULL),
  ADD CONSTRAINT planned_notice_failed CHECK (state <> 'failed' OR (failed_at IS NOT NULL AND error_code IS NOT NULL));
CREATE INDEX planned_notice_of_event ON planned_notice (event_id, created_at);
CREATE INDEX planned_notice_of_message ON planned_notice (message_id) WHERE message_id IS NOT NULL;

-- A delivery is what the provider reported, and stays.
CREATE FUNCTION jn_planned_notice_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'planned_notice_permanent: a notice is never removed' USING ERRCODE = 'JN092';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.state IN ('delivered','dropped') OR (NEW.event_id, NEW.message_key, NEW.channel, NEW.fact_type, NEW.serves) IS DISTINCT FROM (OLD.event_id, OLD.message_key, OLD.channel, OLD.fact_type, OLD.serves)
       OR NEW.event_at IS DISTINCT FROM OLD.event_at OR (OLD.message_id IS NOT NULL AND NEW.message_id IS DISTINCT FROM OLD.message_id) THEN
      RAISE EXCEPTION 'planned_notice_fixed: what was delivered, and what a notice is for, never changes' USING ERRCODE = 'JN093';
    END IF;
  END IF;
  IF NEW.state = 'delivered' AND NOT EXISTS (
    SELECT 1 FROM outbox_message m WHERE m.id = NEW.message_id AND m.subject_id = NEW.event_id AND m.channel = NEW.channel
       AND m.state = 'delivered' AND m.delivered_at IS NOT NULL) THEN
    RAISE EXCEPTION 'planned_notice_unproven: only the provider''s report proves a delivery' USING ERRCODE = 'JN094';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER planned_notice_proof BEFORE INSERT OR UPDATE OR DELETE ON planned_notice FOR EACH ROW EXECUTE FUNCTION jn_planned_notice_proof();
CREATE TRIGGER planned_notice_no_truncate BEFORE TRUNCATE ON planned_notice EXECUTE FUNCTION jn_refuse_change();

-- Whether an error about a content fee of the account is undecided and nobody has let the event go on despite it (CN-27).
CREATE FUNCTION jn_event_in_dispute(wanted planned_event) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM billing_error e JOIN billing_error_class c ON c.code = e.class_code
    WHERE e.account_hash = wanted.account_hash AND e.state IN ('reported','checked')
      AND (e.class_code = 'content_fee' OR 'content_fee' = ANY(c.also_classes))
      AND NOT EXISTS (SELECT 1 FROM event_hold h WHERE h.event_id = wanted.id AND h.error_id = e.id AND h.lifted_at IS NOT NULL))
$$;

-- States follow one another; a suspension is done only with its notices proven and nothing holding it, or as the breach it was.
CREATE FUNCTION jn_planned_event_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_held boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'planned_event_permanent: a planned event is never removed' USING ERRCODE = 'JN095';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'planned' THEN
      RAISE EXCEPTION 'planned_event_begins_planned: every event begins as planned' USING ERRCODE = 'JN096';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = NEW.id AND m.type = 'planned_event' AND m.customer_id = NEW.customer_id AND m.unit_id = NEW.unit_id) THEN
      RAISE EXCEPTION 'planned_event_is_a_matter: an event stands on a matter of its own with the same customer and unit' USING ERRCODE = 'JN097';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.kind, NEW.external_ref, NEW.account_hash, NEW.customer_id, NEW.unit_id, NEW.customer_class, NEW.planned_at)
     IS DISTINCT FROM (OLD.kind, OLD.external_ref, OLD.account_hash, OLD.customer_id, OLD.unit_id, OLD.customer_class, OLD.planned_at) THEN
    RAISE EXCEPTION 'planned_event_identity: what was planned and for whom never changes' USING ERRCODE = 'JN098';
  END IF;
  IF OLD.state IN ('done','called_off') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'planned_event_over: an event that is over stays so' USING ERRCODE = 'JN099';
  END IF;
  IF NEW.state <> OLD.state THEN
    is_held := EXISTS (SELECT 1 FROM event_hold h WHERE h.event_id = NEW.id AND h.lifted_at IS NULL);
    IF NEW.state = 'held' AND NOT is_held THEN
      RAISE EXCEPTION 'planned_event_held_by: nothing holds this event' USING ERRCODE = 'JN100';
    END IF;
    IF NEW.state = 'planned' AND is_held THEN
      RAISE EXCEPTION 'planned_event_still_held: something still holds this event' USING ERRCODE = 'JN101';
    END IF;
    IF NEW.state = 'done' AND NEW.kind = 'suspension' AND NEW.breach_reason IS NULL THEN
      IF is_held THEN
        RAISE EXCEPTION 'suspension_held: a held suspension is not carried out' USING ERRCODE = 'JN102';
      END IF;
      IF jn_event_in_dispute(NEW) THEN
        RAISE EXCEPTION 'suspension_disputed: a content fee of this account is in dispute' USING ERRCODE = 'JN103';
      END IF;
      IF NOT EXISTS (SELECT 1 FROM fact f WHERE f.subject_id = NEW.id AND f.type = 'suspension.done')
         OR EXISTS (SELECT 1 FROM obligation o WHERE o.subject_id = NEW.id AND o.rule_kind = 'advance_notice' AND o.state IN ('OPEN','PAUSED','BROKEN')) THEN
        RAISE EXCEPTION 'suspension_unproven: the notices before this suspension are not proven' USING ERRCODE = 'JN104';
      END IF;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER planned_event_state_guard BEFORE INSERT OR UPDATE OR DELETE ON planned_event FOR EACH ROW EXECUTE FUNCTION jn_planned_event_state();
CREATE TRIGGER planned_event_no_truncate BEFORE TRUNCATE ON planned_event EXECUTE FUNCTION jn_refuse_change();

-- The matter tells the state its event has, never another.
CREATE FUNCTION jn_matter_state_of_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM planned_event e WHERE e.id = NEW.id AND e.state <> NEW.state) THEN
    RAISE EXCEPTION 'matter_state_of_event: the matter follows the state of its event' USING ERRCODE = 'JN105';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER matter_state_of_event BEFORE UPDATE OF state ON matter FOR EACH ROW
  WHEN (NEW.type = 'planned_event' AND NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION jn_matter_state_of_event();

ALTER TABLE balance_report
  ADD CONSTRAINT balance_report_event_fk FOREIGN KEY (event_id) REFERENCES planned_event(id),
  ADD CONSTRAINT balance_report_outcome CHECK (outcome IN ('remind','same_step','limit','above')),
  ADD CONSTRAINT balance_report_step CHECK (step >= 0 AND (outcome = 'above') = (step = 0) AND (step = 0 OR event_id IS NOT NULL)),
  ADD CONSTRAINT balance_report_times CHECK (found_at <= recorded_at);
CREATE INDEX balance_report_of_account ON balance_report (account_hash, found_at DESC);
CREATE TRIGGER balance_report_append_only BEFORE UPDATE OR DELETE ON balance_report FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER balance_report_no_truncate BEFORE TRUNCATE ON balance_report EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE permit_answer
  ADD CONSTRAINT permit_answer_event_fk FOREIGN KEY (event_id) REFERENCES planned_event(id),
  ADD CONSTRAINT permit_answer_by_fk FOREIGN KEY (asked_by_id) REFERENCES staff(id),
  ADD CONSTRAINT permit_answer_code CHECK (permitted = (code IS NULL));
CREATE INDEX permit_answer_of_event ON permit_answer (event_id, asked_at);
CREATE TRIGGER permit_answer_append_only BEFORE UPDATE OR DELETE ON permit_answer FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER permit_answer_no_truncate BEFORE TRUNCATE ON permit_answer EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE notice_setting
  ADD CONSTRAINT notice_setting_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT notice_setting_by_fk FOREIGN KEY (set_by_id) REFERENCES staff(id),
  ADD CONSTRAINT notice_setting_margin CHECK (margin_minutes BETWEEN 30 AND 20160),
  ADD CONSTRAINT notice_setting_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT notice_setting_steps CHECK (coalesce(cardinality(steps_minor), 0) BETWEEN 1 AND 6 AND array_position(steps_minor, NULL) IS NULL AND 0 <= ALL (steps_minor)),
  ADD CONSTRAINT notice_setting_limit CHECK (most_reminders BETWEEN 1 AND 31 AND per_days BETWEEN 1 AND 92);
CREATE INDEX notice_setting_of_unit ON notice_setting (unit_id, set_at DESC);
CREATE TRIGGER notice_setting_append_only BEFORE UPDATE OR DELETE ON notice_setting FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER notice_setting_no_truncate BEFORE TRUNCATE ON notice_setting EXECUTE FUNCTION jn_refuse_change();
