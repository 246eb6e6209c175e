//! Entering contracts, changing and confirming them, and ending one before its time.

use domain::contract::{
    Agreement, Amount, Contract, ContractFacts, ContractOption, ContractState, Covered, Document, EarlyEnd,
    OptionState, ROWS_MAX, Route, Standing,
};
use domain::cost::Ore;
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{ContractId, SolutionId};
use domain::number::{Number, Series};
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::text::{NEED_TEXT_MAX, SHORT_MAX, TITLE_MAX, TextProblem};
use jiff::civil::Date;
use store::Tx;

use super::{load, subject};
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::initiative::stale;
use crate::{App, Directory, solution};

/// An option as it is sent. A row with nothing in it is none.
#[derive(Debug, Clone, Default)]
pub struct OptionInput {
    /// Its last day.
    pub until: String,
    /// The last day to call it.
    pub call_by: String,
    /// The code of what has become of it.
    pub state: String,
}

/// An organisation that is in the contract, as it is sent.
#[derive(Debug, Clone, Default)]
pub struct CoveredInput {
    /// Its id or name; empty for none.
    pub organisation: String,
    /// The code of how it stands.
    pub standing: String,
    /// The last day to call off or join.
    pub until: String,
}

/// A price as it is sent.
#[derive(Debug, Clone, Default)]
pub struct AmountInput {
    /// What is paid.
    pub label: String,
    /// In kronor.
    pub amount: String,
    /// For how much or how long.
    pub per: String,
}

/// A document as it is sent.
#[derive(Debug, Clone, Default)]
pub struct DocumentInput {
    /// What it is.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// A contract as it is sent.
#[derive(Debug, Clone, Default)]
pub struct ContractInput {
    /// What it is about.
    pub name: String,
    /// With whom.
    pub supplier: String,
    /// The code of its kind.
    pub kind: String,
    /// Numbers of solutions.
    pub solutions: Vec<String>,
    /// The first day.
    pub starts: String,
    /// The last day; empty for one that runs until somebody ends it.
    pub ends: String,
    /// The last day to give notice.
    pub notice: String,
    /// Options.
    pub options: Vec<OptionInput>,
    /// Who is in it.
    pub coverage: Vec<CoveredInput>,
    /// The code of the way for the others.
    pub route: String,
    /// How it is paid.
    pub price_model: String,
    /// Prices.
    pub amounts: Vec<AmountInput>,
    /// Documents.
    pub documents: Vec<DocumentInput>,
    /// Anything else.
    pub note: String,
}

impl App {
    /// Enters a contract that the actor's organisation keeps, whoever is in it. That one alone reads it until it is shared
    /// ([`App::share`]).
    ///
    /// # Errors
    /// [`AppError::Denied`] for who keeps no catalogue; [`AppError::Invalid`] with every field that cannot be kept.
    pub async fn add_contract(&self, actor: &Actor, input: ContractInput) -> Result<Contract, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !actor.may(Deed::KeepContracts, &Subject::of(member.organisation)) {
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let read = self.read_input(&mut tx, actor, None, input).await?;
        let contract = Contract {
            id: ContractId::at(now),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Contract, now.year()).await?,
            facts: read.facts,
            solutions: read.solutions,
            coverage: read.coverage,
            organisation: member.organisation,
            sharing: Sharing::Organisation,
            ended: None,
            confirmed: now,
            confirmed_by: Some(member.person),
            created: now,
            updated: now,
        };
        store::contract::insert(&mut tx, &contract).await?;
        let changes = Change::between("name", "", &contract.facts.name).into_iter().collect();
        self.contract_event(&mut tx, actor, contract.id, (EventKind::Created, changes)).await?;
        tx.commit().await?;
        Ok(contract)
    }

    /// Changes a contract, over the version that was read. Who changes it has looked at all of it, so that it is confirmed too. How far
    /// it is shared stays as it is.
    ///
    /// # Errors
    /// As [`App::add_contract`]; [`Refusal::ChangedMeanwhile`] when somebody has changed it since.
    pub async fn change_contract(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        input: ContractInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = self.to_keep(&mut tx, actor, (number, version)).await?;
        let read = self.read_input(&mut tx, actor, Some(&before), input).await?;
        let now = self.clock.now();
        let after = Contract {
            facts: read.facts,
            solutions: read.solutions,
            coverage: read.coverage,
            confirmed: now,
            confirmed_by: actor.member().map(|member| member.person),
            updated: now,
            ..before.clone()
        };
        let changes = changes(&mut tx, &before, &after).await?;
        if changes.is_empty() {
            return Ok(());
        }
        store::contract::update(&mut tx, &after).await.map_err(stale)?;
        self.contract_event(&mut tx, actor, before.id, (EventKind::Edited, changes)).await?;
        Ok(tx.commit().await?)
    }

