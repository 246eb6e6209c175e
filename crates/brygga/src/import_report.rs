//! The report of an import: counts and the first rows on the screen, all rows as CSV.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use app::import::{Finding, FindingKind, Findings, ImportReport, Outcome};
use exchange::read::Separator;
use exchange::write::ReportRow;
use exchange::{ProblemKind, RemarkKind, ReportWriter};
use web::texts::Texts;

use crate::failure::{Done, Failure};
use crate::interpretation::field_name;
use crate::screen::{note, say};
use crate::sentence::Sentence;

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
        say(&format!("  {place}{value}: {}", message(report, finding, texts)))?;
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

/// Name of the file, where there are several.
fn file_of(report: &ImportReport, finding: &Finding) -> String {
    match (report.tables.len(), report.tables.get(finding.place.table)) {
        (0 | 1, _) | (_, None) => String::new(),
        (_, Some(name)) => format!("{name}, "),
    }
}

/// Saves the report as CSV: problems, remarks, and each unknown word with the first row that has it.
pub(crate) fn save(report: &ImportReport, path: &Path, texts: Texts) -> Done {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let file = BufWriter::new(File::create(path).map_err(failed)?);
    let header = [
        texts.text("cli-report-header-row"),
        texts.text("cli-report-header-column"),
        texts.text("cli-report-header-value"),
        texts.text("cli-report-header-code"),
        texts.text("cli-report-header-message"),
    ];
    let mut writer =
        ReportWriter::new(file, Separator::Comma, header.each_ref().map(String::as_str)).map_err(failed)?;
    for finding in report.problems.kept.iter().chain(&report.remarks.kept) {
        let text = format!("{}{}", file_of(report, finding), message(report, finding, texts));
        let line = ReportRow {
            row: finding.place.row,
            column: finding.column.as_deref().unwrap_or_default(),
            value: &finding.value,
            code: finding.kind.code(),
            message: &text,
        };
        writer.write(&line).map_err(failed)?;
    }
    for word in &report.unknown {
        let field = field_name(word.field, texts);
        let text = texts.text_with("cli-report-unknown-word", &[("rows", word.rows.into())]);
        let line = ReportRow {
            row: word.first.row,
            column: &field,
            value: &word.value,
            code: "unknown_word",
            message: &text,
        };
        writer.write(&line).map_err(failed)?;
    }
    let file = writer.finish().map_err(failed)?;
    file.into_inner().map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)?;
    note(&texts.text_with("cli-report-saved-as", &[("path", path.display().to_string().into())]));
    Ok(())
}

/// What is wrong and what to do.
pub(crate) fn message(report: &ImportReport, finding: &Finding, texts: Texts) -> String {
    let sentence = match &finding.kind {
        FindingKind::Problem(problem) => of_problem(*problem, texts),
        FindingKind::Remark(remark) => of_remark(*remark, texts),
        FindingKind::Superseded { by } => match report.tables.get(by.table) {
            Some(file) if by.table != finding.place.table => Sentence::of("cli-remark-superseded-in")
                .with("row", by.row.to_string())
                .with("file", file.as_str()),
            Some(_) | None => Sentence::of("cli-remark-superseded").with("row", by.row.to_string()),
        },
        FindingKind::NotAWebAddress => Sentence::of("cli-remark-not-a-web-address"),
        FindingKind::NotADate => Sentence::of("cli-remark-not-a-date"),
        FindingKind::NameReplaced { before } => {
            Sentence::of("cli-remark-name-replaced").with("before", before.as_str())
        }
        FindingKind::OwnerKept => Sentence::of("cli-remark-owner-kept"),
    };
    sentence.text(texts)
}

fn of_problem(problem: ProblemKind, texts: Texts) -> Sentence {
    match problem {
        ProblemKind::NoName => Sentence::of("cli-problem-no-name"),
        ProblemKind::TooLong { field, limit, length } | ProblemKind::ItemTooLong { field, limit, length } => {
            Sentence::of("cli-problem-too-long")
                .with("field", field_name(field, texts))
                .with("limit", limit)
                .with("length", length)
        }
        ProblemKind::TooManyItems { field, limit, count } => Sentence::of("cli-problem-too-many-items")
            .with("field", field_name(field, texts))
            .with("limit", limit)
            .with("count", count),
        ProblemKind::CellTooLarge { .. } => Sentence::of("cli-problem-cell-too-large"),
        ProblemKind::RowTooLarge { .. } => Sentence::of("cli-problem-row-too-large"),
        ProblemKind::TooManyCells { columns, found } => {
            Sentence::of("cli-problem-too-many-cells").with("columns", columns).with("found", found)
        }
        ProblemKind::UnclosedQuote => Sentence::of("cli-problem-unclosed-quote"),
        ProblemKind::InvalidJson => Sentence::of("cli-problem-invalid-json"),
        ProblemKind::NotAnObject => Sentence::of("cli-problem-not-an-object"),
    }
}

fn of_remark(remark: RemarkKind, texts: Texts) -> Sentence {
    match remark {
        RemarkKind::ControlCharactersRemoved { count } => {
            Sentence::of("cli-remark-control-characters-removed").with("count", count)
        }
        RemarkKind::UnreadableCharacters { count } => {
            Sentence::of("cli-remark-unreadable-characters").with("count", count)
        }
        RemarkKind::FewerCells { columns, found } => {
            Sentence::of("cli-remark-fewer-cells").with("columns", columns).with("found", found)
        }
        RemarkKind::Shortened { field, limit, length } => Sentence::of("cli-remark-shortened")
            .with("field", field_name(field, texts))
            .with("limit", limit)
            .with("length", length),
    }
}
