//! `--check`: what the standard says of each file, as a table for people or as JSON for programs.

use std::path::{Path, PathBuf};

use exchange::publiccode::{Fault, Judgement, Major, Reason, Verdict, judge};
use serde_json::json;
use web::texts::Texts;

use super::files::{self, Trouble};
use super::told;
use crate::cli::PubliccodeArgs;
use crate::failure::{Done, Failure};
use crate::screen::say;

/// Judges the files, in their order.
pub(super) fn show(paths: &[PathBuf], arguments: &PubliccodeArgs, texts: Texts) -> Done {
    let judged = paths.iter().map(|path| (path.as_path(), of(path)));
    let refused = if arguments.json { as_json(judged, texts)? } else { as_table(judged, texts)? };
    if arguments.strict && refused > 0 {
        return Err(Failure::of("publiccode-check-strict").with("count", refused));
    }
    Ok(())
}

fn of(path: &Path) -> Result<Judgement, Trouble> {
    let document = files::read(path)?;
    Ok(judge(&document, &|named| files::is_image(path, named)))
}

type Judged<'a> = (&'a Path, Result<Judgement, Trouble>);

fn verdicts(judgement: &Result<Judgement, Trouble>) -> (Verdict, Verdict) {
    judgement.as_ref().map_or((Verdict::Refused, Verdict::Refused), |found| (found.zero, found.one))
}

/// One array, an object a line; gives how many files version 0 refuses.
fn as_json<'a>(judged: impl Iterator<Item = Judged<'a>>, texts: Texts) -> Result<usize, Failure> {
    let (mut refused, mut before) = (0, "[");
    for (path, judgement) in judged {
        let (zero, one) = verdicts(&judgement);
        refused += usize::from(zero == Verdict::Refused);
        let reasons: Vec<_> = match &judgement {
            Ok(found) => found
                .reasons
                .iter()
                .map(|reason| json!({"key": reason.key, "text": text(reason, texts)}))
                .collect(),
            Err(trouble) => vec![json!({"key": "", "text": trouble.sentence().text(texts)})],
        };
        let path = path.display().to_string();
        let object = json!({"path": path, "v0": zero.code(), "v1": one.code(), "reasons": reasons});
        say(&format!("{before}{object}"))?;
        before = ",";
    }
    say(if before == "[" { "[]" } else { "]" })?;
    Ok(refused)
}

fn as_table<'a>(judged: impl Iterator<Item = Judged<'a>>, texts: Texts) -> Result<usize, Failure> {
    let mut counts = [0_usize; 3];
    for (path, judgement) in judged {
        let (zero, _) = verdicts(&judgement);
        counts[zero as usize] += 1;
        say(&format!("{}: {}", path.display(), texts.text(named(zero))))?;
        match &judgement {
            // That version 1 is not published is said once, below.
            Ok(found) => {
                let reasons = found.reasons.iter().filter(|reason| reason.fault != Fault::NotPublished);
                reasons.map(|reason| line(reason, texts)).try_for_each(|line| say(&line))?;
            }
            Err(trouble) => say(&format!("  {}", trouble.sentence().text(texts)))?,
        }
    }
    let [accepted, remarks, refused] = counts;
    let values = [
        ("files", (accepted + remarks + refused).into()),
        ("accepted", accepted.into()),
        ("remarks", remarks.into()),
        ("refused", refused.into()),
    ];
    say(&texts.text_with("publiccode-check-counts", &values))?;
    say(&texts.text("publiccode-check-version-one"))?;
    Ok(refused)
}

fn line(reason: &Reason, texts: Texts) -> String {
    let row = texts.text_with("publiccode-check-row", &[("line", reason.line.to_string().into())]);
    let key = if reason.key.is_empty() { String::new() } else { format!(" {}", reason.key) };
    format!("  {row}{key}: {}", text(reason, texts))
}

/// The reason in words, with the version where it holds for that alone.
fn text(reason: &Reason, texts: Texts) -> String {
    let told = told::fault(&reason.fault).text(texts);
    match reason.version {
        Some(Major::One) if reason.fault != Fault::NotPublished => {
            texts.text_with("publiccode-only-one", &[("text", told.into())])
        }
        Some(Major::One | Major::Zero) | None => told,
    }
}

const fn named(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "publiccode-accepted",
        Verdict::Remarks => "publiccode-remarks",
        Verdict::Refused => "publiccode-refused",
    }
}
