//! One challenge: what shows it, who meets it, and what is done about it.

use app::AppError;
use app::challenge::{ChallengePage, NoteInput};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use domain::challenge::{EVIDENCE_LEVELS, EvidenceKind};
use domain::sharing::Sharing;
use serde::Deserialize;

use super::{colour, who_meets};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::{Frame, count};
use crate::goal::{fields_of, places, words};
use crate::list::{Choice, percent_encoded};
use crate::trail;
use crate::view::{Cell, Field, Link, Press, Section, Table, View};
use crate::visitor::Request;

/// Letters of a record in the list that one is chosen from.
const CHOICE_MAX: usize = 110;

pub(super) async fn read(state: &State, request: &Request, id: &str) -> Result<ChallengePage, Failure> {
    let id = request.named(id)?;
    let read = state.app.read_challenge(&request.visitor.actor, id).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

/// Where a record is read that shows a challenge.
fn address_of(kind: EvidenceKind, number: &str) -> String {
    let place = if kind == EvidenceKind::Obstacle { "initiativ" } else { "arenden" };
    format!("/{place}/{number}")
}

fn evidence(frame: &Frame, page: &ChallengePage) -> Section {
    let address = format!("/utmaningar/{}", page.row.challenge.id);
    let mut section = Section::new("underlag", frame.t("challenge-evidence"));
    section.note = frame.t("challenge-evidence-help");
    let keys = ["evidence-says", "evidence-from", "evidence-who", "evidence-day", "serving-away"];
    let is_any = page.row.may_keep || page.row.evidence.iter().any(|row| row.may_remove);
    let keys = if is_any { &keys[..] } else { &keys[..4] };
    let mut table = Table::new(frame, frame.t("challenge-evidence"), keys);
    for row in &page.row.evidence {
        let one = &row.evidence;
        let kind = frame.word("evidence-kind", one.kind.code());
        let from = match &row.number {
            Some(number) => Cell::link(kind, address_of(one.kind, number)).note(number.clone()),
            None if one.sharing == Sharing::Organisation => {
                Cell::text(kind).note(frame.t("evidence-own-alone"))
            }
            None => Cell::text(kind).note(one.source.clone()),
        };
        let who = if row.organisation.is_empty() {
            frame.t("evidence-of-others")
        } else {
            row.organisation.clone()
        };
        let mut cells = vec![
            Cell::own(row.text.clone()),
            Cell { is_own: false, ..from },
            Cell::text(who),
            Cell::text(frame.day(one.day)),
        ];
        if is_any {
            let away = Press {
                action: format!("{address}/underlag/bort"),
                label: frame.t("serving-take-away"),
                about: row.text.chars().take(CHOICE_MAX).collect(),
                sent: vec![("underlag".to_owned(), one.id.to_string())],
                ..Press::default()
            };
            let may = row.may_remove || page.row.may_keep;
            cells.push(if may { Cell::press(away) } else { Cell::text("–") });
        }
        table.rows.push(cells);
    }
    section.table = Some(table);
    section.empty = frame.t("challenge-no-evidence");
    section
}

/// The forms that lay evidence.
fn lay(frame: &Frame, page: &ChallengePage, sent: Option<(&str, &Pairs, &Errors)>) -> Vec<Press> {
    let address = format!("/utmaningar/{}", page.row.challenge.id);
    let of = |form: &str| sent.filter(|(which, ..)| *which == form).map(|(_, pairs, errors)| (pairs, errors));
    let mut presses = Vec::new();
    if !page.records.is_empty() {
        let choice = |one: &app::challenge::Shows| {
            let text: String = one.text.chars().take(CHOICE_MAX).collect();
            let kind = frame.word("evidence-kind", one.kind.code());
            let label = format!("{kind} {}: {text}", one.number);
            Choice::new(&format!("{} {}", one.kind.code(), one.record), label, "")
        };
        let choices = page.records.iter().map(choice).collect();
        presses.push(Press {
            action: format!("{address}/handelse#underlag"),
            label: frame.t("evidence-lay-record"),
            fields: fields_of(
                vec![
                    Field::select("record", frame.t("evidence-record"), choices)
                        .help(frame.t("evidence-record-help")),
                ],
                "handelse",
                of("handelse"),
            ),
            ..Press::default()
        });
    }
    let kind = |one: &EvidenceKind| Choice::new(one.code(), frame.word("evidence-kind", one.code()), "");
    let kinds = EvidenceKind::WRITTEN.iter().map(kind).collect();
    let levels: Vec<_> = EVIDENCE_LEVELS.iter().map(|one| one.code()).collect();
    presses.push(Press {
        action: format!("{address}/anteckning#underlag"),
        label: frame.t("evidence-lay-note"),
        fields: fields_of(
            vec![
                Field::select("kind", frame.t("evidence-from"), kinds),
                Field::area("said", frame.t("evidence-note"), 3).help(frame.t("evidence-note-help")),
                Field::line("source", frame.t("evidence-source"))
                    .help(frame.t("evidence-source-help"))
                    .optional(),
                Field::short("on", frame.t("evidence-day")).help(frame.t("contract-day-help")),
                Field::select("sharing", frame.t("who-reads"), words(frame, "sharing", &levels, "")),
            ],
            "anteckning",
            of("anteckning"),
        ),
        ..Press::default()
    });
    presses
}

fn answers(frame: &Frame, page: &ChallengePage) -> Section {
    let id = page.row.challenge.id;
    let mut section = Section::new("insatser", frame.t("place-interventions"));
    let keys = ["intervention-one", "intervention-kind", "intervention-state", "intervention-owner"];
    let mut table = Table::new(frame, frame.t("place-interventions"), &keys);
    for one in &page.row.interventions {
        table.rows.push(vec![
            Cell::link(one.title.clone(), format!("/insatser/{}", one.id)),
            Cell::text(frame.word("intervention-kind", one.kind.code())),
            Cell::text(frame.word("intervention-state", one.state.code())),
            Cell::own(if one.owner.is_empty() { "–".to_owned() } else { one.owner.clone() }),
        ]);
    }
    section.table = Some(table);
    section.empty = frame.t("challenge-no-answer-text");
    if page.may_write {
        section.links.push(Link::new(format!("/insatser/ny?utmaning={id}"), frame.t("intervention-new")));
    }
    section
}

/// Proposals from literature, each the beginning of an intervention.
fn proposals(frame: &Frame, page: &ChallengePage) -> Section {
    let id = page.row.challenge.id;
    let mut section = Section::new("forslag", frame.t("challenge-suggestions"));
    section.note = frame.t("challenge-suggestions-help");
    let keys = ["intervention-one", "intervention-kind"];
    let mut table = Table::new(frame, frame.t("challenge-suggestions"), &keys);
    for one in &page.suggestions {
        let kind = one.kind.code();
        let address = format!("/insatser/ny?utmaning={id}&slag={kind}&titel={}", percent_encoded(&one.title));
        let name = if page.may_write {
            Cell::link(one.title.clone(), address)
        } else {
            Cell::own(one.title.clone())
        };
        table.rows.push(vec![name, Cell::text(frame.word("intervention-kind", kind))]);
    }
    section.table = Some(table);
    section
}

fn one(
    request: &Request,
    page: &ChallengePage,
    told: String,
    sent: Option<(&str, &Pairs, &Errors)>,
) -> Response {
    let frame = &request.frame;
    let row = &page.row;
    let challenge = &row.challenge;
    let address = format!("/utmaningar/{}", challenge.id);
    let mut view = View::new(frame, challenge.title.clone(), challenge.title.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new("/utmaningar", frame.t("place-challenges"))];
    view.sub = places(frame);
    view.told = told;
    view.errors = sent.map(|(.., errors)| errors.clone()).unwrap_or_default();
    view.state = vec![
        Cell::tag(frame.word("strength", row.strength.code()), colour(row.strength)),
        Cell::text(frame.word("challenge-kind", challenge.kind.code())),
    ];
    if row.may_keep {
        view.actions = vec![Link::new(format!("{address}/andra"), frame.t("challenge-change"))];
    }
    if !challenge.description.is_empty() {
        let mut means = Section::new("betyder", frame.t("challenge-description"));
        means.own.push(challenge.description.clone());
        view.sections.push(means);
    }
    let mut shown = evidence(frame, page);
    if page.may_write {
        shown.presses = lay(frame, page, sent);
    }
    view.sections.push(shown);
    view.sections.push(answers(frame, page));
    if !page.suggestions.is_empty() {
        view.sections.push(proposals(frame, page));
    }
    let mut about = Section::new("om", frame.t("challenge-about"));
    let origin = if challenge.code.is_some() { "challenge-from-literature" } else { "challenge-own" };
    let (recent, earlier) = row.periods;
    let periods = [("recent", count(recent).into()), ("earlier", count(earlier).into())];
    about.facts = vec![
        (
            frame.t("challenge-strength"),
            Cell::text(frame.word("strength", row.strength.code()))
                .note(frame.word("strength-means", row.strength.code())),
        ),
        (
            frame.t("challenge-trend"),
            Cell::text(frame.word("trend", row.trend.code()))
                .note(frame.texts().text_with("challenge-periods", &periods)),
        ),
        (frame.t("challenge-met"), Cell::text(who_meets(frame, row))),
        (frame.t("challenge-origin"), Cell::text(frame.t(origin))),
        (frame.t("goal-collaboration"), Cell::own(row.collaboration.clone())),
        (frame.t("goal-owner"), Cell::text(row.organisation.clone())),
        (frame.t("goal-changed"), Cell::text(frame.day_of(challenge.updated))),
    ];
    if page.may_write {
        let (label, says) =
            if row.own_meets { ("challenge-meet-no-more", "nej") } else { ("challenge-meet", "ja") };
        about.presses.push(Press {
            action: format!("{address}/moter"),
            label: frame.t(label),
            sent: vec![("moter".to_owned(), says.to_owned())],
            ..Press::default()
        });
    }
    about.links = vec![Link::new("/utmaningar/karta", frame.t("challenge-map"))];
    view.side = vec![about];
    view.history = trail::happenings(frame, &page.history);
    view.page()
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "skriven" => request.frame.t("challenge-told-written"),
        "sparat" => request.frame.t("case-told-saved"),
        _ => String::new(),
    };
    Ok(one(&request, &page, told, None))
}

