-- What people say about how far a solution covers a requirement of a need. What matching assumes is computed
-- each time and stands nowhere.

CREATE TABLE coverages (
    -- A requirement that goes takes along what was said about it.
    requirement_id TEXT NOT NULL REFERENCES requirements (id) ON DELETE CASCADE,
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    version BIGINT NOT NULL,
    -- Nothing once it was withdrawn: the row stays, so that a save over an earlier version is still refused.
    level TEXT,
    source TEXT NOT NULL,
    evidence TEXT,
    person_id TEXT REFERENCES people (id),
    organisation_id TEXT REFERENCES organisations (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (requirement_id, solution_id)
);
CREATE INDEX coverages_by_solution ON coverages (solution_id);
