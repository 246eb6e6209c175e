//! What the list of needs is narrowed to: read from the address, shown as views, choices and removable chips.

use app::Directory;
use app::{NeedFilter, NeedSort};
use domain::need::{Need, NeedState};
use domain::organisation::Organisation;
use domain::permission::{Actor, Member};
use domain::text;
use serde::Deserialize;

use crate::frame::Frame;
use crate::list::{Address, Chip, Choice};
use crate::names;

/// Characters of a search that are used. Longer ones are pasted by mistake.
const SEARCH_MAX: usize = 200;

/// The orders of the list: what the address says, and the key of its text.
const ORDERS: [(NeedSort, &str, &str); 3] = [
    (NeedSort::Updated, "andrad", "needs-by-changed"),
    (NeedSort::Title, "rubrik", "needs-by-title"),
    (NeedSort::Affected, "antal", "needs-by-affected"),
];

/// The states to choose between.
const STATES: [&str; 3] = ["draft", "submitted", "withdrawn"];

/// The list's state as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    visa: String,
    q: String,
    kommun: String,
    omrade: String,
    lage: String,
    sortering: String,
    sida: String,
    /// How many drafts a meeting has just given; no filter.
    pub(super) sparade: String,
}

/// Whose needs are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Mine,
    Organisation,
    All,
}

impl Whose {
    const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mina",
            Self::Organisation => "kommun",
            Self::All => "",
        }
    }
}

/// A link to another view of the list.
pub(super) struct View {
    pub(super) address: String,
    pub(super) label: String,
    pub(super) current: bool,
}

/// The same with its words understood. What is not understood does not narrow, and gets no chip.
pub(super) struct Chosen<'a> {
    frame: &'a Frame,
    directory: &'a Directory,
    /// For the database.
    pub(super) filter: NeedFilter,
    whose: Whose,
    member: Option<&'a Member>,
    organisation: Option<&'a Organisation>,
    /// Page of the list, from one.
    pub(super) page: u32,
}

impl<'a> Chosen<'a> {
    pub(super) fn new(frame: &'a Frame, directory: &'a Directory, actor: &'a Actor, asked: &Asked) -> Self {
        let member = actor.member();
        let whose = match (asked.visa.as_str(), member) {
            ("mina", Some(_)) => Whose::Mine,
            ("kommun", Some(_)) => Whose::Organisation,
            _ => Whose::All,
        };
        let organisation = directory.organisation_called(&asked.kommun).filter(|_| whose == Whose::All);
        let is_group = directory.area_groups().iter().any(|(group, _)| *group == asked.omrade);
        let sort = ORDERS.iter().find(|(_, name, _)| *name == asked.sortering);
        let state = STATES.iter().find(|state| **state == asked.lage);
        let filter = NeedFilter {
            search: text::clean(&asked.q).chars().take(SEARCH_MAX).collect(),
            service_area: directory
                .service_area(&asked.omrade)
                .map(|area| area.code.clone())
                .unwrap_or_default(),
            area_group: if is_group { asked.omrade.clone() } else { String::new() },
            organisation: match whose {
                Whose::Organisation => member.map(|member| member.organisation),
                Whose::Mine | Whose::All => organisation.map(|organisation| organisation.id),
            },
            author: member.filter(|_| whose == Whose::Mine).map(|member| member.person),
            state: state.map(|state| (*state).to_owned()).unwrap_or_default(),
            sort: sort.map(|(sort, _, _)| *sort).unwrap_or_default(),
        };
        let page = asked.sida.parse().unwrap_or(1).max(1);
        Self { frame, directory, filter, whose, member, organisation, page }
    }

    /// The filter of the whole view, without what narrows it further.
    pub(super) fn whole_view(&self) -> NeedFilter {
        NeedFilter {
            author: self.filter.author,
            organisation: self.filter.organisation.filter(|_| self.whose == Whose::Organisation),
            ..NeedFilter::default()
        }
    }

    /// The list's address.
    pub(super) fn address(&self) -> Address {
        Address::of("/behov")
            .with("visa", self.whose.code())
            .with("q", &self.filter.search)
            .with("kommun", self.organisation_name())
            .with("omrade", self.area())
            .with("lage", &self.filter.state)
            .with("sortering", self.order())
    }

    /// The address of the view without filters.
    pub(super) fn cleared(&self) -> String {
        Address::of("/behov").with("visa", self.whose.code()).page(1)
    }

    fn organisation_name(&self) -> &str {
        self.organisation.map_or("", |organisation| &organisation.short_name)
    }

    /// The chosen service area or group, as the address says it.
    fn area(&self) -> &str {
        if self.filter.area_group.is_empty() { &self.filter.service_area } else { &self.filter.area_group }
    }

