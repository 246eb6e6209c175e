//! How each rule is told: a function from the files of the project to a list of faults, each beginning with the
//! path it was found in. Deliberately not here: what to do about a fault (`main.rs`).

use std::collections::BTreeSet;

use crate::files::File;
use crate::tokens::is_in_word;

/// A rule that finds no fault returns an empty list.
pub type Rule = fn(&[File]) -> Vec<String>;

/// Which of our crates a crate may know. A test may also know what lies further down, see `reach`.
const ARROWS: [(&str, &[&str]); 7] = [
    ("domain", &[]),
    ("store", &["domain"]),
    ("matching", &["domain"]),
    ("exchange", &["domain"]),
    ("app", &["domain", "store", "matching", "exchange"]),
    ("web", &["app", "domain"]),
    ("brygga", &["domain", "store", "matching", "exchange", "app", "web"]),
];

/// All that `domain` may use from outside: date and id types, derived serialisation, Unicode normal forms.
const OUTSIDE_OF_DOMAIN: [&str; 4] = ["jiff", "serde", "unicode-normalization", "uuid"];

/// Packages from outside that belong to certain crates.
const BELONGS: [(&str, &[&str]); 16] = [
    ("sqlx", &["store"]),
    ("axum", &["web", "brygga"]),
    ("axum-extra", &["web"]),
    ("tower", &["web"]),
    ("tower-http", &["web"]),
    ("askama", &["web"]),
    ("fluent", &["web"]),
    ("fluent-bundle", &["web"]),
    ("unic-langid", &["web"]),
    ("rust-stemmers", &["matching"]),
    ("csv", &["exchange"]),
    ("calamine", &["exchange"]),
    ("oxrdf", &["exchange"]),
    ("oxttl", &["exchange"]),
    ("clap", &["brygga"]),
    ("indicatif", &["brygga"]),
];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] =
    ["common", "helper", "helpers", "manager", "misc", "service", "services", "util", "utils"];

/// Files whose literals hold Swedish because Swedish is their data, not something said to anybody.
const SWEDISH_AS_DATA: [(&str, &str); 3] = [
    ("crates/exchange/src/figure.rs", "what columns are called in Swedish files"),
    ("crates/matching/src/analysis/compound.rs", "beginnings and endings of Swedish compounds"),
    ("crates/matching/src/analysis/stopwords.rs", "Swedish words that carry no matter"),
];

/// No file is longer.
pub const MOST_LINES: usize = 800;

pub fn dependencies(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with("/Cargo.toml")) {
        let Some(krate) = file.krate() else { continue };
        let manifest = match file.text.parse::<toml::Table>() {
            Ok(manifest) => manifest,
            Err(error) => {
                faults.push(format!("{}: {error}", file.path));
                continue;
            }
        };
        for (section, name) in dependencies_in(&manifest) {
            if !may_depend(krate, &section, name.strip_prefix("brygga-").unwrap_or(&name)) {
                faults.push(format!("{}: `{krate}` may not know `{name}` ({section})", file.path));
            }
        }
    }
    faults
}

fn may_depend(krate: &str, section: &str, name: &str) -> bool {
    let is_for_tests = section == "dev-dependencies";
    if ARROWS.iter().any(|(ours, _)| *ours == name) {
        return name == krate || knows(krate, name, is_for_tests);
    }
    let home = BELONGS.iter().find(|(package, _)| *package == name);
    let is_at_home = home.is_none_or(|(_, homes)| homes.contains(&krate));
    let is_plain = krate != "domain" || OUTSIDE_OF_DOMAIN.contains(&name);
    (is_for_tests && name != "sqlx") || (is_at_home && is_plain)
}

/// Section and name of every dependency, those for one platform only included.
fn dependencies_in(manifest: &toml::Table) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (key, value) in manifest {
        let Some(table) = value.as_table() else { continue };
        if key.ends_with("dependencies") {
            found.extend(table.keys().map(|name| (key.clone(), name.clone())));
        } else if key == "target" {
            found.extend(table.values().filter_map(toml::Value::as_table).flat_map(dependencies_in));
        }
    }
    found
}

pub fn names_in_source(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let Some(krate) = file.krate() else { continue };
        for (other, _) in ARROWS.iter().filter(|(other, _)| *other != krate) {
            // A module of the same name, such as `matching` among the pages, is told apart by `use`.
            let has_own = files.iter().any(|file| file.is_module(krate, other));
            for (number, line) in file.lexed.code_lines() {
                let is_named = if has_own { imports(line, other) } else { names(line, other) };
                if is_named && !knows(krate, other, file.is_test_at(number)) {
                    faults.push(format!("{}:{number}: `{krate}` may not know `{other}`", file.path));
                }
            }
        }
    }
    faults
}

pub fn sql(files: &[File]) -> Vec<String> {
    const OPENINGS: [&str; 8] = [
        "SELECT ",
        "INSERT ",
        "UPDATE ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "ALTER TABLE ",
        "DROP TABLE ",
        "PRAGMA ",
    ];
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.krate().is_some_and(|krate| krate != "store")) {
        if file.path.ends_with(".sql") {
            faults.push(format!("{}: SQL outside crates/store", file.path));
        }
        for (number, line) in
            file.lexed.code_lines().filter(|(_, line)| words_of(line).any(|word| word == "sqlx"))
        {
            faults.push(format!("{}:{number}: sqlx outside crates/store: {}", file.path, line.trim()));
        }
        for (number, literal) in file.lexed.literals.iter().filter(|_| file.is_source()) {
            if OPENINGS.iter().any(|opening| literal.trim_start().starts_with(opening)) {
                faults.push(format!("{}:{number}: SQL outside crates/store: {literal}", file.path));
            }
        }
    }
    faults
}

