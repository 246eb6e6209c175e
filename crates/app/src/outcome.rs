//! What came of things: for an organisation what it introduces and gets, for a forum what came of what it decided, for who asked what
//! became of the need, and what each member gives and gets.
//!
//! Everything here is counted from rows that can be opened. Giving and getting is coarse on purpose, shown to members alone, in the order
//! of names and never ranked.

use domain::case::{Case, CaseState};
use domain::cost::Ore;
use domain::id::{ForumId, OrganisationId};
use domain::initiative::{Initiative, InitiativeState, PartyRole};
use domain::need::Need;
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::rollout::Rollout;
use jiff::civil::Date;
use store::Tx;
use store::initiative::InitiativeFilter;
use store::need::NeedFilter;
use store::page::Page;

use crate::benefit::{self, BenefitRow};
use crate::case::{self, DecisionRow};
use crate::collaboration::{self, confirmed_members};
use crate::error::AppError;
use crate::initiative::{InitiativeRow, is_used, row};
use crate::rollout::{ActionRow, action_row};
use crate::{App, Directory, cost, forum};

/// Rows of one kind that are looked at.
const ROWS_MAX: u32 = 500;

/// An introduction in the own organisation.
#[derive(Debug, Clone)]
pub struct OwnRollout {
    /// Of which initiative.
    pub initiative: Initiative,
    /// The introduction.
    pub rollout: Rollout,
}

/// What a need came to.
#[derive(Debug, Clone)]
pub struct NeedOutcome {
    /// The need.
    pub need: Need,
    /// The case that it is in, and the name of its stage.
    pub case: Option<(Case, domain::process::Label)>,
    /// What the case led to.
    pub initiatives: Vec<InitiativeRow>,
    /// What became better in the need's own organisation.
    pub benefits: Vec<BenefitRow>,
}

/// What a case costs the own organisation over its years, by the key that was decided.
#[derive(Debug, Clone)]
pub struct OwnCost {
    /// The case.
    pub case: Case,
    /// Money.
    pub money: Ore,
    /// Own hours, in hundredths.
    pub hours: i64,
}

/// What an organisation follows up.
#[derive(Debug, Clone)]
pub struct OutcomePage {
    /// Short name.
    pub organisation: String,
    /// Its introductions, those that go on first.
    pub rollouts: Vec<OwnRollout>,
    /// What the reader has to do.
    pub actions: Vec<ActionRow>,
    /// Its benefits.
    pub benefits: Vec<BenefitRow>,
    /// What it pays and gives, for whom prices are.
    pub costs: Vec<OwnCost>,
    /// What the reader has asked for.
    pub needs: Vec<NeedOutcome>,
    /// Today.
    pub today: Date,
}

/// A decision of a forum and what came of it.
#[derive(Debug, Clone)]
pub struct ForumOutcome {
    /// The case.
    pub case: Case,
    /// The decision.
    pub decision: DecisionRow,
    /// The name of the stage it came to.
    pub stage: domain::process::Label,
    /// What it led to.
    pub initiatives: Vec<InitiativeRow>,
    /// What became better.
    pub benefits: Vec<BenefitRow>,
}

/// What a member gives and gets.
#[derive(Debug, Clone)]
pub struct BalanceRow {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// Short name.
    pub name: String,
    /// How many initiatives it leads, pilots, follows and contributes to.
    pub roles: [usize; 4],
    /// What it pays, coarse, in whole kronor.
    pub money: i64,
    /// What it gives in hours, coarse.
    pub hours: i64,
    /// How many of its benefits have come, wholly or in part, and how many there are.
    pub benefits: (usize, usize),
    /// When it last began to lead anything.
    pub last_led: Option<Date>,
    /// Whether it could be its turn to lead.
    pub is_next: bool,
}

/// The balance of a collaboration.
#[derive(Debug, Clone)]
pub struct Balance {
    /// What the collaboration is called.
    pub collaboration: String,
    /// Its members, by name.
    pub rows: Vec<BalanceRow>,
}

