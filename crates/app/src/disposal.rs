//! Disposal (gallring): the rules, what they would dispose of now, and decisions, which one administrator writes down and another carries out.
//!
//! Nothing is emptied without a decision of the organisation whose it is. When it is carried out what is old enough is asked again: what has
//! been taken up meanwhile stays. Not here: the package of a case, which is offered before (`case`).

use domain::disposal::{Disposable, Disposal, DisposalRule, DisposalState, DisposedKind, MONTHS_MAX};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{DisposalId, OrganisationId};
use domain::instant::Instant;
use domain::number::Number;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::sharing::Sharing;
use domain::text::SHORT_MAX;
use jiff::civil::Date;
use store::trail::{EMPTIED, Emptied};
use store::{StoreError, Tx};

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::initiative::name_of;
use crate::{App, case, need};

/// What every installation begins with.
const PROPOSAL: &str = include_str!("../../../defaults/disposal.json");

#[derive(serde::Deserialize)]
struct Proposed {
    kind: DisposedKind,
    months: Option<u32>,
}

/// A rule with who said so.
#[derive(Debug, Clone)]
pub struct RuleRow {
    /// The rule.
    pub rule: DisposalRule,
    /// Who changed it last.
    pub person: Option<String>,
}

/// A disposal with names.
#[derive(Debug, Clone)]
pub struct DisposalPage {
    /// The disposal.
    pub disposal: Disposal,
    /// What it is about, and whether each has been emptied.
    pub items: Vec<(Disposable, bool)>,
    /// Who wrote it down.
    pub proposed_by: String,
    /// Who carried it out or took it back.
    pub done_by: Option<String>,
    /// Whether the reader may carry it out: another than who wrote it down.
    pub may_carry_out: bool,
}

/// By which decision a record was disposed of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposedBy {
    /// The reference.
    pub reference: String,
    /// The day of the decision.
    pub decided_on: Date,
}

