//! Writing an entry of the catalogue in the browser: a new one, one that is there, and both texts side by side where two have changed the
//! same one.

use app::sharing::Which;
use app::solution::keep::SolutionInput;
use app::{AppError, Directory, Refusal};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use domain::sharing::Sharing;
use domain::solution::{Lifecycle, Solution, SolutionKind};

use super::page::number_of;
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::hints;
use crate::list::Choice;
use crate::names;
use crate::share::{self, Place};
use crate::view::{Field, Group, Link};
use crate::visitor::Request;

/// Levels that an information class has.
const LEVELS: [&str; 5] = ["0", "1", "2", "3", "4"];

#[derive(Template)]
#[template(path = "solution/edit.html")]
struct EditPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    crumbs: Vec<Link>,
    heading: String,
    lead: String,
    action: String,
    version: i64,
    groups: Vec<Group>,
    hints: String,
    back: Link,
}

/// What the form is about.
pub(super) struct Target {
    number: Option<Number>,
    version: i64,
    /// Whether it is a draft that becomes an entry.
    is_draft: bool,
}

impl Target {
    const NEW: Self = Self { number: None, version: 0, is_draft: false };

    fn of(solution: &Solution) -> Self {
        Self { number: Some(solution.number), version: solution.version, is_draft: false }
    }

    pub(super) fn draft(solution: &Solution) -> Self {
        Self { is_draft: true, ..Self::of(solution) }
    }

    fn page(&self) -> String {
        self.number.map_or_else(|| "/losningar".to_owned(), |number| format!("/losningar/{number}"))
    }
}

