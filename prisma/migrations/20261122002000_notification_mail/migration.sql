-- The outbox of mails: who is to be asked again and when. Sending counts attempts; it never touches what people read.
ALTER TABLE "notification" ADD COLUMN "mail_attempts" SMALLINT NOT NULL DEFAULT 0, ADD COLUMN "mail_due_at" TIMESTAMPTZ(3);
CREATE INDEX notification_outbox ON notification (created_at) WHERE emailed_at IS NULL;

-- Unread first, newest first, page by page.
DROP INDEX notification_unread;
CREATE INDEX notification_unread ON notification (recipient_id, created_at DESC, id DESC) WHERE read_at IS NULL;

-- Read in one window, the bell of the others counts anew.
CREATE FUNCTION jn_tell_readers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r uuid;
BEGIN
  FOR r IN SELECT DISTINCT n.recipient_id FROM new_rows n JOIN old_rows o USING (id)
           WHERE n.read_at IS DISTINCT FROM o.read_at LIMIT 400 LOOP
    PERFORM pg_notify('jiannuo_staff', r::text);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER notification_tell_read AFTER UPDATE ON notification REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_readers();
