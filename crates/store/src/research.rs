//! What can be taken out for research, table by table, and what was.
//!
//! Only what the members of a collaboration share with each other is among it: no draft, nothing that one organisation keeps to itself, and no
//! text that a person has written. Ids are given as they are; whoever asks makes pseudonyms of them. Not here: who may.

use domain::id::{CollaborationId, ExtractId, OrganisationId};
use domain::instant::Instant;
use domain::research::Extract;

use crate::db::{Row, StoreError, Tx, sql};

/// Rows read at once.
const TOGETHER: i64 = 1_000;

/// What a column holds, and so what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A word from a list of the program's or the process's.
    Code,
    /// A number.
    Number,
    /// A day.
    Day,
    /// An instant, of which the day is told.
    Instant,
    /// The id of a record or an organisation.
    Id,
    /// The id of a person, who acted for the organisation in the column `organisation`.
    Person,
}

/// A table that is taken out.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its name, which is a file's.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [(&'static str, Holds)],
    /// Over `$1` the members' ids as one text, `$2` and `$3` the first instant and the one after the last, `$4` the collaboration.
    statement: &'static str,
}

/// Which records are shared among members: `$owner` is one of them, and the record is not kept at home.
macro_rules! shared {
    ($table:literal, $owner:literal) => {
        concat!(
            $table,
            ".sharing IN ('collaboration', 'network', 'public') AND $1 LIKE '%' || ",
            $owner,
            " || '%'"
        )
    };
}

macro_rules! within {
    ($column:literal) => {
        concat!(" AND ", $column, " >= $2 AND ", $column, " < $3 ")
    };
}