impl App {
    /// The rules that hold, one for each kind.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn disposal_rules(&self, actor: &Actor) -> Result<Vec<RuleRow>, AppError> {
        if matches!(actor, Actor::Anonymous) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.read().await?;
        let mut rows = Vec::new();
        for rule in rules(&mut tx).await? {
            rows.push(RuleRow { person: name_of(&mut tx, rule.person).await?, rule });
        }
        Ok(rows)
    }

    /// Whether the actor may change the rules.
    #[must_use]
    pub fn may_change_disposal_rules(&self, actor: &Actor) -> bool {
        let nobodys = Subject { owner: None, author: None, sharing: Sharing::Public };
        actor.may(Deed::StewardOrganisations, &nobodys)
    }

    /// Changes how long a kind of record is kept, over the revision that was read.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is no steward; [`AppError::Invalid`] for months that cannot be kept; [`AppError::Refused`] when the
    /// rule was changed meanwhile.
    pub async fn change_disposal_rule(
        &self,
        actor: &Actor,
        (kind, revision): (DisposedKind, i64),
        (months, note): (&str, &str),
    ) -> Result<(), AppError> {
        if !self.may_change_disposal_rules(actor) {
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let before = rules(&mut tx).await?.into_iter().find(|rule| rule.kind == kind);
        let before = before.ok_or(AppError::NotFound)?;
        let mut checked = Checked::new(now);
        let months = match months.trim() {
            "" => None,
            written => {
                let read = written.parse().ok().filter(|months| *months <= MONTHS_MAX);
                if read.is_none() {
                    checked.add("months", 0, FieldProblem::NotANumber);
                }
                read
            }
        };
        let note = checked.required("note", 0, note, SHORT_MAX);
        checked.done()?;
        if before.revision != revision {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let person = actor.member().map(|member| member.person);
        let after = DisposalRule { kind, revision: revision + 1, months, note, person, at: now };
        match store::disposal::insert_rule(&mut tx, &after).await {
            Err(StoreError::Taken) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            done => done?,
        }
        let written = |months: Option<u32>| months.map(|months| months.to_string()).unwrap_or_default();
        let changes = [
            Change::between("months", &written(before.months), &written(after.months)),
            Change::between("note", &before.note, &after.note),
        ];
        let about = (SubjectKind::Disposal, kind.code().to_owned());
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(&mut tx, doer(actor), about, EventKind::DisposalRuleChanged, changes).await?;
        Ok(tx.commit().await?)
    }

    /// What the rules would dispose of now, of the organisation acted for.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not administer it.
    pub async fn would_dispose(&self, actor: &Actor) -> Result<Vec<Disposable>, AppError> {
        let member = administers(actor)?;
        let mut tx = self.db.read().await?;
        old_enough(&mut tx, member.organisation, self.clock.now().day()).await
    }

    /// Writes down a decision to dispose of everything that the rules allow now.
    ///
    /// # Errors
    /// As [`App::would_dispose`]; [`AppError::Invalid`] without a reference or with a day to come; [`AppError::Refused`] where there is nothing
    /// to dispose of.
    pub async fn propose_disposal(
        &self,
        actor: &Actor,
        (reference, decided_on): (&str, &str),
    ) -> Result<Disposal, AppError> {
        let member = administers(actor)?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let reference = checked.required("reference", 0, reference, SHORT_MAX);
        let decided_on = checked.required_day("decided_on", 0, decided_on);
        if decided_on.is_some_and(|day| day > now.day()) {
            checked.add("decided_on", 0, FieldProblem::DayToCome);
        }
        checked.done()?;
        let decided_on = decided_on.ok_or(AppError::NotFound)?;
        let mut tx = self.db.write().await?;
        let items = old_enough(&mut tx, member.organisation, now.day()).await?;
        if items.is_empty() {
            return Err(AppError::Refused(Refusal::NothingToDispose));
        }
        let disposal = Disposal {
            id: DisposalId::at(now),
            version: 1,
            organisation: member.organisation,
            reference,
            decided_on,
            state: DisposalState::Proposed,
            proposed: (member.person, now),
            done: None,
        };
        store::disposal::insert(&mut tx, &disposal, &items).await?;
        let changes = [
            Change::between("reference", "", &disposal.reference),
            Change::between("decided_on", "", &disposal.decided_on.to_string()),
            Change::between("records", "", &items.len().to_string()),
        ];
        self.disposal_event(&mut tx, actor, disposal.id, EventKind::Created, changes).await?;
        tx.commit().await?;
        Ok(disposal)
    }

    /// The disposals of the organisation acted for, latest first.
    ///
    /// # Errors
    /// As [`App::would_dispose`].
    pub async fn disposals(&self, actor: &Actor) -> Result<Vec<Disposal>, AppError> {
        let member = administers(actor)?;
        let mut tx = self.db.read().await?;
        Ok(store::disposal::of_organisation(&mut tx, member.organisation).await?)
    }

    /// A disposal with what it is about.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for one of another organisation, and for who does not administer the own.
    pub async fn read_disposal(&self, actor: &Actor, id: DisposalId) -> Result<DisposalPage, AppError> {
        let mut tx = self.db.read().await?;
        let disposal = load(&mut tx, actor, id).await?;
        let is_other = actor.member().is_some_and(|member| member.person != disposal.proposed.0);
        Ok(DisposalPage {
            items: store::disposal::items(&mut tx, id).await?,
            proposed_by: name_of(&mut tx, Some(disposal.proposed.0)).await?.unwrap_or_default(),
            done_by: name_of(&mut tx, disposal.done.map(|(person, _)| person)).await?,
            may_carry_out: is_other && disposal.state == DisposalState::Proposed,
            disposal,
        })
    }

    /// Carries out a disposal that another has written down, and gives how many records were emptied. What is not old enough any more stays.
    ///
    /// # Errors
    /// As [`App::read_disposal`]; [`AppError::Refused`] with [`Refusal::SamePerson`] for who wrote it down, and with
    /// [`Refusal::ChangedMeanwhile`] for one that is not waiting as it was read.
    pub async fn carry_out_disposal(
        &self,
        actor: &Actor,
        (id, version): (DisposalId, i64),
    ) -> Result<usize, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let (disposal, member) = waiting(&mut tx, actor, (id, version)).await?;
        if member.person == disposal.proposed.0 {
            return Err(AppError::Refused(Refusal::SamePerson));
        }
        let still = old_enough(&mut tx, disposal.organisation, now.day()).await?;
        let before = before(&mut tx, now.day()).await?;
        let mut emptied = 0;
        for (item, _) in store::disposal::items(&mut tx, id).await? {
            if !still.iter().any(|one| (one.kind, &one.subject) == (item.kind, &item.subject)) {
                continue;
            }
            let day = before.iter().find(|(kind, _)| *kind == item.kind).map_or(now.day(), |(_, day)| *day);
            if item.kind == DisposedKind::Case {
                for initiative in store::disposal::initiatives_of(&mut tx, &item.subject).await? {
                    self.empty(&mut tx, actor, &disposal, (&initiative, day)).await?;
                }
            }
            self.empty(&mut tx, actor, &disposal, (&item, day)).await?;
            emptied += 1;
        }
        let done = Some((member.person, now));
        self.end_disposal(tx, actor, Disposal { state: DisposalState::Done, done, ..disposal }).await?;
        Ok(emptied)
    }

    /// Takes a disposal back that nobody has carried out.
    ///
    /// # Errors
    /// As [`App::carry_out_disposal`], but for who may: whoever administers the organisation.
    pub async fn take_disposal_back(
        &self,
        actor: &Actor,
        (id, version): (DisposalId, i64),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (disposal, member) = waiting(&mut tx, actor, (id, version)).await?;
        let done = Some((member.person, self.clock.now()));
        self.end_disposal(tx, actor, Disposal { state: DisposalState::TakenBack, done, ..disposal }).await
    }

    /// By which decision the record with this number was disposed of, for who could read it before.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn disposed_by(&self, actor: &Actor, number: Number) -> Result<Option<DisposedBy>, AppError> {
        let mut tx = self.db.read().await?;
        let Some((by, sharing)) = store::disposal::by_number(&mut tx, &number.to_string()).await? else {
            return Ok(None);
        };
        let was = Subject { owner: Some(by.organisation), author: None, sharing };
        let knew = actor.may(Deed::Read, &was);
        Ok(knew.then_some(DisposedBy { reference: by.reference, decided_on: by.decided_on }))
    }

    /// Empties one record or many rows, and tells under which decision.
    async fn empty(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        disposal: &Disposal,
        (item, day): (&Disposable, Date),
    ) -> Result<(), AppError> {
        let was = shared(tx, item).await?;
        let before = Instant::when_clocks_show(day.at(0, 0, 0, 0)).unwrap_or(disposal.proposed.1);
        let (emptied, rows) = store::disposal::empty(tx, disposal.organisation, item, before).await?;
        let count = i64::try_from(rows).unwrap_or(i64::MAX);
        let item = Disposable { count, ..item.clone() };
        store::disposal::keep_emptied(tx, disposal.id, &item, was).await?;
        let written: Vec<String> = emptied.iter().map(Emptied::to_string).collect();
        let changes = [
            Change::between("disposed", "", item.kind.code()),
            Change::between("number", "", &item.number),
            Change::between("records", "", &count.to_string()),
            Change::between("reference", "", &disposal.reference),
            Change::between("decided_on", "", &disposal.decided_on.to_string()),
            Change::between(EMPTIED, "", &written.join(" ")),
        ];
        // On the record itself, so that indexes and registers let go of it.
        let about = match item.kind {
            DisposedKind::Need => (SubjectKind::Need, item.subject.clone()),
            DisposedKind::Case => (SubjectKind::Case, item.subject.clone()),
            DisposedKind::Initiative => (SubjectKind::Initiative, item.subject.clone()),
            DisposedKind::Comment | DisposedKind::Notice | DisposedKind::Letter | DisposedKind::Session => {
                (SubjectKind::Disposal, disposal.id.to_string())
            }
        };
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(tx, doer(actor), about, EventKind::Disposed, changes).await
    }

    async fn end_disposal(&self, mut tx: Tx, actor: &Actor, ended: Disposal) -> Result<(), AppError> {
        match store::disposal::update(&mut tx, &ended).await {
            Err(StoreError::Stale) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            done => done?,
        }
        let kind = match ended.state {
            DisposalState::Done => EventKind::Decided,
            DisposalState::Proposed | DisposalState::TakenBack => EventKind::Withdrawn,
        };
        let reference = [Change::between("reference", "", &ended.reference)];
        self.disposal_event(&mut tx, actor, ended.id, kind, reference).await?;
        Ok(tx.commit().await?)
    }

    async fn disposal_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: DisposalId,
        kind: EventKind,
        changes: impl IntoIterator<Item = Option<Change>>,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Disposal, id.to_string());
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(tx, doer(actor), about, kind, changes).await
    }
}

