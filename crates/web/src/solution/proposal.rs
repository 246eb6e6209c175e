//! A proposal that two entries of different organisations become one: what it comes to, what has changed since, and the answer.

use app::AppError;
use app::solution_change::{Agreed, Meanwhile, MergeProposalRow, MergeSeen, Waits};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::event::Change;
use domain::id::MergeProposalId;
use domain::solution_change::MergeState;

use super::{history, merge};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, upper_first};
use crate::names;
use crate::view::{Cell, Field, Link, Press, Section, View};
use crate::visitor::Request;

pub(crate) fn address(id: MergeProposalId) -> String {
    format!("/losningar/sammanslagningar/{id}")
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

/// Who has signed in, and which proposal the address names.
fn asked(request: &Request, id: &str) -> Result<MergeProposalId, Failure> {
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(request.frame.clone()));
    }
    request.named(id)
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = asked(&request, &id)?;
    whole(&state, &request, id, (&Pairs::new(), Errors::default())).await
}

async fn whole(
    state: &State,
    request: &Request,
    id: MergeProposalId,
    (sent, errors): (&Pairs, Errors),
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let row = state.app.merge_proposal(&request.visitor.actor, id).await.map_err(failed(frame))?;
    let directory = state.app.directory().await.map_err(failed(frame))?;
    let heading = frame.t2("merge-proposal-heading", ("goes", &row.goes.name), ("stays", &row.stays.name));
    let mut view = View::new(frame, frame.t("merge-proposal"), heading);
    view.crumbs = vec![
        Link::new("/losningar", frame.t("place-solutions")),
        Link::new(format!("/losningar/{}", row.stays.number), row.stays.number.to_string()),
    ];
    let by = frame.t2("solution-by-person", ("person", &row.person), ("organisation", &row.organisation));
    let day = frame.day_of(row.proposal.at);
    view.lead = frame.t2("merge-proposal-lead", ("who", &by), ("day", &day));
    view.state =
        vec![Cell::tag(frame.word("merge-state", row.proposal.state.code()), colour(row.proposal.state))];
    view.sections.push(why(frame, &row));
    view.sections.extend(row.meanwhile.iter().map(|one| changed(frame, one)));
    if let Some(plan) = &row.plan {
        if plan.refused.is_some() {
            view.warnings.push(frame.t1("merge-shared-less", "name", &row.goes.name));
        }
        view.sections.push(merge::happens(frame, plan));
        let mut chosen = Section::new("val", frame.t("merge-chosen"));
        chosen.empty = frame.t("merge-nothing-differs");
        chosen.table = Some(merge::chosen(frame, &directory, plan));
        view.sections.push(chosen);
    }
    view.next = answer(frame, &row, (sent, &errors));
    view.errors = errors;
    Ok(view.page())
}

const fn colour(state: MergeState) -> &'static str {
    match state {
        MergeState::Open => "warning",
        MergeState::Agreed => "success",
        MergeState::Declined | MergeState::TakenBack => "neutral",
    }
}

/// Both entries, why they are the same, and how it ended.
fn why(frame: &Frame, row: &MergeProposalRow) -> Section {
    let mut section = Section::new("skal", frame.t("merge-proposal-why"));
    section.own.push(row.proposal.reason.clone());
    for (key, one) in [("merge-stays-name", &row.stays), ("merge-goes-name", &row.goes)] {
        let cell =
            Cell::link(one.name.clone(), format!("/losningar/{}", one.number)).note(one.number.to_string());
        section.facts.push((frame.t(key), cell));
    }
    if let Some(answer) = &row.proposal.answer {
        let mut cell = Cell::text(frame.day_of(answer.at));
        if let Some(reason) = &answer.reason {
            cell = cell.note(reason.clone());
        }
        section.facts.push((frame.word("merge-state", row.proposal.state.code()), cell));
    }
    section
}

/// What has happened to an entry since the other side agreed: who did it, and each value before and after.
fn changed(frame: &Frame, one: &Meanwhile) -> Section {
    let heading = frame.t1("merge-meanwhile", "name", &one.entry.name);
    let mut section = Section::new(&format!("andrat_{}", one.entry.number), heading);
    section.note = frame.t("merge-meanwhile-note");
    for entry in &one.history {
        let sentence = history::sentence(frame, entry);
        section.facts.push((frame.day_of(entry.event.at), Cell::text(sentence)));
        section.facts.extend(entry.event.changes.iter().filter_map(|change| value_changed(frame, change)));
    }
    section
}

