//! A table as a workbook (XLSX) of one sheet, row by row: nothing is held but what the packing needs.
//!
//! Every cell is a text and says so, in its type and in its number format: no text becomes a formula, a day or a number,
//! here or when somebody edits the cell. The header stays in sight and filters the rows.
//!
//! Deliberately not here: numbers, colours, several sheets. Written without a spreadsheet library because those hold
//! the sheet in memory or on disk until it is whole.

use std::fmt::Write as _;
use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// Most characters of a cell, as spreadsheets count them (in UTF-16), with a little left for what they count otherwise.
pub(super) const LONGEST_CELL: usize = 32_000;
/// Rows of a sheet.
const MOST_ROWS: u64 = 1_048_576;
/// Widest and narrowest column, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 10..=60;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Writes the rows of one sheet.
pub(super) struct SheetWriter<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    /// Columns of the header.
    columns: usize,
    rows: u64,
    line: String,
}

impl<W: Write> SheetWriter<W> {
    /// Writes everything that stands before the rows, and the header. A column is as wide as `widths` says, in characters.
    pub(super) fn new<C: AsRef<str>>(out: W, name: &str, header: &[C], widths: &[usize]) -> io::Result<Self> {
        let mut zip = ZipWriter::new_stream(out);
        for (part, text) in fixed_parts(name) {
            begin(&mut zip, part)?;
            zip.write_all(text.as_bytes())?;
        }
        begin(&mut zip, "xl/worksheets/sheet1.xml")?;
        let mut line = format!(
            "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\">\
             <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>\
             </sheetViews><cols>"
        );
        for (place, width) in (1..).zip(widths) {
            let width = width.clamp(WIDTHS.start(), WIDTHS.end());
            // Cells beyond the last format would be General; the format of the columns holds for new rows.
            let _ = write!(
                line,
                "<col min=\"{place}\" max=\"{place}\" width=\"{width}\" style=\"1\" customWidth=\"1\"/>"
            );
        }
        line.push_str("</cols><sheetData>");
        zip.write_all(line.as_bytes())?;
        let mut sheet = Self { zip, columns: header.len(), rows: 0, line };
        sheet.row_in_style(header.iter().map(AsRef::as_ref), 2)?;
        Ok(sheet)
    }

    /// Writes one row; empty cells are left out.
    pub(super) fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
        self.row_in_style(cells, 1)
    }

    fn row_in_style<'a>(&mut self, cells: impl Iterator<Item = &'a str>, style: u8) -> io::Result<()> {
        if self.rows >= MOST_ROWS {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "more rows than a sheet has"));
        }
        self.rows += 1;
        self.line.clear();
        let row = self.rows;
        let _ = write!(self.line, "<row r=\"{row}\">");
        for (place, cell) in cells.enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let column = column_letters(place + 1);
            let _ = write!(
                self.line,
                "<c r=\"{column}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
            );
            escape(cell, &mut self.line);
            self.line.push_str("</t></is></c>");
        }
        self.line.push_str("</row>");
        self.zip.write_all(self.line.as_bytes())
    }

    /// Writes what stands after the rows and gives `out` back.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let last = format!("{}{}", column_letters(self.columns.max(1)), self.rows);
        let end = format!("</sheetData><autoFilter ref=\"A1:{last}\"/></worksheet>");
        self.zip.write_all(end.as_bytes())?;
        Ok(self.zip.finish().map_err(io::Error::other)?.into_inner())
    }
}

fn begin<W: Write>(zip: &mut ZipWriter<StreamWriter<W>>, name: &str) -> io::Result<()> {
    // The same rows give the same bytes: the time in a ZIP is the earliest it knows.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    zip.start_file(name, options).map_err(io::Error::other)
}

/// The parts that do not depend on the rows.
fn fixed_parts(name: &str) -> [(&'static str, String); 5] {
    let mut sheet = String::new();
    escape(&sheet_name(name), &mut sheet);
    let override_of = |part: &str, kind: &str| {
        format!("<Override PartName=\"/xl/{part}.xml\" ContentType=\"{SPREADSHEET}.{kind}+xml\"/>")
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let types = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/>{}{}{}</Types>",
        override_of("workbook", "sheet.main"),
        override_of("worksheets/sheet1", "worksheet"),
        override_of("styles", "styles"),
    );
    let relations = |inner: String| {
        format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>")
    };
    let workbook = format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>\
         <sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let inner =
        relation("rId1", "worksheet", "worksheets/sheet1.xml") + &relation("rId2", "styles", "styles.xml");
    [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations(inner)),
        ("xl/styles.xml", styles()),
    ]
}

/// Style 0 is what every workbook has, 1 is text (format 49), 2 is text in bold for the header.
fn styles() -> String {
    let font =
        |bold: &str| format!("<font>{bold}<sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>");
    let cell = |format: u8, font: u8, more: &str| {
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" \
             applyFont=\"1\" applyAlignment=\"1\">{more}</xf>"
        )
    };
    // A long text is one line in its row: rows as high as their texts could not be looked over.
    let top = "<alignment vertical=\"top\"/>";
    format!(
        "{DECLARATION}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\">{}{}</fonts><fills count=\"2\"><fill><patternFill \
         patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\">\
         <border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" \
         fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" \
         fillId=\"0\" borderId=\"0\" xfId=\"0\"/>{}{}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" \
         xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        font(""),
        font("<b/>"),
        cell(49, 0, top),
        cell(49, 1, top),
    )
}

/// A name that a sheet may have: at most 31 characters, and none that formulas use.
fn sheet_name(name: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let name: String = name.chars().filter(allowed).take(31).collect();
    let name = name.trim();
    if name.is_empty() { "1".to_owned() } else { name.to_owned() }
}

/// `A` for 1, `AA` for 27.
#[must_use]
pub fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        column /= 26;
    }
    letters.iter().rev().collect()
}

/// Text in XML. Characters that XML cannot hold or would change are written as spreadsheets write them: `_x000D_`.
fn escape(text: &str, out: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(&text[at..]) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                let _ = write!(out, "_x{:04X}_", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

/// Whether a text begins as an escaped character does.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'_', b'x', _, _, _, _, b'_', ..]) && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// Where a text is cut so that its beginning fits in a cell; `None` when all of it does.
pub(super) fn cut(text: &str) -> Option<usize> {
    // So few bytes cannot be more characters.
    if text.len() <= LONGEST_CELL {
        return None;
    }
    let mut units = 0;
    text.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (units > LONGEST_CELL).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn sheets_have_names_that_may_stand() {
        assert_eq!(sheet_name("Behov [2026]: alla/några"), "Behov 2026 allanågra");
        assert_eq!(sheet_name(&"å".repeat(40)), "å".repeat(31));
        assert_eq!(sheet_name("'/"), "1");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut(&"å".repeat(32_000)), None);
        assert_eq!(cut(&"å".repeat(32_001)), Some(64_000));
        assert_eq!(cut(&"🏛".repeat(16_001)), Some(64_000));
    }
}
