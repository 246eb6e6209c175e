//! Ranking with vectors: what is near in meaning comes first and is explained by its sentence; what has no vector is
//! not lost; what is hidden leaves no trace; vectors that come too late are not taken. Vectors here are made, except
//! where words say otherwise.
use crate::support::{a_catalogue, a_document, an_index};
use matching::meaning::{Centred, DIMENSIONS, Model, Vector};
use matching::{ContentHash, Document, Hit, Index, Key, Part};

/// A direction for each number, the same every time, around a common middle.
fn made(number: u64) -> Vec<f32> {
    let mut random = fastrand::Rng::with_seed(number);
    let mut numbers: Vec<f32> =
        (0..DIMENSIONS).map(|at| random.f32() - 0.5 + if at == 7 { 9.0 } else { 0.0 }).collect();
    let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
    numbers.iter_mut().for_each(|number| *number /= length);
    numbers
}

fn vector_of(hash: ContentHash) -> Vector {
    Vector::of(&made(u64::from_le_bytes(hash.0[..8].try_into().unwrap()))).unwrap()
}

/// Gives every text of a document its made vector.
fn give_vectors(index: &mut Index, key: Key) {
    for piece in index.pieces_without_vector(key) {
        assert!(index.set_vector(key, piece.hash, &vector_of(piece.hash)));
    }
}

fn an_index_with_vectors(documents: &[Document]) -> Index {
    let mut index = an_index(documents);
    (1..=documents.len() as u128).for_each(|key| give_vectors(&mut index, Key(key)));
    index
}

/// A need that means the same as a text.
fn a_need_like(text: &str) -> Centred {
    Centred::of(&made(u64::from_le_bytes(ContentHash::of(text).0[..8].try_into().unwrap())), &made(0))
        .unwrap()
}

fn hits(index: &Index, need: &str, vector: &Centred) -> Vec<Hit> {
    index.matches_with(&index.view(|_| true), need, Some(vector), 10).unwrap()
}

#[test]
fn the_nearest_in_meaning_comes_first_without_a_common_word() {
    let index = an_index_with_vectors(&a_catalogue());
    let arkiv = index.document(Key(2)).unwrap();
    let need = a_need_like(&arkiv.pieces()[0].text);
    let found = hits(&index, "zzzz", &need);
    assert_eq!(found[0].key, Key(2));
    assert!(found[0].meaning.unwrap() > 1.0 && found[0].reasons.is_empty());
    assert_eq!(found.len(), 6, "everything has a meaning");
}

#[test]
fn the_sentence_that_answers_is_shown_with_the_words_that_met() {
    let index = an_index_with_vectors(&a_catalogue());
    let need = a_need_like("Gallring sker efter beslut.");
    let found = hits(&index, "gallring", &need);
    assert_eq!(found[0].key, Key(2));
    let passage = found[0].passage.clone().unwrap();
    let text = &index.document(Key(2)).unwrap().text;
    assert_eq!(&text[passage.range], "Gallring sker efter beslut.");
    assert_eq!(passage.marks.iter().map(|mark| &text[mark.clone()]).collect::<Vec<_>>(), ["Gallring"]);
}

#[test]
fn a_document_without_a_vector_is_found_by_its_words() {
    let mut index = an_index_with_vectors(&a_catalogue());
    index.upsert(Key(7), &a_document("Elmätare", "Läser av förbrukning."));
    let need = a_need_like("något helt annat");
    let found = hits(&index, "elmätare", &need);
    let without = found.iter().find(|hit| hit.key == Key(7)).unwrap();
    assert_eq!(without.meaning, None);
    assert!(without.score > 0.0);
    assert!(hits(&index, "zzzz", &need).iter().all(|hit| hit.key != Key(7)));
}

#[test]
fn without_vectors_the_answer_is_that_of_the_words() {
    let index = an_index(&a_catalogue());
    let view = index.view(|_| true);
    let need = a_need_like("låsa upp");
    for text in ["nycklar i hemtjänsten", "zzzz", ""] {
        let by_words = index.matches(&view, text, 10).unwrap();
        assert_eq!(index.matches_with(&view, text, Some(&need), 10).unwrap(), by_words);
    }
    let mut cleared = an_index_with_vectors(&a_catalogue());
    cleared.clear_vectors();
    let view = cleared.view(|_| true);
    assert_eq!(
        cleared.matches_with(&view, "nycklar", Some(&need), 10).unwrap(),
        index.matches(&index.view(|_| true), "nycklar", 10).unwrap()
    );
}

#[test]
fn hidden_vectors_leave_no_trace() {
    let answers = |index: &Index, is_visible: &dyn Fn(Key) -> bool| {
        let view = index.view(is_visible);
        let needs = ["nycklar", "zzzz", "larm när någon trillar"];
        let answer = |need: &&str| index.matches_with(&view, need, Some(&a_need_like(need)), 10).unwrap();
        format!("{:?}", needs.iter().map(answer).collect::<Vec<_>>())
    };
    let alone = answers(&an_index_with_vectors(&a_catalogue()), &|_| true);
    let mut index = Index::new();
    for number in 0..300_u128 {
        let key = Key(1_000 + number);
        index.upsert(
            key,
            &a_document("Hemlig", &format!("Nycklar {number}. Larm när någon trillar {number}.")),
        );
        give_vectors(&mut index, key);
        if let Some(document) = a_catalogue().get(number as usize / 50).filter(|_| number % 50 == 7) {
            index.upsert(Key(1 + number / 50), document);
            give_vectors(&mut index, Key(1 + number / 50));
        }
    }
    assert_eq!(answers(&index, &|key| key.0 < 1_000), alone);
    assert_ne!(answers(&index, &|_| true), alone);
}

