//! Comments: a thread of plain text on a record, read by those who are signed in and read the record.
//!
//! A comment is never changed: whoever wrote it takes it back, and whoever looks after the record hides it with a reason.
//! Both can be undone, and the words stay for those who may see them. A person is mentioned by an @ before the whole name.
//!
//! Not here: who may do it (`permission`), and telling the mentioned.

use crate::event::SubjectKind;
use crate::id::{CommentId, OrganisationId, PersonId};
use crate::instant::Instant;
use crate::text::{self, TextProblem};
use crate::words::words;

/// Longest comment, in characters.
pub const COMMENT_MAX: usize = 4_000;
/// Most people mentioned in one.
pub const MENTIONS_MAX: usize = 20;

words! {
    /// Whether a comment is read.
    CommentState {
        /// It is.
        Shown = "shown",
        /// Its writer took it back.
        TakenBack = "taken_back",
        /// Whoever looks after the record hid it.
        Hidden = "hidden",
    }
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Identity.
    pub id: CommentId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Kind of the record it is about.
    pub subject_kind: SubjectKind,
    /// Id of the record.
    pub subject: String,
    /// Who wrote it.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// What it says.
    pub text: String,
    /// Who is mentioned, each once.
    pub mentioned: Vec<PersonId>,
    /// Whether it is read.
    pub state: CommentState,
    /// Why it was hidden.
    pub reason: Option<String>,
    /// When it was written.
    pub at: Instant,
    /// The organisation that is asked, where it is a question to those who use a solution.
    pub asked: Option<OrganisationId>,
    /// The question that it answers.
    pub answers: Option<CommentId>,
}

/// What somebody writes, cleaned.
///
/// # Errors
/// [`TextProblem`] for nothing, or too much.
pub fn checked(written: &str) -> Result<String, TextProblem> {
    text::required(written, COMMENT_MAX)
}

/// Who of these people is mentioned, in the order of the text, each once: an @ and the whole name, in any case, with no
/// letter right after it. Of names that begin alike the longest counts.
#[must_use]
pub fn mentions(written: &str, people: &[(PersonId, String)]) -> Vec<PersonId> {
    let lower = written.to_lowercase();
    let mut found: Vec<PersonId> = Vec::new();
    for (at, _) in lower.match_indices('@') {
        let rest = &lower[at + 1..];
        let is_named = |name: &str| {
            let name = name.to_lowercase();
            let behind = rest.strip_prefix(name.as_str());
            !name.is_empty() && behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
        };
        let named = people.iter().filter(|(_, name)| is_named(name)).max_by_key(|(_, name)| name.len());
        if let Some((person, _)) = named.filter(|(person, _)| !found.contains(person)) {
            found.push(*person);
        }
    }
    found.truncate(MENTIONS_MAX);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_mentioned_by_their_whole_name() {
        let now = Instant::from_milliseconds(1);
        let people: Vec<_> = ["Karin Ås", "Karin Åsberg", "Bo Dahl", ""]
            .map(|name| (PersonId::at(now), name.to_owned()))
            .to_vec();
        let named = |text: &str| -> Vec<&str> {
            let name = |id| people.iter().find(|(person, _)| *person == id).map_or("", |(_, name)| name);
            mentions(text, &people).into_iter().map(name).collect()
        };
        assert_eq!(named("Vad säger @karin ås? Och @Bo Dahl."), ["Karin Ås", "Bo Dahl"]);
        assert_eq!(named("@Karin Åsberg vet, @Karin Åsberg"), ["Karin Åsberg"]);
        for nobody in ["Karin Ås", "@Karin", "@ Bo Dahl", "bo@dahl.example", "@Bo Dahlgren", "@", ""] {
            assert_eq!(named(nobody), Vec::<&str>::new(), "{nobody}");
        }
    }

    #[test]
    fn a_comment_has_words_and_an_end() {
        assert_eq!(checked(" Så är det här också. "), Ok("Så är det här också.".to_owned()));
        assert_eq!(checked(" \n"), Err(TextProblem::Missing));
        let long = "å".repeat(COMMENT_MAX + 1);
        assert!(matches!(checked(&long), Err(TextProblem::TooLong { .. })));
    }
}
