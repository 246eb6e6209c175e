-- Organisations change and collaborations are led by one of their members.

-- The member whose administrators invite others; NULL for collaborations from before, which stewards look after.
ALTER TABLE collaborations ADD COLUMN lead_id TEXT REFERENCES organisations (id);

-- Names that an organisation has had: old files and old links still find it.
CREATE TABLE organisation_names (
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    -- The last day with this name.
    until_day TEXT NOT NULL,
    PRIMARY KEY (organisation_id, name, short_name)
);
