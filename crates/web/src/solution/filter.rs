//! What the catalogue's list is narrowed to: read from the address, shown as choices and as removable chips.

use std::collections::BTreeMap;

use app::Directory;
use app::facets::SolutionFacets;
use app::{SolutionFilter, SolutionSort};
use domain::id::PersonId;
use domain::organisation::Organisation;
use domain::service_area::Capability;
use domain::solution::{Lifecycle, SolutionKind};
use domain::text;
use serde::Deserialize;

use crate::frame::Frame;
use crate::list::{Address, Chip, Choice, Files};
use crate::names;
use crate::organisation;

/// Characters of a search that are used. Longer ones are pasted by mistake.
const SEARCH_MAX: usize = 200;

/// The orders of the list: what the address says, and the key of its text.
const ORDERS: [(SolutionSort, &str, &str); 3] = [
    (SolutionSort::Name, "namn", "solutions-by-name"),
    (SolutionSort::Updated, "andrad", "solutions-by-changed"),
    (SolutionSort::Users, "anvandare", "solutions-by-users"),
];

/// The list's state as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    slag: String,
    omrade: String,
    formaga: String,
    #[serde(rename = "anvands-av")]
    anvands_av: String,
    lage: String,
    favoriter: String,
    sortering: String,
    sida: String,
}

/// The same with its words understood. What is not understood does not narrow, and gets no chip.
pub(super) struct Chosen<'a> {
    frame: &'a Frame,
    directory: &'a Directory,
    /// For the database.
    pub(super) filter: SolutionFilter,
    used_by: Option<&'a Organisation>,
    /// What each choice would leave, where that is known.
    pub(super) facets: Option<SolutionFacets>,
    /// Page of the list, from one.
    pub(super) page: u32,
}

impl<'a> Chosen<'a> {
    pub(super) fn new(
        frame: &'a Frame,
        directory: &'a Directory,
        reader: Option<PersonId>,
        asked: &Asked,
    ) -> Self {
        let used_by = directory.organisation_called(&asked.anvands_av);
        let is_group = directory.area_groups().iter().any(|(group, _)| *group == asked.omrade);
        let search: String = text::clean(&asked.q).chars().take(SEARCH_MAX).collect();
        let sort = ORDERS.iter().find(|(_, name, _)| *name == asked.sortering);
        let filter = SolutionFilter {
            search,
            service_area: directory
                .service_area(&asked.omrade)
                .map(|area| area.code.clone())
                .unwrap_or_default(),
            area_group: if is_group { asked.omrade.clone() } else { String::new() },
            capability: directory
                .capability(&asked.formaga)
                .map(|known| known.code.clone())
                .unwrap_or_default(),
            kind: SolutionKind::from_code(&asked.slag),
            lifecycle: Lifecycle::from_code(&asked.lage),
            used_by: used_by.map(|organisation| organisation.id),
            favourite_of: reader.filter(|_| asked.favoriter == "ja"),
            sort: sort.map(|(sort, _, _)| *sort).unwrap_or_default(),
        };
        Self { frame, directory, filter, used_by, facets: None, page: asked.sida.parse().unwrap_or(1).max(1) }
    }

    /// The list's address.
    pub(super) fn address(&self) -> Address {
        Address::of("/losningar")
            .with("q", &self.filter.search)
            .with("slag", self.kind())
            .with("omrade", self.area())
            .with("formaga", &self.filter.capability)
            .with("anvands-av", &self.organisation())
            .with("lage", self.lifecycle())
            .with("favoriter", self.favourites())
            .with("sortering", self.order())
    }

    /// The address of the same rows as files to edit and read in again.
    pub(super) fn to_edit(&self) -> Files {
        self.address().at("/losningar/att-andra").files()
    }

