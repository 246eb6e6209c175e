-- What was taken out for research: by whom, of which days and why. What was taken out is made again from the records when it is asked for.
CREATE TABLE research_extracts (
    id TEXT PRIMARY KEY,
    collaboration_id TEXT NOT NULL REFERENCES collaborations (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    purpose TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    made BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    -- SHA-256 of the tables: whether what is made later is the same.
    checksum TEXT NOT NULL
);
CREATE INDEX research_extracts_by_collaboration ON research_extracts (collaboration_id, made);

-- What pseudonyms are made with: the same record has the same one in every extract of a collaboration, and nobody can make it without.
CREATE TABLE research_keys (
    collaboration_id TEXT PRIMARY KEY REFERENCES collaborations (id),
    secret TEXT NOT NULL
);
