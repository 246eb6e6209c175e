//! What columns are taken for, and what mapping files say instead.

use exchange::mapping::Reason;
use exchange::{Field, Mapping, MappingError, MappingFile};

use crate::{import, open};

/// `column → fields (reason)`, one line a column, as a person is shown it.
fn shown(text: &str, mapping: &str) -> Vec<String> {
    let mut source = open(text, "test.csv").unwrap();
    let sample = source.sample(100).unwrap();
    let mapping = Mapping::with_file(&source, &sample, &MappingFile::parse(mapping).unwrap()).unwrap();
    mapping
        .interpretations()
        .iter()
        .map(|found| {
            let fields: Vec<&str> = found.fields.iter().map(|field| field.name()).collect();
            format!("{} → {} ({})", found.column, fields.join("+"), found.reason.code())
        })
        .collect()
}

fn guessed(headers: &[&str]) -> Vec<Option<Field>> {
    let cells: Vec<String> = headers.iter().map(|_| "2.x".to_owned()).collect();
    let text = format!("{}\n{}\n", headers.join(";"), cells.join(";"));
    let mut source = open(text, "test.csv").unwrap();
    let sample = source.sample(10).unwrap();
    let mapping = Mapping::guess(&source, &sample).unwrap();
    mapping.interpretations().iter().map(|found| found.fields.first().copied()).collect()
}

#[test]
fn headers_in_five_languages() {
    let expected = [
        Some(Field::Name),
        Some(Field::Description),
        Some(Field::Provider),
        Some(Field::Licence),
        Some(Field::Url),
        Some(Field::ServiceAreas),
        None,
    ];
    for headers in [
        ["Namn", "Beskrivning", "Leverantör", "Licens", "Webbplats", "Verksamhetsområde", "Rad"],
        ["NAME", "Long description", "Vendor", "License", "Web site", "Business area", "Row"],
        ["Logiciel", "Description", "Fournisseur", "Licence", "Site web", "SECTEUR", "Rang"],
        ["Nome", "Descrizione", "Fornitore", "Licenza", "Sito web", "Settore", "Riga"],
        ["Bezeichnung", "Beschreibung", "Hersteller", "Lizenz", "Webseite", "Fachbereich", "Zeile"],
    ] {
        assert_eq!(guessed(&headers), expected, "{headers:?}");
    }
}

#[test]
fn headers_with_more_words_and_decomposed_letters_are_recognised() {
    let headers =
        ["Namn (kort)", "Leveranto\u{308}r 2026", "Konfidentialitet", "Riktighet", "Tillgänglighet", "K_1"];
    let expected = [
        Some(Field::Name),
        Some(Field::Provider),
        Some(Field::Confidentiality),
        Some(Field::Integrity),
        Some(Field::Availability),
        None,
    ];
    assert_eq!(guessed(&headers), expected);
}

#[test]
fn every_column_is_accounted_for() {
    let text = "Namn;Systemnamn;Titel på objektet;Tom;Anm;Status\nA;B;C;;x;drift\n";
    assert_eq!(
        shown(text, ""),
        [
            "Namn → name (header)",
            "Systemnamn → name (header)",
            "Titel på objektet →  (field_taken)",
            "Tom →  (empty)",
            "Anm →  (not_recognised)",
            "Status → lifecycle (header)",
        ]
    );
}

#[test]
fn values_tell_what_headers_do_not() {
    let row = |place: usize| {
        let text = format!("Ett längre stycke nummer {place} ").repeat(5);
        format!("Lösning nr {place};{text};https://{place}.example.org;{place}\n")
    };
    let text = "a;b;c;d\n".to_owned() + &(1..9).map(row).collect::<String>();
    let expected =
        ["a → name (content)", "b → description (content)", "c → url (content)", "d →  (not_recognised)"];
    assert_eq!(shown(&text, ""), expected);
}

#[test]
fn sentences_about_accessibility_are_no_level_of_availability() {
    let text = "Namn;Tillgänglighet\nA;Uppfyller kraven enligt egen granskning 2025\n";
    assert_eq!(shown(text, "")[1], "Tillgänglighet →  (not_recognised)");
}

