-- Every record that others read comes to be read by the same control.

-- Why a personal identity number stands in a record that others read. Needs keep theirs beside their other facts.
CREATE TABLE identity_reasons (
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_id)
);

-- What was done for an organisation, for those who administer it.
CREATE INDEX events_by_organisation ON events (organisation_id, sequence);
