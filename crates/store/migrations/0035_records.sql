-- What is to be remembered on a day: reminders that people set, and what they have done with those that records give.

-- What records ask for by a day is not here but for who has been told of it, put it off or done it; it is counted from the records.
CREATE TABLE reminders (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    -- Which of several things in the record; empty where there is one.
    item_id TEXT NOT NULL,
    -- The record's own day as it was, or the one that was chosen.
    day TEXT NOT NULL,
    -- In own words; empty for what a record asks for.
    body TEXT NOT NULL,
    postponed TEXT,
    done BIGINT,
    -- The day for which the person has been told.
    told TEXT,
    created BIGINT NOT NULL
);
CREATE INDEX reminders_by_person ON reminders (person_id, organisation_id);
CREATE INDEX reminders_by_day ON reminders (day);
-- One person answers what a record asks for once.
CREATE UNIQUE INDEX reminders_of_records ON reminders (person_id, organisation_id, kind, subject_id, item_id, day)
    WHERE kind <> 'own';

-- Disposal. How long a kind of record is kept after it was closed; a new revision for each change, nothing for what is kept for good.
CREATE TABLE disposal_rules (
    kind TEXT NOT NULL,
    revision BIGINT NOT NULL,
    months BIGINT,
    note TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (kind, revision)
);

-- Decisions to dispose of records: written down by one person, carried out by another.
CREATE TABLE disposals (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    reference TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    state TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    proposed_at BIGINT NOT NULL,
    done_id TEXT REFERENCES people (id),
    done_at BIGINT
);
CREATE INDEX disposals_by_organisation ON disposals (organisation_id);

-- What a disposal is about. A number is answered by this from then on; what the record was called is not kept.
CREATE TABLE disposal_items (
    disposal_id TEXT NOT NULL REFERENCES disposals (id),
    kind TEXT NOT NULL,
    -- Empty for many rows together.
    subject_id TEXT NOT NULL,
    number TEXT NOT NULL,
    closed TEXT NOT NULL,
    amount BIGINT NOT NULL,
    -- How far it was shared, so that nobody learns of it who could not read it; only once it is emptied.
    was_shared TEXT,
    PRIMARY KEY (disposal_id, kind, subject_id)
);
CREATE INDEX disposal_items_by_number ON disposal_items (number);

-- Archives of all that an organisation has, to take along. Thrown away after a week: they can be made again.
CREATE TABLE organisation_exports (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    made BIGINT,
    -- BYTEA is PostgreSQL's word, as in 0002.
    content BYTEA
);
CREATE INDEX organisation_exports_by_organisation ON organisation_exports (organisation_id);
