//! The JSON API, version 1: matching, over what the one who asks can see. Names and codes are English.
//!
//! `GET /api/v1/match?text=…&limit=…` answers
//! `{"matches":[{"id","name","score","reasons":[{"need_word","document_word","field","how"}]}]}`, best first.
//! For who acts for an organisation each match has `usability`, its answer to "can we use it today?":
//! `{"answer","organisation","facts":[{"fact","contract","day","said_at","said_by"}],"confirm"}`; `answer` is `now`,
//! `after_call_off`, `procurement` or `unknown`, and none of them is legal advice. What is not known is left out.
//! Scores compare within one answer only: standard deviations above the average of what was searched.

use app::matches::{MATCHES_MAX, Question, SolutionMatch};
use app::meaning::MeaningState;
use app::usability::{FactRow, Usable};
use app::{Field, How};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use serde::{Deserialize, Serialize};

use crate::State;
use crate::error::Failure;
use crate::routes::Routes;
use crate::visitor::Request;

/// Matches given when nothing is said.
const DEFAULT_LIMIT: usize = 10;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/api/v1/match", matches).get("/halsa", health)
}

#[derive(Debug, Deserialize)]
struct MatchQuery {
    text: String,
    limit: Option<usize>,
}

/// What was found.
#[derive(Debug, Serialize)]
pub struct MatchAnswer {
    /// Best first.
    pub matches: Vec<MatchItem>,
}

/// A solution that may meet the need.
#[derive(Debug, Serialize)]
pub struct MatchItem {
    /// Its number, as in `/losningar/L-2026-0007`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Standard deviations above the average; comparable within one answer.
    pub score: f32,
    /// How sure it is: `likely`, `possible` or `uncertain`.
    pub confidence: &'static str,
    /// Which word met which, and how; the weightiest first.
    pub reasons: Vec<MatchReason>,
    /// Whether the organisation of the one who asks can use it; left out for who acts for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usability: Option<MatchUsability>,
    /// Whether it is a draft, which nobody who keeps a catalogue has taken over yet. Left out where it is not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
}

/// Whether an organisation can use a solution today.
#[derive(Debug, Serialize)]
pub struct MatchUsability {
    /// `now`, `after_call_off`, `procurement` or `unknown`.
    pub answer: &'static str,
    /// Short name of whose answer it is.
    pub organisation: String,
    /// Why; what decided comes first.
    pub facts: Vec<MatchFact>,
    /// Short name of who must confirm it before anybody relies on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
}

/// A fact that bears on it.
#[derive(Debug, Serialize)]
pub struct MatchFact {
    /// Its code, such as `party`, `call_off` or `open_licence`.
    pub fact: &'static str,
    /// Number of the contract it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    /// The day it is about, as `2026-11-09`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// When somebody last said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_at: Option<String>,
    /// Short name of the organisation that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
}

impl MatchUsability {
    fn of(usable: &Usable) -> Self {
        let named = |name: &String| (!name.is_empty()).then(|| name.clone());
        let fact = |row: &FactRow| MatchFact {
            fact: row.fact.what.code(),
            contract: row.fact.contract.map(|number| number.to_string()),
            day: row.fact.day.map(|day| day.to_string()),
            said_at: row.fact.said.map(|said| said.timestamp().to_string()),
            said_by: named(&row.by),
        };
        Self {
            answer: usable.answer.usability.code(),
            organisation: usable.organisation.clone(),
            facts: usable.facts.iter().map(fact).collect(),
            confirm: named(&usable.confirm),
        }
    }
}

/// A word of the need that met a word of the solution.
#[derive(Debug, Serialize)]
pub struct MatchReason {
    /// The need's word as written.
    pub need_word: String,
    /// The solution's word as written.
    pub document_word: String,
    /// Where it stands: `title`, `text`, `keyword` or `typical_need`.
    pub field: &'static str,
    /// How they met; `kind` is one of `same_word`, `same_stem`, `compound_part`, `synonym`, `abbreviation`,
    /// `spelling`.
    pub how: How,
}

impl MatchAnswer {
    /// The answer of the API and of `brygga match --json`.
    #[must_use]
    pub fn of(found: &[SolutionMatch]) -> Self {
        let reason = |reason: &app::Reason| MatchReason {
            need_word: reason.need_word.clone(),
            document_word: reason.document_word.clone(),
            field: match reason.field {
                Field::Title => "title",
                Field::Text => "text",
                Field::Keyword(_) => "keyword",
                Field::TypicalNeed(_) => "typical_need",
            },
            how: reason.how.clone(),
        };
        let item = |found: &SolutionMatch| MatchItem {
            id: found.solution.number.to_string(),
            name: found.solution.facts.name.clone(),
            score: found.hit.score,
            confidence: found.hit.confidence.code(),
            reasons: found.hit.reasons.iter().map(reason).collect(),
            draft: found.solution.lineage.draft.is_some(),
            usability: found.usable.as_ref().map(MatchUsability::of),
        };
        Self { matches: found.iter().map(item).collect() }
    }
}

async fn matches(
    Shared(state): Shared<State>,
    request: Result<Request, Failure>,
    query: Result<Query<MatchQuery>, QueryRejection>,
) -> Result<Json<MatchAnswer>, Failure> {
    let actor = request?.visitor.actor;
    let Ok(Query(query)) = query else { return Err(Failure::bad_request()) };
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).min(MATCHES_MAX);
    let question = Question { text: &query.text, solutions: limit, needs: 0, except: None };
    let found = state.app.matches(&actor, question).await.map_err(Failure::json)?;
    Ok(Json(MatchAnswer::of(&found.solutions)))
}

/// Whether the server and its database answer, for those who run it.
async fn health(Shared(state): Shared<State>) -> Result<Json<serde_json::Value>, Failure> {
    state.app.check_database().await.map_err(Failure::json)?;
    let index = if state.app.index_state().complete { "ready" } else { "reading" };
    let meaning = match state.app.meaning_state() {
        MeaningState::Off => "off",
        MeaningState::Reading { .. } => "reading",
        MeaningState::Ready => "ready",
    };
    // No numbers: how much there is would tell the public of what it may not see.
    Ok(Json(serde_json::json!({ "status": "ok", "index": index, "meaning": meaning })))
}
