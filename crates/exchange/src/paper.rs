//! Papers: documents such as a basis for decision or minutes, as a title and blocks. One paper becomes a PDF ([`pdf`]) and a page
//! (`web`), which say the same.
//!
//! Not here: what a paper says. Its words come from the caller, in the language that it names.

mod layout;
mod pdf;

pub use pdf::{PdfError, pdf};

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The language of its words, as in `sv`.
    pub language: String,
    /// The language of what people have written, which may be another: a voice reads it right only when it is told.
    pub written_in: String,
    /// What it is.
    pub title: String,
    /// Who made it, its number, the day: what stands under the title.
    pub about: Vec<String>,
    /// What stands at the foot of each sheet, before the number of the sheet.
    pub foot: String,
    /// "Sida", before the number of the sheet.
    pub sheet: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// Changes every text in it.
    pub fn change(&mut self, new: impl Fn(&str) -> String) {
        let each = |text: &mut String| *text = new(text);
        each(&mut self.title);
        each(&mut self.foot);
        self.about.iter_mut().for_each(each);
        for block in &mut self.blocks {
            match block {
                Block::Heading(_, text)
                | Block::Text(text)
                | Block::Said(text)
                | Block::Strong(text)
                | Block::Note(text) => each(text),
                Block::Quote(who, text) => {
                    each(who);
                    each(text);
                }
                Block::List(items) => items.iter_mut().for_each(each),
                Block::Facts(pairs) | Block::Answers(pairs) => {
                    for (name, value) in pairs {
                        each(name);
                        each(value);
                    }
                }
                Block::Table(head, rows) => {
                    head.iter_mut().for_each(each);
                    rows.iter_mut().flatten().for_each(each);
                }
                Block::NewSheet => {}
            }
        }
    }
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading: 2 for a part of the paper, 3 for a part of that.
    Heading(u16, String),
    /// Running text; line breaks are kept.
    Text(String),
    /// Running text that somebody has written.
    Said(String),
    /// Something that carries weight.
    Strong(String),
    /// Something said beside.
    Note(String),
    /// What somebody has said, in their words: who, and what.
    Quote(String, String),
    /// Things that belong together.
    List(Vec<String>),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// Names, and beside each what somebody has written.
    Answers(Vec<(String, String)>),
    /// Rows under headings; the first cell of a row names it.
    Table(Vec<String>, Vec<Vec<String>>),
    /// What follows begins on a sheet of its own.
    NewSheet,
}

#[cfg(test)]
mod tests;
