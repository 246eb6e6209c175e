//! What the operator alone does: checking the trail, and looking after people.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{CATALOGUE, Ran, brygga, run, shown, written};

#[test]
fn the_trail_is_verified_and_another_program_comes_to_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "losningar.csv", CATALOGUE);
    let data = shown(&folder.path().join("data"));
    run(&["import", "solutions", &file, "--data", &data]).done();
    let verified = run(&["verify", "--json", "--data", &data]).done();
    let json: serde_json::Value = serde_json::from_str(&verified.out).unwrap();
    let head = json["head"].as_str().unwrap().to_owned();
    assert!(
        json["events"].as_i64().unwrap() > 2 && json["findings"].as_array().unwrap().is_empty(),
        "{json}"
    );
    assert!(run(&["verify", "--head", &head, "--data", &data]).done().out.contains(&head));
    let other = head.replace(':', ":0").get(..head.len()).unwrap().to_owned();
    let refused = run(&["verify", "--head", &other, "--data", &data]).failed(1, "En sak stämmer inte");
    assert!(refused.out.contains("Kedjan är gjord på nytt"), "{refused:?}");
    run(&["verify", "--head", "nonsens", "--data", &data]).failed(2, "--head");

    let export = shown(&folder.path().join("events.jsonl"));
    run(&["export", "events", "--output", &export, "--data", &data]).done();
    let check = |path: &str| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/trail/check.py");
        Ran::of(Command::new("python3").arg(script).arg(path).output().unwrap())
    };
    assert_eq!(check(&export).done().out.trim(), format!("head {head}, 0 wrong"));
    let text = std::fs::read_to_string(&export).unwrap();
    let tampered = written(&folder, "tampered.jsonl", text.replacen("\"operator\"", "\"anonymous\"", 1));
    assert!(check(&tampered).out.contains("event 1 is changed or moved"));
    assert_eq!(run(&["export", "events", "--to", "2000-01-01", "--data", &data]).done().out, "");
}

#[test]
fn people_are_listed_leave_and_are_let_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(&folder.path().join("data"));
    run(&["organisation", "add", "--name", "Skara kommun", "--data", &data]).done();
    let add = |name: &str, role: &str| {
        let email = format!("{name}@skara.example");
        let arguments =
            ["person", "add", "--name", name, "--email", &email, "--organisation", "Skara kommun"];
        run(&[&arguments[..], &["--role", role, "--data", &data]].concat()).done();
    };
    add("ada", "administrator");
    add("bo", "reader");
    let in_skara = ["--organisation", "Skara kommun", "--data", &data];
    let of = |arguments: &[&str]| run(&[arguments, &in_skara].concat());
    let list = of(&["person", "list"]).done();
    assert!(
        list.out.contains("ada, ada@skara.example: administrator.") && list.out.lines().count() == 2,
        "{list:?}"
    );
    of(&["person", "leave", "--email", "nils@skara.example"]).failed(2, "har ingen roll där");
    of(&["person", "leave", "--email", "ada@skara.example"]).failed(1, "Det är den enda administratören");
    of(&["person", "leave", "--email", "bo@skara.example"]).done();
    assert_eq!(of(&["person", "list"]).done().out.lines().count(), 1);

    let rescue = |reason: &str| {
        let mut command = brygga();
        command.args([
            "person",
            "rescue",
            "--name",
            "siv",
            "--email",
            "siv@skara.example",
            "--reason",
            reason,
        ]);
        command.args(in_skara).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all("en lång mening som minns\n".as_bytes()).unwrap();
        Ran::of(child.wait_with_output().unwrap())
    };
    rescue(" ").failed(2, "reason");
    assert!(rescue("Ada är borta").done().out.contains("siv@skara.example är administratör"));
    let events = run(&["export", "events", "--data", &data]).done().out;
    assert!(
        events.contains("Ada är borta") && events.contains("rescued") && !events.contains("mening"),
        "{events}"
    );
}
