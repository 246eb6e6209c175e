-- Contracts: what was agreed with whom, about which solutions, until when. Options, amounts and documents are read and written whole, as
-- JSON. last_day is the last day with the options that were called; it is kept so that lists can ask for it.
CREATE TABLE contracts (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL,
    search TEXT NOT NULL,
    supplier TEXT NOT NULL,
    kind TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT,
    last_day TEXT,
    options TEXT NOT NULL,
    notice TEXT,
    route TEXT NOT NULL,
    price_model TEXT NOT NULL,
    amounts TEXT NOT NULL,
    documents TEXT NOT NULL,
    note TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    sharing TEXT NOT NULL,
    ended_on TEXT,
    ended_reason TEXT,
    confirmed BIGINT NOT NULL,
    confirmed_by TEXT REFERENCES people (id),
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX contracts_by_last_day ON contracts (last_day);
CREATE INDEX contracts_by_organisation ON contracts (organisation_id);

-- What a contract is about, in the order somebody gave.
CREATE TABLE contract_solutions (
    contract_id TEXT NOT NULL REFERENCES contracts (id) ON DELETE CASCADE,
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    place BIGINT NOT NULL,
    PRIMARY KEY (contract_id, solution_id)
);
CREATE INDEX contract_solutions_by_solution ON contract_solutions (solution_id);

-- Who is in it, by the name that the contract was written with.
CREATE TABLE contract_coverage (
    contract_id TEXT NOT NULL REFERENCES contracts (id) ON DELETE CASCADE,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    standing TEXT NOT NULL,
    until TEXT,
    place BIGINT NOT NULL,
    PRIMARY KEY (contract_id, organisation_id)
);
CREATE INDEX contract_coverage_by_organisation ON contract_coverage (organisation_id);
