//! What is suggested from a text alone: requirements in the writer's own words, and what the nearest vote for.

use matching::Language;
use matching::suggest::requirements::{MOST, requirements};
use matching::suggest::vote::{AREA, CAPABILITIES, Count, Voter, Voting, winners};

fn pieces(text: &str) -> Vec<String> {
    requirements(text, Language::embedded().lexicon()).into_iter().map(|piece| piece.text).collect()
}

#[test]
fn a_text_is_divided_into_its_own_words() {
    for (text, expected) in [
        (
            "Vi hämtar och lämnar nycklar på kontoret flera gånger om dagen, och när en nyckel saknas blir besöket \
             sent eller uteblir. På natten vet ingen säkert vem som har vilken nyckel, och planeringen visar inte \
             vilka nycklar turen kräver.",
            &[
                "Hämtar och lämnar nycklar på kontoret",
                "När en nyckel saknas blir besöket sent eller uteblir",
                "På natten vet ingen säkert vem som har vilken nyckel",
                "Planeringen visar inte vilka nycklar turen kräver",
            ][..],
        ),
        // Greetings, wishes, feelings and how often
        (
            "Hej! Vi skulle vilja kunna se vilka hjälpmedel som är utlånade. Det är så frustrerande. Det händer varje dag.",
            &["Se vilka hjälpmedel som är utlånade"],
        ),
        // Both sides of "och" have a verb, or share one
        (
            "Skiftarbetare kommer när vi stängt och vaktmästaren släcker på halva huset.",
            &["Skiftarbetare kommer när vi stängt", "Vaktmästaren släcker på halva huset"],
        ),
        ("Vi skickar brev och mejl till alla föräldrar.", &["Skickar brev och mejl till alla föräldrar"]),
        // "Men", a list behind a colon, lines
        (
            "Skåpet visar vem som har nyckeln men resan till kontoret finns kvar.",
            &["Skåpet visar vem som har nyckeln", "Resan till kontoret finns kvar"],
        ),
        (
            "Vi behöver: larm på natten, låsa upp utan nyckel och veta vem som varit inne.",
            &["Larm på natten", "Låsa upp utan nyckel", "Veta vem som varit inne"],
        ),
        (
            "- Se lediga tider i salen\n- Boka om utan att ringa",
            &["Se lediga tider i salen", "Boka om utan att ringa"],
        ),
        // A story of once is told only where there is nothing else
        (
            "I våras stod vi utanför dörren i fyrtio minuter.",
            &["I våras stod vi utanför dörren i fyrtio minuter"],
        ),
        ("", &[]),
        ("Hjälp!", &[]),
        ("Hej och tack på förhand", &[]),
    ] {
        assert_eq!(pieces(text), expected, "{text}");
    }
}

#[test]
fn pieces_are_short_few_and_words_of_the_text() {
    let long = "Vi letar efter hjälpmedel i tre förråd och ringer runt till kollegor. ".repeat(500);
    let many: String = (0..40).map(|n| format!("Sak nummer {n} syns inte i listan. ")).collect();
    for text in [
        long.as_str(),
        many.as_str(),
        "ord ".repeat(9000).as_str(),
        &"日本語、".repeat(2000),
        &"och ".repeat(5000),
    ] {
        let found = requirements(text, Language::embedded().lexicon());
        assert!(found.len() <= MOST);
        for piece in found {
            let words = piece.text.split_whitespace().count();
            assert!((3..=10).contains(&words), "{}", piece.text);
            let sentence = text[piece.sentence].to_lowercase();
            assert!(sentence.contains(&piece.text.to_lowercase()), "{} in {sentence}", piece.text);
        }
    }
}

fn codes(all: &[&str]) -> Vec<String> {
    all.iter().map(|code| (*code).to_owned()).collect()
}

#[test]
fn an_area_is_suggested_when_most_are_for_it() {
    let (care, school, none) = (codes(&["510"]), codes(&["407"]), Vec::new());
    let solution = |score, codes| Voter { voting: Voting::Solution, score, codes };
    let need = |score, codes| Voter { voting: Voting::Need, score, codes };
    let won = winners(
        &[solution(2.0, &care), solution(1.5, &care), solution(0.5, &school), need(1.0, &care)],
        AREA,
    );
    assert_eq!(won.len(), 1);
    assert_eq!(won[0].code, "510");
    assert!((won[0].share - 0.9).abs() < 1e-6);
    assert_eq!((won[0].solutions, won[0].needs), (Count { with: 2, of: 3 }, Count { with: 1, of: 1 }));
    for unclear in [
        &[solution(1.0, &care), solution(1.0, &school), solution(1.0, &care), solution(1.0, &school)][..],
        &[solution(2.0, &care), solution(1.0, &care)],
        &[solution(2.0, &none), solution(1.0, &care), need(1.0, &care)],
        &[solution(0.0, &care), solution(-1.0, &care), need(1.0, &care)],
        &[],
    ] {
        assert_eq!(winners(unclear, AREA), []);
    }
    let both = codes(&["407", "510"]);
    let tied = [solution(1.0, &both), solution(1.0, &both), need(1.0, &both)];
    assert_eq!(winners(&tied, AREA), [], "two that are as good are no answer");
    let few: Vec<_> = winners(&tied, CAPABILITIES).into_iter().map(|won| won.code).collect();
    assert_eq!(few, ["407", "510"], "but of capabilities several may be right");
}
