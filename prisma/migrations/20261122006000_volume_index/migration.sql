-- The company's board counts two months of complaints by branch: the index of lists by date carries what it counts, so
-- that it is answered without reading the cases.
DROP INDEX complaint_received;
CREATE INDEX complaint_received ON complaint (received_at DESC, id) INCLUDE (unit_id, kind, status, escalated_at, appealed_at);

-- These tables grow every minute; their newest pages are what boards and lists read, so they are looked after early.
ALTER TABLE complaint SET (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE obligation SET (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
