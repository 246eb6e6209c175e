//! Filling the index with many documents and vectors at once gives what filling it one by one gives.
use std::collections::{HashMap, HashSet};

use crate::support::{a_catalogue, a_document, an_index};
use matching::meaning::{Centred, DIMENSIONS, Vector};
use matching::{ContentHash, Coverage, Document, Index, Key, Part};

/// Numbers of a vector of length 1, the same every time.
fn made(number: u64) -> Vec<f32> {
    let mut random = fastrand::Rng::with_seed(number);
    let numbers: Vec<f32> = (0..DIMENSIONS).map(|_| random.f32() - 0.4).collect();
    let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
    numbers.into_iter().map(|number| number / length).collect()
}

fn vector_of(hash: ContentHash) -> Vector {
    Vector::of(&made(u64::from_le_bytes(hash.0[..8].try_into().unwrap()))).unwrap()
}

/// Vectors of texts as [`Index::missing`] gives them.
fn vectors(texts: &[(ContentHash, String)]) -> HashMap<ContentHash, Vector> {
    texts.iter().map(|(hash, _)| (*hash, vector_of(*hash))).collect()
}

/// Documents of made words, some with the same sentences.
fn many(count: usize) -> Vec<(Key, Document)> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut word = || {
        let parts = ["skol", "bygg", "hem", "tjänst", "lov", "larm", "nyckel", "gatu", "arkiv", "x1", "plan"];
        (0..1 + random.usize(..3)).map(|_| parts[random.usize(..parts.len())]).collect::<String>()
    };
    let mut document = |at: usize| Document {
        title: word(),
        text: format!("{} {} {}. Samma mening {}. {}.", word(), word(), at % 300, at % 40, word()),
        keywords: vec![word()],
        typical_needs: if at.is_multiple_of(3) { vec![format!("{} {}", word(), word())] } else { Vec::new() },
    };
    // Some keys come twice: the later document counts.
    (0..count).map(|at| (Key((at % (count - count / 9)) as u128), document(at))).collect()
}

/// What is found for a few needs, bit for bit.
fn answers(index: &Index) -> String {
    let view = index.view(|key| !key.0.is_multiple_of(5));
    let needs = ["nyckel", "skolplan larm", "bygglov", "hemtjänst x1 200", "nyckl", "samma mening 7"];
    let all = needs.iter().enumerate().flat_map(|(at, need)| {
        let vector = Centred::of(&made(at as u64), &made(99)).unwrap();
        [index.matches(&view, need, 10).unwrap(), index.matches_with(&view, need, Some(&vector), 10).unwrap()]
    });
    let bits = |hit: &matching::Hit| (hit.score.to_bits(), hit.meaning.map(f32::to_bits));
    all.map(|hits| format!("{:?} {hits:?}\n", hits.iter().map(bits).collect::<Vec<_>>())).collect()
}

#[test]
fn many_at_once_are_the_same_as_one_by_one() {
    let documents = many(9_000);
    let (mut at_once, mut one_by_one) = (Index::new(), Index::new());
    for index in [&mut at_once, &mut one_by_one] {
        // Slots that are used again, and documents that are replaced and keep the vectors of texts that stay.
        for (key, document) in a_catalogue().into_iter().enumerate() {
            index.upsert(Key(key as u128 * 1_500), &document);
        }
        let texts = index.missing(usize::MAX);
        index.set_vectors(&vectors(&texts));
        index.remove(Key(1_500));
        index.remove(Key(4_500));
    }
    one_by_one.upsert(Key(3_000), &documents[3_000].1);
    at_once.upsert_all(vec![documents[3_000].clone()]);
    for (key, document) in &documents {
        one_by_one.upsert(*key, document);
    }
    at_once.upsert_all(documents);
    assert_eq!(at_once.len(), one_by_one.len());
    assert_eq!(answers(&at_once), answers(&one_by_one));
    assert_eq!(at_once.generation(), one_by_one.generation());

    let texts = at_once.missing(usize::MAX);
    assert_eq!(texts, one_by_one.missing(usize::MAX));
    at_once.set_vectors(&vectors(&texts));
    for key in (0..8_000).map(Key) {
        for piece in one_by_one.pieces_without_vector(key) {
            assert!(one_by_one.set_vector(key, piece.hash, &vector_of(piece.hash)));
        }
    }
    assert_eq!(answers(&at_once), answers(&one_by_one));
}

#[test]
fn missing_texts_are_given_once_and_whole_documents_first() {
    let mut catalogue = a_catalogue();
    catalogue.push(a_document("Ett till larm", "Svar inom en minut. Ringer upp."));
    let mut index = an_index(&catalogue);
    let all = index.missing(usize::MAX);
    let wholes: Vec<String> = catalogue.iter().map(|document| document.pieces()[0].text.clone()).collect();
    assert_eq!(all[..7].iter().map(|(_, text)| text.clone()).collect::<Vec<_>>(), wholes);
    assert!(all.iter().all(|(hash, text)| *hash == ContentHash::of(text)));
    let distinct: HashSet<ContentHash> = all.iter().map(|(hash, _)| *hash).collect();
    assert_eq!(distinct.len(), all.len());
    assert_eq!(distinct, index.hashes());
    assert_eq!(index.missing(3), all[..3]);
    assert!(index.missing(0).is_empty());

    // One sentence stands in two documents: one vector serves both.
    assert_eq!(index.coverage(), Coverage { texts: all.len() + 1, with_vector: 0 });
    let shared = ContentHash::of("Svar inom en minut.");
    assert_eq!(index.set_vectors(&HashMap::from([(shared, vector_of(shared))])), 2);
    assert_eq!(index.coverage(), Coverage { texts: all.len() + 1, with_vector: 2 });
    assert_eq!(index.missing(usize::MAX).len(), all.len() - 1);
}

#[test]
fn vectors_are_taken_by_text_and_only_once() {
    let mut index = an_index(&a_catalogue());
    let before = index.generation();
    let unknown = ContentHash::of("en text som ingen har");
    assert_eq!(index.set_vectors(&HashMap::from([(unknown, vector_of(unknown))])), 0);
    assert_eq!(index.generation(), before);
    let texts = vectors(&index.missing(usize::MAX));
    assert_eq!(index.set_vectors(&texts), texts.len());
    assert_eq!(index.generation(), before + 1);
    assert_eq!(index.set_vectors(&texts), 0);
    assert_eq!(index.generation(), before + 1);
    assert!(index.missing(usize::MAX).is_empty());

    // A changed document asks for what changed; a new one with a known text takes no vector by itself.
    let mut document = a_catalogue().swap_remove(1);
    document.text.push_str(" Nytt.");
    index.upsert_all(vec![(Key(2), document.clone()), (Key(50), a_catalogue().swap_remove(0))]);
    let missing = index.missing(usize::MAX);
    assert_eq!(missing[0].1, document.pieces()[0].text);
    assert!(missing.iter().any(|(_, text)| text == "Nytt."));
    assert!(index.pieces_without_vector(Key(2)).iter().all(|piece| piece.part != Part::Sentence(0..40)));
    index.set_vectors(&texts);
    assert!(index.pieces_without_vector(Key(50)).is_empty());
    index.clear_vectors();
    assert_eq!(index.coverage().with_vector, 0);
}
