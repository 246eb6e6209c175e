//! Adding organisations and collaborations, and reading who co-operates with whom.

use domain::collaboration::{Collaboration, Membership, MembershipState};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CollaborationId, OrganisationId};
use domain::organisation::{Organisation, OrganisationKind, Population};
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::text::{self, SHORT_MAX};
use jiff::civil::Date;
use store::need::NeedFilter;
use store::page::Page;
use store::solution::SolutionFilter;
use store::{StoreError, Tx};

use crate::error::{AppError, FieldProblem};
use crate::history::doer;
use crate::{App, Directory};

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
}

/// An organisation as the list shows it.
#[derive(Debug, Clone)]
pub struct OrganisationRow {
    /// The organisation.
    pub organisation: Organisation,
    /// How many of its needs the reader can see.
    pub needs: i64,
    /// How many solutions that it uses the reader can see.
    pub solutions: i64,
}

/// Nothing in particular: what only the operator administers.
const EVERYTHING: Subject = Subject { owner: None, author: None, sharing: Sharing::Public };

impl App {
    /// Adds an organisation.
    ///
    /// # Errors
    /// [`AppError::Denied`] for everybody but the operator; [`AppError::Invalid`] when the name or code is
    /// taken or the facts do not fit together.
    pub async fn add_organisation(
        &self,
        actor: &Actor,
        input: OrganisationInput,
    ) -> Result<Organisation, AppError> {
        if !actor.may(Deed::AdministerOrganisations, &EVERYTHING) {
            return Err(AppError::Denied);
        }
        let name = text::required(&input.name, SHORT_MAX)
            .map_err(|problem| AppError::invalid("name", FieldProblem::Text(problem)))?;
        let organisation = Organisation {
            id: OrganisationId::at(self.clock.now()),
            version: 1,
            kind: input.kind,
            short_name: Some(text::clean(&input.short_name))
                .filter(|s| !s.is_empty())
                .unwrap_or_else(|| name.clone()),
            name,
            municipality_code: input.municipality_code,
            county_code: input.county_code,
            county: input.county,
            population: input.population,
            valid_from: input.valid_from,
            valid_to: None,
            successor: None,
        };
        let check = organisation.check();
        check.map_err(|problem| AppError::invalid("organisation", FieldProblem::Organisation(problem)))?;
        let mut tx = self.db.write().await?;
        match store::organisation::insert(&mut tx, &organisation).await {
            Ok(()) => {}
            Err(StoreError::Taken) => return Err(AppError::invalid("name", FieldProblem::Taken)),
            Err(error) => return Err(error.into()),
        }
        let subject = organisation.id.to_string();
        self.organisation_event(&mut tx, actor, SubjectKind::Organisation, subject, Vec::new()).await?;
        tx.commit().await?;
        Ok(organisation)
    }

    /// Adds a collaboration with its first confirmed members.
    ///
    /// # Errors
    /// As [`App::add_organisation`].
    pub async fn add_collaboration(
        &self,
        actor: &Actor,
        name: &str,
        purpose: &str,
        members: &[OrganisationId],
    ) -> Result<Collaboration, AppError> {
        if !actor.may(Deed::AdministerOrganisations, &EVERYTHING) {
            return Err(AppError::Denied);
        }
        let name = text::required(name, SHORT_MAX)
            .map_err(|problem| AppError::invalid("name", FieldProblem::Text(problem)))?;
        let now = self.clock.now();
        let collaboration =
            Collaboration { id: CollaborationId::at(now), version: 1, name, purpose: text::clean(purpose) };
        let mut tx = self.db.write().await?;
        match store::collaboration::insert(&mut tx, &collaboration).await {
            Ok(()) => {}
            Err(StoreError::Taken) => return Err(AppError::invalid("name", FieldProblem::Taken)),
            Err(error) => return Err(error.into()),
        }
        for organisation in members {
            let membership = Membership {
                collaboration: collaboration.id,
                organisation: *organisation,
                state: MembershipState::Confirmed,
                since: Some(now.day()),
            };
            store::collaboration::set_membership(&mut tx, &membership).await?;
        }
        let subject = collaboration.id.to_string();
        self.organisation_event(&mut tx, actor, SubjectKind::Collaboration, subject, Vec::new()).await?;
        tx.commit().await?;
        Ok(collaboration)
    }

    /// An organisation by municipality code, id or name, with what the reader can see of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none.
    pub async fn read_organisation(&self, actor: &Actor, called: &str) -> Result<OrganisationPage, AppError> {
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
        let (needs, solutions) = counts(&mut tx, actor, organisation.id).await?;
        Ok(OrganisationPage {
            successor: organisation.successor.and_then(|id| directory.organisation(id).cloned()),
            collaborations,
            needs,
            solutions,
            organisation,
        })
    }

    /// Every organisation by name, with how much of it the reader can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_organisations(&self, actor: &Actor) -> Result<Vec<OrganisationRow>, AppError> {
        let mut tx = self.db.read().await?;
        let mut rows = Vec::new();
        for organisation in store::organisation::all(&mut tx).await? {
            let (needs, solutions) = counts(&mut tx, actor, organisation.id).await?;
            rows.push(OrganisationRow { organisation, needs, solutions });
        }
        Ok(rows)
    }

    /// The organisations whose names or codes have words that begin with all of these; none for no words.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn find_organisations(&self, search: &str) -> Result<Vec<Organisation>, AppError> {
        let asked = text::search_words(search);
        let organisations = store::organisation::all(&mut self.db.read().await?).await?;
        let is_found = |organisation: &Organisation| {
            let code = organisation.municipality_code.as_deref().unwrap_or_default();
            let known = format!("{} {} {code}", organisation.name, organisation.short_name);
            let known = text::search_words(&known);
            !asked.is_empty() && asked.split_whitespace().all(|word| known.contains(&format!(" {word}")))
        };
        Ok(organisations.into_iter().filter(is_found).collect())
    }

    async fn organisation_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        subject_kind: SubjectKind,
        subject: String,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        let about = (subject_kind, subject);
        self.keep_event(tx, doer(actor), about, EventKind::Created, changes).await
    }
}

/// How many of an organisation's needs, and of the solutions it uses, the reader can see.
async fn counts(tx: &mut Tx, actor: &Actor, organisation: OrganisationId) -> Result<(i64, i64), AppError> {
    let (visibility, first) = (actor.visibility(), Page::new(1, 1));
    let needs = NeedFilter { organisation: Some(organisation), ..NeedFilter::default() };
    let used = SolutionFilter { used_by: Some(organisation), ..SolutionFilter::default() };
    let needs = store::need::list(tx, &visibility, &needs, first).await?.total;
    let solutions = store::solution::list(tx, &visibility, &used, first).await?.total;
    Ok((needs, solutions))
}
