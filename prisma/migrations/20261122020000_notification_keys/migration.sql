-- Keys of a promise's steps begin with the promise and the reader (`step/<obligation>/<recipient>/<n>`), so that the
-- steps told to somebody of one promise lie side by side in the index that keeps each of them single. An index for
-- that question alone would be one more entry for every notification a sweep writes.
DROP INDEX notification_step;
