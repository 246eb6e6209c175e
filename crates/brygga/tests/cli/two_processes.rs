//! Two servers on one PostgreSQL: what is taken away at one holds at the other at the next request.
//!
//! Needs a PostgreSQL, which `./check` starts; without one the test says that it was not run.

use std::io::{Read, Write};
use std::net::TcpStream;

use store::testing::{DATABASE_VARIABLE, TestDb};

use crate::{Ran, Serving, brygga};

const OLD: &str = "en lång mening som minns";
const NEW: &str = "en annan mening som minns";

/// An answer with its head.
struct Answer(String);

impl Answer {
    fn status(&self) -> u16 {
        self.0.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let head = self.0.split("\r\n\r\n").next()?;
        let line = head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:")))?;
        line.split_once(':').map(|(_, value)| value.trim())
    }

    /// What stands between two texts, the first time.
    #[track_caller]
    fn between(&self, begin: &str, end: &str) -> String {
        let from = self.0.find(begin).unwrap_or_else(|| panic!("no {begin} in {}", self.0)) + begin.len();
        let rest = &self.0[from..];
        rest[..rest.find(end).unwrap_or_else(|| panic!("no {end}"))].to_owned()
    }
}

fn ask(at: &Serving, method: &str, path: &str, (headers, form): (&str, &str)) -> Answer {
    let mut stream = TcpStream::connect(&at.address).unwrap();
    let (address, length) = (&at.address, form.len());
    let kind = if method == "POST" { "Content-Type: application/x-www-form-urlencoded\r\n" } else { "" };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\
         {kind}{headers}\r\n{form}"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    Answer(String::from_utf8_lossy(&answer).into_owned())
}

/// Somebody who is signed in, as a header.
struct Somebody(String);

impl Somebody {
    fn signs_in(at: &Serving, email: &str, password: &str) -> Self {
        let form = format!("epost={email}&losenord={}", password.replace(' ', "+").replace('å', "%C3%A5"));
        let answer = ask(at, "POST", "/logga-in", ("", &form));
        assert_eq!(answer.status(), 303, "{}", answer.0);
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap();
        Self(format!("Cookie: {cookie}\r\n"))
    }

    fn get(&self, at: &Serving, path: &str) -> Answer {
        ask(at, "GET", path, (&self.0, ""))
    }

    fn post(&self, at: &Serving, path: &str, form: &str) -> Answer {
        ask(at, "POST", path, (&self.0, form))
    }
}

fn password(text: &str) -> String {
    text.replace(' ', "+").replace('å', "%C3%A5")
}

/// What the operator does, in a process of its own.
struct Operator(String);

impl Operator {
    fn does(&self, arguments: &[&str]) {
        let mut command = brygga();
        command.args(arguments).args(["--database", &self.0]).env("BRYGGA_PASSWORD", OLD);
        Ran::of(command.output().unwrap()).done();
    }
}

/// Skara and Vara, which co-operate, and people in both.
fn furnished(operator: &Operator) {
    for name in ["Skara", "Vara"] {
        operator.does(&["organisation", "add", "--name", &format!("{name} kommun"), "--short-name", name]);
    }
    operator.does(&["collaboration", "add", "--name", "Ringen", "--lead", "Skara", "--member", "Vara"]);
    for (name, organisation, role) in [
        ("anna", "Skara", "need_submitter"),
        ("kim", "Skara", "solution_maintainer"),
        ("ada", "Skara", "administrator"),
        ("bo", "Vara", "need_submitter"),
    ] {
        let email = format!("{name}@kommun.example");
        let person = ["person", "add", "--name", name, "--email", &email, "--organisation", organisation];
        operator.does(&[&person[..], &["--role", role]].concat());
    }
}

