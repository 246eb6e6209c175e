-- Domains of organisations' e-mail addresses: who has such an address may ask to be let in.
CREATE TABLE organisation_domains (
    domain TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id)
);

-- People who ask to be let in. Gone when they have been answered, or have not shown that the address is theirs.
CREATE TABLE access_wishes (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    -- Whether the address has been shown to be theirs.
    confirmed BIGINT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
