-- A run that failed says why.
UPDATE reconciliation_run SET error = 'reconciliation_run_failed' WHERE status = 'failed' AND error IS NULL;
UPDATE reconciliation_run SET error = NULL WHERE status <> 'failed';
ALTER TABLE reconciliation_run ADD CONSTRAINT reconciliation_run_failed_says_why CHECK ((status = 'failed') = (error IS NOT NULL));
