//! DOIs as people write them: with an address before, with `doi:`, or bare.
//!
//! The shape is checked, as Crossref describes it; nothing is asked of anybody. Not here: the link (`web`).

/// Longest DOI that is kept, in characters.
const LONGEST: usize = 200;

/// The DOI in what was written; nothing where that is none.
#[must_use]
pub fn parse(written: &str) -> Option<String> {
    let text = written.trim();
    let lower = text.to_ascii_lowercase();
    let before = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
    let cut = before.iter().find(|start| lower.starts_with(*start)).map_or(0, |start| start.len());
    let doi = text.get(cut..)?.trim();
    let (prefix, suffix) = doi.split_once('/')?;
    let registrant = prefix.strip_prefix("10.")?;
    let is_registrant = (4..=9).contains(&registrant.split('.').next().unwrap_or_default().len())
        && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_suffix = !suffix.is_empty()
        && suffix.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"'));
    (is_registrant && is_suffix && doi.chars().count() <= LONGEST).then(|| doi.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_known_by_its_shape_however_it_is_written() {
        for written in [
            "10.1000/xyz123",
            " doi:10.1000/xyz123 ",
            "https://doi.org/10.1000/xyz123",
            "HTTP://DX.DOI.ORG/10.1000/xyz123",
        ] {
            assert_eq!(parse(written).as_deref(), Some("10.1000/xyz123"), "{written}");
        }
        assert_eq!(parse("10.1002/(SICI)1097;2-4").as_deref(), Some("10.1002/(SICI)1097;2-4"));
        for written in [
            "",
            "10.1000",
            "10.1/x",
            "11.1000/x",
            "10.1000/",
            "10.1000/a b",
            "10.1000/<script>",
            "https://example.org/10.1000/x",
            "javascript:10.1000/x",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
        assert_eq!(parse(&format!("10.1000/{}", "x".repeat(LONGEST))), None);
    }
}
