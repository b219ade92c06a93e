-- Every subject of a promise that is no complaint: a billing error, a subscription order, a planned event ...
-- The room it belongs to keeps the rest in a table of its own with the same id.
CREATE TABLE "matter" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "customer_id" UUID,
    "owner_id" UUID,
    "first_owner_id" UUID,
    "class_code" TEXT NOT NULL,
    "brand" TEXT,
    "channel" TEXT,
    "customer_class" TEXT,
    "state" TEXT NOT NULL,
    "complaint_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "next_due_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "matter_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "matter_counter" (
    "type" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "matter_counter_pkey" PRIMARY KEY ("type","unit_id","year")
);
CREATE UNIQUE INDEX "matter_number_key" ON "matter"("number");
ALTER TABLE "matter" ADD CONSTRAINT "matter_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE matter
  ADD CONSTRAINT matter_type CHECK (type IN ('billing_error','subscription_order','planned_event','purchase','joining','bulk_message')),
  ADD CONSTRAINT matter_opened_before_recorded CHECK (opened_at <= recorded_at),
  ADD CONSTRAINT matter_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT matter_owner_fk FOREIGN KEY (owner_id) REFERENCES staff(id),
  ADD CONSTRAINT matter_first_owner_fk FOREIGN KEY (first_owner_id) REFERENCES staff(id),
  ADD CONSTRAINT matter_complaint_fk FOREIGN KEY (complaint_id) REFERENCES complaint(id);
CREATE INDEX matter_unit_opened ON matter (type, unit_id, opened_at DESC);
CREATE INDEX matter_opened ON matter (type, opened_at DESC, id);
CREATE INDEX matter_unit_state ON matter (type, unit_id, state, opened_at DESC);
CREATE INDEX matter_open_due ON matter (next_due_at, unit_id) WHERE next_due_at IS NOT NULL;
CREATE INDEX matter_of_customer ON matter (customer_id, opened_at DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX matter_of_complaint ON matter (complaint_id) WHERE complaint_id IS NOT NULL;

CREATE FUNCTION jn_matter_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'matter_permanent: a matter is never removed' USING ERRCODE = 'JN020';
  END IF;
  IF NEW.number <> OLD.number OR NEW.type <> OLD.type OR NEW.opened_at <> OLD.opened_at OR NEW.recorded_at <> OLD.recorded_at
     OR NEW.first_owner_id IS DISTINCT FROM OLD.first_owner_id THEN
    RAISE EXCEPTION 'matter_identity: number, type, times and first owner never change' USING ERRCODE = 'JN021';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER matter_identity BEFORE UPDATE OR DELETE ON matter FOR EACH ROW EXECUTE FUNCTION jn_matter_identity();
CREATE TRIGGER matter_no_truncate BEFORE TRUNCATE ON matter EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER matter_tell_insert AFTER INSERT ON matter REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_units();
CREATE TRIGGER matter_tell_update AFTER UPDATE ON matter REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_units();

-- Two more kinds of rule are measured. A notice and a forbidden thing are broken at the event, not at a deadline.
ALTER TABLE obligation
  DROP CONSTRAINT obligation_kind,
  DROP CONSTRAINT obligation_open_has_due,
  DROP CONSTRAINT obligation_broken_at_deadline,
  ADD CONSTRAINT obligation_kind CHECK (rule_kind IN ('deadline','gate','advance_notice','never_event')),
  ADD CONSTRAINT obligation_open_has_due CHECK (state <> 'OPEN' OR rule_kind <> 'deadline' OR due_at IS NOT NULL),
  ADD CONSTRAINT obligation_broken_at_deadline CHECK (state <> 'BROKEN' OR (broken_at IS NOT NULL AND (rule_kind <> 'deadline' OR broken_at = due_at))),
  ADD CONSTRAINT obligation_never_event_is_broken CHECK (rule_kind <> 'never_event' OR state IN ('BROKEN','WAIVED','VOID')),
  ADD CONSTRAINT obligation_subject CHECK (subject_type IN ('complaint','billing_error','subscription_order','planned_event','purchase','joining','bulk_message'));

ALTER TABLE role_assignment
  DROP CONSTRAINT role_assignment_role,
  ADD CONSTRAINT role_assignment_role CHECK (role IN ('service_staff','hall_manager','branch_manager','executive','quality_officer','social_supervisor','auditor','finance_officer','administrator','billing_system'));
