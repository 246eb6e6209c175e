//! The page on which an organisation takes along all that it has, and the archive.

use std::io::Read as _;

use crate::house::{ADA, ANNA, House, KARIN};

#[tokio::test]
async fn an_administrator_asks_for_an_archive_sees_it_being_made_and_fetches_it() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let number = anna
        .sends_need(&[("text", "Vi letar nycklar."), ("title", "Nycklar"), ("sharing", "collaboration")])
        .await;
    let karin = house.signed_in_as(KARIN).await;
    karin.get("/export").await.is(403);
    karin.post("/export", &[("begin", "ja")]).await.is(403);
    house.visitor().get("/export").await.is(401);
    let ada = house.signed_in_as(ADA).await;
    assert!(ada.get("/export").await.is(200).contains("Inget arkiv ännu."));
    assert_eq!(ada.post("/export", &[("begin", "ja")]).await.leads_to(), "/export");
    ada.post("/export", &[("begin", "ja")]).await.is(409);

    // Each look lets the work go on, so that this waits without a clock.
    let mut page = ada.get("/export").await;
    for _ in 0..5_000 {
        if page.is(200).contains("href=\"/export/") {
            break;
        }
        assert!(page.body.contains("Se hur långt det har kommit"), "{}", page.body);
        page = ada.get("/export").await;
    }
    let from = page.body.find("href=\"/export/").unwrap() + 6;
    let address: String = page.body[from..].chars().take_while(|c| *c != '"').collect();
    karin.get(&address).await.is(404);
    let archive = ada.get(&address).await;
    assert!(archive.bytes.starts_with(b"PK"), "a ZIP");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert!(read("needs.csv").contains(&format!("{number},Nycklar,")));
    assert!(read("needs.jsonl").contains(&format!("\"number\":\"{number}\"")));
    let index = read("index.html");
    for told in
        ["Export: Essunga kommun", "needs.csv, needs.jsonl", "Vad som stannar hos de andra", "Nycklar"]
    {
        assert!(index.contains(told), "{told} in {index}");
    }
    let sums = read("checksums.sha256");
    assert!(sums.contains("  events.jsonl") && sums.contains("  cases/A-2026-0001.json"), "{sums}");
}