#[test]
fn a_view_is_renewed_after_vectors_and_made_anew_after_documents() {
    let mut index = an_index(&a_catalogue());
    let visible = |key: Key| key.0 != 2;
    let before = index.view(visible);
    for key in [1, 2, 3] {
        give_vectors(&mut index, Key(key));
    }
    let renewed = index.renewed(&before).unwrap();
    let anew = index.view(visible);
    assert_eq!((renewed.len(), renewed.generation()), (anew.len(), anew.generation()));
    let need = a_need_like(&index.document(Key(1)).unwrap().pieces()[0].text);
    let found = [&renewed, &anew].map(|view| index.matches_with(view, "nycklar", Some(&need), 10).unwrap());
    assert_eq!(found[0], found[1]);
    assert!(found[0].iter().any(|hit| hit.meaning.is_some()), "meanings count");
    assert!(found[0].iter().all(|hit| hit.key != Key(2)), "what was hidden stays so");
    index.remove(Key(3));
    assert!(index.renewed(&renewed).is_none());
}

#[test]
fn a_vector_belongs_to_the_text_it_was_made_of() {
    let mut index = an_index(&a_catalogue());
    let pieces = index.pieces_without_vector(Key(1));
    let parts: Vec<&Part> = pieces.iter().map(|piece| &piece.part).collect();
    assert_eq!(parts, [&Part::Whole, &Part::Sentence(0..33), &Part::Sentence(34..79), &Part::TypicalNeed(0)]);
    give_vectors(&mut index, Key(1));
    assert!(index.pieces_without_vector(Key(1)).is_empty());

    // A change of one sentence asks for that sentence and the whole only; what was made of the old text is not taken.
    let mut document = index.document(Key(1)).unwrap().clone();
    document.text = "Låser upp dörrar med telefonen. Och skåp.".to_owned();
    let before = index.generation();
    index.upsert(Key(1), &document);
    let missing: Vec<Part> =
        index.pieces_without_vector(Key(1)).into_iter().map(|piece| piece.part).collect();
    assert_eq!(missing, [Part::Whole, Part::Sentence(34..44)]);
    assert!(!index.set_vector(Key(1), pieces[0].hash, &vector_of(pieces[0].hash)));
    assert!(!index.set_vector(Key(99), pieces[0].hash, &vector_of(pieces[0].hash)));
    assert_eq!(index.generation(), before + 1);

    // A slot that is used again has none of the former document's vectors.
    give_vectors(&mut index, Key(1));
    assert!(index.remove(Key(1)));
    index.upsert(Key(8), &a_document("Annat", "Annan text."));
    assert_eq!(index.pieces_without_vector(Key(8)).len(), 1);
}

#[test]
fn scores_and_order_are_the_same_without_avx2() {
    let mut index = an_index_with_vectors(&a_catalogue());
    for number in 0..600_u128 {
        let key = Key(100 + number);
        let text = format!("Larm {number}. Nycklar till dörr {}. Svar inom {number} minuter.", number % 7);
        index.upsert(key, &a_document("Trygghet", &text));
        give_vectors(&mut index, key);
    }
    let view = index.view(|_| true);
    for need in ["nycklar", "zzzz", "larm när någon trillar", "svar inom 17 minuter", ""] {
        let vector = a_need_like(need);
        let found = index.matches_with(&view, need, Some(&vector), 700).unwrap();
        let plain = index.matches_with(&view, need, Some(&vector.made_plain()), 700).unwrap();
        let bits = |hits: &[Hit]| -> Vec<(Key, u32, Option<u32>)> {
            hits.iter().map(|hit| (hit.key, hit.score.to_bits(), hit.meaning.map(f32::to_bits))).collect()
        };
        assert_eq!(found.len(), 606);
        assert_eq!(bits(&found), bits(&plain), "{need}");
        assert_eq!(found, plain, "{need}");
    }
}

#[test]
fn one_document_alone_has_no_direction_and_is_found_by_words() {
    let index = an_index_with_vectors(&a_catalogue()[..1]);
    let need = a_need_like("låsa");
    assert_eq!(hits(&index, "telefonen", &need).len(), 1);
    assert!(hits(&index, "zzzz", &need).is_empty());
}

#[test]
fn the_real_model_finds_what_the_words_do_not() {
    let model = Model::embedded().unwrap();
    let mut index = an_index(&a_catalogue());
    for key in (1..=6).map(Key) {
        for piece in index.pieces_without_vector(key) {
            index.set_vector(key, piece.hash, &Vector::of(&model.embed(&piece.text)).unwrap());
        }
    }
    for (need, key) in [
        ("En grop i asfalten utanför biblioteket", Key(5)),
        ("Barnen kommer för sent till lektionen på morgonen", Key(3)),
        ("Gamla protokoll ska sparas för framtiden", Key(2)),
    ] {
        let vector = Centred::of(&model.embed(need), model.mean_of_needs()).unwrap();
        assert_eq!(hits(&index, need, &vector)[0].key, key, "{need}");
    }
    for text in ["", "   ", "qwzx", "I need help when I fall"] {
        let vector = Centred::of(&model.embed(text), model.mean_of_needs()).unwrap();
        assert!(hits(&index, text, &vector).len() <= 10);
    }
}