/// Whoever may dispose of records of the organisation acted for.
fn administers(actor: &Actor) -> Result<&Member, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    let may = actor.may(Deed::AnswerForOrganisation, &Subject::of(member.organisation));
    if may { Ok(member) } else { Err(AppError::Denied) }
}

/// The disposal, for who may carry out one of its organisation.
async fn load(tx: &mut Tx, actor: &Actor, id: DisposalId) -> Result<Disposal, AppError> {
    let found = store::disposal::get(tx, id).await?;
    let may = |one: &Disposal| actor.may(Deed::AnswerForOrganisation, &Subject::of(one.organisation));
    found.filter(may).ok_or(AppError::NotFound)
}

/// The disposal, if it still waits as it was read, and who acts.
async fn waiting<'a>(
    tx: &mut Tx,
    actor: &'a Actor,
    (id, version): (DisposalId, i64),
) -> Result<(Disposal, &'a Member), AppError> {
    let disposal = load(tx, actor, id).await?;
    if disposal.state != DisposalState::Proposed || disposal.version != version {
        return Err(AppError::Refused(Refusal::ChangedMeanwhile));
    }
    Ok((disposal, actor.member().ok_or(AppError::Denied)?))
}

/// The rules that hold: those that somebody has written, and for the others what is proposed.
async fn rules(tx: &mut Tx) -> Result<Vec<DisposalRule>, AppError> {
    let written = store::disposal::rules(tx).await?;
    let proposed: Vec<Proposed> = serde_json::from_str(PROPOSAL).map_err(|_| unreadable())?;
    let rule = |one: &Proposed| {
        let latest = written.iter().filter(|rule| rule.kind == one.kind).max_by_key(|rule| rule.revision);
        latest.cloned().unwrap_or_else(|| DisposalRule {
            kind: one.kind,
            revision: 0,
            months: one.months,
            note: String::new(),
            person: None,
            at: Instant::from_milliseconds(0),
        })
    };
    Ok(proposed.iter().map(rule).collect())
}