/// What was sent, for the deed.
pub(super) fn input_of(sent: &Pairs) -> SolutionInput {
    let text = |name: &str| value(sent, name).to_owned();
    // Boxes send one code each; the choice between two texts sends all in one.
    let codes = |name: &str| {
        let all = sent.iter().filter(|(key, _)| key == name).flat_map(|(_, value)| value.split(','));
        all.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect()
    };
    SolutionInput {
        name: text("name"),
        kind: text("kind"),
        provider: text("provider"),
        summary: text("summary"),
        description: text("description"),
        typical_needs: text("typical_needs"),
        capabilities: codes("capabilities"),
        service_areas: codes("service_areas"),
        tags: text("tags"),
        integrations: text("integrations"),
        standards: text("standards"),
        information_class: ["confidentiality", "integrity", "availability"].map(text),
        lifecycle: text("lifecycle"),
        licence: text("licence"),
        url: text("url"),
    }
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

pub(super) async fn empty(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    if !state.app.may_import(&request.visitor.actor) {
        return Err(failed(frame)(AppError::Denied));
    }
    let begun = SolutionInput {
        kind: SolutionKind::System.code().to_owned(),
        lifecycle: Lifecycle::InUse.code().to_owned(),
        ..SolutionInput::default()
    };
    let sharing = Sharing::Collaboration.code();
    show(&state, frame, &Target::NEW, (&begun, sharing), &Errors::default()).await
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (input, sharing) = (input_of(&sent), value(&sent, "sharing"));
    match state.app.add_solution(&request.visitor.actor, &input).await {
        Ok(made) => {
            let on = format!("/losningar/{}", made.number);
            Ok(share::made(&Place::at(Which::Solution(made.number)), sharing, on))
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            show(&state, frame, &Target::NEW, (&input, sharing), &errors).await
        }
    }
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = super::kept(&state, &request, &number).await?;
    let input = SolutionInput::of(&read.solution.facts);
    show(&state, frame, &Target::of(&read.solution), (&input, ""), &Errors::default()).await
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = number_of(&request, &number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (input, version) = (input_of(&sent), value(&sent, "version").parse().unwrap_or(0));
    let actor = &request.visitor.actor;
    match state.app.edit_solution(actor, (number, version), &input).await {
        Ok(_) => Ok(Redirect::to(&format!("/losningar/{number}")).into_response()),
        Err(AppError::Refused(Refusal::ChangedMeanwhile)) => conflict(&state, &request, number, &input).await,
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            show(
                &state,
                frame,
                &Target { number: Some(number), version, is_draft: false },
                (&input, ""),
                &errors,
            )
            .await
        }
    }
}

pub(super) async fn show(
    state: &State,
    frame: &Frame,
    target: &Target,
    (input, sharing): (&SolutionInput, &str),
    errors: &Errors,
) -> Result<Response, Failure> {
    let directory = state.app.directory().await.map_err(failed(frame))?;
    let mut crumbs = vec![Link::new("/losningar", frame.t("place-solutions"))];
    crumbs.extend(target.number.map(|number| Link::new(target.page(), number.to_string())));
    let mut groups = groups(frame, &directory, input, errors);
    if target.number.is_none() || target.is_draft {
        groups.push(shared_with(frame, sharing));
    }
    let (heading, lead, action) = match target.number {
        None => ("solution-new", "solution-new-lead", "/losningar/ny".to_owned()),
        Some(number) if target.is_draft => (
            "solution-draft-take-over",
            "solution-draft-take-over-lead",
            format!("/losningar/{number}/ta-over"),
        ),
        Some(number) => ("solution-edit", "solution-edit-lead", format!("/losningar/{number}/andra")),
    };
    let text = [&input.name, &input.summary, &input.description, &input.typical_needs].map(String::as_str);
    let page = EditPage {
        frame,
        errors,
        crumbs,
        heading: frame.t(heading),
        lead: frame.t(lead),
        action,
        version: target.version,
        groups,
        hints: hints::personal(frame, &text.join("\n"), state.app.clock().now().day()),
        back: Link::new(target.page(), frame.t("solution-edit-leave")),
    };
    Ok(errors.on(html(&page)))
}

/// The fields, in the order in which people tell of a thing: what it is, what it does, where it fits, what it stands on.
fn groups(frame: &Frame, directory: &Directory, input: &SolutionInput, errors: &Errors) -> Vec<Group> {
    let with = |field: Field, text: &str| {
        let error = errors.at(&field.id).to_owned();
        Field { error, ..field.value(text) }
    };
    let line = |name: &str, key: &str, text: &str| with(Field::line(name, frame.t(key)).optional(), text);
    let area = |name: &str, key: &str, rows, text: &str| {
        with(Field::area(name, frame.t(key), rows).optional(), text)
    };
    let kinds = SolutionKind::ALL.iter().map(|kind| word(frame, "solution-kind", kind.code(), &input.kind));
    let states = Lifecycle::ALL.iter().map(|state| word(frame, "lifecycle", state.code(), &input.lifecycle));
    let what = Group::called(
        frame.t("solution-block-what"),
        vec![
            with(
                Field::line("name", frame.t("solution-name")).help(frame.t("solution-name-help")),
                &input.name,
            ),
            with(Field::select("kind", frame.t("solution-kind"), kinds.collect()), &input.kind),
            with(
                Field::select("lifecycle", frame.t("solution-lifecycle"), states.collect()),
                &input.lifecycle,
            ),
            line("provider", "solution-provider", &input.provider),
        ],
    );
    let does = Group::called(
        frame.t("solution-does"),
        vec![
            area("summary", "solution-column-summary", 2, &input.summary),
            area("description", "solution-description", 8, &input.description),
            Field {
                help: frame.t("solution-one-a-line"),
                ..area("typical_needs", "solution-typical-needs", 5, &input.typical_needs)
            },
        ],
    );
    let fits = Group::called(
        frame.t("solution-fits-with"),
        [
            ("integrations", "solution-integrations", &input.integrations),
            ("standards", "solution-standards", &input.standards),
            ("tags", "solution-tags", &input.tags),
        ]
        .into_iter()
        .map(|(name, key, text)| Field { help: frame.t("solution-one-a-line"), ..area(name, key, 3, text) })
        .chain([
            line("licence", "solution-licence", &input.licence),
            line("url", "solution-read-more", &input.url),
        ])
        .collect(),
    );
    vec![what, does, where_used(frame, directory, input, errors), fits, protected(frame, input, errors)]
}

fn word(frame: &Frame, group: &str, code: &str, chosen: &str) -> Choice {
    Choice::new(code, frame.word(group, code), chosen)
}

/// Service areas under their groups, folded, and capabilities.
fn where_used(frame: &Frame, directory: &Directory, input: &SolutionInput, errors: &Errors) -> Group {
    let is_chosen = |codes: &[String], code: &str| codes.iter().any(|one| one == code);
    let capability = |code: &str, label: String| Choice {
        value: code.to_owned(),
        label,
        chosen: is_chosen(&input.capabilities, code),
    };
    let known = directory.capabilities.iter();
    let mut capabilities: Vec<Choice> =
        known.map(|one| capability(&one.code, names::capability(frame, one))).collect();
    let unknown = input.capabilities.iter().filter(|code| directory.capability(code).is_none());
    capabilities.extend(unknown.map(|code| capability(code, code.clone())));
    let mut fields = Vec::new();
    for (at, group) in directory.area_groups().into_iter().enumerate() {
        let within = directory.service_areas.iter().filter(|area| area.group == group.0);
        let choices = within.map(|area| Choice {
            value: area.code.clone(),
            label: names::area(frame, area),
            chosen: is_chosen(&input.service_areas, &area.code),
        });
        let field = Field::checks("service_areas", names::group(frame, group), choices.collect());
        fields.push(if at == 0 { field } else { field.called(format!("service_areas_{at}")) });
    }
    let unknown = input.service_areas.iter().filter(|code| directory.service_area(code).is_none());
    let unknown: Vec<Choice> = unknown.map(|code| Choice::new(code, code.clone(), code)).collect();
    if !unknown.is_empty() {
        let field = Field::checks("service_areas", frame.t("need-as-written"), unknown);
        fields.push(field.called("service_areas_others".to_owned()));
    }
    let chosen = frame.tn("solution-areas-chosen", crate::frame::count(input.service_areas.len()));
    let error = errors.at("service_areas");
    if let Some(first) = fields.first_mut() {
        first.error = error.to_owned();
    }
    Group {
        more: Some((chosen, !error.is_empty())),
        more_fields: fields,
        ..Group::called(
            frame.t("solution-block-where"),
            vec![Field {
                error: errors.at("capabilities").to_owned(),
                ..Field::checks("capabilities", frame.t("solution-capabilities"), capabilities)
            }],
        )
    }
}

/// The information class: three levels, all or none.
fn protected(frame: &Frame, input: &SolutionInput, errors: &Errors) -> Group {
    let fields = [
        ("confidentiality", "solution-confidentiality"),
        ("integrity", "solution-integrity"),
        ("availability", "solution-availability"),
    ];
    let field = |((name, key), chosen): ((&str, &str), &String)| {
        let mut choices = vec![Choice::new("", frame.t("solution-level-unknown"), chosen)];
        choices.extend(
            LEVELS.iter().map(|level| Choice::new(level, frame.word("information-level", level), chosen)),
        );
        let error = errors.at(name).to_owned();
        Field { error, ..Field::select(name, frame.t(key), choices).value(chosen) }
    };
    Group {
        help: frame.t("solution-class-help"),
        ..Group::called(
            frame.t("solution-information-class"),
            fields.into_iter().zip(&input.information_class).map(field).collect(),
        )
    }
}

/// Who will read a new entry.
fn shared_with(frame: &Frame, chosen: &str) -> Group {
    let levels = [Sharing::Organisation, Sharing::Collaboration, Sharing::Network];
    let level = |level: Sharing| {
        let (name, means) =
            (frame.word("sharing", level.code()), frame.word("solution-seen-by", level.code()));
        Choice::new(level.code(), format!("{name}: {means}"), chosen)
    };
    let field = Field::radio("sharing", frame.t("solution-who-sees"), levels.map(level).into()).value(chosen);
    Group::plain(vec![field.help(frame.t("share-new-help"))])
}

/// A field and what stands in it: as it is sent, and as it is read.
struct Value {
    field: &'static str,
    sent: String,
    shown: String,
}

/// A field that differs.
struct Difference {
    label: String,
    mine: Value,
    theirs: Value,
}

#[derive(Template)]
#[template(path = "solution/conflict.html")]
struct ConflictPage<'a> {
    frame: &'a Frame,
    number: String,
    version: i64,
    who: String,
    text: String,
    differences: Vec<Difference>,
    same: Vec<Value>,
}

