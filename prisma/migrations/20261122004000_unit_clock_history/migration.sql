-- By which calendar and zone a unit lived until when, so that what was decided under them is never judged by others.
CREATE TABLE "org_clock_past" (
    "unit_id" UUID NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "calendar_id" UUID,
    "time_zone" TEXT NOT NULL,

    CONSTRAINT "org_clock_past_pkey" PRIMARY KEY ("unit_id","until_at")
);

ALTER TABLE org_clock_past
  ADD CONSTRAINT org_clock_past_unit_fk FOREIGN KEY (unit_id) REFERENCES org_unit(id),
  ADD CONSTRAINT org_clock_past_calendar_fk FOREIGN KEY (calendar_id) REFERENCES calendar(id);
CREATE TRIGGER org_clock_past_append_only BEFORE UPDATE OR DELETE ON org_clock_past FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER org_clock_past_no_truncate BEFORE TRUNCATE ON org_clock_past EXECUTE FUNCTION jn_refuse_change();
