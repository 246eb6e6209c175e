//! The language data the matching stands on: a word list with frequencies, a thesaurus, and the field's own
//! abbreviations and synonyms. Made by `scripts/language/make.py` or kept by hand in `assets/language`, embedded in the
//! program, read once.
//!
//! Not here: any rule of grammar ([`crate::analysis`]) and any weight ([`crate::rank`]).

mod field;
mod lexicon;
mod thesaurus;

use std::sync::LazyLock;

pub use field::{Abbreviations, Met, Phrase, Rings};
pub use lexicon::Lexicon;
pub use thesaurus::{Synonym, Thesaurus};

/// Words that people keep beside the embedded lists: they mean the same to a need's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWords {
    /// Rings of words for the same thing.
    pub synonyms: Vec<Vec<String>>,
    /// Rings whose first word abbreviates the others.
    pub abbreviations: Vec<Vec<String>>,
}

/// All language data.
#[derive(Debug)]
pub struct Language {
    lexicon: Lexicon,
    thesaurus: Thesaurus,
    abbreviations: Abbreviations,
    rings: Rings,
}

impl Language {
    /// The data inside the program. The first call reads it, in well under 150 ms; call it early where the
    /// first match should not wait.
    pub fn embedded() -> &'static Language {
        static EMBEDDED: LazyLock<Language> = LazyLock::new(Language::read);
        &EMBEDDED
    }

    fn read() -> Self {
        let lexicon = Lexicon::read(
            include_str!("../../../../assets/language/frequencies-sv.tsv"),
            include_str!("../../../../assets/language/lemmas-sv.txt"),
        );
        let thesaurus = Thesaurus::read(include_str!("../../../../assets/language/synlex-sv.tsv"), &lexicon);
        let abbreviations = Abbreviations::read(
            include_str!("../../../../assets/language/field-abbreviations.tsv"),
            &lexicon,
        );
        let rings = Rings::read(include_str!("../../../../assets/language/field-synonyms.tsv"), &lexicon);
        Language { lexicon, thesaurus, abbreviations, rings }
    }

    /// Known words and how common they are.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The general thesaurus.
    pub fn thesaurus(&self) -> &Thesaurus {
        &self.thesaurus
    }

    /// Abbreviations of the municipal field.
    pub fn abbreviations(&self) -> &Abbreviations {
        &self.abbreviations
    }

    /// Synonym rings of the municipal field.
    pub fn rings(&self) -> &Rings {
        &self.rings
    }
}
