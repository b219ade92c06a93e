-- Texts to customers: templates with approved versions, an outbox written in the transaction of what it tells of, what
-- the providers reported back, and what customers answered.
CREATE TABLE "message_template" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "placeholders" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_template_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "message_template_version" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "texts" JSONB NOT NULL,
    "note" TEXT,
    "drafted_by" UUID,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,

    CONSTRAINT "message_template_version_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "outbox_message" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "template_version_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "parts" SMALLINT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3),
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "resends" SMALLINT NOT NULL DEFAULT 0,
    "adapter" TEXT,
    "attempt_id" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "tell_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "outbox_part" (
    "adapter" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "part" SMALLINT NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "outbox_part_pkey" PRIMARY KEY ("adapter","provider_id")
);
CREATE TABLE "delivery_report" (
    "id" UUID NOT NULL,
    "adapter" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "error_code" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" UUID,

    CONSTRAINT "delivery_report_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "inbound_message" (
    "id" UUID NOT NULL,
    "adapter" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "from_hash" TEXT NOT NULL,
    "from_enc" BYTEA NOT NULL,
    "customer_id" UUID,
    "to_address" TEXT NOT NULL,
    "text_enc" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "message_pace" (
    "adapter" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pace_pkey" PRIMARY KEY ("adapter")
);
ALTER TABLE "customer" ADD COLUMN "email_enc" BYTEA;
CREATE UNIQUE INDEX "message_template_code_key" ON "message_template"("code");
CREATE UNIQUE INDEX "message_template_version_number" ON "message_template_version"("template_id", "version");
CREATE UNIQUE INDEX "outbox_message_key_key" ON "outbox_message"("key");
CREATE INDEX "outbox_part_message" ON "outbox_part"("message_id");
CREATE UNIQUE INDEX "inbound_message_once" ON "inbound_message"("adapter", "provider_id");
ALTER TABLE "message_template_version" ADD CONSTRAINT "message_template_version_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "message_template"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE message_template
  ADD CONSTRAINT message_template_channel CHECK (channel IN ('sms','email','voice')),
  ADD CONSTRAINT message_template_code_shape CHECK (code ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$');
CREATE TRIGGER message_template_permanent BEFORE DELETE ON message_template FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER message_template_no_truncate BEFORE TRUNCATE ON message_template EXECUTE FUNCTION jn_refuse_change();

-- Nobody approves their own words; version 1 of a delivered template has no author.
ALTER TABLE message_template_version
  ADD CONSTRAINT message_template_version_status CHECK (status IN ('draft','proposed','approved','rejected')),
  ADD CONSTRAINT message_template_version_decided CHECK ((status IN ('approved','rejected')) = (decided_at IS NOT NULL)),
  ADD CONSTRAINT message_template_version_second_person CHECK (
    CASE WHEN drafted_by IS NULL THEN version = 1 AND decided_by IS NULL
         ELSE status NOT IN ('approved','rejected') OR (decided_by IS NOT NULL AND (status = 'rejected' OR decided_by <> drafted_by)) END),
  ADD CONSTRAINT message_template_version_drafted_fk FOREIGN KEY (drafted_by) REFERENCES staff(id),
  ADD CONSTRAINT message_template_version_decided_fk FOREIGN KEY (decided_by) REFERENCES staff(id);
CREATE UNIQUE INDEX message_template_version_one_open ON message_template_version (template_id) WHERE status IN ('draft','proposed');
CREATE FUNCTION jn_template_version_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('approved','rejected') THEN
    RAISE EXCEPTION 'template_version_final: a decided version of a template cannot be changed or removed' USING ERRCODE = 'JN030';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.template_id <> OLD.template_id OR NEW.version <> OLD.version
     OR (NEW.status IN ('approved','rejected') AND NEW.texts <> OLD.texts)) THEN
    RAISE EXCEPTION 'template_version_decides_what_was_read: the words are decided as they were proposed' USING ERRCODE = 'JN031';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER message_template_version_final BEFORE UPDATE OR DELETE ON message_template_version FOR EACH ROW EXECUTE FUNCTION jn_template_version_final();
CREATE TRIGGER message_template_version_no_truncate BEFORE TRUNCATE ON message_template_version EXECUTE FUNCTION jn_refuse_change();

-- waiting: to be sent from due_at on. sending: handed to a provider by the attempt `attempt_id`, its end not known yet.
-- sent: the provider has it. delivered, undelivered: the provider's report. dead: refused or given up.
-- unknown: the attempt ended without an answer; a report or a person decides. withdrawn: no longer wanted before it went.
ALTER TABLE outbox_message
  ADD CONSTRAINT outbox_message_channel CHECK (channel IN ('sms','email','voice')),
  ADD CONSTRAINT outbox_message_locale CHECK (locale IN ('zh-CN','zh-TW','en')),
  ADD CONSTRAINT outbox_message_parts CHECK (parts BETWEEN 1 AND 255),
  ADD CONSTRAINT outbox_message_subject CHECK (subject_type IN ('complaint','billing_error','subscription_order','planned_event','purchase','joining','bulk_message')),
  ADD CONSTRAINT outbox_message_state CHECK (state IN ('waiting','sending','sent','delivered','undelivered','dead','unknown','withdrawn')),
  ADD CONSTRAINT outbox_message_sending CHECK (state <> 'sending' OR (attempt_id IS NOT NULL AND adapter IS NOT NULL AND lease_until IS NOT NULL)),
  ADD CONSTRAINT outbox_message_sent CHECK (state NOT IN ('sent','delivered','undelivered') OR sent_at IS NOT NULL),
  ADD CONSTRAINT outbox_message_delivered CHECK ((state = 'delivered') = (delivered_at IS NOT NULL)),
  ADD CONSTRAINT outbox_message_error CHECK (state NOT IN ('dead','unknown','undelivered') OR error_code IS NOT NULL),
  ADD CONSTRAINT outbox_message_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT outbox_message_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id),
  ADD CONSTRAINT outbox_message_version_fk FOREIGN KEY (template_version_id) REFERENCES message_template_version(id);
