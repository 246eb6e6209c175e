//! Importing in the browser: from a file to what was saved, and back.

use axum::body::Body;
use axum::http::Method;

use crate::house::{Answer, Browser, House};

const BOUNDARY: &str = "----brygga-test";

/// Sends a file as a browser does.
async fn sends(browser: &Browser, name: &str, content: &[u8]) -> Answer {
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let browser =
        browser.clone().with_header("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"));
    browser.send(Method::POST, "/losningar/importera", Body::from(body)).await
}

/// Presses a button of a page, with what the page sends along.
async fn presses(browser: &Browser, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
    assert!(page.body.contains(&format!("action=\"{action}\"")), "{action} is not in\n{}", page.body);
    browser.post(action, fields).await
}

#[tokio::test]
async fn a_file_is_reviewed_saved_and_undone() {
    let house = House::new().await;
    let karin = house.signed_in_as("Karin Ås").await;
    let sent =
        sends(&karin, "lösningar.csv", "id;namn;leverantör\n1;Nyckelfria lås;Lås AB\n2;;X\n".as_bytes())
            .await;
    let address = sent.leads_to().to_owned();
    let page = karin.get(&address).await;
    let shown = page.is(200);
    for words in
        ["Granska innan det sparas", "Nyckelfria lås", "Namnet saknas", "En rad går inte att använda"]
    {
        assert!(shown.contains(words), "{words} is missing in\n{shown}");
    }
    assert!(!shown.contains("Spara en lösning"), "nothing can be saved while a row stops it");
    let report = karin.get(&format!("{address}/rader.csv")).await;
    assert!(report.is(200).contains("no_name"), "{}", report.body);

    let columns =
        [("k0", "id"), ("k1", "name"), ("k2", "provider"), ("delning", "organisation"), ("hoppa", "ja")];
    let chosen = presses(&karin, &page, &address, &columns).await;
    let page = karin.get(chosen.leads_to().split('#').next().unwrap()).await;
    assert!(page.is(200).contains("Spara en lösning"), "{}", page.body);
    let digest = page.field("avtryck");
    let saved = presses(&karin, &page, &format!("{address}/spara"), &[("avtryck", &digest)]).await;
    let run = saved.leads_to().split('?').next().unwrap().to_owned();
    let again = karin.post(&format!("{address}/spara"), &[("avtryck", &digest)]).await;
    assert!(again.leads_to().starts_with(&run), "pressed twice, it is done once");
    assert!(karin.get("/losningar").await.is(200).contains("Nyckelfria lås"));
    let looked = karin.get(&address).await;
    assert!(looked.leads_to().starts_with(&run));

    let done = karin.get(&run).await;
    assert!(done.is(200).contains("Ångra inläsningen"), "{}", done.body);
    let asked = karin.get(&format!("{run}/angra")).await;
    assert!(asked.is(200).contains("Tas ur katalogen"), "{}", asked.body);
    let undone = presses(&karin, &asked, &format!("{run}/angra"), &[]).await;
    let after = karin.get(undone.leads_to()).await;
    assert!(after.is(200).contains("Inläsningen är ångrad."), "{}", after.body);
    assert!(!karin.get("/losningar").await.is(200).contains("Nyckelfria lås"));
    let runs = karin.get("/losningar/importera").await;
    assert!(runs.is(200).contains("Ångrad 9 november 2026"), "{}", runs.body);
}

