//! Brygga, by words alone and by meaning. The needs' vectors are made beforehand, as the program keeps them.

use std::collections::HashMap;

use matching::meaning::{Centred, DIMENSIONS, Model, Vector};
use matching::{ContentHash, Document, Index, Key, View};

use crate::peer::{Failure, Peer};

/// Texts that are embedded together.
const TOGETHER: usize = 64;

/// How much of a match is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The ranking by words, as the others do, who explain nothing.
    Ranking,
    /// With the reasons and the confidence of each hit.
    Words,
    /// By meaning too.
    Meaning,
}

/// An index with its view.
pub struct Ours {
    index: Index,
    view: View,
    way: Way,
    /// By need; empty for words alone.
    needs: HashMap<String, Centred>,
}

impl Ours {
    /// Fills an index without vectors, to rank without explaining.
    pub fn ranking(documents: &[Document]) -> Self {
        Ours { way: Way::Ranking, ..Self::by_words(documents) }
    }

    /// Fills an index without vectors.
    pub fn by_words(documents: &[Document]) -> Self {
        let index = filled(documents);
        Ours { view: index.view(|_| true), index, way: Way::Words, needs: HashMap::new() }
    }

    /// Fills an index and makes the vectors of all texts and needs: with the model, or from a seed where that would take
    /// too long, since how long a match takes does not depend on what vectors say.
    pub fn by_meaning(documents: &[Document], needs: &[&str], is_made: bool) -> Result<Self, Failure> {
        let mut index = filled(documents);
        let model = Model::embedded()?;
        let mut random = fastrand::Rng::with_seed(1);
        let mut vectors =
            |texts: &[&str]| if is_made { made(&mut random, texts.len()) } else { model.embed_all(texts) };
        let missing: Vec<(ContentHash, String)> = index.missing(usize::MAX);
        let mut known: HashMap<ContentHash, Vector> = HashMap::new();
        for share in missing.chunks(TOGETHER) {
            let texts: Vec<&str> = share.iter().map(|(_, text)| text.as_str()).collect();
            for ((hash, _), vector) in share.iter().zip(vectors(&texts)) {
                known.insert(*hash, Vector::of(&vector)?);
            }
        }
        index.set_vectors(&known);
        let mut centred = HashMap::new();
        for (need, vector) in needs.iter().zip(vectors(needs)) {
            centred.insert((*need).to_owned(), Centred::of(&vector, model.mean_of_needs())?);
        }
        Ok(Ours { view: index.view(|_| true), index, way: Way::Meaning, needs: centred })
    }
}

fn filled(documents: &[Document]) -> Index {
    let mut index = Index::new();
    index.upsert_all((0..).map(Key).zip(documents.iter().cloned()).collect());
    index
}

fn made(random: &mut fastrand::Rng, count: usize) -> Vec<Vec<f32>> {
    let mut one = || {
        let numbers: Vec<f32> = (0..DIMENSIONS).map(|_| random.f32() - 0.4).collect();
        let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
        numbers.into_iter().map(|number| number / length).collect()
    };
    (0..count).map(|_| one()).collect()
}

impl Peer for Ours {
    fn name(&self) -> &'static str {
        match self.way {
            Way::Ranking => "Brygga by words, unexplained",
            Way::Words => "Brygga by words",
            Way::Meaning => "Brygga by meaning",
        }
    }

    fn best(&mut self, need: &str, limit: usize) -> Result<Vec<usize>, Failure> {
        if self.way == Way::Ranking {
            let found = self.index.scores_with(&self.view, need, None, limit)?;
            return found.iter().map(|(key, _)| Ok(usize::try_from(key.0)?)).collect();
        }
        let found = self.index.matches_with(&self.view, need, self.needs.get(need), limit)?;
        found.iter().map(|hit| Ok(usize::try_from(hit.key.0)?)).collect()
    }
}
