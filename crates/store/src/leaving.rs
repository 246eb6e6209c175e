//! All that an organisation has and has said, table by table, for whoever takes it along; and the archives that are being made of it.
//!
//! Values are texts as they are stored; instants are milliseconds UTC. Drafts are not among them: they are their writers'. Not here: what the
//! files are called for people, and who may.

use domain::id::{ExportId, OrganisationId, PersonId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};

/// Rows read at once.
const TOGETHER: i64 = 1_000;

/// A part of what is taken along: its name, and a statement over `$1`, the organisation, that gives the columns as text.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its name, which is a file's.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [&'static str],
    statement: &'static str,
}

/// Every part.
pub const PARTS: &[Part] = &[
    Part {
        name: "people",
        columns: &["name", "email", "role", "title"],
        statement: "SELECT name, email, role, title FROM people JOIN assignments ON person_id = people.id \
                    WHERE organisation_id = $1 ORDER BY people.id, role LIMIT $2 OFFSET $3",
    },
    Part {
        name: "needs",
        columns: &[
            "number",
            "title",
            "body",
            "who",
            "how_often",
            "wanted_effect",
            "law",
            "service_area",
            "on_behalf_of",
            "heard_at",
            "origin",
            "sharing",
            "state",
            "written_by",
            "created",
            "updated",
        ],
        statement: "SELECT number, title, body, who, how_often, wanted_effect, law, service_area, on_behalf_of, heard_at, origin, \
                    sharing, state, people.name AS written_by, CAST(created AS TEXT) AS created, CAST(updated AS TEXT) AS updated \
                    FROM needs LEFT JOIN people ON people.id = author_id WHERE organisation_id = $1 AND state <> 'draft' \
                    ORDER BY needs.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "requirements",
        columns: &["number", "body"],
        statement: "SELECT number, requirements.body AS body FROM requirements JOIN needs ON needs.id = need_id \
                    WHERE organisation_id = $1 AND state <> 'draft' ORDER BY needs.id, position LIMIT $2 OFFSET $3",
    },
    Part {
        name: "cases",
        columns: &[
            "number",
            "title",
            "statement",
            "stage",
            "track",
            "state",
            "sharing",
            "created",
            "updated",
        ],
        statement: "SELECT number, title, statement, stage, track, state, sharing, CAST(created AS TEXT) AS created, \
                    CAST(updated AS TEXT) AS updated FROM cases WHERE organisation_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "solutions",
        columns: &[
            "number",
            "name",
            "kind",
            "provider",
            "summary",
            "description",
            "typical_needs",
            "tags",
            "integrations",
            "standards",
            "capabilities",
            "service_areas",
            "lifecycle",
            "licence",
            "url",
            "sharing",
            "created",
            "updated",
        ],
        statement: "SELECT number, name, kind, provider, summary, description, typical_needs, tags, integrations, standards, \
                    capabilities, service_areas, lifecycle, licence, url, sharing, CAST(created AS TEXT) AS created, \
                    CAST(updated AS TEXT) AS updated FROM solutions WHERE owner_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "usages",
        columns: &[
            "number",
            "solution",
            "status",
            "since",
            "until",
            "instance",
            "reason",
            "pros",
            "cons",
            "effort",
            "contact_role",
        ],
        statement: "SELECT number, solutions.name AS solution, status, since, until, instance, reason, pros, cons, effort, \
                    contact_role FROM usages JOIN solutions ON solutions.id = solution_id WHERE organisation_id = $1 \
                    ORDER BY usages.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "contracts",
        columns: &[
            "number",
            "name",
            "supplier",
            "kind",
            "starts",
            "ends",
            "options",
            "notice",
            "route",
            "price_model",
            "amounts",
            "documents",
            "note",
            "sharing",
            "ended_on",
            "ended_reason",
        ],
        statement: "SELECT number, name, supplier, kind, starts, ends, options, notice, route, price_model, amounts, documents, note, \
                    sharing, ended_on, ended_reason FROM contracts WHERE organisation_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "contract_coverage",
        columns: &["number", "organisation", "standing", "until"],
        statement: "SELECT number, organisations.name AS organisation, standing, until FROM contract_coverage \
                    JOIN contracts ON contracts.id = contract_id \
                    JOIN organisations ON organisations.id = contract_coverage.organisation_id \
                    WHERE contracts.organisation_id = $1 ORDER BY contracts.id, organisations.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "comments",
        columns: &["subject_kind", "subject_id", "body", "state", "written_by", "at"],
        statement: "SELECT subject_kind, subject_id, body, state, people.name AS written_by, CAST(at AS TEXT) AS at \
                    FROM comments JOIN people ON people.id = person_id WHERE organisation_id = $1 \
                    ORDER BY comments.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "verdicts",
        columns: &["need", "solution", "verdict", "reason", "given_by", "at"],
        statement: "SELECT needs.number AS need, solutions.number AS solution, verdict, reason, people.name AS given_by, \
                    CAST(at AS TEXT) AS at FROM verdicts JOIN needs ON needs.id = need_id \
                    JOIN solutions ON solutions.id = solution_id JOIN people ON people.id = person_id \
                    WHERE verdicts.organisation_id = $1 ORDER BY need_id, solution_id, person_id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "voices",
        columns: &["need", "words", "given_by", "at"],
        statement: "SELECT needs.number AS need, words, people.name AS given_by, CAST(at AS TEXT) AS at FROM voices \
                    JOIN needs ON needs.id = need_id JOIN people ON people.id = person_id \
                    WHERE voices.organisation_id = $1 ORDER BY voices.id LIMIT $2 OFFSET $3",
    },
    // What was recorded for it, on its own cases, or at a meeting where somebody of it was.
    Part {
        name: "decisions",
        columns: &[
            "number",
            "stage",
            "outcome",
            "to_stage",
            "exit",
            "reason",
            "level",
            "body",
            "reference",
            "decided_on",
        ],
        statement: "SELECT number, decisions.stage AS stage, outcome, to_stage, decisions.exit AS exit, reason, level, body, \
                    reference, decided_on FROM decisions JOIN cases ON cases.id = case_id WHERE decisions.organisation_id = $1 \
                    OR cases.organisation_id = $1 OR item_id IN (SELECT agenda_items.id FROM agenda_items JOIN attendees \
                    ON attendees.meeting_id = agenda_items.meeting_id WHERE attendees.organisation_id = $1) \
                    ORDER BY decisions.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "initiatives",
        columns: &[
            "number",
            "title",
            "purpose",
            "state",
            "next_step",
            "project_url",
            "links",
            "closed_reason",
            "closed_on",
        ],
        statement: "SELECT number, title, purpose, state, next_step, project_url, links, closed_reason, closed_on FROM initiatives \
                    WHERE organisation_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "rollouts",
        columns: &["number", "role", "state", "planned", "go", "go_reason", "live", "ended"],
        statement: "SELECT number, role, rollouts.state AS state, planned, go, go_reason, live, ended FROM rollouts \
                    JOIN initiatives ON initiatives.id = initiative_id WHERE rollouts.organisation_id = $1 \
                    ORDER BY initiatives.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "benefits",
        columns: &[
            "number",
            "kind",
            "receiver",
            "indicator",
            "unit",
            "method",
            "baseline",
            "baseline_on",
            "target",
            "target_on",
            "given_up",
        ],
        statement: "SELECT number, kind, receiver, indicator, unit, method, CAST(baseline AS TEXT) AS baseline, baseline_on, \
                    CAST(target AS TEXT) AS target, target_on, given_up FROM benefits \
                    JOIN initiatives ON initiatives.id = initiative_id WHERE benefits.organisation_id = $1 \
                    ORDER BY benefits.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "measurements",
        columns: &["indicator", "value", "measured_on", "method", "note"],
        statement: "SELECT indicator, CAST(value AS TEXT) AS value, measured_on, measurements.method AS method, note \
                    FROM measurements JOIN benefits ON benefits.id = benefit_id WHERE organisation_id = $1 \
                    ORDER BY measurements.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "lessons",
        columns: &["title", "worked", "failed", "for_whom"],
        statement: "SELECT title, worked, failed, for_whom FROM lessons WHERE organisation_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "maturity_rounds",
        columns: &["title", "state", "sharing", "questions"],
        statement: "SELECT title, state, sharing, questions FROM maturity_rounds JOIN maturity_forms ON maturity_forms.id = form_id \
                    WHERE organisation_id = $1 ORDER BY maturity_rounds.id LIMIT $2 OFFSET $3",
    },
    // Whose answers they are goes along for none: nobody outside was promised them.
    Part {
        name: "maturity_replies",
        columns: &["title", "answers"],
        statement: "SELECT title, answers FROM maturity_replies JOIN maturity_rounds ON maturity_rounds.id = round_id \
                    WHERE organisation_id = $1 AND state = 'closed' ORDER BY round_id, answers LIMIT $2 OFFSET $3",
    },
    Part {
        name: "maturity_scores",
        columns: &["instrument", "aspect", "value", "scale", "on_day", "note"],
        statement: "SELECT instrument, aspect, value, scale, on_day, note FROM maturity_scores WHERE organisation_id = $1 \
                    ORDER BY id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "articles",
        columns: &["kind", "title", "summary", "body", "reference", "sharing"],
        statement: "SELECT kind, title, summary, body, reference, sharing FROM articles WHERE organisation_id = $1 ORDER BY id \
                    LIMIT $2 OFFSET $3",
    },
    Part {
        name: "goals",
        columns: &["title", "description", "ended"],
        statement: "SELECT title, description, ended FROM goals WHERE organisation_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "challenges",
        columns: &["title", "description", "kind"],
        statement: "SELECT title, description, kind FROM challenges WHERE organisation_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "challenge_evidence",
        columns: &["title", "kind", "body", "origin", "happened_on"],
        statement: "SELECT title, challenge_evidence.kind AS kind, body, origin, happened_on FROM challenge_evidence \
                    JOIN challenges ON challenges.id = challenge_id WHERE challenge_evidence.organisation_id = $1 \
                    ORDER BY challenge_evidence.id LIMIT $2 OFFSET $3",
    },
    Part {
        name: "interventions",
        columns: &["title", "description", "owner", "kind", "state", "starts", "ends", "effect"],
        statement: "SELECT title, description, owner, kind, state, starts, ends, effect FROM interventions \
                    WHERE organisation_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
    },
    // Not what people did with drafts and with what they keep at hand, which is their own.
    Part {
        name: "events",
        columns: &["sequence", "at", "person_id", "subject_kind", "subject_id", "kind", "changes", "hash"],
        statement: "SELECT CAST(sequence AS TEXT) AS sequence, CAST(at AS TEXT) AS at, person_id, subject_kind, subject_id, kind, \
                    changes, hash FROM events WHERE organisation_id = $1 AND subject_kind NOT IN ('view', 'reminder') \
                    AND NOT (subject_kind = 'need' AND subject_id IN (SELECT id FROM needs WHERE state = 'draft')) ORDER BY events.sequence LIMIT $2 OFFSET $3",
    },
];

