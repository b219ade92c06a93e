-- Access of other systems: a token stands for an account nobody can sign in to with a password.
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_by" UUID,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "staff" ADD COLUMN "is_machine" BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");
CREATE INDEX "api_token_staff" ON "api_token"("staff_id");

ALTER TABLE staff ADD CONSTRAINT staff_machine_no_password CHECK (NOT is_machine OR (password_hash = '!' AND NOT must_change_password));
ALTER TABLE api_token
  ADD CONSTRAINT api_token_hash_shape CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT api_token_name CHECK (length(trim(name)) BETWEEN 1 AND 80),
  ADD CONSTRAINT api_token_revoked CHECK (revoked_by IS NULL OR revoked_at IS NOT NULL),
  ADD CONSTRAINT api_token_order CHECK (revoked_at IS NULL OR revoked_at >= created_at),
  ADD CONSTRAINT api_token_staff_fk FOREIGN KEY (staff_id) REFERENCES staff(id),
  ADD CONSTRAINT api_token_created_fk FOREIGN KEY (created_by) REFERENCES staff(id),
  ADD CONSTRAINT api_token_revoked_fk FOREIGN KEY (revoked_by) REFERENCES staff(id);
CREATE FUNCTION jn_api_token_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM staff WHERE id = NEW.staff_id AND is_machine) THEN
      RAISE EXCEPTION 'api_token_of_a_machine: a token stands for a system, never for a person' USING ERRCODE = 'JN037';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR NEW.token_hash <> OLD.token_hash OR NEW.staff_id <> OLD.staff_id OR NEW.name <> OLD.name
     OR NEW.created_at <> OLD.created_at OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) THEN
    RAISE EXCEPTION 'api_token_only_ends: a token is revoked once and otherwise stays as it was made' USING ERRCODE = 'JN038';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER api_token_guard BEFORE INSERT OR UPDATE OR DELETE ON api_token FOR EACH ROW EXECUTE FUNCTION jn_api_token_guard();
CREATE TRIGGER api_token_no_truncate BEFORE TRUNCATE ON api_token EXECUTE FUNCTION jn_refuse_change();
