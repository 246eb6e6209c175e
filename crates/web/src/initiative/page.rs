//! An initiative's page: what happens next, who has come how far, what is to become better, what stands in the way, and how it is meant
//! to have an effect.

use app::benefit::BenefitRow;
use app::initiative::{InitiativePage, ObstacleRow, PartyRow};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::ObstacleId;
use domain::initiative::{Duty, InitiativeState};
use domain::number::Number;
use serde::Deserialize;

use super::{came, chain, colour, of_all, outcome_colour, places, quantity, rollout_colour, weight_colour};
use crate::State;
use crate::case::said;
use crate::comment;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, count};
use crate::reminder;
use crate::trail;
use crate::view::{Cell, Field, Link, Press, Section, Table, View};
use crate::visitor::Request;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    pub(super) nytt: String,
}

/// What has just been done, in words.
pub(super) fn told(frame: &Frame, just: Result<Query<Just>, QueryRejection>) -> String {
    let key = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "initiativ" => "initiative-told-begun",
        "sparat" => "case-told-saved",
        "hinder" => "initiative-told-raised",
        "borta" => "initiative-told-solved",
        "variant" => "initiative-told-parted",
        "aterforenad" => "initiative-told-rejoined",
        "avslutat" => "initiative-told-closed",
        "nytta" => "benefit-told-added",
        "matt" => "benefit-told-measured",
        "larde" => "lesson-told-written",
        "drift" => "rollout-told-live",
        "slut" => "rollout-told-ended",
        "beslut" => "rollout-told-decided",
        "dag" => "benefit-told-day",
        _ => return String::new(),
    };
    frame.t(key)
}

pub(super) async fn read(state: &State, request: &Request, number: &str) -> Result<InitiativePage, Failure> {
    let frame = &request.frame;
    let number: Number = request.named(number)?;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.read_initiative(&request.visitor.actor, number).await;
    read.map_err(|error| Failure::page(error, frame.clone()))
}

/// Where an initiative is.
pub(super) fn address(number: Number) -> String {
    format!("/initiativ/{number}")
}

/// The way to what belongs to an initiative.
pub(super) fn crumbs(frame: &Frame, number: Number, title: &str) -> Vec<Link> {
    vec![Link::new("/initiativ", frame.t("place-initiatives")), Link::new(address(number), title)]
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, &number).await?;
    let told = told(&request.frame, just);
    shown(&state, &request, &read, told, Errors::default()).await
}

async fn shown(
    state: &State,
    request: &Request,
    read: &InitiativePage,
    told: String,
    errors: Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let one = &read.initiative;
    let mut view = View::new(frame, one.number.to_string(), one.title.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new("/initiativ", frame.t("place-initiatives"))];
    view.told = told;
    view.errors = errors;
    view.state = vec![
        Cell::tag(frame.word("initiative-state", one.state.code()), colour(one.state)),
        Cell::text(frame.t1("initiative-led-by-is", "organisation", &read.organisation)),
        Cell::text(one.number.to_string()),
    ];
    if let Some(parent) = &read.parent {
        view.state.push(Cell::link(
            frame.t1("initiative-parted-from", "number", &parent.number.to_string()),
            address(parent.number),
        ));
    }
    let at = address(one.number);
    if read.may_keep {
        view.actions = vec![
            Link::new(format!("{at}/andra"), frame.t("initiative-change")),
            Link::new(format!("{at}/parter"), frame.t("initiative-parties-change")),
            Link::new(format!("{at}/avsluta"), frame.t("initiative-close")),
        ];
    }
    view.sub.push(reminder::link(frame, &one.number.to_string()));
    view.next = Some(next(frame, read));
    view.sections = sections(frame, read);
    view.side = side(frame, read);
    view.comments = comment::part(state, request, one.number)
        .await
        .map_err(|error| Failure::page(error, frame.clone()))?;
    view.history = trail::happenings(frame, &read.history);
    Ok(view.page())
}

