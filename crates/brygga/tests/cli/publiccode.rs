//! `brygga import publiccode` and `brygga export publiccode`.

use tempfile::TempDir;

use crate::{run, shown, written};

const FILE: &str = "publiccodeYmlVersion: \"0\"\nname: Nyckelfritt\nurl: https://code.example/nyckelfritt.git\n\
    platforms: [web]\ndevelopmentStatus: stable\nsoftwareType: standalone/web\ndescription:\n  sv:\n    \
    shortDescription: Digitala lås i hemtjänsten.\n    longDescription: >\n      \
    Personalen öppnar låset med telefonen, och dörren låser sig själv efter besöket. Ingen nyckel behöver hämtas\n      \
    eller lämnas, och varje öppning går att följa i efterhand av den som har rätt till det.\n    \
    features: [Öppna låset med telefonen]\nlegal:\n  license: EUPL-1.2\nmaintenance:\n  type: none\nlocalisation:\n  \
    localisationReady: true\n  availableLanguages: [sv]\n";

#[test]
fn a_folder_is_read_in_with_what_is_broken_left_out() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir_all(folder.path().join("filer/under")).unwrap();
    let files = shown(&folder.path().join("filer"));
    written(&folder, "filer/under/publiccode.yml", FILE);
    written(
        &folder,
        "filer/äldre.yaml",
        format!("{FILE}releaseDate: 2020-01-01\n").replace("Nyckelfritt", "Nyckel"),
    );
    written(&folder, "filer/nyare.yml", format!("{FILE}releaseDate: 2024-01-01\n"));
    written(&folder, "filer/annat.txt", "name: Läses inte\n");
    written(&folder, "filer/latin.yml", b"name: L\xE5s\n");
    written(&folder, "filer/tabb.yml", "name: A\n\turl: b\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", folder.path().join("filer/ut")).unwrap();
    let data = shown(&folder.path().join("data"));
    let tried = run(&["import", "publiccode", &files, "--data", &data, "--dry-run"]).done();
    assert!(tried.out.contains("Prov, ingenting är sparat. 3 filer lästa: 1 nya"), "{tried:?}");
    let ran = run(&["import", "publiccode", &files, "--data", &data]).done();
    for says in [
        "latin.yml: Rad 1 har tecken som inte är UTF-8",
        "tabb.yml: Rad 2 är indragen med tabb",
        "Texternas språk och antal filer: sv 3",
        "3 filer lästa: 1 nya lösningar",
        "2 äldre versioner användes inte",
        "nyare.yml beskriver samma lösning",
        "5 filer gicks igenom, 2 utelämnades.",
    ] {
        assert!(ran.out.contains(says), "{says}\n{ran:?}");
    }
    let strict = run(&["import", "publiccode", &files, "--data", &data, "--strict"]);
    strict.failed(1, "2 filer gick inte att använda");
    let exported = run(&["export", "publiccode", &number(&data, 1), "--data", &data]).done();
    for says in ["name: \"Nyckelfritt\"", "\"standalone/web\"", "releaseDate: \"2024-01-01\""] {
        assert!(exported.out.contains(says), "{says}\n{exported:?}");
    }
    let again = written(&folder, "publiccode.yml", &exported.out);
    let judged = run(&["import", "publiccode", "--check", &again]).done();
    assert!(judged.out.contains("publiccode.yml: godkänd\n"), "{judged:?}");
}

/// A number of the year that the entries say they were made in.
fn number(data: &str, counted: u16) -> String {
    let csv = run(&["export", "solutions", "--data", data]).done().out;
    let (header, row) = csv.split_once('\n').unwrap();
    let names: Vec<&str> = header.trim().split(',').collect();
    let created = names.iter().position(|name| *name == "created").unwrap();
    let from_end = names.len() - created;
    let year = row.lines().last().unwrap().rsplit(',').nth(from_end - 1).unwrap().get(..4).unwrap();
    format!("L-{year}-{counted:04}")
}

#[test]
fn files_are_judged_without_a_database() {
    let folder = TempDir::new().unwrap();
    let good = written(&folder, "a.yml", FILE);
    let remarked = written(&folder, "b.yml", format!("{FILE}inputTypes: [text/plain]\n"));
    let bad = written(
        &folder,
        "c.yml",
        FILE.replace("url: https://code.example/nyckelfritt.git", "url: x\nfoo: 1"),
    );
    let broken = written(&folder, "d.yml", "a: [b\n");
    let other = written(&folder, "e.txt", FILE);
    let ran =
        run(&["import", "publiccode", "--check", "--json", &bad, &good, &remarked, &broken, &other]).done();
    let judged: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let told: Vec<_> = judged
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["path"].as_str().unwrap(), one["v0"].as_str().unwrap(), one["v1"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (bad.as_str(), "refused", "refused"),
            (good.as_str(), "accepted", "refused"),
            (remarked.as_str(), "remarks", "refused"),
            (broken.as_str(), "refused", "refused"),
            (other.as_str(), "refused", "refused"),
        ]
    );
    let keys: Vec<_> = judged[0]["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| reason["key"].as_str().unwrap())
        .collect();
    assert!(keys.starts_with(&["url", "foo"]), "{keys:?}");
    assert!(judged[3]["reasons"][0]["text"].as_str().unwrap().contains("YAML"));
    let table = run(&["import", "publiccode", "--check", &bad, &good]).done();
    assert!(table.out.contains("c.yml: underkänd\n  rad 3 url: Ska vara en hel adress"), "{table:?}");
    assert!(
        table.out.contains(
            "2 filer granskade mot version 0: 1 godkända, 0 godkända med anmärkningar, 1 underkända."
        )
    );
    run(&["import", "publiccode", "--check", "--strict", &bad]).failed(1, "underkänner en fil");
    run(&["import", "publiccode", "--check", "nowhere.yml"]).failed(1, "nowhere.yml");
    run(&["import", "publiccode", "--json", &good]).failed(2, "--check");
    assert_eq!(
        run(&["import", "publiccode", "--check", "--json", &shown(&folder.path().join("."))]).done().code,
        Some(0)
    );
}

#[test]
fn a_solution_that_lacks_facts_is_not_written_and_says_which() {
    let folder = TempDir::new().unwrap();
    let table = written(&folder, "katalog.csv", "id;namn;beskrivning\n1;Lås;Kort\n");
    let data = shown(&folder.path().join("data"));
    run(&["import", "solutions", &table, "--data", &data]).done();
    let ran = run(&["export", "publiccode", &number(&data, 1), "--data", &data]).failed(1, "Licensen saknas");
    assert!(ran.err.contains("Adressen till källkoden saknas") && ran.out.is_empty(), "{ran:?}");
    run(&["export", "publiccode", &number(&data, 99), "--data", &data]).failed(1, "");
}
