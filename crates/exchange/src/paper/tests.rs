//! What a paper becomes: its structure, its sheets, and that nothing of it is lost.

use super::layout::{Faces, Kind, Laid, Node, SHEET, lay};
use super::{Block, Paper, pdf};

const REGULAR: &[u8] = include_bytes!("../../../../assets/vendor/source-sans-ttf/SourceSans3-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../assets/vendor/source-sans-ttf/SourceSans3-Bold.ttf");

fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        language: "en".into(),
        written_in: "sv".into(),
        title: "Beslutsunderlag: Nycklar i hemtjänsten".into(),
        about: vec!["Vara kommun, A-2026-0001".into()],
        foot: "A-2026-0001".into(),
        sheet: "Sida".into(),
        blocks,
    }
}

fn laid(blocks: Vec<Block>) -> Laid {
    lay(&paper(blocks), &Faces::new(REGULAR, BOLD).unwrap())
}

fn text(laid: &Laid) -> String {
    laid.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Every line by the kinds that it lies in.
fn places(node: &Node, above: &str, laid: &Laid, out: &mut Vec<(String, String)>) {
    match node {
        Node::Line(at) => out.push((above.to_owned(), laid.lines[*at].text.clone())),
        Node::Group(kind, children) => {
            let name = match kind {
                Kind::Heading(level, _) => format!("H{level}"),
                other => format!("{other:?}").split([' ', '{']).next().unwrap().to_owned(),
            };
            for child in children {
                places(child, &format!("{above}/{name}"), laid, out);
            }
        }
    }
}

#[test]
fn every_kind_of_block_has_its_place_in_the_tree() {
    let laid = laid(vec![
        Block::Heading(2, "Kort".into()),
        Block::Quote("Skara".into(), "Vi letar nycklar.".into()),
        Block::List(vec!["Ett".into(), "Två".into()]),
        Block::Table(vec!["År".into(), "Kostnad".into()], vec![vec!["2027".into(), "1 200 kr".into()]]),
        Block::Facts(vec![("Risk".into(), "Låg".into())]),
        Block::Said("Nyckeln saknas ofta.".into()),
        Block::Answers(vec![("Why".into(), "Tiden räcker inte.".into())]),
    ]);
    let mut found = Vec::new();
    for node in &laid.tree {
        places(node, "", &laid, &mut found);
    }
    for (place, text) in [
        ("/H1", "Beslutsunderlag: Nycklar i hemtjänsten"),
        ("/H2", "Kort"),
        ("/Quote", "Vi letar nycklar."),
        ("/List/Item/ItemBody", "Två"),
        ("/Table/Row/HeadCell", "År"),
        ("/Table/Row/HeadCell", "2027"),
        ("/Table/Row/Cell", "1 200 kr"),
        ("/Table/Row/HeadCell", "Risk"),
    ] {
        assert!(found.contains(&(place.to_owned(), text.to_owned())), "{place} {text} in {found:?}");
    }
    assert_eq!(found.len(), laid.lines.len(), "every line lies in the tree once");
    let said: Vec<&str> =
        laid.lines.iter().filter(|line| line.style.said).map(|line| line.text.as_str()).collect();
    assert_eq!(said, ["Vi letar nycklar.", "Nyckeln saknas ofta.", "Tiden räcker inte."]);
}

#[test]
fn long_text_goes_on_over_sheets_within_the_margins_and_loses_nothing() {
    let words: Vec<String> = (0..6_000).map(|at| format!("ord{at}")).collect();
    let laid = laid(vec![Block::Text(words.join(" "))]);
    assert!(laid.sheets > 5, "{} sheets", laid.sheets);
    let written = text(&laid);
    assert!(words.iter().all(|word| written.split(' ').any(|other| other == word)));
    for line in &laid.lines {
        assert!(line.at.1 > 40.0 && line.at.1 < SHEET.1 - 50.0, "{line:?}");
        assert!(line.sheet < laid.sheets);
    }
}

#[test]
fn a_word_wider_than_the_sheet_is_broken_and_letters_that_no_font_has_are_told_as_such() {
    let long = "Omsorgsplaneringssystemsförvaltningsöverenskommelse".repeat(6);
    let laid = laid(vec![Block::Text(long.clone()), Block::Text("Emoji 🦊 och å".into())]);
    let joined: String = laid.lines.iter().map(|line| line.text.as_str()).collect();
    assert!(joined.contains(&long));
    assert!(text(&laid).contains("Emoji ? och å"));
}

#[test]
fn a_heading_is_never_the_last_line_of_a_sheet() {
    for lines in 40..60 {
        let filler = vec!["rad"; lines].join("\n");
        let laid = laid(vec![
            Block::Text(filler),
            Block::Heading(2, "Kostnad".into()),
            Block::Text("Tolv kronor.".into()),
        ]);
        let sheet = |text: &str| laid.lines.iter().find(|line| line.text == text).unwrap().sheet;
        assert_eq!(sheet("Kostnad"), sheet("Tolv kronor."), "after {lines} lines");
    }
}

#[test]
fn the_file_is_tagged_names_its_language_and_follows_the_standard() {
    let whole = paper(vec![
        Block::Heading(2, "Kort".into()),
        Block::Strong("Ska ärendet gå vidare?".into()),
        Block::Text("Två stycken.\nPå var sin rad.".into()),
        Block::Note("Fiktivt.".into()),
        Block::Quote("Skara".into(), "Vi letar nycklar.".into()),
        Block::List(vec!["Ett".into(), String::new()]),
        Block::NewSheet,
        Block::Heading(3, "Kostnad".into()),
        Block::Table(
            vec!["År".into(), "Kostnad".into()],
            vec![vec!["2027".into(), "1 200 kr".into()], vec!["2028".into(), String::new()]],
        ),
    ]);
    let file = pdf(&whole).unwrap();
    assert!(file.starts_with(b"%PDF-1.7"));
    let has = |what: &str| file.windows(what.len()).any(|part| part == what.as_bytes());
    for told in ["/StructTreeRoot", "/MarkInfo", "/Lang(en)", "pdfuaid", "/Outlines", "DisplayDocTitle"] {
        assert!(has(told), "{told}");
    }
    // Without words there is nothing to hear.
    assert!(pdf(&paper(Vec::new())).is_ok());
}
