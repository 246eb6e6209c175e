//! What people's verdicts on earlier needs say of a new one: a solution that fitted needs like it is lifted a little,
//! one that did not is lowered a little.
//!
//! Little on purpose: one verdict says little, a wrong one must do no harm, and confirmed matches that counted fully
//! made the ranking worse. The addition grows with the number of needs that agree, cancels where they disagree, and
//! never passes [`MemoryWeights::most`]. How near two needs are is a matter of these two alone: their vectors, or
//! without vectors their words, weighed by how common the words are in Swedish. So no need that a reader may not see
//! can change what is near. docs/matching-report.md has the measurement.
//!
//! Not here: whose verdicts count (the caller leaves out what a reader may not see), and sentences for people.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::analysis::{forms, words};
use crate::index::{Key, is_content, up_to};
use crate::language::Language;
use crate::meaning::Centred;

/// How much of a need is read, in bytes.
const LONGEST: usize = 20_000;
/// A word in every second text weighs nothing; one in a million counts fully.
const COMMONEST: f32 = 7.0;
/// Of a word that is in no list.
const UNLISTED: f32 = 2.5;
/// A part of a compound against a whole word.
const PART: f32 = 0.6;

/// How much verdicts count. What was tried is in docs/matching-report.md.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryWeights {
    /// Needs less alike in meaning than this (cosine of centred vectors) are not near.
    pub least_meaning: f32,
    /// Needs less alike in words than this (cosine of weighed stems) are not near.
    pub least_words: f32,
    /// The addition that is never passed, in standard deviations.
    pub most: f32,
    /// So much agreement, in needs just like the new one, says nothing yet.
    pub alone: f32,
    /// So much agreement beyond that gives half of it.
    pub half: f32,
    /// What a no counts as, against a yes: why a solution did not fit one need may have nothing to do with another.
    pub no: f32,
}

impl Default for MemoryWeights {
    fn default() -> Self {
        MemoryWeights { least_meaning: 0.3, least_words: 0.3, most: 0.3, alone: 0.5, half: 2.0, no: 0.5 }
    }
}

/// The words of a need, to be compared with those of others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NeedWords {
    /// By a number that stands for a stem, sorted: its weight.
    stems: Vec<(u64, f32)>,
    length: f32,
}

/// An earlier need with what was said of solutions for it.
#[derive(Debug, Clone)]
pub struct RememberedNeed {
    /// Its words.
    pub words: NeedWords,
    /// Its vector, where it is known.
    pub meaning: Option<Centred>,
    /// By solution what was said: 1 for fits, -1 for does not, and between; the mean where several have said something.
    pub said: Vec<(Key, f32)>,
}

/// What verdicts on near needs say of one solution.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Taught {
    /// Standard deviations to add to its score.
    pub addition: f32,
    /// Near needs that it fits, wholly or partly.
    pub fits: u32,
    /// Near needs that it does not fit.
    pub not: u32,
}

impl NeedWords {
    /// Reads the text of a need.
    pub fn of(text: &str, language: &Language) -> Self {
        let lexicon = language.lexicon();
        let weight = |word: &str| {
            let common = lexicon.zipf(word).unwrap_or(if lexicon.is_known(word) { 3.0 } else { UNLISTED });
            ((COMMONEST - common) / COMMONEST).max(0.0)
        };
        let mut weights: FxHashMap<u64, f32> = FxHashMap::default();
        let mut count = |stem: &str, weight: f32| {
            let kept = weights.entry(number(stem)).or_default();
            *kept = kept.max(weight);
        };
        for word in words(up_to(text, LONGEST)).iter().filter(|word| is_content(&word.folded)) {
            let forms = forms(&word.folded, lexicon);
            count(&forms.stem, weight(&word.folded));
            for part in &forms.parts {
                count(&part.stem, PART * weight(&part.word));
            }
        }
        let mut stems: Vec<(u64, f32)> = weights.into_iter().collect();
        stems.sort_unstable_by_key(|(stem, _)| *stem);
        let length = stems.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        NeedWords { stems, length }
    }

    /// The cosine of both: 0 where they share no word, 1 where they are the same.
    pub fn likeness(&self, other: &Self) -> f32 {
        let (mut a, mut b) = (self.stems.iter().peekable(), other.stems.iter().peekable());
        let mut shared = 0.0;
        while let (Some(one), Some(two)) = (a.peek(), b.peek()) {
            match one.0.cmp(&two.0) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    shared += one.1 * two.1;
                    a.next();
                    b.next();
                }
            }
        }
        let lengths = self.length * other.length;
        if lengths > 0.0 { shared / lengths } else { 0.0 }
    }
}

