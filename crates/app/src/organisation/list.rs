//! The list of organisations: narrowed, ordered, and with where each stands in the collaborations, as far as the reader may know.

use domain::collaboration::MembershipState;
use domain::id::{CollaborationId, OrganisationId};
use domain::organisation::{Organisation, OrganisationKind};
use domain::permission::Actor;
use domain::text;
use jiff::civil::Date;
use store::Tx;
use store::page::{Listed, Page};

use crate::{App, AppError, Directory, collaboration};

/// In which order organisations are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OrganisationSort {
    /// By name, the Swedish way.
    #[default]
    Name,
    /// The most inhabitants first.
    Inhabitants,
    /// By what they are, then by name.
    Kind,
}

/// Which organisations to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationQuestion {
    /// Beginnings of words, all of which must occur in name or code.
    pub search: String,
    /// What they are.
    pub kind: Option<OrganisationKind>,
    /// Where they stand in a collaboration.
    pub state: Option<MembershipState>,
    /// In which one.
    pub collaboration: Option<CollaborationId>,
    /// Order.
    pub sort: OrganisationSort,
}

/// Where an organisation stands in a collaboration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// Which collaboration.
    pub collaboration: CollaborationId,
    /// Its name.
    pub name: String,
    /// As what.
    pub state: MembershipState,
    /// Since when.
    pub since: Option<Date>,
}

/// An organisation as the list shows it.
#[derive(Debug, Clone)]
pub struct OrganisationRow {
    /// The organisation.
    pub organisation: Organisation,
    /// Where it stands, as far as the reader may know.
    pub stands: Vec<Stands>,
    /// How many of its needs the reader can see.
    pub needs: i64,
    /// How many solutions that it uses the reader can see.
    pub solutions: i64,
}

impl App {
    /// One page of the organisations, with how much of each the reader can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_organisations(
        &self,
        actor: &Actor,
        question: &OrganisationQuestion,
        page: Page,
    ) -> Result<Listed<OrganisationRow>, AppError> {
        let in_step = self.freshen_index().await?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let stands = standings(&mut tx, actor, &directory).await?;
        let of = |id: OrganisationId| stands.iter().filter(move |(of, _)| *of == id).map(|(_, one)| one);
        let asked = text::search_words(&question.search);
        let is_wanted = |one: &&Organisation| {
            let mut standing = of(one.id).filter(|stands| {
                question.collaboration.is_none_or(|id| id == stands.collaboration)
                    && question.state.is_none_or(|state| state == stands.state)
            });
            let asks_for_standing = question.collaboration.is_some() || question.state.is_some();
            question.kind.is_none_or(|kind| kind == one.kind)
                && is_called(one, &asked)
                && (!asks_for_standing || standing.next().is_some())
        };
        let mut found: Vec<&Organisation> = directory.organisations.iter().filter(is_wanted).collect();
        match question.sort {
            OrganisationSort::Name => {}
            OrganisationSort::Inhabitants => found.sort_by_key(|one| {
                std::cmp::Reverse(one.population.as_ref().map(|population| population.value))
            }),
            OrganisationSort::Kind => {
                found.sort_by_key(|one| OrganisationKind::ALL.iter().position(|kind| *kind == one.kind))
            }
        }
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let size = page.size() as usize;
        let skipped = (page.number() as usize - 1).saturating_mul(size);
        let mut rows = Vec::new();
        for organisation in found.into_iter().skip(skipped).take(size) {
            let reading = (&mut tx, &directory);
            let (needs, solutions) = self.counts(reading, actor, organisation.id, in_step).await?;
            let stands = of(organisation.id).cloned().collect();
            rows.push(OrganisationRow { organisation: organisation.clone(), stands, needs, solutions });
        }
        Ok(Listed { rows, total })
    }
}

/// Whether words begin in its name or code.
pub(super) fn is_called(organisation: &Organisation, asked: &str) -> bool {
    let code = organisation.municipality_code.as_deref().unwrap_or_default();
    let known = text::search_words(&format!("{} {} {code}", organisation.name, organisation.short_name));
    asked.split_whitespace().all(|word| known.contains(&format!(" {word}")))
}

/// Where organisations stand in every collaboration, as far as the reader may know.
async fn standings(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
) -> Result<Vec<(OrganisationId, Stands)>, AppError> {
    let mut stands = Vec::new();
    for one in store::collaboration::all(tx).await? {
        let row = collaboration::row(tx, actor, directory, one).await?;
        let (collaboration, name) = (row.collaboration.id, row.collaboration.name);
        stands.extend(row.members.into_iter().map(|member| {
            let (state, since) = (member.state, member.since);
            (member.organisation.id, Stands { collaboration, name: name.clone(), state, since })
        }));
    }
    Ok(stands)
}
