//! What is indexed: a document with its fields, under a key.

use crate::index::FIELDS;

/// Names a document: the value of a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u128);

/// The searchable texts of a solution (or of a need, to find similar ones).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub title: String,
    /// Its description.
    pub text: String,
    /// Words it is filed under: capabilities, service areas, tags.
    pub keywords: Vec<String>,
    /// What staff say when they need it.
    pub typical_needs: Vec<String>,
}

/// Where in a document something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title.
    Title,
    /// The text.
    Text,
    /// The keyword with this number, from 0.
    Keyword(usize),
    /// The typical need with this number, from 0.
    TypicalNeed(usize),
}

impl Field {
    /// Which of the counted fields it belongs to.
    pub(crate) fn column(self) -> usize {
        const { assert!(FIELDS == 4) };
        match self {
            Field::Title => 0,
            Field::Text => 1,
            Field::Keyword(_) => 2,
            Field::TypicalNeed(_) => 3,
        }
    }
}

impl Document {
    /// All texts with their field, title first.
    pub fn fields(&self) -> impl Iterator<Item = (Field, &str)> {
        let keywords = self.keywords.iter().enumerate().map(|(at, text)| (Field::Keyword(at), text.as_str()));
        let needs =
            self.typical_needs.iter().enumerate().map(|(at, text)| (Field::TypicalNeed(at), text.as_str()));
        [(Field::Title, self.title.as_str()), (Field::Text, self.text.as_str())]
            .into_iter()
            .chain(keywords)
            .chain(needs)
    }

    /// The text of one field.
    pub fn field(&self, field: Field) -> Option<&str> {
        match field {
            Field::Title => Some(&self.title),
            Field::Text => Some(&self.text),
            Field::Keyword(at) => self.keywords.get(at).map(String::as_str),
            Field::TypicalNeed(at) => self.typical_needs.get(at).map(String::as_str),
        }
    }
}
