//! The program as it is typed: what it prints, where, and with which exit code.

#![allow(clippy::unwrap_used, clippy::panic, reason = "for tests only")]

mod operator;
mod publiccode;
mod two_processes;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

fn brygga() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brygga"));
    for name in [
        "BRYGGA_DATA",
        "BRYGGA_DATABASE",
        "BRYGGA_PASSWORD",
        "BRYGGA_LOG",
        "BRYGGA_SMTP",
        "BRYGGA_URL",
        "BRYGGA_MAIL_FROM",
        "BRYGGA_MAIL_FOLDER",
        "LC_ALL",
        "LC_MESSAGES",
    ] {
        command.env_remove(name);
    }
    command.env("LANG", "C.UTF-8").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Ran {
    Ran::of(brygga().args(arguments).output().unwrap())
}

/// What a command left.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// Failed with this code, says this on standard error, and shows nothing of the inside.
    fn failed(self, code: i32, says: &str) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(self.err.contains(says), "{self:?}");
        for inside in ["panicked", "RUST_BACKTRACE", "src/"] {
            assert!(!self.err.contains(inside), "{self:?}");
        }
        self
    }
}

fn written(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    shown(&path)
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

const CATALOGUE: &str = "id;namn;beskrivning;organisation;status;form\n\
    1;Digitala lås;Personalen öppnar brukarens dörr med mobilen i stället för en nyckel;Skara;drift;saas\n\
    2;Skolskjuts;Planerar turer för elever som åker till skolan;Skara;kanske;saas\n";

#[test]
fn a_catalogue_is_imported_matched_exported_and_comes_back_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "losningar.csv", CATALOGUE);
    let data = shown(&folder.path().join("data"));
    let imported = run(&["import", "solutions", &file, "--data", &data]).done();
    for says in
        ["CSV med semikolon, UTF-8, 6 kolumner", "→ namn (rubriken är ett känt ord)", "2 rader lästa: 2 nya"]
    {
        assert!(imported.out.contains(says), "{}", imported.out);
    }
    assert!(imported.out.contains("livscykel: kanske (en rad)"), "{}", imported.out);

    let need = "Vi måste hämta en nyckel för att komma in till brukaren";
    let found = run(&["match", need, "--data", &data]).done();
    assert!(found.out.starts_with(" 1. L-"), "{}", found.out);
    assert!(found.out.contains("Digitala lås") && found.out.contains(" ↔ "), "{}", found.out);
    let json = run(&["match", need, "--limit", "1", "--json", "--data", &data]).done().out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let best = &json["matches"][0];
    assert_eq!(best["name"], "Digitala lås");
    assert!(best["id"].as_str().unwrap().starts_with("L-") && best["score"].is_number());
    assert!(best["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()));

    let first = run(&["export", "solutions", "--format", "csv", "--data", &data]).done();
    assert!(first.out.starts_with('\u{feff}'));
    assert!(first.err.contains("2 lösningar är exporterade"), "{}", first.err);
    let export = shown(&folder.path().join("export.csv"));
    run(&["export", "solutions", "--delimiter", ";", "--output", &export, "--data", &data]).done();
    let again = run(&["import", "solutions", &export, "--data", &data]).done();
    assert!(again.out.contains("0 nya, 0 ändrade, 2 oförändrade"), "{}", again.out);
    assert_eq!(run(&["export", "solutions", "--data", &data]).done().out, first.out);
}

#[test]
fn a_whole_import_is_listed_and_undone() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(&folder.path().join("data"));
    let file = written(&folder, "losningar.csv", CATALOGUE);
    let imported = run(&["import", "solutions", &file, "--data", &data]).done().out;
    let id = imported.split("brygga import undo ").nth(1).unwrap().trim();
    let runs = run(&["import", "runs", "--data", &data]).done().out;
    assert!(runs.starts_with(id) && runs.contains("  losningar.csv: 2 nya, 0 ändrade"), "{runs}");
    let tried = run(&["import", "undo", id, "--data", &data, "--dry-run"]).done().out;
    assert!(tried.contains("Prov, ingenting är ändrat: 2 nya skulle tas ur katalogen"), "{tried}");
    let undone = run(&["import", "undo", id, "--data", &data]).done().out;
    assert!(undone.contains("2 nya togs ur katalogen"), "{undone}");
    assert!(run(&["import", "runs", "--data", &data]).done().out.contains("(ångrad)"));
    assert!(run(&["export", "solutions", "--data", &data]).done().err.contains("0 lösningar"));
    run(&["import", "undo", id, "--data", &data]).failed(1, "redan ångrad");
    run(&["import", "undo", "ingen", "--data", &data]).failed(2, "ingen");
}