fn next(frame: &Frame, read: &InitiativePage) -> Section {
    let one = &read.initiative;
    let at = address(one.number);
    let mut section = Section::new("nasta", frame.t("need-next"));
    if let Some(closing) = &one.closing {
        section.note = frame.t1("initiative-closed-on", "day", &frame.day(closing.on));
        section.own.push(closing.reason.clone());
    } else if one.next_step.is_empty() {
        section.empty = frame.t("initiative-no-next");
    } else {
        section.own.push(one.next_step.clone());
        if let Some(day) = one.next_on {
            let late = day < read.today;
            section.facts.push((frame.t("initiative-next-on"), Cell::text(frame.day(day)).late(late)));
        }
    }
    if read.may_keep {
        let press = |to: InitiativeState, key: &str| Press {
            action: format!("{at}/lage"),
            label: frame.t(key),
            sent: vec![
                ("version".to_owned(), one.version.to_string()),
                ("till".to_owned(), to.code().to_owned()),
            ],
            is_first: to == InitiativeState::Running,
            ..Press::default()
        };
        match one.state {
            InitiativeState::Planned => {
                section.presses.push(press(InitiativeState::Running, "initiative-start"))
            }
            InitiativeState::Paused => {
                section.presses.push(press(InitiativeState::Running, "initiative-resume"))
            }
            InitiativeState::Running => {
                section.presses.push(press(InitiativeState::Paused, "initiative-pause"))
            }
            InitiativeState::Finished | InitiativeState::Stopped | InitiativeState::Rejoined => {}
        }
        if one.parent.is_some() {
            section.presses.push(Press {
                action: format!("{at}/aterforena"),
                label: frame.t("initiative-rejoin"),
                sent: vec![("version".to_owned(), one.version.to_string())],
                ..Press::default()
            });
        }
    }
    let overdue = read.benefits.iter().filter(|row| row.is_overdue).count();
    if overdue > 0 {
        let text = frame.tn("benefits-overdue", count(overdue));
        section.facts.push((frame.t("place-benefits"), Cell::text(text).late(true)));
    }
    section
}

