-- One text to many (BR-35): words and audience are laid down, another person approves this one sending, then it goes, once.
CREATE TABLE "bulk_message" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "template_version_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "audience_size" INTEGER NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,
    "sent_by" UUID,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_message_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "bulk_recipient" (
    "bulk_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "bulk_recipient_pkey" PRIMARY KEY ("bulk_id","customer_id")
);

ALTER TABLE bulk_message
  ADD CONSTRAINT bulk_message_state CHECK (state IN ('requested','approved','rejected','sent')),
  ADD CONSTRAINT bulk_message_locale CHECK (locale IN ('zh-CN','zh-TW','en')),
  ADD CONSTRAINT bulk_message_audience CHECK (audience_size > 0),
  ADD CONSTRAINT bulk_message_decided CHECK ((state = 'requested') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  ADD CONSTRAINT bulk_message_second_person CHECK (state NOT IN ('approved','sent') OR decided_by <> requested_by),
  ADD CONSTRAINT bulk_message_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  ADD CONSTRAINT bulk_message_matter_fk FOREIGN KEY (id) REFERENCES matter(id),
  ADD CONSTRAINT bulk_message_version_fk FOREIGN KEY (template_version_id) REFERENCES message_template_version(id),
  ADD CONSTRAINT bulk_message_requested_fk FOREIGN KEY (requested_by) REFERENCES staff(id),
  ADD CONSTRAINT bulk_message_decided_fk FOREIGN KEY (decided_by) REFERENCES staff(id),
  ADD CONSTRAINT bulk_message_sent_fk FOREIGN KEY (sent_by) REFERENCES staff(id);
ALTER TABLE bulk_recipient
  ADD CONSTRAINT bulk_recipient_bulk_fk FOREIGN KEY (bulk_id) REFERENCES bulk_message(id),
  ADD CONSTRAINT bulk_recipient_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id);
CREATE FUNCTION jn_bulk_message_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.template_version_id <> OLD.template_version_id OR NEW.locale <> OLD.locale
     OR NEW.audience_size <> OLD.audience_size OR NEW.requested_by <> OLD.requested_by OR NEW.requested_at <> OLD.requested_at THEN
    RAISE EXCEPTION 'bulk_message_as_requested: what is approved is what was requested' USING ERRCODE = 'JN039';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('requested','approved'), ('requested','rejected'), ('approved','sent')) THEN
    RAISE EXCEPTION 'bulk_message_steps: % does not become %', OLD.state, NEW.state USING ERRCODE = 'JN040';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bulk_message_guard BEFORE UPDATE OR DELETE ON bulk_message FOR EACH ROW EXECUTE FUNCTION jn_bulk_message_guard();
CREATE TRIGGER bulk_message_no_truncate BEFORE TRUNCATE ON bulk_message EXECUTE FUNCTION jn_refuse_change();
-- The audience is written with the request and never again.
CREATE FUNCTION jn_bulk_recipient_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT bulk_id FROM new_rows) n JOIN bulk_message b ON b.id = n.bulk_id
             WHERE b.state <> 'requested' OR b.audience_size <> (SELECT count(*) FROM bulk_recipient r WHERE r.bulk_id = b.id)) THEN
    RAISE EXCEPTION 'bulk_recipient_with_request: the audience is laid down with the request' USING ERRCODE = 'JN041';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER bulk_recipient_guard AFTER INSERT ON bulk_recipient REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_bulk_recipient_guard();
CREATE TRIGGER bulk_recipient_permanent BEFORE UPDATE OR DELETE ON bulk_recipient FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER bulk_recipient_no_truncate BEFORE TRUNCATE ON bulk_recipient EXECUTE FUNCTION jn_refuse_change();

-- No bulk text leaves without the approval of this very sending, in other words or to anybody else.
CREATE FUNCTION jn_outbox_bulk_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows m WHERE m.subject_type = 'bulk_message' AND NOT EXISTS (
       SELECT 1 FROM bulk_message b JOIN bulk_recipient r ON r.bulk_id = b.id AND r.customer_id = m.customer_id
        WHERE b.id = m.subject_id AND b.state = 'sent' AND b.template_version_id = m.template_version_id)) THEN
    RAISE EXCEPTION 'outbox_bulk_approved: a bulk text needs the approval of this sending' USING ERRCODE = 'JN042';
  END IF;
  IF EXISTS (SELECT 1 FROM new_rows m WHERE m.subject_type = 'bulk_message' GROUP BY m.subject_id, m.customer_id HAVING count(*) > 1) THEN
    RAISE EXCEPTION 'outbox_bulk_approved: one text for each of the audience' USING ERRCODE = 'JN042';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_bulk_approved AFTER INSERT ON outbox_message REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_outbox_bulk_approved();
CREATE UNIQUE INDEX outbox_message_bulk_once ON outbox_message (subject_id, customer_id) WHERE subject_type = 'bulk_message';

ALTER TABLE message_template_version ADD CONSTRAINT message_template_version_texts CHECK (texts ?& ARRAY['zh-CN','zh-TW','en']);
