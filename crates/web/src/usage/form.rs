//! The form about one organisation's usage of one solution: its own word, what is registered for it, or a proposal; and the answers that
//! take one press.

use app::usage::UsageInput;
use app::usage::many::Saved;
use app::usage::proposal::Answer;
use app::usage::reading::{FormFor, UsageForm};
use app::{AppError, Refusal};
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::{OrganisationId, UsageProposalId};
use domain::number::Number;
use domain::usage::Usage;

use super::words::{DeclineIs, statuses, users_in_words};
use super::{number_of, organisation_of, to_users};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::view::{Field, FormPage, Group, Link};
use crate::visitor::Request;

/// What the form is about, as the address says it.
struct About {
    number: Number,
    organisation: OrganisationId,
    form: UsageForm,
}

async fn about(state: &State, request: &Request, (number, called): (&str, &str)) -> Result<About, Failure> {
    let number = number_of(request, number)?;
    let organisation = organisation_of(state, request, called).await?.id;
    let form = state.app.usage_form(&request.visitor.actor, (number, organisation)).await;
    let form = form.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(About { number, organisation, form })
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let about = about(&state, &request, (&number, &called)).await?;
    let written = match &about.form.usage {
        Some(usage) => pairs(&UsageInput::of(usage)),
        None => vec![("status".to_owned(), "in_use".to_owned())],
    };
    Ok(drawn(&request.frame, &about, &written, &Errors::default(), String::new()))
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let about = about(&state, &request, (&number, &called)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let of = (about.number, about.organisation);
    let done = match about.form.purpose {
        FormFor::Proposal => {
            let proposed = (value(&sent, "status"), value(&sent, "note"));
            state.app.propose_usage(actor, of, proposed).await
        }
        FormFor::Own | FormFor::Member => {
            let version = value(&sent, "version").parse().unwrap_or(0);
            state.app.set_usage(actor, of, version, &input(&sent)).await
        }
    };
    match done {
        Ok(()) => Ok(to_users(about.number)),
        Err(AppError::Refused(Refusal::ChangedMeanwhile)) => {
            let stands = stands(frame, about.form.usage.as_ref());
            let warning = format!("{} {stands}", frame.t("changed-meanwhile-stands"));
            let page = drawn(frame, &about, &sent, &Errors::default(), warning);
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(drawn(frame, &about, &sent, &errors, String::new()))
        }
    }
}

/// Confirms the own organisation's usage in the version that was shown.
pub(super) async fn confirm(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let (number, version) = (own(&state, &request, &number).await?, version_in(frame, form)?);
    let done = state.app.confirm_usages(&request.visitor.actor, &[(number, version)]).await;
    match done.map_err(failed)? {
        Saved::All(_) => Ok(to_users(number)),
        Saved::Nothing(_) => Err(failed(AppError::Refused(Refusal::ChangedMeanwhile))),
    }
}

/// Rejects what was registered for the own organisation.
pub(super) async fn reject(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = own(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = value(&sent, "version").parse().unwrap_or(0);
    let reason = value(&sent, "reason");
    let done = state.app.reject_usage(&request.visitor.actor, number, version, reason).await;
    let again = |errors| {
        let about = format!("/losningar/{number}/avvisa");
        reason_page(frame, (number, about), vec![("version".to_owned(), version.to_string())], errors)
    };
    crate::form::answered(frame, done.map(|()| format!("/losningar/{number}#vilka")), again)
}

/// Answers a proposal.
pub(super) async fn answer(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id: UsageProposalId = request.named(&id)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version: i64 = value(&sent, "version").parse().unwrap_or(0);
    let answer = match value(&sent, "answer") {
        "ja" => Answer::Accept,
        _ => Answer::Decline(value(&sent, "reason").to_owned()),
    };
    let done = state.app.answer_usage_proposal(&request.visitor.actor, id, version, &answer).await;
    let again = |errors| {
        let kept = vec![("version".to_owned(), version.to_string()), ("answer".to_owned(), "nej".to_owned())];
        let action = format!("/losningar/anvandning/forslag/{id}");
        let mut page = reason_form(frame, action, kept, &errors);
        page.back = Link::new("/losningar/anvandning", frame.t("usage-own"));
        page.page()
    };
    crate::form::answered(frame, done.map(|number| format!("/losningar/{number}#vilka")), again)
}

/// The number of a solution, for one who answers for the own organisation's use of it.
async fn own(state: &State, request: &Request, number: &str) -> Result<Number, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let number = number_of(request, number)?;
    let actor = &request.visitor.actor;
    let member = actor.member().ok_or_else(|| Failure::sign_in_first(request.frame.clone()))?;
    let form = state.app.usage_form(actor, (number, member.organisation)).await.map_err(failed)?;
    if form.purpose == FormFor::Own { Ok(number) } else { Err(failed(AppError::Denied)) }
}

fn version_in(frame: &Frame, form: Result<Form<Pairs>, FormRejection>) -> Result<i64, Failure> {
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    Ok(value(&sent, "version").parse().unwrap_or(0))
}

/// A form that asks for a reason once more.
fn reason_form<'a>(
    frame: &'a Frame,
    action: String,
    hidden: Vec<(String, String)>,
    errors: &'a Errors,
) -> FormPage<'a> {
    let reason = Field::line("reason", frame.t("usage-reject-reason")).filled(&Vec::new(), errors);
    FormPage {
        frame,
        errors,
        crumbs: vec![Link::new("/losningar", frame.t("place-solutions"))],
        heading: frame.t("usage-reject"),
        lead: frame.t("usage-reject-lead"),
        warning: String::new(),
        action,
        hidden,
        groups: vec![Group::plain(vec![reason])],
        submit: frame.t("usage-reject"),
        back: Link::new("/losningar", frame.t("place-solutions")),
    }
}