/// Both texts where somebody else has saved in between: each choice sends what it stands for, over the version that is there now.
async fn conflict(
    state: &State,
    request: &Request,
    number: Number,
    mine: &SolutionInput,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = state.app.read_solution(&request.visitor.actor, number).await.map_err(failed(frame))?;
    let directory = state.app.directory().await.map_err(failed(frame))?;
    let theirs = values(frame, &directory, &SolutionInput::of(&read.solution.facts));
    let (mut differences, mut same) = (Vec::new(), Vec::new());
    for ((key, mine), (_, theirs)) in values(frame, &directory, mine).into_iter().zip(theirs) {
        if mine.sent == theirs.sent {
            same.push(mine);
        } else {
            differences.push(Difference { label: frame.t(key), mine, theirs });
        }
    }
    if differences.is_empty() {
        return Ok(Redirect::to(&format!("/losningar/{number}")).into_response());
    }
    let last = read.history.first().and_then(|last| last.person.clone().or(last.organisation.clone()));
    let who = last.unwrap_or_else(|| frame.t("need-somebody-else"));
    let time = frame.time_of(read.solution.updated);
    let page = ConflictPage {
        frame,
        number: number.to_string(),
        version: read.solution.version,
        text: frame.t2("need-conflict-text", ("who", &who), ("time", &time)),
        who,
        differences,
        same,
    };
    Ok((StatusCode::CONFLICT, html(&page)).into_response())
}