impl App {
    /// What the organisation acted for introduces, gets and pays, and what became of the reader's needs.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn own_outcome(&self, actor: &Actor) -> Result<OutcomePage, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let own = member.organisation;
        let (mut rollouts, mut benefits, mut costs) = (Vec::new(), Vec::new(), Vec::new());
        let mut cases: Vec<domain::id::CaseId> = Vec::new();
        for initiative in initiatives(&mut tx, actor, Some(own)).await? {
            let all = store::rollout::of_initiative(&mut tx, initiative.id).await?;
            let mine = all.into_iter().find(|one| one.party.organisation == own);
            let found = benefit::of_initiative(&mut tx, &directory, &initiative, today).await?;
            benefits.extend(found.into_iter().filter(|row| row.benefit.organisation == own));
            if !cases.contains(&initiative.case) {
                cases.push(initiative.case);
            }
            if let Some(rollout) = mine.filter(Rollout::introduces) {
                rollouts.push(OwnRollout { initiative, rollout });
            }
        }
        for id in cases {
            let Some(case) = store::case::get(&mut tx, id).await? else { continue };
            if cost::may_read(actor, &case)
                && let Some((money, hours)) = share_of(&mut tx, &directory, &case, own).await?
            {
                costs.push(OwnCost { case, money: Ore(money), hours });
            }
        }
        rollouts.sort_by_key(|one| (!one.initiative.is_open(), is_used(&one.rollout)));
        let mut actions = Vec::new();
        for action in store::rollout::actions_of(&mut tx, own, member.person).await? {
            let Some(of) = store::initiative::get(&mut tx, action.initiative).await? else { continue };
            actions.push(action_row(&mut tx, actor, &directory, (of.number, action), today).await?);
        }
        let filter =
            NeedFilter { organisation: Some(own), author: Some(member.person), ..NeedFilter::default() };
        let mut needs = Vec::new();
        let listed = store::need::list(&mut tx, &actor.visibility(), &filter, Page::new(1, ROWS_MAX)).await?;
        for need in listed.rows {
            needs.push(need_outcome(&mut tx, actor, &directory, need, today).await?);
        }
        Ok(OutcomePage {
            organisation: directory.short_name(own),
            rollouts,
            actions,
            benefits,
            costs,
            needs,
            today,
        })
    }

    /// What became of a need.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a need that the reader may not see.
    pub async fn outcome_of_need(&self, actor: &Actor, number: Number) -> Result<NeedOutcome, AppError> {
        let mut tx = self.db.read().await?;
        let need = crate::need::load(&mut tx, actor, number, Deed::Read).await?;
        let directory = Directory::read(&mut tx).await?;
        need_outcome(&mut tx, actor, &directory, need, self.clock.now().day()).await
    }

    /// What a forum has decided and what came of it, latest decision first, each case once.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a forum that the reader may not see.
    pub async fn forum_outcome(
        &self,
        actor: &Actor,
        id: ForumId,
    ) -> Result<(domain::forum::Forum, Vec<ForumOutcome>), AppError> {
        let mut tx = self.db.read().await?;
        let found = forum::load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let mut rows: Vec<ForumOutcome> = Vec::new();
        for decision in store::case::decisions_of_forum(&mut tx, id).await? {
            let Some(case) = store::case::get(&mut tx, decision.case).await? else { continue };
            let is_known = rows.iter().any(|row| row.case.id == case.id);
            if is_known || !actor.may(Deed::Read, &case::subject(&case)) {
                continue;
            }
            let process = case::process_of(&mut tx, &case).await?;
            let stage = case.stage_in(&process.definition).map(|stage| stage.name.clone());
            let (mut initiatives, mut benefits) = (Vec::new(), Vec::new());
            for initiative in store::initiative::of_case(&mut tx, case.id).await? {
                benefits.extend(benefit::of_initiative(&mut tx, &directory, &initiative, today).await?);
                initiatives.push(row(&mut tx, &directory, initiative, today).await?);
            }
            let person = crate::initiative::name_of(&mut tx, decision.person).await?;
            let organisation = directory.short_name(decision.organisation);
            rows.push(ForumOutcome {
                stage: stage.unwrap_or_default(),
                decision: DecisionRow { decision, person, organisation },
                initiatives,
                benefits,
                case,
            });
        }
        Ok((found, rows))
    }

    /// What each member of the reader's collaboration gives and gets.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who has no role in a member organisation.
    pub async fn balance(&self, actor: &Actor) -> Result<Option<Balance>, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !actor.may(Deed::ReadBalance, &Subject::of(member.organisation)) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.read().await?;
        let Some(collaboration) = collaboration::first_of(&mut tx, member.organisation).await? else {
            return Ok(None);
        };
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let mut rows: Vec<BalanceRow> = Vec::new();
        for organisation in confirmed_members(&mut tx, collaboration).await? {
            rows.push(BalanceRow {
                organisation,
                name: directory.short_name(organisation),
                roles: [0; 4],
                money: 0,
                hours: 0,
                benefits: (0, 0),
                last_led: None,
                is_next: false,
            });
        }
        let mut cases: Vec<domain::id::CaseId> = Vec::new();
        for initiative in initiatives(&mut tx, actor, None).await? {
            let Some(case) = store::case::get(&mut tx, initiative.case).await? else { continue };
            if case.collaboration != Some(collaboration) || initiative.state == InitiativeState::Rejoined {
                continue;
            }
            for rollout in store::rollout::of_initiative(&mut tx, initiative.id).await? {
                let own = rows.iter_mut().find(|row| row.organisation == rollout.party.organisation);
                if let Some(own) = own {
                    own.roles[place(rollout.party.role)] += 1;
                    if rollout.party.role == PartyRole::Lead {
                        own.last_led = own.last_led.max(Some(initiative.created.day()));
                    }
                }
            }
            for found in benefit::of_initiative(&mut tx, &directory, &initiative, today).await? {
                let own = rows.iter_mut().find(|row| row.organisation == found.benefit.organisation);
                if let Some(own) = own.filter(|_| !found.benefit.is_negative) {
                    own.benefits.1 += 1;
                    own.benefits.0 += usize::from(has_come(&found));
                }
            }
            if cases.contains(&case.id) || !cost::may_read(actor, &case) {
                continue;
            }
            cases.push(case.id);
            for own in &mut rows {
                if let Some((money, hours)) = share_of(&mut tx, &directory, &case, own.organisation).await? {
                    own.money += money / 100;
                    own.hours += hours / 100;
                }
            }
        }
        for own in &mut rows {
            own.money = coarse(own.money, 50_000);
            own.hours = coarse(own.hours, 20);
        }
        suggest(&mut rows, &directory);
        rows.sort_by_key(|row| store::page::sort_key(&row.name));
        let found = store::collaboration::get(&mut tx, collaboration).await?;
        Ok(Some(Balance { collaboration: found.map(|one| one.name).unwrap_or_default(), rows }))
    }
}