fn number(stem: &str) -> u64 {
    let mut hasher = FxHasher::default();
    stem.hash(&mut hasher);
    hasher.finish()
}

/// What the remembered needs say of solutions for a new one, given by its words and, where it is known, its vector.
/// Solutions of which they say nothing are left out.
pub fn taught<'a>(
    words: &NeedWords,
    meaning: Option<&Centred>,
    remembered: impl IntoIterator<Item = &'a RememberedNeed>,
    weights: &MemoryWeights,
) -> FxHashMap<Key, Taught> {
    let mut found: FxHashMap<Key, (f32, Taught)> = FxHashMap::default();
    for need in remembered {
        let nearness = match (meaning, &need.meaning) {
            (Some(new), Some(earlier)) => beyond(new.likeness(earlier), weights.least_meaning),
            (None, _) | (_, None) => beyond(words.likeness(&need.words), weights.least_words),
        };
        if nearness <= 0.0 {
            continue;
        }
        for (solution, said) in &need.said {
            let (support, taught) = found.entry(*solution).or_default();
            *support += nearness * if *said < 0.0 { weights.no * said } else { *said };
            taught.fits += u32::from(*said > 0.0);
            taught.not += u32::from(*said < 0.0);
        }
    }
    let addition = |support: f32| {
        let beyond = (support.abs() - weights.alone).max(0.0);
        weights.most * support.signum() * beyond / (beyond + weights.half)
    };
    let with_addition = |(key, (support, taught)): (Key, (f32, Taught))| {
        (key, Taught { addition: addition(support), ..taught })
    };
    found.into_iter().map(with_addition).filter(|(_, taught)| taught.addition != 0.0).collect()
}

/// 0 at the least likeness that counts, 1 for the same.
fn beyond(likeness: f32, least: f32) -> f32 {
    ((likeness - least) / (1.0 - least)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> NeedWords {
        NeedWords::of(text, Language::embedded())
    }

    fn remembered(text: &str, said: f32) -> RememberedNeed {
        RememberedNeed { words: words_of(text), meaning: None, said: vec![(Key(1), said)] }
    }

    #[test]
    fn likeness_lies_between_nothing_shared_and_the_same() {
        let keys = words_of("Nycklarna till hemtjänstens brukare försvinner.");
        let same = keys.likeness(&keys);
        let like = keys.likeness(&words_of("Vi letar nycklar i hemtjänsten varje dag."));
        let other = keys.likeness(&words_of("Bygglov tar för lång tid att handlägga."));
        assert!(
            (same - 1.0).abs() < 1e-5 && like > 0.3 && like < 0.9 && other < 0.1,
            "{same} {like} {other}"
        );
        assert_eq!(keys.likeness(&words_of("")), 0.0);
    }

    #[test]
    fn the_addition_grows_with_agreement_and_has_an_end() {
        let asked = words_of("Vi letar nycklar i hemtjänsten.");
        let weights = MemoryWeights::default();
        let after = |count: usize, said: f32| {
            let needs = vec![remembered("Vi letar nycklar i hemtjänsten.", said); count];
            taught(&asked, None, &needs, &weights).get(&Key(1)).copied().unwrap_or_default()
        };
        let mut before = 0.0;
        for count in [1, 2, 5, 20, 1_000] {
            let lifted = after(count, 1.0);
            assert!(lifted.addition > before && lifted.addition < weights.most, "{count}: {lifted:?}");
            assert_eq!((lifted.fits as usize, lifted.not), (count, 0));
            let lowered = after(count, -1.0).addition;
            assert!(lowered <= 0.0 && lowered > -lifted.addition, "{count}: a no weighs less than a yes");
            before = lifted.addition;
        }
        assert!(after(1, 1.0).addition < 0.34 * weights.most + 1e-6, "one verdict says little");
        assert_eq!(after(0, 1.0), Taught::default());
    }

    #[test]
    fn needs_that_disagree_cancel_and_far_ones_say_nothing() {
        let asked = words_of("Vi letar nycklar i hemtjänsten.");
        let weights = MemoryWeights::default();
        let both = [
            remembered("Vi letar nycklar i hemtjänsten.", 1.0),
            remembered("Vi letar nycklar i hemtjänsten.", -1.0),
        ];
        assert!(taught(&asked, None, &both, &weights).is_empty());
        let once = [remembered("Vi letar nycklar i hemtjänsten.", 0.5)];
        assert!(taught(&asked, None, &once, &weights).is_empty(), "one that fits partly says nothing yet");
        let far = [remembered("Bygglov tar för lång tid att handlägga.", 1.0)];
        assert!(taught(&asked, None, &far, &weights).is_empty());
    }
}
