//! Commands of the operator: people, organisations, and what written names mean.

use app::organisation::OrganisationInput;
use app::person::PersonInput;
use domain::organisation::Population;
use domain::permission::Actor;
use domain::person::Role;
use web::texts::Texts;

use crate::cli::{
    CollaborationArgs, LeaveArgs, LinkArgs, ListArgs, OrganisationArgs, PeopleArgs, PersonArgs, RescueArgs,
};
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::import::organisation;
use crate::screen::{note, say};

/// A password that is given this way is not seen in lists of processes.
const PASSWORD_VARIABLE: &str = "BRYGGA_PASSWORD";

/// `brygga person add`.
pub(crate) async fn add_person(arguments: &PersonArgs, texts: Texts) -> Done {
    let password = password(arguments)?;
    let app = database::open_required(&arguments.data, Missing::Make).await?;
    let input = PersonInput {
        name: arguments.name.clone(),
        email: arguments.email.clone(),
        organisation: organisation(&app.directory().await?, &arguments.organisation)?,
        role: arguments.role,
        title: arguments.title.clone(),
        password,
    };
    let without = input.password.is_none();
    let person = app.add_person(&Actor::Operator, input).await?;
    app.close().await;
    say(
        &texts.text_with("cli-person-added", &[("name", person.name.into()), ("email", person.email.into())])
    )?;
    if without {
        note(&texts.text("cli-person-without-password"));
    }
    Ok(())
}

/// `brygga person list`.
pub(crate) async fn list_people(arguments: &PeopleArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let organisation = organisation(&app.directory().await?, &arguments.organisation)?;
    let people = app.people_of(&Actor::Operator, organisation).await?;
    app.close().await;
    for row in people {
        let roles: Vec<&str> = row.roles.iter().map(|role| role.code()).collect();
        let values = [
            ("name", row.person.name.into()),
            ("email", row.person.email.into()),
            ("roles", roles.join(", ").into()),
            ("count", row.open.into()),
        ];
        say(&texts.text_with("cli-person-row", &values))?;
    }
    Ok(())
}

/// `brygga person leave`.
pub(crate) async fn person_leaves(arguments: &LeaveArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let organisation = organisation(&app.directory().await?, &arguments.organisation)?;
    let people = app.people_of(&Actor::Operator, organisation).await?;
    let called = |email: &str| {
        let found = people.iter().find(|row| row.person.email == email.trim().to_lowercase());
        found
            .map(|row| row.person.id)
            .ok_or_else(|| Failure::usage("cli-error-unknown-person").with("email", email.to_owned()))
    };
    let person = called(&arguments.email)?;
    let successor = arguments.successor.as_deref().map(called).transpose()?;
    app.end_person(&Actor::Operator, organisation, person, successor).await?;
    app.close().await;
    say(&texts.text_with("cli-person-left", &[("email", arguments.email.clone().into())]))
}

/// `brygga person rescue`.
pub(crate) async fn rescue(arguments: &RescueArgs, texts: Texts) -> Done {
    let password = password_line()?;
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let input = PersonInput {
        name: arguments.name.clone(),
        email: arguments.email.clone(),
        organisation: organisation(&app.directory().await?, &arguments.organisation)?,
        role: Role::Administrator,
        title: String::new(),
        password: Some(password),
    };
    let person = app.rescue(&Actor::Operator, input, &arguments.reason).await?;
    app.close().await;
    say(&texts.text_with("cli-person-rescued", &[("email", person.email.into())]))
}

fn password(arguments: &PersonArgs) -> Result<Option<String>, Failure> {
    if !arguments.password_stdin {
        return Ok(std::env::var(PASSWORD_VARIABLE).ok().filter(|password| !password.is_empty()));
    }
    password_line().map(Some)
}

/// A password from standard input, which no list of processes shows.
fn password_line() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|_| Failure::usage("cli-error-input"))?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() { Err(Failure::usage("cli-error-no-password")) } else { Ok(password) }
}

/// `brygga organisation add`.
pub(crate) async fn add_organisation(arguments: &OrganisationArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Make).await?;
    let population = arguments.population.map(|value| Population {
        value,
        date: arguments.population_date.clone().unwrap_or_default(),
        source: arguments.population_source.clone().unwrap_or_default(),
    });
    let input = OrganisationInput {
        kind: arguments.kind,
        name: arguments.name.clone(),
        short_name: arguments.short_name.clone(),
        municipality_code: arguments.municipality_code.clone(),
        county_code: arguments.county_code.clone(),
        county: arguments.county.clone(),
        population,
        valid_from: None,
    };
    let organisation = app.add_organisation(&Actor::Operator, input).await?;
    app.close().await;
    say(&texts.text_with("cli-organisation-added", &[("name", organisation.name.into())]))
}

/// `brygga organisation list`.
pub(crate) async fn list_organisations(arguments: &ListArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let directory = app.directory().await?;
    app.close().await;
    if directory.organisations.is_empty() {
        return say(&texts.text("cli-organisations-none"));
    }
    directory.organisations.iter().try_for_each(|organisation| {
        let code = organisation.municipality_code.as_deref().unwrap_or("–");
        say(&format!("{code:<4}  {}  ({})", organisation.name, organisation.short_name))
    })
}

/// `brygga collaboration add`: with its first members, all confirmed.
pub(crate) async fn add_collaboration(arguments: &CollaborationArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let directory = app.directory().await?;
    let members: Result<Vec<_>, Failure> =
        arguments.members.iter().map(|called| organisation(&directory, called)).collect();
    let (name, purpose) = (&arguments.name, &arguments.purpose);
    let collaboration = app.add_collaboration(&Actor::Operator, name, purpose, &members?).await?;
    app.close().await;
    let count = arguments.members.len();
    let values = [("name", collaboration.name.into()), ("count", count.into())];
    say(&texts.text_with("cli-collaboration-added", &values))
}

/// `brygga link organisation`.
pub(crate) async fn link_organisation(arguments: &LinkArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let organisation = organisation(&app.directory().await?, &arguments.organisation)?;
    let linked = app.link_organisation(&Actor::Operator, &arguments.written, organisation).await?;
    app.close().await;
    let values = [("count", linked.into()), ("written", arguments.written.as_str().into())];
    say(&texts.text_with(if linked == 0 { "cli-linked-none" } else { "cli-linked" }, &values))
}
