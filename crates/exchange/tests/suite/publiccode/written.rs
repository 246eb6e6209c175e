//! Our own files: accepted by the judge, and the same solution when they are read again.

use domain::solution::{AsWritten, Lifecycle, SolutionFacts, SolutionKind};
use exchange::publiccode::{Gap, Source, Verdict, describe, judge_draft, write};
use proptest::prelude::*;

use super::{MINIMAL, document, judged, with};

fn facts() -> SolutionFacts {
    SolutionFacts {
        name: "Nyckelfritt".to_owned(),
        kind: SolutionKind::EService,
        provider: Some("Vara kommun".to_owned()),
        summary: "Digitala lås i hemtjänsten.".to_owned(),
        description: "Personalen öppnar låset med telefonen. ".repeat(5).trim().to_owned(),
        typical_needs: vec!["Vi letar efter nycklar: varje dag".to_owned(), "\"Citat\" och \\".to_owned()],
        capabilities: Vec::new(),
        service_areas: Vec::new(),
        tags: vec!["crm".to_owned(), "egen tagg".to_owned()],
        integrations: Vec::new(),
        standards: Vec::new(),
        information_class: None,
        lifecycle: Lifecycle::Pilot,
        licence: Some("EUPL-1.2".to_owned()),
        url: Some("https://code.example/nyckelfritt".to_owned()),
        as_written: AsWritten::default(),
    }
}

fn written(facts: &SolutionFacts) -> String {
    write(&Source { facts, original: None }).unwrap()
}

#[test]
fn what_the_catalogue_knows_makes_a_file_that_is_accepted() {
    let text = written(&facts());
    let judgement = judged(&text);
    assert_eq!(judgement.zero, Verdict::Accepted, "{text}\n{:?}", judgement.reasons);
    assert_eq!(judge_draft(&document(&text), &|_| None).one, Verdict::Accepted);
    let record = describe(&document(&text)).unwrap().record;
    assert_eq!(
        (record.name.as_str(), record.summary.as_str()),
        ("Nyckelfritt", "Digitala lås i hemtjänsten.")
    );
    assert_eq!((record.lifecycle.as_str(), record.licence.as_str()), ("beta", "EUPL-1.2"));
    assert_eq!(
        (record.url.as_str(), record.tags.as_slice()),
        ("https://code.example/nyckelfritt", &["crm".to_owned()][..])
    );
    assert!(record.description.starts_with(&facts().description));
}

#[test]
fn every_kind_and_stage_is_accepted() {
    for kind in SolutionKind::ALL.iter().copied() {
        for lifecycle in Lifecycle::ALL.iter().copied() {
            let text = written(&SolutionFacts { kind, lifecycle, ..facts() });
            assert_eq!(judged(&text).zero, Verdict::Accepted, "{text}");
        }
    }
}

#[test]
fn what_is_missing_is_told() {
    let gaps = |facts: SolutionFacts| write(&Source { facts: &facts, original: None }).unwrap_err();
    assert_eq!(
        gaps(SolutionFacts { licence: None, url: None, ..facts() }),
        [Gap::NoLicence, Gap::NoRepository]
    );
    let licence = Some("Egen licens".to_owned());
    assert_eq!(gaps(SolutionFacts { licence, ..facts() }), [Gap::NotAnOpenLicence]);
    let short = SolutionFacts { description: "Kort.".to_owned(), typical_needs: Vec::new(), ..facts() };
    assert_eq!(gaps(short), [Gap::TooLittleText { least: 150, length: 34 }]);
}

#[test]
fn an_original_fills_in_what_the_catalogue_has_no_field_for() {
    let original = document(
        &(with("platforms: [web, linux]")
            .replace("  type: none", "  type: community\n  contacts: [{name: Kim}]")
            .replace("legal:\n", "  en: {shortDescription: Digital locks., features: [Open]}\nlegal:\n")
            + "softwareVersion: \"2\"\nusedBy: [Vara, Essunga]\nlandingURL: inte en adress\nfoo: bar\n\
               dependsOn: {open: [{name: MySQL, optional: true}]}\nIT: {piattaforme: {spid: true}}\n"),
    );
    let record = describe(&original).unwrap().record;
    let same = SolutionFacts {
        kind: SolutionKind::Software,
        summary: record.summary,
        description: record.description,
        url: Some(record.url),
        lifecycle: Lifecycle::Retired,
        ..facts()
    };
    let text = write(&Source { facts: &same, original: Some(&original) }).unwrap();
    assert_eq!(judged(&text).zero, Verdict::Accepted, "{text}");
    for kept in [
        "\"linux\"",
        "\"Essunga\"",
        "\"community\"",
        "\"Digital locks.\"",
        "\"MySQL\"",
        "\"optional\": true",
        "softwareVersion",
    ] {
        assert!(text.contains(kept), "{kept} in\n{text}");
    }
    for left in ["inte en adress", "foo", "spid"] {
        assert!(!text.contains(left), "{left} in\n{text}");
    }
    assert!(text.contains("developmentStatus: obsolete"), "the catalogue knows better");
    // Somebody has written another text here.
    let changed = SolutionFacts { summary: "Nytt.".to_owned(), ..same };
    let text = write(&Source { facts: &changed, original: Some(&original) }).unwrap();
    assert!(text.contains("\"Nytt.\"") && !text.contains("Digital locks."));
    assert_eq!(judged(&text).zero, Verdict::Accepted, "{text}");
}

#[test]
fn reading_and_writing_again_and_again_changes_nothing() {
    let original = document(MINIMAL);
    let first = describe(&original).unwrap().record;
    let of = |record: &exchange::SolutionRecord| SolutionFacts {
        kind: SolutionKind::Software,
        lifecycle: Lifecycle::InUse,
        name: record.name.clone(),
        summary: record.summary.clone(),
        description: record.description.clone(),
        url: Some(record.url.clone()),
        typical_needs: Vec::new(),
        ..facts()
    };
    let once = write(&Source { facts: &of(&first), original: None }).unwrap();
    let second = describe(&document(&once)).unwrap().record;
    assert_eq!(second.description, first.description);
    let twice = write(&Source { facts: &of(&second), original: None }).unwrap();
    assert_eq!(once, twice);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_comes_back(name in "\\PC{0,30}", hostile in "[\\u{0}-\\u{a0}\\u{202e}\\u{2028}\\u{feff}:#'\"\\\\{}\\[\\]|>&*!%@-]{0,40}", more in "\\PC{150,400}") {
        let name = format!("N{name}{hostile}");
        let facts = SolutionFacts { name: name.clone(), summary: format!("S{hostile}"), description: format!("D{more}"), ..facts() };
        let text = written(&facts);
        let judgement = judged(&text);
        prop_assert_eq!(judgement.zero, Verdict::Accepted, "{}\n{:?}", text, judgement.reasons);
        let record = describe(&document(&text)).unwrap().record;
        prop_assert_eq!(record.name, name.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}
