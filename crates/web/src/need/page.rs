//! The page of a need: where it is and on whom it waits, the writer's own words, what exists already, who sees
//! it, what has happened.

use app::case::CaseRow;
use app::matches::Question;
use app::need::NeedPage;
use app::sharing::Which;
use app::{AppError, Directory};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use domain::need::{Need, NeedState};
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::Solution;
use serde::Deserialize;

use super::history::{self, EarlierTexts, Entry};
use crate::State;
use crate::case;
use crate::comment;
use crate::coverage::Deck;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::lesson;
use crate::matches::{Answer, worth_asking};
use crate::names;
use crate::organisation;
use crate::share::{self, Banner, Place};
use crate::verdict::{self, JudgedRow};
use crate::visitor::Request;
use crate::voice;

/// Solutions shown for a need.
const SOLUTIONS: usize = 5;
/// Similar needs shown beside it.
const NEEDS: usize = 3;

/// What has just been done, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

/// A fact and its name.
struct Fact {
    label: String,
    value: String,
}

/// A solution that the text did not find but somebody has judged.
struct Judged {
    name: String,
    kind: String,
    address: String,
    deck: Deck,
}

/// Where the case of a need is.
struct AtCase {
    address: String,
    title: String,
    standing: String,
    colour: &'static str,
    since: String,
}

/// Who sees the need.
struct Seen {
    /// The level in one word.
    level: String,
    /// Who that is.
    by: String,
    /// Who does not.
    not_by: String,
}

#[derive(Template)]
#[template(path = "need/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    need: &'a Need,
    number: String,
    state: &'static str,
    state_name: String,
    since: String,
    /// On whom it waits.
    waits_on: Option<String>,
    /// What has just been done.
    told: Option<String>,
    /// That it has just been shared, while that can be undone, and that somebody wishes it public.
    banner: Banner,
    next: Option<String>,
    read: &'a NeedPage,
    byline: String,
    facts: Vec<Fact>,
    requirements: String,
    answer: &'a Answer<'a>,
    covered: Vec<Judged>,
    found_heading: String,
    similar: String,
    /// Where its case is, for those who are signed in.
    case: Option<AtCase>,
    /// Whether a case can be opened for it.
    may_open: bool,
    /// Who else has it, as a part of the page.
    voices: String,
    /// What is said about it, as a part of the page.
    comments: String,
    organisation_address: Option<String>,
    about: Vec<Fact>,
    seen: Seen,
    history: Vec<Entry>,
    judged: Vec<JudgedRow>,
    printed: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let number = number.parse().map_err(|_| failed(AppError::NotFound))?;
    let read = state.app.read_need(&visitor.actor, number).await.map_err(failed)?;
    state.app.was_opened(&visitor.actor, Which::Need(number)).await.map_err(failed)?;
    let directory = state.app.directory().await.map_err(failed)?;
    let (mut answer, covered) = answer(&state, &visitor.actor, frame, &read.need).await.map_err(failed)?;
    if worth_asking(&read.need.facts.text) {
        answer.lessons = lesson::beside(&state, &request, &read.need.facts.text).await.map_err(failed)?;
    }
    let verdicts = state.app.verdicts_on_need(&visitor.actor, &read.need).await.map_err(failed)?;
    let judged = verdict::beside(frame, &visitor.actor, number, &verdicts, &mut answer.solutions);
    let seen = seen(&state, &visitor.actor, frame, &read).await.map_err(failed)?;
    let voices = state.app.voices(&visitor.actor, number).await.map_err(failed)?;
    let case = state.app.case_of_need(&visitor.actor, number).await.map_err(failed)?;
    let case = case.as_ref().map(|row| at_case(frame, row));
    let just = just.map(|Query(just)| just).unwrap_or_default();
    let today = frame.day_of(state.app.clock().now());
    let printed = frame.t2("need-printed", ("number", &read.need.number.to_string()), ("day", &today));
    Ok(html(&Page {
        told: told(frame, &read, &just),
        voices: voice::section(frame, &read.need, &voices),
        may_open: case.is_none() && read.deeds.withdraw,
        case,
        comments: comment::part(&state, &request, number).await.map_err(failed)?,
        covered,
        judged,
        printed,
        ..view(frame, &directory, &read, &answer, seen)
    }))
}

