-- Self-assessment of maturity. A version of a questionnaire is added, never changed, and a round keeps the one it was opened with.
CREATE TABLE maturity_forms (
    id TEXT PRIMARY KEY,
    collaboration_id TEXT REFERENCES collaborations (id),
    revision BIGINT NOT NULL,
    note TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    -- What it asks, as JSON.
    questions TEXT NOT NULL
);
CREATE UNIQUE INDEX maturity_forms_by_revision ON maturity_forms (collaboration_id, revision);

CREATE TABLE maturity_rounds (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    form_id TEXT NOT NULL REFERENCES maturity_forms (id),
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    search TEXT NOT NULL,
    until_day TEXT,
    state TEXT NOT NULL,
    closed BIGINT,
    sharing TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX maturity_rounds_by_organisation ON maturity_rounds (organisation_id, created);

-- One person's answers, read by that person alone until the round is closed, and then counted. JSON, by the codes of dimensions.
CREATE TABLE maturity_replies (
    round_id TEXT NOT NULL REFERENCES maturity_rounds (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    version BIGINT NOT NULL,
    is_named BIGINT NOT NULL,
    answers TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (round_id, person_id)
);

CREATE TABLE maturity_needs (
    round_id TEXT NOT NULL REFERENCES maturity_rounds (id),
    dimension TEXT NOT NULL,
    need_id TEXT NOT NULL REFERENCES needs (id),
    PRIMARY KEY (round_id, dimension, need_id)
);

-- What other instruments came to; of their questions nothing is kept.
CREATE TABLE maturity_scores (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    instrument TEXT NOT NULL,
    aspect TEXT NOT NULL,
    value TEXT NOT NULL,
    scale TEXT NOT NULL,
    on_day TEXT NOT NULL,
    note TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);
CREATE INDEX maturity_scores_by_organisation ON maturity_scores (organisation_id, on_day);
