//! What is wrong with a description, as sentences in no language yet.

use exchange::publiccode::{Fault, Gap, Shape, Unreadable};

use web::sentence::Sentence;

/// Why a file cannot be read, and what to do.
pub(super) fn unreadable(error: &Unreadable) -> Sentence {
    let at = |key, line: usize| Sentence::of(key).with("line", line.to_string());
    match error {
        Unreadable::Empty => Sentence::of("publiccode-empty"),
        Unreadable::TooLarge { limit } => {
            Sentence::of("publiccode-too-large").with("limit", (limit >> 20).to_string())
        }
        Unreadable::Utf16 => Sentence::of("publiccode-utf16"),
        Unreadable::NotUtf8 { line } => at("publiccode-not-utf8", *line),
        Unreadable::ControlCharacter { line } => at("publiccode-control-character", *line),
        Unreadable::DirectionMark { line } => at("publiccode-direction-mark", *line),
        Unreadable::Tab { line } => at("publiccode-tab", *line),
        Unreadable::NotYaml { line } => at("publiccode-not-yaml", *line),
        Unreadable::SeveralDocuments { line } => at("publiccode-several-documents", *line),
        Unreadable::DuplicateKey { line, key } => {
            let key: String = key.chars().take(80).collect();
            at("publiccode-duplicate-key", *line).with("key", key)
        }
        Unreadable::KeyIsNotText { line } => at("publiccode-key-is-not-text", *line),
        Unreadable::BrokenAlias { line } => at("publiccode-broken-alias", *line),
        Unreadable::TooDeep { line, limit } => at("publiccode-too-deep", *line).with("limit", *limit),
        Unreadable::TooMuch { line } => at("publiccode-too-much", *line),
    }
}

/// What the standard has against a key, and what to do.
pub(super) fn fault(fault: &Fault) -> Sentence {
    match fault {
        Fault::Missing => Sentence::of("publiccode-fault-missing"),
        Fault::MissingInAllLanguages => Sentence::of("publiccode-fault-missing-in-all-languages"),
        Fault::WrongShape(Shape::Text) => Sentence::of("publiccode-fault-not-a-text"),
        Fault::WrongShape(Shape::Flag) => Sentence::of("publiccode-fault-not-a-flag"),
        Fault::WrongShape(Shape::List) => Sentence::of("publiccode-fault-not-a-list"),
        Fault::WrongShape(Shape::Section) => Sentence::of("publiccode-fault-not-a-section"),
        Fault::UnknownKey => Sentence::of("publiccode-fault-unknown-key"),
        Fault::Deprecated { instead: Some(key) } => {
            Sentence::of("publiccode-fault-deprecated-instead").with("key", *key)
        }
        Fault::Deprecated { instead: None } => Sentence::of("publiccode-fault-deprecated"),
        Fault::Gone => Sentence::of("publiccode-fault-gone"),
        Fault::TwoSpellings => Sentence::of("publiccode-fault-two-spellings"),
        Fault::UnknownWord { word } => {
            Sentence::of("publiccode-fault-unknown-word").with("word", word.as_str())
        }
        Fault::TooShort { least, length } => {
            Sentence::of("publiccode-fault-too-short").with("limit", *least).with("length", *length)
        }
        Fault::TooLong { most, length } => {
            Sentence::of("publiccode-fault-too-long").with("limit", *most).with("length", *length)
        }
        Fault::NotAUrl => Sentence::of("publiccode-fault-not-a-url"),
        Fault::NotAWebAddress => Sentence::of("publiccode-fault-not-a-web-address"),
        Fault::NotAUri => Sentence::of("publiccode-fault-not-a-uri"),
        Fault::NotAnIpaCode => Sentence::of("publiccode-fault-not-an-ipa-code"),
        Fault::NotADate => Sentence::of("publiccode-fault-not-a-date"),
        Fault::NotAnEmail => Sentence::of("publiccode-fault-not-an-email"),
        Fault::NotALanguage => Sentence::of("publiccode-fault-not-a-language"),
        Fault::NotACountry => Sentence::of("publiccode-fault-not-a-country"),
        Fault::LowerCaseCountry => Sentence::of("publiccode-fault-lower-case-country"),
        Fault::NotALicence => Sentence::of("publiccode-fault-not-a-licence"),
        Fault::NotAMediaType => Sentence::of("publiccode-fault-not-a-media-type"),
        Fault::NotAPath => Sentence::of("publiccode-fault-not-a-path"),
        Fault::WrongFileType => Sentence::of("publiccode-fault-wrong-file-type"),
        Fault::NotAnImage => Sentence::of("publiccode-fault-not-an-image"),
        Fault::OnlyWithContract => Sentence::of("publiccode-fault-only-with-contract"),
        Fault::UnknownVersion { version } => {
            Sentence::of("publiccode-fault-unknown-version").with("version", version.as_str())
        }
        Fault::OlderVersion { version } => {
            Sentence::of("publiccode-fault-older-version").with("version", version.as_str())
        }
        Fault::NotPublished => Sentence::of("publiccode-fault-not-published"),
    }
}

/// What is missing for a file that the standard accepts.
pub(super) fn gap(gap: Gap) -> Sentence {
    match gap {
        Gap::NoLicence => Sentence::of("publiccode-gap-no-licence"),
        Gap::NotAnOpenLicence => Sentence::of("publiccode-gap-not-an-open-licence"),
        Gap::NoRepository => Sentence::of("publiccode-gap-no-repository"),
        Gap::TooLittleText { least, length } => {
            Sentence::of("publiccode-gap-too-little-text").with("limit", least).with("length", length)
        }
    }
}