fn sections(frame: &Frame, read: &InitiativePage) -> Vec<Section> {
    let one = &read.initiative;
    let at = address(one.number);
    let mut sections = Vec::new();
    if !one.purpose.is_empty() {
        let mut purpose = Section::new("syfte", frame.t("initiative-purpose"));
        purpose.own.push(one.purpose.clone());
        sections.push(purpose);
    }
    let mut answers = Section::new("svarar", frame.t("initiative-answers-to"));
    answers.note = frame.t("initiative-answers-to-help");
    let mut table = Table::new(
        frame,
        frame.t("initiative-answers-to"),
        &["case-need", "need-column-number", "need-column-organisation"],
    );
    for (need, organisation) in &read.needs {
        table.rows.push(vec![
            Cell::link(need.facts.title.clone(), format!("/behov/{}", need.number)),
            Cell::text(need.number.to_string()),
            Cell::text(organisation.clone()),
        ]);
    }
    answers.table = Some(table);
    answers.empty = frame.t("initiative-needs-hidden");
    answers.links.push(Link::new(
        format!("/arenden/{}", read.case.number),
        frame.t1("initiative-see-case", "number", &read.case.number.to_string()),
    ));
    sections.push(answers);
    let mut rollouts = Section::new("inforande", frame.t("initiative-rollouts"));
    rollouts.note = frame.t("initiative-rollouts-help");
    rollouts.table = Some(parties(frame, read));
    sections.push(rollouts);
    let mut benefits = Section::new("nytta", frame.t("place-benefits"));
    benefits.note = frame.t("benefits-two-columns");
    benefits.table = Some(benefit_table(frame, frame.t("place-benefits"), &read.benefits));
    benefits.empty = frame.t("initiative-no-benefits");
    if read.may_benefit {
        benefits.links.push(Link::new(format!("{at}/nyttor/ny"), frame.t("benefit-new")));
    }
    sections.push(benefits);
    sections.push(obstacles(frame, read));
    let mut chain = Section::new("effektkedja", frame.t("chain"));
    chain.note = frame.t("chain-help");
    if one.chain.is_empty() {
        chain.empty = frame.t("chain-none");
    } else {
        chain.drawing = chain::drawing(frame, &one.chain);
        chain.table = Some(chain::table(frame, &one.chain));
    }
    if read.may_keep {
        chain.links.push(Link::new(format!("{at}/effektkedja"), frame.t("chain-change")));
    }
    sections.push(chain);
    sections.push(lessons(frame, read));
    if !one.links.is_empty() {
        let mut links = Section::new("dokument", frame.t("initiative-documents"));
        links.links = one.links.iter().map(|link| Link::new(link.url.clone(), link.title.clone())).collect();
        sections.push(links);
    }
    if !read.variants.is_empty() || (read.may_keep && read.parties.len() > 1) {
        let mut variants = Section::new("varianter", frame.t("initiative-variants"));
        variants.note = frame.t("initiative-variants-help");
        let mut table = Table::new(
            frame,
            frame.t("initiative-variants"),
            &["initiative-variant", "need-column-number", "need-column-state"],
        );
        for variant in &read.variants {
            table.rows.push(vec![
                Cell::link(variant.title.clone(), address(variant.number)),
                Cell::text(variant.number.to_string()),
                Cell::tag(frame.word("initiative-state", variant.state.code()), colour(variant.state)),
            ]);
        }
        variants.table = Some(table);
        if read.may_keep && read.parties.len() > 1 {
            variants.links.push(Link::new(format!("{at}/variant"), frame.t("initiative-part")));
        }
        sections.push(variants);
    }
    sections
}

fn parties(frame: &Frame, read: &InitiativePage) -> Table {
    let mut table = Table::new(
        frame,
        frame.t("initiative-rollouts"),
        &[
            "need-column-organisation",
            "need-column-state",
            "rollout-readiness",
            "rollout-actions",
            "rollout-live-on",
            "rollout-ended-on",
            "initiative-measured",
        ],
    )
    .amounts(&[6]);
    table.rows = read.parties.iter().map(|row| party(frame, read, row)).collect();
    table
}

fn party(frame: &Frame, read: &InitiativePage, row: &PartyRow) -> Vec<Cell> {
    let rollout = &row.rollout;
    let place = format!("{}/inforande/{}", address(read.initiative.number), rollout.party.organisation);
    let mut role = frame.word("party-role", rollout.party.role.code());
    if row.is_gone {
        role = format!("{role}. {}", frame.t("party-gone"));
    }
    let name = Cell { is_own: false, ..Cell::link(row.organisation.clone(), place) }.note(role);
    let measured = Cell::text(of_all(frame, row.measured));
    if !rollout.introduces() {
        let nothing = || Cell::text("–");
        return vec![
            name,
            Cell::text(frame.t("rollout-nothing")),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            measured,
        ];
    }
    let readiness = match row.weak {
        0 => Cell::text(of_all(frame, row.answered)),
        weak => Cell::text(of_all(frame, row.answered)).note(frame.tn("rollout-weak", count(weak))),
    };
    let actions = match row.actions {
        (0, _) => Cell::text("–"),
        (open, 0) => Cell::text(frame.tn("rollout-actions-open", count(open))),
        (_, late) => Cell::text(frame.tn("rollout-actions-late", count(late))).late(true),
    };
    let live = match (rollout.live, rollout.planned) {
        (Some(day), _) => Cell::text(frame.day(day)),
        (None, Some(day)) => {
            let late = day < read.today && rollout.is_ahead();
            Cell::text(frame.t1("rollout-planned-on", "day", &frame.day(day))).late(late)
        }
        (None, None) => Cell::text("–"),
    };
    vec![
        name,
        Cell::tag(frame.word("rollout-state", rollout.state.code()), rollout_colour(rollout.state)),
        readiness,
        actions,
        live,
        rollout.ended.map_or_else(|| Cell::text("–"), |day| Cell::text(frame.day(day))),
        measured,
    ]
}

