//! Passwords, door and alarm codes, keys to systems, and lists of addresses in a network: what belongs in no need.
//!
//! A word that names a secret, with something behind it that looks like one; or a text that only a machine makes.
//! "Byt lösenord var 90:e dag" is no secret: nothing behind the word looks like a password.

use std::ops::Range;

use super::list;

/// How keys to well-known services begin.
const KEYS: &[&str] = &[
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "ghp_",
    "gho_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "AKIA",
    "AIza",
    "ya29.",
];
/// How keys begin that stand in files.
const BLOCKS: &[&str] = &["-----BEGIN", "PRIVATE KEY"];

/// Addresses of an inner network that make a list of them a plan.
const ADDRESSES: usize = 2;

/// Every secret in the text.
pub(super) fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut inner = Vec::new();
    let words = words(text);
    for (at, word) in words.iter().enumerate() {
        let written = &text[word.clone()];
        let secret = if is_key(written) { Some(word.clone()) } else { labelled(text, &words, at) };
        if is_inner_address(written) {
            inner.push(word.clone());
        }
        found.extend(secret.filter(|range| found.last().is_none_or(|last| last.end <= range.start)));
    }
    if let (Some(first), true) = (inner.first(), inner.len() > ADDRESSES) {
        found.push(first.clone());
    }
    found
}

/// What stands between white space, without the marks of a sentence around it.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        let begin = word.len() - word.trim_start_matches(['(', '"', '”', '“', '\'', '’', '<', '[']).len();
        let end = word.trim_end_matches([')', '"', '”', '“', '\'', '’', '>', ']', '.', ',', ';']).len();
        if begin < end {
            words.push(from + begin..from + end);
        }
    }
    words
}

/// A secret behind the word that names it.
fn labelled(text: &str, words: &[Range<usize>], at: usize) -> Option<Range<usize>> {
    let word = words.get(at)?;
    let written = &text[word.clone()];
    let (label, inside) = match written.find([':', '=']) {
        Some(mark) => (&written[..mark], Some(&written[mark + 1..])),
        None => (written, None),
    };
    let label = label.to_lowercase();
    let is_code = list::has("secret-codes", &label);
    let is_password_word = list::has("secret-passwords", &label) || list::ends("secret-passwords", &label);
    if !is_code && !is_password_word {
        return None;
    }
    let looks_like_one = |value: &str| if is_code { is_code_of_digits(value) } else { is_password(value) };
    if let Some(inside) = inside.filter(|inside| !inside.is_empty()) {
        return looks_like_one(inside).then(|| word.end - inside.len()..word.end);
    }
    let mut next = at + 1;
    let mut joined = inside.is_some();
    while let Some(glue) = words.get(next).map(|range| &text[range.clone()]) {
        if !list::has("secret-glue", glue) {
            break;
        }
        (joined, next) = (true, next + 1);
    }
    let value = words.get(next)?;
    // "Kod 1234" and "koden är 1234", but not "kod för 1234 brukare".
    (looks_like_one(&text[value.clone()]) && (joined || (is_code && label != "kod" && label != "koden")))
        .then(|| value.clone())
}

fn is_password(value: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let others = value.chars().filter(|c| !c.is_alphabetic() && *c != '-' && *c != '/').count();
    value.chars().count() >= 6
        && letters >= 1
        && others >= 1
        && !value.contains("://")
        && !value.contains('@')
}

fn is_code_of_digits(value: &str) -> bool {
    let digits = value.trim_matches(['#', '*']);
    (4..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_key(word: &str) -> bool {
    let known = KEYS.iter().any(|begin| word.len() >= begin.len() + 12 && word.starts_with(begin));
    known || BLOCKS.iter().any(|block| word.contains(block)) || is_signed_token(word) || is_random(word)
}

/// Three parts of base64 with dots between, the first of which begins as JSON does.
fn is_signed_token(word: &str) -> bool {
    let mut parts = word.split('.');
    let three = parts.clone().count() == 3;
    three && word.starts_with("eyJ") && parts.all(|part| part.len() > 8 && part.bytes().all(is_base64))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'/' | b'=')
}

/// Long, of letters in both cases and digits, and changing between letters and digits as no word does.
fn is_random(word: &str) -> bool {
    let bytes = word.as_bytes();
    let turns = bytes.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    (24..=512).contains(&bytes.len())
        && bytes.iter().copied().all(is_base64)
        && bytes.iter().any(u8::is_ascii_uppercase)
        && bytes.iter().any(u8::is_ascii_lowercase)
        && !word.contains('/')
        && turns >= 6
}

/// An IPv4 address that only an inner network has.
fn is_inner_address(word: &str) -> bool {
    let address = word.split(['/', ':']).next().unwrap_or_default();
    address.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_private())
}
