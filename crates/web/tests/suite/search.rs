//! The search over everything as a reader meets it: facets in the address, one type page by page, and what is said when nothing is there.

use crate::house::{ADA, ANNA, House, KARIN};
use app::App;
use domain::sharing::Sharing;
use web::{Demo, Mailing, Settings, Transport};

fn shows(page: &str, expected: &[&str], absent: &[&str]) {
    for text in expected {
        assert!(page.contains(text), "{text} should be on the page:\n{page}");
    }
    for text in absent {
        assert!(!page.contains(text), "{text} should not be on the page:\n{page}");
    }
}

/// Keys in all places: thirty solutions of Essunga, two of Halmstad, a need with its case.
async fn full_of_keys() -> House {
    let house = House::new().await;
    for number in 1..=30 {
        house.has_solution(&format!("Nyckelskåp {number:02}"), "", "Essunga", Sharing::Network).await;
    }
    house.has_solution("Nycklar i Halmstad", "", "Halmstad", Sharing::Network).await;
    house.has_solution("Nycklar för Halmstad", "", "Halmstad", Sharing::Organisation).await;
    let anna = house.signed_in_as(ANNA).await;
    let need =
        [("text", "Vi hämtar nycklar på kontoret."), ("title", "Nycklar saknas"), ("sharing", "network")];
    anna.sends_need(&need).await;
    house
}

#[tokio::test]
async fn types_and_organisations_narrow_in_the_address_and_are_taken_off_again() {
    let house = full_of_keys().await;
    let anna = house.signed_in_as(ANNA).await;
    let page = anna.get("/sok?q=nyck").await;
    shows(
        page.is(200),
        &[
            "role=\"status\">33 träffar</p>",
            "Alla typer <span class=\"count\">33</span>",
            "href=\"/sok?q=nyck&#38;typ=losningar\">Lösningar <span class=\"count\">31</span>",
            "Behov <span class=\"count\">1</span>",
            "Ärenden <span class=\"count\">1</span>",
            "href=\"/sok?q=nyck&#38;organisation=Essunga\">Essunga <span class=\"count\">32</span>",
            "Halmstad <span class=\"count\">1</span>",
            "Visa alla 31",
            "href=\"/losningar?q=nyck\">Visa i listan",
        ],
        &["Nycklar för Halmstad"],
    );
    let page = anna.get("/sok?q=nyck&typ=losningar&organisation=Halmstad").await;
    shows(
        page.is(200),
        &[
            "En träff",
            ">Nycklar i Halmstad</a>",
            "href=\"/sok?q=nyck&#38;organisation=Halmstad\">Typ: Lösningar",
            "href=\"/sok?q=nyck&#38;typ=losningar\">Organisation: Halmstad",
            "<input type=\"hidden\" name=\"typ\" value=\"losningar\">",
        ],
        &["Nyckelskåp"],
    );
    // What is not understood does not narrow.
    let page = anna.get("/sok?q=nyck&typ=annat&organisation=Ingen&sida=x").await;
    shows(page.is(200), &["33 träffar"], &["ds-chip"]);
}

#[tokio::test]
async fn one_type_is_a_whole_list_page_by_page() {
    let house = full_of_keys().await;
    let anna = house.signed_in_as(ANNA).await;
    let page = anna.get("/sok?q=nyckelsk&typ=losningar").await;
    shows(page.is(200), &[">Nyckelskåp 01<", ">Nyckelskåp 25<", "1–25 av 30"], &[">Nyckelskåp 26<"]);
    for past_the_end in ["2", "3", "4000000000"] {
        let page = anna.get(&format!("/sok?q=nyckelsk&typ=losningar&sida={past_the_end}")).await;
        shows(page.is(200), &[">Nyckelskåp 26<", ">Nyckelskåp 30<", "26–30 av 30"], &[">Nyckelskåp 25<"]);
    }
}

#[tokio::test]
async fn while_typing_the_part_comes_with_its_address_and_is_announced() {
    let house = full_of_keys().await;
    let anna = house.signed_in_as(ANNA).await.with_header("hx-request", "true");
    let part = anna.get("/sok?q=nyck&typ=behov").await;
    shows(part.is(200), &["<div id=\"lista\">", "role=\"status\">En träff"], &["<html", "<h1"]);
    assert_eq!(part.headers["hx-push-url"], "/sok?q=nyck&typ=behov");
    let part = anna.get("/sok?q=finnsinte").await;
    shows(part.is(200), &["<div role=\"status\"><h2"], &[]);
    // A number that is still being typed leads nowhere yet.
    anna.get("/sok?q=B-2026-0001").await.is(200);
}

#[tokio::test]
async fn who_finds_nothing_is_told_what_to_try() {
    let house = full_of_keys().await;
    let anna = house.signed_in_as(ANNA).await;
    let page = anna.get("/sok?q=nyckelskpp&typ=behov").await;
    shows(
        page.is(200),
        &[
            "Inget med orden nyckelskpp",
            "Menade du <a href=\"/sok?typ=behov&#38;q=nyckelsk%C3%A5p\">nyckelskåp</a>?",
            "Ta bort ett filter",
            "href=\"/matchning?text=nyckelskpp\">Beskriv ett behov",
        ],
        &["object-list"],
    );
    let page = anna.get("/sok").await;
    shows(page.is(200), &["Skriv ett eller flera ord"], &["role=\"status\"><h2", "facets"]);
}

#[tokio::test]
async fn people_are_found_by_who_administers_them() {
    let house = House::new().await;
    let name = KARIN.split(' ').next().unwrap();
    let found = format!(">{KARIN}</a>");
    let page = house.signed_in_as(ADA).await.get(&format!("/sok?q={name}")).await;
    shows(page.is(200), &[&found, "En person</h2>", "/personer?q="], &[]);
    for other in [ANNA, KARIN] {
        let page = house.signed_in_as(other).await.get(&format!("/sok?q={name}&typ=personer")).await;
        shows(page.is(200), &["Inget med orden"], &[&found]);
    }
}

#[tokio::test]
async fn every_page_has_the_search_in_its_head() {
    let house = House::new().await;
    for page in ["/", "/behov", "/om", "/finns-inte"] {
        let answer = house.visitor().get(page).await;
        shows(&answer.body, &["action=\"/sok\"", "Tangenten / öppnar sökningen"], &[]);
    }
}

#[tokio::test]
async fn pages_that_search_say_how_far_the_index_has_come() {
    let house = full_of_keys().await;
    let settings = || Settings { demo: Demo::No, transport: Transport::Http, mail: Mailing::Off };
    // A node that has not begun to read.
    let empty = App::new(house.test.db.clone(), house.clock.clone());
    let visitor = house.visitor_at(web::router(empty, settings()));
    for page in ["/sok?q=nyck", "/matchning?text=vi+letar+nycklar+varje+dag"] {
        shows(
            visitor.get(page).await.is(200),
            &[
                "Katalogen läses in, 0 procent",
                "<progress id=\"inlasning\" max=\"100\" value=\"0\"></progress>",
            ],
            &[],
        );
        shows(house.visitor().get(page).await.is(200), &[], &["<progress"]);
    }
}
