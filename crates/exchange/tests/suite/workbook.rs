//! Workbooks as people make them: values, headers, sheets, and what is told about them.

use exchange::read::{DateSystem, Found, Layout, SheetLayout};
use exchange::{Cell, ReadError, ReadOptions, RowFault, Source, SourceRow};
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::parts::{Book, plain, styles, texts, worksheet};
use crate::{import, open};

type Bytes = Source<std::io::Cursor<Vec<u8>>>;

fn layout(source: &Bytes) -> SheetLayout {
    let Layout::Workbook(layout) = source.format().layout else { panic!("{:?}", source.format()) };
    layout
}

fn names(source: &Bytes) -> Vec<&str> {
    source.columns().iter().map(|column| column.name.as_str()).collect()
}

fn headers(source: &Bytes) -> Vec<&str> {
    source.columns().iter().map(|column| column.header.as_str()).collect()
}

fn rows(source: &mut Bytes) -> Vec<SourceRow> {
    source.rows().unwrap().map(Result::unwrap).collect()
}

fn shown(row: &SourceRow) -> Vec<&str> {
    row.cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) => text.as_str(),
            Cell::List(_) => panic!("a workbook has no lists"),
        })
        .collect()
}

fn table(bytes: Vec<u8>) -> (Bytes, Vec<SourceRow>) {
    // The name says something else: the content decides.
    let mut source = open(bytes, "losningar.csv").unwrap();
    let rows = rows(&mut source);
    (source, rows)
}

#[test]
fn values_are_read_as_they_are_shown() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = |code: &str| Format::new().set_num_format(code);
    for (column, header) in (0..).zip(["namn", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]) {
        sheet.write(0, column, header).unwrap();
    }
    sheet.write(1, 0, "0114").unwrap();
    sheet.write(1, 1, 2024).unwrap();
    sheet.write(1, 2, 0.1 + 0.2).unwrap();
    sheet.write_with_format(1, 3, 114, &format("0000")).unwrap();
    sheet.write_with_format(1, 4, 45_658, &format("yyyy-mm-dd")).unwrap();
    sheet.write_with_format(1, 5, 45_658.5, &format("yyyy-mm-dd hh:mm")).unwrap();
    sheet.write_with_format(1, 6, 0.25, &format("hh:mm")).unwrap();
    sheet.write_with_format(1, 7, 0.07, &format("0%")).unwrap();
    sheet.write(1, 8, true).unwrap();
    sheet.write_formula(1, 9, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(1, 10, Formula::new("=\"a\"&\"b\"").set_result("ab")).unwrap();
    let bold = Format::new().set_bold();
    sheet.write_rich_string(1, 11, &[(&bold, "Åkes "), (&Format::new(), "<nyckel> & lås")]).unwrap();
    let (source, rows) = table(workbook.save_to_buffer().unwrap());
    assert_eq!(
        shown(&rows[0]),
        [
            "0114",
            "2024",
            "0.3",
            "0114",
            "2025-01-01",
            "2025-01-01T12:00:00",
            "06:00:00",
            "7%",
            "true",
            "2",
            "ab",
            "Åkes <nyckel> & lås"
        ]
    );
    assert_eq!((rows[0].number, rows[0].remarks.len()), (2, 0));
    let found = Found { moments: 3, percents: 1, padded: 1, formulas: 2, hidden_rows: 0, hidden_columns: 0 };
    assert_eq!(layout(&source).found, found);
    assert_eq!(layout(&source).dates, DateSystem::From1900);
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let rows = texts(1, &[&["namn", "dag"]])
        + "<row r=\"2\"><c t=\"inlineStr\"><is><t>A</t></is></c><c s=\"1\"><v>44196</v></c>\
           <c t=\"d\"><v>2025-01-01T00:00:00</v></c></row>";
    let mut book = Book::default().with("Blad1", &rows, "");
    book.styles = Some(styles(&["yyyy\\-mm\\-dd"]));
    book.settings = "<workbookPr date1904=\"1\"/>".into();
    let (source, rows) = table(book.bytes());
    assert_eq!(shown(&rows[0]), ["A", "2025-01-01", "2025-01-01"]);
    assert_eq!((layout(&source).dates, layout(&source).found.moments), (DateSystem::From1904, 2));
}

#[test]
fn errors_and_formulas_without_a_value_are_told_and_empty() {
    let rows = texts(1, &[&["namn", "a", "b"]])
        + "<row r=\"2\"><c t=\"inlineStr\"><is><t>A</t></is></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>\
           <c><f>SUM(A1)</f></c></row>";
    let (_, rows) = table(Book::default().with("Blad1", &rows, "").bytes());
    assert_eq!(shown(&rows[0]), ["A", "", ""]);
    let told: Vec<_> = rows[0]
        .remarks
        .iter()
        .map(|remark| (remark.column.as_deref(), remark.value.as_str(), remark.kind.code()))
        .collect();
    assert_eq!(told, [(Some("a"), "#DIV/0!", "error_in_cell"), (Some("b"), "", "formula_without_value")]);
}