/// What exists already for the need's words, each with what it covers; and what else people have judged.
async fn answer<'a>(
    state: &State,
    actor: &Actor,
    frame: &'a Frame,
    need: &Need,
) -> Result<(Answer<'a>, Vec<Judged>), AppError> {
    let question =
        Question { text: &need.facts.text, solutions: SOLUTIONS, needs: NEEDS, except: Some(need.id) };
    let (mut answer, found) = if worth_asking(&need.facts.text) {
        let matches = state.app.matches(actor, question).await?.clear_ones();
        (Answer::found(frame, &matches), matches.solutions)
    } else {
        (Answer::examples(frame), Vec::new())
    };
    let judged = state.app.judged_solutions(actor, need).await?;
    let others = judged.iter().filter(|one| found.iter().all(|found| found.solution.id != one.id));
    let solutions: Vec<&Solution> = found.iter().map(|found| &found.solution).chain(others).collect();
    let coverages = state.app.coverages(actor, need, &solutions).await?;
    let mut decks =
        solutions.iter().zip(&coverages).map(|(one, rows)| Deck::of(frame, need.number, one, rows));
    // One alone has nothing to stand beside.
    let compare_in = (answer.solutions.len() > 1).then_some("jamfor");
    for (row, deck) in answer.solutions.iter_mut().zip(decks.by_ref()) {
        row.deck = deck;
        row.compare_in = compare_in;
    }
    let others = solutions.iter().skip(found.len()).zip(decks);
    let judged = others.filter_map(|(one, deck)| {
        deck.map(|deck| Judged {
            name: one.facts.name.clone(),
            kind: frame.word("solution-kind", one.facts.kind.code()),
            address: format!("/losningar/{}", one.number),
            deck,
        })
    });
    let judged = judged.collect();
    Ok((answer, judged))
}

fn view<'a>(
    frame: &'a Frame,
    directory: &Directory,
    read: &'a NeedPage,
    answer: &'a Answer<'a>,
    seen: Seen,
) -> Page<'a> {
    let need = &read.need;
    let earlier = if read.deeds.edit { EarlierTexts::Shown } else { EarlierTexts::Hidden };
    let lines = i64::try_from(need.requirements.len()).unwrap_or(i64::MAX);
    Page {
        frame,
        number: need.number.to_string(),
        state: need.state.code(),
        state_name: frame.word("need-state", need.state.code()),
        since: since(frame, read),
        waits_on: waits_on(frame, read),
        told: None,
        banner: Banner::of(frame, &Place::at(Which::Need(need.number)), need.version, &read.shared),
        next: next(frame, read),
        byline: byline(frame, read),
        facts: facts(frame, directory, need),
        requirements: frame.tn("need-requirements-count", lines),
        found_heading: frame.tn("solutions-found", answer.sure_count()),
        similar: answer.similar(),
        answer,
        organisation_address: directory.organisation(need.organisation).map(organisation::address),
        about: about(frame, directory, read),
        seen,
        history: history::entries(frame, directory, &read.history, earlier),
        covered: Vec::new(),
        printed: String::new(),
        case: None,
        may_open: false,
        voices: String::new(),
        comments: String::new(),
        judged: Vec::new(),
        need,
        read,
    }
}

fn at_case(frame: &Frame, row: &CaseRow) -> AtCase {
    let case = &row.case;
    AtCase {
        address: format!("/arenden/{}", case.number),
        title: format!("{} ({})", case.title, case.number),
        standing: case::standing(frame, case, &row.process),
        colour: case::colour(case.state),
        since: frame.t1("case-since", "day", &frame.day_of(case.entered)),
    }
}

/// Since when it is where it is, and through whom.
fn since(frame: &Frame, read: &NeedPage) -> String {
    match read.need.state {
        NeedState::Draft => frame.t1("need-draft-since", "time", &frame.time_of(read.need.updated)),
        NeedState::Submitted { at } => {
            let by = read.author.as_ref().unwrap_or(&read.organisation);
            frame.t2("need-submitted-since", ("day", &frame.day_of(at)), ("by", by))
        }
        NeedState::Withdrawn { at } => frame.t1("need-withdrawn-since", "day", &frame.day_of(at)),
    }
}

/// A sent need waits on the coordinators by name; where they are not known, on the municipality's.
fn waits_on(frame: &Frame, read: &NeedPage) -> Option<String> {
    match read.need.state {
        NeedState::Draft | NeedState::Withdrawn { .. } => None,
        NeedState::Submitted { .. } if read.coordinators.is_empty() => {
            Some(frame.t1("need-coordinator-of", "organisation", &read.organisation))
        }
        NeedState::Submitted { .. } => Some(frame.list(&read.coordinators)),
    }
}