/// All rows of a part; a value that is not there is nothing.
///
/// # Errors
/// When the database fails.
pub async fn rows(
    tx: &mut Tx,
    part: &Part,
    organisation: OrganisationId,
) -> Result<Vec<Vec<Option<String>>>, StoreError> {
    let own = organisation.to_string();
    let (mut found, mut from) = (Vec::new(), 0);
    loop {
        let rows = sql(part.statement).bind(&own).bind(TOGETHER).bind(from).all(tx).await?;
        for row in &rows {
            let values = part.columns.iter().map(|column| row.text_or_none(column));
            found.push(values.collect::<Result<_, _>>()?);
        }
        from += TOGETHER;
        if i64::try_from(rows.len()).unwrap_or(0) < TOGETHER {
            return Ok(found);
        }
    }
}

/// The numbers of the cases that an organisation keeps.
///
/// # Errors
/// When the database fails.
pub async fn cases(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<String>, StoreError> {
    let rows = sql("SELECT number FROM cases WHERE organisation_id = $1 ORDER BY id")
        .bind(organisation.to_string())
        .all(tx)
        .await?;
    rows.iter().map(|row| row.text("number")).collect()
}

/// An archive that is being made or is there to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Identity.
    pub id: ExportId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Who asked for it.
    pub person: PersonId,
    /// How many parts are done, and of how many.
    pub done: (i64, i64),
    /// When it was asked for.
    pub asked: Instant,
    /// When it was done, if it is.
    pub made: Option<Instant>,
}

