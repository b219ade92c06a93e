-- Who looks at a batch hears when a step of it is done: the last change may touch the batch alone, no error of it.
CREATE TRIGGER refund_batch_tell_update AFTER UPDATE ON refund_batch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION jn_tell_units();
