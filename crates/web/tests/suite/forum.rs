//! Forums and meetings as people meet them: set up, called, held matter by matter with a look before each decision, confirmed;
//! and what others get to know.

use crate::house::{ADA, ANNA, BO, Browser, House, IDA, KARIN, RUT};
use domain::id::PersonId;

const TEXT: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";
const WHY: &str = "Många besök blir sena i dag.";

/// A meeting of Essunga's own forum that is called; Ada chairs and Karin is a member. The address, and the case.
async fn called(house: &House, karin: &Browser) -> (String, String) {
    let anna = house.signed_in_as(ANNA).await;
    anna.sends_need(&[("text", TEXT), ("sharing", "collaboration")]).await;
    let forum = [
        ("jointly", "nej"),
        ("name", "Lokal beredning"),
        ("body", "Digitaliseringssamordnaren"),
        ("voting", "members"),
    ];
    let without = karin.post("/forum/nytt", &forum).await;
    assert!(
        without.is(422).contains("Skriv vad forumet får besluta.")
            && without.body.contains("Lokal beredning")
    );
    let whole: Vec<_> = forum.iter().copied().chain([("mandate", "Tar emot kommunens behov.")]).collect();
    let begun = karin.post("/forum/nytt", &whole).await.leads_to().to_owned();
    let forum = begun.trim_end_matches("?nytt=forum").to_owned();
    for (who, seat) in [(ADA, "chair"), (KARIN, "member")] {
        let person = house.person(who).to_string();
        karin.post(&format!("{forum}/platser"), &[("person", &person), ("seat", seat)]).await.leads_to();
    }
    let page = karin.get(&forum).await;
    let case = page.is(200).split("/arenden/A-").nth(1).unwrap().split('"').next().unwrap();
    let case = format!("A-{case}");
    let call = format!("{forum}/moten/nytt");
    let wrong = [
        ("day", "i morgon"),
        ("starts", "9"),
        ("ends", "11"),
        ("place", "Rådhuset"),
        ("cases", case.as_str()),
    ];
    let back = karin.post(&call, &wrong).await;
    assert!(
        back.is(422).contains("Skriv vilken dag mötet hålls") && back.body.contains("value=\"Rådhuset\"")
    );
    let right = [
        ("day", "2099-01-15"),
        ("starts", "9"),
        ("ends", "11.30"),
        ("place", "Rådhuset"),
        ("cases", case.as_str()),
        ("others", "Läget"),
        ("others", ""),
    ];
    let called = karin.post(&call, &right).await.leads_to().trim_end_matches("?nytt=kallat").to_owned();
    (called, case)
}

/// The version that the page of a meeting was shown in.
async fn version(browser: &Browser, meeting: &str) -> String {
    browser.get(meeting).await.field("version")
}

async fn step(browser: &Browser, meeting: &str, to: &str) {
    let version = version(browser, meeting).await;
    let done = browser.post(&format!("{meeting}/steg"), &[("version", &version), ("to", to)]).await;
    done.leads_to();
}

async fn opened(house: &House, ada: &Browser, meeting: &str) {
    let there: Vec<String> = [ADA, KARIN].map(|who: &str| house.person(who).to_string()).into();
    let version = version(ada, meeting).await;
    let fields = [("version", version.as_str()), ("there", &there[0]), ("there", &there[1])];
    ada.post(&format!("{meeting}/narvaro"), &fields).await.leads_to();
    step(ada, meeting, "running").await;
}

/// The address of the first matter.
async fn first(browser: &Browser, meeting: &str) -> String {
    let page = browser.get(meeting).await;
    let item = page.is(200).split(&format!("{meeting}/punkter/")).nth(1).unwrap();
    format!("{meeting}/punkter/{}", item.split('"').next().unwrap())
}

fn vote(person: PersonId) -> String {
    format!("vote_{person}")
}

