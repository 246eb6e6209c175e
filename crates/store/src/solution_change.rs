//! Entries that become one, are parted or are retired, in the database: the deeds, and what names an entry and goes along.
//!
//! A relation whose record the other entry has too cannot go along: it stays where it is, and the one that is there holds. Not here:
//! what goes where (`app`), and usages as such (`usage`).

use domain::id::{SolutionChangeId, SolutionId};
use domain::instant::Instant;
use domain::solution_change::{Move, Relation, SolutionChange, SolutionDeed};

use crate::db::{Row, StoreError, Tx, sql};

/// The statements of a relation: everything of an entry, and giving one of them to another.
struct Statements {
    of: &'static str,
    give: &'static str,
}

/// A table whose rows name an entry: the column, what tells a row from the others of the same entry, and what its state is known by.
macro_rules! relation {
    ($table:literal, $column:literal, $record:literal, $mark:literal, $only:literal) => {
        Statements {
            of: concat!(
                "SELECT ",
                $record,
                " AS record, ",
                $mark,
                " AS mark FROM ",
                $table,
                " WHERE ",
                $column,
                " = $1",
                $only,
                " ORDER BY record"
            ),
            give: concat!(
                "UPDATE ",
                $table,
                " SET ",
                $column,
                " = $2 WHERE ",
                $column,
                " = $1 AND ",
                $record,
                " = $3 AND ",
                $mark,
                " = $4",
                $only
            ),
        }
    };
}

const fn statements(relation: Relation) -> Statements {
    match relation {
        Relation::Usage => {
            relation!("usages", "solution_id", "organisation_id", "CAST(version AS TEXT)", "")
        }
        Relation::Coverage => {
            relation!("coverages", "solution_id", "requirement_id", "CAST(version AS TEXT)", "")
        }
        Relation::Verdict => {
            relation!("verdicts", "solution_id", "need_id || ' ' || person_id", "CAST(version AS TEXT)", "")
        }
        Relation::Proposal => {
            relation!("typical_need_proposals", "solution_id", "id", "CAST(version AS TEXT)", "")
        }
        Relation::Comment => {
            relation!(
                "comments",
                "subject_id",
                "id",
                "CAST(version AS TEXT)",
                " AND subject_kind = 'solution'"
            )
        }
        Relation::Initiative => {
            relation!("initiatives", "solution_id", "id", "CAST(version AS TEXT)", "")
        }
        Relation::Lesson => relation!("lessons", "solution_id", "id", "CAST(version AS TEXT)", ""),
        Relation::Original => relation!("solution_originals", "solution_id", "'file'", "import_id", ""),
        Relation::UsageProposal => {
            relation!("usage_proposals", "solution_id", "id", "CAST(version AS TEXT)", "")
        }
        Relation::Contract => {
            relation!("contract_solutions", "solution_id", "contract_id", "CAST(place AS TEXT)", "")
        }
        Relation::Favourite => {
            relation!("favourites", "solution_id", "person_id", "CAST(since AS TEXT)", "")
        }
        Relation::Reminder => {
            relation!(
                "reminders",
                "subject_id",
                "id",
                "CAST(version AS TEXT)",
                " AND subject_kind = 'solution'"
            )
        }
        Relation::Replaced => relation!("solutions", "successor_id", "id", "number", ""),
    }
}

/// Everything of a kind that names an entry.
///
/// # Errors
/// When the database fails.
pub async fn related(tx: &mut Tx, relation: Relation, solution: SolutionId) -> Result<Vec<Move>, StoreError> {
    let read = |row: &Row| Ok(Move { relation, record: row.text("record")?, mark: row.text("mark")? });
    sql(statements(relation).of).bind(solution.to_string()).all(tx).await?.iter().map(read).collect()
}

/// Gives one thing of an entry to another, if it is in the state that is told; whether it was. The other must have none like it.
///
/// # Errors
/// When the database fails, or the other has one like it.
pub async fn give(
    tx: &mut Tx,
    thing: &Move,
    (from, to): (SolutionId, SolutionId),
) -> Result<bool, StoreError> {
    let given = sql(statements(thing.relation).give)
        .bind(from.to_string())
        .bind(to.to_string())
        .bind(&thing.record)
        .bind(&thing.mark)
        .execute(tx)
        .await?;
    Ok(given > 0)
}

/// Keeps a deed with what went along.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, change: &SolutionChange, moves: &[Move]) -> Result<(), StoreError> {
    sql("INSERT INTO solution_changes (id, deed, solution_id, other_id, at, person_id, organisation_id, before, after) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(change.id.to_string())
    .bind(change.deed.code())
    .bind(change.solution.to_string())
    .bind(change.other.map(|id| id.to_string()))
    .bind(change.at.milliseconds())
    .bind(change.person.map(|id| id.to_string()))
    .bind(change.organisation.map(|id| id.to_string()))
    .bind(&change.before)
    .bind(&change.after)
    .execute_one(tx)
    .await?;
    for (place, thing) in (0_i64..).zip(moves) {
        sql("INSERT INTO solution_moves (change_id, place, relation, record, mark) VALUES ($1, $2, $3, $4, $5)")
            .bind(change.id.to_string())
            .bind(place)
            .bind(thing.relation.code())
            .bind(&thing.record)
            .bind(&thing.mark)
            .execute_one(tx)
            .await?;
    }
    Ok(())
}

/// The deed with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: SolutionChangeId) -> Result<Option<SolutionChange>, StoreError> {
    let row = sql("SELECT * FROM solution_changes WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The deeds that an entry was part of, on either side, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_solution(tx: &mut Tx, solution: SolutionId) -> Result<Vec<SolutionChange>, StoreError> {
    sql("SELECT * FROM solution_changes WHERE solution_id = $1 OR other_id = $1 ORDER BY at DESC, id DESC")
        .bind(solution.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// What went along, in its order.
///
/// # Errors
/// When the database fails.
pub async fn moves(tx: &mut Tx, change: SolutionChangeId) -> Result<Vec<Move>, StoreError> {
    let read = |row: &Row| {
        Ok(Move {
            relation: row.word("relation", Relation::from_code)?,
            record: row.text("record")?,
            mark: row.text("mark")?,
        })
    };
    sql("SELECT * FROM solution_moves WHERE change_id = $1 ORDER BY place")
        .bind(change.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Marks a deed as undone.
///
/// # Errors
/// [`StoreError::Stale`] if it is already.
pub async fn set_undone(tx: &mut Tx, id: SolutionChangeId, at: Instant) -> Result<(), StoreError> {
    sql("UPDATE solution_changes SET undone = $2 WHERE id = $1 AND undone IS NULL")
        .bind(id.to_string())
        .bind(at.milliseconds())
        .execute_one(tx)
        .await
}

fn read(row: &Row) -> Result<SolutionChange, StoreError> {
    Ok(SolutionChange {
        id: row.parsed("id")?,
        deed: row.word("deed", SolutionDeed::from_code)?,
        solution: row.parsed("solution_id")?,
        other: row.parsed_or_none("other_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
        person: row.parsed_or_none("person_id")?,
        organisation: row.parsed_or_none("organisation_id")?,
        before: row.text("before")?,
        after: row.text("after")?,
        undone: row.int_or_none("undone")?.map(Instant::from_milliseconds),
    })
}
