//! The rules of the house that a machine can hold: which crate may know which, where SQL, transactions and
//! status codes may be, how long a file may be, which names and words are banned.
//!
//! Every rule has a test that the project has no fault, and a planted fault that must be found. Deliberately
//! not here: what clippy can see by itself (`clippy.toml` and the lints in `Cargo.toml`), and missing texts
//! (tests of `web`).

mod files;
mod rules;
mod tokens;

use std::error::Error;

use files::File;
use rules::*;

#[test]
fn crates_depend_only_downwards() -> Result<(), Box<dyn Error>> {
    holds(dependencies, "take the line out of Cargo.toml and let a crate that may know both do the work")
}

#[test]
fn source_names_only_crates_further_down() -> Result<(), Box<dyn Error>> {
    holds(names_in_source, "move the code to a crate that may know both, or pass in what is needed")
}

#[test]
fn only_store_has_sql() -> Result<(), Box<dyn Error>> {
    holds(sql, "make it a function in crates/store, with a test on both databases")
}

#[test]
fn only_db_rs_knows_that_there_are_two_databases() -> Result<(), Box<dyn Error>> {
    holds(
        two_databases,
        "write one statement that both databases understand, or extend crates/store/src/db.rs",
    )
}

#[test]
fn only_app_opens_a_transaction() -> Result<(), Box<dyn Error>> {
    holds(transactions, "make the deed one function in crates/app and call that")
}

#[test]
fn only_web_has_status_codes() -> Result<(), Box<dyn Error>> {
    holds(status_codes, "return one of the error kinds of crates/app; crates/web maps them to a status, once")
}

#[test]
fn only_texts_have_swedish_sentences() -> Result<(), Box<dyn Error>> {
    holds(
        swedish,
        "move it to crates/web/texts; if Swedish is the data of the file, name it in SWEDISH_AS_DATA",
    )
}

#[test]
fn files_are_short_enough_to_read() -> Result<(), Box<dyn Error>> {
    holds(long_files, "split it by subject; over 500 lines is already a reason to rethink")
}

#[test]
fn module_names_say_what_is_inside() -> Result<(), Box<dyn Error>> {
    holds(empty_names, "name it after the concept or the deed it is about")
}

#[test]
fn modules_open_with_what_they_are_for() -> Result<(), Box<dyn Error>> {
    holds(openings, "begin with `//!`: what the module is for, and what is deliberately not in it")
}

#[test]
fn nothing_is_left_for_later() -> Result<(), Box<dyn Error>> {
    holds(left_for_later, "do it now, or write an issue and take the note out")
}

fn holds(rule: Rule, what_to_do: &str) -> Result<(), Box<dyn Error>> {
    let faults = rule(&files::project()?);
    assert!(faults.is_empty(), "\n{}\nWhat to do: {what_to_do}.\n", faults.join("\n"));
    Ok(())
}

// ---- Proof that each rule can fail, and that it does not cry wolf

#[test]
fn planted_faults_are_found() {
    let long = "//! Long.\n".repeat(MOST_LINES + 1);
    let planted: [(Rule, &str, &str); 22] = [
        (dependencies, "crates/domain/Cargo.toml", "[dependencies]\nweb.workspace = true\n"),
        (dependencies, "crates/domain/Cargo.toml", "[dependencies]\nrand = \"1\"\n"),
        (dependencies, "crates/web/Cargo.toml", "[dependencies]\nstore = { workspace = true }\n"),
        (dependencies, "crates/store/Cargo.toml", "[dev-dependencies]\nbrygga-app = { path = \"../app\" }\n"),
        (dependencies, "crates/app/Cargo.toml", "[dependencies]\nsqlx.workspace = true\n"),
        (dependencies, "crates/app/Cargo.toml", "[target.'cfg(unix)'.dependencies]\nweb.workspace = true\n"),
        (names_in_source, "crates/domain/src/need.rs", "//! X\nuse web::page;\n"),
        (names_in_source, "crates/matching/src/index.rs", "//! X\nfn f() { store::need::all() }\n"),
        (names_in_source, "crates/web/src/need.rs", "//! X\nuse {app::Actor, store::Tx};\n"),
        (sql, "crates/app/src/need.rs", "//! X\nconst Q: &str = \"SELECT id FROM needs\";\n"),
        (sql, "crates/web/src/need.rs", "//! X\nuse sqlx::Row;\n"),
        (sql, "crates/app/migrations/0002.sql", "CREATE TABLE x (id TEXT);\n"),
        (two_databases, "crates/store/src/need.rs", "//! X\nuse sqlx::SqlitePool;\n"),
        (
            transactions,
            "crates/web/src/need.rs",
            "//! X\nasync fn f(db: &Db) { let mut tx = db.write().await; }\n",
        ),
        (status_codes, "crates/app/src/error.rs", "//! X\nuse http::StatusCode;\n"),
        (swedish, "crates/web/src/need.rs", "//! X\nconst T: &str = \"Behovet är sparat\";\n"),
        (swedish, "crates/web/src/need.rs", "//! X\nconst T: &str = r#\"Lösning \"1\"\"#;\n"),
        (long_files, "crates/web/src/need.rs", &long),
        (empty_names, "crates/web/src/utils.rs", "//! X\n"),
        (empty_names, "crates/web/src/need.rs", "//! X\nmod helpers {}\n"),
        (openings, "crates/web/src/need.rs", "use std::fmt;\n"),
        (left_for_later, "crates/web/templates/need.html", concat!("<!-- TO", "DO: later -->")),
    ];
    for (rule, path, text) in planted {
        let faults = rule(&[File::new(path, text)]);
        assert!(faults.iter().any(|fault| fault.contains(path)), "not found in {path}:\n{text}\n{faults:?}");
    }
}

#[test]
fn what_is_right_is_let_through() {
    let with_tests = "[dependencies]\napp.workspace = true\n[dev-dependencies]\nstore.workspace = true\n";
    let right: [(Rule, &str, &str); 8] = [
        (dependencies, "crates/web/Cargo.toml", with_tests),
        (
            names_in_source,
            "crates/domain/src/a.rs",
            "//! X\n// use web::page\nuse crate::web::x;\nf(\"web::x\");\n",
        ),
        (names_in_source, "crates/web/tests/needs.rs", "use store::testing;\n"),
        (sql, "crates/store/src/need.rs", "//! X\nconst Q: &str = \"SELECT id FROM needs\";\n"),
        (swedish, "crates/web/src/need.rs", "//! På.\nfn f<'a>(x: &'a str) { g('\"', '\\'', x) } // å\n"),
        (swedish, "crates/web/src/need.rs", "//! X\n#[cfg(test)]\nmod tests {\n const T: &str = \"ö\";\n}\n"),
        (swedish, "crates/web/tests/need.rs", "const T: &str = \"ö\";\n"),
        (status_codes, "crates/web/src/error.rs", "//! X\nuse axum::http::StatusCode;\n"),
    ];
    for (rule, path, text) in right {
        let faults = rule(&[File::new(path, text)]);
        assert!(faults.is_empty(), "{faults:?}");
    }
}
