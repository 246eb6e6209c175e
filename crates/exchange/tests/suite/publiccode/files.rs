//! Files of others: the test suite of another reader, the standard's own examples, and files that are in use.
//!
//! The suite's folders say the verdict: `docs/publiccode-report.md` argues each difference.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use exchange::publiccode::{Verdict, describe, is_named_so, judge, judge_draft, read};

use crate::shared;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if is_named_so(&path) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Whether a file beside is an image, as the command line asks.
fn image(file: &Path, path: &str) -> Option<bool> {
    let bytes = std::fs::read(file.parent()?.join(path)).ok()?;
    Some(bytes.starts_with(b"\x89PNG\r\n\x1a\n"))
}

/// Verdicts for 0 and 1; and for 1 as if it were published.
fn verdicts(file: &Path) -> (Verdict, Verdict, Verdict) {
    let Ok(document) = read(&std::fs::read(file).unwrap()) else {
        return (Verdict::Refused, Verdict::Refused, Verdict::Refused);
    };
    let beside = |path: &str| image(file, path);
    let judgement = judge(&document, &beside);
    (judgement.zero, judgement.one, judge_draft(&document, &beside).one)
}

fn expected(folder: &str) -> Verdict {
    match folder {
        "valid" => Verdict::Accepted,
        "valid_with_warnings" => Verdict::Remarks,
        invalid => {
            assert!(invalid.starts_with("invalid"), "{invalid}");
            Verdict::Refused
        }
    }
}

/// What another file of the suite says of the same file in version 0.
fn expected_in_zero(folder: &str) -> Option<Verdict> {
    match folder {
        "invalid_valid_in_v0" => Some(Verdict::Accepted),
        "invalid_valid_with_warnings_in_v0" => Some(Verdict::Remarks),
        _ => None,
    }
}

#[test]
fn verdicts_agree_with_the_suite_of_another_reader() {
    let Some(suite) = shared("data/publiccode/peer-suite/publiccode-parser-go") else { return };
    let (mut agree, mut agree_in_draft, mut differ) = (0, 0, Vec::new());
    let all = files(&suite);
    for file in &all {
        let path = file.strip_prefix(&suite).unwrap();
        let mut parts = path.iter().map(|part| part.to_str().unwrap());
        let (version, folder) = (parts.next().unwrap(), parts.next().unwrap());
        let (zero, one, draft) = verdicts(file);
        let wanted = expected(folder);
        let given = if version == "v0" { zero } else { one };
        let in_zero = expected_in_zero(folder).is_none_or(|wanted| wanted == zero);
        if given == wanted && in_zero {
            agree += 1;
        } else {
            differ.push(format!("{}: {} here, {} there", path.display(), given.code(), wanted.code()));
        }
        agree_in_draft += usize::from(if version == "v0" { zero == wanted } else { draft == wanted });
    }
    println!("{agree} of {} agree; {agree_in_draft} if version 1 were published", all.len());
    differ.iter().for_each(|line| println!("{line}"));
    assert!(agree * 100 >= all.len() * 95, "{agree} of {}\n{}", all.len(), differ.join("\n"));
}

#[test]
fn the_standards_own_examples_are_accepted_without_a_remark() {
    let Some(folder) = shared("data/publiccode/standard-examples") else { return };
    let all = files(&folder);
    assert!(!all.is_empty());
    for file in all {
        assert_eq!(verdicts(&file).0, Verdict::Accepted, "{}", file.display());
    }
}

#[test]
fn every_file_in_use_becomes_a_record_or_says_why_not() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for folder in ["real", "real-history", "developers-italia", "standard-examples"] {
        let Some(folder) = shared(&format!("data/publiccode/{folder}")) else { return };
        for file in files(&folder) {
            all += 1;
            let bytes = std::fs::read(&file).unwrap();
            let outcome = match read(&bytes).map(|document| (describe(&document), document)) {
                Err(error) => error.code().to_owned(),
                Ok((Err(error), _)) => error.code().to_owned(),
                Ok((Ok(described), document)) => {
                    assert!(!described.record.name.is_empty(), "{}", file.display());
                    assert_eq!(
                        document.text().len(),
                        String::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}').len()
                    );
                    let (mut source, mapping) = exchange::publiccode::table(&described).unwrap();
                    let row = source.rows().unwrap().next().unwrap().unwrap();
                    mapping
                        .record(&row)
                        .unwrap_or_else(|problems| panic!("{}: {problems:?}", file.display()));
                    format!("record, {}", verdicts(&file).0.code())
                }
            };
            if !outcome.starts_with("record") {
                println!("{}: {outcome}", file.display());
            }
            *counts.entry(outcome).or_default() += 1;
        }
    }
    println!("{all}: {counts:?}");
    let records: usize =
        counts.iter().filter(|(key, _)| key.starts_with("record")).map(|(_, count)| count).sum();
    assert!(records * 10 > all * 8, "{counts:?}");
}
