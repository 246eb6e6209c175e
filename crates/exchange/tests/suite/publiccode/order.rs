//! What a file becomes in the catalogue, and which version of a solution is the newest.

use exchange::publiccode::{Described, NotDescribed, describe, newest_last, table};

use super::{MINIMAL, document, with};

fn described(text: &str) -> Described {
    describe(&document(text)).unwrap()
}

#[test]
fn a_file_becomes_a_record() {
    let text = with("releaseDate: 2024-05-06")
        + "softwareVersion: 1.10\ncategories: [crm]\nintendedAudience: {scope: [welfare]}\n\
           supports: [{id: 'alias:gdpr'}, {id: 'urn:a-b:c'}]\norganisation: {uri: 'https://a.example', name: Vara}\n";
    let Described { record, language, version, released } = described(&text);
    assert_eq!(record.name, "Nyckelfritt");
    assert_eq!(record.url, "https://code.example/nyckelfritt.git");
    assert_eq!((record.provider.as_str(), record.licence.as_str()), ("Vara", "EUPL-1.2"));
    assert_eq!((record.kind.as_str(), record.lifecycle.as_str()), ("software", "stable"));
    assert_eq!(record.tags, ["crm", "welfare"]);
    assert_eq!(record.standards, ["GDPR", "urn:a-b:c"]);
    assert_eq!(record.summary, "Digitala lås i hemtjänsten.");
    assert!(record.description.ends_with("rätt till det.\n\n- Öppna låset med telefonen"));
    assert_eq!((record.updated.as_str(), version.as_str()), ("2024-05-06", "1.10"));
    assert_eq!((language.as_deref(), released.is_some()), (Some("sv"), true));
}

#[test]
fn texts_are_taken_in_swedish_then_english_then_the_first() {
    let of = |languages: &[&str]| {
        let texts = languages.iter().map(|tag| format!("  {tag}: {{shortDescription: \"{tag}\"}}\n"));
        described(&format!("name: A\ndescription:\n{}", texts.collect::<String>())).record.summary
    };
    assert_eq!(of(&["it", "en", "sv"]), "sv");
    assert_eq!(of(&["it", "en", "sv-FI"]), "sv-FI");
    assert_eq!(of(&["it", "en-GB", "en"]), "en");
    assert_eq!(of(&["it", "en_US"]), "en_US");
    assert_eq!(of(&["it", "eng"]), "eng");
    assert_eq!(of(&["it", "fr"]), "it");
}

#[test]
fn what_the_standard_refuses_is_taken_all_the_same() {
    let record = described(
        "name: [A]\nurl: git@code.example:a\nlandingURL: https://a.example\nfoo: bar\n\
         description: {xx: {localisedName: B}}\nlegal: text\ntags: [lås]\nreleaseDate: snart\n",
    )
    .record;
    assert_eq!((record.name.as_str(), record.id.as_str()), ("B", "git@code.example:a"));
    assert_eq!((record.url.as_str(), record.updated.as_str()), ("https://a.example", ""));
    assert_eq!(record.tags, ["lås"]);
    for (text, expected) in [
        ("- a\n", NotDescribed::NotASection),
        ("text\n", NotDescribed::NotASection),
        ("url: https://a.example\n", NotDescribed::NoName),
        ("name: ''\n", NotDescribed::NoName),
    ] {
        assert_eq!(describe(&document(text)).unwrap_err(), expected);
    }
}

#[test]
fn long_texts_are_kept_whole() {
    let record = described(&format!("name: {}\n", "Å".repeat(400))).record;
    assert_eq!(record.name.chars().count(), 300);
    assert_eq!(record.description, "Å".repeat(400));
}

#[test]
fn a_record_goes_through_the_reader_of_tables_unchanged() {
    let described = described(&with("name: \"=1+1; 'citat', \\\"två\\\"\""));
    let (mut source, mapping) = table(&described).unwrap();
    let row = source.rows().unwrap().next().unwrap().unwrap();
    let made = mapping.record(&row).unwrap();
    let expected = exchange::SolutionRecord { row: made.record.row, ..described.record };
    assert_eq!((made.record, made.remarks), (expected, Vec::new()));
    assert!(
        mapping.origin(exchange::Field::TypicalNeeds).is_none(),
        "an import leaves typical needs as they are"
    );
}

#[test]
fn the_newest_version_of_a_solution_comes_last() {
    let file = |url: &str, date: &str, version: &str| {
        let date = if date.is_empty() { String::new() } else { format!("releaseDate: {date}\n") };
        described(&format!("name: A\nurl: https://code.example/{url}\n{date}softwareVersion: '{version}'\n"))
    };
    let mut files = vec![
        file("a", "2024-01-01", "2"),
        file("b", "", ""),
        file("a", "2023-01-01", "9"),
        file("a", "2024-01-01", "v1.10"),
        file("a", "2024-01-01", "1.9"),
        file("a", "", "10"),
    ];
    newest_last(&mut files, |file| file);
    let order: Vec<_> = files
        .iter()
        .map(|file| (file.record.url.rsplit('/').next().unwrap(), file.version.as_str()))
        .collect();
    assert_eq!(order, [("a", "10"), ("a", "9"), ("a", "1.9"), ("a", "v1.10"), ("a", "2"), ("b", "")]);
}

#[test]
fn nothing_of_the_original_is_lost() {
    let text = format!("{MINIMAL}# a note\nsomething: else\n");
    assert_eq!(document(&text).text(), text);
}
