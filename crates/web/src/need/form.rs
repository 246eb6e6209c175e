//! The form of a need: what was written, as it was written, and the page that shows it with what has to be
//! changed. Nothing that was sent gets lost: whatever goes wrong, the form comes back filled in.

use app::need::NeedInput;
use app::{AppError, FieldProblem, Invalid};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::id::NeedId;
use domain::instant::Instant;
use domain::need::{self, Need, NeedFacts, NeedField, NeedState, Origin};
use domain::number::Number;
use domain::permission::Actor;
use domain::sharing::Sharing;
use serde::Deserialize;

use super::choices::Around;
use super::{conflict, suggest};
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, count_in};
use crate::frame::Frame;
use crate::hints;
use crate::list::Choice;
use crate::share::Level;
use crate::visitor::Request;

/// The form as it was sent. Names are those of [`NeedField`], so that errors find their fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct NeedForm {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) who: String,
    pub(super) how_often: String,
    pub(super) affected: String,
    pub(super) wanted_effect: String,
    pub(super) law: String,
    pub(super) service_area: String,
    pub(super) capabilities: Vec<String>,
    pub(super) requirements: String,
    pub(super) on_behalf_of: String,
    pub(super) heard_at: String,
    pub(super) identity_reason: String,
    pub(super) origin: String,
    pub(super) sharing: String,
    pub(super) version: String,
    /// Which button was pressed: `spara`, `skicka`, `it-stod`, `inget-passar`, or none on the start page.
    pub(super) gor: String,
    /// A sub-need, an area or a capability that was suggested and accepted.
    pub(super) lagg_till: String,
    pub(super) valj_omrade: String,
    pub(super) valj_formaga: String,
    /// Numbers of the solutions that were shown on the start page.
    pub(super) visade: Vec<String>,
}

/// What the form is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    /// A need that is not saved yet.
    New,
    /// A need that is.
    Saved { id: NeedId, number: Number, state: NeedState, updated: Instant },
    /// A need that could not be read, with everything that was written about it.
    Unread { number: Number },
}

/// Why a form is shown again.
pub(super) enum Trouble {
    /// Fields that have to be changed.
    Fields(Errors),
    /// A deed that was not done.
    Deed(AppError),
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self::Deed(error)
    }
}

impl From<Errors> for Trouble {
    fn from(errors: Errors) -> Self {
        Self::Fields(errors)
    }
}

/// The address where a need is changed.
pub(super) fn address_of(number: Number) -> String {
    format!("/behov/{number}/andra")
}

impl Target {
    /// The need itself, which is not similar to itself.
    pub(super) const fn id(self) -> Option<NeedId> {
        match self {
            Self::Saved { id, .. } => Some(id),
            Self::New | Self::Unread { .. } => None,
        }
    }

    /// The saved need.
    pub(super) const fn of(need: &Need) -> Self {
        Self::Saved { id: need.id, number: need.number, state: need.state, updated: need.updated }
    }

    /// Where the form is sent.
    pub(super) fn address(self) -> String {
        match self {
            Self::New => "/behov/nytt".to_owned(),
            Self::Saved { number, .. } | Self::Unread { number } => address_of(number),
        }
    }

    /// The need's number, when it has one.
    fn number(self) -> Option<String> {
        match self {
            Self::New => None,
            Self::Saved { number, .. } | Self::Unread { number } => Some(number.to_string()),
        }
    }

    /// Whether the need has been sent; then it is saved, not sent again.
    const fn is_sent(self) -> bool {
        match self {
            Self::Saved { state, .. } => matches!(state, NeedState::Submitted { .. }),
            Self::New | Self::Unread { .. } => false,
        }
    }

    const fn is_new(self) -> bool {
        matches!(self, Self::New)
    }

    /// What stands under the heading.
    fn lead(self, frame: &Frame, origin: Origin) -> String {
        match self {
            Self::New => frame.word("need-lead", origin.code()),
            Self::Saved { state: NeedState::Draft, updated, .. } => {
                frame.t1("need-lead-draft", "time", &frame.time_of(updated))
            }
            Self::Saved { updated, .. } => frame.t1("need-lead-saved", "time", &frame.time_of(updated)),
            Self::Unread { .. } => String::new(),
        }
    }
}

impl NeedForm {
    /// An empty form for a need that came to be like this.
    pub(super) fn begun(origin: Origin) -> Self {
        Self { origin: origin.code().to_owned(), ..Self::default() }
    }

    /// The form of a need as it stands.
    pub(super) fn of(need: &Need) -> Self {
        let facts = need.facts.clone();
        let lines: Vec<String> =
            need.requirements.iter().map(|requirement| requirement.text.clone()).collect();
        Self {
            title: facts.title,
            text: facts.text,
            who: facts.who.unwrap_or_default(),
            how_often: facts.how_often.unwrap_or_default(),
            affected: facts.affected.map(|count| count.to_string()).unwrap_or_default(),
            wanted_effect: facts.wanted_effect.unwrap_or_default(),
            law: facts.law.unwrap_or_default(),
            service_area: facts.service_area.unwrap_or_default(),
            capabilities: facts.capabilities,
            requirements: lines.join("\n"),
            on_behalf_of: facts.on_behalf_of.unwrap_or_default(),
            heard_at: facts.heard_at.unwrap_or_default(),
            identity_reason: facts.identity_reason.unwrap_or_default(),
            origin: need.origin.code().to_owned(),
            sharing: need.sharing.code().to_owned(),
            version: need.version.to_string(),
            ..Self::default()
        }
    }

