//! What comes next when nothing fits: said honestly, and with three ways on. The same block stands under the ask box
//! when nothing was found, and on the draft of somebody who said that none of the solutions fits.

use app::AppError;
use app::session::Visitor;
use askama::Template;
use domain::organisation::OrganisationKind;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::organisation;

/// Why the block stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Nothing was found that could fit.
    NothingFound,
    /// The writer said that nothing of what was found fits.
    NoneFits,
}

/// Who keeps the catalogue for all.
struct Joint {
    name: String,
    address: String,
}

#[derive(Template)]
#[template(path = "start/nothing.html")]
struct Nothing<'a> {
    frame: &'a Frame,
    why: Why,
    /// Whether similar needs stand beside it.
    similar: bool,
    joint: Option<Joint>,
}

/// The block as a part of a page.
///
/// # Errors
/// When the database fails.
pub(crate) async fn part(
    state: &State,
    visitor: &Visitor,
    frame: &Frame,
    why: Why,
    similar: bool,
) -> Result<String, Failure> {
    let joint = joint(state, visitor).await.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Nothing { frame, why, similar, joint }.render().unwrap_or_default())
}

/// The federation body that the visitor's organisation co-operates with, or is.
async fn joint(state: &State, visitor: &Visitor) -> Result<Option<Joint>, AppError> {
    let Some(member) = visitor.actor.member() else { return Ok(None) };
    let directory = state.app.directory().await?;
    let near = |id| member.organisation == id || member.partners.contains(&id);
    let is_joint = |kind| kind == OrganisationKind::FederationBody;
    let found = directory.organisations.iter().find(|known| is_joint(known.kind) && near(known.id));
    Ok(found.map(|found| Joint { name: found.short_name.clone(), address: organisation::address(found) }))
}
