-- Challenges of collaborating with the evidence that shows them, and what is done about them.

CREATE TABLE challenges (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    collaboration_id TEXT NOT NULL REFERENCES collaborations (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    author_id TEXT REFERENCES people (id),
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    description TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- In the list that is shipped, where it comes from there.
    code TEXT,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX challenges_by_collaboration ON challenges (collaboration_id);
-- A proposal is taken in once.
CREATE UNIQUE INDEX challenges_once ON challenges (collaboration_id, code) WHERE code IS NOT NULL;

-- What shows a challenge: its own words, or the record that has them. Who reads the record reads the row; own words are shared with the
-- organisation alone or with the collaboration.
CREATE TABLE challenge_evidence (
    id TEXT PRIMARY KEY,
    challenge_id TEXT NOT NULL REFERENCES challenges (id),
    kind TEXT NOT NULL,
    organisation_id TEXT REFERENCES organisations (id),
    body TEXT NOT NULL,
    origin TEXT NOT NULL,
    record_id TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    told_to TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);
CREATE INDEX challenge_evidence_by_challenge ON challenge_evidence (challenge_id);
-- A record shows a challenge once.
CREATE UNIQUE INDEX challenge_evidence_once ON challenge_evidence (challenge_id, kind, record_id) WHERE record_id <> '';

-- Organisations that say themselves that they meet it.
CREATE TABLE challenge_meetings (
    challenge_id TEXT NOT NULL REFERENCES challenges (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (challenge_id, organisation_id)
);

CREATE TABLE interventions (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    collaboration_id TEXT NOT NULL REFERENCES collaborations (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    author_id TEXT REFERENCES people (id),
    owner TEXT NOT NULL,
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    description TEXT NOT NULL,
    effort TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    starts TEXT,
    ends TEXT,
    effect TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX interventions_by_collaboration ON interventions (collaboration_id);

-- Which challenges an intervention answers.
CREATE TABLE intervention_answers (
    intervention_id TEXT NOT NULL REFERENCES interventions (id),
    challenge_id TEXT NOT NULL REFERENCES challenges (id),
    PRIMARY KEY (intervention_id, challenge_id)
);
CREATE INDEX intervention_answers_by_challenge ON intervention_answers (challenge_id);

-- What has been seen to come of it.
CREATE TABLE intervention_effects (
    id TEXT PRIMARY KEY,
    intervention_id TEXT NOT NULL REFERENCES interventions (id),
    seen TEXT NOT NULL,
    body TEXT NOT NULL,
    origin TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);
CREATE INDEX intervention_effects_by_intervention ON intervention_effects (intervention_id);