#[test]
fn shared_texts_rich_texts_and_reading_aids() {
    let mut book = Book::default().with(
        "Blad1",
        "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c></row>",
        "",
    );
    book.strings = Some(
        "<sst><si><t>namn</t></si><si><t>text</t></si>\
         <si><r><rPr><b/></rPr><t xml:space=\"preserve\">Å&#228; </t></r><r><t>B&amp;C</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>\
         <si><t><![CDATA[rad_x000A_rad]]></t></si></sst>"
            .into(),
    );
    let (_, rows) = table(book.bytes());
    assert_eq!(shown(&rows[0]), ["Åä B&C", "rad\nrad"]);
}

#[test]
fn titles_above_the_header_are_left_out_and_rows_keep_their_numbers() {
    let rows = texts(2, &[&["Våra system 2026"], &["Uppdaterad", "2026-11-30"]])
        + &texts(6, &[&["", "Namn", "Leverantör", "Driftform"], &["", "A", "Bolaget", "moln"]])
        + &texts(11, &[&["", "C", "", "", "utanför"]]);
    let (source, rows) = table(Book::default().with("Blad1", &rows, "").bytes());
    assert_eq!(names(&source), ["Namn", "Leverantör", "Driftform", "#5"]);
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [7, 11]);
    assert_eq!(shown(&rows[1]), ["C", "", "", "utanför"]);
    assert_eq!((layout(&source).header_row, layout(&source).rows_above), (6, 2));
}

#[test]
fn a_table_without_known_words_begins_at_its_first_full_row() {
    let (source, rows) =
        table(plain(&[&["Lista"], &["Vad", "Vem", "Hur"], &["A", "B", "C"], &["D", "E", "F"]]).bytes());
    assert_eq!(names(&source), ["Vad", "Vem", "Hur"]);
    assert_eq!(rows.len(), 2);
}

#[test]
fn values_that_are_words_of_headers_are_no_header() {
    for header in [["Namn", "Sort", "Nivå", "Ort"], ["Vad", "Sort", "Nivå", "Ort"]] {
        let (source, rows) =
            table(plain(&[&header, &["A", "System", "x", "y"], &["B", "b", "Standard", "z"]]).bytes());
        assert_eq!(names(&source), header);
        assert_eq!(rows.len(), 2);
    }
    let (source, _) = table(
        plain(&[
            &["Lista", "version 3", "2026"],
            &["Namn", "Leverantör", "Sort", "Ort"],
            &["A", "B", "C", "D"],
        ])
        .bytes(),
    );
    assert_eq!(names(&source), ["Namn", "Leverantör", "Sort", "Ort"]);
}

#[test]
fn merged_headers_become_names_of_group_and_column() {
    let header = texts(
        1,
        &[
            &["System i kommunen"],
            &["Namn", "Leverantör", "", "Klassning", "", "Anm"],
            &["", "Namn", "Ort", "Konfidentialitet", "Riktighet", ""],
            &["A", "Bolaget", "Vara", "2", "1", "x"],
        ],
    );
    let merged = "<mergeCells><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/>\
                  <mergeCell ref=\"D2:E2\"/><mergeCell ref=\"F2:F3\"/></mergeCells>";
    let (source, rows) = table(Book::default().with("Blad1", &header, merged).bytes());
    assert_eq!(
        names(&source),
        [
            "Namn",
            "Leverantör – Namn",
            "Leverantör – Ort",
            "Klassning – Konfidentialitet",
            "Klassning – Riktighet",
            "Anm"
        ]
    );
    assert_eq!(
        headers(&source),
        ["Namn", "Leverantör – Namn", "Leverantör – Ort", "Konfidentialitet", "Riktighet", "Anm"]
    );
    assert_eq!((rows.len(), rows[0].number), (1, 4));
    assert!(layout(&source).merged_header);
    let (made, problems) = import(Book::default().with("Blad1", &header, merged).bytes(), "");
    assert_eq!(problems, []);
    assert_eq!((made[0].name.as_str(), made[0].provider.as_str()), ("A", "Bolaget"));
    assert_eq!((made[0].confidentiality.as_str(), made[0].integrity.as_str()), ("2", "1"));
}

#[test]
fn a_group_of_columns_does_not_take_the_first_row_for_names() {
    let rows = texts(1, &[&["Namn", "Kontakt", ""], &["A", "växeln", "0512-1"], &["B", "växeln", ""]]);
    let merged = "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>";
    let (source, rows) = table(Book::default().with("Blad1", &rows, merged).bytes());
    assert_eq!(rows.len(), 2);
    assert_eq!(names(&source), ["Namn", "Kontakt", "Kontakt (2)"]);
}

