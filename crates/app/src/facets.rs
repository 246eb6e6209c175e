//! Facets of the catalogue: what each choice of the list's filters would leave, so that nobody chooses into the void.
//!
//! Counted in the register, among what the reader may see, with the list's other filters on. Deliberately not here: which rows a list has
//! (`register`).

use std::collections::{BTreeMap, HashSet};
use std::sync::PoisonError;

use domain::id::OrganisationId;
use domain::permission::{Actor, Visibility};
use domain::solution::{Lifecycle, SolutionKind};
use domain::text;
use matching::Key;
use store::solution::SolutionFilter;

use crate::search::Search;
use crate::{App, AppError, Directory, register};

/// How many solutions each choice leaves, by the code that chooses it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SolutionFacets {
    /// By kind.
    pub kinds: BTreeMap<String, i64>,
    /// By lifecycle.
    pub lifecycles: BTreeMap<String, i64>,
    /// By service area, and by the name of a group of them.
    pub areas: BTreeMap<String, i64>,
    /// By capability.
    pub capabilities: BTreeMap<String, i64>,
    /// By organisation.
    pub users: BTreeMap<OrganisationId, i64>,
}

impl Search {
    fn facets(
        &self,
        visibility: &Visibility,
        (filter, among): (&SolutionFilter, Option<&HashSet<Key>>),
        directory: &Directory,
    ) -> SolutionFacets {
        let registers = self.registers.read().unwrap_or_else(PoisonError::into_inner);
        let words = text::search_words(&filter.search);
        let count = |without: SolutionFilter, marks: &[Vec<String>]| -> Vec<i64> {
            let groups = register::solution_groups(visibility, &without, directory);
            let seen = |key: Key, entry: &register::Entry| {
                visibility.allows(&entry.subject) && among.is_none_or(|among| among.contains(&key))
            };
            let counts = registers.solutions.counts(&words, &groups, seen, marks);
            counts.into_iter().map(|count| i64::try_from(count).unwrap_or(i64::MAX)).collect()
        };
        let by_code = |without: SolutionFilter, choices: Vec<(String, Vec<String>)>| {
            let (codes, marks): (Vec<_>, Vec<_>) = choices.into_iter().unzip();
            codes.into_iter().zip(count(without, &marks)).collect::<BTreeMap<_, _>>()
        };
        let other = || filter.clone();
        let one = |mark: fn(&str) -> String| move |code: &str| (code.to_owned(), vec![mark(code)]);
        let groups = directory.area_groups().into_iter();
        let groups = groups.map(|(group, _)| (group.to_owned(), register::areas_of(directory, group)));
        let areas = directory.service_areas.iter().map(|area| one(register::area)(&area.code));
        let capabilities = directory.capabilities.iter();
        let (organisations, marks): (Vec<_>, Vec<_>) = directory
            .organisations
            .iter()
            .map(|known| (known.id, register::uses(visibility, &known.id)))
            .unzip();
        let users = count(SolutionFilter { used_by: None, ..other() }, &marks);
        SolutionFacets {
            kinds: by_code(
                SolutionFilter { kind: None, ..other() },
                SolutionKind::ALL.iter().map(|kind| one(register::kind)(kind.code())).collect(),
            ),
            lifecycles: by_code(
                SolutionFilter { lifecycle: None, ..other() },
                Lifecycle::ALL.iter().map(|state| one(register::state)(state.code())).collect(),
            ),
            areas: by_code(
                SolutionFilter { service_area: String::new(), area_group: String::new(), ..other() },
                groups.chain(areas).collect(),
            ),
            capabilities: by_code(
                SolutionFilter { capability: String::new(), ..other() },
                capabilities.map(|known| one(register::capability)(&known.code)).collect(),
            ),
            users: organisations.into_iter().zip(users).collect(),
        }
    }
}

impl App {
    /// What each choice of the filters would leave of the list; nothing while the register is being filled, since counts of a part would
    /// be wrong.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn solution_facets(
        &self,
        actor: &Actor,
        filter: &SolutionFilter,
    ) -> Result<Option<SolutionFacets>, AppError> {
        if !self.freshen_index().await? {
            return Ok(None);
        }
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let among = register::favourites(&mut tx, filter).await?;
        Ok(Some(self.search().facets(&actor.visibility(), (filter, among.as_ref()), &directory)))
    }
}
