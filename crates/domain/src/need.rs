//! Needs: problem-side statements from operations, in their own words, and the states they pass through.
//!
//! Not here: bundles, qualification and decisions, which are of the cases that hold sent needs (`case`).

use crate::id::{NeedId, OrganisationId, PersonId, RequirementId};
use crate::instant::Instant;
use crate::number::Number;
use crate::personal;
use crate::sharing::Sharing;
use crate::text::{self, TextProblem};
use crate::words::words;
use jiff::civil::Date;

words! {
    /// How the need came to be written.
    Origin {
        /// The writer's own.
        Own = "own",
        /// Written for somebody else.
        OnBehalf = "on_behalf",
        /// Heard in a meeting.
        Meeting = "meeting",
        /// From a solution seen elsewhere.
        SeenElsewhere = "seen_elsewhere",
    }
}

/// Most sub-needs of one need.
pub const REQUIREMENTS_MAX: usize = 30;

/// Where a need is. The codes that are stored are `draft`, `submitted` and `withdrawn`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedState {
    /// Being written; only the writer sees it.
    Draft,
    /// Sent to the coordinator.
    Submitted {
        /// When.
        at: Instant,
    },
    /// Taken back by the writer or the coordinator. Nothing is lost; it can be sent again.
    Withdrawn {
        /// When.
        at: Instant,
    },
}

impl NeedState {
    /// The stored code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted { .. } => "submitted",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// When it came to be so; a draft has no such time.
    #[must_use]
    pub const fn since(self) -> Option<Instant> {
        match self {
            Self::Draft => None,
            Self::Submitted { at } | Self::Withdrawn { at } => Some(at),
        }
    }

    /// Reads a stored state.
    #[must_use]
    pub fn from_stored(code: &str, at: Option<Instant>) -> Option<Self> {
        match (code, at) {
            ("draft", _) => Some(Self::Draft),
            ("submitted", Some(at)) => Some(Self::Submitted { at }),
            ("withdrawn", Some(at)) => Some(Self::Withdrawn { at }),
            _ => None,
        }
    }
}

/// What a person writes about a need.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct NeedFacts {
    /// A short title; made from the text when left out.
    pub title: String,
    /// What hurts, in own words.
    pub text: String,
    /// Who meets it, such as "undersköterskor och brukare".
    pub who: Option<String>,
    /// How often, such as "flera gånger om dagen".
    pub how_often: Option<String>,
    /// How many people it affects.
    pub affected: Option<u32>,
    /// What should become better.
    pub wanted_effect: Option<String>,
    /// A law or duty behind it.
    pub law: Option<String>,
    /// Service area code.
    pub service_area: Option<String>,
    /// Capability codes.
    pub capabilities: Vec<String>,
    /// For whom it was written, as a role: "nattpatrullen".
    pub on_behalf_of: Option<String>,
    /// Which meeting it was heard in, or where a solution was seen.
    pub heard_at: Option<String>,
    /// Why a personal identity number stands in it although others read it; nothing when none does.
    pub identity_reason: Option<String>,
}

/// A sub-need: one thing a solution covers or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Identity, so that later coverage can point at it.
    pub id: RequirementId,
    /// A few words.
    pub text: String,
}

/// A need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Identity.
    pub id: NeedId,
    /// Version for optimistic locking.
    pub version: i64,
    /// `B-2026-0042`.
    pub number: Number,
    /// What was written.
    pub facts: NeedFacts,
    /// Sub-needs in order.
    pub requirements: Vec<Requirement>,
    /// How it came to be.
    pub origin: Origin,
    /// Whose need it is.
    pub organisation: OrganisationId,
    /// Who wrote it; `None` when the operator did on the command line.
    pub author: Option<PersonId>,
    /// How far it is shared once submitted. A draft is the writer's own whatever this says.
    pub sharing: Sharing,
    /// Where it is.
    pub state: NeedState,
    /// When it was first saved.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