/// What has just been done, as long as it still holds.
fn told(frame: &Frame, read: &NeedPage, just: &Just) -> Option<String> {
    match (just.nytt.as_str(), read.need.state) {
        ("skickat", NeedState::Submitted { .. }) => {
            Some(frame.t1("need-told-sent", "organisation", &read.organisation))
        }
        ("sparat", _) if read.deeds.edit => Some(frame.t("need-told-saved")),
        (said @ ("delat" | "avstatt"), _) if read.deeds.share => share::told(frame, said),
        (said @ "onskat", _) if read.shared.publication.is_some() => share::told(frame, said),
        (said @ "angrat", _) if read.deeds.edit => share::told(frame, said),
        ("tillbaka", NeedState::Withdrawn { .. }) => Some(frame.t("need-told-withdrawn")),
        _ => None,
    }
}

/// What comes next, for those who can do something about it.
fn next(frame: &Frame, read: &NeedPage) -> Option<String> {
    let can_do = read.deeds.edit || read.deeds.submit || read.deeds.withdraw;
    can_do.then(|| match read.need.state {
        NeedState::Draft => frame.t("need-next-draft"),
        NeedState::Submitted { .. } => frame.t1("need-next-submitted", "organisation", &read.organisation),
        NeedState::Withdrawn { .. } => frame.t("need-next-withdrawn"),
    })
}

fn byline(frame: &Frame, read: &NeedPage) -> String {
    let day = frame.day_of(read.need.updated);
    match &read.author {
        Some(author) => format!("{author}, {} · {day}", read.organisation),
        None => format!("{} · {day}", read.organisation),
    }
}

fn facts(frame: &Frame, directory: &Directory, need: &Need) -> Vec<Fact> {
    let facts = &need.facts;
    let capabilities: Vec<String> =
        facts.capabilities.iter().map(|code| names::capability_of(frame, directory, code)).collect();
    [
        ("need-who", facts.who.clone()),
        ("need-affected", facts.affected.map(|count| frame.number(i64::from(count)))),
        ("need-how-often", facts.how_often.clone()),
        ("need-wanted-effect", facts.wanted_effect.clone()),
        ("need-law", facts.law.clone()),
        ("need-capabilities", Some(frame.list(&capabilities)).filter(|list| !list.is_empty())),
    ]
    .into_iter()
    .filter_map(|(key, value)| value.map(|value| Fact { label: frame.t(key), value }))
    .collect()
}

fn about(frame: &Frame, directory: &Directory, read: &NeedPage) -> Vec<Fact> {
    let facts = &read.need.facts;
    let area = facts.service_area.as_ref();
    [
        ("need-column-area", area.map(|code| names::area_of(frame, directory, code))),
        ("need-writer", read.author.clone()),
        ("need-on-behalf-of", facts.on_behalf_of.clone()),
        ("need-origin", Some(frame.word("origin", read.need.origin.code()))),
        ("need-heard-at", facts.heard_at.clone()),
        ("need-identity-reason", facts.identity_reason.clone().filter(|_| read.deeds.edit)),
    ]
    .into_iter()
    .filter_map(|(key, value)| value.map(|value| Fact { label: frame.t(key), value }))
    .collect()
}

/// Who sees the need now, in plain words.
async fn seen(state: &State, actor: &Actor, frame: &Frame, read: &NeedPage) -> Result<Seen, AppError> {
    let level = |sharing: Sharing| frame.word("sharing", sharing.code());
    let chosen = read.need.sharing;
    if !matches!(read.need.state, NeedState::Submitted { .. }) {
        let not_by = frame.t1("need-seen-when-sent", "level", &level(chosen));
        return Ok(Seen { level: level(Sharing::Draft), by: frame.t("need-seen-draft"), not_by });
    }
    let (by, not_by) = match chosen {
        Sharing::Draft => (frame.t("need-seen-draft"), String::new()),
        Sharing::Organisation => {
            let by = frame.t1("need-seen-organisation", "name", &read.organisation);
            (by, frame.t("need-not-seen-neighbours"))
        }
        Sharing::Collaboration => {
            let names = everybody(state, actor, read).await?;
            (
                frame.t1("need-seen-collaboration", "names", &frame.list(&names)),
                frame.t("need-not-seen-public"),
            )
        }
        Sharing::Network => (frame.t("need-seen-network"), frame.t("need-not-seen-public")),
        Sharing::Public => (frame.t("need-seen-public"), String::new()),
    };
    Ok(Seen { level: level(chosen), by, not_by })
}

/// The need's organisation and those it co-operates with, by name.
async fn everybody(state: &State, actor: &Actor, read: &NeedPage) -> Result<Vec<String>, AppError> {
    let page = state.app.read_organisation(actor, &read.need.organisation.to_string()).await?;
    let mut names: Vec<String> = page.collaborations.into_iter().flat_map(|(_, others)| others).collect();
    names.sort();
    names.dedup();
    names.insert(0, read.organisation.clone());
    Ok(names)
}
