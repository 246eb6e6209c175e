-- Comments: a thread of plain text on a record, named by kind and id as in events. What is taken back or hidden stays in its row.
CREATE TABLE comments (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    body TEXT NOT NULL,
    -- People who are mentioned, as a JSON list of ids.
    mentioned TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Why it was hidden.
    reason TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX comments_by_subject ON comments (subject_kind, subject_id, at, id);
CREATE INDEX comments_by_person ON comments (person_id);
