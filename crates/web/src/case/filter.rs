//! What the list of cases is narrowed to: read from the address, shown as views, choices and removable chips.

use app::{ANY_STATE, CaseFilter, CaseSort, Directory};
use domain::case::CaseState;
use domain::permission::Member;
use domain::process::{Definition, Track};
use domain::text;
use serde::Deserialize;

use super::said;
use crate::frame::Frame;
use crate::list::{Address, Chip, Choice};

/// Characters of a search that are used. Longer ones are pasted by mistake.
const SEARCH_MAX: usize = 200;

/// The orders of the list: what the address says, and the key of its text.
const ORDERS: [(CaseSort, &str, &str); 4] = [
    (CaseSort::Updated, "andrad", "cases-by-changed"),
    (CaseSort::Due, "tid", "cases-by-due"),
    (CaseSort::Entered, "vantat", "cases-by-entered"),
    (CaseSort::Title, "rubrik", "cases-by-title"),
];

/// The list's state as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    visa: String,
    q: String,
    kommun: String,
    steg: String,
    lage: String,
    spar: String,
    sen: String,
    sortering: String,
    sida: String,
}

/// Which cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// What waits on whoever looks.
    Waiting,
    /// Those of the own organisation.
    Organisation,
    /// All that can be read.
    All,
}

impl View {
    const ALL: [Self; 3] = [Self::Waiting, Self::Organisation, Self::All];

    const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "vantar",
            Self::Organisation => "kommun",
            Self::All => "",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "cases-waiting",
            Self::Organisation => "cases-of-ours",
            Self::All => "cases-all",
        }
    }
}

/// A link to another view or order of the list.
pub(super) struct Link {
    pub(super) address: String,
    pub(super) label: String,
    pub(super) current: bool,
}

/// The same with its words understood. What is not understood does not narrow, and gets no chip.
pub(super) struct Chosen<'a> {
    frame: &'a Frame,
    directory: &'a Directory,
    definition: &'a Definition,
    member: &'a Member,
    pub(super) view: View,
    /// For the database.
    pub(super) filter: CaseFilter,
    is_late: bool,
    /// Page of the list, from one.
    pub(super) page: u32,
    /// Where it is shown.
    path: &'static str,
}

impl<'a> Chosen<'a> {
    pub(super) fn new(
        frame: &'a Frame,
        (directory, definition): (&'a Directory, &'a Definition),
        member: &'a Member,
        asked: &Asked,
        today: jiff::civil::Date,
    ) -> Self {
        let view = View::ALL.into_iter().find(|view| view.code() == asked.visa).unwrap_or(View::All);
        let organisation = directory.organisation_called(&asked.kommun).filter(|_| view == View::All);
        let known = |code: &&String| definition.stage(code).is_some();
        let is_late = asked.sen == "ja";
        let filter = CaseFilter {
            search: text::clean(&asked.q).chars().take(SEARCH_MAX).collect(),
            organisation: match view {
                View::Organisation => Some(member.organisation),
                View::Waiting | View::All => organisation.map(|organisation| organisation.id),
            },
            stage: Some(&asked.steg).filter(known).cloned().unwrap_or_default(),
            state: CaseState::from_code(&asked.lage).map(|state| state.code().to_owned()).unwrap_or_default(),
            track: Track::from_code(&asked.spar).map(|track| track.code().to_owned()).unwrap_or_default(),
            waiting: None,
            late_on: is_late.then_some(today),
            sort: match ORDERS.iter().find(|(_, name, _)| *name == asked.sortering) {
                Some((sort, ..)) => *sort,
                None if view == View::Waiting => CaseSort::Due,
                None => CaseSort::default(),
            },
        };
        let page = asked.sida.parse().unwrap_or(1).max(1);
        Self { frame, directory, definition, member, view, filter, is_late, page, path: "/arenden" }
    }

    /// The same at another path: a picture of the same cases.
    pub(super) fn at(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// The address of another picture of the same cases. Where a list has its own views, a picture has all cases.
    pub(super) fn address_at(&self, path: &'static str) -> Address {
        let organisation = self.filter.organisation.and_then(|id| self.directory.organisation(id));
        Address::of(path)
            .with("q", &self.filter.search)
            .with("kommun", organisation.map_or("", |one| one.short_name.as_str()))
            .with("spar", &self.filter.track)
            .with("sen", if self.is_late { "ja" } else { "" })
    }

    /// The filter without the state: those that have left are told of too.
    pub(super) fn everything(&self) -> CaseFilter {
        CaseFilter { state: ANY_STATE.to_owned(), ..self.filter.clone() }
    }

    /// The list's address.
    pub(super) fn address(&self) -> Address {
        let organisation = self.filter.organisation.filter(|_| self.view == View::All);
        let organisation = organisation.and_then(|id| self.directory.organisation(id));
        Address::of(self.path)
            .with("visa", self.view.code())
            .with("q", &self.filter.search)
            .with("kommun", organisation.map_or("", |one| one.short_name.as_str()))
            .with("steg", &self.filter.stage)
            .with("lage", &self.filter.state)
            .with("spar", &self.filter.track)
            .with("sen", if self.is_late { "ja" } else { "" })
            .with("sortering", self.order())
    }

    /// The order in the address; empty for the usual one.
    fn order(&self) -> &'static str {
        let usual = if self.view == View::Waiting { CaseSort::Due } else { CaseSort::default() };
        let chosen = ORDERS.iter().find(|(sort, ..)| *sort == self.filter.sort);
        chosen.filter(|_| self.filter.sort != usual).map_or("", |(_, name, _)| name)
    }

