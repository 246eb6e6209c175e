-- Versions of collaborations' processes. One without a collaboration is what was shipped; each text of it is kept once,
-- because cases stay on the version they began on.
CREATE TABLE processes (
    id TEXT PRIMARY KEY,
    collaboration_id TEXT REFERENCES collaborations (id),
    revision BIGINT NOT NULL,
    note TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    definition TEXT NOT NULL,
    UNIQUE (collaboration_id, revision)
);

-- Cases: needs on their way through a process.
CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    statement TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    collaboration_id TEXT REFERENCES collaborations (id),
    process_id TEXT NOT NULL REFERENCES processes (id),
    stage TEXT NOT NULL,
    entered BIGINT NOT NULL,
    due TEXT,
    track TEXT NOT NULL,
    state TEXT NOT NULL,
    exit TEXT,
    until TEXT,
    owner_id TEXT REFERENCES people (id),
    sharing TEXT NOT NULL,
    -- Who decides where it is, from its process: a role, in the own organisation or in any of the collaboration.
    waits_role TEXT NOT NULL,
    waits_jointly BIGINT NOT NULL,
    search TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX cases_by_organisation ON cases (organisation_id);
CREATE INDEX cases_by_updated ON cases (updated, id);

-- Needs in cases, with those that are asked to join and those that have parted.
CREATE TABLE case_needs (
    case_id TEXT NOT NULL REFERENCES cases (id),
    need_id TEXT NOT NULL REFERENCES needs (id),
    tie TEXT NOT NULL,
    -- The case it was in before, to go back to.
    from_case_id TEXT REFERENCES cases (id),
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, need_id)
);
-- A need is in one case at most.
CREATE UNIQUE INDEX case_needs_joined ON case_needs (need_id) WHERE tie = 'joined';
CREATE INDEX case_needs_by_need ON case_needs (need_id);

-- What has been written that gates ask for.
CREATE TABLE case_evidence (
    case_id TEXT NOT NULL REFERENCES cases (id),
    code TEXT NOT NULL,
    body TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, code)
);

-- Answers to the checks of the qualification.
CREATE TABLE case_answers (
    case_id TEXT NOT NULL REFERENCES cases (id),
    code TEXT NOT NULL,
    answer TEXT NOT NULL,
    evidence TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, code)
);

-- Decisions. Nothing in the program changes or removes one.
CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    -- 1 for the first on its case: two can be made in the same millisecond.
    position BIGINT NOT NULL,
    stage TEXT NOT NULL,
    outcome TEXT NOT NULL,
    to_stage TEXT NOT NULL,
    exit TEXT,
    until TEXT,
    reason TEXT NOT NULL,
    level TEXT NOT NULL,
    body TEXT NOT NULL,
    reference TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    at BIGINT NOT NULL,
    UNIQUE (case_id, position)
);
