//! Benefits: writing them, measuring them, when they are to be measured, and the register of all.
//!
//! Each organisation keeps its own. What was hoped for and what came are two columns that are never added up. Not here: what an outcome
//! is (`domain::benefit`).

mod due;
mod register;

pub use register::{BenefitFilter, BenefitSum};

use domain::benefit::{
    BENEFITS_MAX, Benefit, BenefitKind, BenefitProblem, Confidence, FollowUp, MeasuredBy, Measurement,
    Outcome, Reading, UNIT_MAX, follow_ups,
};
use domain::event::{Change, EventKind};
use domain::id::{BenefitId, FollowUpId, MeasurementId, OrganisationId, PersonId};
use domain::initiative::Initiative;
use domain::instant::Instant;
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::text::{NEED_TEXT_MAX, SHORT_MAX, TextProblem};
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::Tx;

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::initiative::{goes_on, load, name_of, own_party, people, person_in, stale};
use crate::{App, Directory};

/// A day to measure counts as done by a measurement so many days before it.
const EARLY_DAYS: i64 = 45;

/// A benefit with names and what came of it.
#[derive(Debug, Clone)]
pub struct BenefitRow {
    /// The benefit.
    pub benefit: Benefit,
    /// Of which initiative.
    pub initiative: (Number, String),
    /// Short name of whose it is.
    pub organisation: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What has been measured, latest day first.
    pub measurements: Vec<Measurement>,
    /// What the latest says.
    pub outcome: Outcome,
    /// When it is to be measured, first day first.
    pub follow_ups: Vec<FollowUp>,
    /// Whether it should have been measured by now.
    pub is_overdue: bool,
}

impl BenefitRow {
    /// The latest measurement.
    #[must_use]
    pub fn latest(&self) -> Option<&Measurement> {
        self.measurements.first()
    }

    /// The next day that it is to be measured.
    #[must_use]
    pub fn next(&self) -> Option<&FollowUp> {
        self.follow_ups.iter().find(|day| day.done.is_none())
    }
}

/// A benefit as its page shows it.
#[derive(Debug, Clone)]
pub struct BenefitPage {
    /// The benefit.
    pub row: BenefitRow,
    /// Of which initiative.
    pub initiative: Initiative,
    /// Who measured what, in the order of the measurements.
    pub measured_by: Vec<Option<String>>,
    /// Figures that others publish for the same, by year.
    pub figures: Vec<domain::figure::Figure>,
    /// What they are of.
    pub series: Option<domain::figure::Series>,
    /// Whether the reader may change and measure it.
    pub may_keep: bool,
    /// Today.
    pub today: Date,
}

/// A benefit as it is sent.
#[derive(Debug, Clone, Default)]
pub struct BenefitInput {
    /// The code of its kind.
    pub kind: String,
    /// Whether it is a negative effect.
    pub is_negative: bool,
    /// Who has it.
    pub receiver: String,
    /// What is measured.
    pub indicator: String,
    /// In what.
    pub unit: String,
    /// How.
    pub method: String,
    /// Where the figures come from.
    pub source: String,
    /// How it was before.
    pub baseline: String,
    /// On which day.
    pub baseline_on: String,
    /// What is hoped for.
    pub target: String,
    /// By when.
    pub target_on: String,
    /// The code of how sure it is.
    pub confidence: String,
    /// Who answers for it.
    pub person: String,
    /// The published figure it is measured by.
    pub kpi: String,
}

/// A measurement as it is sent.
#[derive(Debug, Clone, Default)]
pub struct MeasurementInput {
    /// How much.
    pub value: String,
    /// On which day.
    pub on: String,
    /// In what; the benefit's own where nothing is said.
    pub unit: String,
    /// How it was measured.
    pub method: String,
    /// What is to be said of it.
    pub note: String,
    /// The code of how sure it is.
    pub confidence: String,
    /// The year whose published figure it is; empty for an own measurement.
    pub figure: String,
}

