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
fn all_that_an_organisation_has_goes_into_an_archive() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "losningar.csv", CATALOGUE);
    let data = shown(&folder.path().join("data"));
    run(&["organisation", "add", "--name", "Skara kommun", "--short-name", "Skara", "--data", &data]).done();
    run(&["import", "solutions", &file, "--data", &data]).done();
    let archive = shown(&folder.path().join("skara.zip"));
    let export = ["export", "organisation", "--data", &data, "--output", &archive, "--organisation"];
    run(&[&export[..], &["Okänd"]].concat()).failed(1, "Okänd");
    run(&[&export[..], &["Skara"]].concat()).done();
    let mut check = Command::new("python3");
    check
        .args(["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.read('usages.csv').decode(), z.namelist())"])
        .arg(&archive);
    let told = Ran::of(check.output().unwrap()).done().out;
    assert!(told.contains("Digitala lås") && told.contains("checksums.sha256"), "{told}");
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

#[test]
fn organisations_change_and_stand_in_collaborations_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(&folder.path().join("data"));
    let of = |arguments: &[&str]| run(&[arguments, &["--data", &data]].concat());
    for name in ["Skara", "Vara", "Gullspång"] {
        of(&["organisation", "add", "--name", &format!("{name} kommun"), "--short-name", name]).done();
    }
    let person =
        ["person", "add", "--name", "Ada", "--email", "ada@skara.example", "--role", "administrator"];
    of(&[&person[..], &["--organisation", "Skara"]].concat()).done();
    of(&["person", "roles", "--email", "ada@skara.example", "--organisation", "Skara", "--role", "steward"])
        .failed(1, "Det är den enda administratören");
    let both = ["--role", "administrator", "--role", "steward"];
    of(&[&["person", "roles", "--email", "ada@skara.example", "--organisation", "Skara"][..], &both]
        .concat())
    .done();

    assert!(of(&["collaboration", "list"]).done().out.contains("Det finns ingen samverkan."));
    let ring = ["collaboration", "add", "--name", "Ringen", "--lead", "Skara", "--member", "Vara"];
    of(&ring).done();
    let member = |step: &str, name: &str| {
        of(&["collaboration", "member", "--collaboration", "ringen", "--organisation", name, "--step", step])
    };
    member("accept", "Gullspång").failed(1, "står på ett annat sätt i samverkan");
    assert!(member("invite", "Gullspång").done().out.contains("Gullspång i Ringen: invited."));
    member("leave", "Skara").failed(1, "Låt en annan leda först");
    of(&["collaboration", "lead", "--collaboration", "Ringen", "--organisation", "Gullspång"])
        .failed(2, "går inte ihop med resten");
    of(&["collaboration", "lead", "--collaboration", "Ringen", "--organisation", "Vara"]).done();
    let list = of(&["collaboration", "list"]).done();
    assert!(list.out.contains(" * confirmed") && list.out.contains("invited"), "{list:?}");
    of(&["collaboration", "member", "--collaboration", "Okänd", "--organisation", "Vara", "--step", "leave"])
        .failed(1, "Ingen samverkan heter ”Okänd”");

    of(&["organisation", "change", "--organisation", "Vara", "--name", "Vara stad"]).done();
    of(&["organisation", "change", "--organisation", "Vara kommun", "--municipality-code", "7"])
        .failed(2, "Kontrollera koder");
    let merged = of(&["organisation", "merge", "--organisation", "Skara", "--into", "Vara kommun"]).done();
    assert!(
        merged.out.contains("Skara kommun har gått upp i Vara stad. Med följde – personer: 1, behov: 0"),
        "{merged:?}"
    );
    of(&["organisation", "merge", "--organisation", "Skara", "--into", "Gullspång"])
        .failed(1, "har redan gått upp i en annan");
    assert!(of(&["organisation", "list"]).done().out.contains("Skara kommun  (Skara)  → Vara"));
    let people = of(&["person", "list", "--organisation", "Skara"]).done();
    assert!(people.out.contains("ada@skara.example"), "the old name leads to who took over: {people:?}");
    let split = ["organisation", "split", "--organisation", "Vara", "--name", "Kvänum"];
    of(&[&split[..], &["--person", "ada@skara.example"]].concat())
        .failed(1, "Det är den enda administratören");
    of(&[&split[..], &["--person", "bo@skara.example"]].concat()).failed(2, "har ingen roll där");
    let report = of(&["person", "report", "ada@skara.example"]).done();
    assert!(report.out.lines().count() > 3 && report.out.contains("\"place\":\"people\""), "{report:?}");
    of(&["person", "report", "ab"]).failed(2, "text");
    run(&["verify", "--data", &data]).done();
}

#[test]
fn domains_and_groups_let_people_in_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(&folder.path().join("data"));
    for name in ["Skara", "Vara"] {
        let add = ["organisation", "add", "--name", &format!("{name} kommun"), "--short-name", name];
        run(&[&add[..], &["--data", &data]].concat()).done();
    }
    let of = |name: &str, arguments: &[&str]| {
        run(&[&["organisation"][..], arguments, &["--organisation", name, "--data", &data]].concat())
    };
    let skara = |arguments: &[&str]| of("Skara", arguments);
    assert!(skara(&["domain", "list"]).done().out.contains("Inga adresser får ansöka."));
    assert_eq!(skara(&["domain", "add", "@Skara.example"]).done().out.trim(), "skara.example");
    skara(&["domain", "add", "inte en domän"]).failed(2, "domains");
    of("Vara", &["domain", "add", "skara.example"]).failed(1, "domains");
    assert_eq!(skara(&["domain", "add", "skola.example"]).done().out, "skara.example\nskola.example\n");
    skara(&["domain", "remove", "hemma.example"]).failed(1, "fick inte ansöka");
    assert_eq!(skara(&["domain", "remove", "skola.example"]).done().out.trim(), "skara.example");

    assert!(skara(&["group", "list"]).done().out.contains("Ingen grupp ger någon roll."));
    let keeper = ["group", "add", "BRYGGA-katalog", "--role", "solution_maintainer"];
    assert_eq!(skara(&keeper).done().out.trim(), "BRYGGA-katalog: solution_maintainer");
    assert_eq!(skara(&keeper).done().out.lines().count(), 1, "said twice it is said once");
    skara(&["group", "add", "Alla", "--role", "kung"]).failed(2, "--role");
    skara(&["group", "remove", "BRYGGA-katalog", "--role", "reader"]).failed(1, "ger inte rollen reader");
    let gone = skara(&["group", "remove", "BRYGGA-katalog", "--role", "solution_maintainer"]).done();
    assert!(gone.out.contains("Ingen grupp"), "{gone:?}");
    let events = run(&["export", "events", "--data", &data]).done().out;
    assert!(events.contains("domains_changed") && events.contains("groups_changed"), "{events}");
    run(&["verify", "--data", &data]).done();
}
