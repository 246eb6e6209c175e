-- What a person keeps at hand: solutions, and lists narrowed in a way that is looked at again.

-- A bookmark is a person's own and changes nothing for others; it leaves no event.
CREATE TABLE favourites (
    person_id TEXT NOT NULL REFERENCES people (id),
    solution_id TEXT NOT NULL REFERENCES solutions (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (person_id, solution_id)
);
CREATE INDEX favourites_by_solution ON favourites (solution_id);

CREATE TABLE saved_views (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    -- What stands in the address after the question mark.
    query TEXT NOT NULL,
    reach TEXT NOT NULL,
    created BIGINT NOT NULL,
    -- When it was put away; it can be taken back.
    put_away BIGINT
);
CREATE INDEX saved_views_by_organisation ON saved_views (organisation_id);
CREATE INDEX saved_views_by_person ON saved_views (person_id);