/// Every table, in the order in which a flow goes.
pub const PARTS: &[Part] = &[
    Part {
        name: "needs",
        columns: &[
            ("need", Holds::Id),
            ("organisation", Holds::Id),
            ("person", Holds::Person),
            ("day", Holds::Instant),
            ("service_area", Holds::Code),
            ("origin", Holds::Code),
            ("state", Holds::Code),
            ("sharing", Holds::Code),
            ("requirements", Holds::Number),
        ],
        statement: concat!(
            "SELECT needs.id AS need, organisation_id AS organisation, author_id AS person, CAST(created AS TEXT) AS day, service_area, \
             origin, state, sharing, CAST((SELECT COUNT(*) FROM requirements WHERE need_id = needs.id) AS TEXT) AS requirements \
             FROM needs WHERE state <> 'draft' AND $4 <> '' AND ",
            shared!("needs", "organisation_id"),
            within!("created"),
            "ORDER BY needs.id LIMIT $5 OFFSET $6"
        ),
    },
    Part {
        name: "verdicts",
        columns: &[
            ("need", Holds::Id),
            ("solution", Holds::Id),
            ("organisation", Holds::Id),
            ("person", Holds::Person),
            ("day", Holds::Instant),
            ("verdict", Holds::Code),
        ],
        statement: concat!(
            "SELECT need_id AS need, solution_id AS solution, verdicts.organisation_id AS organisation, person_id AS person, \
             CAST(at AS TEXT) AS day, verdict FROM verdicts JOIN needs ON needs.id = need_id JOIN solutions ON solutions.id = solution_id \
             WHERE needs.state <> 'draft' AND $4 <> '' AND solutions.sharing IN ('collaboration', 'network', 'public') \
             AND $1 LIKE '%' || verdicts.organisation_id || '%' AND ",
            shared!("needs", "needs.organisation_id"),
            within!("at"),
            "ORDER BY need_id, solution_id, person_id LIMIT $5 OFFSET $6"
        ),
    },
    Part {
        name: "cases",
        columns: &[
            ("case", Holds::Id),
            ("organisation", Holds::Id),
            ("day", Holds::Instant),
            ("stage", Holds::Code),
            ("entered", Holds::Instant),
            ("track", Holds::Code),
            ("state", Holds::Code),
            ("exit", Holds::Code),
            ("needs", Holds::Number),
        ],
        statement: concat!(
            "SELECT cases.id AS \"case\", organisation_id AS organisation, CAST(created AS TEXT) AS day, stage, CAST(entered AS TEXT) AS entered, \
             track, state, exit, CAST((SELECT COUNT(*) FROM case_needs WHERE case_id = cases.id AND tie = 'joined') AS TEXT) AS needs \
             FROM cases WHERE $4 <> '' AND ",
            shared!("cases", "organisation_id"),
            within!("created"),
            "ORDER BY cases.id LIMIT $5 OFFSET $6"
        ),
    },
    Part {
        name: "decisions",
        columns: &[
            ("case", Holds::Id),
            ("position", Holds::Number),
            ("organisation", Holds::Id),
            ("person", Holds::Person),
            ("day", Holds::Instant),
            ("stage", Holds::Code),
            ("outcome", Holds::Code),
            ("to_stage", Holds::Code),
            ("exit", Holds::Code),
            ("level", Holds::Code),
            ("decided_on", Holds::Day),
        ],
        statement: concat!(
            "SELECT case_id AS \"case\", CAST(position AS TEXT) AS position, decisions.organisation_id AS organisation, person_id AS person, \
             CAST(at AS TEXT) AS day, decisions.stage AS stage, outcome, to_stage, decisions.exit AS exit, level, decided_on \
             FROM decisions JOIN cases ON cases.id = case_id WHERE $4 <> '' AND ",
            shared!("cases", "cases.organisation_id"),
            within!("at"),
            "ORDER BY case_id, position LIMIT $5 OFFSET $6"
        ),
    },
    Part {
        name: "scores",
        columns: &[
            ("round", Holds::Id),
            ("case", Holds::Id),
            ("organisation", Holds::Id),
            ("person", Holds::Person),
            ("day", Holds::Instant),
            ("criterion", Holds::Code),
            ("value", Holds::Number),
            ("sureness", Holds::Code),
        ],
        // What each has said is theirs until the round is closed.
        statement: concat!(
            "SELECT scores.round_id AS round, scores.case_id AS \"case\", round_assessors.organisation_id AS organisation, \
             scores.person_id AS person, CAST(closed AS TEXT) AS day, criterion, CAST(value AS TEXT) AS value, sureness \
             FROM scores JOIN rounds ON rounds.id = scores.round_id JOIN cases ON cases.id = scores.case_id \
             JOIN round_assessors ON round_assessors.round_id = scores.round_id AND round_assessors.person_id = scores.person_id \
             WHERE rounds.collaboration_id = $4 AND done IS NOT NULL AND ",
            shared!("cases", "cases.organisation_id"),
            within!("closed"),
            "ORDER BY scores.round_id, scores.case_id, scores.person_id, criterion LIMIT $5 OFFSET $6"
        ),
    },
    Part {
        name: "initiatives",
        columns: &[
            ("initiative", Holds::Id),
            ("case", Holds::Id),
            ("organisation", Holds::Id),
            ("day", Holds::Instant),
            ("state", Holds::Code),
            ("closed_on", Holds::Day),
        ],
        statement: concat!(
            "SELECT initiatives.id AS initiative, case_id AS \"case\", initiatives.organisation_id AS organisation, \
             CAST(initiatives.created AS TEXT) AS day, initiatives.state AS state, closed_on \
             FROM initiatives JOIN cases ON cases.id = case_id WHERE $4 <> '' AND ",
            shared!("cases", "cases.organisation_id"),
            within!("initiatives.created"),
            "ORDER BY initiatives.id LIMIT $5 OFFSET $6"
        ),
    },
    Part {
        name: "rollouts",
        columns: &[
            ("initiative", Holds::Id),
            ("organisation", Holds::Id),
            ("role", Holds::Code),
            ("state", Holds::Code),
            ("planned", Holds::Day),
            ("live", Holds::Day),
            ("ended", Holds::Day),
        ],
        statement: concat!(
            "SELECT initiative_id AS initiative, rollouts.organisation_id AS organisation, role, rollouts.state AS state, planned, live, ended \
             FROM rollouts JOIN initiatives ON initiatives.id = initiative_id JOIN cases ON cases.id = case_id WHERE $4 <> '' AND ",
            shared!("cases", "cases.organisation_id"),
            within!("initiatives.created"),
            "ORDER BY initiative_id, rollouts.organisation_id LIMIT $5 OFFSET $6"
        ),
    },
    Part {
        name: "measurements",
        columns: &[
            ("benefit", Holds::Id),
            ("initiative", Holds::Id),
            ("organisation", Holds::Id),
            ("kind", Holds::Code),
            ("baseline", Holds::Number),
            ("target", Holds::Number),
            ("value", Holds::Number),
            ("measured_on", Holds::Day),
        ],
        statement: concat!(
            "SELECT benefit_id AS benefit, initiative_id AS initiative, benefits.organisation_id AS organisation, kind, \
             CAST(baseline AS TEXT) AS baseline, CAST(target AS TEXT) AS target, CAST(value AS TEXT) AS value, measured_on \
             FROM measurements JOIN benefits ON benefits.id = benefit_id JOIN initiatives ON initiatives.id = initiative_id \
             JOIN cases ON cases.id = case_id WHERE $4 <> '' AND ",
            shared!("cases", "cases.organisation_id"),
            within!("initiatives.created"),
            "ORDER BY measurements.id LIMIT $5 OFFSET $6"
        ),
    },
    Part {
        name: "events",
        columns: &[
            ("order", Holds::Number),
            ("day", Holds::Instant),
            ("record_kind", Holds::Code),
            ("record", Holds::Id),
            ("kind", Holds::Code),
            ("organisation", Holds::Id),
            ("person", Holds::Person),
        ],
        statement: concat!(
            "SELECT CAST(sequence AS TEXT) AS \"order\", CAST(at AS TEXT) AS day, subject_kind AS record_kind, subject_id AS record, kind, \
             organisation_id AS organisation, person_id AS person FROM events WHERE $1 LIKE '%' || organisation_id || '%' AND ( \
             (subject_kind = 'need' AND EXISTS (SELECT 1 FROM needs WHERE needs.id = subject_id AND needs.state <> 'draft' AND ",
            shared!("needs", "needs.organisation_id"),
            ")) OR (subject_kind = 'case' AND EXISTS (SELECT 1 FROM cases WHERE cases.id = subject_id AND ",
            shared!("cases", "cases.organisation_id"),
            ")) OR (subject_kind = 'initiative' AND EXISTS (SELECT 1 FROM initiatives JOIN cases ON cases.id = case_id \
             WHERE initiatives.id = subject_id AND ",
            shared!("cases", "cases.organisation_id"),
            ")) OR (subject_kind = 'round' AND EXISTS (SELECT 1 FROM rounds WHERE rounds.id = subject_id AND rounds.collaboration_id = $4)) \
             OR (subject_kind = 'solution' AND EXISTS (SELECT 1 FROM solutions WHERE solutions.id = subject_id \
             AND solutions.sharing IN ('collaboration', 'network', 'public'))))",
            within!("at"),
            "ORDER BY sequence LIMIT $5 OFFSET $6"
        ),
    },
];