#[tokio::test]
async fn files_that_cannot_be_used_are_refused_with_what_to_do() {
    let house = House::new().await;
    let karin = house.signed_in_as("Karin Ås").await;
    for (name, content, status, says) in [
        ("tom.csv", &b""[..], 422, "Filen är tom"),
        ("bild.csv", &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"[..], 0, "ingen text"),
        ("sida.csv", &b"<!doctype html><html><body>hej</body></html>"[..], 0, "webbsida"),
        ("rubriker.csv", &b"id;namn\n"[..], 0, "har rubriker men inga rader"),
    ] {
        let answer = sends(&karin, name, content).await;
        let page = if status == 0 { karin.get(answer.leads_to()).await } else { answer };
        assert!(page.is(422).contains(says), "{name}: {says} is missing in\n{}", page.body);
    }
    // No file at all, and one that is too large by what its sender says.
    let sent = sends(&karin, "", b"").await;
    assert!(sent.is(422).contains("Välj en fil först"), "{}", sent.body);
    let large = karin
        .clone()
        .with_header("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"))
        .with_header("content-length", "1000000000");
    let sent = large.send(Method::POST, "/losningar/importera", Body::from("--x")).await;
    assert!(sent.is(413).contains("större än 25 MB"), "{}", sent.body);
    // The same without saying so: what is read stops at the limit.
    let sent = sends(&karin, "stor.csv", &vec![b'a'; 26 * 1024 * 1024]).await;
    assert!(sent.is(413).contains("större än 25 MB"), "{}", sent.body);
}

#[tokio::test]
async fn a_form_with_a_file_is_sent_for_the_organisation_it_was_opened_for() {
    let house = House::new().await;
    let anna = house.signed_in_as("Anna Lind").await;
    let refused = anna.get("/losningar/importera").await;
    refused.is(403);
    let karin = house.signed_in_as("Karin Ås").await;
    let elsewhere = house.organisation("Halmstad");
    let body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"som\"\r\n\r\n{elsewhere}\r\n--{BOUNDARY}\r\n\
         Content-Disposition: form-data; name=\"fil\"; filename=\"a.csv\"\r\n\r\nnamn\nA\n\r\n--{BOUNDARY}--\r\n"
    );
    let sender =
        karin.clone().with_header("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"));
    let answer = sender.send(Method::POST, "/losningar/importera", Body::from(body)).await;
    answer.is(409);
    assert!(!karin.get("/losningar/importera").await.is(200).contains("a.csv"));
}

#[tokio::test]
async fn an_entry_is_taken_out_of_the_catalogue_and_put_back() {
    let house = House::new().await;
    let karin = house.signed_in_as("Karin Ås").await;
    let sent = sends(&karin, "a.csv", "id;namn\n1;Nyckelfria lås\n".as_bytes()).await;
    let address = sent.leads_to().to_owned();
    let page = karin.get(&address).await;
    let digest = page.field("avtryck");
    presses(&karin, &page, &format!("{address}/spara"), &[("avtryck", &digest)]).await;
    let list = karin.get("/losningar?q=nyckelfria").await;
    let entry = list.body.split("href=\"/losningar/L-").nth(1).unwrap().split('"').next().unwrap();
    let entry = format!("/losningar/L-{entry}");
    let page = karin.get(&entry).await;
    let version = page.field("version");
    let action = format!("{entry}/aterta");
    let no_reason = presses(&karin, &page, &action, &[("version", &version), ("reason", " ")]).await;
    assert!(no_reason.is(422).contains("Skriv varför"), "{}", no_reason.body);
    presses(&karin, &page, &action, &[("version", &version), ("reason", "Säljs inte längre")])
        .await
        .leads_to();
    let page = karin.get(&entry).await;
    assert!(page.is(200).contains("tagen ur katalogen sedan"), "{}", page.body);
    assert!(page.body.contains("Säljs inte längre"));
    assert!(!karin.get("/losningar").await.is(200).contains("Nyckelfria lås"));
    let version = page.field("version");
    presses(&karin, &page, &format!("{entry}/aterstall"), &[("version", &version)]).await.leads_to();
    assert!(karin.get("/losningar").await.is(200).contains("Nyckelfria lås"));
}

