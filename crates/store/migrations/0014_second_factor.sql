-- The second step of signing in.
-- The secret stands here as it is, because codes are made from it; alone it lets nobody in.
ALTER TABLE people ADD COLUMN second_factor TEXT;
-- The last step whose code was used: no code works twice.
ALTER TABLE people ADD COLUMN second_factor_step BIGINT NOT NULL DEFAULT 0;

CREATE TABLE written_codes (
    person_id TEXT NOT NULL REFERENCES people (id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (person_id, code_hash)
);

-- Somebody whose password was right, before the second step.
CREATE TABLE half_sessions (
    token_hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    expires BIGINT NOT NULL,
    wrong BIGINT NOT NULL
);