/// What a form of the page is answered with.
fn back(
    request: &Request,
    page: &ChallengePage,
    done: Result<(), AppError>,
    (form, sent): (&str, &Pairs),
) -> Result<Response, Failure> {
    let on = done.map(|()| format!("/utmaningar/{}?nytt=sparat", page.row.challenge.id));
    answered(&request.frame, on, |errors| one(request, page, String::new(), Some((form, sent, &errors))))
}

pub(super) async fn lay_note(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let text = |name: &str| value(&sent, name).to_owned();
    let input = NoteInput {
        kind: text("kind"),
        text: text("said"),
        source: text("source"),
        on: text("on"),
        sharing: text("sharing"),
    };
    let done = state.app.lay_note(&request.visitor.actor, page.row.challenge.id, input).await;
    back(&request, &page, done, ("anteckning", &sent))
}

pub(super) async fn lay_record(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let id = page.row.challenge.id;
    let done = state.app.lay_record(&request.visitor.actor, id, value(&sent, "record")).await;
    back(&request, &page, done, ("handelse", &sent))
}

pub(super) async fn take_away(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let which = value(&sent, "underlag").parse();
    let which = which.map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))?;
    let of = (page.row.challenge.id, which);
    let done = state.app.take_evidence_away(&request.visitor.actor, of).await;
    back(&request, &page, done, ("underlag", &sent))
}

pub(super) async fn meet(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let meets = value(&sent, "moter") == "ja";
    let done = state.app.set_meets(&request.visitor.actor, page.row.challenge.id, meets).await;
    back(&request, &page, done, ("moter", &sent))
}
