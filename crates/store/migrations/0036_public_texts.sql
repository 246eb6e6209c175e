-- What a collaboration says to everybody: its page, and what it has written in its project log.

CREATE TABLE public_texts (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    collaboration_id TEXT NOT NULL REFERENCES collaborations (id),
    kind TEXT NOT NULL,
    -- What stands in addresses; the page alone has one.
    address TEXT UNIQUE,
    -- As it is being written, and as everybody reads it: JSON. The last is what takes over on a later day.
    words TEXT NOT NULL,
    shown TEXT,
    next TEXT,
    -- Who wishes what is being written to be shown, since when, and from which day; no day means at once.
    wish_person_id TEXT REFERENCES people (id),
    wish_at BIGINT,
    wish_from TEXT,
    -- When it was taken down.
    withdrawn BIGINT,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX public_texts_by_collaboration ON public_texts (collaboration_id, kind);
CREATE UNIQUE INDEX public_texts_one_page ON public_texts (collaboration_id) WHERE kind = 'page';
