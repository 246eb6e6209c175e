-- Entries that somebody wrote who keeps no catalogue: when, who is told what becomes of them, and who has the thing. They are drafts
-- for as long as the first of these stands there.
ALTER TABLE solutions ADD COLUMN drafted BIGINT;
ALTER TABLE solutions ADD COLUMN drafted_by TEXT REFERENCES people (id);
ALTER TABLE solutions ADD COLUMN who_has TEXT;
CREATE INDEX solutions_by_draft ON solutions (owner_id, drafted);

-- Comments that ask those who use a solution, and those that answer one.
ALTER TABLE comments ADD COLUMN asked_id TEXT REFERENCES organisations (id);
ALTER TABLE comments ADD COLUMN answers_id TEXT REFERENCES comments (id);
CREATE INDEX comments_by_asked ON comments (asked_id, at);
CREATE INDEX comments_by_question ON comments (answers_id);
