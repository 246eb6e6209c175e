-- Articles, methods, checklists and publications. What they are tied to stands beside them, so that a stage finds its own.
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    author_id TEXT REFERENCES people (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    search TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Where it was published, as JSON; nothing for what was written here.
    reference TEXT,
    doi TEXT NOT NULL,
    sharing TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX articles_by_organisation ON articles (organisation_id);
CREATE INDEX articles_by_doi ON articles (doi);

CREATE TABLE article_ties (
    article_id TEXT NOT NULL REFERENCES articles (id),
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (article_id, kind, code)
);
CREATE INDEX article_ties_by_code ON article_ties (kind, code);

-- Every text that an article has had. A revision is added, never changed.
CREATE TABLE article_revisions (
    article_id TEXT NOT NULL REFERENCES articles (id),
    revision BIGINT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    note TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (article_id, revision)
);

-- Who lets themselves be named for what. Each row was made by that person, and goes when that person says so.
CREATE TABLE article_people (
    article_id TEXT NOT NULL REFERENCES articles (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    part TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (article_id, person_id, part)
);
CREATE INDEX article_people_by_person ON article_people (person_id);