const fn place(role: PartyRole) -> usize {
    match role {
        PartyRole::Lead => 0,
        PartyRole::Pilot => 1,
        PartyRole::Follower => 2,
        PartyRole::Contributor => 3,
    }
}

const fn has_come(row: &BenefitRow) -> bool {
    matches!(row.outcome, domain::benefit::Outcome::Reached | domain::benefit::Outcome::Partly)
}

/// To the nearest whole step: who gives 47 hours and who gives 52 give the same.
const fn coarse(amount: i64, step: i64) -> i64 {
    (amount + step / 2) / step * step
}

/// Whose turn it could be: the municipality that has led least, and of those the one that led longest ago. Where several have led
/// nothing, all of them.
fn suggest(rows: &mut [BalanceRow], directory: &Directory) {
    let is_municipality = |row: &BalanceRow| {
        directory.organisation(row.organisation).is_some_and(|one| one.municipality_code.is_some())
    };
    let order = |row: &BalanceRow| (row.roles[0], row.last_led);
    let least = rows.iter().filter(|row| is_municipality(row)).map(order).min();
    let most = rows.iter().filter(|row| is_municipality(row)).map(order).max();
    // Where all have led the same, it is nobody's turn before another's.
    if least == most {
        return;
    }
    for row in rows.iter_mut() {
        row.is_next = is_municipality(row) && Some(order(row)) == least;
    }
}

async fn initiatives(
    tx: &mut Tx,
    actor: &Actor,
    organisation: Option<OrganisationId>,
) -> Result<Vec<Initiative>, AppError> {
    let filter = InitiativeFilter {
        organisation,
        state: store::case::ANY_STATE.to_owned(),
        ..InitiativeFilter::default()
    };
    let mut found = Vec::new();
    for page in 1.. {
        let read =
            store::initiative::list(tx, &actor.visibility(), &filter, Page::new(page, ROWS_MAX)).await?;
        if read.rows.is_empty() {
            break;
        }
        found.extend(read.rows);
    }
    Ok(found)
}

/// What an organisation pays and gives over all years of a case, by the key that was decided; nothing where none was.
async fn share_of(
    tx: &mut Tx,
    directory: &Directory,
    case: &Case,
    organisation: OrganisationId,
) -> Result<Option<(i64, i64)>, AppError> {
    let Some((sheet, ..)) = store::cost::of_case(tx, case.id).await? else { return Ok(None) };
    let (Some(key), Some(place)) =
        (sheet.chosen, sheet.parties.iter().position(|party| party.organisation == organisation))
    else {
        return Ok(None);
    };
    let part = |of: domain::cost::CostSheet| {
        let shared = of.shared(key, |id| directory.population(id)).ok()?;
        shared.get(place).map(|ore| ore.0)
    };
    Ok(part(sheet.money()).zip(part(sheet.hours())))
}

async fn need_outcome(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    need: Need,
    today: Date,
) -> Result<NeedOutcome, AppError> {
    let own = need.organisation;
    let mut outcome = NeedOutcome { need, case: None, initiatives: Vec::new(), benefits: Vec::new() };
    let found = case::joined_case(tx, outcome.need.id).await?;
    let is_member = actor.member().is_some() || actor == &Actor::Operator;
    let Some(found) = found.filter(|found| is_member && actor.may(Deed::Read, &case::subject(found))) else {
        return Ok(outcome);
    };
    for initiative in store::initiative::of_case(tx, found.id).await? {
        let benefits = benefit::of_initiative(tx, directory, &initiative, today).await?;
        outcome.benefits.extend(benefits.into_iter().filter(|row| row.benefit.organisation == own));
        outcome.initiatives.push(row(tx, directory, initiative, today).await?);
    }
    let process = case::process_of(tx, &found).await?;
    let stage = found.stage_in(&process.definition).map(|stage| stage.name.clone()).unwrap_or_default();
    outcome.case = Some((found, stage));
    Ok(outcome)
}

/// Whether a case has led to initiatives that go on, so that it cannot end.
pub(crate) async fn is_held_open(tx: &mut Tx, case: &Case) -> Result<bool, AppError> {
    if case.state != CaseState::Finished {
        return Ok(false);
    }
    Ok(store::initiative::of_case(tx, case.id).await?.iter().any(Initiative::is_open))
}
