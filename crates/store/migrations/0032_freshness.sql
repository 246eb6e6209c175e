-- When somebody who keeps an entry last said that it is right. It stands beside the entry: saying so changes nothing that is matched,
-- ranked or versioned. Usages and contracts have theirs with their other facts.
CREATE TABLE solution_confirmations (
    solution_id TEXT PRIMARY KEY REFERENCES solutions (id),
    at BIGINT NOT NULL,
    person_id TEXT REFERENCES people (id)
);

-- Letters that ask a person to confirm facts, with what can be answered without signing in until a day; only a hash of what the letter
-- carries. Nobody gets two in a month.
CREATE TABLE confirmation_letters (
    token_hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    month TEXT NOT NULL,
    at BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    UNIQUE (person_id, month)
);

-- The facts of a letter, each in the version that it tells. A row is answered once.
CREATE TABLE confirmation_rows (
    token_hash TEXT NOT NULL REFERENCES confirmation_letters (token_hash),
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    version BIGINT NOT NULL,
    answered BIGINT,
    PRIMARY KEY (token_hash, place)
);

-- When somebody last asked whoever answers for a fact to confirm it, so that nobody is asked again and again.
CREATE TABLE confirmation_requests (
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (kind, record_id)
);
