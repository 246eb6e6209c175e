//! What is told about a file of solutions, in sentences: its fields, why it cannot be read, and what was found in its rows. Pages and
//! the command line say the same.

use app::Separator;
use app::import::{
    Field, Finding, FindingKind, Format, ImportReport, Layout, ProblemKind, ReadError, RemarkKind, ReportRow,
    ReportWriter, column_letters,
};
use domain::sharing::Sharing;
use fluent::FluentValue;

use crate::sentence::Sentence;
use crate::texts::Texts;

/// Files of a run that are named; the rest are counted.
const FILES_NAMED: usize = 2;

type Values = Vec<(&'static str, FluentValue<'static>)>;

/// What a field is called.
#[must_use]
pub fn field_name(field: Field, texts: Texts) -> String {
    texts.text(match field {
        Field::Id => "cli-field-id",
        Field::Name => "cli-field-name",
        Field::Summary => "cli-field-summary",
        Field::Description => "cli-field-description",
        Field::Provider => "cli-field-provider",
        Field::Organisation => "cli-field-organisation",
        Field::Url => "cli-field-url",
        Field::Kind => "cli-field-kind",
        Field::Lifecycle => "cli-field-lifecycle",
        Field::UsageStatus => "cli-field-usage-status",
        Field::Usages => "cli-field-usages",
        Field::ServiceAreas => "cli-field-service-areas",
        Field::Capabilities => "cli-field-capabilities",
        Field::Tags => "cli-field-tags",
        Field::Integrations => "cli-field-integrations",
        Field::Standards => "cli-field-standards",
        Field::Licence => "cli-field-licence",
        Field::Sharing => "cli-field-sharing",
        Field::Language => "cli-field-language",
        Field::TypicalNeeds => "cli-field-typical-needs",
        Field::ContactRole => "cli-field-contact-role",
        Field::Confidentiality => "cli-field-confidentiality",
        Field::Integrity => "cli-field-integrity",
        Field::Availability => "cli-field-availability",
        Field::Created => "cli-field-created",
        Field::Updated => "cli-field-updated",
        Field::Number => "cli-field-number",
        Field::Version => "cli-field-version",
    })
}

/// What is wrong with a row, or was done to it, and what to do.
#[must_use]
pub fn finding(report: &ImportReport, finding: &Finding, texts: Texts) -> String {
    let said = |key: &str, values: Values| texts.text_with(key, &values);
    match &finding.kind {
        FindingKind::Problem(problem) => of_problem(*problem, texts),
        FindingKind::Remark(remark) => of_remark(*remark, texts),
        FindingKind::Superseded { by } => match report.tables.get(by.table) {
            Some(file) if by.table != finding.place.table => said(
                "cli-remark-superseded-in",
                vec![("row", by.row.to_string().into()), ("file", file.clone().into())],
            ),
            Some(_) | None => said("cli-remark-superseded", vec![("row", by.row.to_string().into())]),
        },
        FindingKind::NotAWebAddress => texts.text("cli-remark-not-a-web-address"),
        FindingKind::NotADate => texts.text("cli-remark-not-a-date"),
        FindingKind::NameReplaced { before } => {
            said("cli-remark-name-replaced", vec![("before", before.clone().into())])
        }
        FindingKind::OwnerKept => texts.text("cli-remark-owner-kept"),
        FindingKind::NotYours => texts.text("import-problem-not-yours"),
        FindingKind::IdentityNumber => texts.text("import-problem-identity-number"),
        FindingKind::IdentityNumberKept => texts.text("import-remark-identity-number"),
        FindingKind::Secret => texts.text("import-remark-secret"),
        FindingKind::Individual => texts.text("import-remark-individual"),
        FindingKind::UsageOfOthers => texts.text("import-remark-usage-of-others"),
        FindingKind::UsageRejected => texts.text("import-remark-usage-rejected"),
        FindingKind::Raised { before, after } => {
            let [before, after] = [before, after].map(|level| level_name(*level, texts).into());
            said("import-remark-raised", vec![("before", before), ("after", after)])
        }
        FindingKind::PublicTakesTwo => texts.text("import-remark-public-takes-two"),
        FindingKind::Conflict => texts.text("import-remark-conflict"),
        FindingKind::WentUpIn { number } => {
            said("import-remark-went-up-in", vec![("number", number.to_string().into())])
        }
    }
}

