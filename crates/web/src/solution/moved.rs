//! The number of an entry that went up in another leads to that one, on every page and file: here, where no handler can forget it.
//!
//! A number of something that was disposed of is answered with the decision, for who could read it.
//!
//! Asked only when nothing was found, so that nothing else waits for it.

use axum::extract::{FromRequestParts, Request as Sent, State as Shared};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::number::{Number, Series};

use crate::State;
use crate::disposal;
use crate::visitor::Request;

pub(crate) async fn lead_on(Shared(state): Shared<State>, sent: Sent, next: Next) -> Response {
    let number = sent.uri().path().split('/').find_map(|part| part.parse::<Number>().ok());
    let Some(number) = number else { return next.run(sent).await };
    let (mut parts, body) = sent.into_parts();
    let asked = parts.clone();
    let response = next.run(Sent::from_parts(parts.clone(), body)).await;
    if response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    parts = asked;
    let Ok(request) = Request::from_request_parts(&mut parts, &state).await else { return response };
    if number.series != Series::Solution {
        return disposal::answer(&state, &request, number).await.unwrap_or(response);
    }
    let Ok(Some(today)) = state.app.solution_today(&request.visitor.actor, number).await else {
        return response;
    };
    let address = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let address = address.replacen(&number.to_string(), &today.to_string(), 1);
    let Ok(address) = HeaderValue::from_str(&address) else { return response };
    let mut on = Response::default();
    // Whatever was sent is sent there too: a comment from a page that was open meanwhile is not lost.
    *on.status_mut() = StatusCode::PERMANENT_REDIRECT;
    on.headers_mut().insert(header::LOCATION, address);
    // A merge can be undone: browsers must ask again.
    on.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    on
}
