//! Commands of the operator about organisations and collaborations.

mod entrance;

use app::App;
use app::collaboration::{CollaborationInput, CollaborationRow};
use app::organisation::OrganisationInput;
use domain::collaboration::MembershipState;
use domain::organisation::{Organisation, Population};
use domain::permission::Actor;
use web::texts::Texts;

use crate::cli::{
    ChangeArgs, CollaborationArgs, CollaborationCommand, FactsArgs, LeadArgs, ListArgs, MemberArgs,
    MergeArgs, OrganisationArgs, OrganisationCommand, SplitArgs,
};
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::import::organisation;
use crate::screen::say;

/// `brygga organisation …`.
pub(crate) async fn organisations(command: &OrganisationCommand, texts: Texts) -> Done {
    match command {
        OrganisationCommand::Add(arguments) => add(arguments, texts).await,
        OrganisationCommand::List(arguments) => list(arguments, texts).await,
        OrganisationCommand::Change(arguments) => change(arguments, texts).await,
        OrganisationCommand::Merge(arguments) => merge(arguments, texts).await,
        OrganisationCommand::Split(arguments) => split(arguments, texts).await,
        OrganisationCommand::Domain(command) => entrance::domains(command, texts).await,
        OrganisationCommand::Group(command) => entrance::groups(command, texts).await,
    }
}

/// `brygga collaboration …`.
pub(crate) async fn collaborations(command: &CollaborationCommand, texts: Texts) -> Done {
    match command {
        CollaborationCommand::Add(arguments) => begin(arguments, texts).await,
        CollaborationCommand::List(arguments) => list_collaborations(arguments, texts).await,
        CollaborationCommand::Member(arguments) => step(arguments, texts).await,
        CollaborationCommand::Lead(arguments) => lead(arguments, texts).await,
    }
}

fn population(facts: &FactsArgs) -> Option<Population> {
    facts.population.map(|value| Population {
        value,
        date: facts.population_date.clone().unwrap_or_default(),
        source: facts.population_source.clone().unwrap_or_default(),
    })
}

async fn add(arguments: &OrganisationArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Make).await?;
    let facts = &arguments.facts;
    let input = OrganisationInput {
        kind: arguments.kind,
        name: arguments.name.clone(),
        short_name: arguments.short_name.clone(),
        municipality_code: facts.municipality_code.clone(),
        county_code: facts.county_code.clone(),
        county: facts.county.clone(),
        population: population(facts),
        valid_from: None,
    };
    let organisation = app.add_organisation(&Actor::Operator, input).await?;
    app.close().await;
    say(&texts.text_with("cli-organisation-added", &[("name", organisation.name.into())]))
}

async fn list(arguments: &ListArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let directory = app.directory().await?;
    app.close().await;
    if directory.organisations.is_empty() {
        return say(&texts.text("cli-organisations-none"));
    }
    directory.organisations.iter().try_for_each(|organisation| {
        let code = organisation.municipality_code.as_deref().unwrap_or("–");
        let gone = match directory.today(organisation) {
            today if today.id == organisation.id => String::new(),
            today => format!("  → {}", today.short_name),
        };
        say(&format!("{code:<4}  {}  ({}){gone}", organisation.name, organisation.short_name))
    })
}

/// The organisation that is called so, whole.
async fn called(app: &App, name: &str) -> Result<Organisation, Failure> {
    let directory = app.directory().await?;
    let id = organisation(&directory, name)?;
    let found = directory.organisation(id).cloned();
    found.ok_or_else(|| Failure::of("cli-error-no-organisation").with("name", name.to_owned()))
}

async fn change(arguments: &ChangeArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let known = called(&app, &arguments.organisation).await?;
    let facts = &arguments.facts;
    let input = OrganisationInput {
        kind: arguments.kind.unwrap_or(known.kind),
        name: arguments.name.clone().unwrap_or(known.name),
        short_name: arguments.short_name.clone().unwrap_or(known.short_name),
        municipality_code: facts.municipality_code.clone().or(known.municipality_code),
        county_code: facts.county_code.clone().or(known.county_code),
        county: facts.county.clone().or(known.county),
        population: population(facts).or(known.population),
        valid_from: known.valid_from,
    };
    let saved = app.edit_organisation(&Actor::Operator, known.id, known.version, input).await?;
    app.close().await;
    say(&texts.text_with("cli-organisation-changed", &[("name", saved.name.into())]))
}

