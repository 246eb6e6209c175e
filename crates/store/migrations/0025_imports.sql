-- An entry that is taken out of the catalogue is kept, and can be put back: nothing that points at it loses its meaning.
ALTER TABLE solutions ADD COLUMN withdrawn BIGINT;

-- Every run that was saved, so that it can be shown and undone as a whole.
CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    person_id TEXT REFERENCES people (id),
    organisation_id TEXT REFERENCES organisations (id),
    files TEXT NOT NULL,
    rows_read BIGINT NOT NULL,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    superseded BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    undone BIGINT,
    undone_by TEXT REFERENCES people (id)
);
CREATE INDEX imports_by_organisation ON imports (organisation_id, at);

-- What a run made of each entry: before and after as JSON where it changed one, neither where it made it.
CREATE TABLE import_entries (
    import_id TEXT NOT NULL REFERENCES imports (id),
    place BIGINT NOT NULL,
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    before TEXT,
    after TEXT,
    PRIMARY KEY (import_id, place)
);
CREATE INDEX import_entries_by_solution ON import_entries (solution_id);

-- A file that somebody is about to import, with what has been chosen for it so far. Gone after a week.
CREATE TABLE import_uploads (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    at BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- BYTEA is PostgreSQL's word, as in 0002.
    content BYTEA NOT NULL,
    choices TEXT NOT NULL,
    import_id TEXT REFERENCES imports (id)
);
CREATE INDEX import_uploads_by_person ON import_uploads (person_id, at);
