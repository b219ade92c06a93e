-- Names of holidays and make-up days, so that a due time can say which holiday it skipped.
ALTER TABLE "calendar_version" ADD COLUMN "day_names" JSONB NOT NULL DEFAULT '{}';

ALTER TABLE calendar_version
  ADD CONSTRAINT calendar_version_shapes CHECK (
    jsonb_typeof(weekly) = 'object' AND jsonb_typeof(holidays) = 'array'
    AND jsonb_typeof(workdays) = 'object' AND jsonb_typeof(day_names) = 'object');

-- Every version of a calendar reads its times in the calendar's zone: another zone would re-judge closed cases.
CREATE FUNCTION jn_calendar_zone_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.time_zone <> OLD.time_zone THEN
    RAISE EXCEPTION 'calendar_zone_fixed: the time zone of a calendar never changes' USING ERRCODE = 'JN011';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER calendar_zone_fixed BEFORE UPDATE ON calendar FOR EACH ROW EXECUTE FUNCTION jn_calendar_zone_fixed();
CREATE TRIGGER calendar_epoch AFTER UPDATE ON calendar FOR EACH STATEMENT EXECUTE FUNCTION jn_bump_epoch();