CREATE INDEX outbox_message_due ON outbox_message (due_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_message_leased ON outbox_message (lease_until) WHERE state = 'sending';
CREATE INDEX outbox_message_created ON outbox_message (created_at DESC, id);
CREATE INDEX outbox_message_unit ON outbox_message (unit_id, created_at DESC, id);
CREATE INDEX outbox_message_trouble ON outbox_message (state, created_at DESC) WHERE state IN ('dead','unknown','undelivered');
CREATE INDEX outbox_message_untold ON outbox_message (tell_at) WHERE tell_at IS NOT NULL;
CREATE INDEX outbox_message_subject_of ON outbox_message (subject_id);
CREATE INDEX outbox_message_customer ON outbox_message (customer_id, created_at DESC);
-- What a customer was told never changes, and what has left is not called back.
CREATE FUNCTION jn_outbox_message_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'outbox_message_permanent: a message is never removed' USING ERRCODE = 'JN032';
  END IF;
  IF NEW.key <> OLD.key OR NEW.text <> OLD.text OR NEW.customer_id <> OLD.customer_id OR NEW.channel <> OLD.channel
     OR NEW.template_version_id <> OLD.template_version_id OR NEW.subject_id <> OLD.subject_id OR NEW.created_at <> OLD.created_at THEN
    RAISE EXCEPTION 'outbox_message_words: what is said to whom never changes' USING ERRCODE = 'JN033';
  END IF;
  IF (OLD.state IN ('delivered','withdrawn') AND NEW.state <> OLD.state)
     OR (OLD.state = 'sent' AND NEW.state NOT IN ('sent','delivered','undelivered'))
     OR (OLD.state = 'undelivered' AND NEW.state NOT IN ('undelivered','delivered')) THEN
    RAISE EXCEPTION 'outbox_message_sent_once: % does not become %', OLD.state, NEW.state USING ERRCODE = 'JN034';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER outbox_message_guard BEFORE UPDATE OR DELETE ON outbox_message FOR EACH ROW EXECUTE FUNCTION jn_outbox_message_guard();
CREATE TRIGGER outbox_message_no_truncate BEFORE TRUNCATE ON outbox_message EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE outbox_part
  ADD CONSTRAINT outbox_part_state CHECK (state IN ('sent','delivered','undelivered')),
  ADD CONSTRAINT outbox_part_message_fk FOREIGN KEY (message_id) REFERENCES outbox_message(id);

ALTER TABLE delivery_report
  ADD CONSTRAINT delivery_report_state CHECK (state IN ('delivered','undelivered')),
  ADD CONSTRAINT delivery_report_message_fk FOREIGN KEY (message_id) REFERENCES outbox_message(id);
CREATE UNIQUE INDEX delivery_report_once ON delivery_report (adapter, provider_id, state, occurred_at);
CREATE INDEX delivery_report_unclaimed ON delivery_report (adapter, provider_id) WHERE message_id IS NULL;
CREATE INDEX delivery_report_message ON delivery_report (message_id) WHERE message_id IS NOT NULL;

-- received: on record, nobody has looked at it yet. handled: some room took it. unhandled: none had a use for it.
ALTER TABLE inbound_message
  ADD CONSTRAINT inbound_message_channel CHECK (channel IN ('sms','email','voice')),
  ADD CONSTRAINT inbound_message_state CHECK (state IN ('received','handled','unhandled','failed')),
  ADD CONSTRAINT inbound_message_handled CHECK ((state IN ('handled','unhandled')) = (handled_at IS NOT NULL)),
  ADD CONSTRAINT inbound_message_retry CHECK ((state = 'received') = (next_attempt_at IS NOT NULL)),
  ADD CONSTRAINT inbound_message_order CHECK (received_at <= recorded_at),
  ADD CONSTRAINT inbound_message_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id);