fn unreadable() -> AppError {
    StoreError::Damaged { column: "defaults", value: "disposal.json".to_owned() }.into()
}

/// Before which day each kind must have been closed; nothing of what is kept for good.
async fn before(tx: &mut Tx, today: Date) -> Result<Vec<(DisposedKind, Date)>, AppError> {
    let rules = rules(tx).await?;
    Ok(rules.iter().filter_map(|rule| Some((rule.kind, rule.closed_before(today)?))).collect())
}

async fn old_enough(
    tx: &mut Tx,
    organisation: OrganisationId,
    today: Date,
) -> Result<Vec<Disposable>, AppError> {
    let before = before(tx, today).await?;
    Ok(store::disposal::old_enough(tx, organisation, &before).await?)
}

/// How far a record is shared; what was taken back is known in its organisation.
async fn shared(tx: &mut Tx, item: &Disposable) -> Result<Sharing, AppError> {
    let found = match item.kind {
        DisposedKind::Need => match item.subject.parse() {
            Ok(id) => store::need::get(tx, id).await?.map(|found| need::subject(&found).sharing),
            Err(_) => None,
        },
        DisposedKind::Case => match item.subject.parse() {
            Ok(id) => store::case::get(tx, id).await?.map(|found| case::subject(&found).sharing),
            Err(_) => None,
        },
        DisposedKind::Initiative => match item.subject.parse() {
            Ok(id) => match store::initiative::get(tx, id).await? {
                Some(found) => store::case::get(tx, found.case).await?.map(|found| found.sharing),
                None => None,
            },
            Err(_) => None,
        },
        DisposedKind::Comment | DisposedKind::Notice | DisposedKind::Letter | DisposedKind::Session => None,
    };
    Ok(found.unwrap_or(Sharing::Organisation).max(Sharing::Organisation))
}
