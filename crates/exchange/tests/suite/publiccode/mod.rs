//! publiccode.yml: rules key by key, files of others, hostile files, and our own files out and in again.

mod files;
mod hostile;
mod order;
mod rules;
mod written;

use exchange::publiccode::{Document, Judgement, Unreadable, judge, read};

/// The smallest file that the standard accepts.
const MINIMAL: &str = r#"publiccodeYmlVersion: "0"
name: Nyckelfritt
url: https://code.example/nyckelfritt.git
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
description:
  sv:
    shortDescription: Digitala lås i hemtjänsten.
    longDescription: >
      Personalen öppnar låset med telefonen, och dörren låser sig själv efter besöket. Ingen nyckel behöver hämtas
      eller lämnas, och varje öppning går att följa i efterhand av den som har rätt till det.
    features: [Öppna låset med telefonen]
legal:
  license: EUPL-1.2
maintenance:
  type: none
localisation:
  localisationReady: true
  availableLanguages: [sv]
"#;

fn document(text: &str) -> Document {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{error:?} in\n{text}"))
}

fn judged(text: &str) -> Judgement {
    judge(&document(text), &|_| None)
}

fn unreadable(bytes: &[u8]) -> Unreadable {
    read(bytes).map(|document| panic!("read: {:?}", document.text().get(..200))).unwrap_err()
}

/// The minimal file with the line that begins with `key` changed to `line`, or with `line` added.
fn with(line: &str) -> String {
    let key = line.split(':').next().unwrap();
    let mut found = false;
    let mut changed: Vec<&str> = MINIMAL
        .lines()
        .map(|before| {
            let is_it = before.split(':').next() == Some(key);
            found |= is_it;
            if is_it { line } else { before }
        })
        .collect();
    if !found && line.starts_with("    ") {
        let texts = changed.iter().position(|before| *before == "  sv:").unwrap();
        changed.insert(texts + 1, line);
    } else if !found {
        changed.push(line);
    }
    changed.join("\n") + "\n"
}

/// The minimal file without a key and what lies in it.
fn without(key: &str) -> String {
    let depth = key.len() - key.trim_start().len();
    let mut skips = false;
    let mut kept = String::new();
    for line in MINIMAL.lines() {
        if line.len() - line.trim_start().len() <= depth {
            skips = line.split(':').next() == Some(key);
        }
        if !skips {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    assert_ne!(kept, MINIMAL, "{key}");
    kept
}
