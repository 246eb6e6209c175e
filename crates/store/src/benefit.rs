//! Benefits in the database, with what has been measured and when it is to be.
//!
//! Not here: what an outcome is (`domain::benefit`).

use domain::benefit::{Benefit, BenefitKind, Confidence, FollowUp, MeasuredBy, Measurement, Reading};
use domain::id::{BenefitId, FollowUpId, InitiativeId, OrganisationId};
use domain::instant::Instant;
use domain::number::Number;
use domain::permission::Visibility;
use domain::quantity::Quantity;
use jiff::civil::Date;

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::visible::visible;

/// The benefits of an initiative, in the order they were written.
///
/// # Errors
/// When the database fails.
pub async fn of_initiative(tx: &mut Tx, initiative: InitiativeId) -> Result<Vec<Benefit>, StoreError> {
    let rows = sql("SELECT * FROM benefits WHERE initiative_id = $1 ORDER BY created, id")
        .bind(initiative.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// The benefits of all initiatives that can be seen, with the number and title of each one's initiative.
///
/// # Errors
/// When the database fails.
pub async fn seen(
    tx: &mut Tx,
    visibility: &Visibility,
) -> Result<Vec<(Benefit, Number, String)>, StoreError> {
    sql(concat!(
        "SELECT benefits.*, initiatives.number AS initiative_number, initiatives.title AS initiative_title",
        " FROM benefits JOIN initiatives ON initiatives.id = initiative_id JOIN cases ON cases.id = case_id WHERE ",
        visible!("cases.organisation_id", "cases.owner_id"),
        " ORDER BY benefits.id"
    ))
    .bind_visibility(visibility)
    .all(tx)
    .await?
    .iter()
    .map(|row| Ok((read(row)?, row.parsed("initiative_number")?, row.text("initiative_title")?)))
    .collect()
}

/// The benefits of an organisation, in the order they were written.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Benefit>, StoreError> {
    let rows = sql("SELECT * FROM benefits WHERE organisation_id = $1 ORDER BY created, id")
        .bind(organisation.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// The benefit with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: BenefitId) -> Result<Option<Benefit>, StoreError> {
    let row = sql("SELECT * FROM benefits WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a benefit.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, benefit: &Benefit) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO benefits (id, version, initiative_id, organisation_id, person_id, kind, is_negative, \
         receiver, indicator, unit, method, origin, baseline, baseline_on, target, target_on, confidence, kpi, given_up, \
         updated, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
         $20, $21)",
    );
    bind(statement, benefit).bind(benefit.created.milliseconds()).execute_one(tx).await
}

/// Keeps a changed benefit over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, benefit: &Benefit) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE benefits SET version = version + 1, initiative_id = $3, organisation_id = $4, \
         person_id = $5, kind = $6, is_negative = $7, receiver = $8, indicator = $9, unit = $10, method = $11, origin = $12, \
         baseline = $13, baseline_on = $14, target = $15, target_on = $16, confidence = $17, kpi = $18, given_up = $19, \
         updated = $20 WHERE id = $1 AND version = $2",
    );
    bind(statement, benefit).execute_one(tx).await
}

fn bind(statement: Statement, one: &Benefit) -> Statement {
    statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.initiative.to_string())
        .bind(one.organisation.to_string())
        .bind(one.owner.map(|id| id.to_string()))
        .bind(one.kind.code())
        .bind(i64::from(one.is_negative))
        .bind(&one.receiver)
        .bind(&one.indicator)
        .bind(&one.unit)
        .bind(&one.method)
        .bind(&one.source)
        .bind(one.baseline.map(|reading| reading.value.0))
        .bind(one.baseline.map(|reading| reading.on.to_string()))
        .bind(one.target.value.0)
        .bind(one.target.on.to_string())
        .bind(one.confidence.code())
        .bind(&one.kpi)
        .bind(&one.given_up)
        .bind(one.updated.milliseconds())
}

