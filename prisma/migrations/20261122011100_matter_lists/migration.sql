-- The list of all matters: newest first, by time left, and somebody's own.
CREATE INDEX matter_recent ON matter (opened_at DESC, id DESC);
CREATE INDEX matter_sorted_due ON matter ((coalesce(next_due_at, 'infinity'::timestamptz)), id);
CREATE INDEX matter_of_owner ON matter (owner_id, opened_at DESC) WHERE owner_id IS NOT NULL;