#[test]
fn a_workbook_is_told_about_exported_and_comes_back_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(&folder.path().join("data"));
    let file = written(&folder, "losningar.csv", CATALOGUE);
    run(&["import", "solutions", &file, "--data", &data]).done();
    let text = run(&["export", "solutions", "--data", &data]).done().out;

    // The ending of the file says what it becomes, and the content says what it is.
    let book = shown(&folder.path().join("export.xlsx"));
    run(&["export", "solutions", "--output", &book, "--data", &data]).done();
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"));
    let renamed = shown(&folder.path().join("export.csv"));
    std::fs::rename(&book, &renamed).unwrap();
    let again = run(&["import", "solutions", &renamed, "--data", &data]).done();
    for says in ["Excel (XLSX)", "Bladet solutions läses. Rubrikerna står på rad 1.", "2 oförändrade"] {
        assert!(again.out.contains(says), "{says}: {}", again.out);
    }
    assert_eq!(run(&["export", "solutions", "--data", &data]).done().out, text);
    let wrong = ["import", "solutions", &renamed, "--sheet", "Blad9", "--data", &data];
    run(&wrong).failed(1, "inget blad som heter Blad9. Bladen heter: solutions");
    let asked = ["export", "solutions", "--format", "csv", "--output", &book, "--data", &data];
    run(&asked).done();
    assert_eq!(std::fs::read_to_string(&book).unwrap(), text);
}

#[test]
fn bad_rows_refuse_the_table_with_a_report_and_can_be_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "a.csv", "id,namn,beskrivning\n1,A,x\n2,,=1+1\n3,C,y\n");
    let (data, report) = (shown(&folder.path().join("data")), shown(&folder.path().join("report.csv")));
    let refused = run(&["import", "solutions", &file, "--data", &data, "--report", &report])
        .failed(1, "Ingenting är inläst");
    assert!(
        refused.out.contains("rad 3, namn: Namnet saknas. Skriv ett namn eller ta bort raden."),
        "{}",
        refused.out
    );
    let rows = std::fs::read_to_string(&report).unwrap();
    assert!(rows.contains("Rad,Kolumn,Värde,Kod,Vad det är och vad du gör\r\n3,namn,,no_name,"), "{rows}");
    let tried = run(&["import", "solutions", &file, "--data", &data, "--skip-bad-rows", "--dry-run"]).done();
    assert!(tried.out.contains("Prov, ingenting är sparat. 3 rader lästa: 2 nya"), "{}", tried.out);
    let skipped = run(&["import", "solutions", &file, "--data", &data, "--skip-bad-rows"]).done();
    assert!(
        skipped.out.contains("2 nya") && skipped.out.contains("En rad med fel är överhoppad"),
        "{}",
        skipped.out
    );
}

#[test]
fn encodings_and_separators_are_said_and_can_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(&folder.path().join("data"));
    let text = "id\tnamn\n1\tÅtkomst för äldre\n";
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> =
        "\u{feff}".chars().chain(text.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
    for (name, bytes, says) in [("w.csv", windows, "Windows-1252"), ("u.csv", utf16, "UTF-16LE")] {
        let file = written(&folder, name, bytes);
        let ran = run(&["import", "solutions", &file, "--data", &data]).done();
        assert!(ran.out.contains(says) && ran.out.contains("CSV med tabb"), "{}", ran.out);
        assert!(run(&["export", "solutions", "--data", &data]).done().out.contains("Åtkomst för äldre"));
    }
    let told = written(&folder, "t.csv", "id,namn\n9,Å\n");
    run(&["import", "solutions", &told, "--data", &data, "--delimiter", ",", "--encoding", "utf-8"]).done();
    let mapping = written(&folder, "m.toml", "[fields]\nname = \"namn\"\nkind = { value = \"system\" }\n");
    let ran = run(&["import", "solutions", &told, "--data", &data, "--mapping", &mapping]).done();
    assert!(ran.out.contains("enligt mappningsfilen") && ran.out.contains("1 ändrade"), "{}", ran.out);
}

