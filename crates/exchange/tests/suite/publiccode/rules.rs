//! What the standard says of each key, as tables. No file of others is used here.

use exchange::publiccode::{Fault, Judgement, Major, Verdict, judge, judge_draft};

use super::{MINIMAL, document, judged, with, without};

/// What is said in version 0: key and code.
fn said(judgement: &Judgement) -> Vec<(String, &'static str)> {
    let reasons = judgement.reasons.iter().filter(|reason| reason.version != Some(Major::One));
    reasons.map(|reason| (reason.key.clone(), reason.fault.code())).collect()
}

fn expect(text: &str, verdict: Verdict, reasons: &[(&str, &str)]) {
    let judgement = judged(text);
    let reasons: Vec<_> = reasons.iter().map(|(key, code)| ((*key).to_owned(), *code)).collect();
    let found: Vec<_> = said(&judgement).into_iter().map(|(key, code)| (key, code.to_owned())).collect();
    let reasons: Vec<_> = reasons.into_iter().map(|(key, code)| (key, code.to_owned())).collect();
    assert_eq!((judgement.zero, found), (verdict, reasons), "{text}");
}

fn accepted(line: &str) {
    expect(&with(line), Verdict::Accepted, &[]);
}

fn refused(line: &str, key: &str, code: &str) {
    expect(&with(line), Verdict::Refused, &[(key, code)]);
}

#[test]
fn the_smallest_file_is_accepted_and_each_of_its_keys_must_be_there() {
    expect(MINIMAL, Verdict::Accepted, &[]);
    for key in [
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    ] {
        expect(&without(key), Verdict::Refused, &[(key, "missing")]);
    }
    for (key, path, code) in [
        ("    shortDescription", "description.sv.shortDescription", "missing"),
        ("    longDescription", "description.sv.longDescription", "missing_in_all_languages"),
        ("    features", "description.sv.features", "missing_in_all_languages"),
        ("  localisationReady", "localisation.localisationReady", "missing"),
        ("  availableLanguages", "localisation.availableLanguages", "missing"),
    ] {
        expect(&without(key), Verdict::Refused, &[(path, code)]);
    }
    expect(
        &with("legal: {}").replace("  license: EUPL-1.2\n", ""),
        Verdict::Refused,
        &[("legal.license", "missing")],
    );
    expect(
        &with("maintenance: {}").replace("  type: none\n", ""),
        Verdict::Refused,
        &[("maintenance.type", "missing")],
    );
}

#[test]
fn a_key_that_says_nothing_is_missing() {
    for (line, key) in [
        ("name:", "name"),
        ("name: ''", "name"),
        ("name: ~", "name"),
        ("url: \"\"", "url"),
        ("platforms: []", "platforms"),
        ("developmentStatus: ''", "developmentStatus"),
        ("  license: ''", "legal.license"),
        ("  availableLanguages: []", "localisation.availableLanguages"),
        ("    shortDescription: ''", "description.sv.shortDescription"),
    ] {
        refused(line, key, "missing");
    }
    for line in ["categories:", "usedBy: ~", "landingURL:", "dependsOn: null", "intendedAudience:"] {
        accepted(line);
    }
}

#[test]
fn every_key_has_a_shape() {
    for (line, key) in [
        ("name: []", "name"),
        ("name: {a: b}", "name"),
        ("url: [https://a.example]", "url"),
        ("applicationSuite: []", "applicationSuite"),
        ("softwareVersion: {}", "softwareVersion"),
        ("releaseDate: []", "releaseDate"),
        ("platforms: web", "platforms"),
        ("categories: crm", "categories"),
        ("usedBy: Essunga", "usedBy"),
        ("isBasedOn: {a: b}", "isBasedOn"),
        ("logo: []", "logo"),
        ("developmentStatus: []", "developmentStatus"),
        ("fundedBy: {uri: 'https://a.example'}", "fundedBy"),
        ("organisation: [{uri: 'https://a.example'}]", "organisation"),
        ("intendedAudience: []", "intendedAudience"),
        ("dependsOn: []", "dependsOn"),
        ("dependsOn: {open: {}}", "dependsOn.open"),
        ("dependsOn: {open: [MySQL]}", "dependsOn.open[0]"),
        ("dependsOn: {open: [{name: A, optional: 'true'}]}", "dependsOn.open[0].optional"),
        ("dependsOn: {hardware: [{name: A, version: []}]}", "dependsOn.hardware[0].version"),
        ("  localisationReady: yes", "localisation.localisationReady"),
        ("  localisationReady: off", "localisation.localisationReady"),
        ("  localisationReady: \"true\"", "localisation.localisationReady"),
        ("    features: Öppna", "description.sv.features"),
        ("IT: {piattaforme: {spid: 1}}", "IT.piattaforme.spid"),
    ] {
        refused(line, key, "wrong_shape");
    }
    for line in
        ["softwareVersion: 1.0", "name: 2024", "  localisationReady: False", "publiccodeYmlVersion: 0"]
    {
        accepted(line);
    }
}

