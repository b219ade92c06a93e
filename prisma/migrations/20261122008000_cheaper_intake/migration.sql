-- What every new complaint pays for.

-- An obligation is of a published version, and a published version is never changed nor removed (JN002), nor does an
-- obligation ever change its version (JN006). So it is enough to see, when obligations are written, that their versions
-- are published. The foreign key locked the version's row for each of them: all intakes of the carrier met at the rows of
-- the same few promises, each lock a write of its own.
ALTER TABLE obligation DROP CONSTRAINT obligation_version_fk;
CREATE FUNCTION jn_obligation_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_rows o
             WHERE NOT EXISTS (SELECT FROM commitment_version v WHERE v.id = o.version_id AND v.status = 'published')) THEN
    RAISE EXCEPTION 'obligation_version_fk: an obligation is of a published version'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'obligation_version_fk', TABLE = 'obligation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER obligation_of_published AFTER INSERT ON obligation REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION jn_obligation_of_published();

-- The same lists as before, each as one value: the server reads a constraint's expression anew for every statement, and
-- a list of single texts is many times as long to read and has to be made into an array each time.
ALTER TABLE complaint
  DROP CONSTRAINT complaint_kind,
  DROP CONSTRAINT complaint_status,
  DROP CONSTRAINT complaint_channel,
  DROP CONSTRAINT complaint_urgency,
  ADD CONSTRAINT complaint_kind CHECK (kind = ANY ('{complaint,enquiry,suggestion,opinion,praise}'::text[])),
  ADD CONSTRAINT complaint_status CHECK (status = ANY ('{open,paused,closed}'::text[])),
  ADD CONSTRAINT complaint_channel CHECK (channel = ANY ('{hall,hotline,web,sms,reception_day,gm_hotline,social_media,regulator,media}'::text[])),
  ADD CONSTRAINT complaint_urgency CHECK (urgency = ANY ('{low,normal,urgent}'::text[]));
ALTER TABLE fact
  DROP CONSTRAINT fact_source,
  ADD CONSTRAINT fact_source CHECK (source = ANY ('{live,import,system}'::text[]));
ALTER TABLE obligation
  DROP CONSTRAINT obligation_state,
  ADD CONSTRAINT obligation_state CHECK (state = ANY ('{OPEN,PAUSED,KEPT,BROKEN,WAIVED,VOID}'::text[]));

CREATE OR REPLACE FUNCTION jn_tell_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('jiannuo_unit', unit_id::text) FROM (SELECT DISTINCT unit_id FROM new_rows LIMIT 400) changed;
  RETURN NULL;
END $$;
