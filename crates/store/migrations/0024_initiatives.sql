-- The joint work that a decided case leads to. Who reads the case reads it; documents and the effect chain are read and written
-- whole, as JSON.
CREATE TABLE initiatives (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    search TEXT NOT NULL,
    purpose TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    solution_id TEXT REFERENCES solutions (id),
    parent_id TEXT REFERENCES initiatives (id),
    state TEXT NOT NULL,
    next_step TEXT NOT NULL,
    next_on TEXT,
    project_url TEXT NOT NULL,
    links TEXT NOT NULL,
    chain TEXT NOT NULL,
    closed_reason TEXT,
    closed_on TEXT,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX initiatives_by_case ON initiatives (case_id);
CREATE INDEX initiatives_by_parent ON initiatives (parent_id);

-- Who takes part as what, and how far the introduction has come there. What changes for whom is JSON.
CREATE TABLE rollouts (
    initiative_id TEXT NOT NULL REFERENCES initiatives (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    version BIGINT NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    planned TEXT,
    go TEXT,
    go_reason TEXT,
    person_id TEXT REFERENCES people (id),
    go_at BIGINT,
    live TEXT,
    ended TEXT,
    changes TEXT NOT NULL,
    PRIMARY KEY (initiative_id, organisation_id)
);
CREATE INDEX rollouts_by_organisation ON rollouts (organisation_id);

-- Who answers for what, for an organisation.
CREATE TABLE duties (
    initiative_id TEXT NOT NULL REFERENCES initiatives (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    duty TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (initiative_id, organisation_id, duty)
);
CREATE INDEX duties_by_person ON duties (person_id);

CREATE TABLE readiness_answers (
    initiative_id TEXT NOT NULL REFERENCES initiatives (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    code TEXT NOT NULL,
    answer TEXT NOT NULL,
    note TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (initiative_id, organisation_id, code)
);

CREATE TABLE rollout_actions (
    id TEXT PRIMARY KEY,
    initiative_id TEXT NOT NULL REFERENCES initiatives (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    item TEXT,
    body TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    due TEXT NOT NULL,
    done BIGINT
);
CREATE INDEX rollout_actions_by_initiative ON rollout_actions (initiative_id);
CREATE INDEX rollout_actions_by_person ON rollout_actions (person_id);

CREATE TABLE obstacles (
    id TEXT PRIMARY KEY,
    initiative_id TEXT NOT NULL REFERENCES initiatives (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    challenge TEXT,
    weight TEXT NOT NULL,
    measure TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    raised BIGINT NOT NULL,
    solved BIGINT,
    solved_how TEXT
);
CREATE INDEX obstacles_by_initiative ON obstacles (initiative_id);

-- Amounts are thousandths of the unit.
CREATE TABLE benefits (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    initiative_id TEXT NOT NULL REFERENCES initiatives (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    person_id TEXT REFERENCES people (id),
    kind TEXT NOT NULL,
    is_negative BIGINT NOT NULL,
    receiver TEXT NOT NULL,
    indicator TEXT NOT NULL,
    unit TEXT NOT NULL,
    method TEXT NOT NULL,
    origin TEXT NOT NULL,
    baseline BIGINT,
    baseline_on TEXT,
    target BIGINT NOT NULL,
    target_on TEXT NOT NULL,
    confidence TEXT NOT NULL,
    kpi TEXT,
    given_up TEXT,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX benefits_by_initiative ON benefits (initiative_id);
CREATE INDEX benefits_by_organisation ON benefits (organisation_id);

CREATE TABLE measurements (
    id TEXT PRIMARY KEY,
    benefit_id TEXT NOT NULL REFERENCES benefits (id),
    value BIGINT NOT NULL,
    measured_on TEXT NOT NULL,
    measured_by TEXT NOT NULL,
    method TEXT NOT NULL,
    note TEXT NOT NULL,
    confidence TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);
CREATE INDEX measurements_by_benefit ON measurements (benefit_id);

CREATE TABLE follow_ups (
    id TEXT PRIMARY KEY,
    benefit_id TEXT NOT NULL REFERENCES benefits (id),
    due TEXT NOT NULL,
    months BIGINT,
    told BIGINT,
    done BIGINT
);
CREATE INDEX follow_ups_by_benefit ON follow_ups (benefit_id);
CREATE INDEX follow_ups_by_due ON follow_ups (due);

CREATE TABLE lessons (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    initiative_id TEXT REFERENCES initiatives (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    author_id TEXT REFERENCES people (id),
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    search TEXT NOT NULL,
    worked TEXT NOT NULL,
    failed TEXT NOT NULL,
    for_whom TEXT NOT NULL,
    solution_id TEXT REFERENCES solutions (id),
    service_area TEXT,
    challenge TEXT,
    sharing TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX lessons_by_initiative ON lessons (initiative_id);
CREATE INDEX lessons_by_updated ON lessons (updated);

-- What others publish for each municipality and year. A year without a figure has none here either, or one without a value.
CREATE TABLE figure_series (
    kpi TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    fetched TEXT NOT NULL
);
CREATE TABLE figures (
    kpi TEXT NOT NULL REFERENCES figure_series (kpi),
    municipality TEXT NOT NULL,
    year BIGINT NOT NULL,
    gender TEXT NOT NULL,
    value BIGINT,
    PRIMARY KEY (kpi, municipality, year, gender)
);
CREATE INDEX figures_by_municipality ON figures (municipality, kpi);
