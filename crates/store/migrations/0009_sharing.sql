-- How records come to be shared, and who of others has opened them. Kind and id name any record, as in events.

-- Why a personal identity number stands in a need that others read.
ALTER TABLE needs ADD COLUMN identity_reason TEXT;

-- The last time a level was raised: for a while it can be undone, before anybody is told.
CREATE TABLE sharing_raises (
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    level_before TEXT NOT NULL,
    level_after TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_id)
);

-- A wish to make a record public, until a second person has agreed or declined.
CREATE TABLE publications (
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_id)
);

-- Who outside the own organisation has opened a record: the basis for a decision when it should not have been shared. The
-- public stands here as one reader without a name.
CREATE TABLE openings (
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, person_id, organisation_id)
);
