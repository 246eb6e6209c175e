//! The report of an import: counts and the first rows on the screen, all rows as CSV.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use app::import::{Findings, ImportReport, Outcome};
use web::import::words::{field_name, file_of, finding as finding_text, row_report};
use web::texts::Texts;

use crate::failure::{Done, Failure};
use crate::screen::{note, say};

/// Rows and words that are shown; the rest is in the CSV report.
pub(crate) const SHOWN: usize = 20;

/// Shows the report.
pub(crate) fn show(report: &ImportReport, texts: Texts) -> Done {
    list(report, &report.problems, "cli-report-problems", texts)?;
    list(report, &report.remarks, "cli-report-remarks", texts)?;
    unknown(report, texts)?;
    let key = match report.outcome {
        Outcome::Saved => "cli-report-saved",
        Outcome::Tried => "cli-report-tried",
        Outcome::Refused => return Ok(()),
    };
    let counts = [
        ("rows", report.rows.into()),
        ("created", report.created.into()),
        ("changed", report.changed.into()),
        ("unchanged", report.unchanged.into()),
    ];
    say(&texts.text_with(key, &counts))?;
    if report.outcome == Outcome::Saved && report.created + report.changed > 0 {
        say(&texts.text_with("cli-report-undo", &[("run", report.import.to_string().into())]))?;
    }
    if report.superseded > 0 {
        say(&texts.text_with("cli-report-superseded", &[("count", report.superseded.into())]))?;
    }
    if report.refused > 0 {
        say(&texts.text_with("cli-report-skipped", &[("count", report.refused.into())]))?;
    }
    Ok(())
}

fn list(report: &ImportReport, findings: &Findings, heading: &str, texts: Texts) -> Done {
    if findings.total == 0 {
        return Ok(());
    }
    say(&format!("\n{}", texts.text_with(heading, &[("count", findings.total.into())])))?;
    for finding in findings.kept.iter().take(SHOWN) {
        let key = if finding.column.is_some() { "cli-report-row-and-column" } else { "cli-report-row" };
        let place = texts.text_with(
            key,
            &[
                ("file", file_of(report, finding).into()),
                ("row", finding.place.row.to_string().into()),
                ("column", finding.column.clone().unwrap_or_default().into()),
            ],
        );
        let value =
            if finding.value.is_empty() { String::new() } else { format!(" [{}]", one_line(&finding.value)) };
        say(&format!("  {place}{value}: {}", finding_text(report, finding, texts)))?;
    }
    let more = findings.total.saturating_sub(SHOWN as u64);
    if more > 0 {
        say(&texts.text_with("cli-report-more", &[("count", more.into())]))?;
    }
    Ok(())
}

/// Shows the words that nobody has explained.
pub(crate) fn unknown(report: &ImportReport, texts: Texts) -> Done {
    if report.unknown.is_empty() {
        return Ok(());
    }
    say(&format!("\n{}", texts.text_with("cli-report-unknown", &[("count", report.unknown.len().into())])))?;
    for word in report.unknown.iter().take(SHOWN) {
        let values = [
            ("field", field_name(word.field, texts).into()),
            ("word", one_line(&word.value).into()),
            ("rows", word.rows.into()),
        ];
        say(&format!("  {}", texts.text_with("cli-report-word", &values)))?;
    }
    let more = report.unknown.len().saturating_sub(SHOWN) as u64 + report.unknown_left_out;
    if more > 0 {
        say(&texts.text_with("cli-report-more", &[("count", more.into())]))?;
    }
    Ok(())
}

/// White space as single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Saves the report as CSV: problems, remarks, and each unknown word with the first row that has it.
pub(crate) fn save(report: &ImportReport, path: &Path, texts: Texts) -> Done {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let file = BufWriter::new(File::create(path).map_err(failed)?);
    let file = row_report(report, file, texts).map_err(failed)?;
    file.into_inner().map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)?;
    note(&texts.text_with("cli-report-saved-as", &[("path", path.display().to_string().into())]));
    Ok(())
}