fn reason_page(
    frame: &Frame,
    (number, action): (Number, String),
    hidden: Vec<(String, String)>,
    errors: Errors,
) -> Response {
    let mut page = reason_form(frame, action, hidden, &errors);
    page.back = Link::new(format!("/losningar/{number}"), frame.t("usage-back"));
    page.page()
}

fn input(sent: &Pairs) -> UsageInput {
    let text = |name: &str| value(sent, name).to_owned();
    UsageInput {
        status: text("status"),
        since: text("since"),
        until: text("until"),
        users: text("users"),
        instance: text("instance"),
        reason: text("reason"),
        contact_role: text("contact_role"),
        contact: text("contact"),
        pros: text("pros"),
        cons: text("cons"),
        effort: text("effort"),
    }
}

fn pairs(input: &UsageInput) -> Pairs {
    [
        ("status", &input.status),
        ("since", &input.since),
        ("until", &input.until),
        ("users", &input.users),
        ("instance", &input.instance),
        ("reason", &input.reason),
        ("contact_role", &input.contact_role),
        ("contact", &input.contact),
        ("pros", &input.pros),
        ("cons", &input.cons),
        ("effort", &input.effort),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.clone()))
    .collect()
}

/// What stands there now, in one line.
fn stands(frame: &Frame, usage: Option<&Usage>) -> String {
    let Some(usage) = usage else { return frame.t("usage-nothing-stands") };
    let status = frame.word("usage-status", usage.status.code());
    let since = usage.since.map(|day| frame.day(day));
    let users = usage.users.map(|users| users_in_words(frame, users));
    let experience = &usage.experience;
    let texts = [&usage.instance, &usage.reason, &usage.contact_role];
    let texts = texts.into_iter().chain([&experience.pros, &experience.cons, &experience.effort]);
    let parts: Vec<String> =
        Some(status).into_iter().chain(since).chain(users).chain(texts.flatten().cloned()).collect();
    parts.join("; ")
}

