//! Adding organisations, changing their facts, and reading who they are.
//!
//! Not here: organisations that go up in others (`reorganisation`), and collaborations (`collaboration`).

mod list;

use domain::collaboration::{Collaboration, MembershipState};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::OrganisationId;
use domain::organisation::{Organisation, OrganisationKind, OrganisationProblem, Population};
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::text::{self, SHORT_MAX};
use jiff::civil::Date;
use store::need::NeedFilter;
use store::page::Page;
use store::solution::SolutionFilter;
use store::{StoreError, Tx, organisation::FormerName};

use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::{self, HistoryEntry, doer};
use crate::{App, Directory, changes};

pub use list::{OrganisationQuestion, OrganisationRow, OrganisationSort, Stands};

/// An organisation to add.
#[derive(Debug, Clone)]
pub struct OrganisationInput {
    /// What sort.
    pub kind: OrganisationKind,
    /// Full name.
    pub name: String,
    /// Short name; the full name when left out.
    pub short_name: String,
    /// Four digits.
    pub municipality_code: Option<String>,
    /// Two digits.
    pub county_code: Option<String>,
    /// Name of the county.
    pub county: Option<String>,
    /// Inhabitants with date and source.
    pub population: Option<Population>,
    /// First day it existed.
    pub valid_from: Option<Date>,
}

/// An organisation as its page shows it.
#[derive(Debug, Clone)]
pub struct OrganisationPage {
    /// The organisation.
    pub organisation: Organisation,
    /// Who took over, if it is gone.
    pub successor: Option<Organisation>,
    /// The collaborations it is a confirmed member of, with the short names of the other confirmed members.
    pub collaborations: Vec<(Collaboration, Vec<String>)>,
    /// How many of its needs the reader can see.
    pub needs: i64,
    /// How many solutions that it uses the reader can see.
    pub solutions: i64,
    /// Names it has had, latest first.
    pub former: Vec<FormerName>,
    /// What happened to it, latest first.
    pub history: Vec<HistoryEntry>,
}

/// What concerns those alone who administer an organisation: who gets in, and how.
const INNER: [EventKind; 4] =
    [EventKind::AccessWished, EventKind::AccessDeclined, EventKind::DomainsChanged, EventKind::GroupsChanged];

impl App {
    /// Adds an organisation.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is no steward; [`AppError::Invalid`] when the name or code is taken or the facts do not
    /// fit together.
    pub async fn add_organisation(
        &self,
        actor: &Actor,
        input: OrganisationInput,
    ) -> Result<Organisation, AppError> {
        stewards(actor)?;
        let organisation = checked(input, OrganisationId::at(self.clock.now()))?;
        let mut tx = self.db.write().await?;
        insert(&mut tx, &organisation).await?;
        self.about_organisation(&mut tx, actor, organisation.id, EventKind::Created, Vec::new()).await?;
        tx.commit().await?;
        Ok(organisation)
    }