    /// Whether nothing but a text was sent, as from the start page.
    pub(super) fn is_only_text(&self) -> bool {
        self.sharing.is_empty() && !matches!(self.gor.as_str(), "spara" | "skicka")
    }

    /// Whether the need is to be sent to the coordinator.
    pub(super) fn is_to_be_sent(&self) -> bool {
        self.gor == "skicka"
    }

    /// Whether its writer has said that none of the solutions that were shown fits.
    pub(super) fn says_none_fits(&self) -> bool {
        self.gor == "inget-passar"
    }

    /// Whether it is to be taken to IT support.
    pub(super) fn is_for_support(&self) -> bool {
        self.gor == "it-stod"
    }

    /// The version that was read; 0, which no need has, when it cannot be told.
    pub(super) fn version(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }

    /// How it came to be; one's own when nothing is said.
    pub(super) fn origin(&self) -> Origin {
        Origin::from_code(&self.origin).unwrap_or(Origin::Own)
    }

    /// The chosen level; the collaboration when nothing is said. An unknown word becomes the level that
    /// cannot be chosen, which is then told as such.
    fn sharing(&self) -> Sharing {
        match self.sharing.as_str() {
            "" => Sharing::Collaboration,
            code => Sharing::from_code(code).unwrap_or(Sharing::Draft),
        }
    }

    /// Capability codes. Boxes send one each; the choice between two versions sends all in one.
    pub(super) fn capability_codes(&self) -> Vec<String> {
        let codes = self.capabilities.iter().flat_map(|codes| codes.split(','));
        codes.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect()
    }

    /// What was written, for the deed.
    ///
    /// # Errors
    /// Every field that has to be changed, when the number is none.
    pub(super) fn read(&self, frame: &Frame) -> Result<NeedInput, Errors> {
        let optional = |text: &str| Some(text.to_owned());
        let count = count_in(&self.affected);
        let facts = NeedFacts {
            title: self.title.clone(),
            text: self.text.clone(),
            who: optional(&self.who),
            how_often: optional(&self.how_often),
            affected: count.unwrap_or_default(),
            wanted_effect: optional(&self.wanted_effect),
            law: optional(&self.law),
            service_area: optional(&self.service_area),
            capabilities: self.capability_codes(),
            on_behalf_of: optional(&self.on_behalf_of),
            heard_at: optional(&self.heard_at),
            identity_reason: optional(&self.identity_reason),
        };
        if count.is_none() {
            return Err(self.problems(frame, facts));
        }
        let (origin, sharing) = (self.origin(), self.sharing());
        Ok(NeedInput { facts, requirements: self.requirements.clone(), origin, sharing })
    }

    /// The problems of all fields when the number is one of them: the deed is not asked then, but nobody
    /// wants to be told of one at a time.
    fn problems(&self, frame: &Frame, facts: NeedFacts) -> Errors {
        let invalid = |field: NeedField, problem| Invalid { field: field.name(), index: 0, problem };
        let mut found: Vec<Invalid> = facts
            .checked()
            .err()
            .into_iter()
            .flatten()
            .map(|(field, problem)| invalid(field, FieldProblem::Text(problem)))
            .collect();
        if let Err(problem) = need::requirement_lines(&self.requirements) {
            found.push(invalid(NeedField::Requirements, FieldProblem::Text(problem)));
        }
        let mut errors = Errors::of(frame, AppError::Invalid(found)).unwrap_or_default();
        errors.add(NeedField::Affected.name(), frame.t("need-affected-no-number"));
        errors
    }
}

/// A word to the reader above the form.
struct Notice {
    color: &'static str,
    text: String,
    signs_in: bool,
}

#[derive(Template)]
#[template(path = "need/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    target: Target,
    form: &'a NeedForm,
    errors: &'a Errors,
    notice: Option<Notice>,
    heading: String,
    lead: String,
    origin: Origin,
    origins: Vec<Choice>,
    areas: Vec<(String, Vec<Choice>)>,
    capabilities: Vec<Choice>,
    levels: Vec<Level>,
    /// What there is to say of the text, and what is suggested, as parts of the page.
    hints: String,
    suggestions: &'a str,
}