    /// The order in words, as a line says it.
    pub(super) fn order_in_words(&self) -> String {
        let chosen = ORDERS.iter().find(|(sort, ..)| *sort == self.filter.sort);
        chosen.map(|(.., key)| self.frame.t(key)).unwrap_or_default()
    }

    /// The address of the view without filters.
    pub(super) fn cleared(&self) -> String {
        Address::of(self.path).with("visa", self.view.code()).page(1)
    }

    /// Links to the views.
    pub(super) fn views(&self) -> Vec<Link> {
        let link = |view: View| Link {
            address: Address::of(self.path).with("visa", view.code()).page(1),
            label: match view {
                View::Organisation => {
                    let own = self.directory.organisation(self.member.organisation);
                    own.map(|own| own.short_name.clone()).unwrap_or_default()
                }
                View::Waiting | View::All => self.frame.t(view.key()),
            },
            current: view == self.view,
        };
        View::ALL.into_iter().map(link).collect()
    }

    /// Links to the orders.
    pub(super) fn orders(&self) -> Vec<Link> {
        let link = |(sort, name, key): &(CaseSort, &'static str, &str)| Link {
            address: self.address().changed("sortering", name),
            label: self.frame.t(key),
            current: *sort == self.filter.sort,
        };
        ORDERS.iter().map(link).collect()
    }

    /// The filters that are on.
    pub(super) fn chips(&self) -> Vec<Chip> {
        let address = self.address();
        let chip = |(name, key, value): (&'static str, &str, String)| Chip {
            text: self.frame.t1(key, "value", &value),
            without: address.without(name),
        };
        self.values().into_iter().map(chip).collect()
    }

    /// What the list is narrowed to, as a person lists it.
    pub(super) fn narrowed_to(&self) -> String {
        let values: Vec<String> = self.values().into_iter().map(|(_, _, value)| value).collect();
        self.frame.list(&values)
    }

    fn values(&self) -> Vec<(&'static str, &'static str, String)> {
        let (frame, filter) = (self.frame, &self.filter);
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let organisation = filter.organisation.filter(|_| self.view == View::All);
        let organisation = organisation.and_then(|id| self.directory.organisation(id));
        let stage = self.definition.stage(&filter.stage);
        [
            ("q", "need-chip-search", some(&filter.search)),
            ("kommun", "need-chip-organisation", organisation.map(|known| known.short_name.clone())),
            ("steg", "cases-chip-stage", stage.map(|stage| said(frame, &stage.name).to_owned())),
            ("lage", "need-chip-state", some(&filter.state).map(|state| frame.word("case-state", &state))),
            ("spar", "cases-chip-track", some(&filter.track).map(|track| frame.word("track", &track))),
            ("sen", "cases-chip-late", self.is_late.then(|| frame.t("cases-late"))),
        ]
        .into_iter()
        .filter_map(|(name, key, value)| value.map(|value| (name, key, value)))
        .collect()
    }

    /// Whether organisations can be chosen between.
    pub(super) fn has_organisations(&self) -> bool {
        self.view == View::All
    }

    /// Choices of organisation.
    pub(super) fn organisations(&self) -> Vec<Choice> {
        let chosen = self.filter.organisation;
        let choice = |known: &domain::organisation::Organisation| Choice {
            value: known.short_name.clone(),
            label: known.short_name.clone(),
            chosen: Some(known.id) == chosen,
        };
        self.with_any(self.directory.living().map(choice))
    }

    /// Choices of stage, as the process has them today.
    pub(super) fn stages(&self) -> Vec<Choice> {
        let choice = |stage: &domain::process::Stage| {
            Choice::new(&stage.code, said(self.frame, &stage.name).to_owned(), &self.filter.stage)
        };
        self.with_any(self.definition.stages.iter().map(choice))
    }

    /// Choices of state; those that are not over where nothing is chosen.
    pub(super) fn states(&self) -> Vec<Choice> {
        let choice = |state: &CaseState| {
            Choice::new(state.code(), self.frame.word("case-state", state.code()), &self.filter.state)
        };
        let mut all: Vec<Choice> = CaseState::ALL.iter().map(choice).collect();
        let none = !all.iter().any(|choice| choice.chosen);
        let label = self.frame.t("cases-not-over");
        all.insert(0, Choice { value: String::new(), label, chosen: none });
        all
    }

    /// Choices of track.
    pub(super) fn tracks(&self) -> Vec<Choice> {
        let choice = |track: &Track| {
            Choice::new(track.code(), self.frame.word("track", track.code()), &self.filter.track)
        };
        self.with_any(Track::ALL.iter().map(choice))
    }

    /// Whether only what is late is listed.
    pub(super) fn times(&self) -> Vec<Choice> {
        let chosen = if self.is_late { "ja" } else { "" };
        self.with_any(std::iter::once(Choice::new("ja", self.frame.t("cases-only-late"), chosen)))
    }

    /// What the form keeps that it has no field for.
    pub(super) fn kept(&self) -> Vec<(&'static str, String)> {
        let kept = [("visa", self.view.code().to_owned()), ("sortering", self.order().to_owned())];
        kept.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    fn with_any(&self, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
        let mut all: Vec<Choice> = choices.collect();
        let any = !all.iter().any(|choice| choice.chosen);
        all.insert(0, Choice { value: String::new(), label: self.frame.t("need-any"), chosen: any });
        all
    }
}
