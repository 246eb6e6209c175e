-- The foundation: organisations that co-operate, people, needs, solutions, who uses what, and the events
-- that every change leaves. One text for SQLite and PostgreSQL: ids are UUID text, instants are BIGINT
-- milliseconds UTC, days are ISO text, lists are JSON text, words are their codes.

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    name_sort TEXT NOT NULL,
    short_name TEXT NOT NULL,
    municipality_code TEXT UNIQUE,
    county_code TEXT,
    county TEXT,
    population BIGINT,
    population_date TEXT,
    population_source TEXT,
    valid_from TEXT,
    valid_to TEXT,
    successor_id TEXT REFERENCES organisations (id)
);

CREATE TABLE collaborations (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL
);

CREATE TABLE memberships (
    collaboration_id TEXT NOT NULL REFERENCES collaborations (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    state TEXT NOT NULL,
    since TEXT,
    PRIMARY KEY (collaboration_id, organisation_id)
);
CREATE INDEX memberships_by_organisation ON memberships (organisation_id);

CREATE TABLE service_areas (
    code TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    area_group TEXT NOT NULL,
    area_group_en TEXT NOT NULL
);

CREATE TABLE capabilities (
    code TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL
);

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- Lower case: addresses are compared without case.
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT
);

CREATE TABLE assignments (
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    role TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (person_id, organisation_id, role)
);
CREATE INDEX assignments_by_organisation ON assignments (organisation_id);

-- Only a hash of the session's token is kept: who reads the database cannot sign in with it.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_by_person ON sessions (person_id);

CREATE TABLE solutions (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL,
    kind TEXT NOT NULL,
    provider TEXT,
    summary TEXT NOT NULL,
    description TEXT NOT NULL,
    typical_needs TEXT NOT NULL,
    tags TEXT NOT NULL,
    integrations TEXT NOT NULL,
    standards TEXT NOT NULL,
    -- Codes again as JSON, so that reading a solution is one row; the tables below serve filters.
    capabilities TEXT NOT NULL,
    service_areas TEXT NOT NULL,
    confidentiality BIGINT,
    integrity BIGINT,
    availability BIGINT,
    lifecycle TEXT NOT NULL,
    licence TEXT,
    url TEXT,
    as_written TEXT NOT NULL,
    owner_id TEXT REFERENCES organisations (id),
    sharing TEXT NOT NULL,
    source_key TEXT UNIQUE,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    -- Words as lists search them: see domain::text::search_words.
    search TEXT NOT NULL
);
CREATE INDEX solutions_by_name ON solutions (name_sort);
CREATE INDEX solutions_by_updated ON solutions (updated);

CREATE TABLE solution_areas (
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    area TEXT NOT NULL,
    PRIMARY KEY (solution_id, area)
);
CREATE INDEX solution_areas_by_area ON solution_areas (area);

CREATE TABLE solution_capabilities (
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    capability TEXT NOT NULL,
    PRIMARY KEY (solution_id, capability)
);
CREATE INDEX solution_capabilities_by_capability ON solution_capabilities (capability);

CREATE TABLE usages (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    status TEXT NOT NULL,
    since TEXT,
    reason TEXT,
    contact_role TEXT,
    UNIQUE (solution_id, organisation_id)
);
CREATE INDEX usages_by_organisation ON usages (organisation_id);

CREATE TABLE needs (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    body TEXT NOT NULL,
    who TEXT,
    how_often TEXT,
    affected BIGINT,
    wanted_effect TEXT,
    law TEXT,
    service_area TEXT,
    capabilities TEXT NOT NULL,
    on_behalf_of TEXT,
    heard_at TEXT,
    origin TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    author_id TEXT REFERENCES people (id),
    -- What the writer chose, and what it amounts to in the present state (a draft is the writer's own).
    chosen_sharing TEXT NOT NULL,
    sharing TEXT NOT NULL,
    state TEXT NOT NULL,
    state_at BIGINT,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    search TEXT NOT NULL
);
CREATE INDEX needs_by_organisation ON needs (organisation_id);
CREATE INDEX needs_by_author ON needs (author_id);
CREATE INDEX needs_by_updated ON needs (updated);

CREATE TABLE requirements (
    id TEXT PRIMARY KEY,
    need_id TEXT NOT NULL REFERENCES needs (id),
    position BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX requirements_by_need ON requirements (need_id, position);

-- One sequence without gaps, in the order of commits: the history people read and the feed that keeps
-- every node's index in step.
CREATE TABLE events (
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    doer TEXT NOT NULL,
    person_id TEXT,
    organisation_id TEXT,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    changes TEXT NOT NULL,
    import_id TEXT
);
CREATE INDEX events_by_subject ON events (subject_kind, subject_id, sequence);
CREATE INDEX events_by_import ON events (import_id);
