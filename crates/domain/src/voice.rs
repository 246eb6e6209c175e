//! Voices: "we have this too", one organisation's own words joined to another organisation's need.
//!
//! A voice changes nothing in the need and can be taken back at any time. It is read by those who may read the need.
//! Counts are organisations and affected people, never presses.
//!
//! Not here: who may say it (`permission`), and bundles, which join whole needs.

use crate::id::{NeedId, OrganisationId, PersonId, VoiceId};
use crate::instant::Instant;
use crate::personal;
use crate::text::{self, TextProblem};
use jiff::civil::Date;

/// What an organisation says about having the same need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VoiceFacts {
    /// How it is there, in own words; nothing when it is just the same.
    pub words: Option<String>,
    /// How many people it affects there.
    pub affected: Option<u32>,
}

/// One organisation's "we have this too" about one need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Identity.
    pub id: VoiceId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whose need it joins.
    pub need: NeedId,
    /// Who has it too.
    pub organisation: OrganisationId,
    /// Who said so.
    pub person: PersonId,
    /// What was said.
    pub facts: VoiceFacts,
    /// When it was first said.
    pub at: Instant,
}

/// Why a voice's words are not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoiceProblem {
    /// Too long.
    Text(TextProblem),
    /// A personal identity number stands in them; a voice is shared at once.
    IdentityNumber,
}

impl VoiceFacts {
    /// Cleans the words; they are kept as they were written.
    ///
    /// # Errors
    /// [`VoiceProblem`] for words that cannot be kept.
    pub fn checked(self, today: Date) -> Result<Self, VoiceProblem> {
        let words = self.words.unwrap_or_default();
        let words = text::optional(&words, text::NEED_TEXT_MAX).map_err(VoiceProblem::Text)?;
        if words.as_deref().is_some_and(|words| personal::has_identity_number(words, today)) {
            return Err(VoiceProblem::IdentityNumber);
        }
        Ok(Self { words, affected: self.affected })
    }
}

/// How far a need is spread: who has it, and how many people it affects among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spread {
    /// The need's own organisation and those that have it too, each once.
    pub organisations: Vec<OrganisationId>,
    /// The sum of what is known; `None` when nobody has given a number.
    pub affected: Option<u64>,
}

impl Spread {
    /// Of a need of this organisation and the voices about it.
    #[must_use]
    pub fn of(owner: OrganisationId, affected: Option<u32>, voices: &[Voice]) -> Self {
        let mut organisations = vec![owner];
        for voice in voices {
            if !organisations.contains(&voice.organisation) {
                organisations.push(voice.organisation);
            }
        }
        let known = affected.into_iter().chain(voices.iter().filter_map(|voice| voice.facts.affected));
        let affected = known.map(u64::from).reduce(u64::saturating_add);
        Self { organisations, affected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 26);

    fn facts(words: &str) -> VoiceFacts {
        VoiceFacts { words: Some(words.to_owned()), affected: None }
    }

    #[test]
    fn words_are_kept_as_they_were_written() {
        assert_eq!(
            facts(" Samma här, \nfast på natten ").checked(TODAY).unwrap().words.unwrap(),
            "Samma här, \nfast på natten"
        );
        assert_eq!(facts("  ").checked(TODAY), Ok(VoiceFacts::default()));
        let long = "ö".repeat(text::NEED_TEXT_MAX + 1);
        assert!(matches!(facts(&long).checked(TODAY), Err(VoiceProblem::Text(TextProblem::TooLong { .. }))));
        assert_eq!(facts("för 811218-9876").checked(TODAY), Err(VoiceProblem::IdentityNumber));
    }

    #[test]
    fn a_spread_counts_organisations_and_people_once() {
        let now = Instant::from_milliseconds(1);
        let (essunga, vara) = (OrganisationId::at(now), OrganisationId::at(now));
        let voice = |organisation, affected| Voice {
            id: VoiceId::at(now),
            version: 1,
            need: NeedId::at(now),
            organisation,
            person: PersonId::at(now),
            facts: VoiceFacts { words: None, affected },
            at: now,
        };
        let alone = Spread::of(essunga, None, &[]);
        assert_eq!(alone, Spread { organisations: vec![essunga], affected: None });
        let both = Spread::of(essunga, Some(118), &[voice(vara, Some(298)), voice(essunga, None)]);
        assert_eq!(both, Spread { organisations: vec![essunga, vara], affected: Some(416) });
    }
}
