-- What an entry was called and what has become of it: former names find it still, an entry that went up in another answers as that
-- one, and a retired one says what replaces it.
ALTER TABLE solutions ADD COLUMN former_names TEXT NOT NULL DEFAULT '[]';
ALTER TABLE solutions ADD COLUMN merged_into TEXT REFERENCES solutions (id);
ALTER TABLE solutions ADD COLUMN successor_id TEXT REFERENCES solutions (id);
ALTER TABLE solutions ADD COLUMN retired_reason TEXT;
CREATE INDEX solutions_by_merged ON solutions (merged_into);
CREATE INDEX solutions_by_successor ON solutions (successor_id);
CREATE INDEX solutions_by_provider ON solutions (provider);
CREATE INDEX initiatives_by_solution ON initiatives (solution_id);
CREATE INDEX lessons_by_solution ON lessons (solution_id);

-- Entries that became one, were parted or were retired, with the values of the entry that goes on before and after, as JSON.
CREATE TABLE solution_changes (
    id TEXT PRIMARY KEY,
    deed TEXT NOT NULL,
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    other_id TEXT REFERENCES solutions (id),
    at BIGINT NOT NULL,
    person_id TEXT REFERENCES people (id),
    organisation_id TEXT REFERENCES organisations (id),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    undone BIGINT
);
CREATE INDEX solution_changes_by_solution ON solution_changes (solution_id, at);
CREATE INDEX solution_changes_by_other ON solution_changes (other_id);

-- What went along with a deed, in which state: what nobody has changed since goes back when the deed is undone.
CREATE TABLE solution_moves (
    change_id TEXT NOT NULL REFERENCES solution_changes (id),
    place BIGINT NOT NULL,
    relation TEXT NOT NULL,
    record TEXT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (change_id, place)
);

-- Names of suppliers that something was said of: that they lead to another name, or that the supplier is no more. All other
-- suppliers are what solutions say.
CREATE TABLE suppliers (
    -- The name as it is compared.
    key TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- The name that it leads to.
    leads_to TEXT,
    -- Entries whose text was changed with that, as a JSON list of numbers.
    changed TEXT NOT NULL,
    retired BIGINT,
    reason TEXT,
    successor TEXT,
    -- Who keeps it, and so may take it back.
    organisation_id TEXT REFERENCES organisations (id),
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);
CREATE INDEX suppliers_by_target ON suppliers (leads_to);
