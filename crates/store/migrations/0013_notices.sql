-- Notices: what happened that concerns a person, and the mail about it. Written in the transaction of the event they tell.

CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    -- As whose it concerns the person: read and mailed only as long as the person may read the record for it.
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    topic TEXT NOT NULL,
    -- The event's place in the sequence.
    event BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    -- From when it is shown; what can be undone for a while waits until then.
    at BIGINT NOT NULL,
    read_at BIGINT,
    -- When mail about it is due; NULL once it has gone, or when none is wanted.
    mail_at BIGINT,
    tries BIGINT NOT NULL
);
CREATE INDEX notices_by_person ON notices (person_id, at);
CREATE INDEX notices_by_mail ON notices (mail_at);
CREATE INDEX notices_by_subject ON notices (subject_kind, subject_id);

-- How often mail about a topic is wanted, where a person has chosen.
CREATE TABLE notice_choices (
    person_id TEXT NOT NULL REFERENCES people (id),
    topic TEXT NOT NULL,
    frequency TEXT NOT NULL,
    PRIMARY KEY (person_id, topic)
);

-- What stands in the address that ends mail with one press; it can do nothing else.
CREATE TABLE mail_keys (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    key TEXT NOT NULL UNIQUE
);

-- Letters that are no notices: a new password, a welcome. The secret is wiped when the letter has gone.
CREATE TABLE letters (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    email TEXT NOT NULL,
    secret TEXT NOT NULL,
    mail_at BIGINT,
    tries BIGINT NOT NULL
);
CREATE INDEX letters_by_mail ON letters (mail_at);

-- Wishes for a new password; only a hash of what the letter carries.
CREATE TABLE password_wishes (
    token_hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    expires BIGINT NOT NULL
);