#[test]
fn wrong_files_are_told_apart_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(&folder.path().join("data"));
    let zip = b"PK\x03\x04\x14\x00\x00\x00\x08\x00[Content_Types].xml xl/workbook.xml".as_slice();
    let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat();
    for (name, bytes, says) in [
        ("a.xlsx", zip, "är skadad eller avbruten"),
        ("a.xls", old.as_slice(), "är ett kalkylblad av ett slag som inte läses"),
        ("b.csv", b"".as_slice(), "är tom"),
        ("c.pdf", b"%PDF-1.7 x", "är en PDF"),
        ("d.json", b"namn;x\na;b\n", "heter som en JSON-fil"),
        ("e.csv", b"<!doctype html><p>x", "är en webbsida"),
        ("f.csv", b"kolumn;annan\n1;2\n3;4\n", "ingen kolumn ser ut att inneh"),
        ("g.csv", b"namn\n", "har rubriker men inga rader"),
    ] {
        let file = written(&folder, name, bytes);
        run(&["import", "solutions", &file, "--data", &data]).failed(1, says);
    }
    run(&["import", "solutions", "saknas.csv", "--data", &data]).failed(1, "saknas.csv finns inte");
    run(&["import", "solutions", &shown(folder.path()), "--data", &data]).failed(1, "är en mapp");
    let mapping = written(&folder, "m.toml", "[fields]\nnamn = \"x\"\n");
    let file = written(&folder, "h.csv", "namn\nA\n");
    run(&["import", "solutions", &file, "--data", &data, "--mapping", &mapping]).failed(1, "inget fält namn");
    run(&["import", "solutions", &file, "--data", &data, "--owner", "Atlantis"]).failed(1, "heter Atlantis");
}

#[test]
fn databases_that_are_not_there_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "a.csv", "namn\nA\n");
    run(&["import", "solutions", &file]).failed(2, "Säg var databasen finns");
    run(&["export", "solutions", "--data", &shown(folder.path())]).failed(1, "Det finns ingen databas i");
    run(&["import", "solutions", &file, "--data", &file]).failed(1, "är ingen mapp");
    run(&["import", "solutions", &file, "--database", "mysql://x"]).failed(2, "postgres://");
    let gone = run(&["match", "nycklar", "--database", "postgres://u:hemligt@127.0.0.1:1/brygga"]);
    assert!(!gone.failed(1, "postgres://127.0.0.1:1/brygga går inte att öppna").err.contains("hemligt"));
    std::fs::write(folder.path().join("brygga.db"), "inte en databas alls, bara text som någon har lagt här")
        .unwrap();
    run(&["match", "nycklar", "--data", &shown(folder.path())]).failed(1, "går inte att öppna");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "a.csv", CATALOGUE);
    let data = shown(&folder.path().join("data"));
    run(&["import", "solutions", &file, "--data", &data]).done();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = brygga().args(["export", "solutions", "--data", &data]).stdout(full).output().unwrap();
    Ran::of(ran).failed(1, "Resultatet gick inte att skriva");
}

#[test]
fn the_command_line_is_explained_in_the_readers_language() {
    run(&["--help"]).done();
    let help = run(&["import", "solutions", "--help"]).done().out;
    assert!(
        help.contains("Läs in lösningar från CSV") && help.contains("Hoppa över rader med fel"),
        "{help}"
    );
    let help = run(&["import", "solutions", "--help", "--language", "en"]).done().out;
    assert!(help.contains("Skip rows with errors"), "{help}");
    run(&["import", "solutions"]).failed(2, "Det saknas något: <FILE>");
    run(&["demo", "--ports", "1"]).failed(2, "Valet --ports finns inte");
    run(&["demmo"]).failed(2, "Kommandot demmo finns inte");
    run(&["demo", "--port", "x"]).failed(2, "x går inte att använda för --port");
    run(&["import", "solutions", "a.csv", "--encoding", "ebcdic"]).failed(2, "Välj bland: utf-8");
    run(&["--language", "en", "demmo"]).failed(2, "There is no command demmo");
}

#[test]
fn people_and_organisations_are_added_and_written_names_linked() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "a.csv", CATALOGUE);
    let data = shown(&folder.path().join("data"));
    let with = |arguments: &[&str]| run(&[arguments, &["--data", &data]].concat());
    with(&["import", "solutions", &file]).done();
    with(&["organisation", "list"]).done();
    let name = "Skara kommun";
    with(&[
        "organisation",
        "add",
        "--name",
        name,
        "--short-name",
        "Skaraborg",
        "--municipality-code",
        "1495",
    ])
    .done();
    with(&["organisation", "add", "--name", name]).failed(1, "samma name");
    assert!(with(&["organisation", "list"]).done().out.contains("1495  Skara kommun  (Skaraborg)"));
    let linked = with(&["link", "organisation", "Skara", "1495"]).done().out;
    assert!(linked.contains("2 lösningar med \"Skara\" har fått sin organisation"), "{linked}");
    assert!(with(&["link", "organisation", "Skara", "1495"]).done().out.contains("Ingen lösning har"));

    let person =
        ["person", "add", "--name", "Anna", "--email", "anna@skara.example", "--organisation", "1495"];
    let role = ["--role", "coordinator", "--password-stdin", "--data", &data];
    let mut child = brygga();
    child.args(person).args(role).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    child.stdin.take().unwrap().write_all("ett långt lösenord\n".as_bytes()).unwrap();
    assert!(Ran::of(child.wait_with_output().unwrap()).done().out.contains("anna@skara.example"));
    let ran = brygga()
        .args(person)
        .args(["--role", "reader", "--data", &data])
        .env("BRYGGA_PASSWORD", "kort")
        .output();
    Ran::of(ran.unwrap()).failed(2, "minst 12 tecken");
}