#[test]
fn words_come_from_vocabularies() {
    for line in [
        "developmentStatus: concept",
        "developmentStatus: obsolete",
        "softwareType: configurationFiles",
        "softwareType: standalone/iot",
        "categories: [crm, other, whistleblowing]",
        "intendedAudience: {scope: [local-authorities, welfare]}",
        "platforms: [web, Symbian]",
        "supports: [{id: 'alias:gdpr'}, {id: 'https://a.example/x'}, {id: 'urn:iso:std:iso:9001'}]",
        "IT: {countryExtensionVersion: '1.0', piattaforme: {spid: true}}",
    ] {
        accepted(line);
    }
    for (line, key) in [
        ("developmentStatus: Stable", "developmentStatus"),
        ("softwareType: standalone", "softwareType"),
        ("categories: [crm, x]", "categories[1]"),
        ("categories: ['']", "categories[0]"),
        ("intendedAudience: {scope: [x]}", "intendedAudience.scope[0]"),
        ("supports: [{id: 'alias:x'}]", "supports[0].id"),
        ("  type: sold", "maintenance.type"),
        ("IT: {countryExtensionVersion: '2'}", "IT.countryExtensionVersion"),
    ] {
        refused(line, key, "unknown_word");
    }
}

#[test]
fn addresses_dates_and_names_have_forms() {
    for line in [
        "url: git://code.example/a",
        "landingURL: http://a.example",
        "isBasedOn: https://a.example/b.git",
        "isBasedOn: [https://a.example/b.git, ssh://git@a.example/c]",
        "releaseDate: 2024-02-29",
        "releaseDate: \"2024-02-29\"",
        "organisation: {uri: 'urn:x-italian-pa:c_h501', name: Roma}",
        "organisation: {uri: 'https://a.example'}",
        "fundedBy: [{uri: 'urn:x-a:b'}]",
        "logo: img/logo.SVG",
        "logo: https://a.example/logo.png",
        "    screenshots: [a.jpg, https://a.example/b.png]",
        "    videos: [https://a.example/v]",
        "    documentation: https://a.example",
    ] {
        accepted(line);
    }
    for (line, key, code) in [
        ("url: code.example/a", "url", "not_a_url"),
        ("url: git@code.example:a", "url", "not_a_url"),
        ("url: file:///a", "url", "not_a_url"),
        ("landingURL: ftp://a.example", "landingURL", "not_a_web_address"),
        ("landingURL: ''", "landingURL", "not_a_web_address"),
        ("roadmap: x", "roadmap", "not_a_web_address"),
        ("    apiDocumentation: x", "description.sv.apiDocumentation", "not_a_web_address"),
        ("    videos: [x]", "description.sv.videos[0]", "not_a_web_address"),
        ("isBasedOn: x", "isBasedOn", "not_a_url"),
        ("isBasedOn: [https://a.example, x]", "isBasedOn[1]", "not_a_url"),
        ("releaseDate: 2023-02-29", "releaseDate", "not_a_date"),
        ("releaseDate: ''", "releaseDate", "not_a_date"),
        ("releaseDate: 2023-02-01T10:00:00Z", "releaseDate", "not_a_date"),
        ("organisation: {name: A}", "organisation.uri", "missing"),
        ("organisation: {uri: '1'}", "organisation.uri", "not_a_uri"),
        ("organisation: {uri: 'urn:x-italian-pa:A B'}", "organisation.uri", "not_an_ipa_code"),
        ("fundedBy: [{uri: pcm}]", "fundedBy[0].uri", "not_a_uri"),
        ("logo: /logo.svg", "logo", "not_a_path"),
        ("logo: file:///logo.svg", "logo", "not_a_path"),
        ("logo: ../logo.svg", "logo", "not_a_path"),
        ("logo: logo.gif", "logo", "wrong_file_type"),
        ("    screenshots: [/a.png]", "description.sv.screenshots[0]", "not_a_path"),
        ("  license: Öppen", "legal.license", "not_a_licence"),
    ] {
        refused(line, key, code);
    }
}