pub fn two_databases(files: &[File]) -> Vec<String> {
    const WORDS: [&str; 6] = ["PgPool", "PgRow", "Postgres", "Sqlite", "SqlitePool", "SqliteRow"];
    words_outside(files, &WORDS, |path| {
        path.starts_with("crates/store/src/") && path != "crates/store/src/db.rs"
    })
}

pub fn transactions(files: &[File]) -> Vec<String> {
    words_outside(files, &["Tx", "tx"], |path| {
        !path.starts_with("crates/app/") && !path.starts_with("crates/store/")
    })
}

pub fn status_codes(files: &[File]) -> Vec<String> {
    words_outside(files, &["StatusCode"], |path| !path.starts_with("crates/web/"))
}

/// Places in source, tests left out, where one of `words` stands in a file that `applies`.
fn words_outside(files: &[File], words: &[&str], applies: impl Fn(&str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_source() && applies(&file.path)) {
        for (number, line) in file.lexed.code_lines().filter(|(number, _)| !file.is_test_at(*number)) {
            for word in words_of(line).filter(|word| words.contains(word)) {
                faults.push(format!("{}:{number}: `{word}` does not belong here", file.path));
            }
        }
    }
    faults
}

pub fn swedish(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_source()) {
        let literals = file.lexed.literals.iter().filter(|(number, _)| !file.is_test_at(*number));
        let found: Vec<_> = literals.filter(|(_, literal)| is_swedish(literal)).collect();
        let is_data = SWEDISH_AS_DATA.iter().any(|(path, _)| *path == file.path);
        if is_data && found.is_empty() {
            faults.push(format!("{}: has no Swedish, so take it out of SWEDISH_AS_DATA", file.path));
        }
        for (number, literal) in found.iter().filter(|_| !is_data) {
            let start: String = literal.chars().take(60).collect();
            faults.push(format!("{}:{number}: Swedish in code: {start:?}", file.path));
        }
    }
    faults
}

/// A letter alone is about the alphabet, not a word.
fn is_swedish(literal: &str) -> bool {
    literal.chars().count() > 1 && literal.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö'])
}

pub fn long_files(files: &[File]) -> Vec<String> {
    let is_code =
        |file: &&File| [".rs", ".mjs", ".js", ".css", ".html"].iter().any(|end| file.path.ends_with(end));
    let lengths = files.iter().filter(is_code).map(|file| (&file.path, file.text.lines().count()));
    lengths
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect()
}

pub fn empty_names(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let parts = file.path.trim_end_matches(".rs").split('/').skip(3);
        for part in parts.filter(|part| EMPTY_NAMES.contains(part)) {
            faults.push(format!("{}: `{part}` says nothing about what is inside", file.path));
        }
        for (number, line) in file.lexed.code_lines() {
            let words: Vec<_> = words_of(line).collect();
            if words.windows(2).any(|pair| pair[0] == "mod" && EMPTY_NAMES.contains(&pair[1])) {
                faults.push(format!(
                    "{}:{number}: `{}` says nothing about what is inside",
                    file.path,
                    line.trim()
                ));
            }
        }
    }
    faults
}

pub fn openings(files: &[File]) -> Vec<String> {
    let is_unopened =
        |file: &&File| !file.text.starts_with("//! ") || file.text.starts_with("//! Placeholder");
    let source = files.iter().filter(|file| file.is_source());
    source.filter(is_unopened).map(|file| format!("{}: does not say what it is for", file.path)).collect()
}

pub fn left_for_later(files: &[File]) -> Vec<String> {
    let banned = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let mut faults = Vec::new();
    for file in files {
        for (index, line) in file.text.lines().enumerate() {
            if words_of(line).any(|word| banned.contains(&word)) {
                faults.push(format!("{}:{}: {}", file.path, index + 1, line.trim()));
            }
        }
    }
    faults
}

/// Whether `krate` may know `other`. Tests may know everything below their crate.
fn knows(krate: &str, other: &str, is_for_tests: bool) -> bool {
    if is_for_tests { reach(krate).contains(other) } else { arrows_from(krate).contains(&other) }
}

fn arrows_from(krate: &str) -> &'static [&'static str] {
    ARROWS.iter().find(|(name, _)| *name == krate).map_or(&[], |(_, below)| below)
}

fn reach(krate: &str) -> BTreeSet<&'static str> {
    let below = arrows_from(krate);
    below.iter().copied().chain(below.iter().flat_map(|next| reach(next))).collect()
}

fn words_of(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !is_in_word(c)).filter(|word| !word.is_empty())
}

/// Whether the line has `name::` with `name` as the first part of the path, or imports it.
fn names(line: &str, name: &str) -> bool {
    let is_first = |at: usize| !line[..at].ends_with(|c: char| is_in_word(c) || c == ':' || c == '.');
    line.match_indices(&format!("{name}::")).any(|(at, _)| is_first(at)) || imports(line, name)
}

/// Whether the line says `use name` or `extern crate name`.
fn imports(line: &str, name: &str) -> bool {
    let words: Vec<_> = words_of(line).collect();
    words.windows(2).any(|pair| matches!(pair[0], "use" | "crate") && pair[1] == name)
        && !line.contains("crate::")
}
