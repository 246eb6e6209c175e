//! The page that everybody reads, the feed, the statement of accessibility, and writing all of it with a form.

use crate::house::{ADA, Browser, House, KARIN};

/// Karin begins a text; its address.
async fn begun(karin: &Browser, desk: &str, kind: &str, fields: &[(&str, &str)]) -> String {
    let answer = karin.post(&format!("{desk}/ny?slag={kind}"), fields).await;
    answer.leads_to().split('?').next().unwrap().to_owned()
}

/// Karin asks, and Ada, who administers and so coordinates too, agrees.
async fn shows(karin: &Browser, ada: &Browser, text: &str) {
    let steps = format!("{text}/steg");
    karin.post(&steps, &[("steg", "wish"), ("version", "1")]).await.leads_to();
    let own = karin.post(&steps, &[("steg", "agree"), ("version", "2")]).await;
    assert!(own.is(409).contains("Någon annan behöver godkänna"), "{}", own.body);
    ada.post(&steps, &[("steg", "agree"), ("version", "2")]).await.leads_to();
}

#[tokio::test]
async fn a_page_is_written_previewed_agreed_to_and_read_by_everybody() {
    let house = House::new().await;
    let (karin, ada, anybody) =
        (house.signed_in_as(KARIN).await, house.signed_in_as(ADA).await, house.visitor());
    assert!(anybody.get("/oppet").await.is(200).contains("Ingen samverkan har en publik sida än"));
    let list = karin.get("/samverkan").await;
    let at = list.body.find("/samverkan/0").expect("a collaboration");
    let desk = format!("{}/sida", list.body[at..].split('"').next().unwrap());

    let empty = karin.post(&format!("{desk}/ny?slag=page"), &[("title", "Tillsammans")]).await;
    assert!(
        empty.is(422).contains("Skriv vad det handlar om") && empty.body.contains("value=\"Tillsammans\"")
    );
    let words =
        [("title", "Tillsammans & starkare"), ("lead", "Vi hjälps åt."), ("goals", "Tid. För invånaren.")];
    let page = begun(&karin, &desk, "page", &words).await;
    let preview = karin.get(&format!("{page}/forhandsvisning")).await;
    assert!(
        preview.is(200).contains("Så här kommer det att se ut") && preview.body.contains("Vi hjälps åt.")
    );
    anybody.get("/oppet/samverkan").await.is(404);
    shows(&karin, &ada, &page).await;
    assert_eq!(anybody.get("/oppet").await.leads_to(), "/oppet/samverkan");
    let read = anybody.get("/oppet/samverkan").await;
    assert!(read.is(200).contains("Tillsammans &#38; starkare"), "{}", read.body);
    assert!(
        read.body.contains("<strong>Tid.</strong>") && !read.body.contains("Så här kommer det att se ut")
    );

    let press = [
        ("title", "Mål & <medel>"),
        ("lead", "Kort."),
        ("from", "2026-11-02"),
        ("contact", "Växeln"),
        ("link", "https://example.org/"),
    ];
    let press = begun(&karin, &desk, "press", &press).await;
    shows(&karin, &ada, &press).await;
    let log = anybody.get("/oppet/samverkan/logg?slag=press").await;
    assert!(log.is(200).contains("Mål &#38; &#60;medel&#62;"), "{}", log.body);
    let feed = anybody.get("/oppet/samverkan/flode.atom").await;
    assert!(feed.is(200).contains("<title>Mål &#38; &#60;medel&#62;</title>"), "{}", feed.body);
    assert!(feed.body.contains("<updated>2026-11-09T00:00:00Z</updated>"));
    assert!(feed.body.contains("<published>2026-11-02T00:00:00Z</published>"));
    let file = anybody.get("/oppet/samverkan/logg.csv").await;
    assert!(file.is(200).contains("2026-11-02"), "{}", file.body);

    let stale = karin
        .post(
            &format!("{press}/andra"),
            &[
                ("version", "1"),
                ("title", "Min"),
                ("lead", "Kort."),
                ("from", "2026-11-02"),
                ("contact", "Växeln"),
            ],
        )
        .await;
    assert!(
        stale.is(409).contains("value=\"Min\"") && stale.body.contains("Nu står det: Mål"),
        "{}",
        stale.body
    );
}

#[tokio::test]
async fn the_statement_of_accessibility_holds_what_the_law_asks_for() {
    let house = House::new().await;
    let page = house.visitor().get("/om/tillganglighet").await;
    for item in [
        "Ansvarig är Vara kommun",
        "webbplatsen Brygga",
        "delvis förenlig",
        "eftersom ingen sådan prövning har kunnat göras",
        "bedömdes senast",
        "uppdaterades senast",
        "Vi har bedömt Brygga själva",
        "Kontakta samordnaren",
        "https://www.digg.se/tdosanmalan",
        "oskäligt betungande",
        "Innehåll som lagen inte omfattar",
    ] {
        assert!(page.is(200).contains(item), "{item}");
    }
}
