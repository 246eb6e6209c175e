//! The list of words (`/ordlista`): rings of synonyms and abbreviations to search, and for coordinators to keep.
//!
//! Not here: the words that matching carries itself.

mod form;
mod list;
mod page;

use app::AppError;
use axum::Router;
use axum::extract::State as Shared;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::id::SynonymRingId;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::visitor::Request;

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/ordlista", get(list::list))
        .route("/ordlista.ttl", get(turtle))
        .route("/ordlista/ny", get(form::empty).post(form::add))
        .route("/ordlista/{id}", get(page::page))
        .route("/ordlista/{id}/andra", get(form::filled).post(form::save))
        .route("/ordlista/{id}/bruk", post(page::use_ring))
}

/// The rings in use as a SKOS file.
async fn turtle(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let written = state.app.export_rings().await.map_err(failed)?;
    // Writing to memory does not fail; if it did, nothing half would be sent.
    let bytes = written.map_err(|_| failed(AppError::NotFound))?;
    let headers = [
        (header::CONTENT_TYPE, "text/turtle; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"ordlista.ttl\""),
    ];
    Ok((headers, bytes).into_response())
}

fn understood(frame: &Frame, id: &str) -> Result<SynonymRingId, Failure> {
    id.parse().map_err(|_| Failure::page(AppError::NotFound, frame.clone()))
}

fn address(id: SynonymRingId) -> String {
    format!("/ordlista/{id}")
}