async fn merge(arguments: &MergeArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    // By the name it has itself: one that has ended already is told so, and not taken for its successor.
    let directory = app.directory().await?;
    let from = directory.organisation_called(&arguments.organisation).cloned();
    let name = arguments.organisation.clone();
    let from = from.ok_or_else(|| Failure::of("cli-error-no-organisation").with("name", name))?;
    let into = called(&app, &arguments.into).await?;
    let moved = app.merge_organisations(&Actor::Operator, from.id, into.id).await?;
    app.close().await;
    let values = [
        ("name", from.name.into()),
        ("into", into.name.into()),
        ("people", moved.people.into()),
        ("needs", moved.needs.into()),
        ("solutions", moved.solutions.into()),
        ("usages", moved.usages.into()),
    ];
    say(&texts.text_with("cli-organisation-merged", &values))
}

async fn split(arguments: &SplitArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let from = called(&app, &arguments.organisation).await?;
    let people = app.people_to_move(&Actor::Operator, from.id).await?;
    let called = |email: &String| {
        let found = people.iter().find(|(person, _)| person.email == email.trim().to_lowercase());
        let unknown = || Failure::usage("cli-error-unknown-person").with("email", email.clone());
        found.map(|(person, _)| person.id).ok_or_else(unknown)
    };
    let going = arguments.people.iter().map(called).collect::<Result<Vec<_>, Failure>>()?;
    let part = OrganisationInput {
        kind: from.kind,
        name: arguments.name.clone(),
        short_name: arguments.short_name.clone(),
        municipality_code: None,
        county_code: from.county_code,
        county: from.county,
        population: None,
        valid_from: None,
    };
    let part = app.split_organisation(&Actor::Operator, from.id, part, &going).await?;
    app.close().await;
    let values = [("name", from.name.into()), ("part", part.name.into()), ("count", going.len().into())];
    say(&texts.text_with("cli-organisation-split", &values))
}

async fn begin(arguments: &CollaborationArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let directory = app.directory().await?;
    let members: Result<Vec<_>, Failure> =
        arguments.members.iter().map(|called| organisation(&directory, called)).collect();
    let lead = arguments.lead.as_deref().map(|called| organisation(&directory, called)).transpose()?;
    let input = CollaborationInput { name: arguments.name.clone(), purpose: arguments.purpose.clone(), lead };
    let collaboration = app.add_collaboration(&Actor::Operator, input, &members?).await?;
    app.close().await;
    let count = arguments.members.len();
    let values = [("name", collaboration.name.into()), ("count", count.into())];
    say(&texts.text_with("cli-collaboration-added", &values))
}

async fn list_collaborations(arguments: &ListArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let rows = app.list_collaborations(&Actor::Operator).await?;
    app.close().await;
    if rows.is_empty() {
        return say(&texts.text("cli-collaborations-none"));
    }
    for row in rows {
        say(&row.collaboration.name)?;
        for member in &row.members {
            let leads = row.collaboration.lead == Some(member.organisation.id);
            let mark = if leads { "*" } else { " " };
            let since = member.since.map(|day| day.to_string()).unwrap_or_default();
            let state = member.state.code();
            say(&format!(" {mark} {state:<10} {since:<10} {}", member.organisation.short_name))?;
        }
    }
    Ok(())
}

/// The collaboration with this name.
async fn collaboration(app: &App, name: &str) -> Result<CollaborationRow, Failure> {
    let rows = app.list_collaborations(&Actor::Operator).await?;
    let wanted = name.trim().to_lowercase();
    let found = rows.into_iter().find(|row| row.collaboration.name.to_lowercase() == wanted);
    found.ok_or_else(|| Failure::of("cli-error-no-collaboration").with("name", name.to_owned()))
}

async fn step(arguments: &MemberArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let row = collaboration(&app, &arguments.collaboration).await?;
    let organisation = called(&app, &arguments.organisation).await?;
    let stands = row.members.iter().find(|member| member.organisation.id == organisation.id);
    let was = stands.map_or(MembershipState::Left, |member| member.state);
    let of = (row.collaboration.id, organisation.id);
    let state = app.step_membership(&Actor::Operator, of, arguments.step, was).await?;
    app.close().await;
    let values = [
        ("name", organisation.short_name.into()),
        ("collaboration", row.collaboration.name.into()),
        ("state", state.code().into()),
    ];
    say(&texts.text_with("cli-membership-now", &values))
}

async fn lead(arguments: &LeadArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let known = collaboration(&app, &arguments.collaboration).await?.collaboration;
    let organisation = called(&app, &arguments.organisation).await?;
    let (name, purpose) = (known.name.clone(), known.purpose);
    let input = CollaborationInput { name, purpose, lead: Some(organisation.id) };
    app.edit_collaboration(&Actor::Operator, known.id, known.version, input).await?;
    app.close().await;
    let values = [("name", organisation.short_name.into()), ("collaboration", known.name.into())];
    say(&texts.text_with("cli-collaboration-led", &values))
}
