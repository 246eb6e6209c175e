//! Every way in which a need can meet a document is found, explained and points at the right places.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use crate::support::{a_catalogue, a_document, an_index, matches};
use matching::{Field, How, Index, Key, OwnWords, Reason};

/// The reason for `need_word` in the best hit of an index that holds `text` among other documents.
fn reason(need: &str, need_word: &str, text: &str) -> Reason {
    let mut documents = a_catalogue();
    documents.push(a_document("", text));
    let index = an_index(&documents);
    let hits = matches(&index, need);
    let hit = hits.iter().find(|hit| hit.key.0 == 7).unwrap_or_else(|| panic!("not found: {need} in {text}"));
    let reason = hit.reasons.iter().find(|reason| reason.need_word == need_word);
    let reason = reason.unwrap_or_else(|| panic!("no reason for {need_word}: {:?}", hit.reasons)).clone();
    assert_eq!(&need[reason.need_range.clone()], need_word);
    assert_eq!(&text[reason.document_range.clone()], reason.document_word);
    reason
}

#[test]
fn the_same_word() {
    let reason = reason("Var är Blanketten?", "Blanketten", "Här fylls blanketten i.");
    assert_eq!((reason.how, reason.document_word.as_str()), (How::SameWord, "blanketten"));
}

#[test]
fn another_form_of_the_word() {
    let reason = reason("många blanketter", "blanketter", "Här fylls blanketten i.");
    assert_eq!((reason.how, reason.document_word.as_str()), (How::SameStem, "blanketten"));
}

#[test]
fn a_part_of_a_compound_in_need_and_document() {
    let within = reason("tunga nyckelknippor", "nyckelknippor", "Skåp för nyckelhantering.");
    assert_eq!(within.how, How::CompoundPart { part: "nyckel".into() });
    let whole = reason("en nyckel", "nyckel", "Skåp för nyckelhantering.");
    assert_eq!(whole.how, How::CompoundPart { part: "nyckel".into() });
    assert_eq!(whole.document_word, "nyckelhantering");
}

#[test]
fn a_synonym() {
    let reason = reason("kan inte bekosta det", "bekosta", "Hjälp att finansiera.");
    assert_eq!((reason.how, reason.document_word.as_str()), (How::Synonym, "finansiera"));
}

#[test]
fn an_abbreviation_both_ways() {
    let expanded = reason("krav från GDPR", "GDPR", "Stöd för dataskyddsförordningen.");
    assert!(
        matches!(expanded.how, How::Abbreviation { ref expansion } if expansion == "dataskyddsförordningen")
    );
    let shortened = reason("krav i dataskyddsförordningen", "dataskyddsförordningen", "Stöd för GDPR.");
    assert!(
        matches!(shortened.how, How::Abbreviation { ref expansion } if expansion == "dataskyddsförordningen")
    );
}

#[test]
fn a_misspelled_word() {
    let reason = reason("tid för fakutrering", "fakutrering", "Sköter fakturering.");
    assert_eq!((reason.how, reason.document_word.as_str()), (How::Spelling, "fakturering"));
}

#[test]
fn reasons_come_in_order_of_weight_and_name_their_field() {
    let index = an_index(&a_catalogue());
    let hits = matches(&index, "Vi tappar nycklar i hemtjänsten inom omsorg");
    let best = &hits[0];
    assert_eq!(best.key.0, 1);
    assert!(best.reasons.windows(2).all(|pair| pair[0].weight >= pair[1].weight));
    assert!(best.reasons.iter().any(|reason| reason.field == Field::TypicalNeed(0)));
    assert!(best.reasons.iter().any(|reason| reason.field == Field::Keyword(0)));
    for reason in &best.reasons {
        let text = index.document(best.key).and_then(|document| document.field(reason.field)).unwrap();
        assert_eq!(&text[reason.document_range.clone()], reason.document_word);
    }
}

#[test]
fn the_sentence_shown_is_the_one_that_met() {
    let index = an_index(&a_catalogue());
    let hits = matches(&index, "besvär med nycklar i hemtjänsten");
    let passage = hits[0].passage.clone().unwrap();
    let text = &index.document(hits[0].key).unwrap().text;
    assert_eq!(&text[passage.range.clone()], "Ingen nyckelhantering behövs i hemtjänsten.");
    let marked: Vec<&str> = passage.marks.iter().map(|mark| &text[mark.clone()]).collect();
    assert_eq!(marked, ["nyckelhantering", "hemtjänsten"]);
}

#[test]
fn at_most_three_marks() {
    let text = "Lån av böcker, filmer, spel, noter och tidningar på biblioteket.";
    let mut documents = a_catalogue();
    documents.push(a_document("", text));
    let hits = matches(&an_index(&documents), "böcker filmer noter tidningar biblioteket");
    assert_eq!(hits[0].passage.as_ref().map(|passage| passage.marks.len()), Some(3));
    assert_eq!(hits[0].reasons.len(), 5);
}

#[test]
fn nothing_met_is_an_empty_answer() {
    let index = an_index(&a_catalogue());
    assert!(matches(&index, "").is_empty());
    assert!(matches(&index, "och inte vi").is_empty());
    assert!(matches(&index, "qqq zzzz").is_empty());
}

#[test]
fn words_that_met_nothing_are_told_in_the_needs_order() {
    let mut documents = a_catalogue();
    documents.push(a_document("", "Här fylls blanketten i."));
    documents.push(a_document("", "Planeringen görs på tavlan, och larmet går på natten."));
    let index = an_index(&documents);
    let hits = matches(&index, "Blanketten visar inte planeringen och larmet.");
    let hit = hits.iter().find(|hit| hit.key.0 == 7).unwrap();
    let told: Vec<&str> = hit.unmet.iter().map(String::as_str).collect();
    assert!(told.ends_with(&["planeringen", "larmet"]) && told.len() <= 4, "{told:?}");
    assert!(!told.contains(&"Blanketten"));
}

#[test]
fn words_that_people_keep_are_met_at_once_and_only_while_they_are_kept() {
    let mut index = an_index(&[
        a_document("Kvarnen", "Bokar flunkor åt verksamheten."),
        a_document("Ugnen", "Bakar bröd till skolans kök."),
        a_document("Bron", "Ger riktlinjer enligt lagen om trottoarer."),
    ]);
    let found = |index: &Index, need: &str| {
        matches(index, need)
            .first()
            .filter(|hit| {
                hit.reasons.iter().any(|reason| matches!(reason.how, How::Synonym | How::Abbreviation { .. }))
            })
            .map(|hit| hit.key)
    };
    assert_eq!(found(&index, "vi saknar gruppor"), None);
    let generation = index.generation();
    let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let words = OwnWords {
        synonyms: vec![list(&["gruppor", "flunkor"])],
        abbreviations: vec![list(&["LTQ", "lagen om trottoarer"])],
    };
    index.set_rings(&words);
    assert!(index.generation() > generation, "views are made anew");
    assert_eq!(found(&index, "vi saknar gruppor"), Some(Key(1)));
    assert_eq!(found(&index, "vad säger LTQ"), Some(Key(3)));
    index.set_rings(&OwnWords::default());
    assert_eq!(found(&index, "vi saknar gruppor"), None);
}
