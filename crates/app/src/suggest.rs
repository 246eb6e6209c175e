//! What has to be looked at before a need is shared.

use domain::personal::{self, Personal};
use matching::Language;
use matching::suggest::support;

pub use domain::personal::PersonalKind;
pub use matching::suggest::support::Hint;

/// What a text alone tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Identity numbers, addresses and phone numbers in it.
    pub personal: Vec<Personal>,
    /// That it sounds like a fault for IT support.
    pub support: Option<Hint>,
}

/// What a text alone tells, without looking anything up.
#[must_use]
pub fn hints(text: &str) -> Hints {
    Hints { personal: personal::find(text), support: support::hint(text, Language::embedded().lexicon()) }
}
