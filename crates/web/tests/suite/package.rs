//! A case as a file to keep: what lies in it, and that its checksums hold.

use std::io::{Cursor, Read};

use crate::house::{ANNA, BO, House, KARIN};
use sha2::{Digest, Sha256};

const TEXT: &str =
    "Vi hämtar nycklar på kontoret. Ring 070-123 45 67 eller läs https://essunga.example/rutin.";

fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for at in 0..read.len() {
        let mut file = read.by_index(at).unwrap();
        let mut body = Vec::new();
        file.read_to_end(&mut body).unwrap();
        files.push((file.name().unwrap().into_owned(), body));
    }
    files
}

#[tokio::test]
async fn who_keeps_a_case_fetches_it_as_one_file_masked_or_whole() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    anna.sends_need(&[("text", TEXT), ("sharing", "collaboration")]).await;
    let karin = house.signed_in_as(KARIN).await;
    let list = karin.get("/arenden").await;
    let case = list.is(200).split("/arenden/A-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let address = format!("/arenden/A-{case}/paket");
    for (fields, name, is_whole) in [
        (&[][..], format!("A-{case}_maskerat.zip"), false),
        (&[("hela", "ja")][..], format!("A-{case}.zip"), true),
    ] {
        let answer = karin.post(&address, fields).await;
        answer.is(200);
        assert_eq!(answer.headers["content-disposition"], format!("attachment; filename=\"{name}\""));
        let files = unpacked(&answer.bytes);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["arende.html", "arende.json", "lankar.csv", "checksums.sha256"]);
        let text = |at: usize| String::from_utf8(files[at].1.clone()).unwrap();
        for line in text(3).lines() {
            let (sum, name) = line.split_once("  ").unwrap();
            let (_, body) = files.iter().find(|(other, _)| other == name).unwrap();
            assert_eq!(sum, format!("{:x}", Sha256::digest(body)), "{name}");
        }
        let page = text(0);
        assert!(page.contains("<html lang=\"sv\">") && page.contains("Vi hämtar nycklar på kontoret."));
        assert!(!page.contains("/static/") && !page.contains("<script"), "it stands alone");
        let data: serde_json::Value = serde_json::from_str(&text(1)).unwrap();
        assert_eq!(data["masked"], !is_whole);
        for file in [&page, &text(1)] {
            assert_eq!(file.contains("070-123 45 67"), is_whole);
            assert_eq!(file.contains("Karin Ås") || file.contains("Anna Lind"), is_whole);
        }
        assert!(text(2).contains("https://essunga.example/rutin"));
    }
    let told = karin.get(&format!("/arenden/A-{case}")).await;
    assert!(told.is(200).contains("hämtade ärendet som arkivpaket"));
    let bo = house.signed_in_as(BO).await;
    assert_eq!(bo.post(&address, &[]).await.status.as_u16(), 403);
}
