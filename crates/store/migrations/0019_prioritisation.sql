-- Rounds in which several assessors score cases, each alone.
CREATE TABLE rounds (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    collaboration_id TEXT NOT NULL REFERENCES collaborations (id),
    -- What is scored, with weights and anchors, as it was when the round was opened.
    criteria TEXT NOT NULL,
    voices TEXT NOT NULL,
    due TEXT,
    closed BIGINT,
    created BIGINT NOT NULL
);
CREATE INDEX rounds_by_collaboration ON rounds (collaboration_id, created);

CREATE TABLE round_cases (
    round_id TEXT NOT NULL REFERENCES rounds (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (round_id, case_id)
);
CREATE INDEX round_cases_by_case ON round_cases (case_id);

-- Who scores, for which organisation. Scores count, and are seen by others, from when their giver is done.
CREATE TABLE round_assessors (
    round_id TEXT NOT NULL REFERENCES rounds (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    done BIGINT,
    PRIMARY KEY (round_id, person_id)
);

CREATE TABLE scores (
    round_id TEXT NOT NULL REFERENCES rounds (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    criterion TEXT NOT NULL,
    value BIGINT NOT NULL,
    sureness TEXT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (round_id, case_id, person_id, criterion)
);
