//! The pages of the landscape: what members and the public see, that every cell leads to its list, and the files.

use domain::sharing::Sharing;

use crate::house::{ANNA, House, IDA};

async fn filled() -> House {
    let house = House::new().await;
    for (name, by, sharing) in [
        ("Digitala lås", "Essunga", Sharing::Public),
        ("Nyckelskåp", "Vara", Sharing::Collaboration),
        ("Larmknapp", "Skara", Sharing::Organisation),
        ("Kustens", "Halmstad", Sharing::Network),
    ] {
        house.has_solution(name, "Öppnar dörrar.", by, sharing).await;
    }
    house
}

#[tokio::test]
async fn a_cell_opens_the_list_that_it_counts() {
    let house = filled().await;
    let anna = house.signed_in_as(ANNA).await;
    let answer = anna.get("/landskap").await;
    let page = answer.is(200);
    let own = "/losningar?omrade=%C3%84ldreomsorg&anvands-av=1445";
    let cell = page.split(&own.replace('&', "&#38;")).nth(1).expect("the own cell leads to its list");
    assert!(cell.starts_with("\">1<span class=\"ds-sr-only\">: 1 egen</span>"), "{}", &cell[..90]);
    assert!(anna.get(own).await.is(200).contains("Digitala lås"));
    assert!(page.contains("2 av 3 organisationer har svarat."), "Skara's is hidden");
    assert!(!page.contains("Halmstad"), "who does not co-operate is not shown");
    assert!(page.contains("aria-current=\"page\">Matris"));
    // The public sees what is public, and is told so.
    let public = house.visitor().get("/landskap").await;
    let public = public.is(200);
    assert!(public.contains("1 av 3 organisationer har svarat."), "{public}");
    assert!(public.contains("Du ser det som är publikt"));
}

#[tokio::test]
async fn every_page_says_who_has_answered_in_both_languages() {
    let house = filled().await;
    let anna = house.signed_in_as(ANNA).await;
    for path in
        ["/landskap", "/landskap?vy=formagor", "/landskap/overlapp", "/landskap/luckor", "/landskap/lika"]
    {
        for (browser, words) in [
            (anna.clone(), "organisationer har svarat."),
            (anna.clone().in_english(), "organisations have answered."),
            (house.visitor(), "organisationer har svarat."),
        ] {
            let answer = browser.get(path).await;
            assert!(answer.is(200).contains(words), "{path}");
        }
    }
    let nobody = house.signed_in_as(IDA).await.get("/landskap/lika").await;
    assert!(nobody.is(200).contains("Halmstad har sagt att en lösning används. Det behövs"));
    let unknown = anna.get("/landskap?omrade=finns+inte&lan=99&samverkan=nej&kommun=okänd&sida=x").await;
    unknown.is(200);
}

#[tokio::test]
async fn the_files_say_the_same_as_the_pages() {
    let house = filled().await;
    let anna = house.signed_in_as(ANNA).await;
    let file = anna.get("/landskap.csv").await;
    let file = file.is(200);
    assert!(file.contains("Äldreomsorg,Essunga,1,0,1,0,har"), "{file}");
    assert!(file.contains("Äldreomsorg,Skara,0,0,0,0,inget svar"), "{file}");
    let gaps = anna.get("/landskap/luckor.csv").await;
    assert!(gaps.is(200).contains("Område utan lösning,Förskola"), "{}", gaps.body);
    for path in ["/landskap.xlsx", "/landskap/overlapp.xlsx", "/landskap/luckor.xlsx", "/landskap/lika.xlsx"]
    {
        let book = anna.get(path).await;
        assert_eq!((book.status.as_u16(), &book.bytes[..2]), (200, &b"PK"[..]), "{path}");
    }
}

#[tokio::test]
async fn contract_windows_are_for_members_and_a_calendar_takes_its_own_key() {
    let house = filled().await;
    for path in ["/landskap/avtal", "/landskap/avtal.csv", "/landskap/avtal.ics"] {
        house.visitor().get(path).await.is(401);
    }
    assert!(!house.visitor().get("/landskap").await.is(200).contains("/landskap/avtal"));
    let anna = house.signed_in_as(ANNA).await;
    assert!(anna.get("/landskap/avtal").await.is(200).contains("Inga avtal slutar inom tre år"));
    let mut keys = Vec::new();
    for scope in ["calendar", "read"] {
        let fields = [("token_name", scope), ("scope", scope), ("days", "30")];
        let made = anna.post("/konto/nycklar", &fields).await;
        let key = made.is(200).split("brygga_").nth(1).expect("the key is shown once");
        let key: String =
            key.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        keys.push(format!("brygga_{key}"));
    }
    let feed = house.visitor().get(&format!("/landskap/avtal.ics?inom=6&nyckel={}", keys[0])).await;
    assert!(feed.is(200).starts_with("BEGIN:VCALENDAR"), "{}", feed.body);
    for refused in [
        format!("/landskap/avtal.ics?nyckel={}", keys[1]),
        "/landskap/avtal.ics?nyckel=brygga_fel".to_owned(),
    ] {
        house.visitor().get(&refused).await.is(401);
    }
    // The key of a calendar opens no list, however it is sent, and in no other address is it asked for.
    let program = house.visitor().with_header("authorization", &format!("Bearer {}", keys[0]));
    program.get("/landskap/avtal.csv").await.is(401);
    house.visitor().get(&format!("/landskap/avtal.csv?nyckel={}", keys[0])).await.is(401);
}
