//! Commands of the operator about who gets in to an organisation: whose addresses may ask, and what groups at the identity provider are.

use app::{App, AppError, GroupRole};
use domain::id::OrganisationId;
use domain::permission::Actor;
use web::texts::Texts;

use crate::cli::{DomainArgs, DomainCommand, GroupArgs, GroupCommand, OfArgs};
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::import::organisation;
use crate::screen::say;

/// `brygga organisation domain …`.
pub(super) async fn domains(command: &DomainCommand, texts: Texts) -> Done {
    match command {
        DomainCommand::Add(arguments) => add_domain(arguments, texts).await,
        DomainCommand::Remove(arguments) => remove_domain(arguments, texts).await,
        DomainCommand::List(arguments) => list_domains(arguments, texts).await,
    }
}

/// `brygga organisation group …`.
pub(super) async fn groups(command: &GroupCommand, texts: Texts) -> Done {
    match command {
        GroupCommand::Add(arguments) => add_group(arguments, texts).await,
        GroupCommand::Remove(arguments) => remove_group(arguments, texts).await,
        GroupCommand::List(arguments) => list_groups(arguments, texts).await,
    }
}

async fn opened(of: &OfArgs) -> Result<(App, OrganisationId), Failure> {
    let app = database::open_required(&of.data, Missing::Refuse).await?;
    let organisation = organisation(&app.directory().await?, &of.organisation)?;
    Ok((app, organisation))
}

/// What is known afterwards, so that whoever typed it sees all of it.
async fn show_domains(app: &App, organisation: OrganisationId, texts: Texts) -> Done {
    let domains = app.access_of(&Actor::Operator, organisation).await?.domains;
    app.close().await;
    if domains.is_empty() {
        return say(&texts.text("cli-domains-none"));
    }
    domains.iter().try_for_each(|domain| say(domain))
}

async fn add_domain(arguments: &DomainArgs, texts: Texts) -> Done {
    let (app, organisation) = opened(&arguments.of).await?;
    app.add_domain(&Actor::Operator, organisation, &arguments.domain).await?;
    show_domains(&app, organisation, texts).await
}

async fn remove_domain(arguments: &DomainArgs, texts: Texts) -> Done {
    let (app, organisation) = opened(&arguments.of).await?;
    match app.remove_domain(&Actor::Operator, organisation, &arguments.domain).await {
        Err(AppError::NotFound) => {
            Err(Failure::of("cli-error-no-domain").with("domain", arguments.domain.clone()))
        }
        done => {
            done?;
            show_domains(&app, organisation, texts).await
        }
    }
}

async fn list_domains(arguments: &OfArgs, texts: Texts) -> Done {
    let (app, organisation) = opened(arguments).await?;
    show_domains(&app, organisation, texts).await
}

async fn show_groups(app: &App, organisation: OrganisationId, texts: Texts) -> Done {
    let groups = app.group_roles(&Actor::Operator, organisation).await?;
    app.close().await;
    if groups.is_empty() {
        return say(&texts.text("cli-groups-none"));
    }
    groups.iter().try_for_each(|one| say(&format!("{}: {}", one.group, one.role.code())))
}

async fn add_group(arguments: &GroupArgs, texts: Texts) -> Done {
    let (app, organisation) = opened(&arguments.of).await?;
    app.add_group_role(&Actor::Operator, organisation, &arguments.group, arguments.role).await?;
    show_groups(&app, organisation, texts).await
}

async fn remove_group(arguments: &GroupArgs, texts: Texts) -> Done {
    let (app, organisation) = opened(&arguments.of).await?;
    let one = GroupRole { organisation, group: arguments.group.clone(), role: arguments.role };
    let known = app.group_roles(&Actor::Operator, organisation).await?;
    if !known.contains(&one) {
        let values = [("group", one.group), ("role", one.role.code().to_owned())];
        return Err(values
            .into_iter()
            .fold(Failure::of("cli-error-no-group"), |failure, (name, value)| failure.with(name, value)));
    }
    app.remove_group_role(&Actor::Operator, &one).await?;
    show_groups(&app, organisation, texts).await
}

async fn list_groups(arguments: &OfArgs, texts: Texts) -> Done {
    let (app, organisation) = opened(arguments).await?;
    show_groups(&app, organisation, texts).await
}