/// A field of a need's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of NeedFacts")]
pub enum NeedField {
    Title,
    Text,
    Who,
    HowOften,
    Affected,
    WantedEffect,
    Law,
    ServiceArea,
    Capabilities,
    OnBehalfOf,
    HeardAt,
    IdentityReason,
    Requirements,
    Sharing,
}

impl NeedField {
    /// The field's name in forms and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Who => "who",
            Self::HowOften => "how_often",
            Self::Affected => "affected",
            Self::WantedEffect => "wanted_effect",
            Self::Law => "law",
            Self::ServiceArea => "service_area",
            Self::Capabilities => "capabilities",
            Self::OnBehalfOf => "on_behalf_of",
            Self::HeardAt => "heard_at",
            Self::IdentityReason => "identity_reason",
            Self::Requirements => "requirements",
            Self::Sharing => "sharing",
        }
    }
}

/// Why a deed is refused although the person may do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedRefusal {
    /// It has been submitted already.
    AlreadySubmitted,
    /// It is withdrawn; send it again first.
    IsWithdrawn,
    /// Only a submitted need can be withdrawn.
    NotSubmitted,
}

impl NeedFacts {
    /// Cleans every field and gives all problems at once. A missing title is made from the text.
    ///
    /// # Errors
    /// Each field that can't be kept, with the reason.
    pub fn checked(self) -> Result<Self, Vec<(NeedField, TextProblem)>> {
        let mut problems = Vec::new();
        let mut short = |field, value: Option<String>| {
            text::optional(value.as_deref().unwrap_or_default(), text::SHORT_MAX).unwrap_or_else(|problem| {
                problems.push((field, problem));
                None
            })
        };
        let who = short(NeedField::Who, self.who);
        let how_often = short(NeedField::HowOften, self.how_often);
        let wanted_effect = short(NeedField::WantedEffect, self.wanted_effect);
        let law = short(NeedField::Law, self.law);
        let on_behalf_of = short(NeedField::OnBehalfOf, self.on_behalf_of);
        let heard_at = short(NeedField::HeardAt, self.heard_at);
        let identity_reason = short(NeedField::IdentityReason, self.identity_reason);
        let body = text::required(&self.text, text::NEED_TEXT_MAX).unwrap_or_else(|problem| {
            problems.push((NeedField::Text, problem));
            String::new()
        });
        let title =
            text::optional(&self.title.replace('\n', " "), text::TITLE_MAX).unwrap_or_else(|problem| {
                problems.push((NeedField::Title, problem));
                None
            });
        if !problems.is_empty() {
            problems.sort_by_key(|(field, _)| *field);
            return Err(problems);
        }
        Ok(Self {
            title: title.unwrap_or_else(|| title_from(&body)),
            text: body,
            who,
            how_often,
            affected: self.affected,
            wanted_effect,
            law,
            service_area: self.service_area.filter(|code| !code.is_empty()),
            capabilities: self.capabilities,
            on_behalf_of,
            heard_at,
            identity_reason,
        })
    }
}

impl Need {
    /// Sends the need to the coordinator.
    ///
    /// # Errors
    /// [`NeedRefusal::AlreadySubmitted`] when it has been sent.
    pub fn submit(self, now: Instant) -> Result<Self, NeedRefusal> {
        match self.state {
            NeedState::Draft | NeedState::Withdrawn { .. } => {
                Ok(Self { state: NeedState::Submitted { at: now }, updated: now, ..self })
            }
            NeedState::Submitted { .. } => Err(NeedRefusal::AlreadySubmitted),
        }
    }

    /// Takes the need back. The text is kept and it can be submitted again.
    ///
    /// # Errors
    /// [`NeedRefusal::NotSubmitted`] for a draft, [`NeedRefusal::IsWithdrawn`] when it already is.
    pub fn withdraw(self, now: Instant) -> Result<Self, NeedRefusal> {
        match self.state {
            NeedState::Submitted { .. } => {
                Ok(Self { state: NeedState::Withdrawn { at: now }, updated: now, ..self })
            }
            NeedState::Draft => Err(NeedRefusal::NotSubmitted),
            NeedState::Withdrawn { .. } => Err(NeedRefusal::IsWithdrawn),
        }
    }

