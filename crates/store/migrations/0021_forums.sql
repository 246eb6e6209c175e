-- Forums, who sits there, and their meetings with agenda, voices and what somebody shall do afterwards.
CREATE TABLE forums (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- What a process calls who decides there.
    body TEXT NOT NULL,
    mandate TEXT NOT NULL,
    voting TEXT NOT NULL,
    quorum BIGINT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    -- None for the organisation's own.
    collaboration_id TEXT REFERENCES collaborations (id),
    ended BIGINT,
    created BIGINT NOT NULL
);
CREATE INDEX forums_by_collaboration ON forums (collaboration_id);
CREATE INDEX forums_by_organisation ON forums (organisation_id);

CREATE TABLE forum_seats (
    forum_id TEXT NOT NULL REFERENCES forums (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    seat TEXT NOT NULL,
    PRIMARY KEY (forum_id, person_id)
);
CREATE INDEX forum_seats_by_person ON forum_seats (person_id);

CREATE TABLE meetings (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    forum_id TEXT NOT NULL REFERENCES forums (id),
    number BIGINT NOT NULL,
    day TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL,
    ended_by TEXT REFERENCES people (id),
    confirmed_by TEXT REFERENCES people (id),
    confirmed BIGINT,
    created BIGINT NOT NULL,
    UNIQUE (forum_id, number)
);

CREATE TABLE attendees (
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    -- As it was then.
    seat TEXT NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
);

CREATE TABLE agenda_items (
    id TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    position BIGINT NOT NULL,
    case_id TEXT REFERENCES cases (id),
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    paragraph BIGINT,
    decision_id TEXT REFERENCES decisions (id)
);
CREATE INDEX agenda_items_by_meeting ON agenda_items (meeting_id, position);
CREATE INDEX agenda_items_by_case ON agenda_items (case_id);

-- How somebody voted, or why they took no part.
CREATE TABLE item_voices (
    item_id TEXT NOT NULL REFERENCES agenda_items (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    vote TEXT,
    reason TEXT,
    PRIMARY KEY (item_id, person_id)
);

CREATE TABLE action_points (
    id TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    item_id TEXT REFERENCES agenda_items (id),
    body TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    due TEXT NOT NULL,
    done BIGINT
);
CREATE INDEX action_points_by_meeting ON action_points (meeting_id);
CREATE INDEX action_points_by_person ON action_points (person_id, done);

-- The forum that a decision was made in, and the matter on the agenda of one of its meetings.
ALTER TABLE decisions ADD COLUMN forum_id TEXT REFERENCES forums (id);
ALTER TABLE decisions ADD COLUMN item_id TEXT REFERENCES agenda_items (id);
