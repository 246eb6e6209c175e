//! What a way to search has to do to be compared.

use std::error::Error;

use matching::Document;

/// Whatever went wrong.
pub type Failure = Box<dyn Error>;

/// A way to search over documents that it was filled with; documents are named by their place.
pub trait Peer {
    /// Its name in the tables.
    fn name(&self) -> &'static str;

    /// The places of the best documents for a whole need, best first, at most so many.
    fn best(&mut self, need: &str, limit: usize) -> Result<Vec<usize>, Failure>;
}

/// All of a document in one text.
pub fn text_of(document: &Document) -> String {
    format!("{}\n{}\n{}", document.title, document.text, document.keywords.join(" "))
}

/// The distinct words of a need, in order, lower case.
pub fn words_of(need: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in matching::analysis::words(need) {
        if !found.contains(&word.folded) {
            found.push(word.folded);
        }
    }
    found
}