/// Of which collaboration, with its members, and from which instant to before which.
#[derive(Debug, Clone)]
pub struct Of {
    /// The collaboration.
    pub collaboration: CollaborationId,
    /// Whose records.
    pub members: Vec<OrganisationId>,
    /// The first instant, and the first that is not in it.
    pub between: (Instant, Instant),
}

/// All rows of a table; a value that is not there is nothing.
///
/// # Errors
/// When the database fails.
pub async fn rows(tx: &mut Tx, part: &Part, of: &Of) -> Result<Vec<Vec<Option<String>>>, StoreError> {
    let members: Vec<String> = of.members.iter().map(ToString::to_string).collect();
    let members = members.join(" ");
    let (mut found, mut from) = (Vec::new(), 0);
    loop {
        let rows = sql(part.statement)
            .bind(&members)
            .bind(of.between.0.milliseconds())
            .bind(of.between.1.milliseconds())
            .bind(of.collaboration.to_string())
            .bind(TOGETHER)
            .bind(from)
            .all(tx)
            .await?;
        for row in &rows {
            let values = part.columns.iter().map(|(column, _)| row.text_or_none(column));
            found.push(values.collect::<Result<_, _>>()?);
        }
        from += TOGETHER;
        if i64::try_from(rows.len()).unwrap_or(0) < TOGETHER {
            return Ok(found);
        }
    }
}

