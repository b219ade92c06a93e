-- A notification may be about a matter instead of a case: its page is found by type and id.
ALTER TABLE "notification" ADD COLUMN "matter_id" UUID;
ALTER TABLE notification
  ADD CONSTRAINT notification_matter_fk FOREIGN KEY (matter_id) REFERENCES matter(id),
  ADD CONSTRAINT notification_one_subject CHECK (complaint_id IS NULL OR matter_id IS NULL);
