//! Files of references: read as reference managers write them, refused with the place and the reason, and the same after out and in again.

use domain::knowledge::Reference;
use exchange::bibliography::{ENTRIES_MAX, Entry, NotRead, Place, Why, bibtex, csl_json, read};

const BIBTEX: &str = r#"
This is a comment. @comment{Neither is this {read}}
@string{tid = "Tidskrift f{\"o}r samverkan"}
@article{ek2020,
  title = {{Att samverka} p{\aa} riktigt},
  author = {Ek, Lisa and {\"O}rn, Siv and {Göteborgs universitet}},
  journal = tid # " 2", year = 2020, volume = {3}, number = "1", pages = {10--20},
  doi = {https://doi.org/10.1000/abc_1},
  url = {https://example.org/a},
}
@book(lo2021, title = "Digitala steg", author = "Siv Lo", year = "2021-03", publisher = {F\"orlaget})
"#;

#[test]
fn bibtex_is_read_as_people_write_it() {
    let entries = read(BIBTEX).unwrap();
    assert_eq!(entries.len(), 2);
    let (first, second) = (&entries[0], &entries[1]);
    assert_eq!((first.key.as_str(), first.title.as_str()), ("ek2020", "Att samverka på riktigt"));
    assert_eq!(first.reference.authors, ["Ek, Lisa", "Örn, Siv", "Göteborgs universitet"]);
    assert_eq!(first.reference.container, "Tidskrift för samverkan 2");
    assert_eq!((first.reference.pages.as_str(), first.reference.doi.as_str()), ("10–20", "10.1000/abc_1"));
    assert_eq!((second.kind.as_str(), second.reference.year), ("book", Some(2021)));
    assert_eq!(second.reference.authors, ["Lo, Siv"]);
    assert_eq!(second.reference.publisher, "Förlaget");
}

#[test]
fn what_is_written_out_reads_back_as_the_same() {
    let reference = Reference {
        authors: vec!["Ek, Lisa".into(), "Göteborgs universitet".into()],
        year: Some(2020),
        container: "Nytt & nyttigt_100 %".into(),
        doi: "10.1000/a_b".into(),
        url: "https://example.org/~ek?a=1&b=2".into(),
        pages: "10–20".into(),
        ..Reference::default()
    };
    let one = Entry {
        key: "ek".into(),
        kind: "article-journal".into(),
        title: "Att {nå} \\ fram # 1".into(),
        summary: "Kort sagt.".into(),
        reference,
    };
    assert_eq!(read(&bibtex(std::slice::from_ref(&one))).unwrap(), std::slice::from_ref(&one));
    assert_eq!(read(&csl_json(std::slice::from_ref(&one))).unwrap(), [one]);
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_reason() {
    let line = |line, why| NotRead { place: Place::Line(line), why };
    let entry = |entry, why| NotRead { place: Place::Entry(entry), why };
    for (text, expected) in [
        ("", line(1, Why::Nothing)),
        ("bara prosa", line(1, Why::Nothing)),
        ("\n@article{a, title = {Ingen slut", line(2, Why::Unclosed)),
        ("@article{a, title = \"Ingen slut}", line(1, Why::Unclosed)),
        ("@article{a,\n title {x}}", line(2, Why::NoField)),
        ("@article{a,\n title = , year = 2020}", line(2, Why::NoValue)),
        ("@article{a, author = {Ek, Lisa}}", line(1, Why::NoTitle)),
        ("@article{a, title = {A},\n year = {snart}}", line(2, Why::Year)),
        ("@article{a, title = {A}, doi = {nej}}", line(1, Why::Doi)),
        ("@article{a, title = {A}, url = {javascript:alert(1)}}", line(1, Why::Link)),
        ("{\"title\": ", line(1, Why::NotJson)),
        ("[1]", entry(1, Why::NotReferences)),
        ("[{\"title\": \"A\"}, {\"DOI\": \"10.1000/a\"}]", entry(2, Why::NoTitle)),
        ("[{\"title\": \"A\", \"URL\": \"data:text/html,x\"}]", entry(1, Why::Link)),
        ("[{\"title\": \"A\", \"issued\": {\"date-parts\": [[\"snart\"]]}}]", entry(1, Why::Year)),
    ] {
        assert_eq!(read(text).unwrap_err(), expected, "{text}");
    }
}

#[test]
fn hostile_depth_and_size_exhaust_nothing() {
    let deep = format!("@article{{a, title = {}x{}}}", "{".repeat(200_000), "}".repeat(200_000));
    assert_eq!(read(&deep).unwrap()[0].title, "x");
    let nested = format!("[{}{}]", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&nested).unwrap_err().why, Why::NotJson);
    let many = "@misc{a, title = {A}}\n".repeat(ENTRIES_MAX + 1);
    assert_eq!(read(&many).unwrap_err().why, Why::TooMany);
    assert_eq!(read(&"x".repeat(1_000_001)).unwrap_err().why, Why::TooLarge);
}
