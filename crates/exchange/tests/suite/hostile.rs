//! Input that is meant to hurt: bombs, endless rows, names that show nothing, texts that are too long.

use std::io::{Read, Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

use exchange::read::Limits;
use exchange::{Field, ProblemKind, ReadError, ReadOptions, Source};

use crate::{import, open};

#[test]
fn a_bomb_stops_before_it_goes_off() {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(b"namn;text\nA;").unwrap();
    let zeros = vec![b'0'; 1 << 20];
    for _ in 0..64 {
        out.write_all(&zeros).unwrap();
    }
    let bomb = out.finish().unwrap();
    assert!(bomb.len() < 100_000);
    assert!(matches!(open(bomb, "a.csv.gz"), Err(ReadError::PackedTooHard { limit: 200 })));
}

#[test]
fn sizes_have_limits_that_can_be_set() {
    let limits = Limits { unpacked_bytes: 100, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let long = std::io::Cursor::new("namn\n".to_owned() + &"A\n".repeat(100));
    assert!(matches!(Source::open(long, "a.csv", options), Err(ReadError::TooLarge { limit: 100 })));
}

/// A file of any size that takes no memory: a beginning and the same bytes again and again.
struct Endless {
    head: &'static [u8],
    row: &'static [u8],
    size: u64,
    at: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.size - self.at).unwrap().min(buffer.len());
        for (place, byte) in buffer[..left].iter_mut().enumerate() {
            let place = usize::try_from(self.at).unwrap() + place;
            *byte = match self.head.get(place) {
                Some(byte) => *byte,
                None => self.row[place % self.row.len()],
            };
        }
        self.at += left as u64;
        Ok(left)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let SeekFrom::Start(at) = to else { return Err(std::io::ErrorKind::Unsupported.into()) };
        self.at = at;
        Ok(at)
    }
}

#[test]
fn one_endless_line_and_one_endless_cell_end_with_a_reason() {
    let started = Instant::now();
    let code = |head, row| {
        let file = Endless { head, row, size: 12 << 20, at: 0 };
        let mut source = Source::open(file, "a.csv", ReadOptions::default()).unwrap();
        let fault = source.rows().unwrap().next().unwrap().unwrap_err();
        fault.to_string()
    };
    assert_eq!(code(b"namn;text\n", b"x"), "cell_too_large");
    assert_eq!(code(b"namn;text\n\"", b"x\n;"), "cell_too_large");
    assert_eq!(code(b"namn;text\n", b"xxxxxxxx;"), "row_too_large");
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_header_of_one_line_is_no_table() {
    for (text, expected) in [
        ("x;".repeat(1 << 20), "too_many_columns"),
        ("x;".repeat(16_383) + "x\n" + &"1;".repeat(16_384), "too_many_columns"),
        ("x".repeat(3 << 20), "header_too_large"),
        ("namn;".to_owned() + &"x".repeat(1 << 19), "only_header"),
        (format!("{{\"{}\":1}}", "x".repeat(9 << 20)), "empty_file"),
        ((0..2_100).map(|place| format!("{{\"k{place}\":1}}\n")).collect::<String>(), "too_many_columns"),
    ] {
        let found = open(text, "a.csv").map(|_| ()).map_err(|error| error.code());
        // An object that is too large is a row that is refused, not a file without rows.
        assert_eq!(found.err().unwrap_or("empty_file"), expected);
    }
}

#[test]
fn json_a_hundred_thousand_levels_deep_refuses_its_row_only() {
    let deep = format!("{{\"namn\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    for text in
        [format!("{deep}\n{{\"namn\":\"B\"}}\n"), format!("[{{\"namn\":\"A\"}},{deep},{{\"namn\":\"B\"}}]")]
    {
        let (made, problems) = import(text, "");
        assert_eq!(made.last().unwrap().name, "B");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].kind, ProblemKind::InvalidJson);
    }
}

#[test]
fn names_that_show_nothing_are_no_names() {
    for name in
        ["", "  ", "\u{a0}", "\u{200b}\u{feff}", "\u{0}\u{7}", "\u{202e}\u{200d}", "\u{2800}", "\u{3164}"]
    {
        let (made, problems) = import(format!("id;namn\n1;\"{name}\"\n2;B\n"), "");
        assert_eq!(made.len(), 1, "{name:?}");
        assert_eq!((problems[0].row, problems[0].kind.code()), (2, "no_name"));
        assert_eq!(problems[0].column.as_deref(), Some("namn"));
        assert_eq!(problems[0].kind.advice().code(), "fill_in_name");
    }
    for name in ["NULL", "0114", "-", "\u{202e}moc\u{202c}", "🏛️", "=1+1"] {
        let (made, problems) = import(format!("id;namn\n1;{name}\n"), "");
        assert_eq!((made[0].name.as_str(), problems.len()), (name, 0));
    }
}

#[test]
fn long_names_and_summaries_are_cut_and_kept_whole_in_the_description() {
    let name = "Åäö ".repeat(2_000);
    let mut source =
        open(format!("namn;sammanfattning;beskrivning\n{name};{name};slut\nB;b;c\n"), "a.csv").unwrap();
    let sample = source.sample(10).unwrap();
    let mapping = exchange::Mapping::guess(&source, &sample).unwrap();
    let row = source.rows().unwrap().next().unwrap().unwrap();
    let made = mapping.record(&row).unwrap();
    assert!(made.record.name.chars().count() <= 300 && made.record.name.ends_with("Åäö…"));
    assert!(made.record.summary.chars().count() <= 1_000);
    assert_eq!(made.record.description, format!("{}\n\nslut", name.trim()));
    let told: Vec<_> = made.remarks.iter().map(|remark| remark.kind.code()).collect();
    assert_eq!(told, ["shortened", "shortened"]);
}

#[test]
fn other_texts_that_are_too_long_refuse_their_row() {
    let kind = |header: &str, cell: &str| {
        let (made, problems) = import(format!("namn\t{header}\nA\t{cell}\nB\t\n"), "");
        assert_eq!(made.len(), 1);
        assert!(problems[0].value.chars().count() <= 81);
        problems[0].kind
    };
    let (field, limit, length) = (Field::Description, 200_000, 200_001);
    assert_eq!(kind("beskrivning", &"å".repeat(length)), ProblemKind::TooLong { field, limit, length });
    let (field, limit, length) = (Field::Tags, 300, 301);
    assert_eq!(kind("taggar", &"å".repeat(length)), ProblemKind::ItemTooLong { field, limit, length });
    let items: String = (0..201).map(|place| format!("t{place};")).collect();
    assert_eq!(kind("taggar", &items), ProblemKind::TooManyItems { field, limit: 200, count: 201 });
}