/// A value before and after; what names other records is told in the sentence.
fn value_changed(frame: &Frame, change: &Change) -> Option<(String, Cell)> {
    let named = ["merged", "successor", "part", "part_of", "reason", "writer", "owner"];
    if named.contains(&change.field.as_str()) {
        return None;
    }
    let value = |value: &Option<String>| match value {
        Some(text) => names::value_in_words(frame, &change.field, text),
        None => frame.t("import-nothing"),
    };
    let label = upper_first(&frame.word("solution-field", &change.field));
    let before = frame.t1("merge-was", "value", &value(&change.before));
    Some((label, Cell::own(value(&change.after)).note(before)))
}

/// What the reader can do with it, or on whom it waits.
fn answer(frame: &Frame, row: &MergeProposalRow, (sent, errors): (&Pairs, &Errors)) -> Option<Section> {
    if row.proposal.state != MergeState::Open {
        return None;
    }
    let mut section = Section::new("svar", frame.t("merge-answer"));
    let here = address(row.proposal.id);
    let version = ("version".to_owned(), row.proposal.version.to_string());
    match &row.plan {
        None => section.note = frame.t("merge-cannot-any-more"),
        Some(plan) if row.may_agree && plan.refused.is_none() => {
            let is_changed = !row.meanwhile.is_empty();
            let key = if is_changed { "merge-agree-anew-note" } else { "merge-agree-note" };
            section.note = frame.t1(key, "organisation", &row.agreed);
            section.presses.push(Press {
                action: format!("{here}/ja"),
                label: frame.t(if is_changed { "merge-agree-anew" } else { "merge-agree" }),
                sent: vec![
                    version.clone(),
                    ("kvar".to_owned(), plan.stays.version.to_string()),
                    ("annan".to_owned(), plan.goes.version.to_string()),
                ],
                is_first: true,
                ..Press::default()
            });
        }
        Some(_) if row.may_agree => section.note = frame.t("merge-cannot-now"),
        Some(_) => section.note = frame.t1("merge-waits-on", "organisation", &row.waits_on),
    }
    if row.may_decline {
        section.presses.push(Press {
            action: format!("{here}/nej"),
            label: frame.t("merge-decline"),
            sent: vec![version.clone()],
            fields: vec![
                Field::line("reason", frame.t("merge-decline-why"))
                    .help(frame.t("merge-decline-help"))
                    .filled(sent, errors),
            ],
            ..Press::default()
        });
    }
    if row.may_take_back {
        section.presses.push(Press {
            action: format!("{here}/nej"),
            label: frame.t("merge-take-back"),
            sent: vec![version],
            ..Press::default()
        });
    }
    Some(section)
}

pub(super) async fn agree(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (id, frame) = (asked(&request, &id)?, &request.frame);
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let number = |name: &str| value(&sent, name).parse().unwrap_or(0);
    let shown = MergeSeen { version: number("version"), entries: (number("kvar"), number("annan")) };
    match state.app.agree_to_merge(&request.visitor.actor, id, shown).await {
        Ok(Agreed::Merged(one)) => Ok(Redirect::to(&format!("/losningar/{}", one.number)).into_response()),
        Ok(Agreed::Renewed) => Ok(Redirect::to(&address(id)).into_response()),
        Err(error @ AppError::Invalid(_)) => {
            // What cannot be kept stands in the entries, not in this form.
            let mut errors = Errors::of(frame, error).map_err(failed(frame))?;
            errors = errors.all_at("val");
            whole(&state, &request, id, (&Pairs::new(), errors)).await
        }
        Err(error) => Err(failed(frame)(error)),
    }
}

pub(super) async fn decline(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (id, frame) = (asked(&request, &id)?, &request.frame);
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let said = (value(&sent, "version").parse().unwrap_or(0), value(&sent, "reason"));
    match state.app.decline_merge(&request.visitor.actor, id, said).await {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            whole(&state, &request, id, (&sent, errors)).await
        }
    }
}

/// Proposals that wait, as links for who keeps one of the entries.
pub(crate) fn links(frame: &Frame, merges: &[Waits]) -> Vec<Link> {
    let link = |one: &Waits| {
        let key = if one.is_mine { "merge-waits-on-you" } else { "merge-is-proposed" };
        let values = [("goes", one.goes.name.clone().into()), ("stays", one.stays.name.clone().into())];
        Link::new(address(one.id), frame.texts().text_with(key, &values))
    };
    merges.iter().map(link).collect()
}
