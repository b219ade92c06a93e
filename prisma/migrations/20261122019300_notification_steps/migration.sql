-- Of the steps of one promise a reader is shown the last: lists and the bell ask whether a later one was told.
CREATE INDEX notification_step ON notification (obligation_id, recipient_id) WHERE obligation_id IS NOT NULL;
