//! Any text can be indexed and asked, in bounded time.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use std::time::{Duration, Instant};

use crate::support::{a_catalogue, a_document, an_index, matches};
use matching::Key;

fn odd_texts() -> Vec<String> {
    vec![
        String::new(),
        "abc".into(),
        "a".repeat(200_000),
        "nyckel ".repeat(28_500),
        "nyckel. ".repeat(25_000),
        (0..40_000).map(|number| format!("ord{number} ")).collect(),
        "e-".repeat(100_000),
        "文字".repeat(100_000),
        "\u{0}\u{1}\u{7}\u{1b}[31m\u{202e}\u{200b}".repeat(10_000),
        "a\u{308}o\u{308}\u{30a}".repeat(40_000),
        "<b onclick='x'>nyckel</b><!-- -->".repeat(5_000),
        "bygglovshandläggningsnyckelhanteringssystemupphandling".repeat(3_000),
        "🏛️👩‍🏫 ".repeat(20_000),
        "مفتاح ключ κλειδί ".repeat(8_000),
    ]
}

#[test]
fn odd_needs_are_answered() {
    let index = an_index(&a_catalogue());
    for need in odd_texts() {
        let started = Instant::now();
        let hits = matches(&index, &need);
        for hit in &hits {
            assert!(hit.score.is_finite());
            for reason in &hit.reasons {
                assert!(need.is_char_boundary(reason.need_range.end));
            }
        }
        let beginning: String = need.chars().take(20).collect();
        assert!(started.elapsed() < Duration::from_secs(10), "{beginning:?} took {:?}", started.elapsed());
    }
}

#[test]
fn odd_documents_are_indexed() {
    let mut index = an_index(&a_catalogue());
    let started = Instant::now();
    for (key, text) in (100..).map(Key).zip(odd_texts()) {
        index.upsert(key, &a_document(&text, &text));
    }
    let hits = matches(&index, "nyckel ord17 文字 bygglov ключ");
    assert!(!hits.is_empty());
    for key in 100..120 {
        index.remove(Key(key));
    }
    assert_eq!(index.len(), 6);
    assert!(started.elapsed() < Duration::from_secs(60), "took {:?}", started.elapsed());
}

#[test]
fn only_the_beginning_of_an_endless_need_counts() {
    let index = an_index(&a_catalogue());
    let tail = format!("{} larm", "x ".repeat(11_000));
    assert!(matches(&index, &tail).is_empty());
    assert!(!matches(&index, "larm").is_empty());
}
