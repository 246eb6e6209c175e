-- What people teach the matching: how well a solution meets a need, words that stand for each other, and needs
-- proposed as typical of a solution.

-- One row for each person and pair; taking a verdict back removes the row, and events remember it.
CREATE TABLE verdicts (
    need_id TEXT NOT NULL REFERENCES needs (id),
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    version BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (need_id, solution_id, person_id)
);
CREATE INDEX verdicts_by_solution ON verdicts (solution_id);

-- Rings of words. Terms are a JSON list in order: the first is the one to prefer, of an abbreviation's ring the
-- abbreviation. A ring that is retired stays and is not used.
CREATE TABLE synonym_rings (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    terms TEXT NOT NULL,
    note TEXT,
    active BIGINT NOT NULL,
    person_id TEXT REFERENCES people (id),
    updated BIGINT NOT NULL,
    sort_key TEXT NOT NULL,
    -- Words as lists search them: see domain::text::search_words.
    search TEXT NOT NULL
);
CREATE INDEX synonym_rings_by_term ON synonym_rings (sort_key);

-- The words of a need, proposed as what staff say when they need the solution.
CREATE TABLE typical_need_proposals (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    need_id TEXT NOT NULL REFERENCES needs (id),
    body TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    state TEXT NOT NULL,
    proposed BIGINT NOT NULL,
    decided BIGINT
);
CREATE INDEX typical_need_proposals_by_solution ON typical_need_proposals (solution_id, state);