    /// Says that what stands there is still right.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`Refusal::ChangedMeanwhile`] when it is not as it was shown.
    pub async fn confirm_contract(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = self.to_keep(&mut tx, actor, (number, version)).await?;
        let confirmed_by = actor.member().map(|member| member.person);
        let after = Contract { confirmed: self.clock.now(), confirmed_by, ..before.clone() };
        store::contract::update(&mut tx, &after).await.map_err(stale)?;
        self.contract_event(&mut tx, actor, before.id, (EventKind::Confirmed, Vec::new())).await?;
        Ok(tx.commit().await?)
    }

    /// Says that a contract ends before its time.
    ///
    /// # Errors
    /// As [`App::confirm_contract`]; [`AppError::Invalid`] without a reason, for a day outside its time, and for one that has ended.
    pub async fn end_contract(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        (on, reason): (&str, &str),
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let before = self.to_keep(&mut tx, actor, (number, version)).await?;
        let mut checked = Checked::new(now);
        let day = checked.required_day("ended_on", 0, on);
        let reason = checked.required("reason", 0, reason, SHORT_MAX);
        let last = before.last_day();
        let is_outside = |day: Date| day < before.facts.starts || last.is_some_and(|last| day > last);
        if day.is_some_and(is_outside) || before.state(now.day()) == ContractState::Ended {
            checked.add("ended_on", 0, FieldProblem::EndsTooEarly);
        }
        checked.done()?;
        let ended = day.map(|on| EarlyEnd { on, reason: reason.clone() });
        let confirmed_by = actor.member().map(|member| member.person);
        let after = Contract { ended, confirmed: now, confirmed_by, updated: now, ..before.clone() };
        store::contract::update(&mut tx, &after).await.map_err(stale)?;
        let (was, is) = (written_day(last), written_day(after.last_day()));
        let told = [Change::between("last_day", &was, &is), Change::between("reason", "", &reason)];
        let told = told.into_iter().flatten().collect();
        self.contract_event(&mut tx, actor, before.id, (EventKind::EndedEarly, told)).await?;
        Ok(tx.commit().await?)
    }

    /// The contract as it was shown, for who may change it.
    async fn to_keep(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (number, version): (Number, i64),
    ) -> Result<Contract, AppError> {
        let contract = load(tx, actor, number).await?;
        if !actor.may(Deed::KeepContracts, &subject(&contract)) {
            return Err(AppError::Denied);
        }
        if contract.version == version { Ok(contract) } else { Err(Refusal::ChangedMeanwhile.into()) }
    }

    async fn contract_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: ContractId,
        (kind, changes): (EventKind, Vec<Change>),
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Contract, id.to_string()), kind, changes).await
    }

    async fn read_input(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: Option<&Contract>,
        input: ContractInput,
    ) -> Result<Read, AppError> {
        let mut checked = Checked::new(self.clock.now());
        let directory = Directory::read(tx).await?;
        let name = checked.required("name", 0, &input.name, TITLE_MAX);
        let supplier = checked.required("supplier", 0, &input.supplier, SHORT_MAX);
        let kind = checked.word("kind", 0, &input.kind, Agreement::from_code);
        let solutions = solutions(tx, actor, &mut checked, (before, &input.solutions)).await?;
        let starts = checked.required_day("starts", 0, &input.starts);
        let ends = checked.day("ends", 0, &input.ends);
        let notice = checked.day("notice", 0, &input.notice);
        let options = options(&mut checked, &input.options);
        let coverage = coverage(&mut checked, &directory, (before, &input.coverage));
        let route = checked.word("route", 0, &input.route, Route::from_code);
        let price_model = checked.optional("price_model", 0, &input.price_model, SHORT_MAX);
        let amounts = amounts(&mut checked, &input.amounts);
        let documents = documents(&mut checked, &input.documents);
        let note = checked.optional("note", 0, &input.note, NEED_TEXT_MAX);
        let facts = ContractFacts {
            name,
            supplier,
            kind: kind.unwrap_or(Agreement::Direct),
            starts: starts.unwrap_or_default(),
            ends,
            options: options.iter().map(|(_, option)| option.clone()).collect(),
            notice,
            route: route.unwrap_or(Route::Unknown),
            price_model,
            amounts,
            documents,
            note,
        };
        // Without a first day nothing can be said of the others.
        if starts.is_some() {
            let covered: Vec<Covered> = coverage.iter().map(|(_, covered)| covered.clone()).collect();
            for (field, place, problem) in facts.problems(&covered) {
                let row = match field {
                    "option_until" | "option_call_by" | "option_state" => options.get(place).map(|one| one.0),
                    "covered_until" => coverage.get(place).map(|one| one.0),
                    _ => Some(place),
                };
                checked.add(field, row.unwrap_or(place), FieldProblem::Contract(problem));
            }
        }
        checked.done()?;
        let coverage = coverage.into_iter().map(|(_, covered)| covered).collect();
        Ok(Read { facts, solutions, coverage })
    }
}