fn level_name(level: Sharing, texts: Texts) -> String {
    texts.text(match level {
        Sharing::Draft => "sharing-draft",
        Sharing::Organisation => "sharing-organisation",
        Sharing::Collaboration => "sharing-collaboration",
        Sharing::Network => "sharing-network",
        Sharing::Public => "sharing-public",
    })
}

fn of_problem(problem: ProblemKind, texts: Texts) -> String {
    let said = |key: &str, values: Values| texts.text_with(key, &values);
    match problem {
        ProblemKind::NoName => texts.text("cli-problem-no-name"),
        ProblemKind::TooLong { field, limit, length } | ProblemKind::ItemTooLong { field, limit, length } => {
            let values = vec![
                ("field", field_name(field, texts).into()),
                ("limit", limit.into()),
                ("length", length.into()),
            ];
            said("cli-problem-too-long", values)
        }
        ProblemKind::TooManyItems { field, limit, count } => {
            let values = vec![
                ("field", field_name(field, texts).into()),
                ("limit", limit.into()),
                ("count", count.into()),
            ];
            said("cli-problem-too-many-items", values)
        }
        ProblemKind::CellTooLarge { .. } => texts.text("cli-problem-cell-too-large"),
        ProblemKind::RowTooLarge { .. } => texts.text("cli-problem-row-too-large"),
        ProblemKind::TooManyCells { columns, found } => {
            said("cli-problem-too-many-cells", vec![("columns", columns.into()), ("found", found.into())])
        }
        ProblemKind::CellOutsideTable { column, limit } => said(
            "cli-problem-cell-outside-table",
            vec![("column", column_letters(column).into()), ("limit", limit.into())],
        ),
        ProblemKind::UnclosedQuote => texts.text("cli-problem-unclosed-quote"),
        ProblemKind::InvalidJson => texts.text("cli-problem-invalid-json"),
        ProblemKind::NotAnObject => texts.text("cli-problem-not-an-object"),
    }
}

fn of_remark(remark: RemarkKind, texts: Texts) -> String {
    let said = |key: &str, values: Values| texts.text_with(key, &values);
    match remark {
        RemarkKind::ControlCharactersRemoved { count } => {
            said("cli-remark-control-characters-removed", vec![("count", count.into())])
        }
        RemarkKind::UnreadableCharacters { count } => {
            said("cli-remark-unreadable-characters", vec![("count", count.into())])
        }
        RemarkKind::FewerCells { columns, found } => {
            said("cli-remark-fewer-cells", vec![("columns", columns.into()), ("found", found.into())])
        }
        RemarkKind::ErrorInCell => texts.text("cli-remark-error-in-cell"),
        RemarkKind::FormulaWithoutValue => texts.text("cli-remark-formula-without-value"),
        RemarkKind::Shortened { field, limit, length } => {
            let values = vec![
                ("field", field_name(field, texts).into()),
                ("limit", limit.into()),
                ("length", length.into()),
            ];
            said("cli-remark-shortened", values)
        }
    }
}