CREATE INDEX inbound_message_recorded ON inbound_message (recorded_at DESC, id);
CREATE INDEX inbound_message_retry_due ON inbound_message (next_attempt_at) WHERE state = 'received';
CREATE INDEX inbound_message_customer ON inbound_message (customer_id, received_at DESC) WHERE customer_id IS NOT NULL;
CREATE FUNCTION jn_inbound_message_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.text_enc <> OLD.text_enc OR NEW.from_hash <> OLD.from_hash OR NEW.from_enc <> OLD.from_enc
     OR NEW.received_at <> OLD.received_at OR NEW.recorded_at <> OLD.recorded_at OR NEW.provider_id <> OLD.provider_id THEN
    RAISE EXCEPTION 'inbound_message_as_received: what a customer sent is kept as it came' USING ERRCODE = 'JN035';
  END IF;
  IF OLD.state IN ('handled','unhandled') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'inbound_message_once: an answer is dealt with once' USING ERRCODE = 'JN036';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER inbound_message_guard BEFORE UPDATE OR DELETE ON inbound_message FOR EACH ROW EXECUTE FUNCTION jn_inbound_message_guard();
CREATE TRIGGER inbound_message_no_truncate BEFORE TRUNCATE ON inbound_message EXECUTE FUNCTION jn_refuse_change();

-- The outbox can be large; it is emptied row by row, so dead versions must go soon.
ALTER TABLE outbox_message SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

-- Open pages hear of it: the list of messages and the phones of the simulator.
CREATE TRIGGER outbox_message_tell_insert AFTER INSERT ON outbox_message REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_units();
CREATE TRIGGER outbox_message_tell_update AFTER UPDATE ON outbox_message REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_units();