fn read(row: &Row) -> Result<Benefit, StoreError> {
    let baseline = match (row.int_or_none("baseline")?, row.parsed_or_none("baseline_on")?) {
        (Some(value), Some(on)) => Some(Reading { value: Quantity(value), on }),
        _ => None,
    };
    Ok(Benefit {
        id: row.parsed("id")?,
        version: row.int("version")?,
        initiative: row.parsed("initiative_id")?,
        organisation: row.parsed("organisation_id")?,
        owner: row.parsed_or_none("person_id")?,
        kind: row.word("kind", BenefitKind::from_code)?,
        is_negative: row.int("is_negative")? != 0,
        receiver: row.text("receiver")?,
        indicator: row.text("indicator")?,
        unit: row.text("unit")?,
        method: row.text("method")?,
        source: row.text("origin")?,
        baseline,
        target: Reading { value: Quantity(row.int("target")?), on: row.parsed("target_on")? },
        confidence: row.word("confidence", Confidence::from_code)?,
        kpi: row.text_or_none("kpi")?,
        given_up: row.text_or_none("given_up")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}

/// What has been measured of a benefit, latest day first.
///
/// # Errors
/// When the database fails.
pub async fn measurements(tx: &mut Tx, benefit: BenefitId) -> Result<Vec<Measurement>, StoreError> {
    sql("SELECT * FROM measurements WHERE benefit_id = $1 ORDER BY measured_on DESC, at DESC, id DESC")
        .bind(benefit.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| {
            Ok(Measurement {
                id: row.parsed("id")?,
                benefit: row.parsed("benefit_id")?,
                reading: Reading { value: Quantity(row.int("value")?), on: row.parsed("measured_on")? },
                by: row.word("measured_by", MeasuredBy::from_code)?,
                method: row.text("method")?,
                note: row.text("note")?,
                confidence: row.word("confidence", Confidence::from_code)?,
                person: row.parsed_or_none("person_id")?,
                at: Instant::from_milliseconds(row.int("at")?),
            })
        })
        .collect()
}

/// Adds a measurement; one is never changed.
///
/// # Errors
/// When the database fails.
pub async fn insert_measurement(tx: &mut Tx, one: &Measurement) -> Result<(), StoreError> {
    sql("INSERT INTO measurements (id, benefit_id, value, measured_on, measured_by, method, note, confidence, person_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(one.id.to_string())
    .bind(one.benefit.to_string())
    .bind(one.reading.value.0)
    .bind(one.reading.on.to_string())
    .bind(one.by.code())
    .bind(&one.method)
    .bind(&one.note)
    .bind(one.confidence.code())
    .bind(one.person.map(|id| id.to_string()))
    .bind(one.at.milliseconds())
    .execute_one(tx)
    .await
}

/// The days on which a benefit is to be measured, first day first.
///
/// # Errors
/// When the database fails.
pub async fn follow_ups(tx: &mut Tx, benefit: BenefitId) -> Result<Vec<FollowUp>, StoreError> {
    let rows = sql("SELECT * FROM follow_ups WHERE benefit_id = $1 ORDER BY due, id")
        .bind(benefit.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read_follow_up).collect()
}

/// Days that have come and that nobody has been told of, of benefits that may still have an outcome.
///
/// # Errors
/// When the database fails.
pub async fn to_tell(tx: &mut Tx, today: Date) -> Result<Vec<FollowUp>, StoreError> {
    let rows = sql("SELECT follow_ups.* FROM follow_ups JOIN benefits ON benefits.id = benefit_id \
         WHERE due <= $1 AND told IS NULL AND done IS NULL AND given_up IS NULL ORDER BY due, follow_ups.id")
    .bind(today.to_string())
    .all(tx)
    .await?;
    rows.iter().map(read_follow_up).collect()
}

/// Keeps a day as it is now.
///
/// # Errors
/// When the database fails.
pub async fn put_follow_up(tx: &mut Tx, one: &FollowUp) -> Result<(), StoreError> {
    sql("INSERT INTO follow_ups (id, benefit_id, due, months, told, done) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (id) DO UPDATE SET due = excluded.due, told = excluded.told, done = excluded.done")
    .bind(one.id.to_string())
    .bind(one.benefit.to_string())
    .bind(one.due.to_string())
    .bind(one.months.map(i64::from))
    .bind(one.told.map(Instant::milliseconds))
    .bind(one.done.map(Instant::milliseconds))
    .execute_one(tx)
    .await
}

/// Takes back a day that nothing has been done on.
///
/// # Errors
/// When the database fails, or it was done.
pub async fn remove_follow_up(tx: &mut Tx, id: FollowUpId) -> Result<(), StoreError> {
    sql("DELETE FROM follow_ups WHERE id = $1 AND done IS NULL").bind(id.to_string()).execute_one(tx).await
}

pub(crate) fn read_follow_up(row: &Row) -> Result<FollowUp, StoreError> {
    let months = row.int_or_none("months")?;
    let months = months.map(|months| {
        u32::try_from(months).map_err(|_| StoreError::Damaged { column: "months", value: months.to_string() })
    });
    Ok(FollowUp {
        id: row.parsed("id")?,
        benefit: row.parsed("benefit_id")?,
        due: row.parsed("due")?,
        months: months.transpose()?,
        told: row.int_or_none("told")?.map(Instant::from_milliseconds),
        done: row.int_or_none("done")?.map(Instant::from_milliseconds),
    })
}