    /// The need as it was before it was sent; only what was just sent can be undone so.
    ///
    /// # Errors
    /// [`NeedRefusal::NotSubmitted`] when it is not sent.
    pub fn unsend(self, now: Instant) -> Result<Self, NeedRefusal> {
        match self.state {
            NeedState::Submitted { .. } => Ok(Self { state: NeedState::Draft, updated: now, ..self }),
            NeedState::Draft | NeedState::Withdrawn { .. } => Err(NeedRefusal::NotSubmitted),
        }
    }

    /// How far it can be read in its present state: what is not submitted is the writer's own.
    #[must_use]
    pub const fn effective_sharing(&self) -> Sharing {
        match self.state {
            NeedState::Draft | NeedState::Withdrawn { .. } => Sharing::Draft,
            NeedState::Submitted { .. } => self.sharing,
        }
    }
}

/// Whether a text is long enough to be sent: at least [`text::NEED_TEXT_MIN`] characters.
///
/// # Errors
/// [`TextProblem::Missing`] or [`TextProblem::TooShort`].
pub fn long_enough(body: &str) -> Result<(), TextProblem> {
    match text::clean(body).chars().count() {
        0 => Err(TextProblem::Missing),
        n if n < text::NEED_TEXT_MIN => Err(TextProblem::TooShort { min: text::NEED_TEXT_MIN }),
        _ => Ok(()),
    }
}

/// The fields of a need in which a personal identity number stands. Such a need is not shared beyond the own
/// organisation unless its writer says why it must be.
#[must_use]
pub fn with_identity_number<'a>(
    facts: &'a NeedFacts,
    requirements: impl IntoIterator<Item = &'a str>,
    today: Date,
) -> Vec<NeedField> {
    let optional = |value: &'a Option<String>| value.as_deref().unwrap_or_default();
    let requirements: Vec<&str> = requirements.into_iter().collect();
    let lines = requirements.join("\n");
    [
        (NeedField::Title, facts.title.as_str()),
        (NeedField::Text, facts.text.as_str()),
        (NeedField::Who, optional(&facts.who)),
        (NeedField::HowOften, optional(&facts.how_often)),
        (NeedField::WantedEffect, optional(&facts.wanted_effect)),
        (NeedField::Law, optional(&facts.law)),
        (NeedField::OnBehalfOf, optional(&facts.on_behalf_of)),
        (NeedField::HeardAt, optional(&facts.heard_at)),
        (NeedField::Requirements, lines.as_str()),
    ]
    .into_iter()
    .filter(|(_, text)| personal::has_identity_number(text, today))
    .map(|(field, _)| field)
    .collect()
}

/// A title from the text: its first sentence, cut at a word after about 80 characters.
#[must_use]
pub fn title_from(body: &str) -> String {
    const LENGTH: usize = 80;
    first_sentence(body, LENGTH)
}

