//! The list of words (`/ordlista`): rings of synonyms and abbreviations to search, and for coordinators to keep.
//!
//! Not here: the words that matching carries itself.

mod form;
mod list;
mod page;

use app::AppError;
use axum::extract::State as Shared;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::SynonymRingId;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/ordlista", list::list)
        .get("/ordlista.ttl", turtle)
        .get("/ordlista/ny", form::empty)
        .post("/ordlista/ny", form::add)
        .get("/ordlista/{id}", page::page)
        .get("/ordlista/{id}/andra", form::filled)
        .post("/ordlista/{id}/andra", form::save)
        .post("/ordlista/{id}/bruk", page::use_ring)
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