    /// Changes the facts of an organisation, over the version that was read. A name that is given up still leads to it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who neither administers it nor is a steward; [`AppError::NotFound`]; [`AppError::Invalid`] as
    /// in [`App::add_organisation`]; [`AppError::Refused`] with [`Refusal::ChangedMeanwhile`] when somebody else has saved it
    /// since, with [`Refusal::OrganisationGone`] when it has ended.
    pub async fn edit_organisation(
        &self,
        actor: &Actor,
        id: OrganisationId,
        version: i64,
        input: OrganisationInput,
    ) -> Result<Organisation, AppError> {
        if !actor.may(Deed::EditOrganisation, &Subject::of(id)) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.write().await?;
        let before = store::organisation::get(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        if before.valid_to.is_some() {
            return Err(AppError::Refused(Refusal::OrganisationGone));
        }
        // What it is known by elsewhere is not its own administrator's to change.
        if (input.kind, &input.municipality_code) != (before.kind, &before.municipality_code) {
            stewards(actor)?;
        }
        let is_supplier =
            input.kind == OrganisationKind::Supplier && before.kind != OrganisationKind::Supplier;
        if is_supplier && !store::person::of_organisation(&mut tx, id).await?.is_empty() {
            return Err(AppError::invalid("kind", FieldProblem::Supplier));
        }
        let after = Organisation { version, ..checked(input, id)? };
        match store::organisation::update(&mut tx, &after).await {
            Ok(()) => {}
            Err(StoreError::Taken) => return Err(AppError::invalid("name", FieldProblem::Taken)),
            Err(StoreError::Stale) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            Err(error) => return Err(error.into()),
        }
        if (&before.name, &before.short_name) != (&after.name, &after.short_name) {
            let until = self.clock.now().day();
            let (name, short_name) = (before.name.clone(), before.short_name.clone());
            let former = FormerName { organisation: id, name, short_name, until };
            store::organisation::keep_name(&mut tx, &former).await?;
        }
        let changes = changes::of_organisation(&before, &after);
        self.about_organisation(&mut tx, actor, id, EventKind::Edited, changes).await?;
        tx.commit().await?;
        Ok(Organisation { version: version + 1, ..after })
    }

    /// Appends to the trail what happened to an organisation.
    pub(crate) async fn about_organisation(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: OrganisationId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Organisation, id.to_string()), kind, changes).await
    }

    /// An organisation by municipality code, id or name, with what the reader can see of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none.
    pub async fn read_organisation(&self, actor: &Actor, called: &str) -> Result<OrganisationPage, AppError> {
        let in_step = self.freshen_index().await?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let organisation = directory.organisation_called(called).ok_or(AppError::NotFound)?.clone();
        let mut collaborations = Vec::new();
        for collaboration in store::collaboration::all(&mut tx).await? {
            let members = store::collaboration::members(&mut tx, collaboration.id).await?;
            let confirmed = |id: OrganisationId| {
                members.iter().any(|m| m.organisation == id && m.state == MembershipState::Confirmed)
            };
            if confirmed(organisation.id) {
                let others =
                    directory.organisations.iter().filter(|o| o.id != organisation.id && confirmed(o.id));
                let others = others.map(|o| o.short_name.clone()).collect();
                collaborations.push((collaboration, others));
            }
        }
        let (needs, solutions) = self.counts((&mut tx, &directory), actor, organisation.id, in_step).await?;
        let mut former = directory.former.clone();
        former.retain(|one| one.organisation == organisation.id);
        let id = organisation.id.to_string();
        let mut history = history::of(&mut tx, actor, SubjectKind::Organisation, &id).await?;
        if !actor.may(Deed::AdministerPeople, &Subject::of(organisation.id)) {
            history.retain(|entry| !INNER.contains(&entry.event.kind));
        }
        Ok(OrganisationPage {
            former,
            history,
            successor: organisation.successor.and_then(|id| directory.organisation(id).cloned()),
            collaborations,
            needs,
            solutions,
            organisation,
        })
    }

    /// How many of an organisation's needs, and of the solutions it uses, the reader can see.
    async fn counts(
        &self,
        (tx, directory): (&mut Tx, &Directory),
        actor: &Actor,
        organisation: OrganisationId,
        in_step: bool,
    ) -> Result<(i64, i64), AppError> {
        let (visibility, first) = (actor.visibility(), Page::new(1, 1));
        if in_step {
            return Ok(self.search().counts_of(&visibility, directory, organisation));
        }
        let needs = NeedFilter { organisation: Some(organisation), ..NeedFilter::default() };
        let used = SolutionFilter { used_by: Some(organisation), ..SolutionFilter::default() };
        let needs = store::need::list(tx, &visibility, &needs, first).await?.total;
        let solutions = store::solution::list(tx, &visibility, &used, first).await?.total;
        Ok((needs, solutions))
    }

    /// The organisations whose names or codes have words that begin with all of these; none for no words.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn find_organisations(&self, search: &str) -> Result<Vec<Organisation>, AppError> {
        let asked = text::search_words(search);
        let organisations = store::organisation::all(&mut self.db.read().await?).await?;
        let is_found =
            |organisation: &Organisation| !asked.is_empty() && list::is_called(organisation, &asked);
        Ok(organisations.into_iter().filter(is_found).collect())
    }
}

/// Refuses who does not look after the organisations of the whole installation.
pub(crate) fn stewards(actor: &Actor) -> Result<(), AppError> {
    let nobodys = Subject { owner: None, author: None, sharing: Sharing::Public };
    if actor.may(Deed::StewardOrganisations, &nobodys) { Ok(()) } else { Err(AppError::Denied) }
}

/// An organisation whose facts can be kept.
pub(crate) fn checked(input: OrganisationInput, id: OrganisationId) -> Result<Organisation, AppError> {
    let short = |field: &'static str, text: &str| {
        text::required(text, SHORT_MAX)
            .map_err(|problem| AppError::invalid(field, FieldProblem::Text(problem)))
    };
    let name = short("name", &input.name)?;
    let short_name = text::clean(&input.short_name);
    let organisation = Organisation {
        id,
        version: 1,
        kind: input.kind,
        short_name: if short_name.is_empty() { name.clone() } else { short("short_name", &short_name)? },
        name,
        municipality_code: input.municipality_code,
        county_code: input.county_code,
        county: input.county,
        population: input.population,
        valid_from: input.valid_from,
        valid_to: None,
        successor: None,
    };
    match organisation.check() {
        Ok(()) => Ok(organisation),
        Err(problem) => {
            let field = match problem {
                OrganisationProblem::MunicipalityCode => "municipality_code",
                OrganisationProblem::CountyCode => "county_code",
                OrganisationProblem::EndsBeforeItBegins | OrganisationProblem::SucceedsItself => "valid_from",
            };
            Err(AppError::invalid(field, FieldProblem::Organisation(problem)))
        }
    }
}

/// Adds an organisation, telling the field when its name or code is taken.
pub(crate) async fn insert(tx: &mut Tx, organisation: &Organisation) -> Result<(), AppError> {
    match store::organisation::insert(tx, organisation).await {
        Ok(()) => Ok(()),
        Err(StoreError::Taken) => Err(AppError::invalid("name", FieldProblem::Taken)),
        Err(error) => Err(error.into()),
    }
}
