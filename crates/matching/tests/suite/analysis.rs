//! What words become: stems and compound parts, as tables.

use matching::Language;
use matching::analysis::{forms, is_stopword, split};

fn parts(word: &str) -> Vec<String> {
    split(word, Language::embedded().lexicon()).into_iter().map(|piece| piece.word).collect()
}

#[test]
fn compounds_are_divided() {
    for (word, expected) in [
        ("bygglovshandläggning", &["bygglov", "handläggning"][..]),
        ("bygglovshandläggningen", &["bygglov", "handläggningen"]),
        ("nyckelknippa", &["nyckel", "knippa"]),
        ("hemtjänst", &["hem", "tjänst"]),
        ("skolskjuts", &["skola", "skjuts"]),
        ("gatubelysning", &["gata", "belysning"]),
        ("kvinnofrid", &["kvinna", "frid"]),
        ("läkemedelshantering", &["läkemedel", "hantering"]),
        ("trygghetslarm", &["trygghet", "larm"]),
        ("frånvaroanmälan", &["frånvaro", "anmälan"]),
        ("dokumenthanteringssystem", &["dokument", "hantering", "system"]),
        ("arbetsmarknadsenheten", &["arbetsmarknad", "enheten"]),
        ("parkeringstillstånd", &["parkering", "tillstånd"]),
        ("snöröjningsplanering", &["snöröjning", "planering"]),
        ("sopkärl", &["sopa", "kärl"]),
    ] {
        assert_eq!(parts(word), expected, "{word}");
    }
}

#[test]
fn simple_words_stay_whole() {
    for word in [
        "nyckel",
        "förskola",
        "upphandling",
        "underskrift",
        "pensionärerna",
        "vikarier",
        "ordinationer",
        "öppna",
        "kommunen",
        "xyzzyplugh",
        "abc123def",
        "",
        "å",
    ] {
        assert!(parts(word).is_empty(), "{word}: {:?}", parts(word));
    }
}

#[test]
fn forms_of_one_word_meet() {
    let lexicon = Language::embedded().lexicon();
    let stem = |word: &str| forms(word, lexicon).stem;
    for (one, other) in [
        ("nyckelknippor", "nyckelknippan"),
        ("bygglovshandläggningen", "bygglovshandläggning"),
        ("arbetsmarknadsenheten", "arbetsmarknadsenhet"),
        ("trygghetslarmet", "trygghetslarm"),
        ("schemat", "scheman"),
        ("öppnar", "öppnade"),
    ] {
        assert_eq!(stem(one), stem(other), "{one}, {other}");
    }
    assert_eq!(forms("bookings", lexicon).english.as_deref(), Some("book"));
    assert_eq!(forms("larmen", lexicon).english, None);
}

#[test]
fn function_words_say_nothing() {
    for word in ["och", "inte", "behöver", "vi", "the", "with"] {
        assert!(is_stopword(word), "{word}");
    }
    assert!(!is_stopword("nyckel"));
}
