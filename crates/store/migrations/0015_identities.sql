-- Who somebody is at an identity provider. Bound by issuer and subject, which never change; an e-mail address binds nothing.
CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    created BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_person ON identities (person_id);

-- Somebody on the way to an identity provider and back. What was being written comes along.
CREATE TABLE identity_flows (
    state_hash TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    -- Who binds an identity to the own account; nobody when signing in.
    person_id TEXT REFERENCES people (id),
    onward TEXT NOT NULL,
    draft TEXT NOT NULL,
    expires BIGINT NOT NULL
);

-- What a group at the identity provider is here.
CREATE TABLE group_roles (
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    group_name TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (organisation_id, group_name, role)
);

-- Roles that a group gave: they alone are taken away when the group is gone.
CREATE TABLE group_assignments (
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person_id, organisation_id, role)
);
