//! Stems: Snowball's Swedish and English algorithms, with three repairs for Swedish.
//!
//! Snowball cuts endings without a dictionary and so parts words whose stem vowel comes and goes: *nycklar* gives
//! "nyckl", *nyckel* "nyckel"; *tecken* gives "teck", *tecknet* "teckn". Both repairs ask the word list:
//! a stem that ends in a consonant and l, n or r gets its e back where that makes a known word, and a known word in -en
//! is left alone where cutting would leave no known word.
//!
//! Source: M. F. Porter, Snowball, <https://snowballstem.org/algorithms/swedish/stemmer.html>.

use rust_stemmers::{Algorithm, Stemmer};

use crate::language::Lexicon;

/// The stem of a folded Swedish word.
pub fn swedish_stem(word: &str, lexicon: &Lexicon) -> String {
    if let Some(base) = without_article(word, lexicon) {
        return swedish_stem(&base, lexicon);
    }
    let stem = Stemmer::create(Algorithm::Swedish).stem(word);
    if word.ends_with("en")
        && stem.len() + 2 == word.len()
        && lexicon.is_lemma(word)
        && !lexicon.is_lemma(&stem)
    {
        return word.to_owned();
    }
    with_lost_vowel(&stem, lexicon).unwrap_or_else(|| stem.into_owned())
}

/// The stem of a folded English word.
pub fn english_stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// The dictionary word that a definite noun is made from, where Snowball leaves its ending: *larm* of *larmet*, *rum* of
/// *rummets*, *nyckel* of *nyckeln*, *skola* of *skolan*.
fn without_article(word: &str, lexicon: &Lexicon) -> Option<String> {
    let bare = word.strip_suffix('s').unwrap_or(word);
    if bare.len() < 5 || lexicon.is_lemma(word) || lexicon.is_lemma(bare) {
        return None;
    }
    if let Some(front) = bare.strip_suffix("et") {
        let single = front.strip_suffix("mm").map(|shorter| format!("{shorter}m"));
        let bases = [Some(front.to_owned()), single, with_lost_vowel(front, lexicon)];
        return bases.into_iter().flatten().find(|base| lexicon.is_lemma(base));
    }
    bare.strip_suffix('n').filter(|base| lexicon.is_lemma(base)).map(str::to_owned)
}

fn with_lost_vowel(stem: &str, lexicon: &Lexicon) -> Option<String> {
    let last = stem.chars().next_back().filter(|c| matches!(c, 'l' | 'n' | 'r'))?;
    let front = &stem[..stem.len() - 1];
    let before = front.chars().next_back()?;
    if front.len() < 3 || before == last || is_vowel(before) || lexicon.is_lemma(stem) {
        return None;
    }
    let whole = format!("{front}e{last}");
    lexicon.is_lemma(&whole).then_some(whole)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö' | 'é')
}

#[cfg(test)]
mod tests {
    use super::{english_stem, swedish_stem};
    use crate::language::Language;

    #[test]
    fn inflected_forms_share_a_stem() {
        let lexicon = Language::embedded().lexicon();
        for forms in [
            &["nyckel", "nycklar", "nycklarna", "nyckeln"][..],
            &["besök", "besöken", "besöket"],
            &["tecken", "tecknet", "tecknen"],
            &["larm", "larmet", "larmen"],
            &["program", "programmet", "programmets"],
            &["vatten", "vattnet"],
            &["skola", "skolan", "skolor", "skolorna"],
            &["handläggning", "handläggningen", "handläggningar"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| swedish_stem(form, lexicon)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{forms:?} gave {stems:?}");
        }
        assert_eq!(english_stem("bookings"), english_stem("booking"));
    }
}