/// The benefits of an initiative with names.
pub(crate) async fn of_initiative(
    tx: &mut Tx,
    directory: &Directory,
    initiative: &Initiative,
    today: Date,
) -> Result<Vec<BenefitRow>, AppError> {
    let mut rows = Vec::new();
    for benefit in store::benefit::of_initiative(tx, initiative.id).await? {
        rows.push(row(tx, directory, initiative, benefit, today).await?);
    }
    Ok(rows)
}

pub(crate) async fn row(
    tx: &mut Tx,
    directory: &Directory,
    initiative: &Initiative,
    benefit: Benefit,
    today: Date,
) -> Result<BenefitRow, AppError> {
    let measurements = store::benefit::measurements(tx, benefit.id).await?;
    let follow_ups = store::benefit::follow_ups(tx, benefit.id).await?;
    let is_overdue =
        benefit.given_up.is_none() && follow_ups.iter().any(|day| day.done.is_none() && day.due < today);
    Ok(BenefitRow {
        initiative: (initiative.number, initiative.title.clone()),
        organisation: directory.short_name(benefit.organisation),
        owner: name_of(tx, benefit.owner).await?,
        outcome: benefit.outcome(measurements.first().map(|one| one.reading)),
        measurements,
        follow_ups,
        is_overdue,
        benefit,
    })
}

/// Sets the days on which a benefit is measured after going live, each once.
pub(crate) async fn set_follow_ups(
    tx: &mut Tx,
    benefit: BenefitId,
    live: Date,
    now: Instant,
) -> Result<(), AppError> {
    let there = store::benefit::follow_ups(tx, benefit).await?;
    for (months, due) in follow_ups(live) {
        if there.iter().all(|day| day.months != Some(months)) {
            let day = FollowUp {
                id: FollowUpId::at(now),
                benefit,
                due,
                months: Some(months),
                told: None,
                done: None,
            };
            store::benefit::put_follow_up(tx, &day).await?;
        }
    }
    Ok(())
}

/// Whether the actor keeps a benefit: who it is somebody's to answer for, and who keeps those of the organisation. What has come is
/// measured also after the initiative has ended.
fn keeps(actor: &Actor, benefit: &Benefit) -> bool {
    let Some(member) = actor.member() else { return actor == &Actor::Operator };
    let owns = benefit.owner == Some(member.person) && benefit.organisation == member.organisation;
    owns || actor.may(Deed::KeepBenefit, &Subject::of(benefit.organisation))
}

/// The benefit with its initiative, for who may read them.
async fn find(
    tx: &mut Tx,
    actor: &Actor,
    number: Number,
    id: BenefitId,
) -> Result<(Initiative, Benefit), AppError> {
    let (initiative, _) = load(tx, actor, number).await?;
    let found = store::benefit::get(tx, id).await?.ok_or(AppError::NotFound)?;
    if found.initiative == initiative.id { Ok((initiative, found)) } else { Err(AppError::NotFound) }
}

async fn to_keep(
    tx: &mut Tx,
    actor: &Actor,
    number: Number,
    id: BenefitId,
) -> Result<(Initiative, Benefit), AppError> {
    let (initiative, found) = find(tx, actor, number, id).await?;
    if keeps(actor, &found) { Ok((initiative, found)) } else { Err(AppError::Denied) }
}

const fn field_of(problem: BenefitProblem) -> &'static str {
    match problem {
        BenefitProblem::TargetIsBaseline => "target",
        BenefitProblem::TargetTooEarly => "target_on",
        BenefitProblem::NoBaseline => "baseline",
        BenefitProblem::BeforeBaseline => "baseline_on",
        BenefitProblem::ToCome => "on",
        BenefitProblem::OtherUnit => "unit",
    }
}

