//! The start page: one text box, and what it finds while one types.

use app::NeedFilter;
use app::Page;
use app::matches::Question;
use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use axum_extra::extract::Form;
use domain::permission::Actor;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::hints;
use crate::lesson;
use crate::matches::{self, Answer, worth_asking};
use crate::nothing::{self, Why};
use crate::reminder::{self, Near};
use crate::routes::Routes;
use crate::visitor::{Request, Wants};

/// Solutions shown under the box.
const SOLUTIONS: usize = 8;
/// Similar needs shown beside it.
const NEEDS: usize = 3;
/// The id of the form with the box.
const ASK: &str = "fraga";
/// Own drafts shown beside it.
const DRAFTS: u32 = 4;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/", start).get("/matchning", matching_page).post("/matchning", matching)
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    text: String,
    /// An example that was pressed, without script.
    exempel: Option<String>,
}

/// An own draft.
struct Draft {
    number: String,
    title: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "start/page.html")]
struct StartPage<'a> {
    frame: &'a Frame,
    text: String,
    drafts: Vec<Draft>,
    reminders: Vec<Near>,
    more: i64,
    writes: bool,
    answer: String,
    similar: String,
}

impl StartPage<'_> {
    /// Whether there are more reminders than the page shows.
    const fn has_more(&self) -> bool {
        self.more > 0
    }
}

async fn start(shared: Shared<State>, request: Request) -> Result<Response, Failure> {
    with_text(&shared.0, &request, "").await
}

async fn matching_page(
    shared: Shared<State>,
    request: Request,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    with_text(&shared.0, &request, &asked.exempel.unwrap_or(asked.text)).await
}

/// A post, so that what people write does not end up in addresses, histories and logs.
async fn matching(
    shared: Shared<State>,
    request: Request,
    form: Result<Form<Asked>, axum_extra::extract::FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(asked)) = form else { return Err(Failure::unreadable_form(request.frame)) };
    with_text(&shared.0, &request, &asked.exempel.unwrap_or(asked.text)).await
}

/// The start page with a text in its box and what was found for it.
pub(crate) async fn with_text(state: &State, request: &Request, text: &str) -> Result<Response, Failure> {
    let Request { visitor, frame, wants, .. } = request;
    let question = Question { text, solutions: SOLUTIONS, needs: NEEDS, except: None };
    let mut answer = if worth_asking(text) {
        let found = state.app.matches(&visitor.actor, question).await;
        Answer::found(frame, &found.map_err(|error| Failure::page(error, frame.clone()))?.clear_ones())
    } else {
        Answer::examples(frame)
    };
    if answer.asked == matches::Asked::Enough {
        let lessons = lesson::beside(state, request, text).await;
        answer.lessons = lessons.map_err(|error| Failure::page(error, frame.clone()))?;
    }
    answer.hints = hints::of(frame, text, state.app.clock().now().day());
    answer.asks_from = Some(ASK);
    if answer.asked == matches::Asked::Enough && answer.sure_count() == 0 {
        answer.nothing =
            nothing::part(state, visitor, frame, Why::NothingFound, !answer.needs.is_empty()).await?;
    }
    match wants {
        Wants::Part => {
            answer.alone = true;
            Ok(html(&answer))
        }
        Wants::Page => {
            let (reminders, more) = reminder::nearest(state, request).await?;
            let page = StartPage {
                reminders,
                more,
                drafts: drafts(state, &visitor.actor, frame).await?,
                similar: answer.similar(),
                answer: answer.render().unwrap_or_default(),
                writes: matches!(visitor.actor, Actor::Member(_)),
                text: text.to_owned(),
                frame,
            };
            Ok(html(&page))
        }
    }
}

async fn drafts(state: &State, actor: &Actor, frame: &Frame) -> Result<Vec<Draft>, Failure> {
    let Actor::Member(member) = actor else { return Ok(Vec::new()) };
    let filter =
        NeedFilter { author: Some(member.person), state: "draft".to_owned(), ..NeedFilter::default() };
    let found = state.app.list_needs(actor, &filter, Page::new(1, DRAFTS)).await;
    let found = found.map_err(|error| Failure::page(error, frame.clone()))?;
    let draft = |need: domain::need::Need| Draft {
        number: need.number.to_string(),
        changed: frame.day_of(need.updated),
        title: need.facts.title,
    };
    Ok(found.rows.into_iter().map(draft).collect())
}
