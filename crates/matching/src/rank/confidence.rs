//! How sure a hit is, in three levels, and how likely it is that anything fits at all.
//!
//! A score orders one answer but says little of whether its first hit is right: among few documents something always
//! stands out, and in a catalogue of much the same things nothing does. So a small logistic model reads several
//! figures of a hit, each held within the range in which it was seen to tell right from wrong, so that no single one can
//! carry a hit over the line. Its numbers come from `cargo run --release -p brygga-matching --example confidence` on the
//! project's own judged set (crates/matching/judged/confidence), whole, in random parts of it and among
//! other documents; how often each level is right, set by set, is in docs/matching-report.md.
//!
//! Not here: the ranking. The levels never change the order.

use crate::rank::Hit;

/// From so many documents on, more make no difference to the model: it has seen no larger catalogues.
const MOST_DOCUMENTS: f32 = 300.0;
/// Fewer documents than this are few: what is average among them is not well known.
const FEW_DOCUMENTS: f32 = 40.0;
/// The constant and the weights of [`Grounds::features`], with vectors.
const BY_MEANING: [f32; 6] = [-2.48, 1.29, 0.47, -1.04, -0.48, 0.40];
/// The same by words alone.
const BY_WORDS: [f32; 6] = [-2.72, 2.05, 0.20, -0.49, -0.23, -0.09];
/// Chances from which a hit is likely, and possible.
const LIKELY: f32 = 0.44;
const POSSIBLE: f32 = 0.12;
/// So many hits speak for an answer.
const SPEAK_FOR_ANSWER: usize = 3;
/// The constant and the weight of the answer's own figure.
const FITS: [f32; 2] = [-0.88, 1.0];

/// What speaks for a hit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grounds {
    /// How near the meanings are; none without vectors.
    pub meaning: Option<Nearness>,
    /// Standard deviations above the average by words and letters.
    pub words: f32,
    /// How much of what all words of the need together could give is met, 0 to 1, rare words counting more.
    pub met: f32,
    /// How much higher the score is than that of the next hit, for the first; how much lower than the first, for the
    /// others.
    pub lead: f32,
    /// Number of visible documents.
    pub documents: usize,
    /// Number of distinct content words in the need.
    pub need_words: usize,
}

/// How near in meaning a document is to the need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearness {
    /// Standard deviations above the average of the visible documents.
    pub score: f32,
    /// Cosine of the whole text.
    pub whole: f32,
    /// Cosine of the likest sentence or typical need, or of the whole where there is none.
    pub best: f32,
}

/// How sure it is that a document meets a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Nothing much speaks for it.
    Uncertain,
    /// Worth a look.
    Possible,
    /// Right three times in four on the sets that it is tested on. Never said by words alone.
    Likely,
}

impl Confidence {
    /// The code of the level, in texts, styles, files and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uncertain => "uncertain",
            Self::Possible => "possible",
            Self::Likely => "likely",
        }
    }
}

impl Grounds {
    /// What the model reads.
    pub fn features(&self) -> [f32; 5] {
        let documents = (self.documents as f32).clamp(3.0, MOST_DOCUMENTS);
        let few = (FEW_DOCUMENTS / documents).ln().max(0.0);
        match &self.meaning {
            Some(near) => [
                10.0 * ((near.whole + near.best) / 2.0).clamp(0.0, 0.27),
                self.lead.clamp(-2.0, 2.0),
                few,
                documents.ln(),
                self.words.clamp(0.0, 6.0) / 3.0,
            ],
            None => [
                10.0 * self.met.clamp(0.0, 0.1),
                self.lead.clamp(-3.0, 3.0),
                few,
                documents.ln(),
                self.words.clamp(0.0, 10.0) / 3.0,
            ],
        }
    }

    /// Chance that the document meets the need or a part of it, 0 to 1, by the model.
    pub fn chance(&self) -> f32 {
        let weights = if self.meaning.is_some() { BY_MEANING } else { BY_WORDS };
        logistic(weights[0] + self.features().iter().zip(&weights[1..]).map(|(a, b)| a * b).sum::<f32>())
    }
}

impl Confidence {
    /// The level of a hit.
    pub fn of(grounds: &Grounds) -> Self {
        let level = Confidence::of_chance(grounds.chance());
        if grounds.meaning.is_some() { level } else { level.min(Confidence::Possible) }
    }

    /// The level from a chance.
    pub fn of_chance(chance: f32) -> Self {
        if chance >= LIKELY {
            Confidence::Likely
        } else if chance >= POSSIBLE {
            Confidence::Possible
        } else {
            Confidence::Uncertain
        }
    }
}

/// Chance that anything fits the need that these are the hits of, best first: that one of the first three is right,
/// and a short need says less. For telling answers apart; that no hit is [`Confidence::Possible`] is what a page says.
pub fn chance_that_something_fits(hits: &[Hit]) -> f32 {
    let Some(speaks) = speaks_for_answer(hits) else { return 0.0 };
    logistic(FITS[0] + FITS[1] * speaks)
}

/// What the figure is read from; none without hits.
pub fn speaks_for_answer(hits: &[Hit]) -> Option<f32> {
    let first = hits.first()?;
    let none = |product: f32, hit: &Hit| product * (1.0 - hit.grounds.chance());
    let none_is_right = hits.iter().take(SPEAK_FOR_ANSWER).fold(1.0, none).clamp(1e-6, 1.0 - 1e-6);
    let words = (first.grounds.need_words as f32).clamp(3.0, 10.0);
    Some(((1.0 - none_is_right) / none_is_right).ln() + words.ln())
}

fn logistic(value: f32) -> f32 {
    1.0 / (1.0 + (-value).exp())
}

#[cfg(test)]
mod tests {
    use super::{Confidence, Grounds, Nearness};

    fn grounds_of(cosine: f32, lead: f32) -> Grounds {
        let near = Nearness { score: 3.0, whole: cosine, best: cosine };
        Grounds { meaning: Some(near), words: 3.0, met: 0.1, lead, documents: 80, need_words: 8 }
    }

    #[test]
    fn what_is_near_and_ahead_is_surer() {
        let (near, far) = (grounds_of(0.3, 1.5), grounds_of(0.05, 0.1));
        assert_eq!(Confidence::of(&near), Confidence::Likely);
        assert_eq!(Confidence::of(&far), Confidence::Uncertain);
        assert!(near.chance() > grounds_of(0.3, 0.2).chance() && far.chance() > 0.0);
    }

    #[test]
    fn few_documents_and_words_alone_make_nothing_likely() {
        let near = grounds_of(0.6, 4.0);
        assert!(Confidence::of(&Grounds { documents: 4, ..near }) < Confidence::Likely);
        for met in [0.0, 0.5, 1.0] {
            let by_words = Grounds { meaning: None, met, words: 50.0, ..near };
            assert!(Confidence::of(&by_words) < Confidence::Likely);
        }
        for documents in [0, 1, 3, 100_000, usize::MAX] {
            assert!(Grounds { documents, ..near }.chance().is_finite());
        }
    }
}
