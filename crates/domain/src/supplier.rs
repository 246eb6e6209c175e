//! Suppliers: who provides solutions. What solutions say makes them; only what more was said of a name is kept.
//!
//! Not here: contracts with them, and organisations of the kind that supplies.

use crate::id::{OrganisationId, PersonId};
use crate::instant::Instant;
use crate::text::search_words;

/// What was said of a supplier's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidOfSupplier {
    /// The name as it is compared, see [`key_of`].
    pub key: String,
    /// Version for optimistic locking.
    pub version: i64,
    /// The name as it was written.
    pub name: String,
    /// The name that it leads to, because it was renamed or merged.
    pub leads_to: Option<String>,
    /// Numbers of the solutions that were given that name then, each with how it was written.
    pub changed: Vec<(String, String)>,
    /// Since when the supplier is no more.
    pub retired: Option<Instant>,
    /// Why.
    pub reason: Option<String>,
    /// Who has taken over.
    pub successor: Option<String>,
    /// For which organisation it was said.
    pub organisation: Option<OrganisationId>,
    /// By whom.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// A name as it is compared: its words in lower case. A name without words is compared as it is.
#[must_use]
pub fn key_of(name: &str) -> String {
    let words = search_words(name);
    if words.is_empty() { name.trim().to_owned() } else { words.trim_start().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_the_same_supplier() {
        assert_eq!(key_of(" Lås & Larm AB "), key_of("LÅS, LARM ab"));
        assert_ne!(key_of("Lås AB"), key_of("Lås"));
        assert_eq!(key_of(" – "), "–");
    }
}
