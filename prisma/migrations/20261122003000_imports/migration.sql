-- Imports: a file is looked at and mapped before anything is taken from it, a run says that it lives, and what it found
-- is kept for the report.
ALTER TABLE "import_batch"
  ADD COLUMN "format" TEXT NOT NULL DEFAULT 'csv',
  ADD COLUMN "size_bytes" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "profile" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "report" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "started_at" TIMESTAMPTZ(3),
  ADD COLUMN "heartbeat_at" TIMESTAMPTZ(3);
ALTER TABLE "import_row"
  ADD COLUMN "corrected_by" UUID,
  ADD COLUMN "corrected_at" TIMESTAMPTZ(3);

ALTER TABLE import_batch DROP CONSTRAINT import_batch_status,
  ADD CONSTRAINT import_batch_status CHECK (status IN ('draft','waiting','running','stopped','done','failed')),
  ADD CONSTRAINT import_batch_format CHECK (format IN ('csv','xlsx')),
  ADD CONSTRAINT import_batch_counts CHECK (processed >= 0 AND added >= 0 AND duplicates >= 0 AND rejected >= 0
    AND added + duplicates + rejected = processed),
  ADD CONSTRAINT import_batch_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT import_batch_created_by_fk FOREIGN KEY (created_by) REFERENCES staff(id);
ALTER TABLE import_row ADD CONSTRAINT import_row_corrected CHECK ((state = 'corrected') = (corrected_at IS NOT NULL));
CREATE INDEX import_batch_created ON import_batch (created_at DESC);
CREATE INDEX import_batch_unfinished ON import_batch (heartbeat_at) WHERE status IN ('waiting','running');
CREATE INDEX import_row_rejected ON import_row (batch_id, line) WHERE state = 'rejected';
CREATE INDEX complaint_import_batch ON complaint (import_batch_id, received_at DESC, id) WHERE import_batch_id IS NOT NULL;