#[test]
fn a_collaboration_is_added_with_its_members() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(folder.path());
    let with = |arguments: &[&str]| run(&[arguments, &["--data", &data]].concat());
    with(&["organisation", "add", "--name", "Skara kommun", "--short-name", "Skara"]).done();
    with(&["organisation", "add", "--name", "Vara kommun", "--municipality-code", "1470"]).done();
    let add = ["collaboration", "add", "--name", "Samverkan", "--member", "Skara", "--member"];
    with(&[&add[..], &["Tibro"]].concat()).failed(1, "Tibro");
    assert!(
        with(&[&add[..], &["1470"]].concat()).done().out.contains("Samverkan finns nu, med 2 medlemmar.")
    );
    with(&[&add[..], &["1470"]].concat()).failed(1, "");
}

#[test]
fn a_judged_set_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let set = shown(folder.path());
    run(&["eval", "--set", &set]).failed(1, "corpus.jsonl finns inte");
    written(
        &folder,
        "corpus.jsonl",
        "{\"id\":\"d1\",\"title\":\"Digitala lås\",\"text\":\"Öppna dörren utan nyckel\"}\n\
         {\"id\":\"d2\",\"title\":\"Skolskjuts\",\"text\":\"Planera turer för elever\"}\n",
    );
    written(&folder, "queries.jsonl", "{\"id\":\"q1\",\"text\":\"Nyckeln till dörren är borta\"}\n");
    written(&folder, "qrels.tsv", "q1\td1\t2\n");
    let json = run(&["eval", "--set", &set, "--json", "--lexical-only"]).done().out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["ndcg_at_10"], &json["auc_no_match"]), (&1.0.into(), &serde_json::Value::Null));
    assert!(run(&["eval", "--set", &set]).done().out.contains("nDCG@10   1.000"));
    run(&["eval", "--set", &set, "--needs"]).failed(2, "--solutions");
    let needs =
        run(&["eval", "--set", &set, "--needs", "--solutions", &set, "--lexical-only", "--json"]).done();
    let needs: serde_json::Value = serde_json::from_str(&needs.out).unwrap();
    assert_eq!(&needs["ndcg_at_10"], &serde_json::Value::from(1.0));
    written(&folder, "qrels.tsv", "q1\td1\n");
    run(&["eval", "--set", &set]).failed(1, "qrels.tsv, rad 1");
}

