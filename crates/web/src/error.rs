//! What went wrong, as a page or as problem+json (RFC 9457): the one place with status codes for failures.

use app::StoreError;
use app::{AppError, Refusal};
use askama::Template;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::frame::Frame;
use crate::visitor::{Look, Request};

/// A failed request.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: Kind,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    Page(Box<Frame>),
    Json,
}

/// What people and programs are told; each has its texts and a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    NotFound,
    Denied,
    SignInFirst,
    Invalid,
    Refused(&'static str),
    Conflict,
    Unreachable,
    Full,
    Internal,
    TooLarge,
    TooMuch,
    BadRequest,
    NotThisKey,
}

#[derive(Template)]
#[template(path = "error/page.html")]
struct ErrorPage<'a> {
    frame: &'a Frame,
    key: &'a str,
    heading: String,
    text: String,
    code: Option<String>,
}

impl Failure {
    /// A failure to show as a page.
    pub(crate) fn page(error: AppError, frame: Frame) -> Self {
        Self { kind: Kind::of(error), shape: Shape::Page(Box::new(frame)) }
    }

    /// A failure to tell a program.
    pub(crate) fn json(error: AppError) -> Self {
        Self { kind: Kind::of(error), shape: Shape::Json }
    }

    /// What is done here needs somebody who is signed in.
    pub(crate) fn sign_in_first(frame: Frame) -> Self {
        Self { kind: Kind::SignInFirst, shape: Shape::Page(Box::new(frame)) }
    }

    /// Why what was sent in a form is not saved, when not even its sender could be read: a text for beside the form.
    pub(crate) fn unsaved(&self) -> &'static str {
        if self.kind == Kind::of(Refusal::NoRoleThere.into()) {
            "need-no-role-there"
        } else {
            "need-not-saved-now"
        }
    }

    /// A key that is unknown, has ended, or opens something else.
    pub(crate) const fn not_this_key() -> Self {
        Self { kind: Kind::NotThisKey, shape: Shape::Json }
    }

    /// A parameter of a program's request that cannot be understood.
    pub(crate) const fn bad_request() -> Self {
        Self { kind: Kind::BadRequest, shape: Shape::Json }
    }

    /// More at a time than one client may ask for.
    pub(crate) fn too_much(frame: Frame) -> Self {
        Self { kind: Kind::TooMuch, shape: Shape::Page(Box::new(frame)) }
    }

    /// The same, told to a program.
    pub(crate) const fn too_much_json() -> Self {
        Self { kind: Kind::TooMuch, shape: Shape::Json }
    }

    /// A form that is larger than any form of ours, or cannot be read.
    pub(crate) fn unreadable_form(frame: Frame) -> Self {
        Self { kind: Kind::TooLarge, shape: Shape::Page(Box::new(frame)) }
    }
}

impl Kind {
    fn of(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::NotFound,
            AppError::Denied => Self::Denied,
            AppError::Invalid(_) => Self::Invalid,
            AppError::Conflict(_) => Self::Conflict,
            AppError::Refused(refusal) => Self::Refused(refusal.code()),
            AppError::Internal(error) => {
                tracing::error!(%error, "a request failed");
                match error {
                    StoreError::Unreachable(_) => Self::Unreachable,
                    StoreError::Full(_) => Self::Full,
                    StoreError::Stale
                    | StoreError::Taken
                    | StoreError::Damaged { .. }
                    | StoreError::Database(_) => Self::Internal,
                }
            }
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Denied => StatusCode::FORBIDDEN,
            Self::SignInFirst | Self::NotThisKey => StatusCode::UNAUTHORIZED,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) | Self::Conflict => StatusCode::CONFLICT,
            Self::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMuch => StatusCode::TOO_MANY_REQUESTS,
            Self::BadRequest => StatusCode::BAD_REQUEST,
        }
    }

    /// The stable code; texts have it as the end of their keys.
    const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Denied => "denied",
            Self::SignInFirst => "sign-in-first",
            Self::Invalid => "invalid",
            Self::Refused(code) => code,
            Self::Conflict => "conflict",
            Self::Unreachable => "unreachable",
            Self::Full => "full",
            Self::Internal => "internal",
            Self::TooLarge => "too-large",
            Self::TooMuch => "too-much",
            Self::BadRequest => "bad-request",
            Self::NotThisKey => "not-this-key",
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, code) = (self.kind.status(), self.kind.code());
        let mut response = match self.shape {
            Shape::Page(frame) => {
                let heading = frame.t(&format!("error-{code}-heading"));
                let text = frame.t(&format!("error-{code}-text"));
                let to_quote = status.is_server_error().then(|| code.to_owned());
                let page = ErrorPage { key: code, heading, text, code: to_quote, frame: &frame };
                (status, html(&page)).into_response()
            }
            Shape::Json => {
                let body = serde_json::json!({
                    "type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(), "code": code,
                });
                let kind = HeaderValue::from_static("application/problem+json");
                (status, [(header::CONTENT_TYPE, kind)], Json(body)).into_response()
            }
        };
        if self.kind == Kind::NotThisKey {
            let how = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, how);
        }
        if matches!(self.kind, Kind::Unreachable | Kind::TooMuch) {
            let wait = if self.kind == Kind::TooMuch { "2" } else { "10" };
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(wait));
        }
        response
    }
}

/// The page of what was there and is not any more, for who could read it.
pub(crate) fn gone(frame: &Frame, text: String) -> Response {
    let heading = frame.t("error-gone-heading");
    let page = ErrorPage { key: "gone", heading, text, code: None, frame };
    (StatusCode::GONE, html(&page)).into_response()
}

/// Renders a template. Ours cannot fail but for lack of memory; if one does, nothing half is sent.
pub(crate) fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(page) => Html(page).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The page for an address that leads nowhere.
pub(crate) async fn no_such_page(request: Result<Request, Failure>, look: Look) -> Failure {
    let frame = request.map_or_else(|_| Frame::outside(&look), |request| request.frame);
    Failure::page(AppError::NotFound, frame)
}
