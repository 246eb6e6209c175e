//! Interventions: the list, one of them with what has been seen to come of it, and the form.

mod form;

use app::AppError;
use app::intervention::{EffectInput, InterventionRow, Interventions};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use domain::id::InterventionId;
use domain::intervention::{InterventionKind, InterventionState, Seen};
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::goal::{any_or, fields_of, named, places, words};
use crate::list::{Address, Choice, TableFile, paged};
use crate::routes::Routes;
use crate::trail::{self, Happening};
use crate::view::{Cell, Field, Link, ListView, Press, Section, Table, View, file_of};
use crate::visitor::Request;

const FILE: &str = "insatser";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/insatser", list)
        .get("/insatser.csv", file)
        .get("/insatser.xlsx", file)
        .get("/insatser/ny", form::new)
        .post("/insatser/ny", form::add)
        .get("/insatser/{id}", show)
        .get("/insatser/{id}/andra", form::change)
        .post("/insatser/{id}/andra", form::save)
        .post("/insatser/{id}/effekt", note_effect)
}

/// The colour that goes with how far it has come; the words say the same.
const fn colour(state: InterventionState) -> &'static str {
    match state {
        InterventionState::Proposed | InterventionState::Planned => "neutral",
        InterventionState::Running => "info",
        InterventionState::Done => "success",
        InterventionState::Stopped => "warning",
    }
}

async fn read(state: &State, request: &Request) -> Result<Interventions, Failure> {
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(request.frame.clone()));
    }
    let read = state.app.read_interventions(&request.visitor.actor).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    slag: String,
    lage: String,
    kommun: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/insatser")
            .with("q", &self.q)
            .with("slag", &self.slag)
            .with("lage", &self.lage)
            .with("kommun", &self.kommun)
            .with("sortering", &self.sortering)
    }

    fn of(&self, rows: Vec<InterventionRow>) -> Vec<InterventionRow> {
        let mut rows: Vec<_> = rows.into_iter().filter(|row| self.fits(row)).collect();
        if self.sortering.is_empty() {
            rows.sort_by_key(|row| std::cmp::Reverse(row.intervention.updated));
        }
        rows
    }

    fn fits(&self, row: &InterventionRow) -> bool {
        let one = &row.intervention;
        app::goal::has_words(&format!("{} {} {}", one.title, one.description, one.owner), &self.q)
            && (self.slag.is_empty() || one.kind.code() == self.slag)
            && (self.lage.is_empty() || one.state.code() == self.lage)
            && (self.kommun.is_empty() || row.organisation == self.kommun)
    }
}

/// What has been seen last, or that nothing has.
fn seen_last(frame: &Frame, row: &InterventionRow) -> String {
    row.effects.first().map_or_else(|| frame.t("effect-none"), |one| frame.word("seen", one.seen.code()))
}

fn table(frame: &Frame, rows: &[InterventionRow]) -> Table {
    let keys = [
        "intervention-one",
        "intervention-kind",
        "intervention-state",
        "goal-owner",
        "intervention-owner",
        "intervention-answers",
        "effect-seen",
    ];
    let mut table = Table::new(frame, frame.t("place-interventions"), &keys);
    for row in rows {
        let one = &row.intervention;
        let answers: Vec<_> = row.challenges.iter().map(|(_, title)| title.clone()).collect();
        let answers = if answers.is_empty() {
            Cell::text(frame.t("intervention-answers-none"))
        } else {
            Cell::own(answers.join("; "))
        };
        table.rows.push(vec![
            Cell::link(one.title.clone(), format!("/insatser/{}", one.id)),
            Cell::text(frame.word("intervention-kind", one.kind.code())),
            Cell::tag(frame.word("intervention-state", one.state.code()), colour(one.state)),
            Cell::text(row.organisation.clone()),
            Cell::own(if one.owner.is_empty() { "–".to_owned() } else { one.owner.clone() }),
            answers,
            Cell::text(seen_last(frame, row)),
        ]);
    }
    table
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let read = read(&state, &request).await?;
    let names = named(frame, read.rows.iter().map(|row| row.organisation.clone()), &asked.kommun);
    let none = if read.joined.is_empty() { "goals-no-collaboration" } else { "interventions-none-text" };
    let may_write = read.may_write;
    let (rows, number, total) = paged(asked.of(read.rows), &asked.sida);
    let address = asked.address();
    let at = (&address, number, total);
    let heading = frame.t("place-interventions");
    let mut view = ListView::new(frame, "/insatser", heading, at, table(frame, &rows));
    view.lead = frame.t("interventions-lead");
    view.sub = places(frame);
    if may_write {
        view.actions.push(Link::new("/insatser/ny", frame.t("intervention-new")));
    }
    view.actions.push(Link::new("/utmaningar/karta", frame.t("challenge-map")));
    view.searched(&address, &asked.q);
    let codes: Vec<_> = InterventionKind::ALL.iter().map(|one| one.code()).collect();
    let kinds = any_or(frame, words(frame, "intervention-kind", &codes, &asked.slag), &asked.slag);
    view.filter(&address, ("slag", frame.t("intervention-kind")), kinds);
    let codes: Vec<_> = InterventionState::ALL.iter().map(|one| one.code()).collect();
    let states = any_or(frame, words(frame, "intervention-state", &codes, &asked.lage), &asked.lage);
    view.filter(&address, ("lage", frame.t("intervention-state")), states);
    view.filter(&address, ("kommun", frame.t("goal-owner")), names);
    let orders = [("", "list-latest"), ("titel", "list-by-title")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    view.empty = (frame.t("interventions-none"), frame.t(none));
    Ok(view.page())
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let table = table(frame, &asked.of(read(&state, &request).await?.rows));
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table))
}

