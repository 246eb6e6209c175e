//! What stands around every route: security headers, refusal of cross-site posts, limits of size and time, and keeping in the
//! trail what was denied.

use std::time::Duration;

use app::session::Visitor;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use domain::id::OrganisationId;
use futures_util::{StreamExt, stream};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::limits::{Limited, limit};
use crate::visitor::{OpenedFor, session_cookie};
use crate::{State, Transport};

/// Largest body of a form, in bytes. Far more than may be kept, so that a text that is too long comes back with
/// a message instead of being lost.
const LARGEST_FORM: usize = 4 * 1024 * 1024;
/// Longest time for one request.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// Nothing but our own files; the design system's icons are data: images inside its style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// The field that a form begins with, and the most bytes it takes: an id of 36 characters whose four hyphens may come encoded.
const OPENED_FOR: &str = "som=";
const OPENED_FOR_MAX: usize = OPENED_FOR.len() + 36 + 4 * 2;
/// The same in a form of parts: a boundary of at most 70 characters, one header, an empty line and the id.
const OPENED_FOR_PART_MAX: usize = 256;

pub(crate) fn around(routes: Router, state: &State) -> Router {
    routes
        .layer(middleware::from_fn(read_opened_for))
        .layer(middleware::from_fn_with_state(state.clone(), note_denials))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_REQUEST))
        .layer(middleware::from_fn_with_state(Limited::new(state.settings.clone()), limit))
        .layer(CsrfLayer::new())
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(state.settings.transport, add_headers))
}

/// Keeps in the trail that somebody tried to change what they may not: here, where no handler can forget it. What was sent is
/// not kept.
async fn note_denials(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let deed = format!("{} {}", request.method(), request.uri().path());
    let token = token_of(&state, request.headers());
    let response = next.run(request).await;
    if matches!(response.status(), StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED) {
        let visitor = match token {
            Some(token) => state.app.visitor(&token).await.unwrap_or_else(|_| Visitor::anonymous()),
            None => Visitor::anonymous(),
        };
        if let Err(error) = state.app.note_denial(&visitor.actor, &deed).await {
            tracing::error!(%error, "a denial could not be kept");
        }
    }
    response
}

/// Reads from the beginning of a sent form which organisation it was opened for: here, where no handler can forget it.
async fn read_opened_for(request: Request, next: Next) -> Response {
    let Some(kind) = sent_as(request.headers()).filter(|_| !request.method().is_safe()) else {
        return next.run(request).await;
    };
    let (mut parts, body) = request.into_parts();
    let mut rest = body.into_data_stream();
    let mut read = Vec::new();
    let mut beginning = Vec::new();
    while beginning.len() < kind.longest() {
        let Some(piece) = rest.next().await else { break };
        beginning.extend(piece.iter().flatten());
        read.push(piece);
    }
    beginning.truncate(kind.longest());
    if let Some(organisation) = kind.opened_for(&String::from_utf8_lossy(&beginning)) {
        parts.extensions.insert(OpenedFor(organisation));
    }
    let body = Body::from_stream(stream::iter(read).chain(rest));
    next.run(Request::from_parts(parts, body)).await
}

/// How the fields of a form are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SentAs {
    /// One after the other.
    Pairs,
    /// Each as a part of its own (RFC 7578), as where a file is sent.
    Parts,
}

fn sent_as(headers: &HeaderMap) -> Option<SentAs> {
    let kind = headers.get(header::CONTENT_TYPE)?.as_bytes();
    if kind.starts_with(b"application/x-www-form-urlencoded") {
        return Some(SentAs::Pairs);
    }
    kind.starts_with(b"multipart/form-data").then_some(SentAs::Parts)
}

impl SentAs {
    /// The most bytes that the first field takes.
    const fn longest(self) -> usize {
        match self {
            Self::Pairs => OPENED_FOR_MAX,
            Self::Parts => OPENED_FOR_PART_MAX,
        }
    }

    /// The organisation that the first field names.
    fn opened_for(self, beginning: &str) -> Option<OrganisationId> {
        match self {
            Self::Pairs => {
                let beginning = beginning.replace("%2D", "-");
                beginning.split('&').next()?.strip_prefix(OPENED_FOR)?.parse().ok()
            }
            Self::Parts => {
                let (head, rest) = beginning.split_once("\r\n\r\n")?;
                let is_first = head.contains("name=\"som\"") && head.matches("\r\n").count() == 1;
                is_first.then(|| rest.get(..36)?.parse().ok()).flatten()
            }
        }
    }
}

fn token_of(state: &State, headers: &HeaderMap) -> Option<String> {
    let cookies = CookieJar::from_headers(headers);
    cookies.get(session_cookie(state.settings.transport)).map(|cookie| cookie.value().to_owned())
}

async fn add_headers(
    axum::extract::State(transport): axum::extract::State<Transport>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Pages differ by who asks and change at any time; static files say themselves how long they hold.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if transport == Transport::Https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
