//! Who asks, in which language, and how the page should look: read once for each request.

use std::convert::Infallible;
use std::str::FromStr;

use app::AppError;
use app::session::Visitor;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, USER_AGENT};
use axum::http::request::Parts;
use axum_extra::extract::cookie::CookieJar;
use domain::id::OrganisationId;
use domain::permission::Scope;
use domain::person::Language;

use crate::account::browser_in;
use crate::error::Failure;
use crate::frame::Frame;
use crate::texts::Texts;
use crate::{State, Transport};

/// Cookie with the session's token.
const SESSION: &str = "brygga-session";
/// The same over https: browsers take this name only from a secure origin, for the whole host.
const SECURE_SESSION: &str = "__Host-brygga-session";

/// What the address of a calendar ends with.
const CALENDAR: &str = ".ics";

/// The session cookie's name.
pub(crate) const fn session_cookie(state_transport: Transport) -> &'static str {
    match state_transport {
        Transport::Https => SECURE_SESSION,
        Transport::Http => SESSION,
    }
}

/// A request: who asks and how to answer.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// What every page shows around its content.
    pub(crate) frame: Frame,
    /// Whether a script asks for part of a page.
    pub(crate) wants: Wants,
    /// The browser in a few words.
    pub(crate) browser: String,
}

impl Request {
    /// What an address names, for whoever is signed in; there is nothing by another name.
    pub(crate) fn named<T: FromStr>(&self, name: &str) -> Result<T, Failure> {
        if self.visitor.signed_in.is_none() {
            return Err(Failure::sign_in_first(self.frame.clone()));
        }
        name.parse().map_err(|_| Failure::page(AppError::NotFound, self.frame.clone()))
    }
}

/// The organisation that the sent form was opened for, as its first field says: see `parts/opened_for.html`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenedFor(pub(crate) OrganisationId);

/// How much of a page to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wants {
    /// All of it.
    Page,
    /// The part that htmx puts into the page.
    Part,
}

/// Language, theme and density as cookies and headers say; never fails.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    pub(crate) texts: Texts,
    pub(crate) theme: &'static str,
    pub(crate) density: &'static str,
}

impl Look {
    pub(crate) fn of(parts: &Parts) -> Self {
        let cookies = CookieJar::from_headers(&parts.headers);
        let chosen = |name: &str| cookies.get(name).map(|cookie| cookie.value().to_owned());
        let language = chosen("sprak").and_then(|code| Language::from_code(&code)).unwrap_or_else(|| {
            let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            accepted_language(accepted.unwrap_or_default())
        });
        Self {
            texts: Texts::new(language),
            theme: match chosen("tema").as_deref() {
                Some("light") => "light",
                Some("dark") => "dark",
                _ => "auto",
            },
            density: match chosen("tathet").as_deref() {
                Some("luftig") => "luftig",
                _ => "tat",
            },
        }
    }
}

/// The first of our languages in an `Accept-Language`; Swedish when there is none. The order of the header is
/// taken as it stands: browsers send it in order of preference.
fn accepted_language(header: &str) -> Language {
    header
        .split(',')
        .filter_map(|entry| Language::from_code(entry.split(['-', ';']).next().unwrap_or_default().trim()))
        .next()
        .unwrap_or(Language::Swedish)
}

impl FromRequestParts<State> for Look {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

impl FromRequestParts<State> for Request {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Failure> {
        let look = Look::of(parts);
        let cookies = CookieJar::from_headers(&parts.headers);
        let failed = |error| Failure::page(error, Frame::outside(&look));
        let key = bearer_of(parts).map(str::to_owned).or_else(|| key_in_address(parts));
        let visitor = match (key, cookies.get(session_cookie(state.settings.transport))) {
            (Some(key), _) => asks_with(state, parts, &key).await?,
            (None, Some(cookie)) => state.app.visitor(cookie.value()).await.map_err(failed)?,
            (None, None) => Visitor::anonymous(),
        };
        let wants = if parts.headers.contains_key("hx-request") { Wants::Part } else { Wants::Page };
        let visitor = match parts.extensions.get::<OpenedFor>() {
            Some(OpenedFor(organisation)) => {
                let frame = Frame::new(&look, &visitor, state.settings.demo, "/");
                let sent = sent_for(state, visitor, *organisation, wants).await;
                sent.map_err(|error| Failure::page(error, frame))?
            }
            None => visitor,
        };
        let uri = OriginalUri::from_request_parts(parts, state).await.unwrap_or_else(|never| match never {});
        let address = uri.path_and_query().map_or("/", |path| path.as_str());
        let here = if parts.method == axum::http::Method::GET { address } else { "/" };
        let frame = Frame::new(&look, &visitor, state.settings.demo, here);
        let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self { visitor, frame, wants, browser: browser_in(agent.unwrap_or_default()) })
    }
}

/// The key that a program sent (RFC 6750). Other ways of saying who one is belong to whatever stands before us.
fn bearer_of(parts: &Parts) -> Option<&str> {
    let sent = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (way, key) = sent.split_once(' ')?;
    way.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// The key in the address of a calendar. Calendar programs know an address and nothing else, so there is a purpose for keys that may
/// stand in one and opens nothing but calendars.
fn key_in_address(parts: &Parts) -> Option<String> {
    if !parts.uri.path().ends_with(CALENDAR) {
        return None;
    }
    let pairs = parts.uri.query()?.split('&');
    pairs.filter_map(|pair| pair.strip_prefix("nyckel=")).next().map(str::to_owned)
}

/// Who a program asks as. A key opens what its scope says and nothing else: it reads, and never a page.
async fn asks_with(state: &State, parts: &Parts, key: &str) -> Result<Visitor, Failure> {
    let found = state.app.bearer(key).await.map_err(Failure::json)?;
    let path = parts.uri.path();
    let opens = |scope: Scope| match scope {
        Scope::Match => path == "/api/v1/match",
        Scope::Calendar => path.ends_with(CALENDAR),
        Scope::Read => path.starts_with("/api/") || path.ends_with(".csv") || path.ends_with(".xlsx"),
    };
    let (visitor, scope) = found.ok_or(Failure::not_this_key())?;
    if parts.method.is_safe() && opens(scope) { Ok(visitor) } else { Err(Failure::not_this_key()) }
}

/// The visitor for the organisation that a form was opened for. What the page said beside the button is what is done, even if
/// another tab has switched meanwhile; the session follows, so that the next page fits what was sent. What is only
/// asked while typing switches nothing.
async fn sent_for(
    state: &State,
    visitor: Visitor,
    organisation: OrganisationId,
    wants: Wants,
) -> Result<Visitor, AppError> {
    if visitor.actor.member().is_none_or(|member| member.organisation == organisation) {
        return Ok(visitor);
    }
    let sent = state.app.visitor_for(&visitor, organisation).await?;
    if wants == Wants::Page {
        state.app.act_for(&visitor, organisation).await?;
    }
    Ok(sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_is_taken() {
        for (header, language) in [
            ("", Language::Swedish),
            ("sv-SE,sv;q=0.9,en;q=0.8", Language::Swedish),
            ("en-GB,en;q=0.9", Language::English),
            ("de,fr;q=0.8", Language::Swedish),
            ("de, en;q=0.5", Language::English),
        ] {
            assert_eq!(accepted_language(header), language, "{header}");
        }
    }
}