    fn kind(&self) -> &'static str {
        self.filter.kind.map_or("", SolutionKind::code)
    }

    fn lifecycle(&self) -> &'static str {
        self.filter.lifecycle.map_or("", Lifecycle::code)
    }

    fn favourites(&self) -> &'static str {
        if self.filter.favourite_of.is_some() { "ja" } else { "" }
    }

    /// The chosen service area or group, as the address says it.
    fn area(&self) -> &str {
        if self.filter.area_group.is_empty() { &self.filter.service_area } else { &self.filter.area_group }
    }

    fn organisation(&self) -> String {
        self.used_by.map(organisation::code).unwrap_or_default()
    }

    /// The order in the address; empty for the usual one.
    fn order(&self) -> &'static str {
        let usual = self.filter.sort == SolutionSort::default();
        let chosen = ORDERS.iter().find(|(sort, _, _)| *sort == self.filter.sort);
        chosen.filter(|_| !usual).map_or("", |(_, name, _)| name)
    }

    /// The order in words.
    pub(super) fn order_in_words(&self) -> String {
        let chosen = ORDERS.iter().find(|(sort, _, _)| *sort == self.filter.sort);
        chosen.map(|(_, _, key)| self.frame.t(key)).unwrap_or_default()
    }

    /// Whether the list is in the order of names.
    pub(super) fn is_by_name(&self) -> bool {
        self.filter.sort == SolutionSort::Name
    }

    /// Whether the last changed stands first.
    pub(super) fn is_by_change(&self) -> bool {
        self.filter.sort == SolutionSort::Updated
    }

    /// Whether what most organisations use stands first.
    pub(super) fn is_by_users(&self) -> bool {
        self.filter.sort == SolutionSort::Users
    }

    /// Links to the same list in each order.
    pub(super) fn orders(&self) -> Vec<Choice> {
        let address = self.address();
        let link = |(sort, name, key): &(SolutionSort, &'static str, &'static str)| Choice {
            value: address.changed("sortering", if *sort == SolutionSort::default() { "" } else { name }),
            label: self.frame.t(key),
            chosen: *sort == self.filter.sort,
        };
        ORDERS.iter().map(link).collect()
    }

    /// The filters that are on.
    pub(super) fn chips(&self) -> Vec<Chip> {
        let (frame, address) = (self.frame, self.address());
        let values = self.values();
        let chip = |(name, key, value): (&'static str, &str, String)| Chip {
            text: frame.t1(key, "value", &value),
            without: address.without(name),
        };
        values.into_iter().map(chip).collect()
    }

    /// What the list is narrowed to, as a person lists it: "Hemtjänst och I bruk".
    pub(super) fn narrowed_to(&self) -> String {
        let values: Vec<String> = self.values().into_iter().map(|(_, _, value)| value).collect();
        self.frame.list(&values)
    }

    /// Each filter that is on: its name in the address, the key of its chip, its value in words.
    fn values(&self) -> Vec<(&'static str, &'static str, String)> {
        let (frame, filter) = (self.frame, &self.filter);
        let group = self.directory.area_groups().into_iter().find(|(group, _)| *group == filter.area_group);
        let area = self.directory.service_area(&filter.service_area);
        let area = area
            .map(|area| names::area(frame, area))
            .or_else(|| group.map(|group| names::group(frame, group)));
        let capability = self.directory.capability(&filter.capability);
        let search = Some(filter.search.clone()).filter(|search| !search.is_empty());
        [
            ("q", "solution-chip-search", search),
            ("slag", "solution-chip-kind", filter.kind.map(|kind| frame.word("solution-kind", kind.code()))),
            ("omrade", "solution-chip-area", area),
            ("formaga", "solution-chip-capability", capability.map(|known| names::capability(frame, known))),
            (
                "anvands-av",
                "solution-chip-used-by",
                self.used_by.map(|organisation| organisation.short_name.clone()),
            ),
            (
                "lage",
                "solution-chip-lifecycle",
                filter.lifecycle.map(|state| frame.word("lifecycle", state.code())),
            ),
            (
                "favoriter",
                "solution-chip-favourites",
                filter.favourite_of.map(|_| frame.t("solution-favourites")),
            ),
        ]
        .into_iter()
        .filter_map(|(name, key, value)| value.map(|value| (name, key, value)))
        .collect()
    }

    /// Choices of kind.
    pub(super) fn kinds(&self) -> Vec<Choice> {
        let choice = |kind: &SolutionKind| {
            Choice::new(kind.code(), self.frame.word("solution-kind", kind.code()), self.kind())
        };
        self.counted(SolutionKind::ALL.iter().map(choice), |facets| &facets.kinds)
    }

    /// Choices of lifecycle.
    pub(super) fn lifecycles(&self) -> Vec<Choice> {
        let choice = |state: &Lifecycle| {
            Choice::new(state.code(), self.frame.word("lifecycle", state.code()), self.lifecycle())
        };
        self.counted(Lifecycle::ALL.iter().map(choice), |facets| &facets.lifecycles)
    }

    /// Choices of organisation.
    pub(super) fn organisations(&self) -> Vec<Choice> {
        let chosen = self.organisation();
        let choice = |organisation: &Organisation| {
            let choice =
                Choice::new(&organisation::code(organisation), organisation.short_name.clone(), &chosen);
            let count = self.facets.as_ref().map(|facets| facets.users.get(&organisation.id));
            self.with_count(choice, count.map(|count| count.copied().unwrap_or(0)))
        };
        self.with_any(self.directory.organisations.iter().filter_map(choice))
    }

    /// Choices of capability.
    pub(super) fn capabilities(&self) -> Vec<Choice> {
        let choice = |known: &Capability| {
            Choice::new(&known.code, names::capability(self.frame, known), &self.filter.capability)
        };
        self.counted(self.directory.capabilities.iter().map(choice), |facets| &facets.capabilities)
    }

    /// Service areas under their groups; a group can be chosen whole.
    pub(super) fn areas(&self) -> Vec<(String, Vec<Choice>)> {
        let (frame, chosen) = (self.frame, self.area());
        let group = |(group, group_en): (&str, &str)| {
            let name = names::group(frame, (group, group_en));
            let whole = Choice::new(group, frame.t1("solution-whole-group", "group", &name), chosen);
            let within = self.directory.service_areas.iter().filter(|area| area.group == group);
            let within = within.map(|area| Choice::new(&area.code, names::area(frame, area), chosen));
            let choices = std::iter::once(whole).chain(within);
            (name, choices.filter_map(|choice| self.choice(choice, |facets| &facets.areas)).collect())
        };
        let groups: Vec<(String, Vec<Choice>)> =
            self.directory.area_groups().into_iter().map(group).collect();
        groups.into_iter().filter(|(_, choices)| !choices.is_empty()).collect()
    }

    /// What the form keeps that it has no field for.
    pub(super) fn kept(&self) -> Vec<(&'static str, String)> {
        let kept = [("favoriter", self.favourites().to_owned()), ("sortering", self.order().to_owned())];
        kept.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    fn counted(
        &self,
        choices: impl Iterator<Item = Choice>,
        counts: fn(&SolutionFacets) -> &BTreeMap<String, i64>,
    ) -> Vec<Choice> {
        self.with_any(choices.filter_map(|choice| self.choice(choice, counts)))
    }

    fn choice(
        &self,
        choice: Choice,
        counts: fn(&SolutionFacets) -> &BTreeMap<String, i64>,
    ) -> Option<Choice> {
        let count =
            self.facets.as_ref().map(|facets| counts(facets).get(&choice.value).copied().unwrap_or(0));
        self.with_count(choice, count)
    }

    /// A choice with how many it would leave; none where that is nothing, unless it is the one that is chosen.
    fn with_count(&self, choice: Choice, count: Option<i64>) -> Option<Choice> {
        match count {
            None => Some(choice),
            Some(0) if !choice.chosen => None,
            Some(count) => {
                let values = (("choice", choice.label.as_str()), ("count", &*self.frame.number(count)));
                Some(Choice { label: self.frame.t2("list-choice-count", values.0, values.1), ..choice })
            }
        }
    }

    fn with_any(&self, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
        let mut all: Vec<Choice> = choices.collect();
        let any = !all.iter().any(|choice| choice.chosen);
        all.insert(0, Choice { value: String::new(), label: self.frame.t("solution-any"), chosen: any });
        all
    }
}