/// A need of Anna's that the collaboration reads.
fn a_need(at: &Serving, anna: &Somebody) -> String {
    let written = "text=Vi+letar+nycklar+varje+morgon.&sharing=collaboration&gor=skicka";
    let asked = anna.post(at, "/behov/nytt", written);
    assert_eq!(asked.status(), 200, "{}", asked.0);
    let before = asked.0.split("name=\"agreed\"").next().unwrap();
    let action = before.rsplit("method=\"post\" action=\"").next().unwrap().split('"').next().unwrap();
    let version = asked.between("name=\"version\" value=\"", "\"");
    let agreed = format!("version={version}&sharing=collaboration&agreed=collaboration");
    let sent = anna.post(at, action, &agreed);
    let on = sent.header("location").unwrap_or_else(|| panic!("{}", sent.0));
    on.split('?').next().unwrap().to_owned()
}

#[test]
fn what_is_taken_away_at_one_server_holds_at_the_other_at_the_next_request() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if std::env::var(DATABASE_VARIABLE).is_err() {
        #[allow(clippy::print_stderr, reason = "says that this was not run")]
        {
            eprintln!("not run: two servers need a PostgreSQL, see {DATABASE_VARIABLE}");
        }
        return;
    }
    let test = runtime.block_on(TestDb::new());
    let url = test.url.clone().unwrap();
    let operator = Operator(url.clone());
    furnished(&operator);
    let serve = ["serve", "--port", "0", "--database", &url];
    let (one, other) = (Serving::start(&serve), Serving::start(&serve));

    // A session.
    let anna = Somebody::signs_in(&one, "anna@kommun.example", OLD);
    let again = Somebody::signs_in(&other, "anna@kommun.example", OLD);
    assert_eq!(again.get(&other, "/konto").status(), 200);
    assert_eq!(anna.post(&one, "/konto/sessioner", "session=andra").status(), 303);
    assert_eq!(again.get(&other, "/konto").status(), 401);
    assert_eq!(anna.get(&other, "/konto").status(), 200, "her own goes on, on both");

    // A membership.
    let bo = Somebody::signs_in(&one, "bo@kommun.example", OLD);
    let need = a_need(&one, &anna);
    assert_eq!(bo.get(&other, &need).status(), 200);
    let suspend = ["collaboration", "member", "--collaboration", "Ringen", "--organisation", "Vara"];
    operator.does(&[&suspend[..], &["--step", "suspend"]].concat());
    assert_eq!(bo.get(&other, &need).status(), 404);
    assert_eq!(bo.get(&one, &need).status(), 404);

    // A role.
    let kim = Somebody::signs_in(&one, "kim@kommun.example", OLD);
    assert_eq!(kim.get(&other, "/losningar/importera").status(), 200);
    let roles = ["person", "roles", "--email", "kim@kommun.example", "--organisation", "Skara"];
    operator.does(&[&roles[..], &["--role", "reader"]].concat());
    assert_eq!(kim.get(&other, "/losningar/importera").status(), 403);
    assert_eq!(kim.get(&one, "/losningar/importera").status(), 403);

    // A key of a program's.
    let made = anna.post(&one, "/konto/nycklar", "token_name=Intranet&scope=match&days=30");
    let key = format!("Authorization: Bearer {}\r\n", made.between("id=\"key\" value=\"", "\""));
    let matches = |at: &Serving| ask(at, "GET", "/api/v1/match?text=nycklar", (&key, "")).status();
    assert_eq!((matches(&one), matches(&other)), (200, 200));
    let token = made.between("name=\"token\" value=\"", "\"");
    assert_eq!(anna.post(&one, "/konto/nycklar/avsluta", &format!("token={token}")).status(), 303);
    assert_eq!((matches(&other), matches(&one)), (401, 401));

    // A password.
    let again = Somebody::signs_in(&other, "anna@kommun.example", OLD);
    let change = format!("old_password={}&password={}", password(OLD), password(NEW));
    assert_eq!(anna.post(&one, "/konto/losenord", &change).status(), 303);
    assert_eq!(again.get(&other, "/konto").status(), 401);
    let old = format!("epost=anna@kommun.example&losenord={}", password(OLD));
    assert_ne!(ask(&other, "POST", "/logga-in", ("", &old)).status(), 303);
    Somebody::signs_in(&other, "anna@kommun.example", NEW);
    assert_eq!((one.stop(), other.stop()), (Some(0), Some(0)));
}
