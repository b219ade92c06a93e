-- Lists of cases at a million rows: the work list's own order, a person's cases, seldom flags, and facets in one small index.
-- coalesce(...) is written the same way in src/complaints/store/lists-filter.ts; a closed case may still owe a call-back.
CREATE INDEX complaint_worklist ON complaint ((coalesce(next_due_at, 'infinity'::timestamptz)), received_at, id) WHERE status <> 'closed' OR next_due_at IS NOT NULL;
CREATE INDEX complaint_owner_received ON complaint (owner_id, received_at DESC);
CREATE INDEX complaint_logged_by ON complaint (logged_by_id, received_at DESC);
CREATE INDEX complaint_facets ON complaint (kind, channel, brand, area);
CREATE INDEX complaint_appealed ON complaint (received_at DESC, id) WHERE appealed_at IS NOT NULL;
CREATE INDEX complaint_escalated ON complaint (received_at DESC, id) WHERE escalated_at IS NOT NULL;
CREATE INDEX complaint_upgraded ON complaint (received_at DESC, id) WHERE upgraded_at IS NOT NULL;
CREATE INDEX complaint_repeat ON complaint (received_at DESC, id) WHERE repeat_of_id IS NOT NULL;
CREATE INDEX complaint_legacy ON complaint (received_at DESC, id) WHERE is_legacy;