#[test]
fn texts_have_lengths_as_readers_count_them() {
    for (line, verdict, reasons) in [
        (format!("    shortDescription: {}", "å".repeat(150)), Verdict::Accepted, None),
        (
            format!("    shortDescription: {}", "å".repeat(151)),
            Verdict::Refused,
            Some(("description.sv.shortDescription", "too_long")),
        ),
    ] {
        expect(&with(&line), verdict, reasons.as_slice());
    }
    let long = |text: String| {
        let folded = MINIMAL.replace("    longDescription: >\n", &format!("    longDescription: {text}\n"));
        let lines = folded.lines().filter(|line| !line.starts_with("      "));
        judged(&(lines.collect::<Vec<_>>().join("\n") + "\n"))
    };
    assert_eq!(long("å".repeat(150)).zero, Verdict::Accepted);
    assert_eq!(long("å".repeat(10_000)).zero, Verdict::Accepted);
    // Two signs that are read as one.
    assert_eq!(long("👨‍👩‍👧".repeat(150)).zero, Verdict::Accepted);
    for (text, fault) in [
        ("å".repeat(149), Fault::TooShort { least: 150, length: 149 }),
        ("👨‍👩‍👧".repeat(149), Fault::TooShort { least: 150, length: 149 }),
        ("å".repeat(10_001), Fault::TooLong { most: 10_000, length: 10_001 }),
    ] {
        let judgement = long(text);
        assert_eq!((judgement.zero, &judgement.reasons[0].fault), (Verdict::Refused, &fault));
    }
}

#[test]
fn languages_and_countries_have_codes() {
    for line in [
        "  availableLanguages: [sv, en-GB, sl-IT-nedis, smj]",
        "intendedAudience: {countries: [SE, AX], unsupportedCountries: [US]}",
    ] {
        accepted(line);
    }
    refused("  availableLanguages: [sv, svenska]", "localisation.availableLanguages[1]", "not_a_language");
    expect(
        &MINIMAL.replace("  sv:", "  sv_SE:"),
        Verdict::Refused,
        &[("description.sv_SE", "not_a_language")],
    );
    refused("intendedAudience: {countries: [Sweden]}", "intendedAudience.countries[0]", "not_a_country");
    refused("intendedAudience: {countries: [Se]}", "intendedAudience.countries[0]", "not_a_country");
    refused(
        "intendedAudience: {unsupportedCountries: [XX]}",
        "intendedAudience.unsupportedCountries[0]",
        "not_a_country",
    );
    expect(
        &with("intendedAudience: {countries: [se]}"),
        Verdict::Remarks,
        &[("intendedAudience.countries[0]", "lower_case_country")],
    );
}

#[test]
fn one_language_must_tell_at_length_and_every_language_in_short() {
    let second = |texts: &str| MINIMAL.replace("legal:\n", &format!("{texts}legal:\n"));
    expect(&second("  en:\n    shortDescription: Digital locks.\n"), Verdict::Accepted, &[]);
    expect(
        &second("  en:\n    localisedName: Keyless\n"),
        Verdict::Refused,
        &[("description.en.shortDescription", "missing")],
    );
    expect(&second("  en:\n"), Verdict::Refused, &[("description.en", "missing")]);
}

#[test]
fn who_maintains_it_decides_what_else_must_be_there() {
    let of = |rest: &str| MINIMAL.replace("  type: none\n", rest);
    for rest in [
        "  type: none\n  contacts: [{name: Kim}]\n",
        "  type: internal\n  contacts: [{name: Kim, phone: 0500 12, email: kim@a.example, affiliation: Vara}]\n",
        "  type: community\n  contacts: [{name: Kim}]\n",
        "  type: contract\n  contractors: [{name: Bolag, until: 2030-01-01, website: 'https://a.example'}]\n",
        "  type: community\n  contacts: [{name: Kim}]\n  contractors: []\n",
    ] {
        expect(&of(rest), Verdict::Accepted, &[]);
    }
    for (rest, key, code) in [
        ("  type: internal\n", "maintenance.contacts", "missing"),
        ("  type: community\n  contacts: []\n", "maintenance.contacts", "missing"),
        ("  type: contract\n", "maintenance.contractors", "missing"),
        (
            "  type: none\n  contractors: [{name: A, until: 2030-01-01}]\n",
            "maintenance.contractors",
            "only_with_contract",
        ),
        ("  type: contract\n  contractors: {}\n", "maintenance.contractors", "wrong_shape"),
        ("  type: contract\n  contractors: [{name: A}]\n", "maintenance.contractors[0].until", "missing"),
        (
            "  type: contract\n  contractors: [{until: 2030-01-01}]\n",
            "maintenance.contractors[0].name",
            "missing",
        ),
        (
            "  type: contract\n  contractors: [{name: A, until: snart}]\n",
            "maintenance.contractors[0].until",
            "not_a_date",
        ),
        (
            "  type: none\n  contacts: [{name: A, email: a}]\n",
            "maintenance.contacts[0].email",
            "not_an_email",
        ),
        ("  type: none\n  contacts: [{email: a@b.example}]\n", "maintenance.contacts[0].name", "missing"),
    ] {
        expect(&of(rest), Verdict::Refused, &[(key, code)]);
    }
}

