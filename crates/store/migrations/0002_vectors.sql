-- What texts mean, as numbers: one vector for each text and model, named by the text's hash. They can be made again
-- from the texts at any time, so nothing refers to them and no event tells of them.
--
-- BYTEA is PostgreSQL's word; SQLite keeps bytes as they are in a column of any type.

CREATE TABLE vectors (
    model TEXT NOT NULL,
    hash TEXT NOT NULL,
    vector BYTEA NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (model, hash)
);

-- Work that one node at a time does. A node that stops without giving its lease back loses it when the time is out.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);
