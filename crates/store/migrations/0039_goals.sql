-- Goals of a collaboration, what they are measured by, and what serves them.

CREATE TABLE goals (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    collaboration_id TEXT NOT NULL REFERENCES collaborations (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    author_id TEXT REFERENCES people (id),
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    description TEXT NOT NULL,
    ended TEXT,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX goals_by_collaboration ON goals (collaboration_id);

-- Amounts are thousandths of the unit.
CREATE TABLE goal_indicators (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    goal_id TEXT NOT NULL REFERENCES goals (id),
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    baseline BIGINT NOT NULL,
    target BIGINT NOT NULL,
    target_on TEXT NOT NULL
);
CREATE INDEX goal_indicators_by_goal ON goal_indicators (goal_id);

CREATE TABLE goal_readings (
    id TEXT PRIMARY KEY,
    indicator_id TEXT NOT NULL REFERENCES goal_indicators (id),
    value BIGINT NOT NULL,
    measured_on TEXT NOT NULL,
    origin TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);
CREATE INDEX goal_readings_by_indicator ON goal_readings (indicator_id);

-- Needs, initiatives, interventions and benefits that serve a goal.
CREATE TABLE goal_pointers (
    goal_id TEXT NOT NULL REFERENCES goals (id),
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    PRIMARY KEY (goal_id, kind, subject_id)
);
CREATE INDEX goal_pointers_by_subject ON goal_pointers (kind, subject_id);