#[test]
fn keys_that_will_be_gone_are_remarks_and_keys_that_never_were_are_refused() {
    for (line, key) in [
        ("monochromeLogo: a.svg", "monochromeLogo"),
        ("inputTypes: [text/plain]", "inputTypes"),
        ("outputTypes: [image/svg+xml]", "outputTypes"),
        ("it: {piattaforme: {spid: true}}", "it"),
        ("IT: {riuso: {codiceIPA: c_h501}}", "IT.riuso"),
        ("IT: {conforme: {gdpr: true}}", "IT.conforme"),
        ("    genericName: Lås", "description.sv.genericName"),
        ("  repoOwner: Vara", "legal.repoOwner"),
        ("  authorsFile: AUTHORS", "legal.authorsFile"),
    ] {
        let text = match key.split('.').next() {
            Some("legal") => MINIMAL.replace("  license: EUPL-1.2", &format!("  license: EUPL-1.2\n{line}")),
            Some("description") => MINIMAL.replace("    features:", &format!("{line}\n    features:")),
            _ => with(line),
        };
        expect(&text, Verdict::Remarks, &[(key, "deprecated")]);
        let draft = judge_draft(&document(&text), &|_| None);
        assert_eq!(draft.one, Verdict::Refused, "{key} is gone in version 1");
    }
    for (line, key) in [
        ("foobar: 1", "foobar"),
        ("It: {}", "It"),
        ("SE: {}", "SE"),
        ("dependsOn: {libraries: []}", "dependsOn.libraries"),
        ("Name: A", "Name"),
    ] {
        refused(line, key, "unknown_key");
    }
    expect(
        &with("IT: {piattaforme: {}}\nit: {piattaforme: {}}"),
        Verdict::Refused,
        &[("it", "two_spellings"), ("it", "deprecated")],
    );
}

#[test]
fn versions_are_told_apart() {
    for version in ["'0'", "0", "0.5", "0.5.0", "0.7", "\"0.7.0\""] {
        accepted(&format!("publiccodeYmlVersion: {version}"));
    }
    for version in ["0.2", "'0.2.2'", "0.3", "0.4.0"] {
        let text = with(&format!("publiccodeYmlVersion: {version}"));
        expect(&text, Verdict::Remarks, &[("publiccodeYmlVersion", "older_version")]);
    }
    for version in ["0.1", "2", "v0.4", "0.4.0.1", "http://publiccode.net", "00", "0.5-draft"] {
        refused(&format!("publiccodeYmlVersion: {version}"), "publiccodeYmlVersion", "unknown_version");
    }
    expect(&with("publiccodeYmlVersion: []"), Verdict::Refused, &[("publiccodeYmlVersion", "wrong_shape")]);
    // Version 1 is not published, so nothing is accepted by it; what it would say is known all the same.
    let text = with("publiccodeYmlVersion: \"1\"");
    let judgement = judged(&text);
    assert_eq!((judgement.zero, judgement.one), (Verdict::Accepted, Verdict::Refused));
    assert_eq!(judgement.reasons.last().unwrap().fault, Fault::NotPublished);
    assert_eq!(judge_draft(&document(&text), &|_| None).one, Verdict::Accepted);
}

#[test]
fn a_logo_that_lies_beside_is_looked_at() {
    let text = with("logo: img/logo.png");
    let with_file =
        |is_image| judge(&document(&text), &move |path| (path == "img/logo.png").then_some(is_image));
    assert_eq!(with_file(true).zero, Verdict::Accepted);
    assert_eq!(said(&with_file(false)), [("logo".to_owned(), "not_an_image")]);
}

#[test]
fn a_file_that_is_no_section_is_refused() {
    for text in ["- a\n- b\n", "bara text\n"] {
        let judgement = judged(text);
        assert_eq!(judgement.zero, Verdict::Refused);
        assert_eq!(judgement.reasons[0].fault.code(), "wrong_shape");
    }
}

#[test]
fn every_reason_has_its_line() {
    let text = with("logo: logo.gif");
    let reason = judged(&text).reasons.into_iter().find(|reason| reason.key == "logo").unwrap();
    assert_eq!(text.lines().nth(reason.line - 1).unwrap(), "logo: logo.gif");
}
