-- Foundation: the first half is what prisma/schema.prisma says; the second half is the law Prisma cannot say.
CREATE EXTENSION IF NOT EXISTS ltree;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "config_epoch" (
    "id" INTEGER NOT NULL,
    "epoch" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "config_epoch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_unit" (
    "id" UUID NOT NULL,
    "parent_id" UUID,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "path" ltree NOT NULL,
    "time_zone" TEXT NOT NULL,
    "calendar_id" UUID,
    "is_network_team" BOOLEAN NOT NULL DEFAULT false,
    "phone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "org_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_placement" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "parent_id" UUID,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "by_id" UUID,
    "reason" TEXT,

    CONSTRAINT "org_placement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscribers" (
    "unit_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "subscribers_pkey" PRIMARY KEY ("unit_id","month")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "employee_no" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "email" TEXT,
    "password_hash" TEXT NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "home_unit_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_assignment" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "granted_by" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,

    CONSTRAINT "role_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" UUID NOT NULL,
    "username_hash" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "succeeded" BOOLEAN NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_version" (
    "id" UUID NOT NULL,
    "calendar_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "weekly" JSONB NOT NULL,
    "holidays" JSONB NOT NULL,
    "workdays" JSONB NOT NULL,
    "announced_years" INTEGER[],
    "needs_notices" BOOLEAN NOT NULL DEFAULT true,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID,
    "note" TEXT,

    CONSTRAINT "calendar_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'promise',
    "name" JSONB NOT NULL,
    "slogan" JSONB NOT NULL,
    "years" TEXT NOT NULL,
    "published_on" DATE,
    "phases" JSONB NOT NULL,
    "source" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "angle" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "entry_state" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment_version" (
    "id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "text" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "if_broken" JSONB NOT NULL,
    "rules" JSONB NOT NULL,
    "scope" JSONB NOT NULL,
    "target" JSONB NOT NULL,
    "ladder" JSONB NOT NULL,
    "remedy" JSONB NOT NULL,
    "consequence" JSONB NOT NULL,
    "source" JSONB NOT NULL,
    "quiet_hours" JSONB,
    "floor_notes" JSONB NOT NULL DEFAULT '[]',
    "drafted_by" UUID,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "commitment_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment_term" (
    "version_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "commitment_term_pkey" PRIMARY KEY ("version_id")
);

-- CreateTable
CREATE TABLE "fact" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "source" TEXT NOT NULL,
    "attrs" JSONB NOT NULL,
    "idempotency_key" TEXT,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obligation" (
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "rule_index" SMALLINT NOT NULL,
    "rule_kind" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "cycle" SMALLINT NOT NULL,
    "unit_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_on" DATE NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "paused_ms" BIGINT NOT NULL DEFAULT 0,
    "broken_at" TIMESTAMPTZ(3),
    "fulfilled_at" TIMESTAMPTZ(3),
    "waived_at" TIMESTAMPTZ(3),
    "calendar_version_id" UUID,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "step_ats" TIMESTAMPTZ(3)[],
    "steps_fired" SMALLINT NOT NULL DEFAULT 0,
    "next_action_at" TIMESTAMPTZ(3),

    CONSTRAINT "obligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obligation_event" (
    "id" UUID NOT NULL,
    "obligation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "step" SMALLINT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "obligation_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obligation_rollup" (
    "unit_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "rule_index" SMALLINT NOT NULL,
    "day" DATE NOT NULL,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "broken_fulfilled" INTEGER NOT NULL DEFAULT 0,
    "broken_open" INTEGER NOT NULL DEFAULT 0,
    "waived" INTEGER NOT NULL DEFAULT 0,
    "running" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "obligation_rollup_pkey" PRIMARY KEY ("unit_id","version_id","rule_index","day")
);

-- CreateTable
CREATE TABLE "obligation_rollup_delta" (
    "id" BIGSERIAL NOT NULL,
    "unit_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "rule_index" SMALLINT NOT NULL,
    "day" DATE NOT NULL,
    "kept" INTEGER NOT NULL,
    "broken_fulfilled" INTEGER NOT NULL,
    "broken_open" INTEGER NOT NULL,
    "waived" INTEGER NOT NULL,
    "running" INTEGER NOT NULL,

    CONSTRAINT "obligation_rollup_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "phone_hash" TEXT NOT NULL,
    "phone_tail_hash" TEXT NOT NULL,
    "phone_enc" BYTEA NOT NULL,
    "name_enc" BYTEA,
    "name_hash" TEXT,
    "identity_enc" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "intake_unit_id" UUID NOT NULL,
    "customer_id" UUID,
    "class_code" TEXT NOT NULL,
    "wants" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "brand" TEXT,
    "customer_class" TEXT,
    "area" TEXT,
    "place" TEXT,
    "urgency" TEXT NOT NULL DEFAULT 'normal',
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "backdate_reason" TEXT,
    "logged_by_id" UUID NOT NULL,
    "first_owner_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "contacted_at" TIMESTAMPTZ(3),
    "replied_at" TIMESTAMPTZ(3),
    "planned_at" TIMESTAMPTZ(3),
    "solved_at" TIMESTAMPTZ(3),
    "called_back_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "pause_reason" TEXT,
    "reopened_count" SMALLINT NOT NULL DEFAULT 0,
    "chased_count" SMALLINT NOT NULL DEFAULT 0,
    "supervised_at" TIMESTAMPTZ(3),
    "upgraded_at" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "appealed_at" TIMESTAMPTZ(3),
    "routed_network_at" TIMESTAMPTZ(3),
    "is_legacy" BOOLEAN NOT NULL DEFAULT false,
    "repeat_of_id" UUID,
    "group_id" UUID,
    "next_due_at" TIMESTAMPTZ(3),
    "import_batch_id" UUID,
    "external_ref" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "search_vector" tsvector NOT NULL,

    CONSTRAINT "complaint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint_owner" (
    "id" UUID NOT NULL,
    "complaint_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "by_id" UUID NOT NULL,
    "reason" TEXT,

    CONSTRAINT "complaint_owner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint_file" (
    "id" UUID NOT NULL,
    "complaint_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "complaint_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint_group" (
    "id" UUID NOT NULL,
    "class_code" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "threshold" INTEGER NOT NULL,
    "window_hours" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "note" TEXT,

    CONSTRAINT "complaint_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_threshold" (
    "unit_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "window_hours" INTEGER NOT NULL,

    CONSTRAINT "group_threshold_pkey" PRIMARY KEY ("unit_id")
);

-- CreateTable
CREATE TABLE "number_counter" (
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "number_counter_pkey" PRIMARY KEY ("unit_id","year")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "mapping" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "raw" JSONB NOT NULL,
    "reason" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "complaint_id" UUID,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "recipient_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "complaint_id" UUID,
    "obligation_id" UUID,
    "params" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "emailed_at" TIMESTAMPTZ(3),
    "idempotency_key" TEXT NOT NULL,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT,
    "unit_id" UUID,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "org_unit_code_key" ON "org_unit"("code");

-- CreateIndex
CREATE INDEX "org_unit_parent" ON "org_unit"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_employee_no_key" ON "staff"("employee_no");

-- CreateIndex
CREATE UNIQUE INDEX "staff_username_key" ON "staff"("username");

-- CreateIndex
CREATE INDEX "staff_home_unit" ON "staff"("home_unit_id");

-- CreateIndex
CREATE INDEX "role_assignment_staff" ON "role_assignment"("staff_id");

-- CreateIndex
CREATE INDEX "role_assignment_unit_role" ON "role_assignment"("unit_id", "role");

-- CreateIndex
CREATE INDEX "sign_in_attempt_username" ON "sign_in_attempt"("username_hash", "at");

-- CreateIndex
CREATE INDEX "sign_in_attempt_address" ON "sign_in_attempt"("address_hash", "at");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_code_key" ON "calendar"("code");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_version_number" ON "calendar_version"("calendar_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "programme_unit_code" ON "programme"("unit_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_programme_code" ON "commitment"("programme_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_version_number" ON "commitment_version"("commitment_id", "version");

-- CreateIndex
CREATE INDEX "fact_subject" ON "fact"("subject_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "obligation_once" ON "obligation"("subject_id", "version_id", "rule_index", "cycle");

-- CreateIndex
CREATE INDEX "obligation_event_obligation" ON "obligation_event"("obligation_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_phone_hash_key" ON "customer"("phone_hash");

-- CreateIndex
CREATE INDEX "customer_phone_tail" ON "customer"("phone_tail_hash");

-- CreateIndex
CREATE INDEX "customer_name" ON "customer"("name_hash");

-- CreateIndex
CREATE UNIQUE INDEX "complaint_number_key" ON "complaint"("number");

-- CreateIndex
CREATE INDEX "complaint_file_complaint" ON "complaint_file"("complaint_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_name" ON "saved_view"("staff_id", "page", "name");

-- CreateIndex
CREATE UNIQUE INDEX "import_row_line" ON "import_row"("batch_id", "line");

-- CreateIndex
CREATE UNIQUE INDEX "notification_idempotency_key_key" ON "notification"("idempotency_key");

-- CreateIndex
CREATE INDEX "audit_log_subject" ON "audit_log"("subject_id");

-- CreateIndex
CREATE INDEX "audit_log_at" ON "audit_log"("at");

-- AddForeignKey
ALTER TABLE "org_unit" ADD CONSTRAINT "org_unit_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit" ADD CONSTRAINT "org_unit_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "calendar"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_placement" ADD CONSTRAINT "org_placement_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_version" ADD CONSTRAINT "calendar_version_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "calendar"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment_version" ADD CONSTRAINT "commitment_version_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment_term" ADD CONSTRAINT "commitment_term_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "commitment_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_owner" ADD CONSTRAINT "complaint_owner_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_file" ADD CONSTRAINT "complaint_file_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ══ The law ══════════════════════════════════════════════════════════════════════════════════════

-- ── Append-only tables ───────────────────────────────────────────────────────────────────────────
CREATE FUNCTION jn_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append_only: % cannot be changed or removed', TG_TABLE_NAME USING ERRCODE = 'JN001';
END $$;

CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE ON fact FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER fact_no_truncate BEFORE TRUNCATE ON fact EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER calendar_version_append_only BEFORE UPDATE OR DELETE ON calendar_version FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER calendar_version_no_truncate BEFORE TRUNCATE ON calendar_version EXECUTE FUNCTION jn_refuse_change();

-- ── Organisation ─────────────────────────────────────────────────────────────────────────────────
ALTER TABLE org_unit
  ADD CONSTRAINT org_unit_kind CHECK (kind IN ('carrier','province','city_branch','county_branch','hall','hotline','department','agent')),
  ADD CONSTRAINT org_unit_code_shape CHECK (code ~ '^[A-Za-z0-9_]{1,40}$'),
  ADD CONSTRAINT org_unit_path_ends_in_code CHECK (ltree2text(subpath(path, -1)) = code),
  ADD CONSTRAINT org_unit_root CHECK ((parent_id IS NULL) = (nlevel(path) = 1)),
  ADD CONSTRAINT org_unit_not_own_parent CHECK (parent_id <> id);
CREATE INDEX org_unit_path ON org_unit USING gist (path);
ALTER TABLE org_placement
  ADD CONSTRAINT org_placement_order CHECK (valid_to IS NULL OR valid_to > valid_from),
  ADD CONSTRAINT org_placement_no_overlap EXCLUDE USING gist (unit_id WITH =, tstzrange(valid_from, valid_to) WITH &&);
ALTER TABLE subscribers
  ADD CONSTRAINT subscribers_not_negative CHECK (count >= 0),
  ADD CONSTRAINT subscribers_first_of_month CHECK (extract(day FROM month) = 1);
ALTER TABLE staff
  ADD CONSTRAINT staff_username_lower CHECK (username = lower(username) AND username ~ '^[a-z0-9._-]{2,60}$'),
  ADD CONSTRAINT staff_locale CHECK (locale IN ('zh-CN','zh-TW','en')),
  ADD CONSTRAINT staff_home_unit_fk FOREIGN KEY (home_unit_id) REFERENCES org_unit(id);
ALTER TABLE role_assignment
  ADD CONSTRAINT role_assignment_role CHECK (role IN ('service_staff','hall_manager','branch_manager','executive','quality_officer','social_supervisor','auditor','administrator')),
  ADD CONSTRAINT role_assignment_order CHECK (ended_at IS NULL OR ended_at >= granted_at);
CREATE UNIQUE INDEX role_assignment_active ON role_assignment (staff_id, role, unit_id) WHERE ended_at IS NULL;

-- ── Calendars ────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE calendar_version ADD CONSTRAINT calendar_version_positive CHECK (version >= 1);

-- ── Commitments ──────────────────────────────────────────────────────────────────────────────────
ALTER TABLE programme ADD CONSTRAINT programme_kind CHECK (kind IN ('promise','law'));
ALTER TABLE commitment
  ADD CONSTRAINT commitment_angle CHECK (angle IN ('fair','transparent','convenient','responsible','all')),
  ADD CONSTRAINT commitment_field CHECK (field IN ('charging','marketing','service_delivery','technical','partners','content','complaints','all')),
  ADD CONSTRAINT commitment_entry_state CHECK (entry_state IN ('full','titled_only','principle'));
ALTER TABLE commitment_version
  ADD CONSTRAINT commitment_version_status CHECK (status IN ('draft','published')),
  ADD CONSTRAINT commitment_version_published CHECK ((status = 'published') = (published_at IS NOT NULL AND published_by IS NOT NULL)),
  ADD CONSTRAINT commitment_version_second_person CHECK (published_by IS NULL OR published_by IS DISTINCT FROM drafted_by),
  ADD CONSTRAINT commitment_version_rules CHECK (jsonb_typeof(rules) = 'array');
CREATE UNIQUE INDEX commitment_version_one_draft ON commitment_version (commitment_id) WHERE status = 'draft';

CREATE FUNCTION jn_published_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'published' THEN
    RAISE EXCEPTION 'published_immutable: a published version cannot be changed or removed' USING ERRCODE = 'JN002';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER commitment_version_immutable BEFORE UPDATE OR DELETE ON commitment_version
  FOR EACH ROW EXECUTE FUNCTION jn_published_is_immutable();
CREATE TRIGGER commitment_version_no_truncate BEFORE TRUNCATE ON commitment_version EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE commitment_term
  ADD CONSTRAINT commitment_term_order CHECK (valid_to IS NULL OR valid_to > valid_from),
  ADD CONSTRAINT commitment_term_no_overlap EXCLUDE USING gist (commitment_id WITH =, tstzrange(valid_from, valid_to) WITH &&);

-- A term may be given its end once (by the version that follows); nothing else about it ever changes.
CREATE FUNCTION jn_term_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.valid_to IS NOT NULL OR NEW.valid_to IS NULL
     OR NEW.version_id <> OLD.version_id OR NEW.commitment_id <> OLD.commitment_id OR NEW.valid_from <> OLD.valid_from THEN
    RAISE EXCEPTION 'term_immutable: the term of a published version can only be given its end, once' USING ERRCODE = 'JN003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER commitment_term_only_ends BEFORE UPDATE OR DELETE ON commitment_term FOR EACH ROW EXECUTE FUNCTION jn_term_only_ends();
CREATE TRIGGER commitment_term_no_truncate BEFORE TRUNCATE ON commitment_term EXECUTE FUNCTION jn_refuse_change();

CREATE FUNCTION jn_term_is_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM commitment_version v
                 WHERE v.id = NEW.version_id AND v.commitment_id = NEW.commitment_id AND v.status = 'published') THEN
    RAISE EXCEPTION 'term_needs_published: only a published version of the same commitment has a term' USING ERRCODE = 'JN004';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER commitment_term_is_of_published BEFORE INSERT ON commitment_term FOR EACH ROW EXECUTE FUNCTION jn_term_is_of_published();

-- ── Facts ────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE fact
  ADD CONSTRAINT fact_source CHECK (source IN ('live','import','system')),
  ADD CONSTRAINT fact_not_from_the_future CHECK (occurred_at <= recorded_at),
  ADD CONSTRAINT fact_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id);
CREATE UNIQUE INDEX fact_idempotency ON fact (idempotency_key) WHERE idempotency_key IS NOT NULL;

-- ── Obligations ──────────────────────────────────────────────────────────────────────────────────
ALTER TABLE obligation
  ADD CONSTRAINT obligation_state CHECK (state IN ('OPEN','PAUSED','KEPT','BROKEN','WAIVED','VOID')),
  ADD CONSTRAINT obligation_kind CHECK (rule_kind IN ('deadline','gate')),
  ADD CONSTRAINT obligation_open_has_due CHECK (state <> 'OPEN' OR rule_kind = 'gate' OR due_at IS NOT NULL),
  ADD CONSTRAINT obligation_paused_has_no_due CHECK (state <> 'PAUSED' OR due_at IS NULL),
  ADD CONSTRAINT obligation_kept_in_time CHECK (state <> 'KEPT' OR (fulfilled_at IS NOT NULL AND broken_at IS NULL AND (due_at IS NULL OR fulfilled_at <= due_at))),
  ADD CONSTRAINT obligation_broken_at_deadline CHECK (state <> 'BROKEN' OR (broken_at IS NOT NULL AND (rule_kind = 'gate' OR broken_at = due_at))),
  ADD CONSTRAINT obligation_waived_at CHECK ((state = 'WAIVED') = (waived_at IS NOT NULL)),
  ADD CONSTRAINT obligation_cycle CHECK (cycle >= 1),
  ADD CONSTRAINT obligation_steps CHECK (steps_fired >= 0 AND steps_fired <= coalesce(array_length(step_ats, 1), 0)),
  ADD CONSTRAINT obligation_version_fk FOREIGN KEY (version_id) REFERENCES commitment_version(id),
  ADD CONSTRAINT obligation_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id);
CREATE INDEX obligation_next_action ON obligation (next_action_at) WHERE next_action_at IS NOT NULL;
CREATE INDEX obligation_unswept ON obligation (due_at, unit_id) WHERE state = 'OPEN' AND due_at IS NOT NULL;
CREATE INDEX obligation_by_version ON obligation (version_id, started_on, unit_id, state);
CREATE INDEX obligation_open_calendar ON obligation (calendar_version_id) WHERE state IN ('OPEN','PAUSED');

-- KEPT, WAIVED and VOID are final; a broken promise stays broken (it may be waived, with a reason, by a fact).
CREATE FUNCTION jn_obligation_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('jiannuo.rebuilding', true) = 'on' THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'obligation_permanent: obligations are never removed' USING ERRCODE = 'JN005';
  END IF;
  IF NEW.subject_id <> OLD.subject_id OR NEW.version_id <> OLD.version_id OR NEW.rule_index <> OLD.rule_index OR NEW.cycle <> OLD.cycle
     OR NEW.started_at <> OLD.started_at OR NEW.commitment_id <> OLD.commitment_id THEN
    RAISE EXCEPTION 'obligation_identity: what is owed to whom never changes' USING ERRCODE = 'JN006';
  END IF;
  IF OLD.state IN ('KEPT','WAIVED','VOID') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'obligation_terminal: % is final', OLD.state USING ERRCODE = 'JN007';
  END IF;
  IF OLD.state = 'BROKEN' AND NEW.state NOT IN ('BROKEN','WAIVED') THEN
    RAISE EXCEPTION 'obligation_stays_broken: a broken obligation stays broken' USING ERRCODE = 'JN007';
  END IF;
  IF (OLD.broken_at IS NOT NULL AND NEW.broken_at IS DISTINCT FROM OLD.broken_at)
     OR (OLD.fulfilled_at IS NOT NULL AND NEW.fulfilled_at IS DISTINCT FROM OLD.fulfilled_at) THEN
    RAISE EXCEPTION 'obligation_times: broken_at and fulfilled_at are written once' USING ERRCODE = 'JN008';
  END IF;
  IF NEW.steps_fired < OLD.steps_fired THEN
    RAISE EXCEPTION 'obligation_steps_once: a fired step is not taken back' USING ERRCODE = 'JN009';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER obligation_transition BEFORE UPDATE OR DELETE ON obligation FOR EACH ROW EXECUTE FUNCTION jn_obligation_transition();

ALTER TABLE obligation_event
  ADD CONSTRAINT obligation_event_kind CHECK (kind IN ('broken','step_fired','recomputed','waived','voided')),
  ADD CONSTRAINT obligation_event_step CHECK ((kind = 'step_fired') = (step IS NOT NULL));
CREATE UNIQUE INDEX obligation_event_step_once ON obligation_event (obligation_id, step) WHERE kind = 'step_fired';
CREATE UNIQUE INDEX obligation_event_broken_once ON obligation_event (obligation_id) WHERE kind = 'broken';
CREATE TRIGGER obligation_event_append_only BEFORE UPDATE OR DELETE ON obligation_event FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER obligation_event_no_truncate BEFORE TRUNCATE ON obligation_event EXECUTE FUNCTION jn_refuse_change();

-- ── Figures: deltas written with every change, folded by the worker ──────────────────────────────
-- Deltas are inserted, never updated, so two clerks of one branch do not wait for each other.
CREATE FUNCTION jn_rollup_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO obligation_rollup_delta (unit_id, commitment_id, version_id, rule_index, day, kept, broken_fulfilled, broken_open, waived, running)
  SELECT unit_id, commitment_id, version_id, rule_index, started_on,
         count(*) FILTER (WHERE state = 'KEPT'),
         count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NOT NULL),
         count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NULL),
         count(*) FILTER (WHERE state = 'WAIVED'),
         count(*) FILTER (WHERE state IN ('OPEN','PAUSED'))
  FROM new_rows WHERE state <> 'VOID' GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;
CREATE FUNCTION jn_rollup_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO obligation_rollup_delta (unit_id, commitment_id, version_id, rule_index, day, kept, broken_fulfilled, broken_open, waived, running)
  SELECT unit_id, commitment_id, version_id, rule_index, started_on, sum(kept), sum(bf), sum(bo), sum(w), sum(r) FROM (
    SELECT unit_id, commitment_id, version_id, rule_index, started_on,
           (state = 'KEPT')::int AS kept, (state = 'BROKEN' AND fulfilled_at IS NOT NULL)::int AS bf,
           (state = 'BROKEN' AND fulfilled_at IS NULL)::int AS bo, (state = 'WAIVED')::int AS w, (state IN ('OPEN','PAUSED'))::int AS r
    FROM new_rows
    UNION ALL
    SELECT unit_id, commitment_id, version_id, rule_index, started_on,
           -(state = 'KEPT')::int, -(state = 'BROKEN' AND fulfilled_at IS NOT NULL)::int,
           -(state = 'BROKEN' AND fulfilled_at IS NULL)::int, -(state = 'WAIVED')::int, -(state IN ('OPEN','PAUSED'))::int
    FROM old_rows) x
  GROUP BY 1, 2, 3, 4, 5
  HAVING sum(kept) <> 0 OR sum(bf) <> 0 OR sum(bo) <> 0 OR sum(w) <> 0 OR sum(r) <> 0;
  RETURN NULL;
END $$;
CREATE FUNCTION jn_rollup_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO obligation_rollup_delta (unit_id, commitment_id, version_id, rule_index, day, kept, broken_fulfilled, broken_open, waived, running)
  SELECT unit_id, commitment_id, version_id, rule_index, started_on,
         -count(*) FILTER (WHERE state = 'KEPT'),
         -count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NOT NULL),
         -count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NULL),
         -count(*) FILTER (WHERE state = 'WAIVED'),
         -count(*) FILTER (WHERE state IN ('OPEN','PAUSED'))
  FROM old_rows WHERE state <> 'VOID' GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;
CREATE TRIGGER obligation_rollup_insert AFTER INSERT ON obligation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_rollup_insert();
CREATE TRIGGER obligation_rollup_update AFTER UPDATE ON obligation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_rollup_update();
CREATE TRIGGER obligation_rollup_delete AFTER DELETE ON obligation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_rollup_delete();
CREATE TRIGGER obligation_no_truncate BEFORE TRUNCATE ON obligation EXECUTE FUNCTION jn_refuse_change();

-- What pages read: folded figures plus the deltas not folded yet.
CREATE VIEW obligation_figures AS
  SELECT unit_id, commitment_id, version_id, rule_index, day, kept, broken_fulfilled, broken_open, waived, running FROM obligation_rollup
  UNION ALL
  SELECT unit_id, commitment_id, version_id, rule_index, day, kept, broken_fulfilled, broken_open, waived, running FROM obligation_rollup_delta;

-- Moves up to `batch` deltas into the roll-up; safe with several callers, each delta is moved once.
CREATE FUNCTION jn_fold_rollups(batch int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE moved int;
BEGIN
  WITH taken AS (
    DELETE FROM obligation_rollup_delta WHERE id IN (
      SELECT id FROM obligation_rollup_delta ORDER BY id LIMIT batch FOR UPDATE SKIP LOCKED)
    RETURNING *),
  summed AS (
    SELECT unit_id, commitment_id, version_id, rule_index, day, sum(kept)::int k, sum(broken_fulfilled)::int bf,
           sum(broken_open)::int bo, sum(waived)::int w, sum(running)::int r, count(*)::int n
    FROM taken GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3, 4, 5),
  put AS (
    INSERT INTO obligation_rollup AS t (unit_id, commitment_id, version_id, rule_index, day, kept, broken_fulfilled, broken_open, waived, running)
    SELECT unit_id, commitment_id, version_id, rule_index, day, k, bf, bo, w, r FROM summed
    ON CONFLICT (unit_id, version_id, rule_index, day) DO UPDATE SET
      kept = t.kept + excluded.kept, broken_fulfilled = t.broken_fulfilled + excluded.broken_fulfilled,
      broken_open = t.broken_open + excluded.broken_open, waived = t.waived + excluded.waived, running = t.running + excluded.running)
  SELECT coalesce(sum(n), 0) INTO moved FROM summed;
  RETURN moved;
END $$;
CREATE INDEX obligation_rollup_day ON obligation_rollup (day, unit_id);

-- ── Complaints ───────────────────────────────────────────────────────────────────────────────────
ALTER TABLE complaint
  ADD CONSTRAINT complaint_kind CHECK (kind IN ('complaint','enquiry','suggestion','opinion','praise')),
  ADD CONSTRAINT complaint_status CHECK (status IN ('open','paused','closed')),
  ADD CONSTRAINT complaint_closed_has_time CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  ADD CONSTRAINT complaint_paused_has_reason CHECK ((status = 'paused') = (paused_at IS NOT NULL AND pause_reason IS NOT NULL)),
  ADD CONSTRAINT complaint_channel CHECK (channel IN ('hall','hotline','web','sms','reception_day','gm_hotline','social_media','regulator','media')),
  ADD CONSTRAINT complaint_urgency CHECK (urgency IN ('low','normal','urgent')),
  ADD CONSTRAINT complaint_words_not_blank CHECK (length(btrim(words)) > 0),
  ADD CONSTRAINT complaint_received_before_recorded CHECK (received_at <= recorded_at),
  ADD CONSTRAINT complaint_backdating_has_reason CHECK (recorded_at - received_at <= interval '15 minutes' OR backdate_reason IS NOT NULL OR import_batch_id IS NOT NULL),
  ADD CONSTRAINT complaint_not_repeat_of_itself CHECK (repeat_of_id <> id),
  ADD CONSTRAINT complaint_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT complaint_intake_unit_fk FOREIGN KEY (intake_unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT complaint_owner_fk FOREIGN KEY (owner_id) REFERENCES staff(id),
  ADD CONSTRAINT complaint_first_owner_fk FOREIGN KEY (first_owner_id) REFERENCES staff(id),
  ADD CONSTRAINT complaint_logged_by_fk FOREIGN KEY (logged_by_id) REFERENCES staff(id),
  ADD CONSTRAINT complaint_repeat_fk FOREIGN KEY (repeat_of_id) REFERENCES complaint(id);
CREATE INDEX complaint_open_due ON complaint (next_due_at, unit_id) WHERE status <> 'closed';
CREATE INDEX complaint_open_unit ON complaint (unit_id, next_due_at) WHERE status <> 'closed';
CREATE INDEX complaint_open_owner ON complaint (owner_id, next_due_at) WHERE status <> 'closed';
CREATE INDEX complaint_first_owner ON complaint (first_owner_id, received_at DESC);
CREATE INDEX complaint_received ON complaint (received_at DESC, id);
CREATE INDEX complaint_unit_received ON complaint (unit_id, received_at DESC);
CREATE INDEX complaint_class_unit ON complaint (class_code, unit_id, received_at DESC);
CREATE INDEX complaint_of_customer ON complaint (customer_id, received_at DESC);
CREATE INDEX complaint_of_group ON complaint (group_id) WHERE group_id IS NOT NULL;
CREATE UNIQUE INDEX complaint_external_ref ON complaint (external_ref) WHERE external_ref IS NOT NULL;
CREATE INDEX complaint_search ON complaint USING gin (search_vector);
ALTER TABLE complaint ALTER COLUMN search_vector SET STATISTICS 1000;

CREATE FUNCTION jn_complaint_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.first_owner_id <> OLD.first_owner_id OR NEW.number <> OLD.number OR NEW.received_at <> OLD.received_at
     OR NEW.recorded_at <> OLD.recorded_at OR NEW.logged_by_id <> OLD.logged_by_id THEN
    RAISE EXCEPTION 'complaint_identity: number, times of intake, clerk and first owner never change' USING ERRCODE = 'JN010';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_identity BEFORE UPDATE ON complaint FOR EACH ROW EXECUTE FUNCTION jn_complaint_identity();

ALTER TABLE complaint_owner ADD CONSTRAINT complaint_owner_order CHECK (to_at IS NULL OR to_at >= from_at),
  ADD CONSTRAINT complaint_owner_staff_fk FOREIGN KEY (staff_id) REFERENCES staff(id);
CREATE UNIQUE INDEX complaint_owner_exactly_one ON complaint_owner (complaint_id) WHERE to_at IS NULL;
CREATE INDEX complaint_owner_complaint ON complaint_owner (complaint_id, from_at);
ALTER TABLE complaint_file ADD CONSTRAINT complaint_file_mime CHECK (mime IN ('image/jpeg','image/png','image/webp','image/heic','application/pdf')),
  ADD CONSTRAINT complaint_file_size CHECK (size_bytes > 0 AND size_bytes <= 20971520);
ALTER TABLE complaint_group ADD CONSTRAINT complaint_group_state CHECK (state IN ('open','confirmed','dismissed'));
CREATE UNIQUE INDEX complaint_group_one_open ON complaint_group (class_code, unit_id) WHERE state = 'open';
ALTER TABLE group_threshold ADD CONSTRAINT group_threshold_sane CHECK (count >= 2 AND window_hours >= 1);
ALTER TABLE import_batch ADD CONSTRAINT import_batch_status CHECK (status IN ('waiting','running','done','failed'));
ALTER TABLE import_row ADD CONSTRAINT import_row_state CHECK (state IN ('rejected','corrected'));

-- ── Notifications ────────────────────────────────────────────────────────────────────────────────
ALTER TABLE notification ADD CONSTRAINT notification_recipient_fk FOREIGN KEY (recipient_id) REFERENCES staff(id);
CREATE INDEX notification_recipient ON notification (recipient_id, created_at DESC);
CREATE INDEX notification_unread ON notification (recipient_id) WHERE read_at IS NULL;

-- ── Live pages: who watches a unit hears of its changes ──────────────────────────────────────────
CREATE FUNCTION jn_tell_units() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE u uuid;
BEGIN
  FOR u IN SELECT DISTINCT unit_id FROM new_rows LIMIT 400 LOOP
    PERFORM pg_notify('jiannuo_unit', u::text);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER complaint_tell_insert AFTER INSERT ON complaint REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_units();
CREATE TRIGGER complaint_tell_update AFTER UPDATE ON complaint REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_units();
CREATE TRIGGER obligation_tell_update AFTER UPDATE ON obligation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_units();
CREATE FUNCTION jn_tell_recipients() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r uuid;
BEGIN
  FOR r IN SELECT DISTINCT recipient_id FROM new_rows LIMIT 400 LOOP
    PERFORM pg_notify('jiannuo_staff', r::text);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER notification_tell AFTER INSERT ON notification REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_recipients();

-- ── Stale caches ─────────────────────────────────────────────────────────────────────────────────
INSERT INTO config_epoch (id, epoch) VALUES (1, 1);
ALTER TABLE config_epoch ADD CONSTRAINT config_epoch_single CHECK (id = 1);
CREATE FUNCTION jn_bump_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE config_epoch SET epoch = epoch + 1 WHERE id = 1;
  RETURN NULL;
END $$;
CREATE TRIGGER org_unit_epoch AFTER INSERT OR UPDATE OR DELETE ON org_unit FOR EACH STATEMENT EXECUTE FUNCTION jn_bump_epoch();
CREATE TRIGGER calendar_version_epoch AFTER INSERT ON calendar_version FOR EACH STATEMENT EXECUTE FUNCTION jn_bump_epoch();
CREATE TRIGGER commitment_version_epoch AFTER INSERT OR UPDATE OR DELETE ON commitment_version FOR EACH STATEMENT EXECUTE FUNCTION jn_bump_epoch();
CREATE TRIGGER commitment_term_epoch AFTER INSERT OR UPDATE ON commitment_term FOR EACH STATEMENT EXECUTE FUNCTION jn_bump_epoch();
CREATE TRIGGER group_threshold_epoch AFTER INSERT OR UPDATE OR DELETE ON group_threshold FOR EACH STATEMENT EXECUTE FUNCTION jn_bump_epoch();
