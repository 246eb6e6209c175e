//! The model against the engine that it was made from, against itself without AVX2, and against bad input.
//!
//! tests/reference is written by scripts/model/make.py: own texts with the engine's vectors on the whole vocabulary,
//! in half precision, and odd texts with their pieces.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it found"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use matching::meaning::{DIMENSIONS, Model, ModelError};
use serde::Deserialize;

fn reference(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name)).unwrap()
}

fn model() -> &'static Model {
    Model::embedded().unwrap()
}

fn bytes_of_the_model() -> Vec<u8> {
    let file = "../../assets/model/e5-small-nordic.bin";
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// A number of half precision; the reference has neither infinities nor anything below 2⁻²⁴.
fn half(bytes: [u8; 2]) -> f32 {
    let bits = u16::from_le_bytes(bytes);
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023));
    let magnitude = match exponent {
        0 => fraction * 2_f32.powi(-24),
        _ => (1024.0 + fraction) * 2_f32.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[test]
fn vectors_agree_with_the_engine_on_the_whole_model() {
    let texts: Vec<String> = serde_json::from_slice(&reference("texts.json")).unwrap();
    let numbers: Vec<f32> =
        reference("vectors.f16").as_chunks::<2>().0.iter().map(|bytes| half(*bytes)).collect();
    assert_eq!(numbers.len(), texts.len() * DIMENSIONS);
    assert!(texts.len() >= 50);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut lowest = 1.0_f32;
    for (vector, expected) in model().embed_all(&texts).iter().zip(numbers.chunks(DIMENSIONS)) {
        lowest = lowest.min(cosine(vector, expected));
    }
    println!("lowest cosine {lowest}");
    assert!(lowest >= 0.999, "{lowest}");
}

#[test]
fn odd_texts_are_divided_as_the_reference_divides_them() {
    #[derive(Deserialize)]
    struct Line {
        text: String,
        pieces: Vec<String>,
    }
    let lines = String::from_utf8(reference("pieces.jsonl")).unwrap();
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line).unwrap();
        assert_eq!(model().spelled(&line.text), line.pieces, "{:?}", line.text);
    }
}

#[test]
fn the_same_text_gives_the_same_bits_alone_together_and_without_avx2() {
    let texts =
        ["Nycklar till de gamlas hem försvinner", "", "kort", "en något längre text om bygglov och kartor"];
    let together = model().embed_all(&texts);
    let plain = Model::from_bytes(bytes_of_the_model()).unwrap().made_plain();
    for (text, vector) in texts.iter().zip(&together) {
        let bits = |vector: &[f32]| vector.iter().map(|number| number.to_bits()).collect::<Vec<u32>>();
        assert_eq!(bits(vector), bits(&model().embed(text)));
        assert_eq!(bits(vector), bits(&plain.embed(text)));
        assert!((cosine(vector, vector) - 1.0).abs() < 1e-5);
    }
}

#[test]
fn enormous_and_strange_texts_are_read_in_bounded_time() {
    let begun = Instant::now();
    for text in [
        "a".repeat(200_000),
        "nyckel ".repeat(30_000),
        " ".repeat(200_000),
        "\u{0}\u{301}\u{fdfa}".repeat(60_000),
    ] {
        let vector = model().embed(&text);
        assert_eq!(vector.len(), DIMENSIONS);
        assert!(vector.iter().all(|number| number.is_finite()));
        assert!(model().spelled(&text).len() <= 510);
    }
    assert!(begun.elapsed() < Duration::from_secs(300), "{:?}", begun.elapsed());
}

#[test]
fn composed_and_decomposed_letters_are_the_same() {
    assert_eq!(model().spelled("ga\u{30a}rden"), model().spelled("gården"));
    assert_eq!(model().spelled("ny\u{0}ckel"), model().spelled("nyckel"));
}

#[test]
fn the_embedded_model_is_whole_and_small_enough_to_carry() {
    assert!(bytes_of_the_model().len() <= 32 * 1024 * 1024);
    assert!(model().is_whole());
    assert_eq!(model().id().len(), 32);
    assert_eq!(model().mean_of_needs().len(), DIMENSIONS);
}

#[test]
fn broken_files_are_refused() {
    let refused = |bytes: Vec<u8>| Model::from_bytes(bytes).unwrap_err();
    let whole = bytes_of_the_model();
    assert_eq!(refused(Vec::new()), ModelError::NotAModel);
    assert_eq!(refused(b"not a model at all".to_vec()), ModelError::NotAModel);
    for length in [8, 12, 44, 60, 100, 5_000, whole.len() / 2, whole.len() - 1] {
        assert_eq!(refused(whole[..length].to_vec()), ModelError::Damaged, "{length}");
    }
    let with = |at: usize, bytes: &[u8]| {
        let mut changed = whole.clone();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        changed
    };
    assert_eq!(refused(with(8, &[2])), ModelError::OtherLayout { found: 2 });
    assert_eq!(refused(with(44, &512_u32.to_le_bytes())), ModelError::OtherDimensions { found: 512 });
    assert_eq!(refused(with(whole.len() / 2, &[whole[whole.len() / 2] ^ 1])), ModelError::Damaged);
    for place in 0..12 {
        for count in [0, 1, 7, u32::MAX] {
            assert!(
                Model::from_bytes(with(44 + 4 * place, &count.to_le_bytes())).is_err(),
                "{place}: {count}"
            );
        }
    }
}
