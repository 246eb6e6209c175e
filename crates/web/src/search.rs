//! One search over needs, solutions and organisations, by the beginnings of words.
//!
//! Deliberately not here: matching, which understands a need; this finds what somebody knows the name of.

use app::AppError;
use app::Page;
use app::SolutionFilter;
use app::solution::SolutionRow;
use app::{InitiativeFilter, LessonFilter, Listed, NeedFilter};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use domain::number::{Number, Series};
use domain::organisation::Organisation;
use domain::permission::Actor;
use domain::text;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::list::Address;
use crate::routes::Routes;
use crate::visitor::Request;
use crate::{organisation, solution};

/// Rows of each sort; the lists show the rest.
const FIRST: u32 = 8;
/// Characters of a search that are used. Longer ones are pasted by mistake.
const SEARCH_MAX: usize = 200;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/sok", search)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
}

/// Something that was found.
struct Item {
    address: String,
    name: String,
    about: String,
}

/// What was found of one sort.
struct Found {
    id: &'static str,
    heading: String,
    all: String,
    items: Vec<Item>,
}

#[derive(Template)]
#[template(path = "search/page.html")]
struct SearchPage<'a> {
    frame: &'a Frame,
    search: String,
    found: Vec<Found>,
}

async fn search(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let search: String = text::clean(&asked.q).chars().take(SEARCH_MAX).collect();
    if let Ok(number) = search.parse::<Number>() {
        return Ok(Redirect::to(&address_of(number)).into_response());
    }
    let found = if text::search_words(&search).is_empty() {
        Vec::new()
    } else {
        let found = everything(&state, &request.visitor.actor, frame, &search).await;
        found.map_err(|error| Failure::page(error, frame.clone()))?
    };
    Ok(html(&SearchPage { frame, search, found }))
}

fn address_of(number: Number) -> String {
    match number.series {
        Series::Need => format!("/behov/{number}"),
        Series::Solution => format!("/losningar/{number}"),
        Series::Case => format!("/arenden/{number}"),
        Series::Initiative => format!("/initiativ/{number}"),
    }
}

/// What the reader can see of each sort, without the sorts that have nothing.
async fn everything(
    state: &State,
    actor: &Actor,
    frame: &Frame,
    search: &str,
) -> Result<Vec<Found>, AppError> {
    let page = Page::new(1, FIRST);
    let filter = SolutionFilter { search: search.to_owned(), ..SolutionFilter::default() };
    let solutions = state.app.list_solutions(actor, &filter, page).await?;
    let filter = NeedFilter { search: search.to_owned(), ..NeedFilter::default() };
    let needs = state.app.list_needs(actor, &filter, page).await?;
    let organisations = state.app.find_organisations(search).await?;
    let (initiatives, lessons) = of_members(state, actor, search, page).await?;
    let initiative = |row: &app::initiative::InitiativeRow| Item {
        address: format!("/initiativ/{}", row.initiative.number),
        name: row.initiative.title.clone(),
        about: format!("{} · {}", row.organisation, row.initiative.number),
    };
    let lesson = |row: &app::lesson::LessonRow| Item {
        address: format!("/lardomar/{}", row.lesson.id),
        name: row.lesson.title.clone(),
        about: row.organisation.clone(),
    };
    let directory = state.app.directory().await?;
    let need = |need: &domain::need::Need| Item {
        address: format!("/behov/{}", need.number),
        name: need.facts.title.clone(),
        about: match directory.organisation(need.organisation) {
            Some(organisation) => format!("{} · {}", organisation.short_name, need.number),
            None => need.number.to_string(),
        },
    };
    let found = [
        Found {
            id: "losningar",
            heading: frame.tn("search-solutions", solutions.total),
            all: Address::of("/losningar").changed("q", search),
            items: solutions.rows.iter().map(|row| solution_item(frame, row)).collect(),
        },
        Found {
            id: "behov",
            heading: frame.tn("search-needs", needs.total),
            all: Address::of("/behov").changed("q", search),
            items: needs.rows.iter().map(need).collect(),
        },
        Found {
            id: "initiativ",
            heading: frame.tn("search-initiatives", initiatives.total),
            all: Address::of("/initiativ").with("lage", "alla").changed("q", search),
            items: initiatives.rows.iter().map(initiative).collect(),
        },
        Found {
            id: "lardomar",
            heading: frame.tn("search-lessons", lessons.total),
            all: Address::of("/lardomar").changed("q", search),
            items: lessons.rows.iter().map(lesson).collect(),
        },
        Found {
            id: "organisationer",
            heading: frame.tn("search-organisations", i64::try_from(organisations.len()).unwrap_or(i64::MAX)),
            all: "/organisationer".to_owned(),
            items: organisations
                .iter()
                .take(FIRST as usize)
                .map(|found| organisation_item(frame, found))
                .collect(),
        },
    ];
    Ok(found.into_iter().filter(|found| !found.items.is_empty()).collect())
}

/// What only who is signed in finds.
async fn of_members(
    state: &State,
    actor: &Actor,
    search: &str,
    page: Page,
) -> Result<(Listed<app::initiative::InitiativeRow>, Listed<app::lesson::LessonRow>), AppError> {
    if actor.member().is_none() {
        let (rows, lessons) = (Vec::new(), Vec::new());
        return Ok((Listed { rows, total: 0 }, Listed { rows: lessons, total: 0 }));
    }
    let filter = InitiativeFilter {
        search: search.to_owned(),
        state: app::ANY_STATE.to_owned(),
        ..InitiativeFilter::default()
    };
    let initiatives = state.app.list_initiatives(actor, &filter, page).await?;
    let filter = LessonFilter { search: search.to_owned(), ..LessonFilter::default() };
    Ok((initiatives, state.app.list_lessons(actor, &filter, page).await?))
}

fn solution_item(frame: &Frame, row: &SolutionRow) -> Item {
    let kind = frame.word("solution-kind", row.solution.facts.kind.code());
    Item {
        address: format!("/losningar/{}", row.solution.number),
        name: row.solution.facts.name.clone(),
        about: format!("{kind} · {}", solution::users(frame, &row.usages)),
    }
}

fn organisation_item(frame: &Frame, organisation: &Organisation) -> Item {
    Item {
        address: organisation::address(organisation),
        name: organisation.short_name.clone(),
        about: frame.word("organisation-kind", organisation.kind.code()),
    }
}
