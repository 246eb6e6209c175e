//! The report of an import where each table is a file with one record: findings name the file, not a row.
//!
//! Deliberately not here: the report as CSV, which is that of any import (`import_report`).

use app::import::{Finding, FindingKind, Findings, ImportReport, Outcome};
use web::import::words::finding as finding_text;
use web::texts::Texts;

use crate::failure::Done;
use crate::import_report::{self, SHOWN, one_line};
use crate::screen::say;

/// Shows the report.
pub(super) fn show(report: &ImportReport, texts: Texts) -> Done {
    list(report, &report.problems, "cli-report-problems", texts)?;
    list(report, &report.remarks, "cli-report-remarks", texts)?;
    import_report::unknown(report, texts)?;
    let key = match report.outcome {
        Outcome::Saved => "publiccode-report-saved",
        Outcome::Tried => "publiccode-report-tried",
        Outcome::Refused => return Ok(()),
    };
    let counts = [
        ("files", report.rows.into()),
        ("created", report.created.into()),
        ("changed", report.changed.into()),
        ("unchanged", report.unchanged.into()),
        ("superseded", report.superseded.into()),
    ];
    say(&texts.text_with(key, &counts))
}

fn list(report: &ImportReport, findings: &Findings, heading: &str, texts: Texts) -> Done {
    if findings.total == 0 {
        return Ok(());
    }
    say(&format!("\n{}", texts.text_with(heading, &[("count", findings.total.into())])))?;
    for finding in findings.kept.iter().take(SHOWN) {
        let file = report.tables.get(finding.place.table).map_or("", String::as_str);
        say(&format!("  {file} [{}]: {}", one_line(&finding.value), told(report, finding, texts)))?;
    }
    let more = findings.total.saturating_sub(SHOWN as u64);
    if more > 0 {
        say(&texts.text_with("cli-report-more", &[("count", more.into())]))?;
    }
    Ok(())
}

fn told(report: &ImportReport, finding: &Finding, texts: Texts) -> String {
    match (&finding.kind, newer(report, finding)) {
        (FindingKind::Superseded { .. }, Some(file)) => {
            texts.text_with("publiccode-report-superseded", &[("file", file.into())])
        }
        (_, _) => finding_text(report, finding, texts),
    }
}

/// The file that was used instead.
fn newer<'a>(report: &'a ImportReport, finding: &Finding) -> Option<&'a str> {
    let FindingKind::Superseded { by } = &finding.kind else { return None };
    report.tables.get(by.table).map(String::as_str)
}