/// Benefits as rows: what was hoped for and what came, each in its column.
pub(crate) fn benefit_table(frame: &Frame, label: String, rows: &[BenefitRow]) -> Table {
    let mut table = Table::new(
        frame,
        label,
        &[
            "benefit",
            "need-column-organisation",
            "benefit-baseline",
            "benefit-target",
            "benefit-latest",
            "benefit-outcome",
            "benefit-next",
        ],
    )
    .amounts(&[2, 3, 4]);
    table.rows = rows.iter().map(|row| benefit_cells(frame, row)).collect();
    table
}

pub(crate) fn benefit_cells(frame: &Frame, row: &BenefitRow) -> Vec<Cell> {
    let benefit = &row.benefit;
    let nothing = || Cell::text("–");
    let with_unit = |value| format!("{} {}", quantity(frame, value), benefit.unit);
    let reading =
        |reading: domain::benefit::Reading| Cell::text(with_unit(reading.value)).note(frame.day(reading.on));
    let address = format!("/initiativ/{}/nyttor/{}", row.initiative.0, benefit.id);
    let kind = frame.word("benefit-kind", benefit.kind.code());
    let kind =
        if benefit.is_negative { format!("{kind}, {}", frame.t("benefit-negative-short")) } else { kind };
    let about = format!("{} · {kind}", benefit.receiver);
    let next = match (&benefit.given_up, row.next()) {
        (Some(_), _) => Cell::text(frame.t("benefit-given-up")),
        (None, Some(day)) => Cell::text(frame.day(day.due)).late(row.is_overdue),
        (None, None) => nothing(),
    };
    vec![
        Cell::link(benefit.indicator.clone(), address).note(about),
        Cell::text(row.organisation.clone()),
        benefit.baseline.map_or_else(nothing, reading),
        reading(benefit.target),
        row.latest().map_or_else(nothing, |latest| reading(latest.reading)),
        Cell::tag(came(frame, benefit, row.outcome), outcome_colour(row.outcome)),
        next,
    ]
}

fn obstacles(frame: &Frame, read: &InitiativePage) -> Section {
    let at = address(read.initiative.number);
    let mut section = Section::new("hinder", frame.t("obstacles"));
    let mut table = Table::new(
        frame,
        frame.t("obstacles"),
        &[
            "obstacle-name",
            "obstacle-weight",
            "need-column-organisation",
            "obstacle-measure",
            "obstacle-gone",
        ],
    );
    table.rows = read.obstacles.iter().map(|row| obstacle(frame, &at, row)).collect();
    section.table = Some(table);
    section.empty = frame.t("obstacles-none");
    if read.may_raise {
        section.links.push(Link::new(format!("{at}/hinder"), frame.t("obstacle-new")));
    }
    section
}

fn obstacle(frame: &Frame, at: &str, row: &ObstacleRow) -> Vec<Cell> {
    let one = &row.obstacle;
    let kind = frame.word("obstacle-kind", one.kind.code());
    let about = match &row.challenge {
        Some(challenge) => {
            format!("{kind}. {}", frame.t1("obstacle-challenge-is", "challenge", said(frame, challenge)))
        }
        None => kind,
    };
    let gone = match &one.solved {
        Some((at, how)) => Cell::own(how.clone()).note(frame.day_of(*at)),
        None if row.may_keep => Cell::press(Press {
            action: format!("{at}/hinder/{}", one.id),
            label: frame.t("obstacle-solve"),
            about: one.text.clone(),
            fields: vec![Field::line("how", frame.t("obstacle-how")).called(format!("how_{}", one.id))],
            ..Press::default()
        }),
        None => Cell::text("–"),
    };
    let who = row.person.clone().unwrap_or_default();
    vec![
        Cell::own(one.text.clone()).note(about),
        Cell::tag(frame.word("weight", one.weight.code()), weight_colour(one.weight)),
        Cell::text(row.organisation.clone()),
        Cell::own(one.measure.clone()).note(who),
        gone,
    ]
}

