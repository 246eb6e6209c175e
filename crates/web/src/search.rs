//! One search over everything there are pages for, by the beginnings of words, narrowed by kind and organisation.
//!
//! The whole page, or the part that a script puts into it while somebody types; both are the same address. Deliberately not here: what is
//! found and who may know of it (`app::find`), and matching, which understands a need.

mod facets;
mod kind;
mod row;

use app::find::{FindQuestion, Found, FoundKind, FoundSection};
use app::{Directory, Page};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use domain::number::{Number, Series};
use domain::text;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::list::{Address, Chip, PAGE_SIZE, Pages};
use crate::routes::Routes;
use crate::visitor::{Request, Wants};

use facets::{Facet, Facets};
use row::Item;

/// Characters of a search that are used. Longer ones are pasted by mistake.
const SEARCH_MAX: usize = 200;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/sok", search)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    typ: String,
    organisation: String,
    sida: String,
}

/// The same with its words understood. What is not understood does not narrow, and gets no chip.
struct Chosen {
    search: String,
    kind: Option<FoundKind>,
    /// The organisation's short name in the address.
    organisation: String,
    question: FindQuestion,
    page: u32,
}

impl Chosen {
    fn new(directory: &Directory, asked: &Asked) -> Self {
        let search: String = text::clean(&asked.q).chars().take(SEARCH_MAX).collect();
        let kind = kind::named(&asked.typ);
        let organisation = directory.organisation_called(&asked.organisation);
        let page: u32 = asked.sida.parse().unwrap_or(1).max(1);
        Self {
            question: FindQuestion {
                search: search.clone(),
                kind,
                organisation: organisation.map(|known| known.id),
                page: kind.map(|_| Page::new(page, PAGE_SIZE)),
            },
            organisation: organisation.map(|known| known.short_name.clone()).unwrap_or_default(),
            search,
            kind,
            page,
        }
    }

    fn address(&self) -> Address {
        Address::of("/sok")
            .with("q", &self.search)
            .with("typ", self.kind.map_or("", kind::name))
            .with("organisation", &self.organisation)
    }

    fn chips(&self, frame: &Frame) -> Vec<Chip> {
        let address = self.address();
        let kind = self.kind.map(|kind| ("typ", "search-chip-kind", frame.t(kind::label(kind))));
        let organisation = Some(&self.organisation).filter(|name| !name.is_empty());
        let organisation =
            organisation.map(|name| ("organisation", "search-chip-organisation", name.clone()));
        let chip = |(name, key, value): (&'static str, &str, String)| Chip {
            text: frame.t1(key, "value", &value),
            without: address.without(name),
        };
        kind.into_iter().chain(organisation).map(chip).collect()
    }
}

/// What was found of one kind.
struct Part {
    id: &'static str,
    heading: String,
    /// The kind's own list with the same search, where it has one.
    list: String,
    /// All of the kind here, where there are more.
    all: Option<Facet>,
    items: Vec<Item>,
}

#[derive(Template)]
#[template(path = "search/page.html")]
struct SearchPage<'a> {
    frame: &'a Frame,
    chosen: &'a Chosen,
    rows: String,
}

/// The part that changes with what is searched.
#[derive(Template)]
#[template(path = "search/rows.html")]
struct Rows<'a> {
    frame: &'a Frame,
    chosen: &'a Chosen,
    /// Whether there were words to look for.
    asked: bool,
    chips: Vec<Chip>,
    /// How much was found, in words.
    count: String,
    facets: Facets,
    parts: Vec<Part>,
    pages: Option<Pages>,
    meant: Option<Facet>,
    /// The box with the text in it, where a need begins.
    describe: String,
    /// How far the index has come, while it is not complete.
    reading: Option<u8>,
}

async fn search(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, wants, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let mut chosen = Chosen::new(&directory, &asked);
    if let Ok(number) = chosen.search.parse::<Number>()
        && *wants == Wants::Page
    {
        return Ok(Redirect::to(&address_of(number)).into_response());
    }
    let mut found = state.app.find(&visitor.actor, &chosen.question).await.map_err(failed)?;
    // A number past the end gives the last page.
    let last = found.total.max(1).unsigned_abs().div_ceil(u64::from(PAGE_SIZE));
    if chosen.kind.is_some() && u64::from(chosen.page) > last {
        chosen.page = u32::try_from(last).unwrap_or(u32::MAX);
        chosen.question.page = Some(Page::new(chosen.page, PAGE_SIZE));
        found = state.app.find(&visitor.actor, &chosen.question).await.map_err(failed)?;
    }
    let rows = rows(frame, &chosen, &found);
    match wants {
        Wants::Part => {
            Ok(([("hx-push-url", chosen.address().page(chosen.page))], html(&rows)).into_response())
        }
        Wants::Page => {
            let rows = rows.render().unwrap_or_default();
            Ok(html(&SearchPage { frame, chosen: &chosen, rows }))
        }
    }
}

fn address_of(number: Number) -> String {
    match number.series {
        Series::Need => format!("/behov/{number}"),
        Series::Solution => format!("/losningar/{number}"),
        Series::Case => format!("/arenden/{number}"),
        Series::Initiative => format!("/initiativ/{number}"),
        Series::Contract => format!("/avtal/{number}"),
    }
}

fn rows<'a>(frame: &'a Frame, chosen: &'a Chosen, found: &Found) -> Rows<'a> {
    let address = chosen.address();
    let parts = found.sections.iter().map(|section| part(frame, chosen, &address, section)).collect();
    let meant = found.meant.as_ref().map(|words| Facet {
        label: words.clone(),
        address: address.changed("q", words),
        count: String::new(),
        current: false,
    });
    Rows {
        frame,
        asked: !text::search_words(&chosen.search).is_empty(),
        chips: chosen.chips(frame),
        count: frame.tn("search-found", found.total),
        facets: Facets::new(frame, chosen, found),
        parts,
        pages: chosen.kind.map(|_| Pages::new(frame, &address, chosen.page, found.total)),
        meant,
        describe: Address::of("/matchning").changed("text", &chosen.search),
        reading: found.index.filter(|index| !index.complete).map(|index| index.percent()),
        chosen,
    }
}

fn part(frame: &Frame, chosen: &Chosen, address: &Address, section: &FoundSection) -> Part {
    let items: Vec<Item> = section.rows.iter().map(|row| Item::of(frame, row)).collect();
    let shown = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let heading = frame.tn(kind::count_label(section.kind), section.total);
    let all = chosen.kind.is_none() && section.total > shown;
    Part {
        id: kind::name(section.kind),
        list: kind::list(section, &chosen.search, &chosen.organisation),
        all: all.then(|| Facet {
            label: frame.t1("search-show-all", "count", &frame.number(section.total)),
            address: address.changed("typ", kind::name(section.kind)),
            count: String::new(),
            current: false,
        }),
        heading,
        items,
    }
}