/// One intervention, what happened to it, and whether the reader may note effects.
struct Read {
    row: InterventionRow,
    history: Vec<Happening>,
    all: Interventions,
}

async fn read_one(state: &State, request: &Request, id: &str) -> Result<Read, Failure> {
    let id: InterventionId = request.named(id)?;
    let failed = |error| Failure::page(error, request.frame.clone());
    let (row, history) = state.app.read_intervention(&request.visitor.actor, id).await.map_err(failed)?;
    let all = read(state, request).await?;
    Ok(Read { row, history: trail::happenings(&request.frame, &history), all })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Just {
    nytt: String,
}

fn links(pairs: impl Iterator<Item = (String, String)>, none: String) -> Cell {
    let links: Vec<_> = pairs.map(|(address, title)| Link::new(address, title)).collect();
    if links.is_empty() { Cell::text(none) } else { Cell { links, ..Cell::text("") } }
}

fn effects(frame: &Frame, read: &Read, sent: Option<(&Pairs, &Errors)>) -> Section {
    let one = &read.row.intervention;
    let mut section = Section::new("effekt", frame.t("effect"));
    section.note = frame.t("effect-help");
    if !one.effect.is_empty() {
        section.own.push(one.effect.clone());
    }
    let keys = ["effect-text", "effect-seen", "effect-day", "effect-source"];
    let mut table = Table::new(frame, frame.t("effect-seen"), &keys);
    for one in &read.row.effects {
        table.rows.push(vec![
            Cell::own(one.text.clone()),
            Cell::text(frame.word("seen", one.seen.code())),
            Cell::text(frame.day(one.day)),
            Cell::own(one.source.clone()),
        ]);
    }
    section.table = Some(table);
    section.empty = frame.t("effect-none");
    if read.all.may_write {
        let codes: Vec<_> = Seen::ALL.iter().map(|one| one.code()).collect();
        section.presses.push(Press {
            action: format!("/insatser/{}/effekt#effekt", one.id),
            label: frame.t("effect-note"),
            fields: fields_of(
                vec![
                    Field::select("seen", frame.t("effect-seen"), words(frame, "seen", &codes, "")),
                    Field::area("said", frame.t("effect-text"), 3).help(frame.t("evidence-note-help")),
                    Field::line("source", frame.t("effect-source")).help(frame.t("effect-source-help")),
                    Field::short("on", frame.t("effect-day")).help(frame.t("contract-day-help")),
                ],
                "effekt",
                sent,
            ),
            ..Press::default()
        });
    }
    section
}

fn one(request: &Request, read: Read, told: String, sent: Option<(&Pairs, &Errors)>) -> Response {
    let frame = &request.frame;
    let (row, made) = (&read.row, &read.row.intervention);
    let mut view = View::new(frame, made.title.clone(), made.title.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new("/insatser", frame.t("place-interventions"))];
    view.sub = places(frame);
    view.told = told;
    view.errors = sent.map(|(_, errors)| errors.clone()).unwrap_or_default();
    view.state = vec![
        Cell::tag(frame.word("intervention-state", made.state.code()), colour(made.state)),
        Cell::text(frame.word("intervention-kind", made.kind.code())),
        Cell::text(frame.word("effort", made.effort.code())),
    ];
    if row.may_keep {
        view.actions =
            vec![Link::new(format!("/insatser/{}/andra", made.id), frame.t("intervention-change"))];
    }
    if !made.description.is_empty() {
        let mut what = Section::new("vad", frame.t("intervention-description"));
        what.own.push(made.description.clone());
        view.sections.push(what);
    }
    view.sections.push(effects(frame, &read, sent));
    let mut about = Section::new("om", frame.t("intervention-about"));
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "–".to_owned(), |day| frame.day(day));
    let challenges = row.challenges.iter().map(|(id, title)| (format!("/utmaningar/{id}"), title.clone()));
    let goals = row.goals.iter().map(|(id, title)| (format!("/mal/{id}"), title.clone()));
    about.facts = vec![
        (
            frame.t("intervention-owner"),
            Cell::own(if made.owner.is_empty() {
                frame.t("intervention-no-owner")
            } else {
                made.owner.clone()
            }),
        ),
        (frame.t("goal-owner"), Cell::text(row.organisation.clone())),
        (frame.t("intervention-starts"), Cell::text(day(made.starts))),
        (frame.t("intervention-ends"), Cell::text(day(made.ends))),
        (frame.t("intervention-answers"), links(challenges, frame.t("intervention-answers-none"))),
        (frame.t("serving-goals"), links(goals, frame.t("serving-no-goal"))),
        (frame.t("goal-collaboration"), Cell::own(row.collaboration.clone())),
    ];
    view.side = vec![about];
    view.history = read.history;
    view.page()
}

async fn show(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let read = read_one(&state, &request, &id).await?;
    let told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "skriven" => request.frame.t("intervention-told-written"),
        "sparat" => request.frame.t("case-told-saved"),
        _ => String::new(),
    };
    Ok(one(&request, read, told, None))
}

async fn note_effect(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let read = read_one(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let text = |name: &str| value(&sent, name).to_owned();
    let input =
        EffectInput { seen: text("seen"), text: text("said"), source: text("source"), on: text("on") };
    let id = read.row.intervention.id;
    let done = state.app.note_effect(&request.visitor.actor, id, input).await;
    let on = done.map(|()| format!("/insatser/{id}?nytt=sparat#effekt"));
    answered(&request.frame, on, |errors| one(&request, read, String::new(), Some((&sent, &errors))))
}

/// What is answered to who may not do it.
fn denied(request: &Request) -> Failure {
    Failure::page(AppError::Denied, request.frame.clone())
}