/// The ids of the needs in it, with what is matched: title and text.
///
/// # Errors
/// When the database fails.
pub async fn texts_of_needs(tx: &mut Tx, of: &Of) -> Result<Vec<(String, String)>, StoreError> {
    let Some(needs) = PARTS.iter().find(|part| part.name == "needs") else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for row in rows(tx, needs, of).await? {
        let Some(Some(id)) = row.into_iter().next() else { continue };
        let row = sql("SELECT title, body FROM needs WHERE id = $1").bind(&id).first(tx).await?;
        let Some(row) = row else { continue };
        found.push((id, format!("{}\n{}", row.text("title")?, row.text("body")?)));
    }
    Ok(found)
}

/// The secret that a collaboration's pseudonyms are made with.
///
/// # Errors
/// When the database fails.
pub async fn secret(tx: &mut Tx, collaboration: CollaborationId) -> Result<Option<String>, StoreError> {
    let row = sql("SELECT secret FROM research_keys WHERE collaboration_id = $1")
        .bind(collaboration.to_string())
        .first(tx)
        .await?;
    row.map(|row| row.text("secret")).transpose()
}

/// Keeps the secret of a collaboration that has none.
///
/// # Errors
/// When the database fails.
pub async fn keep_secret(
    tx: &mut Tx,
    collaboration: CollaborationId,
    secret: &str,
) -> Result<(), StoreError> {
    sql("INSERT INTO research_keys (collaboration_id, secret) VALUES ($1, $2)")
        .bind(collaboration.to_string())
        .bind(secret)
        .execute_one(tx)
        .await
}

/// Keeps that something was taken out.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, one: &Extract) -> Result<(), StoreError> {
    sql("INSERT INTO research_extracts (id, collaboration_id, organisation_id, person_id, purpose, first_day, last_day, made, row_count, \
         checksum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(one.id.to_string())
    .bind(one.collaboration.to_string())
    .bind(one.organisation.to_string())
    .bind(one.person.to_string())
    .bind(&one.purpose)
    .bind(one.days.0.to_string())
    .bind(one.days.1.to_string())
    .bind(one.made.milliseconds())
    .bind(one.rows)
    .bind(&one.checksum)
    .execute_one(tx)
    .await
}

/// What was taken out of a collaboration's records, latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_collaboration(
    tx: &mut Tx,
    collaboration: CollaborationId,
) -> Result<Vec<Extract>, StoreError> {
    sql("SELECT * FROM research_extracts WHERE collaboration_id = $1 ORDER BY made DESC, id DESC")
        .bind(collaboration.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// What was taken out once.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ExtractId) -> Result<Option<Extract>, StoreError> {
    let row = sql("SELECT * FROM research_extracts WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Extract, StoreError> {
    Ok(Extract {
        id: row.parsed("id")?,
        collaboration: row.parsed("collaboration_id")?,
        organisation: row.parsed("organisation_id")?,
        person: row.parsed("person_id")?,
        purpose: row.text("purpose")?,
        days: (row.parsed("first_day")?, row.parsed("last_day")?),
        made: Instant::from_milliseconds(row.int("made")?),
        rows: row.int("row_count")?,
        checksum: row.text("checksum")?,
    })
}
