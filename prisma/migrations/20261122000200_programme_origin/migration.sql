-- Where a programme was started from and what its source says beside the promises themselves.
ALTER TABLE "programme" ADD COLUMN "seed_code" TEXT, ADD COLUMN "lineage" JSONB NOT NULL DEFAULT '[]', ADD COLUMN "titled_only" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "commitment" ADD COLUMN "public_since" DATE;
ALTER TABLE "commitment_version" ADD COLUMN "own_choice" JSONB NOT NULL DEFAULT '[]', ADD COLUMN "note" JSONB;

ALTER TABLE commitment_version
  ADD CONSTRAINT commitment_version_positive CHECK (version >= 1),
  ADD CONSTRAINT commitment_version_shapes CHECK (
    jsonb_typeof(text) = 'object' AND jsonb_typeof(scope) = 'object' AND jsonb_typeof(target) = 'object'
    AND jsonb_typeof(ladder) = 'array' AND jsonb_typeof(remedy) = 'object' AND jsonb_typeof(floor_notes) = 'array');
