-- Rights of the role that web and worker connect as, when another role owns the database and runs the migrations.
-- An owner may switch triggers off and truncate tables; this role may not, so that what is on record stays on record
-- even for somebody who holds the application's password. Run by the owner after every `npm run migrate`:
--
--   psql "$OWNER_URL" -v ON_ERROR_STOP=1 -v app=jiannuo_app -f prisma/grants.sql
--
-- `jiannuo engine rebuild` removes and judges obligations anew and therefore needs the owner.

GRANT USAGE ON SCHEMA public, graphile_worker TO :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, graphile_worker TO :"app";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, graphile_worker TO :"app";
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public, graphile_worker TO :"app";

-- Written once and never changed.
REVOKE UPDATE, DELETE ON fact, audit_log, calendar_version, obligation_event FROM :"app";
-- Changed by use cases, never removed.
REVOKE DELETE ON obligation, complaint, complaint_owner, complaint_file, customer, staff, role_assignment, org_unit,
  org_placement, programme, commitment, commitment_term, calendar FROM :"app";
REVOKE DELETE ON matter, outbox_message, outbox_part, delivery_report, inbound_message, message_template,
  message_template_version, bulk_message, api_token FROM :"app";
REVOKE UPDATE, DELETE ON bulk_recipient FROM :"app";
REVOKE ALL ON _prisma_migrations FROM :"app";

-- The job queue shuts its tables to everybody but their owner.
DROP POLICY IF EXISTS jiannuo_app ON graphile_worker._private_jobs;
DROP POLICY IF EXISTS jiannuo_app ON graphile_worker._private_job_queues;
DROP POLICY IF EXISTS jiannuo_app ON graphile_worker._private_tasks;
DROP POLICY IF EXISTS jiannuo_app ON graphile_worker._private_known_crontabs;
CREATE POLICY jiannuo_app ON graphile_worker._private_jobs TO :"app" USING (true) WITH CHECK (true);
CREATE POLICY jiannuo_app ON graphile_worker._private_job_queues TO :"app" USING (true) WITH CHECK (true);
CREATE POLICY jiannuo_app ON graphile_worker._private_tasks TO :"app" USING (true) WITH CHECK (true);
CREATE POLICY jiannuo_app ON graphile_worker._private_known_crontabs TO :"app" USING (true) WITH CHECK (true);