#[tokio::test]
async fn the_room_looks_before_it_decides_and_a_lost_vote_keeps_what_was_written() {
    let house = House::new().await;
    let (karin, ada) = (house.signed_in_as(KARIN).await, house.signed_in_as(ADA).await);
    let (meeting, case) = called(&house, &karin).await;
    opened(&house, &ada, &meeting).await;
    let matter = first(&ada, &meeting).await;
    assert!(ada.get(&matter).await.is(200).contains(TEXT));
    let followed = karin.get(&matter).await;
    assert!(
        followed.is(200).contains(TEXT) && !followed.body.contains("name=\"gor\""),
        "who leads it alone treats it"
    );

    let version = version(&ada, &meeting).await;
    let (by_ada, by_karin) = (vote(house.person(ADA)), vote(house.person(KARIN)));
    let fields =
        [("version", version.as_str()), ("course", "vidare:matching"), ("reason", WHY), ("agreed", "nej")];
    let with = |more: &[(&'static str, &'static str)]| -> Vec<(String, String)> {
        fields.iter().chain(more).map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let send = async |sent: Vec<(String, String)>| {
        let sent: Vec<(&str, &str)> =
            sent.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        ada.post(&matter, &sent).await
    };
    let none = send(with(&[("gor", "granska")])).await;
    assert!(none.is(422).contains("Ingen röst är ifylld") && none.body.contains(WHY));
    let mut lost = with(&[("gor", "granska")]);
    lost.extend([(by_ada.clone(), "no".to_owned()), (by_karin.clone(), "yes".to_owned())]);
    let lost = send(lost).await;
    assert!(lost.is(422).contains("Fler röstar mot förslaget") && lost.body.contains(WHY), "{}", lost.body);

    let mut won = with(&[("gor", "granska")]);
    won.extend([(by_ada, "yes".to_owned()), (by_karin, "no".to_owned())]);
    let looked = send(won.clone()).await;
    assert!(looked.is(200).contains("Forumet är på väg att besluta"));
    assert!(looked.body.contains("Röster: 1 ja, 1 nej, 0 avstår"), "{}", looked.body);
    let page = format!("/arenden/{case}");
    assert!(!karin.get(&page).await.is(200).contains(WHY), "nothing is decided by a look");
    won.retain(|(key, _)| key != "gor");
    won.push(("gor".to_owned(), "besluta".to_owned()));
    let next = send(won).await.leads_to().to_owned();
    assert!(
        next.starts_with(&format!("{meeting}/punkter/")) && !next.starts_with(&matter),
        "on to the next: {next}"
    );
    let decided = karin.get(&page).await;
    assert!(decided.is(200).contains(WHY) && decided.body.contains("§ 1, Lokal beredning 2099-01-15"));
    assert!(decided.body.contains(&meeting), "the case leads to the meeting");
}

#[tokio::test]
async fn minutes_are_confirmed_by_another_and_then_stand() {
    let house = House::new().await;
    let (karin, ada) = (house.signed_in_as(KARIN).await, house.signed_in_as(ADA).await);
    let (meeting, _) = called(&house, &karin).await;
    ada.get(&format!("{meeting}/protokoll")).await.is(404);
    opened(&house, &ada, &meeting).await;
    let matter = first(&ada, &meeting).await;
    let at = version(&ada, &meeting).await;
    let put_off = [("version", at.as_str()), ("gor", "bordlagg"), ("reason", "Underlaget är inte klart.")];
    ada.post(&matter, &put_off).await.leads_to();

    let give = format!("{meeting}/atgarder");
    let at = version(&ada, &meeting).await;
    let karins = house.person(KARIN).to_string();
    let without = ada.post(&give, &[("version", &at), ("person", &karins), ("due", "2099-02-01")]).await;
    assert!(without.is(422).contains("Skriv vad som ska göras."));
    let task = [
        ("version", at.as_str()),
        ("action", "Räkna om kostnaden."),
        ("person", &karins),
        ("due", "2099-02-01"),
    ];
    ada.post(&give, &task).await.leads_to();
    let waits = karin.get("/arenden?visa=vantar").await;
    assert!(waits.is(200).contains("Räkna om kostnaden."));
    assert!(!house.signed_in_as(ANNA).await.get("/arenden?visa=vantar").await.is(200).contains("Räkna om"));

    step(&ada, &meeting, "ended").await;
    let minutes = format!("{meeting}/protokoll");
    assert!(karin.get(&minutes).await.is(200).contains("Protokollet är inte justerat."));
    let own = karin.get(&meeting).await.field("version");
    ada.post(&format!("{meeting}/steg"), &[("version", &own), ("to", "confirmed")]).await.is(403);
    step(&karin, &meeting, "confirmed").await;
    let read = ada.get(&minutes).await;
    for told in
        ["Justerat av Karin Ås", "Underlaget är inte klart.", "Uppskjuten", "Räkna om kostnaden.", "Läget"]
    {
        assert!(read.is(200).contains(told), "{told} in {}", read.body);
    }
    let late = [("version", at.as_str()), ("gor", "anteckna"), ("reason", "Ändrat i efterhand.")];
    assert_eq!(ada.post(&matter, &late).await.status, 409, "what is confirmed stands");
}

#[tokio::test]
async fn others_learn_nothing_of_an_own_forum_and_a_calendar_gets_the_right_hour() {
    let house = House::new().await;
    let karin = house.signed_in_as(KARIN).await;
    let (meeting, _) = called(&house, &karin).await;
    let page = karin.get(&meeting).await;
    let forum = page.is(200).split("href=\"/forum/").nth(1).unwrap().split('"').next().unwrap();
    let forum = format!("/forum/{forum}");
    for name in [BO, IDA] {
        let other = house.signed_in_as(name).await;
        for address in [&meeting, &forum, &format!("{meeting}/kalender.ics"), &format!("{forum}/moten.csv")] {
            other.get(address).await.is(404);
        }
        assert!(!other.get("/forum").await.is(200).contains("Lokal beredning"));
    }
    let rut = house.signed_in_as(RUT).await;
    assert!(rut.get("/forum").await.is(200).contains("Lokal beredning"));
    let read = rut.get(&meeting).await;
    assert!(read.is(200).contains("Läget") && !read.body.contains("<form method=\"post\" action=\"/moten"));
    rut.get(&format!("{meeting}/andra")).await.is(403);
    let calendar = karin.get(&format!("{meeting}/kalender.ics")).await;
    assert!(calendar.is(200).contains("DTSTART:20990115T080000Z"), "{}", calendar.body);
    assert!(calendar.body.replace("\r\n ", "").contains(&format!("http://brygga.example{meeting}")));
}

#[tokio::test]
async fn minutes_and_bases_for_decision_come_as_papers_to_those_who_may_read_them() {
    let house = House::new().await;
    let (karin, ada) = (house.signed_in_as(KARIN).await, house.signed_in_as(ADA).await);
    let (meeting, case) = called(&house, &karin).await;
    opened(&house, &ada, &meeting).await;
    let paper = format!("/arenden/{case}/beslutsunderlag");
    let page = karin.get(&paper).await;
    assert!(page.is(200).contains(TEXT) && page.body.contains("Digitaliseringssamordnaren"), "{}", page.body);
    for address in [format!("{paper}.pdf"), format!("{meeting}/protokoll.pdf")] {
        let file = karin.get(&address).await;
        assert!(file.is(200).starts_with("%PDF-1.7"), "{address}");
        assert_eq!(file.headers["content-type"], "application/pdf");
    }
    let ida = house.signed_in_as(IDA).await;
    for address in [paper.clone(), format!("{paper}.pdf"), format!("{meeting}/protokoll.pdf")] {
        ida.get(&address).await.is(404);
    }
}