    /// The order in the address; empty for the usual one.
    fn order(&self) -> &'static str {
        let usual = self.filter.sort == NeedSort::default();
        let chosen = ORDERS.iter().find(|(sort, _, _)| *sort == self.filter.sort);
        chosen.filter(|_| !usual).map_or("", |(_, name, _)| name)
    }

    /// The order in words.
    pub(super) fn order_in_words(&self) -> String {
        let chosen = ORDERS.iter().find(|(sort, _, _)| *sort == self.filter.sort);
        chosen.map(|(_, _, key)| self.frame.t(key)).unwrap_or_default()
    }

    /// Whether the list is in the order of titles.
    pub(super) fn is_by_title(&self) -> bool {
        self.filter.sort == NeedSort::Title
    }

    /// Whether the last changed stands first.
    pub(super) fn is_by_change(&self) -> bool {
        self.filter.sort == NeedSort::Updated
    }

    /// Links to the same list in each order.
    pub(super) fn orders(&self) -> Vec<View> {
        let address = self.address();
        let link = |(sort, name, key): &(NeedSort, &'static str, &'static str)| View {
            address: address.changed("sortering", if *sort == NeedSort::default() { "" } else { name }),
            label: self.frame.t(key),
            current: *sort == self.filter.sort,
        };
        ORDERS.iter().map(link).collect()
    }

    /// Mine, my municipality's, all, drafts; nothing to choose for who is not signed in.
    pub(super) fn views(&self) -> Vec<View> {
        if self.member.is_none() {
            return Vec::new();
        }
        let drafts = self.whose == Whose::Mine && self.filter.state == NeedState::Draft.code();
        let view = |whose: Whose, key: &str| View {
            address: Address::of("/behov").with("visa", whose.code()).page(1),
            label: self.frame.t(key),
            current: self.whose == whose && !drafts,
        };
        vec![
            view(Whose::Mine, "needs-mine"),
            view(Whose::Organisation, "needs-of-organisation"),
            view(Whose::All, "needs-all"),
            View {
                address: Address::of("/behov")
                    .with("visa", "mina")
                    .with("lage", NeedState::Draft.code())
                    .page(1),
                label: self.frame.t("needs-drafts"),
                current: drafts,
            },
        ]
    }

    /// Whether a municipality can be chosen: only where there is more than one.
    pub(super) fn has_organisations(&self) -> bool {
        self.whose == Whose::All
    }

    /// The filters that are on.
    pub(super) fn chips(&self) -> Vec<Chip> {
        let (frame, address) = (self.frame, self.address());
        let chip = |(name, key, value): (&'static str, &str, String)| Chip {
            text: frame.t1(key, "value", &value),
            without: address.without(name),
        };
        self.values().into_iter().map(chip).collect()
    }

    /// What the list is narrowed to, as a person lists it: "Förskola och Utkast".
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
        let state = Some(&filter.state).filter(|state| !state.is_empty());
        [
            ("q", "need-chip-search", Some(filter.search.clone()).filter(|search| !search.is_empty())),
            ("kommun", "need-chip-organisation", self.organisation.map(|known| known.short_name.clone())),
            ("omrade", "need-chip-area", area),
            ("lage", "need-chip-state", state.map(|state| frame.word("need-state", state))),
        ]
        .into_iter()
        .filter_map(|(name, key, value)| value.map(|value| (name, key, value)))
        .collect()
    }

    /// Choices of organisation.
    pub(super) fn organisations(&self) -> Vec<Choice> {
        let chosen = self.organisation_name();
        let choice = |known: &Organisation| Choice::new(&known.short_name, known.short_name.clone(), chosen);
        self.with_any(self.directory.organisations.iter().map(choice))
    }

    /// Choices of service area: the groups, and the one area that a link may have chosen.
    pub(super) fn areas(&self) -> Vec<Choice> {
        let (frame, chosen) = (self.frame, self.area());
        let groups = self.directory.area_groups();
        let groups = groups.into_iter().map(|group| Choice::new(group.0, names::group(frame, group), chosen));
        let area = self.directory.service_area(&self.filter.service_area);
        let area = area.map(|area| Choice::new(&area.code, names::area(frame, area), chosen));
        self.with_any(groups.chain(area))
    }

    /// Choices of state.
    pub(super) fn states(&self) -> Vec<Choice> {
        let choice =
            |state: &&str| Choice::new(state, self.frame.word("need-state", state), &self.filter.state);
        self.with_any(STATES.iter().map(choice))
    }

    /// What the form keeps that it has no field for.
    pub(super) fn kept(&self) -> Vec<(&'static str, String)> {
        let kept = [("visa", self.whose.code().to_owned()), ("sortering", self.order().to_owned())];
        kept.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The organisation and the area of a need, in words.
    pub(super) fn names_of(&self, need: &Need) -> (String, String) {
        let organisation = self.directory.organisation(need.organisation);
        let area = need.facts.service_area.as_deref();
        (
            organisation.map(|organisation| organisation.short_name.clone()).unwrap_or_default(),
            area.map(|code| names::area_of(self.frame, self.directory, code)).unwrap_or_default(),
        )
    }

    fn with_any(&self, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
        let mut all: Vec<Choice> = choices.collect();
        let any = !all.iter().any(|choice| choice.chosen);
        all.insert(0, Choice { value: String::new(), label: self.frame.t("need-any"), chosen: any });
        all
    }
}