/// What a form came to.
struct Read {
    facts: ContractFacts,
    solutions: Vec<SolutionId>,
    coverage: Vec<Covered>,
}

/// The solutions that are named. What the actor may not see and was there stays: it cannot have been meant.
async fn solutions(
    tx: &mut Tx,
    actor: &Actor,
    checked: &mut Checked,
    (before, written): (Option<&Contract>, &[String]),
) -> Result<Vec<SolutionId>, AppError> {
    let mut found = Vec::new();
    for (row, written) in written.iter().enumerate() {
        // People paste the number with its name behind.
        let Some(number) = written.split_whitespace().next() else { continue };
        let parsed: Option<Number> = number.parse().ok();
        let solution = match parsed {
            Some(number) => store::solution::by_number(tx, &number.to_string()).await?,
            None => None,
        };
        match solution.filter(|one| actor.visibility().allows(&solution::subject(one))) {
            Some(one) if found.contains(&one.id) => checked.add("solution", row, FieldProblem::Taken),
            Some(one) => found.push(one.id),
            None => checked.add("solution", row, FieldProblem::Unknown),
        }
    }
    for id in before.map(|before| before.solutions.as_slice()).unwrap_or_default() {
        let kept = store::solution::get(tx, *id).await?;
        if kept.is_some_and(|one| !actor.visibility().allows(&solution::subject(&one))) {
            found.push(*id);
        }
    }
    if found.is_empty() && written.iter().all(|one| one.trim().is_empty()) {
        checked.add("solution", 0, FieldProblem::Text(TextProblem::Missing));
    }
    bounded(checked, "solution", found.len());
    Ok(found)
}

fn bounded(checked: &mut Checked, field: &'static str, rows: usize) {
    if rows > ROWS_MAX {
        checked.add(field, ROWS_MAX, FieldProblem::TooMany);
    }
}

/// The options with the rows they stand in.
fn options(checked: &mut Checked, written: &[OptionInput]) -> Vec<(usize, ContractOption)> {
    let mut options = Vec::new();
    for (row, one) in written.iter().enumerate() {
        if one.until.trim().is_empty() && one.call_by.trim().is_empty() {
            continue;
        }
        let until = checked.required_day("option_until", row, &one.until);
        let call_by = checked.day("option_call_by", row, &one.call_by);
        let state = checked.word("option_state", row, &one.state, OptionState::from_code);
        if let (Some(until), Some(state)) = (until, state) {
            options.push((row, ContractOption { until, call_by, state }));
        }
    }
    bounded(checked, "option_until", options.len());
    options
}

