-- What cases cost: one sheet each, as JSON, because it is read and written whole. Money is whole öre.
CREATE TABLE case_costs (
    case_id TEXT PRIMARY KEY REFERENCES cases (id),
    body TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL
);
