-- What fits into the money and people of each organisation over some years. Limits and what was counted are read and written
-- whole, as JSON; money is whole öre, hours are hundredths.
CREATE TABLE portfolios (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    collaboration_id TEXT NOT NULL REFERENCES collaborations (id),
    start BIGINT NOT NULL,
    years BIGINT NOT NULL,
    allocation_key TEXT NOT NULL,
    limits TEXT NOT NULL,
    proposal TEXT,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX portfolios_by_collaboration ON portfolios (collaboration_id, created);

-- The cases to choose between, what people have said of each, and the year it starts in the plan. Years are counted from 0.
CREATE TABLE portfolio_cases (
    portfolio_id TEXT NOT NULL REFERENCES portfolios (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    standing TEXT NOT NULL,
    reason TEXT NOT NULL,
    earliest BIGINT NOT NULL,
    latest BIGINT,
    requires TEXT NOT NULL,
    excludes TEXT NOT NULL,
    starts BIGINT,
    PRIMARY KEY (portfolio_id, case_id)
);
CREATE INDEX portfolio_cases_by_case ON portfolio_cases (case_id);