impl FormPage<'_> {
    /// Whose copy of the text the browser keeps: one for each way to begin a need.
    fn draft_key(&self) -> Option<String> {
        let person = self.frame.person.as_ref().filter(|_| self.target.is_new())?;
        Some(match self.origin {
            Origin::Own => person.key.clone(),
            other @ (Origin::OnBehalf | Origin::Meeting | Origin::SeenElsewhere) => {
                format!("{}.{}", person.key, other.code())
            }
        })
    }

    const fn is_seen_elsewhere(&self) -> bool {
        matches!(self.origin, Origin::SeenElsewhere)
    }

    /// Whether the form asks why an identity number stands in it.
    fn asks_for_identity_reason(&self) -> bool {
        let told = self.frame.t("hint-identity-number");
        let mut errors = self.errors.all().iter();
        !self.form.identity_reason.is_empty() || errors.any(|error| error.message == told)
    }

    /// Whether the form asks which meeting it was.
    fn asks_for_meeting(&self) -> bool {
        matches!(self.origin, Origin::Meeting) || !self.form.heard_at.is_empty()
    }
}

/// The form's page.
///
/// # Errors
/// When the database fails.
pub(super) async fn show(
    state: &State,
    request: &Request,
    target: Target,
    form: &NeedForm,
) -> Result<Response, Failure> {
    let around = Around::read(state, &request.visitor.actor).await;
    let mut around = around.map_err(|error| Failure::page(error, request.frame.clone()))?;
    let filled = form.with_accepted();
    let suggestions = suggest::part(state, request, &around, target, (form, &filled)).await?;
    around.suggestions = suggestions;
    Ok(page(&request.frame, &around, target, &filled, (&Errors::default(), None)))
}

/// The form again, with everything that was written and what stood in the way.
pub(super) async fn again(
    state: &State,
    request: &Request,
    target: Target,
    form: &NeedForm,
    trouble: Trouble,
) -> Response {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let error = match trouble {
        Trouble::Fields(errors) => return with_errors(state, request, target, form, &errors).await,
        Trouble::Deed(error) => error,
    };
    let error = match Errors::of(frame, error) {
        Ok(errors) => return with_errors(state, request, target, form, &errors).await,
        Err(AppError::Conflict(current)) => return conflict::page(state, request, form, &current).await,
        Err(error) => error,
    };
    let signed_in = !matches!(actor, Actor::Anonymous);
    let (status, key) = match error {
        AppError::Denied if !signed_in => (StatusCode::UNAUTHORIZED, "need-sign-in-to-save"),
        AppError::Denied => (StatusCode::FORBIDDEN, "need-role-may-not-write"),
        AppError::NotFound => (StatusCode::NOT_FOUND, "need-gone"),
        AppError::Refused(_) | AppError::Invalid(_) | AppError::Conflict(_) => {
            return Failure::page(error, frame.clone()).into_response();
        }
        AppError::Internal(_) => {
            (Failure::page(error, frame.clone()).into_response().status(), "need-not-saved-now")
        }
    };
    let around = Around::read(state, actor).await.unwrap_or_default();
    let notice = Notice { color: "warning", text: frame.t(key), signs_in: !signed_in };
    (status, page(frame, &around, target, form, (&Errors::default(), Some(notice)))).into_response()
}

/// The form again when not even the one who sent it could be read from the database.
pub(super) fn unsaved(frame: &Frame, target: Target, form: &NeedForm, failure: Failure) -> Response {
    let notice = Notice { color: "warning", text: frame.t(failure.unsaved()), signs_in: false };
    let shown = page(frame, &Around::default(), target, form, (&Errors::default(), Some(notice)));
    (failure.into_response().status(), shown).into_response()
}

async fn with_errors(
    state: &State,
    request: &Request,
    target: Target,
    form: &NeedForm,
    errors: &Errors,
) -> Response {
    let frame = &request.frame;
    let around = Around::read(state, &request.visitor.actor).await.unwrap_or_default();
    // A draft that could not be sent has been saved all the same.
    let saved = form.is_to_be_sent() && matches!(target, Target::Saved { state: NeedState::Draft, .. });
    let notice = Notice { color: "info", text: frame.t("need-not-sent-yet"), signs_in: false };
    let shown = page(frame, &around, target, form, (errors, saved.then_some(notice)));
    (StatusCode::UNPROCESSABLE_ENTITY, shown).into_response()
}

fn page(
    frame: &Frame,
    around: &Around,
    target: Target,
    form: &NeedForm,
    (errors, notice): (&Errors, Option<Notice>),
) -> Response {
    let origin = form.origin();
    let heading = match target {
        Target::New => frame.word("need-heading", origin.code()),
        Target::Saved { state: NeedState::Draft, .. } => frame.t("need-heading-own"),
        Target::Saved { .. } | Target::Unread { .. } => frame.t("need-edit"),
    };
    let choice =
        |known: &Origin| Choice::new(known.code(), frame.word("origin", known.code()), origin.code());
    html(&FormPage {
        lead: target.lead(frame, origin),
        origins: Origin::ALL.iter().map(choice).collect(),
        areas: around.areas(frame, &form.service_area),
        capabilities: around.capabilities(frame, &form.capability_codes()),
        levels: around.levels(frame, form.sharing()),
        hints: hints::of(frame, &form.text, around.today),
        suggestions: &around.suggestions,
        frame,
        target,
        form,
        errors,
        notice,
        heading,
        origin,
    })
}