fn lessons(frame: &Frame, read: &InitiativePage) -> Section {
    let mut section = Section::new("lardomar", frame.t("place-lessons"));
    let mut table = Table::new(
        frame,
        frame.t("place-lessons"),
        &["lesson-name", "need-column-organisation", "lesson-for-whom"],
    );
    for row in &read.lessons {
        table.rows.push(vec![
            Cell::link(row.lesson.title.clone(), format!("/lardomar/{}", row.lesson.id)),
            Cell::text(row.organisation.clone()),
            Cell::own(row.lesson.for_whom.clone()),
        ]);
    }
    section.table = Some(table);
    section.empty = frame.t("initiative-no-lessons");
    if read.may_learn {
        let address = format!("/lardomar/ny?initiativ={}", read.initiative.number);
        section.links.push(Link::new(address, frame.t("lesson-new")));
    }
    section
}

fn side(frame: &Frame, read: &InitiativePage) -> Vec<Section> {
    let one = &read.initiative;
    let mut about = Section::new("om", frame.t("initiative-about"));
    about.facts.push((frame.t("initiative-led-by"), Cell::text(read.organisation.clone())));
    let solution = match &read.solution {
        Some((number, name)) => Cell::link(name.clone(), format!("/losningar/{number}")),
        None => Cell::text(frame.t("initiative-no-solution")),
    };
    about.facts.push((frame.t("initiative-solution"), solution));
    let lead = read.parties.iter().find(|row| row.rollout.party.organisation == one.organisation);
    for duty in Duty::ALL {
        let named = lead.and_then(|row| row.people.iter().find(|(one, _)| one == duty));
        if let Some((_, name)) = named {
            about.facts.push((frame.word("duty", duty.code()), Cell::text(name.clone())));
        }
    }
    let at = address(one.number);
    let mut project = Section::new("projekt", frame.t("project"));
    project.note = frame.t("project-help");
    if !one.project_url.is_empty() {
        project.links.push(Link::new(one.project_url.clone(), frame.t("project-open")));
    }
    project.links.push(Link::new(format!("{at}/projekt.csv"), frame.t("project-csv")));
    project.links.push(Link::new(format!("{at}/projekt.json"), frame.t("project-json")));
    let mut around = Section::new("runt", frame.t("initiative-around"));
    around.links = places(frame);
    vec![about, project, around]
}

pub(super) async fn move_on(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number: Number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = value(&sent, "version").parse().unwrap_or(0);
    // What is no state is one that nothing can go into.
    let to = InitiativeState::from_code(value(&sent, "till")).unwrap_or(InitiativeState::Planned);
    let done = state.app.move_initiative(&request.visitor.actor, (number, version), to).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("{}?nytt=sparat", address(number))).into_response())
}

pub(super) async fn rejoin(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number: Number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = value(&sent, "version").parse().unwrap_or(0);
    let done = state.app.rejoin_variant(&request.visitor.actor, (number, version)).await;
    let parent = done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("{}?nytt=aterforenad", address(parent.number))).into_response())
}

pub(super) async fn solve(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let (number, id): (Number, ObstacleId) = (request.named(&number)?, request.named(&id)?);
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.solve_obstacle(&request.visitor.actor, number, id, value(&sent, "how")).await;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?nytt=borta#hinder", address(number))).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            let read = read(&state, &request, &number.to_string()).await?;
            shown(&state, &request, &read, String::new(), errors.all_at(&format!("how_{id}"))).await
        }
    }
}
