//! What is kept about a person, in one report: for a data subject's request, and for whoever looks for a name in everything.
//!
//! Names, addresses and numbers are looked for in live records, in the trail and in what waits to be mailed. What the person has done
//! while signed in is found by the account. The search itself is logged, without what was looked for.

use domain::event::{Doer, EventKind, SubjectKind};
use domain::permission::Actor;
use domain::text::TextProblem;

use crate::error::{AppError, FieldProblem};
use crate::{App, session};

/// Characters shown before and after what was found.
const AROUND: usize = 60;

/// Fewest characters of something to look for; less is found everywhere.
const SHORTEST: usize = 3;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The table it stands in.
    pub place: &'static str,
    /// The record's number, or its id.
    pub record: String,
    /// The field.
    pub field: &'static str,
    /// What stands there, cut to what is near.
    pub excerpt: String,
}

/// What one looks for.
struct Wanted {
    words: Vec<String>,
    digits: Vec<String>,
    ids: Vec<String>,
}

impl App {
    /// Everything that is kept about whoever is called so, has this address or this number.
    ///
    /// # Errors
    /// [`AppError::Denied`] for anybody but the operator; [`AppError::Invalid`] for less than three characters.
    pub async fn about_person(&self, actor: &Actor, asked: &[String]) -> Result<Vec<Found>, AppError> {
        if *actor != Actor::Operator {
            return Err(AppError::Denied);
        }
        let asked: Vec<String> = asked.iter().map(|one| one.trim().to_lowercase()).collect();
        if asked.is_empty() || asked.iter().any(|one| one.chars().count() < SHORTEST) {
            let problem = TextProblem::TooShort { min: SHORTEST };
            return Err(AppError::invalid("text", FieldProblem::Text(problem)));
        }
        let mut tx = self.db.read().await?;
        let people = store::person::all(&mut tx).await?;
        let is = |one: &&domain::person::Person| {
            asked.iter().any(|asked| one.name.to_lowercase().contains(asked) || one.email == *asked)
        };
        let ids = people.iter().filter(is).map(|person| person.id.to_string()).collect();
        let digits = asked.iter().filter_map(|one| number_in(one)).collect();
        let wanted = Wanted { words: asked, digits, ids };
        let mut found = Vec::new();
        store::data_subject::each(&mut tx, |kept| {
            if let Some(excerpt) = wanted.in_text(kept.text) {
                let (place, record, field) = (kept.place, kept.record.to_owned(), kept.field);
                found.push(Found { place, record, field, excerpt });
            }
        })
        .await?;
        drop(tx);
        let mut tx = self.db.write().await?;
        let about = (SubjectKind::Person, session::hash_of(&wanted.words.join("\n")));
        self.keep_event(&mut tx, Doer::Operator, about, EventKind::PersonSearched, Vec::new()).await?;
        tx.commit().await?;
        Ok(found)
    }
}

impl Wanted {
    /// What stands near the first thing wanted in a text.
    fn in_text(&self, text: &str) -> Option<String> {
        if self.ids.iter().any(|id| text.contains(id)) {
            return Some(if text.len() <= 2 * AROUND { text.to_owned() } else { near(text, 0) });
        }
        let lower = text.to_lowercase();
        let at = self.words.iter().find_map(|word| lower.find(word.as_str()));
        if let Some(at) = at {
            // Lower case may be longer in bytes than what was written; characters are counted instead.
            return Some(near(text, lower[..at].chars().count()));
        }
        let squeezed: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '+' | '\u{a0}')).collect();
        self.digits.iter().any(|digits| squeezed.contains(digits.as_str())).then(|| near(text, 0))
    }
}

/// The digits of what is written as a number of ten or twelve digits; the last ten, since the century is often left out.
fn number_in(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+'));
    (only && matches!(digits.len(), 10 | 12)).then(|| digits[digits.len() - 10..].to_owned())
}

fn near(text: &str, at: usize) -> String {
    text.chars().skip(at.saturating_sub(AROUND)).take(3 * AROUND).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_they_are_written() {
        let wanted = Wanted {
            words: vec!["19811218-9876".into()],
            digits: vec!["8112189876".into()],
            ids: Vec::new(),
        };
        for text in ["811218-9876", "19811218 9876", "född 811218+9876 i Skara", "198112189876"] {
            assert!(wanted.in_text(text).is_some(), "{text}");
        }
        assert!(wanted.in_text("811218-987").is_none());
        assert_eq!(number_in("19811218-9876"), Some("8112189876".to_owned()));
        assert_eq!(number_in("070-123 45 67"), Some("0701234567".to_owned()));
        assert_eq!(number_in("Anna 8112189876"), None);
    }
}