#[test]
fn nested_texts_prefer_swedish_and_fall_back_to_english() {
    let lines = r#"{"name":"A","localized":{"fr":{"summary":"oui"},"sv":{"summary":"ja"}}}
{"name":"B","localized":{"en-US":{"summary":"yes"},"fr":{"summary":"oui"}}}"#;
    let (made, _) = import(lines, "");
    let summaries: Vec<&str> = made.iter().map(|record| record.summary.as_str()).collect();
    assert_eq!(summaries, ["ja", "yes"]);
}

#[test]
fn lists_are_taken_apart_by_what_separates_them() {
    for (cell, expected) in [
        ("ett; två ;;ett", vec!["ett", "två"]),
        ("ett|två, tre", vec!["ett", "två, tre"]),
        ("ett, två", vec!["ett", "två"]),
        ("\"ett\ntvå\"", vec!["ett", "två"]),
        ("ett", vec!["ett"]),
    ] {
        let (made, problems) = import(format!("namn\ttaggar\nA\t{cell}\n"), "");
        assert!(problems.is_empty());
        assert_eq!(made[0].tags, expected, "{cell}");
    }
    let (made, _) = import("namn\tverksamhetsområde\nA\tKultur, fritid\n", "");
    assert_eq!(made[0].service_areas, ["Kultur, fritid"]);
}

#[test]
fn a_mapping_file_decides_and_the_rest_is_guessed() {
    let text = "ID;Program;Anm;Mer;Status;Sektor;Del\n7;A;b;c;drift;x/y;z\n";
    let mapping = r#"
        [fields]
        name = ["Saknas", "Program"]
        kind = { value = "system" }
        lifecycle = false
        description = { join = ["Anm", ["Saknas", "Mer"]], with = " – " }
        tags = { join = ["Sektor", "Del"], separator = "/" }
    "#;
    let (made, problems) = import(text, mapping);
    assert!(problems.is_empty());
    let record = &made[0];
    assert_eq!((record.id.as_str(), record.name.as_str(), record.kind.as_str()), ("7", "A", "system"));
    assert_eq!((record.lifecycle.as_str(), record.description.as_str()), ("", "b – c"));
    assert_eq!(record.tags, ["x", "y", "z"]);
    assert_eq!(shown(text, mapping)[1], "Program → name (mapping_file)");
    let alone = shown(text, "guess = false\nfields.name = 'Program'");
    assert_eq!(alone[0], "ID →  (not_recognised)");
}

#[test]
fn mapping_files_with_faults_say_which() {
    let with = |mapping: &str| {
        let mut source = open("namn\nA\n", "a.csv").unwrap();
        let sample = source.sample(1).unwrap();
        MappingFile::parse(mapping).and_then(|file| Mapping::with_file(&source, &sample, &file)).map(|_| ())
    };
    assert_eq!(with(""), Ok(()));
    let missing = MappingError::MissingColumn { field: Field::Url, column: "x".into() };
    assert_eq!(with("fields.url = ['x', 'y']"), Err(missing));
    assert_eq!(with("fields.nam = 'x'"), Err(MappingError::UnknownField("nam".into())));
    assert_eq!(with("guess = false\nfields.id = 'namn'"), Err(MappingError::NoNameColumn));
    for (mapping, at) in [
        ("[fields]\nname = ", Some(2)),
        ("fields.name = 7", Some(1)),
        ("felds.name = 'x'", Some(1)),
        ("fields.name = { colum = 'x' }", Some(1)),
        ("fields.name = true", None),
        ("fields.name = []", None),
        ("fields.name = { column = 'a', join = ['b'] }", None),
    ] {
        let Err(MappingError::InvalidFile { line, .. }) = with(mapping) else { panic!("{mapping}") };
        assert_eq!(line, at, "{mapping}");
    }
}

#[test]
fn a_table_without_a_name_column_is_refused() {
    let mut source = open("Audacity\nKeefox\nMultiDiff\nGimp\n", "a.csv").unwrap();
    let sample = source.sample(10).unwrap();
    let error = Mapping::guess(&source, &sample).map(|_| ()).unwrap_err();
    assert_eq!(error, MappingError::NoNameColumn);
    assert_eq!(Reason::NotRecognised.code(), "not_recognised");
}