/// The first sentence of a text without its full stop, cut at a word after about so many characters.
#[must_use]
pub fn first_sentence(body: &str, length: usize) -> String {
    let line = body.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
    let end = line.char_indices().find(|(at, c)| {
        matches!(c, '.' | '!' | '?')
            && line[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
    });
    let sentence = end.map_or(line, |(at, _)| &line[..at]).trim();
    if sentence.chars().count() <= length {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(length).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{} …", whole_words.trim_end_matches([',', ';', ':']))
}

/// Cleans the sub-needs: one a line, empty lines and doublets dropped.
///
/// # Errors
/// [`TextProblem::TooLong`] when one is longer than [`text::TITLE_MAX`] or there are more than
/// [`REQUIREMENTS_MAX`].
pub fn requirement_lines(lines: &str) -> Result<Vec<String>, TextProblem> {
    let mut seen = Vec::new();
    for line in lines.lines() {
        if let Some(line) = text::optional(line, text::TITLE_MAX)?
            && !seen.contains(&line)
        {
            seen.push(line);
        }
    }
    if seen.len() > REQUIREMENTS_MAX {
        return Err(TextProblem::TooLong { max: REQUIREMENTS_MAX, actual: seen.len() });
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 26);
    use crate::number::Series;

    fn a_need() -> Need {
        let now = Instant::from_milliseconds(1);
        Need {
            id: NeedId::at(now),
            version: 1,
            number: Number { series: Series::Need, year: 2026, serial: 1 },
            facts: NeedFacts::default(),
            requirements: Vec::new(),
            origin: Origin::Own,
            organisation: OrganisationId::at(now),
            author: None,
            sharing: Sharing::Collaboration,
            state: NeedState::Draft,
            created: now,
            updated: now,
        }
    }

    #[test]
    fn a_need_is_sent_once_taken_back_and_sent_again() {
        let later = Instant::from_milliseconds(2);
        let sent = a_need().submit(later).unwrap();
        assert_eq!(sent.state, NeedState::Submitted { at: later });
        assert_eq!(sent.clone().submit(later), Err(NeedRefusal::AlreadySubmitted));
        let back = sent.withdraw(later).unwrap();
        assert_eq!(back.clone().withdraw(later), Err(NeedRefusal::IsWithdrawn));
        assert!(back.submit(later).is_ok());
        assert_eq!(a_need().withdraw(later), Err(NeedRefusal::NotSubmitted));
    }

    #[test]
    fn what_is_not_sent_is_the_writers_own() {
        let now = Instant::from_milliseconds(2);
        assert_eq!(a_need().effective_sharing(), Sharing::Draft);
        let sent = a_need().submit(now).unwrap();
        assert_eq!(sent.effective_sharing(), Sharing::Collaboration);
        assert_eq!(sent.withdraw(now).unwrap().effective_sharing(), Sharing::Draft);
    }

    #[test]
    fn titles_come_from_the_first_sentence() {
        for (text, title) in [
            ("Nycklar saknas. Besök blir sena.", "Nycklar saknas"),
            ("\n\n  Vi kör 3.5 mil extra varje dag", "Vi kör 3.5 mil extra varje dag"),
            ("", ""),
            ("Hur gör andra? Vi vet inte", "Hur gör andra"),
        ] {
            assert_eq!(title_from(text), title);
        }
        let long = title_from(&"ordet ".repeat(50));
        assert!(long.ends_with("ordet …") && long.chars().count() <= 82, "{long}");
        assert!(title_from(&"x".repeat(500)).chars().count() <= 82);
    }

    #[test]
    fn every_problem_of_a_form_is_told_at_once() {
        let facts = NeedFacts {
            title: "t".repeat(301),
            text: " ".into(),
            law: Some("l".repeat(501)),
            ..NeedFacts::default()
        };
        let fields: Vec<_> = facts.checked().unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [NeedField::Title, NeedField::Text, NeedField::Law]);
    }

    #[test]
    fn requirements_are_lines() {
        assert_eq!(requirement_lines(" a \n\nb\na\n"), Ok(vec!["a".to_owned(), "b".to_owned()]));
        let many = (0..31).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        assert_eq!(requirement_lines(&many), Err(TextProblem::TooLong { max: 30, actual: 31 }));
    }

    #[test]
    fn identity_numbers_are_found_in_every_field() {
        let facts = NeedFacts {
            title: "Larm för 811218-9876".into(),
            text: "Brukaren saknar larm.".into(),
            on_behalf_of: Some("20121212-1212".into()),
            ..NeedFacts::default()
        };
        let fields = with_identity_number(&facts, ["Larma", "nå 121212-1212"], TODAY);
        assert_eq!(fields, [NeedField::Title, NeedField::OnBehalfOf, NeedField::Requirements]);
        assert_eq!(with_identity_number(&NeedFacts::default(), [], TODAY), []);
    }

    #[test]
    fn a_short_text_may_be_kept_but_not_sent() {
        assert_eq!(long_enough("hej"), Err(TextProblem::TooShort { min: 12 }));
        assert_eq!(long_enough(" "), Err(TextProblem::Missing));
        assert_eq!(long_enough("nycklar saknas"), Ok(()));
    }
}