/// Keeps that an archive is being made.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut Tx, archive: &Archive) -> Result<(), StoreError> {
    sql("INSERT INTO organisation_exports (id, organisation_id, person_id, done, total, asked) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(archive.id.to_string())
        .bind(archive.organisation.to_string())
        .bind(archive.person.to_string())
        .bind(archive.done.0)
        .bind(archive.done.1)
        .bind(archive.asked.milliseconds())
        .execute_one(tx)
        .await
}

/// Keeps how far an archive has come.
///
/// # Errors
/// When the database fails.
pub async fn progress(tx: &mut Tx, id: ExportId, (done, total): (i64, i64)) -> Result<u64, StoreError> {
    sql("UPDATE organisation_exports SET done = $2, total = $3 WHERE id = $1")
        .bind(id.to_string())
        .bind(done)
        .bind(total)
        .execute(tx)
        .await
}

/// Keeps the archive itself.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &mut Tx, id: ExportId, at: Instant, content: &[u8]) -> Result<(), StoreError> {
    sql("UPDATE organisation_exports SET made = $2, content = $3, done = total WHERE id = $1")
        .bind(id.to_string())
        .bind(at.milliseconds())
        .bind(content)
        .execute_one(tx)
        .await
}

/// The archives of an organisation, latest first, without what is in them.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Archive>, StoreError> {
    let rows =
        sql("SELECT id, organisation_id, person_id, done, total, asked, made FROM organisation_exports \
         WHERE organisation_id = $1 ORDER BY asked DESC, id DESC")
        .bind(organisation.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// An archive with what is in it, once that is there.
///
/// # Errors
/// When the database fails.
pub async fn content(tx: &mut Tx, id: ExportId) -> Result<Option<(Archive, Vec<u8>)>, StoreError> {
    let row = sql("SELECT * FROM organisation_exports WHERE id = $1 AND made IS NOT NULL")
        .bind(id.to_string())
        .first(tx)
        .await?;
    row.as_ref().map(|row| Ok((read(row)?, row.bytes("content")?))).transpose()
}

/// Removes archives that were asked for before: they can be made again.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, StoreError> {
    sql("DELETE FROM organisation_exports WHERE asked < $1").bind(before.milliseconds()).execute(tx).await
}

fn read(row: &Row) -> Result<Archive, StoreError> {
    Ok(Archive {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation_id")?,
        person: row.parsed("person_id")?,
        done: (row.int("done")?, row.int("total")?),
        asked: Instant::from_milliseconds(row.int("asked")?),
        made: row.int_or_none("made")?.map(Instant::from_milliseconds),
    })
}
