//! A solution as publiccode.yml, where enough is known for one that the standard accepts.

use app::AppError;
use axum::extract::{Path, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::number::{Number, Series};
use domain::permission::Actor;
use domain::solution::Solution;

use crate::State;
use crate::error::Failure;
use crate::visitor::Request;

pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let number: Option<Number> =
        number.parse().ok().filter(|number: &Number| number.series == Series::Solution);
    let number = number.ok_or_else(|| failed(AppError::NotFound))?;
    let written = state.app.publiccode(&request.visitor.actor, number).await.map_err(failed)?;
    let text = written.map_err(|_| failed(AppError::NotFound))?;
    let about = [
        (header::CONTENT_TYPE, "application/yaml"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"publiccode.yml\""),
    ];
    Ok((about, text).into_response())
}

/// Whether there is such a file.
pub(super) async fn exists(state: &State, actor: &Actor, solution: &Solution) -> Result<bool, AppError> {
    if solution.facts.licence.is_none() {
        return Ok(false);
    }
    Ok(state.app.publiccode(actor, solution.number).await?.is_ok())
}