/// Every field in the order in which it is asked, with the key of its label.
fn values(frame: &Frame, directory: &Directory, input: &SolutionInput) -> Vec<(&'static str, Value)> {
    let text = |field, key, text: &str| {
        let sent = domain::text::clean(text);
        (key, Value { field, shown: sent.clone(), sent })
    };
    let coded = |field, key, sent: &str, shown: String| (key, Value { field, sent: sent.to_owned(), shown });
    let word =
        |group: &str, code: &str| if code.is_empty() { String::new() } else { frame.word(group, code) };
    let areas: Vec<String> =
        input.service_areas.iter().map(|code| names::area_of(frame, directory, code)).collect();
    let capabilities: Vec<String> =
        input.capabilities.iter().map(|code| names::capability_of(frame, directory, code)).collect();
    let [confidentiality, integrity, availability] = &input.information_class;
    let level =
        |code: &str| if code.is_empty() { String::new() } else { frame.word("information-level", code) };
    vec![
        text("name", "solution-name", &input.name),
        coded("kind", "solution-kind", &input.kind, word("solution-kind", &input.kind)),
        coded("lifecycle", "solution-lifecycle", &input.lifecycle, word("lifecycle", &input.lifecycle)),
        text("provider", "solution-provider", &input.provider),
        text("summary", "solution-column-summary", &input.summary),
        text("description", "solution-description", &input.description),
        text("typical_needs", "solution-typical-needs", &input.typical_needs),
        coded(
            "capabilities",
            "solution-capabilities",
            &input.capabilities.join(","),
            capabilities.join("\n"),
        ),
        coded("service_areas", "solution-area", &input.service_areas.join(","), areas.join("\n")),
        text("integrations", "solution-integrations", &input.integrations),
        text("standards", "solution-standards", &input.standards),
        text("tags", "solution-tags", &input.tags),
        text("licence", "solution-licence", &input.licence),
        text("url", "solution-read-more", &input.url),
        coded("confidentiality", "solution-confidentiality", confidentiality, level(confidentiality)),
        coded("integrity", "solution-integrity", integrity, level(integrity)),
        coded("availability", "solution-availability", availability, level(availability)),
    ]
}
