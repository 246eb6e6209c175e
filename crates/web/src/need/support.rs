//! Where to turn with a draft that sounds like a fault: to the IT support of the own organisation. The draft stays as it
//! is; Brygga keeps no queue of faults.

use app::AppError;
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::Response;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::visitor::Request;

#[derive(Template)]
#[template(path = "need/support.html")]
struct SupportPage<'a> {
    frame: &'a Frame,
    number: String,
    organisation: String,
    text: String,
    edit: bool,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let number = number.parse().map_err(|_| failed(AppError::NotFound))?;
    let read = state.app.read_need(&request.visitor.actor, number).await.map_err(failed)?;
    Ok(html(&SupportPage {
        frame: &request.frame,
        number: number.to_string(),
        organisation: read.organisation,
        text: read.need.facts.text,
        edit: read.deeds.edit,
    }))
}
