-- The board of money counts suspensions by the day they are planned for, over or not.
CREATE INDEX planned_event_by_time ON planned_event (kind, event_at);
