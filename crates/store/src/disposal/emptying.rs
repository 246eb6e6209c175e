//! Emptying records: which texts go, and what the trail holds of them.

use domain::disposal::{Disposable, DisposedKind};
use domain::event::SubjectKind;
use domain::id::OrganisationId;
use domain::instant::Instant;

use super::letters_before;
use crate::db::{StoreError, Tx, sql};
use crate::trail;

/// The texts of a need and of what others said about it. Who wrote it goes too, and with that whoever could still read it.
const NEED: &[&str] = &[
    "UPDATE needs SET version = version + 1, title = '', title_sort = '', body = '', who = NULL, how_often = NULL, \
     wanted_effect = NULL, law = NULL, on_behalf_of = NULL, heard_at = NULL, identity_reason = NULL, author_id = NULL, \
     chosen_sharing = 'draft', sharing = 'draft', state = 'withdrawn', search = '' WHERE id = $1",
    "UPDATE requirements SET body = '' WHERE need_id = $1",
    "UPDATE voices SET words = NULL WHERE need_id = $1",
    "UPDATE verdicts SET reason = NULL WHERE need_id = $1",
    "UPDATE coverages SET evidence = NULL WHERE requirement_id IN (SELECT id FROM requirements WHERE need_id = $1)",
];

/// The texts of a case, and of what was scored, planned and decided on it. The minutes of forums are the forums' own and stay.
const CASE: &[&str] = &[
    "UPDATE cases SET version = version + 1, title = '', title_sort = '', statement = '', owner_id = NULL, sharing = 'draft', \
     search = '' WHERE id = $1",
    "UPDATE case_evidence SET body = '' WHERE case_id = $1",
    "UPDATE case_answers SET evidence = '' WHERE case_id = $1",
    "UPDATE decisions SET reason = '' WHERE case_id = $1",
    "DELETE FROM case_costs WHERE case_id = $1",
    "UPDATE scores SET comment = '' WHERE case_id = $1",
    "UPDATE portfolio_cases SET reason = '' WHERE case_id = $1",
];

/// The texts of an initiative, its introductions and its benefits. Lessons are knowledge of their own and stay.
const INITIATIVE: &[&str] = &[
    "UPDATE initiatives SET version = version + 1, title = '', title_sort = '', search = '', purpose = '', next_step = '', \
     project_url = '', links = '[]', chain = '[]', closed_reason = '' WHERE id = $1",
    "UPDATE rollouts SET go_reason = '', changes = '[]' WHERE initiative_id = $1",
    "UPDATE readiness_answers SET note = '' WHERE initiative_id = $1",
    "UPDATE rollout_actions SET body = '' WHERE initiative_id = $1",
    "UPDATE obstacles SET body = '', measure = '', solved_how = '' WHERE initiative_id = $1",
    "UPDATE measurements SET method = '', note = '' WHERE benefit_id IN (SELECT id FROM benefits WHERE initiative_id = $1)",
    "UPDATE benefits SET receiver = '', indicator = '', method = '', origin = '' WHERE initiative_id = $1",
];

/// What others wrote about a record and were told of it.
const AROUND: &[&str] = &[
    "DELETE FROM comments WHERE subject_kind = $2 AND subject_id = $1",
    "DELETE FROM notices WHERE subject_kind = $2 AND subject_id = $1",
    "DELETE FROM openings WHERE subject_kind = $2 AND subject_id = $1",
    "DELETE FROM reminders WHERE subject_kind = $2 AND subject_id = $1",
];

/// Empties what is disposed of, and gives what the trail held of it, for the event that says so; for many rows, how many there were.
///
/// # Errors
/// When the database fails.
pub async fn empty(
    tx: &mut Tx,
    organisation: OrganisationId,
    item: &Disposable,
    before: Instant,
) -> Result<(Vec<trail::Emptied>, u64), StoreError> {
    let own = organisation.to_string();
    let rows = match item.kind {
        DisposedKind::Need => return record(tx, NEED, (SubjectKind::Need, &item.subject)).await,
        DisposedKind::Case => return record(tx, CASE, (SubjectKind::Case, &item.subject)).await,
        DisposedKind::Initiative => {
            return record(tx, INITIATIVE, (SubjectKind::Initiative, &item.subject)).await;
        }
        DisposedKind::Comment => return comments(tx, &item.subject).await,
        DisposedKind::Notice => {
            sql("DELETE FROM notices WHERE organisation_id = $1 AND at < $2 AND mail_at IS NULL")
                .bind(own)
                .bind(before.milliseconds())
                .execute(tx)
                .await?
        }
        DisposedKind::Letter => {
            sql("DELETE FROM letters WHERE mail_at IS NULL AND id < $2 AND email IN \
                 (SELECT email FROM people JOIN assignments ON person_id = people.id WHERE organisation_id = $1)")
            .bind(own)
            .bind(letters_before(before))
            .execute(tx)
            .await?
        }
        DisposedKind::Session => {
            sql("DELETE FROM sessions WHERE organisation_id = $1 AND expires < $2")
                .bind(own)
                .bind(before.milliseconds())
                .execute(tx)
                .await?
        }
    };
    Ok((Vec::new(), rows))
}

async fn record(
    tx: &mut Tx,
    statements: &[&'static str],
    (kind, id): (SubjectKind, &str),
) -> Result<(Vec<trail::Emptied>, u64), StoreError> {
    for statement in statements {
        sql(statement).bind(id).execute(tx).await?;
    }
    for statement in AROUND {
        sql(statement).bind(id).bind(kind.code()).execute(tx).await?;
    }
    Ok((trail::empty(tx, (kind, id), "").await?, 1))
}

/// What people have said about a record; the record stays.
async fn comments(tx: &mut Tx, subject: &str) -> Result<(Vec<trail::Emptied>, u64), StoreError> {
    let rows = sql("DELETE FROM comments WHERE subject_id = $1").bind(subject).execute(tx).await?;
    let mut emptied = Vec::new();
    for kind in [SubjectKind::Need, SubjectKind::Case, SubjectKind::Initiative] {
        emptied.extend(trail::empty(tx, (kind, subject), "comment").await?);
    }
    Ok((emptied, rows))
}

/// The initiatives of a case that goes.
///
/// # Errors
/// When the database fails.
pub async fn initiatives_of(tx: &mut Tx, case: &str) -> Result<Vec<Disposable>, StoreError> {
    let rows = sql("SELECT id, number, updated FROM initiatives WHERE case_id = $1 ORDER BY id")
        .bind(case)
        .all(tx)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Disposable {
                kind: DisposedKind::Initiative,
                subject: row.text("id")?,
                number: row.text("number")?,
                title: String::new(),
                closed: Instant::from_milliseconds(row.int("updated")?).day(),
                count: 1,
            })
        })
        .collect()
}
