-- That two entries of different organisations become one: proposed by whoever keeps one, agreed to by whoever keeps the other.

CREATE TABLE merge_proposals (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    -- The entry that goes on, and the one that goes up in it.
    stays_id TEXT NOT NULL REFERENCES solutions (id),
    goes_id TEXT NOT NULL REFERENCES solutions (id),
    -- What was chosen where they differ, as JSON: codes of fields and ids of organisations.
    choices TEXT NOT NULL,
    reason TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    at BIGINT NOT NULL,
    -- Who has agreed to the entries as they were then; the other side is waited on.
    agreed_organisation_id TEXT NOT NULL REFERENCES organisations (id),
    agreed_by TEXT NOT NULL REFERENCES people (id),
    stays_version BIGINT NOT NULL,
    goes_version BIGINT NOT NULL,
    -- How far the trail had told by then.
    seen BIGINT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT,
    answered_at BIGINT,
    answered_by TEXT REFERENCES people (id)
);
CREATE INDEX merge_proposals_by_stays ON merge_proposals (stays_id, state);
CREATE INDEX merge_proposals_by_goes ON merge_proposals (goes_id, state);
