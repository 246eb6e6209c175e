//! What other instruments came to, recorded beside the own result: figures with their day and where they stand, never their questions.

use app::maturity::ScoreInput;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::MaturityScoreId;

use super::{keeping, signed_in};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::view::{Cell, Field, Link, Press, Section, Table, View};
use crate::visitor::Request;

const AT: &str = "/mognad/andra-matt";

pub(super) async fn page(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    shown(&state, &request, &Pairs::new(), Errors::default()).await
}

async fn shown(state: &State, request: &Request, sent: &Pairs, errors: Errors) -> Result<Response, Failure> {
    let frame = &request.frame;
    signed_in(request)?;
    let actor = &request.visitor.actor;
    let scores = state.app.maturity_scores(actor).await;
    let scores = scores.map_err(|error| Failure::page(error, frame.clone()))?;
    let may_keep = state.app.may_keep_maturity(actor);
    let mut view = View::new(frame, frame.t("maturity-other-scores"), frame.t("maturity-other-scores"));
    view.crumbs = vec![Link::new("/mognad", frame.t("place-maturity"))];
    view.lead = frame.t("score-lead");
    let mut section = Section::new("matt", frame.t("score-recorded"));
    let mut keys = vec!["score-instrument", "score-aspect", "score-value", "score-on", "score-note"];
    if may_keep {
        keys.push("score-remove");
    }
    let mut table = Table::new(frame, frame.t("score-recorded"), &keys);
    for one in &scores {
        let value =
            if one.scale.is_empty() { one.value.clone() } else { format!("{} ({})", one.value, one.scale) };
        let is_link = one.note.starts_with("https://") && !one.note.contains(char::is_whitespace);
        let note = if is_link {
            Cell::link(one.note.clone(), one.note.clone())
        } else {
            Cell::own(one.note.clone())
        };
        let mut row = vec![
            Cell::own(one.instrument.clone()),
            Cell::own(one.aspect.clone()),
            Cell::own(value),
            Cell::text(frame.day(one.on)),
            note,
        ];
        if may_keep {
            row.push(Cell::press(Press {
                action: format!("{AT}/{}/ta-bort", one.id),
                label: frame.t("score-remove"),
                about: one.instrument.clone(),
                ..Press::default()
            }));
        }
        table.rows.push(row);
    }
    section.table = Some(table);
    section.empty = frame.t("score-none");
    if may_keep {
        section.presses.push(press(frame, sent, &errors));
    }
    view.sections.push(section);
    view.errors = errors;
    Ok(view.page())
}

fn press(frame: &Frame, sent: &Pairs, errors: &Errors) -> Press {
    let line = |name: &str, key: &str| Field::line(name, frame.t(key)).filled(sent, errors);
    Press {
        action: AT.to_owned(),
        label: frame.t("score-add"),
        fields: vec![
            line("instrument", "score-instrument").help(frame.t("score-instrument-help")),
            line("aspect", "score-aspect").help(frame.t("score-aspect-help")).optional(),
            Field::short("value", frame.t("score-value")).filled(sent, errors),
            Field::short("scale", frame.t("score-scale"))
                .help(frame.t("score-scale-help"))
                .optional()
                .filled(sent, errors),
            Field::short("on", frame.t("score-on")).help(frame.t("day-help")).filled(sent, errors),
            line("note", "score-note").help(frame.t("score-note-help")).optional(),
        ],
        ..Press::default()
    }
}

pub(super) async fn record(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    keeping(&state, &request)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let text = |name: &str| value(&sent, name).to_owned();
    let input = ScoreInput {
        instrument: text("instrument"),
        aspect: text("aspect"),
        value: text("value"),
        scale: text("scale"),
        on: text("on"),
        note: text("note"),
    };
    match state.app.record_maturity_score(&request.visitor.actor, &input).await {
        Ok(()) => Ok(Redirect::to(AT).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            shown(&state, &request, &sent, errors).await
        }
    }
}

pub(super) async fn remove(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id: MaturityScoreId = request.named(&id)?;
    signed_in(&request)?;
    let done = state.app.remove_maturity_score(&request.visitor.actor, id).await;
    done.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(Redirect::to(AT).into_response())
}