#[test]
fn cells_that_are_merged_over_rows_are_read_in_each() {
    let rows =
        texts(1, &[&["Kommun", "Namn"], &["Vara", "A"], &["", "B"], &["", ""], &["", "C"], &["", "D"]]);
    let merged = "<mergeCells><mergeCell ref=\"A2:A5\"/></mergeCells>";
    let (source, rows) = table(Book::default().with("Blad1", &rows, merged).bytes());
    let cells: Vec<_> = rows.iter().map(shown).collect();
    assert_eq!(cells, [["Vara", "A"], ["Vara", "B"], ["Vara", "C"], ["", "D"]]);
    assert_eq!(layout(&source).repeated, 1);
}

#[test]
fn the_sheet_with_the_table_is_chosen_and_another_can_be_asked_for() {
    let book = || {
        Book::default()
            .with("Läs mig", &texts(1, &[&["Om", "listan"], &["a", "b"], &["c", "d"], &["e", "f"]]), "")
            .with("System", &texts(1, &[&["Namn", "Leverantör"], &["A", "B"]]), "")
            .with_sheet("Gamla", "state=\"hidden\"", &worksheet(&texts(1, &[&["Namn"], &["C"], &["D"]]), ""))
            .with("Tomt", "", "")
            .bytes()
    };
    let (source, rows) = table(book());
    assert_eq!(shown(&rows[0]), ["A", "B"]);
    let told: Vec<_> = source
        .sheets()
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.rows, sheet.hidden, sheet.chosen))
        .collect();
    assert_eq!(
        told,
        [
            ("Läs mig", 3, false, false),
            ("System", 1, false, true),
            ("Gamla", 2, true, false),
            ("Tomt", 0, false, false)
        ]
    );
    let asked = |name: &str| {
        let options = ReadOptions { sheet: Some(name.to_owned()), ..ReadOptions::default() };
        Source::open(std::io::Cursor::new(book()), "a.xlsx", options)
    };
    assert_eq!(rows_of(asked("gamla ")), 2);
    assert!(matches!(asked("Tomt"), Err(ReadError::Empty)));
    let Err(ReadError::NoSuchSheet { asked, sheets }) = asked("Blad9") else { panic!() };
    assert_eq!((asked.as_str(), sheets.len()), ("Blad9", 4));
}

fn rows_of(source: Result<Bytes, ReadError>) -> usize {
    source.unwrap().rows().unwrap().count()
}

#[test]
fn hidden_rows_and_columns_are_read_and_told() {
    let rows = texts(1, &[&["Namn"], &["A"]])
        + "<row r=\"3\" hidden=\"1\"><c t=\"inlineStr\"><is><t>B</t></is></c></row><row r=\"4\" hidden=\"1\"/>";
    let sheet = worksheet(&rows, "")
        .replace("<sheetData>", "<cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols><sheetData>");
    let (source, rows) = table(Book::default().with_sheet("Blad1", "", &sheet).bytes());
    assert_eq!(rows.len(), 2);
    let found = layout(&source).found;
    assert_eq!((found.hidden_rows, found.hidden_columns), (1, 1));
}

#[test]
fn a_workbook_can_be_read_again_and_tells_how_far_it_is() {
    let mut source = open(plain(&[&["namn"], &["A"], &["B"]]).bytes(), "a.xlsx").unwrap();
    assert_eq!(source.sample(1).unwrap().len(), 1);
    let size = source.size();
    for _ in 0..2 {
        let mut rows = source.rows().unwrap();
        assert_eq!(rows.by_ref().count(), 2);
        assert_eq!(rows.bytes_read(), size);
    }
}

#[test]
fn workbooks_without_rows() {
    let code = |book: Book| open(book.bytes(), "a.xlsx").map(|_| ()).unwrap_err().code();
    assert_eq!(code(plain(&[&["namn", "text"]])), "only_header");
    assert_eq!(code(plain(&[])), "empty_file");
    assert_eq!(code(plain(&[&[" ", ""]])), "empty_file");
    assert_eq!(code(Book::default()), "damaged_workbook");
}

#[test]
fn controls_go_with_a_remark_and_marks_of_direction_stay() {
    let (_, rows) =
        table(plain(&[&["namn", "text"], &["A_x0000_B_x0007_", "\u{202e}moc\u{202c}a\u{308}"]]).bytes());
    assert_eq!(shown(&rows[0]), ["AB", "\u{202e}moc\u{202c}ä"]);
    assert_eq!(rows[0].remarks[0].kind.code(), "control_characters_removed");
}

#[test]
fn a_cell_far_outside_refuses_its_row_only() {
    let rows = texts(1, &[&["namn"], &["A"]])
        + "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>B</t></is></c><c r=\"XFD1048576\"><v>1</v></c></row>";
    let part =
        format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>");
    let mut source = open(Book::default().with_sheet("Blad1", "", &part).bytes(), "a.xlsx").unwrap();
    let found: Vec<_> = source.rows().unwrap().collect();
    assert_eq!(found.len(), 2);
    let Err(RowFault::Refused(problem)) = &found[1] else { panic!("{found:?}") };
    assert_eq!((problem.row, problem.kind.code()), (1_048_576, "cell_outside_table"));
    assert_eq!(problem.kind.advice().code(), "empty_cell");
}
