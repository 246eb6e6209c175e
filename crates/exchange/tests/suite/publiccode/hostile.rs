//! Files that are meant to hurt: each is refused with a reason, soon.

use std::time::{Duration, Instant};

use exchange::publiccode::{DEPTH_MAX, FILE_MAX, Unreadable, judge, read};
use proptest::prelude::*;

use super::{MINIMAL, unreadable, with};

fn soon<T>(work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let done = work();
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    done
}

#[test]
fn bombs_of_aliases_do_not_go_off() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let before = level - 1;
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 10].join(", ")));
    }
    let fault = soon(|| unreadable(bomb.as_bytes()));
    assert!(matches!(fault, Unreadable::TooMuch { line: 5 }), "{fault:?}");
    // Few values, but long ones.
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(500_000), vec!["*a"; 10_000].join(","));
    assert!(matches!(soon(|| unreadable(long.as_bytes())), Unreadable::TooMuch { .. }));
    for text in ["a: &a [*a]\n", "a: *b\n", "a: &a {b: *a}\n"] {
        let fault = unreadable(text.as_bytes());
        assert!(
            matches!(fault, Unreadable::BrokenAlias { .. } | Unreadable::NotYaml { line: 1 }),
            "{fault:?}"
        );
    }
}

#[test]
fn what_is_a_hundred_thousand_deep_stops_early() {
    for text in [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        format!("a: {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        "- ".repeat(100_000),
        (0..1_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>(),
        "? ".repeat(100_000),
    ] {
        let fault = soon(|| unreadable(text.as_bytes()));
        let is_told =
            matches!(fault, Unreadable::TooDeep { limit: DEPTH_MAX, .. } | Unreadable::NotYaml { .. });
        assert!(is_told, "{fault:?} for {}", &text[..20]);
    }
    // Depth that an alias adds counts too.
    let nest = |inner: &str| format!("{}{inner}{}", "[".repeat(30), "]".repeat(30));
    let text = format!("a: &a {}\nb: {}\n", nest("x"), nest("*a"));
    assert!(matches!(unreadable(text.as_bytes()), Unreadable::TooDeep { line: 2, .. }));
}

#[test]
fn bytes_that_are_no_text_are_told_apart() {
    let utf16 = |big: bool| -> Vec<u8> {
        let units = MINIMAL.encode_utf16();
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    assert_eq!(unreadable(&[b"\xFF\xFE".to_vec(), utf16(false)].concat()), Unreadable::Utf16);
    assert_eq!(unreadable(&[b"\xFE\xFF".to_vec(), utf16(true)].concat()), Unreadable::Utf16);
    assert_eq!(unreadable(&utf16(false)), Unreadable::Utf16);
    assert_eq!(unreadable(&utf16(true)), Unreadable::Utf16);
    let latin1: Vec<u8> = MINIMAL.chars().map(|sign| u8::try_from(sign as u32).unwrap()).collect();
    assert_eq!(unreadable(&latin1), Unreadable::NotUtf8 { line: 9 });
    assert_eq!(unreadable(b"name: A\xC0\xAF\n"), Unreadable::NotUtf8 { line: 1 });
    assert_eq!(unreadable(b"a: b\nname: A\0B\n"), Unreadable::ControlCharacter { line: 2 });
    assert_eq!(unreadable(b"name: \x1b[31mA\n"), Unreadable::ControlCharacter { line: 1 });
    assert_eq!(unreadable(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Unreadable::NotUtf8 { line: 1 });
    for mark in ['\u{202e}', '\u{202a}', '\u{2066}', '\u{200f}', '\u{61c}'] {
        let text = with(&format!("name: Nyckel{mark}fritt"));
        assert_eq!(unreadable(text.as_bytes()), Unreadable::DirectionMark { line: 2 });
    }
    assert_eq!(unreadable(b""), Unreadable::Empty);
    assert_eq!(unreadable(b" \n\t\n"), Unreadable::Empty);
    assert_eq!(unreadable(b"# nothing but a comment\n"), Unreadable::Empty);
    assert!(read(format!("\u{feff}{MINIMAL}").as_bytes()).is_ok());
}

#[test]
fn what_is_too_large_is_not_read() {
    let large = vec![b'a'; FILE_MAX + 1];
    assert_eq!(soon(|| unreadable(&large)), Unreadable::TooLarge { limit: FILE_MAX });
    let fits = |line: String| line.repeat(FILE_MAX / line.len());
    for text in [
        fits("- a\n".to_owned()),
        fits("a".to_owned()),
        fits("\"".to_owned()),
        fits("- |\n  a\n".to_owned()),
        fits("# a\n".to_owned()),
        fits("---\n".to_owned()),
        fits("&a ".to_owned()),
        fits("!a ".to_owned()),
        fits("a: b, ".to_owned()),
        fits("? a\n".to_owned()),
        fits("\n".to_owned()),
        (0..90_000).map(|number| format!("k{number}: v\n")).collect(),
    ] {
        soon(|| {
            if let Ok(document) = read(text.as_bytes()) {
                let _ = judge(&document, &|_| None);
            }
        });
    }
}

#[test]
fn faults_of_yaml_are_told_by_line() {
    for (text, expected) in [
        ("name: A\n\turl: b\n", Unreadable::Tab { line: 2 }),
        ("a:\n  b: c\n\td: e\n", Unreadable::Tab { line: 3 }),
        ("a: b\n---\nc: d\n", Unreadable::SeveralDocuments { line: 2 }),
        ("a: b\nc: d\na: e\n", Unreadable::DuplicateKey { line: 3, key: "a".to_owned() }),
        ("[a, b]: c\n", Unreadable::KeyIsNotText { line: 1 }),
    ] {
        assert_eq!(unreadable(text.as_bytes()), expected, "{text}");
    }
    for text in ["a: b: c\n", "a: [b\n", "a: 'b\n", "a: b\n  c: d\n", "a:\n- b\n c: d\n", "%a\n", "a: @b\n"] {
        let fault = unreadable(text.as_bytes());
        assert!(matches!(fault, Unreadable::NotYaml { .. }), "{text}: {fault:?}");
    }
}

#[test]
fn what_yaml_repeats_is_read_where_it_stands() {
    let text = "a: &a {b: 1, c: 2}\nd:\n  <<: *a\n  c: 3\n";
    let reasons = super::judged(text).reasons;
    let keys: Vec<&str> = reasons.iter().map(|reason| reason.key.as_str()).collect();
    assert!(keys.contains(&"a") && keys.contains(&"d"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_damaged_file_never_panics(at in 0..MINIMAL.len(), signs in "[ \\t\\n:\\-?,\\[\\]{}#&*!|>'\"%@`a~0å]{1,6}", cut in 0_usize..40) {
        let mut bytes = MINIMAL.as_bytes().to_vec();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, signs.bytes());
        if let Ok(document) = read(&bytes) {
            let _ = judge(&document, &|_| None);
            let _ = exchange::publiccode::describe(&document);
        }
    }
}