impl App {
    /// A benefit with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_benefit(
        &self,
        actor: &Actor,
        number: Number,
        id: BenefitId,
    ) -> Result<BenefitPage, AppError> {
        let mut tx = self.db.read().await?;
        let (initiative, found) = find(&mut tx, actor, number, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let code = directory.organisation(found.organisation).and_then(|one| one.municipality_code.clone());
        let (mut figures, mut series) = (Vec::new(), None);
        if let (Some(kpi), Some(code)) = (&found.kpi, code) {
            figures = store::figure::of_series(&mut tx, kpi, &code).await?;
            figures.retain(|figure| figure.gender == domain::figure::Gender::All);
            series = store::figure::series(&mut tx).await?.into_iter().find(|one| one.kpi == *kpi);
        }
        let row = row(&mut tx, &directory, &initiative, found, today).await?;
        let mut measured_by = Vec::new();
        for one in &row.measurements {
            measured_by.push(name_of(&mut tx, one.person).await?);
        }
        let may_keep = keeps(actor, &row.benefit);
        Ok(BenefitPage { row, initiative, measured_by, figures, series, may_keep, today })
    }

    /// Who could answer for a benefit of an organisation, for who keeps its benefits; and the published figures there are.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who keeps none in the initiative.
    pub async fn benefit_choices(
        &self,
        actor: &Actor,
        number: Number,
        of: Option<OrganisationId>,
    ) -> Result<(Vec<(PersonId, String)>, Vec<domain::figure::Series>), AppError> {
        let mut tx = self.db.read().await?;
        let (initiative, _) = load(&mut tx, actor, number).await?;
        let organisation = match of {
            Some(of) => of,
            None => own_party(&mut tx, actor, &initiative, Deed::KeepBenefit).await?,
        };
        Ok((people(&mut tx, organisation).await?, store::figure::series(&mut tx).await?))
    }

    /// Writes a benefit of the actor's organisation. Where it is live already, the days to measure are counted from then.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who keeps no benefits in an organisation that takes part; [`AppError::Invalid`] for fields that cannot be
    /// kept; [`AppError::Refused`] when the initiative has ended.
    pub async fn add_benefit(
        &self,
        actor: &Actor,
        number: Number,
        input: BenefitInput,
    ) -> Result<Benefit, AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, _) = load(&mut tx, actor, number).await?;
        let organisation = own_party(&mut tx, actor, &initiative, Deed::KeepBenefit).await?;
        goes_on(&initiative)?;
        let now = self.clock.now();
        let new = Benefit {
            id: BenefitId::at(now),
            version: 1,
            initiative: initiative.id,
            organisation,
            owner: None,
            kind: BenefitKind::Quality,
            is_negative: false,
            receiver: String::new(),
            indicator: String::new(),
            unit: String::new(),
            method: String::new(),
            source: String::new(),
            baseline: None,
            target: Reading { value: domain::quantity::Quantity(0), on: now.day() },
            confidence: Confidence::Yellow,
            kpi: None,
            given_up: None,
            created: now,
            updated: now,
        };
        let mut checked = Checked::new(now);
        if store::benefit::of_initiative(&mut tx, initiative.id).await?.len() >= BENEFITS_MAX {
            checked.add("indicator", 0, FieldProblem::TooMany);
        }
        let written = self.written(&mut tx, checked, new, input, &[]).await?;
        store::benefit::insert(&mut tx, &written).await?;
        let rollouts = store::rollout::of_initiative(&mut tx, initiative.id).await?;
        let own = rollouts.into_iter().find(|one| one.party.organisation == organisation);
        if let Some(live) = own.and_then(|own| own.live) {
            set_follow_ups(&mut tx, written.id, live, now).await?;
        }
        let changes = Change::between("indicator", "", &written.indicator).into_iter().collect();
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::BenefitSet, changes).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Changes a benefit, over the version that was read.
    ///
    /// # Errors
    /// As [`App::add_benefit`]; also [`AppError::Invalid`] for another unit once something has been measured, and for a baseline after
    /// what has been.
    pub async fn change_benefit(
        &self,
        actor: &Actor,
        number: Number,
        (id, version): (BenefitId, i64),
        input: BenefitInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, number, id).await?;
        goes_on(&initiative)?;
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let measured = store::benefit::measurements(&mut tx, id).await?;
        let checked = Checked::new(self.clock.now());
        let after = self.written(&mut tx, checked, before.clone(), input, &measured).await?;
        if (Benefit { updated: before.updated, ..after.clone() }) == before {
            return Ok(());
        }
        store::benefit::update(&mut tx, &after).await.map_err(stale)?;
        let reading = |reading: Option<Reading>| {
            reading.map(|one| format!("{} ({})", one.value.plain(','), one.on)).unwrap_or_default()
        };
        let mut changes: Vec<Change> =
            Change::between("indicator", &before.indicator, &after.indicator).into_iter().collect();
        if changes.is_empty() {
            changes.extend(Change::between("indicator", "", &after.indicator));
        }
        changes.extend(Change::between("baseline", &reading(before.baseline), &reading(after.baseline)));
        changes.extend(Change::between(
            "target",
            &reading(Some(before.target)),
            &reading(Some(after.target)),
        ));
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::BenefitSet, changes).await?;
        Ok(tx.commit().await?)
    }

    /// The benefit with what was sent, or everything that is wrong with that.
    async fn written(
        &self,
        tx: &mut Tx,
        mut checked: Checked,
        before: Benefit,
        input: BenefitInput,
        measured: &[Measurement],
    ) -> Result<Benefit, AppError> {
        let kind = checked.word("kind", 0, &input.kind, BenefitKind::from_code);
        let confidence = checked.word("confidence", 0, &input.confidence, Confidence::from_code);
        let baseline = checked.amount("baseline", 0, &input.baseline);
        let baseline_on = checked.day("baseline_on", 0, &input.baseline_on);
        if baseline.is_some() && input.baseline_on.trim().is_empty() {
            checked.add("baseline_on", 0, FieldProblem::Text(TextProblem::Missing));
        }
        if baseline_on.is_some() && input.baseline.trim().is_empty() {
            checked.add("baseline", 0, FieldProblem::Text(TextProblem::Missing));
        }
        if baseline_on.is_some_and(|on| on > self.clock.now().day()) {
            checked.add("baseline_on", 0, FieldProblem::DayToCome);
        }
        let target = checked.amount("target", 0, &input.target);
        if input.target.trim().is_empty() {
            checked.add("target", 0, FieldProblem::Text(TextProblem::Missing));
        }
        let target_on = checked.required_day("target_on", 0, &input.target_on);
        let owner = person_in(tx, &mut checked, before.organisation, ("person", 0), &input.person).await?;
        let kpi = match input.kpi.trim() {
            "" => None,
            kpi => {
                let known = store::figure::series(tx).await?.into_iter().find(|one| one.kpi == kpi);
                if known.is_none() {
                    checked.add("kpi", 0, FieldProblem::Unknown);
                }
                known.map(|one| one.kpi)
            }
        };
        let unit = checked.required("unit", 0, &input.unit, UNIT_MAX);
        if !measured.is_empty() && unit != before.unit {
            checked.add("unit", 0, FieldProblem::Benefit(BenefitProblem::OtherUnit));
        }
        let after = Benefit {
            kind: kind.unwrap_or(before.kind),
            is_negative: input.is_negative,
            receiver: checked.required("receiver", 0, &input.receiver, SHORT_MAX),
            indicator: checked.required("indicator", 0, &input.indicator, SHORT_MAX),
            unit,
            method: checked.optional("method", 0, &input.method, NEED_TEXT_MAX),
            source: checked.optional("source", 0, &input.source, SHORT_MAX),
            baseline: baseline.zip(baseline_on).map(|(value, on)| Reading { value, on }),
            target: target.zip(target_on).map_or(before.target, |(value, on)| Reading { value, on }),
            confidence: confidence.unwrap_or(before.confidence),
            owner,
            kpi,
            updated: self.clock.now(),
            ..before
        };
        // What cannot be read has no order to be wrong about.
        if checked.is_fine() {
            for problem in after.problems(measured) {
                checked.add(field_of(problem), 0, FieldProblem::Benefit(problem));
            }
        }
        checked.done()?;
        Ok(after)
    }

    /// Measures a benefit. Days to measure that have come, or are near, are done by it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for a measurement before the baseline, without one, on a day
    /// to come or in another unit, and for a year without a published figure.
    pub async fn measure(
        &self,
        actor: &Actor,
        number: Number,
        id: BenefitId,
        input: MeasurementInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, benefit) = to_keep(&mut tx, actor, number, id).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let published = published(&mut tx, &mut checked, &benefit, &input.figure).await?;
        let (value, on, by) = match published {
            Some((reading, _)) => (Some(reading.value), Some(reading.on), MeasuredBy::Figure),
            None => {
                let value = checked.amount("value", 0, &input.value);
                if input.value.trim().is_empty() && input.figure.is_empty() {
                    checked.add("value", 0, FieldProblem::Text(TextProblem::Missing));
                }
                let on =
                    if input.figure.is_empty() { checked.required_day("on", 0, &input.on) } else { None };
                (value, on, MeasuredBy::Own)
            }
        };
        let unit = input.unit.trim();
        if !unit.is_empty() && unit.to_lowercase() != benefit.unit.to_lowercase() {
            checked.add("unit", 0, FieldProblem::Benefit(BenefitProblem::OtherUnit));
        }
        let method = match &published {
            Some((_, source)) => source.clone(),
            None => checked.optional("method", 0, &input.method, NEED_TEXT_MAX),
        };
        let note = checked.optional("note", 0, &input.note, NEED_TEXT_MAX);
        let confidence = checked.word("confidence", 0, &input.confidence, Confidence::from_code);
        let reading = value.zip(on).map(|(value, on)| Reading { value, on });
        if let Some(Err(problem)) = reading.map(|reading| benefit.accepts(reading, now.day())) {
            let field = match problem {
                BenefitProblem::NoBaseline => "value",
                _ => "on",
            };
            checked.add(field, 0, FieldProblem::Benefit(problem));
        }
        checked.done()?;
        let (Some(reading), Some(confidence)) = (reading, confidence) else { return Err(AppError::NotFound) };
        let person = actor.member().map(|member| member.person);
        let measured = Measurement {
            id: MeasurementId::at(now),
            benefit: benefit.id,
            reading,
            by,
            method: if method.is_empty() { benefit.method.clone() } else { method },
            note,
            confidence,
            person,
            at: now,
        };
        store::benefit::insert_measurement(&mut tx, &measured).await?;
        let soon = reading.on.checked_add(EARLY_DAYS.days()).unwrap_or(reading.on);
        for day in store::benefit::follow_ups(&mut tx, benefit.id).await? {
            if day.done.is_none() && day.due <= soon {
                store::benefit::put_follow_up(&mut tx, &FollowUp { done: Some(now), ..day }).await?;
            }
        }
        let changes = [
            Change::between("indicator", "", &benefit.indicator),
            Change::between("measured", "", &format!("{} {}", reading.value.plain(','), benefit.unit)),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::Measured, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Lets the published figure of a year be the baseline of a benefit, over the version that was read.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for a year without a published figure, and for a baseline
    /// that the target or what has been measured does not fit; [`AppError::Refused`] when the initiative has ended, or somebody has
    /// changed the benefit since.
    pub async fn take_baseline(
        &self,
        actor: &Actor,
        number: Number,
        (id, version): (BenefitId, i64),
        year: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, number, id).await?;
        goes_on(&initiative)?;
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let mut checked = Checked::new(self.clock.now());
        let published = published(&mut tx, &mut checked, &before, year).await?;
        let Some((reading, source)) = published else {
            checked.done()?;
            return Err(AppError::invalid("figure", FieldProblem::Unknown));
        };
        let after = Benefit { baseline: Some(reading), source, updated: self.clock.now(), ..before.clone() };
        for problem in after.problems(&store::benefit::measurements(&mut tx, id).await?) {
            checked.add("figure", 0, FieldProblem::Benefit(problem));
        }
        checked.done()?;
        store::benefit::update(&mut tx, &after).await.map_err(stale)?;
        let written = format!("{} ({})", reading.value.plain(','), reading.on);
        let mut changes: Vec<Change> =
            Change::between("indicator", "", &after.indicator).into_iter().collect();
        changes.extend(Change::between("baseline", "", &written));
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::BenefitSet, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Says why a benefit will have no outcome; or, with nothing said, that it may have one after all.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Refused`] when somebody has changed it since.
    pub async fn give_up_benefit(
        &self,
        actor: &Actor,
        number: Number,
        (id, version): (BenefitId, i64),
        reason: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, number, id).await?;
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let reason = checked.optional("reason", 0, reason, NEED_TEXT_MAX);
        if reason.is_empty() && before.given_up.is_none() {
            checked.add("reason", 0, FieldProblem::Text(TextProblem::Missing));
        }
        checked.done()?;
        let mut changes: Vec<Change> =
            Change::between("indicator", "", &before.indicator).into_iter().collect();
        changes.extend(Change::between("reason", before.given_up.as_deref().unwrap_or_default(), &reason));
        let given_up = (!reason.is_empty()).then_some(reason);
        store::benefit::update(&mut tx, &Benefit { given_up, updated: now, ..before })
            .await
            .map_err(stale)?;
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::BenefitGivenUp, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Sets a day of one's own on which a benefit is to be measured.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for no day, or one that has passed.
    pub async fn set_follow_up(
        &self,
        actor: &Actor,
        number: Number,
        id: BenefitId,
        due: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, benefit) = to_keep(&mut tx, actor, number, id).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let due = checked.required_day("due", 0, due);
        if due.is_some_and(|due| due < now.day()) {
            checked.add("due", 0, FieldProblem::DayPassed);
        }
        checked.done()?;
        let Some(due) = due else { return Err(AppError::NotFound) };
        let there = store::benefit::follow_ups(&mut tx, id).await?;
        if there.iter().any(|day| day.due == due && day.done.is_none()) {
            return Ok(());
        }
        let day =
            FollowUp { id: FollowUpId::at(now), benefit: id, due, months: None, told: None, done: None };
        store::benefit::put_follow_up(&mut tx, &day).await?;
        let changes = [
            Change::between("indicator", "", &benefit.indicator),
            Change::between("due", "", &due.to_string()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::FollowUpSet, changes).await?;
        Ok(tx.commit().await?)
    }
}

/// The published figure of a year for the benefit's organisation, with where it comes from.
async fn published(
    tx: &mut Tx,
    checked: &mut Checked,
    benefit: &Benefit,
    year: &str,
) -> Result<Option<(Reading, String)>, AppError> {
    if year.is_empty() {
        return Ok(None);
    }
    let directory = Directory::read(tx).await?;
    let code = directory.organisation(benefit.organisation).and_then(|one| one.municipality_code.clone());
    let mut found = None;
    if let (Some(kpi), Some(code)) = (&benefit.kpi, code) {
        let figures = store::figure::of_series(tx, kpi, &code).await?;
        let of_year = figures
            .into_iter()
            .find(|figure| figure.gender == domain::figure::Gender::All && figure.year.to_string() == year);
        let series = store::figure::series(tx).await?.into_iter().find(|one| one.kpi == *kpi);
        let reading = of_year.and_then(|figure| {
            Some(Reading { value: figure.value?, on: domain::figure::day_of(figure.year)? })
        });
        found = reading.zip(series.map(|one| format!("{}, {kpi}: {} ({year})", one.source, one.title)));
    }
    if found.is_none() {
        checked.add("figure", 0, FieldProblem::Unknown);
    }
    Ok(found)
}
