-- Sessions that their owner can tell apart and end. Those from before have no name to end them by, so they end now.
DELETE FROM sessions;
ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN last_used BIGINT NOT NULL DEFAULT 0;
-- The browser in a few words, as it says itself.
ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT '';
