-- The file that a solution came from, as it was: what the catalogue has no field for stays in it. The newest one is kept.
CREATE TABLE solution_originals (
    solution_id TEXT PRIMARY KEY REFERENCES solutions (id) ON DELETE CASCADE,
    format TEXT NOT NULL,
    body TEXT NOT NULL,
    import_id TEXT NOT NULL
);