#[tokio::test]
async fn a_list_comes_back_from_a_spreadsheet_and_what_both_have_changed_is_chosen() {
    let house = House::new().await;
    let number = house
        .has_solution("Nyckelfritt", "Digitala nycklar", "Essunga", domain::sharing::Sharing::Collaboration)
        .await;
    let karin = house.signed_in_as("Karin Ås").await;
    let list = karin.get("/losningar?q=nyckelfritt").await;
    assert!(list.is(200).contains("/losningar/att-andra.csv?q=nyckelfritt"), "{}", list.body);
    house.visitor().get("/losningar/att-andra.csv").await.is(401);
    let file = karin.get("/losningar/att-andra.csv?q=nyckelfritt").await.is(200).to_owned();
    assert!(file.contains("brygga_version") && file.contains(&number.to_string()), "{file}");
    let same = sends(&karin, "lista.csv", file.as_bytes()).await;
    let page = karin.get(same.leads_to()).await;
    assert!(page.is(200).contains("Filen säger inget"), "{}", page.body);

    let fields = [
        ("name", "Nyckelfritt"),
        ("kind", "system"),
        ("lifecycle", "in_use"),
        ("description", "Skriven av en annan"),
        ("service_areas", "510"),
        ("version", "1"),
    ];
    karin.post(&format!("/losningar/{number}/andra"), &fields).await.leads_to();
    let mine = file.replace("Digitala nycklar", "Min beskrivning");
    let address = sends(&karin, "lista.csv", mine.as_bytes()).await.leads_to().to_owned();
    let page = karin.get(&address).await;
    for told in [
        "En lösning har ändrats av andra sedan du hämtade filen",
        "Digitala nycklar",
        "Skriven av en annan",
        "Min beskrivning",
        "Lämna raden utanför",
    ] {
        assert!(page.is(200).contains(told), "{told} is missing in\n{}", page.body);
    }
    assert!(!page.body.contains("Spara en lösning"), "left out until somebody chooses");
    let name = format!("rad-{number}");
    let chosen = [("alla", "leave_out"), (name.as_str(), "file")];
    let on = presses(&karin, &page, &format!("{address}/krockar"), &chosen).await;
    let page = karin.get(on.leads_to().split('#').next().unwrap()).await;
    assert!(page.is(200).contains("Spara en lösning"), "{}", page.body);
    let digest = page.field("avtryck");
    presses(&karin, &page, &format!("{address}/spara"), &[("avtryck", &digest)]).await.leads_to();
    let solution = karin.get(&format!("/losningar/{number}")).await;
    assert!(solution.is(200).contains("Min beskrivning"), "{}", solution.body);
}

#[tokio::test]
async fn what_more_would_read_is_named_and_asked_for() {
    let house = House::new().await;
    let karin = house.signed_in_as("Karin Ås").await;
    for (level, asks) in [("organisation", false), ("collaboration", true)] {
        let file = format!("id;namn;delning\n1;Nyckelfria lås;{level}\n");
        let address = sends(&karin, "lista.csv", file.as_bytes()).await.leads_to().to_owned();
        let page = karin.get(&address).await;
        let told = "En post kommer att läsas av fler än nu";
        assert_eq!(page.is(200).contains(told), asks, "{}", page.body);
        assert_eq!(page.body.contains("name=\"delas\""), asks);
        let digest = page.field("avtryck");
        let saved = presses(&karin, &page, &format!("{address}/spara"), &[("avtryck", &digest)]).await;
        if !asks {
            saved.leads_to();
            continue;
        }
        let refused = karin.get(saved.leads_to()).await;
        assert!(refused.is(200).contains("Kryssa i att det är meningen"), "{}", refused.body);
        assert!(refused.body.contains("Min kommun blir Samverkan"), "{}", refused.body);
        let agreed = [("avtryck", digest.as_str()), ("delas", "ja")];
        let saved = presses(&karin, &refused, &format!("{address}/spara"), &agreed).await;
        assert!(saved.leads_to().contains("/losningar/inlasningar/"), "{}", saved.body);
    }
}
