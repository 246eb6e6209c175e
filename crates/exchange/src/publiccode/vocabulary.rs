//! The words that the standard knows. The long lists lie as text in `words/`, each with its source on the first line.
//!
//! Deliberately not here: the register of Italian administrations, which changes daily. Of its codes only the form is asked.

use std::collections::HashSet;
use std::sync::LazyLock;

fn words(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

static CATEGORIES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("words/categories.txt")));
static SCOPES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("words/scopes.txt")));
static COUNTRIES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("words/countries.txt")));
static LANGUAGES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("words/languages.txt")));
static LICENCES: LazyLock<HashSet<String>> = LazyLock::new(|| lower(include_str!("words/licences.txt")));
static EXCEPTIONS: LazyLock<HashSet<String>> = LazyLock::new(|| lower(include_str!("words/exceptions.txt")));

/// SPDX identifiers are the same in any case (SPDX 2.3, annex D).
fn lower(text: &'static str) -> HashSet<String> {
    words(text).into_iter().map(str::to_ascii_lowercase).collect()
}

/// Vocabularies of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    Category,
    Scope,
    DevelopmentStatus,
    SoftwareType,
    MaintenanceType,
    ItalianVersion,
}

impl Vocabulary {
    pub(super) fn has(self, word: &str) -> bool {
        match self {
            Self::Category => CATEGORIES.contains(word),
            Self::Scope => SCOPES.contains(word),
            Self::DevelopmentStatus => {
                ["concept", "development", "beta", "stable", "obsolete"].contains(&word)
            }
            Self::SoftwareType => [
                "standalone/mobile",
                "standalone/iot",
                "standalone/desktop",
                "standalone/web",
                "standalone/backend",
                "standalone/other",
                "addon",
                "library",
                "configurationFiles",
            ]
            .contains(&word),
            Self::MaintenanceType => ["internal", "contract", "community", "none"].contains(&word),
            Self::ItalianVersion => ["0.2", "1.0"].contains(&word),
        }
    }
}

/// Two capital letters of ISO 3166-1.
pub(super) fn is_country(code: &str) -> bool {
    COUNTRIES.contains(code)
}

/// A primary language subtag that is registered; in lower case letters.
pub(super) fn is_language(subtag: &str) -> bool {
    LANGUAGES.contains(subtag) || (subtag.len() == 3 && ("qaa"..="qtz").contains(&subtag))
}

pub(super) fn is_licence(id: &str) -> bool {
    LICENCES.contains(&id.to_ascii_lowercase())
}

pub(super) fn is_exception(id: &str) -> bool {
    EXCEPTIONS.contains(&id.to_ascii_lowercase())
}

/// Names that `supports` may use instead of an address.
pub(super) fn is_alias(name: &str) -> bool {
    ["gdpr", "eidas", "nis2", "cra", "spid", "cie", "anpr", "pagopa", "io"].contains(&name)
}
