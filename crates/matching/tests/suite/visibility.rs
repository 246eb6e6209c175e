//! Nothing that may not be seen has any influence on an answer; and an index answers alike however it was built.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use crate::support::{a_catalogue, a_document, an_index};
use matching::{Index, Key, StaleView};

const NEEDS: &[&str] = &[
    "Vi tappar nycklar i hemtjänsten",
    "larm när någon trilar hemma",
    "ansökan om bygglov och ritningar",
    "GDPR och handlingar som ska arkiveras",
    "hål i gatan",
    "nyckelhantring",
];

/// The whole answers to all needs, to the last bit.
fn answers(index: &Index, is_visible: impl Fn(Key) -> bool) -> String {
    let view = index.view(is_visible);
    NEEDS.iter().map(|need| format!("{:?}\n", index.matches(&view, need, 10).unwrap())).collect()
}

#[test]
fn hidden_documents_leave_no_trace() {
    let alone = answers(&an_index(&a_catalogue()), |_| true);
    let mut index = Index::new();
    for number in 0..300_u128 {
        let text =
            format!("Hemlig nyckelhantering {number}, larm, trilar, nyckelhantring, arkiv och gatan nycklar");
        index.upsert(Key(1_000 + number), &a_document("Hemtjänst bygglov", &text));
        if let Some(document) = a_catalogue().get(number as usize / 50).filter(|_| number % 50 == 7) {
            index.upsert(Key(1 + number / 50), document);
        }
    }
    assert_eq!(index.len(), 306);
    assert_eq!(answers(&index, |key| key.0 < 1_000), alone);
    assert_ne!(answers(&index, |_| true), alone);
}

#[test]
fn an_index_kept_up_to_date_is_one_made_anew() {
    let catalogue = a_catalogue();
    let anew = answers(&an_index(&catalogue), |_| true);
    let mut index = Index::new();
    for (number, document) in catalogue.iter().enumerate().rev() {
        let key = Key(number as u128 + 1);
        index.upsert(key, &a_document("Något annat", "nycklar larm gata bygglov omsorg"));
        index.upsert(Key(900 + key.0), &a_document("Bort", "nycklar och larm"));
        index.upsert(key, document);
    }
    for number in 1..=6 {
        assert!(index.remove(Key(900 + number)));
        assert!(!index.remove(Key(900 + number)));
    }
    assert_eq!(index.len(), 6);
    assert_eq!(answers(&index, |_| true), anew);
}

#[test]
fn a_view_serves_one_generation() {
    let mut index = an_index(&a_catalogue());
    let view = index.view(|_| true);
    assert_eq!(view.len(), 6);
    assert!(index.matches(&view, "larm", 10).is_ok());
    index.remove(Key(1));
    let stale = StaleView { made_for: view.generation(), now: index.generation() };
    assert_eq!(index.matches(&view, "larm", 10), Err(stale));
}

#[test]
fn equal_scores_come_in_order_of_key() {
    let mut index = Index::new();
    for key in [9, 3, 7, 5] {
        index.upsert(Key(key), &a_document("Larm", "Samma text."));
    }
    index.upsert(Key(1), &a_document("Annat", "Helt annat."));
    let hits = index.matches(&index.view(|_| true), "larm", 3).unwrap();
    assert_eq!(hits.iter().map(|hit| hit.key.0).collect::<Vec<_>>(), [3, 5, 7]);
}