fn drawn(frame: &Frame, about: &About, sent: &Pairs, errors: &Errors, warning: String) -> Response {
    let form = &about.form;
    let name = &form.solution.facts.name;
    let (heading, lead, submit) = match form.purpose {
        FormFor::Own => ("usage-form-own", "usage-form-own-lead", "usage-save"),
        FormFor::Member => ("usage-form-member", "usage-form-member-lead", "usage-save-for"),
        FormFor::Proposal => ("usage-form-proposal", "usage-form-proposal-lead", "usage-send-proposal"),
    };
    let version = form.usage.as_ref().map_or(0, |usage| usage.version);
    let groups = match form.purpose {
        FormFor::Proposal => vec![Group::plain(proposal_fields(frame, sent, errors))],
        FormFor::Own | FormFor::Member => groups(frame, form, sent, errors),
    };
    let values = ("organisation", form.organisation.as_str());
    FormPage {
        frame,
        errors,
        crumbs: vec![
            Link::new("/losningar", frame.t("place-solutions")),
            Link::new(format!("/losningar/{}", about.number), name.clone()),
        ],
        heading: frame.t2(heading, values, ("solution", name)),
        lead: frame.t1(lead, values.0, values.1),
        warning,
        action: format!("/losningar/{}/anvandning/{}", about.number, about.organisation),
        hidden: vec![("version".to_owned(), version.to_string())],
        groups,
        submit: frame.t1(submit, values.0, values.1),
        back: Link::new(format!("/losningar/{}", about.number), frame.t("usage-back")),
    }
    .page()
}

fn proposal_fields(frame: &Frame, sent: &Pairs, errors: &Errors) -> Vec<Field> {
    let choices = statuses(frame, "", DeclineIs::NoChoice, None);
    vec![
        Field::select("status", frame.t("usage-status-label"), choices).filled(sent, errors),
        Field::area("note", frame.t("usage-note"), 3)
            .help(frame.t("usage-note-help"))
            .filled(sent, errors)
            .optional(),
    ]
}

fn groups(frame: &Frame, form: &UsageForm, sent: &Pairs, errors: &Errors) -> Vec<Group> {
    let filled = |field: Field| field.filled(sent, errors).optional();
    let line = |name: &str, key: &str| filled(Field::line(name, frame.t(key)));
    let short =
        |name: &str, key: &str| filled(Field::short(name, frame.t(key)).help(frame.t("usage-day-help")));
    let area = |name: &str, key: &str| filled(Field::area(name, frame.t(key), 3));
    let choices = statuses(frame, "", DeclineIs::AChoice, None);
    let status = Field::select("status", frame.t("usage-status-label"), choices).filled(sent, errors);
    let nobody = Choice::new("", frame.t("usage-nobody-to-ask"), "");
    let colleague =
        |(id, name): &(domain::id::PersonId, String)| Choice::new(&id.to_string(), name.clone(), "");
    let people = std::iter::once(nobody).chain(form.colleagues.iter().map(colleague)).collect();
    let reason = Field::line("reason", frame.t("usage-reason")).help(frame.t("usage-reason-help"));
    vec![
        Group::plain(vec![status, filled(reason)]),
        Group::row(vec![short("since", "usage-since"), short("until", "usage-until-day")]),
        Group::plain(vec![
            filled(Field::short("users", frame.t("usage-users-label"))),
            filled(Field::line("instance", frame.t("usage-instance")).help(frame.t("usage-instance-help"))),
        ]),
        Group::called(
            frame.t("usage-ask"),
            vec![
                filled(Field::select("contact", frame.t("usage-contact"), people))
                    .help(frame.t("usage-contact-help")),
                line("contact_role", "usage-contact-role"),
            ],
        ),
        Group {
            help: frame.t("usage-experience-help"),
            ..Group::called(
                frame.t("usage-experience"),
                vec![area("pros", "usage-pros"), area("cons", "usage-cons"), area("effort", "usage-effort")],
            )
        },
    ]
}