/// A server that is stopped with this value.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let mut child =
            brygga().args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").unwrap().1.to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn post(&self, path: &str, form: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (address, length) = (&self.address, form.len());
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{form}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to end and gives its exit code.
    fn stop(mut self) -> Option<i32> {
        let stopped = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(stopped.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_demo_answers_from_any_folder_and_ends_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(&folder.path().join("data"));
    for _ in 0..2 {
        let demo = Serving::start(&["demo", "--port", "0", "--data", &data]);
        for path in ["/", "/behov", "/losningar"] {
            assert!(demo.get(path).starts_with("HTTP/1.1 200"), "{path}");
        }
        assert!(demo.get("/api/v1/match?text=nycklar&limit=3").contains("\"matches\":["));
        assert_eq!(demo.stop(), Some(0));
    }
}

#[test]
fn mail_goes_into_a_folder_when_that_is_asked_for_and_not_half() {
    let folder = tempfile::tempdir().unwrap();
    let (data, mails) = (shown(&folder.path().join("data")), folder.path().join("mails"));
    let shown_mails = shown(&mails);
    let with = ["serve", "--port", "0", "--data", &data, "--mail-folder", &shown_mails];
    run(&with).failed(2, "--mail-from");
    let from = ["--url", "https://brygga.example/", "--mail-from"];
    run(&[&with[..], &from, &["ingen"]].concat()).failed(2, "går inte att skicka från");
    let wrong = ["--url", "brygga.example", "--mail-from", "brygga@kommun.example"];
    run(&[&with[..], &wrong].concat()).failed(2, "är ingen adress till Brygga");

    run(&["organisation", "add", "--name", "Skara kommun", "--data", &data]).done();
    let person =
        ["person", "add", "--name", "Åsa", "--email", "asa@skara.example", "--role", "administrator"];
    run(&[&person[..], &["--organisation", "Skara kommun", "--data", &data]].concat()).done();
    let serving = Serving::start(&[&with[..], &from, &["Brygga på jobbet <brygga@kommun.example>"]].concat());
    let asked = serving.post("/losenord/glomt", "epost=asa%40skara.example");
    assert!(asked.starts_with("HTTP/1.1 200"), "{asked}");
    let whole = || {
        let entries = std::fs::read_dir(&mails).into_iter().flatten().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|end| end == "eml")).collect::<Vec<_>>()
    };
    // Each round asks the server for something, so that this waits without a clock.
    for _ in 0..50_000 {
        if !whole().is_empty() {
            break;
        }
        serving.get("/halsa");
    }
    assert_eq!(serving.stop(), Some(0));
    let [mail] = &whole()[..] else { panic!("one mail") };
    let mail = std::fs::read_to_string(mail).unwrap();
    for told in [
        "To: asa@skara.example\r\n",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
        "<brygga@kommun.example>",
    ] {
        assert!(mail.contains(told), "{told} in {mail}");
    }
    let exported = run(&["export", "events", "--data", &data]).done().out;
    let kod = mail.split("kod=3D").nth(1).or_else(|| mail.split("kod=").nth(1)).unwrap();
    let kod: String = kod.chars().take(20).collect();
    assert!(!exported.contains(&kod), "no secret goes into the trail");
}

#[test]
fn a_demo_without_a_folder_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let mut command = brygga();
    command
        .args(["demo", "--port", "0"])
        .env("TMPDIR", temporary.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit_once("http://").unwrap().1.to_owned();
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 1);
    assert_eq!(Serving { child, address }.stop(), Some(0));
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn a_busy_port_that_was_asked_for_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let data = shown(folder.path());
    run(&["demo", "--port", &port, "--data", &data])
        .failed(1, &format!("Porten {port} på 127.0.0.1 används redan"));
    let serving = Serving::start(&["serve", "--data", &data]);
    assert!(serving.get("/losningar").starts_with("HTTP/1.1 200"));
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn words_go_out_and_come_back_and_a_bad_file_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = shown(folder.path());
    let prefix = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n";
    let good = format!(
        "{prefix}<http://kommun.example/1> a skos:Concept ; skos:prefLabel \"skolskjuts\"@sv ; skos:altLabel \"skolbuss\"@sv .\n\
         <http://kommun.example/2> a skos:Concept ; skos:prefLabel \"ensam\"@sv .\n"
    );
    let good = written(&folder, "bra.ttl", good);
    let first = run(&["words", "import", &good, "--data", &data]).done();
    assert!(first.out.contains("Nya: 1.") && first.out.contains("inte med: 1."), "{first:?}");
    let again = run(&["words", "import", &good, "--data", &data]).done();
    assert!(again.out.contains("Oförändrade: 1."), "{again:?}");

    let out = shown(&folder.path().join("ut.ttl"));
    run(&["words", "export", &out, "--data", &data]).done();
    let exported = std::fs::read_to_string(&out).unwrap();
    assert!(exported.contains("skolskjuts") && exported.contains("urn:uuid:"), "{exported}");
    let own = run(&["words", "import", &out, "--data", &data]).done();
    assert!(own.out.contains("Nya: 0. Ändrade: 0. Oförändrade: 1."), "{own:?}");

    let twice = format!(
        "{prefix}<http://kommun.example/3> a skos:Concept ; skos:prefLabel \"ny\"@sv ; skos:altLabel \"färsk\"@sv .\n\
         <http://kommun.example/4> a skos:Concept ; skos:altLabel \"utan namn\"@sv .\n"
    );
    let bad = written(&folder, "fel.ttl", twice);
    let refused = run(&["words", "import", &bad, "--data", &data]).failed(1, "Ingenting är inläst");
    assert!(refused.out.contains("http://kommun.example/4: det finns ingen skos:prefLabel"), "{refused:?}");
    let not_turtle = written(&folder, "text.ttl", "det här är ingen Turtle");
    run(&["words", "import", &not_turtle, "--data", &data]).failed(1, "rad 1");
    run(&["words", "export", &out, "--data", &data]).done();
    assert_eq!(std::fs::read_to_string(&out).unwrap(), exported, "all or nothing");
}
