//! The list of needs and its file: what is shown to whom, filters in the address, what an empty list says.

use crate::house::{ANNA, BO, Browser, House};
use domain::sharing::Sharing;

const TEXT: &str =
    "Vi hämtar nycklar på kontoret flera gånger om dagen. När en nyckel saknas blir besöket sent.";

/// Sends a need with this text, shared this far.
async fn sent(browser: &Browser, text: &str, sharing: Sharing) {
    browser.sends_need(&[("text", text), ("sharing", sharing.code())]).await;
}

#[tokio::test]
async fn the_list_filters_counts_and_says_what_is_empty() {
    let house = House::new().await;
    let (anna, bo) = (house.signed_in_as(ANNA).await, house.signed_in_as(BO).await);
    assert!(anna.get("/behov").await.is(200).contains("Det första behovet tar två meningar att skriva."));
    let area = [("text", "Barnen räknas för hand"), ("service_area", "407"), ("sharing", "collaboration")];
    bo.sends_need(&area).await;
    sent(&anna, TEXT, Sharing::Collaboration).await;
    anna.post("/behov/nytt", &[("text", "Ett utkast om larm")]).await.leads_to();

    for (address, titles, count) in [
        ("/behov", vec!["Vi hämtar nycklar", "Barnen räknas", "Ett utkast"], "3"),
        ("/behov?visa=mina", vec!["Vi hämtar nycklar", "Ett utkast"], "2"),
        ("/behov?visa=mina&lage=draft", vec!["Ett utkast"], "1 av 2"),
        ("/behov?visa=kommun&lage=submitted", vec!["Vi hämtar nycklar"], "1 av 2"),
        ("/behov?kommun=Vara", vec!["Barnen räknas"], "1 av 3"),
        ("/behov?omrade=407", vec!["Barnen räknas"], "1 av 3"),
        ("/behov?omrade=F%C3%B6rskola%20och%20skola", vec!["Barnen räknas"], "1 av 3"),
        ("/behov?q=nyck+kont", vec!["Vi hämtar nycklar"], "1 av 3"),
        ("/behov?sortering=rubrik&sida=7", vec!["Barnen räknas", "Ett utkast", "Vi hämtar nycklar"], "3"),
        (
            "/behov?kommun=Atlantis&lage=okänt&sida=x".replace('ä', "%C3%A4").as_str(),
            vec!["Barnen räknas"],
            "3",
        ),
    ] {
        let list = anna.get(address).await;
        let body = list.is(200);
        let places: Vec<_> = titles
            .iter()
            .map(|title| body.find(title).unwrap_or_else(|| panic!("{title}: {address}")))
            .collect();
        assert!(body.contains(&format!("id=\"antal\">{count}</span>")), "{count} at {address}: {body}");
        assert!(!address.contains("sortering") || places.is_sorted(), "{address}");
    }
    let none = anna.get("/behov?q=simhall&omrade=407").await;
    assert!(none.is(200).contains("Inga behov med simhall och Förskola"), "{}", none.body);
    assert!(
        none.body.contains("href=\"/behov\">Rensa filter")
            && none.body.contains("href=\"/behov?omrade=407\"")
    );

    let part = anna.clone().with_header("hx-request", "true").get("/behov?q=nyck&kommun=").await;
    assert!(part.is(200).trim_start().starts_with("<div id=\"lista\">"), "{}", part.body);
    assert_eq!(part.headers["hx-push-url"], "/behov?q=nyck");
    assert!(house.visitor().get("/behov?visa=mina").await.is(200).contains("Inget behov är publikt än."));
}

#[tokio::test]
async fn the_file_holds_what_the_list_shows() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    sent(&anna, "=1+1 är en formel som någon skrev", Sharing::Collaboration).await;
    sent(&house.signed_in_as(BO).await, "Barnen räknas för hand", Sharing::Organisation).await;
    let file = anna.get("/behov.csv").await;
    let body = file.is(200);
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("behov-2026-11-09.csv"));
    assert!(body.starts_with("\u{feff}Nummer,"), "{body}");
    assert!(body.contains("'=1+1 är en formel") && !body.contains("Barnen"), "{body}");
    assert!(!anna.get("/behov.csv?q=barnen").await.is(200).contains("formel"));
    assert!(!house.visitor().get("/behov.csv").await.is(200).contains("formel"));
}

#[tokio::test]
async fn the_workbook_holds_what_the_list_shows() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    sent(&anna, "=1+1 är en formel som någon skrev", Sharing::Collaboration).await;
    sent(&house.signed_in_as(BO).await, "Barnen räknas för hand", Sharing::Organisation).await;
    let page = anna.get("/behov").await;
    for says in ["href=\"/behov.xlsx\"", "Hämta som Excel (XLSX)"] {
        assert!(page.is(200).contains(says), "{}", page.body);
    }
    let sheet = |bytes: Vec<u8>| {
        let mut read = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        std::io::read_to_string(read.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap()
    };
    let file = anna.get("/behov.xlsx").await;
    file.is(200);
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("behov-2026-11-09.xlsx"));
    assert!(file.headers["content-type"].to_str().unwrap().ends_with("spreadsheetml.sheet"));
    let rows = sheet(file.bytes);
    assert!(rows.contains(">=1+1 är en formel") && !rows.contains("<f>"), "{rows}");
    assert!(rows.contains(">Nummer<") && !rows.contains("Barnen"), "{rows}");
    assert!(!sheet(anna.get("/behov.xlsx?q=barnen").await.bytes).contains("formel"));
    assert!(!sheet(house.visitor().get("/behov.xlsx").await.bytes).contains("formel"));
}
