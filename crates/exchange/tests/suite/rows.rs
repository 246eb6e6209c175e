//! Rows: numbering, shapes, cleaning, nested values, problems of single rows.

use exchange::{Cell, ReadOptions, Source, SourceRow};

use crate::{cells, open};

fn rows(text: &str) -> Vec<SourceRow> {
    open(text, "a.csv").unwrap().rows().unwrap().map(Result::unwrap).collect()
}

fn text(row: &SourceRow, place: usize) -> &str {
    match &row.cells[place] {
        Cell::Text(text) => text,
        Cell::List(items) => panic!("a list: {items:?}"),
    }
}

#[test]
fn rows_have_the_numbers_of_a_spreadsheet() {
    for line_end in ["\n", "\r\n", "\r"] {
        let file = ["namn;text", "A;\"rad\nrad\nrad\"", "", "B;x", ";", "", "", "C;y"].join(line_end);
        let numbers: Vec<u64> = rows(&file).iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 4, 8], "{line_end:?}");
    }
}

#[test]
fn json_rows_have_the_numbers_of_their_lines() {
    let mut source = open("{\"namn\":\"A\"}\n\nnot json\n[1]\n{\"namn\":\"B\"", "a.jsonl").unwrap();
    let (rows, problems) = cells(&mut source);
    assert_eq!(rows.len(), 1);
    let found: Vec<_> = problems.iter().map(|problem| (problem.row, problem.kind.code())).collect();
    assert_eq!(found, [(3, "invalid_json"), (4, "not_an_object"), (5, "invalid_json")]);
}

#[test]
fn headers_that_are_empty_or_the_same_get_names_of_their_own() {
    let source = open("\u{200b}Namn ;;namn;Namn\u{0};\nA;b;c;d;e\n", "a.csv").unwrap();
    let names: Vec<&str> = source.columns().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["Namn", "#2", "namn", "Namn (2)", "#5"]);
}

#[test]
fn short_rows_are_filled_and_long_ones_refused_unless_nothing_is_lost() {
    let mut source = open("a;b\n1\n1;2;;\n1;2;3\n", "a.csv").unwrap();
    let mut rows = source.rows().unwrap();
    assert_eq!(rows.next().unwrap().unwrap().remarks[0].kind.code(), "fewer_cells");
    assert!(rows.next().unwrap().unwrap().remarks.is_empty());
    let exchange::RowFault::Refused(problem) = rows.next().unwrap().unwrap_err() else { panic!() };
    assert_eq!((problem.row, problem.kind.code(), problem.value.as_str()), (4, "too_many_cells", "3"));
}

#[test]
fn control_characters_go_with_a_remark_and_marks_are_composed_without() {
    let found = rows("namn;text\nA\u{0}B\u{7}\u{85};a\u{308}r\tx\n");
    assert_eq!((text(&found[0], 0), text(&found[0], 1)), ("AB", "är\tx"));
    assert_eq!(found[0].remarks.len(), 1);
    assert_eq!(found[0].remarks[0].column.as_deref(), Some("namn"));
    assert_eq!(found[0].remarks[0].kind.code(), "control_characters_removed");
}

#[test]
fn nested_values_get_names_with_dots_and_lists_stay_lists() {
    let line = r#"{"namn":"A","t":{"sv":{"s":"hej"}},"n":1.50,"b":true,"z":null,
        "l":["x",2],"o":[{"k":"1"},{"k":"2","m":["3"]}]}"#
        .replace('\n', " ");
    let source = &mut open(line, "a.jsonl").unwrap();
    let names: Vec<String> = source.columns().iter().map(|column| column.name.clone()).collect();
    assert_eq!(names, ["b", "l", "n", "namn", "o.k", "o.m", "t.sv.s"]);
    let row = source.rows().unwrap().next().unwrap().unwrap();
    let list = |items: &[&str]| Cell::List(items.iter().map(|&item| item.to_owned()).collect());
    let expected = [
        Cell::Text("true".into()),
        list(&["x", "2"]),
        Cell::Text("1.5".into()),
        Cell::Text("A".into()),
        list(&["1", "2"]),
        list(&["3"]),
        Cell::Text("hej".into()),
    ];
    assert_eq!(row.cells, expected);
}

#[test]
fn a_quote_that_never_closes_is_found_where_it_opened() {
    let (rows, problems) = cells(&mut open("namn;text\nA;\"b;b\"\nB;\"öppen\nC;d\n", "a.csv").unwrap());
    assert_eq!(rows.len(), 1);
    assert_eq!((problems[0].row, problems[0].kind.code()), (3, "unclosed_quote"));
    assert_eq!(problems[0].column.as_deref(), Some("text"));
    let (rows, problems) = cells(&mut open("namn;text\nA;b\nB;\"sluten\"", "a.csv").unwrap());
    assert_eq!((rows.len(), problems.len()), (2, 0));
}

#[test]
fn large_cells_are_read_and_too_large_ones_refused_alone() {
    let long = "å".repeat(200_000);
    let found = rows(&format!("namn;text\nA;{long}\n"));
    assert_eq!(text(&found[0], 1), long);

    let huge = "x".repeat((1 << 20) + 1);
    let mut source = open(format!("namn;text\nA;{huge}\nB;c\n"), "a.csv").unwrap();
    let (rows, problems) = cells(&mut source);
    assert_eq!((rows.len(), problems[0].kind.code(), problems[0].row), (1, "cell_too_large", 2));
    let mut source = open(format!("{{\"namn\":\"{huge}\"}}\n{{\"namn\":\"B\"}}"), "a.jsonl").unwrap();
    let (rows, problems) = cells(&mut source);
    assert_eq!((rows.len(), problems[0].kind.code(), problems[0].row), (1, "cell_too_large", 1));
}

#[test]
fn a_source_can_be_read_again_and_tells_how_far_it_is() {
    let mut source = open("namn\nA\nB\n", "a.csv").unwrap();
    assert_eq!(source.sample(1).unwrap().len(), 1);
    let size = source.size();
    for _ in 0..2 {
        let mut rows = source.rows().unwrap();
        assert_eq!(rows.by_ref().count(), 2);
        assert_eq!(rows.bytes_read(), size);
    }
}

#[test]
fn a_file_on_disk_is_read_like_bytes() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "namn\nA\n").unwrap();
    let mut source = Source::open(file.reopen().unwrap(), "a.csv", ReadOptions::default()).unwrap();
    assert_eq!(source.rows().unwrap().count(), 1);
}