/// Why a file cannot be read, and what to do.
#[must_use]
pub fn unreadable(file: &str, error: &ReadError) -> Sentence {
    use app::import::FileKind;
    let sentence = match error {
        ReadError::Io(_) => Sentence::of("import-read-failed"),
        ReadError::Empty => Sentence::of("cli-read-empty"),
        ReadError::OnlyHeader { .. } => Sentence::of("cli-read-only-header"),
        ReadError::NotATable(kind) => Sentence::of(match kind {
            FileKind::Spreadsheet | FileKind::OldOffice | FileKind::OpenDocument => "cli-read-spreadsheet",
            FileKind::Document => "cli-read-document",
            FileKind::Zip | FileKind::Archive => "cli-read-archive",
            FileKind::Pdf => "cli-read-pdf",
            FileKind::Html | FileKind::Xml => "cli-read-web-page",
            FileKind::Image | FileKind::Binary => "cli-read-not-text",
        }),
        ReadError::DamagedGzip => Sentence::of("cli-read-damaged"),
        ReadError::TooLarge { limit } => Sentence::of("cli-read-too-large").with("limit", limit / (1 << 30)),
        ReadError::PackedTooHard { .. } => Sentence::of("cli-read-packed-too-hard"),
        ReadError::TooManyColumns { limit } => {
            Sentence::of("cli-read-too-many-columns").with("limit", *limit)
        }
        ReadError::HeaderTooLarge { .. } => Sentence::of("cli-read-header-too-large"),
        ReadError::NotJson => Sentence::of("cli-read-not-json"),
        ReadError::DamagedWorkbook => Sentence::of("cli-read-damaged"),
        ReadError::ProtectedWorkbook => Sentence::of("cli-read-protected"),
        ReadError::OddWorkbook(_) => Sentence::of("cli-read-odd-workbook"),
        ReadError::WorkbookTooLarge { limit } => {
            Sentence::of("cli-read-workbook-too-large").with("limit", limit / (1 << 20))
        }
        ReadError::NoSuchSheet { asked, sheets } => Sentence::of("cli-read-no-such-sheet")
            .with("sheet", asked.clone())
            .with("sheets", sheets.join(", ")),
    };
    sentence.with("file", file)
}

/// The first files of a run by their names, and how many more there are.
#[must_use]
pub fn files(files: &[String], texts: Texts) -> String {
    let name = |file: &String| file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let named: Vec<String> = files.iter().take(FILES_NAMED).map(name).collect();
    match files.len().saturating_sub(FILES_NAMED) {
        0 => named.join(", "),
        more => {
            texts.text_with("solution-and-more", &[("names", named.join(", ").into()), ("more", more.into())])
        }
    }
}

/// What a file is, such as "CSV med semikolon".
#[must_use]
pub fn layout(format: &Format, texts: Texts) -> String {
    texts.text(match format.layout {
        Layout::Csv { separator, .. } => match separator {
            Separator::Comma => "cli-layout-comma",
            Separator::Semicolon => "cli-layout-semicolon",
            Separator::Tab => "cli-layout-tab",
            Separator::Bar => "cli-layout-bar",
        },
        Layout::Json(_) => "cli-layout-json",
        Layout::Workbook(_) => "sheet-layout",
    })
}

/// The row report as CSV: problems, remarks, and each unknown word with the first row that has it.
///
/// # Errors
/// What `out` says.
pub fn row_report<W: std::io::Write>(report: &ImportReport, out: W, texts: Texts) -> std::io::Result<W> {
    let header = [
        texts.text("cli-report-header-row"),
        texts.text("cli-report-header-column"),
        texts.text("cli-report-header-value"),
        texts.text("cli-report-header-code"),
        texts.text("cli-report-header-message"),
    ];
    let mut writer = ReportWriter::new(out, Separator::Comma, header.each_ref().map(String::as_str))?;
    for one in report.problems.kept.iter().chain(&report.remarks.kept) {
        let text = format!("{}{}", file_of(report, one), finding(report, one, texts));
        writer.write(&ReportRow {
            row: one.place.row,
            column: one.column.as_deref().unwrap_or_default(),
            value: &one.value,
            code: one.kind.code(),
            message: &text,
        })?;
    }
    for word in &report.unknown {
        let field = field_name(word.field, texts);
        let text = texts.text_with("cli-report-unknown-word", &[("rows", word.rows.into())]);
        writer.write(&ReportRow {
            row: word.first.row,
            column: &field,
            value: &word.value,
            code: "unknown_word",
            message: &text,
        })?;
    }
    writer.finish()
}

/// Name of the file, where there are several.
#[must_use]
pub fn file_of(report: &ImportReport, finding: &Finding) -> String {
    match (report.tables.len(), report.tables.get(finding.place.table)) {
        (0 | 1, _) | (_, None) => String::new(),
        (_, Some(name)) => format!("{name}, "),
    }
}