/// Who is in it, with the rows they stand in. One that has ended stays where it stood, and is not added.
fn coverage(
    checked: &mut Checked,
    directory: &Directory,
    (before, written): (Option<&Contract>, &[CoveredInput]),
) -> Vec<(usize, Covered)> {
    let stood = before.map(|before| before.coverage.as_slice()).unwrap_or_default();
    let mut coverage: Vec<(usize, Covered)> = Vec::new();
    for (row, one) in written.iter().enumerate() {
        if one.organisation.trim().is_empty() {
            continue;
        }
        let known = directory.organisation_called(&one.organisation).filter(|known| {
            let stands = stood.iter().any(|covered| covered.organisation == known.id);
            stands || (known.valid_to.is_none() && known.kind != OrganisationKind::Supplier)
        });
        let standing = checked.word("covered_standing", row, &one.standing, Standing::from_code);
        let until = checked.day("covered_until", row, &one.until);
        match (known, standing) {
            (None, _) => checked.add("covered", row, FieldProblem::Unknown),
            (Some(known), _) if coverage.iter().any(|(_, there)| there.organisation == known.id) => {
                checked.add("covered", row, FieldProblem::Taken);
            }
            (Some(known), Some(standing)) => {
                coverage.push((row, Covered { organisation: known.id, standing, until }));
            }
            (Some(_), None) => {}
        }
    }
    bounded(checked, "covered", coverage.len());
    coverage
}

fn amounts(checked: &mut Checked, written: &[AmountInput]) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for (row, one) in written.iter().enumerate() {
        if [&one.label, &one.amount, &one.per].iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        let label = checked.required("amount_label", row, &one.label, SHORT_MAX);
        let per = checked.optional("amount_per", row, &one.per, SHORT_MAX);
        match Ore::from_kronor(&one.amount) {
            Some(ore) => amounts.push(Amount { label, ore, per }),
            None => checked.add("amount", row, FieldProblem::NotANumber),
        }
    }
    bounded(checked, "amount_label", amounts.len());
    amounts
}

fn documents(checked: &mut Checked, written: &[DocumentInput]) -> Vec<Document> {
    let mut documents = Vec::new();
    for (row, one) in written.iter().enumerate() {
        if one.title.trim().is_empty() && one.url.trim().is_empty() {
            continue;
        }
        let title = checked.required("document_title", row, &one.title, SHORT_MAX);
        let url = checked.link("document_url", row, &one.url);
        if url.is_empty() && one.url.trim().is_empty() {
            checked.add("document_url", row, FieldProblem::Text(TextProblem::Missing));
        }
        documents.push(Document { title, url });
    }
    bounded(checked, "document_title", documents.len());
    documents
}

fn written_day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// What changed. Rows are lines of parts with a dot between; days and our own words stand in them as codes.
async fn changes(tx: &mut Tx, before: &Contract, after: &Contract) -> Result<Vec<Change>, AppError> {
    let (one, other) = (lines(tx, before).await?, lines(tx, after).await?);
    let pairs = one.into_iter().zip(other);
    Ok(pairs.filter_map(|((field, before), (_, after))| Change::between(field, &before, &after)).collect())
}

async fn lines(tx: &mut Tx, contract: &Contract) -> Result<[(&'static str, String); 15], AppError> {
    let facts = &contract.facts;
    let (mut solutions, mut coverage) = (Vec::new(), Vec::new());
    for id in &contract.solutions {
        solutions.extend(store::solution::get(tx, *id).await?.map(|one| one.number.to_string()));
    }
    for one in &contract.coverage {
        let named = store::organisation::get(tx, one.organisation).await?;
        let name = named.map(|named| named.short_name).unwrap_or_default();
        coverage.push(parts(&[&name, one.standing.code(), &written_day(one.until)]));
    }
    let option =
        |one: &ContractOption| parts(&[&one.until.to_string(), one.state.code(), &written_day(one.call_by)]);
    let amount = |one: &Amount| parts(&[&one.label, &one.ore.in_kronor(), &one.per]);
    let options: Vec<String> = facts.options.iter().map(option).collect();
    let amounts: Vec<String> = facts.amounts.iter().map(amount).collect();
    let documents: Vec<String> = facts.documents.iter().map(|one| parts(&[&one.title, &one.url])).collect();
    Ok([
        ("name", facts.name.clone()),
        ("supplier", facts.supplier.clone()),
        ("agreement", facts.kind.code().to_owned()),
        ("solutions", solutions.join("\n")),
        ("contract_starts", facts.starts.to_string()),
        ("contract_ends", written_day(facts.ends)),
        ("options", options.join("\n")),
        ("contract_notice", written_day(facts.notice)),
        ("covered", coverage.join("\n")),
        ("route", facts.route.code().to_owned()),
        ("price_model", facts.price_model.clone()),
        ("amounts", amounts.join("\n")),
        ("documents", documents.join("\n")),
        ("note", facts.note.clone()),
        ("sharing", contract.sharing.code().to_owned()),
    ])
}

fn parts(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}
