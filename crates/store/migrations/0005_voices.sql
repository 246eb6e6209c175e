-- Voices: "we have this too", one organisation's own words about another's need. One for each organisation and need.

CREATE TABLE voices (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    need_id TEXT NOT NULL REFERENCES needs (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    words TEXT,
    affected BIGINT,
    at BIGINT NOT NULL,
    UNIQUE (need_id, organisation_id)
);
CREATE INDEX voices_by_organisation ON voices (organisation_id);
