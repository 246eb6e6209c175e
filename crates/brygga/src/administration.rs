//! Commands of the operator: people, and what written names mean.

use app::AppError;
use app::people::PersonRow;
use app::person::PersonInput;
use domain::permission::Actor;
use domain::person::Role;
use web::texts::Texts;

use crate::cli::{
    ForgetPhoneArgs, LeaveArgs, LinkArgs, PeopleArgs, PersonArgs, ReportArgs, RescueArgs, RolesArgs,
};
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::import::organisation;
use crate::output;
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
    let person = called(&people, &arguments.email)?.person.id;
    let successor = arguments.successor.as_deref().map(|email| called(&people, email)).transpose()?;
    let successor = successor.map(|row| row.person.id);
    app.end_person(&Actor::Operator, organisation, person, successor).await?;
    app.close().await;
    say(&texts.text_with("cli-person-left", &[("email", arguments.email.clone().into())]))
}

/// The person with this address.
fn called<'a>(people: &'a [PersonRow], email: &str) -> Result<&'a PersonRow, Failure> {
    let found = people.iter().find(|row| row.person.email == email.trim().to_lowercase());
    found.ok_or_else(|| Failure::usage("cli-error-unknown-person").with("email", email.to_owned()))
}

/// `brygga person roles`.
pub(crate) async fn set_roles(arguments: &RolesArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let organisation = organisation(&app.directory().await?, &arguments.organisation)?;
    let people = app.people_of(&Actor::Operator, organisation).await?;
    let row = called(&people, &arguments.email)?;
    let (person, was, title) = (row.person.id, &row.roles, &row.title);
    app.set_roles(&Actor::Operator, organisation, person, was, &arguments.roles, title).await?;
    app.close().await;
    let roles: Vec<&str> = arguments.roles.iter().map(|role| role.code()).collect();
    let values = [("email", arguments.email.clone().into()), ("roles", roles.join(", ").into())];
    say(&texts.text_with("cli-person-roles", &values))
}

/// `brygga person report`: one JSON object a line, so that a person reads it and a program too.
pub(crate) async fn report(arguments: &ReportArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let found = app.about_person(&Actor::Operator, &arguments.about).await?;
    app.close().await;
    let count = output::write(arguments.output.as_deref(), async |out| {
        for one in &found {
            let line = serde_json::json!({
                "place": one.place, "record": one.record, "field": one.field, "text": one.excerpt,
            });
            if let Err(error) = writeln!(out, "{line}") {
                return Ok(Err(error));
            }
        }
        Ok(Ok(found.len()))
    })
    .await?;
    note(&texts.text_with("cli-person-report", &[("count", count.into())]));
    Ok(())
}

/// `brygga person forget-phone`.
pub(crate) async fn forget_phone(arguments: &ForgetPhoneArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let done = app.forget_factor(&Actor::Operator, &arguments.email).await;
    app.close().await;
    match done {
        Err(AppError::NotFound) => {
            Err(Failure::usage("cli-error-unknown-address").with("email", arguments.email.clone()))
        }
        done => {
            done?;
            say(&texts.text_with("cli-person-phone-forgotten", &[("email", arguments.email.clone().into())]))
        }
    }
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

/// `brygga link organisation`.
pub(crate) async fn link_organisation(arguments: &LinkArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let organisation = organisation(&app.directory().await?, &arguments.organisation)?;
    let linked = app.link_organisation(&Actor::Operator, &arguments.written, organisation).await?;
    app.close().await;
    let values = [("count", linked.into()), ("written", arguments.written.as_str().into())];
    say(&texts.text_with(if linked == 0 { "cli-linked-none" } else { "cli-linked" }, &values))
}
