//! A text by its key, with the values that it is filled with, before it is in any language.

use crate::texts::Texts;

/// A value in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, a path, a word as it was written.
    Text(String),
    /// A number, which decides between one and several.
    Number(u64),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

/// A sentence in no language yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    key: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Sentence {
    /// The sentence with this key.
    #[must_use]
    pub const fn of(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    /// Fills in a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The sentence in a language.
    #[must_use]
    pub fn text(&self, texts: Texts) -> String {
        let values = self.values.iter().map(|(name, value)| match value {
            Value::Text(text) => (*name, text.as_str().into()),
            Value::Number(number) => (*name, (*number).into()),
        });
        texts.text_with(self.key, &values.collect::<Vec<_>>())
    }
}
