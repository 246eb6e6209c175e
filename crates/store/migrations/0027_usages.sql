-- Who says that a solution is used, and what using it is like.

-- Until when, by how many, in which installation, and what came of it.
ALTER TABLE usages ADD COLUMN until TEXT;
ALTER TABLE usages ADD COLUMN users BIGINT;
ALTER TABLE usages ADD COLUMN instance TEXT;
ALTER TABLE usages ADD COLUMN pros TEXT;
ALTER TABLE usages ADD COLUMN cons TEXT;
ALTER TABLE usages ADD COLUMN effort TEXT;
-- Whom to ask. Whoever leaves hands this over.
ALTER TABLE usages ADD COLUMN contact_id TEXT REFERENCES people (id);
CREATE INDEX usages_by_contact ON usages (contact_id);
-- Whose word it is. What stands there already counts as the organisation's own.
ALTER TABLE usages ADD COLUMN standing TEXT NOT NULL DEFAULT 'own';
ALTER TABLE usages ADD COLUMN registered_by TEXT REFERENCES organisations (id);
ALTER TABLE usages ADD COLUMN confirmed_at BIGINT;
ALTER TABLE usages ADD COLUMN confirmed_by TEXT REFERENCES people (id);

-- What somebody believes that an organisation uses. Kept apart from usages, so that nothing that counts or shows those can take a
-- belief for a fact.
CREATE TABLE usage_proposals (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    status TEXT NOT NULL,
    note TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    proposer_organisation_id TEXT NOT NULL REFERENCES organisations (id),
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT,
    answered_at BIGINT,
    answered_by TEXT REFERENCES people (id)
);
CREATE INDEX usage_proposals_by_solution ON usage_proposals (solution_id, state);
CREATE INDEX usage_proposals_by_organisation ON usage_proposals (organisation_id, state);
