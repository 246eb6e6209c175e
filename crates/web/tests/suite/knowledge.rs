//! Knowledge on pages: hostile Markdown does nothing, versions are told in words, and references are seen before they are kept; a round of
//! maturity from opening to a result.

use crate::house::{ANNA, BO, House, KARIN};

async fn written(house: &House, body: &str) -> (crate::house::Browser, String) {
    let karin = house.signed_in_as(KARIN).await;
    let fields = [("kind", "article"), ("title", "Prov"), ("body", body), ("sharing", "organisation")];
    let sent = karin.post("/kunskap/ny", &fields).await;
    let address = karin.made(sent).await;
    let page = karin.get(&address).await.is(200).to_owned();
    (karin, page)
}

/// What stands in the text, without the page around it.
fn prose(page: &str) -> &str {
    let from = page.find("<div class=\"prose\"").unwrap();
    &page[from..from
        + page[from..].find("</div></section>").or_else(|| page[from..].find("</section>")).unwrap()]
}

#[tokio::test]
async fn markdown_is_read_as_a_page() {
    let house = House::new().await;
    let text = "# Så gör du\n\n1. Följ *en* dag\n2. Skriv **ned** det\n\n- [ ] Fråga\n- [x] Lyssna\n\n| Vad | När |\n|---|---|\n| Möte | Tisdag |\n\n[Mer](https://example.org/a) och [här](/behov)";
    let (_, page) = written(&house, text).await;
    for part in [
        "<h3>Så gör du</h3>",
        "<ol start=\"1\"><li>Följ <em>en</em> dag",
        "<strong>ned</strong>",
        "☐ Fråga",
        "☑ Lyssna",
        "<th scope=\"col\">Vad</th>",
        "<td>Tisdag</td>",
        "href=\"https://example.org/a\"",
        "href=\"/behov\"",
    ] {
        assert!(prose(&page).contains(part), "{part}: {}", prose(&page));
    }
}

#[tokio::test]
async fn hostile_markdown_does_nothing() {
    let house = House::new().await;
    let text = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\ninline <b onclick=alert(1)>fet</b>\n\n\
                [ett](javascript:alert(1)) [två](JaVaScRiPt:alert(1)) [tre](data:text/html,x) [fyra](//ond.example/) [fem](vbscript:x)\n\n\
                ![bild](https://ond.example/spion.png) ![](https://ond.example/tom.png)\n\n<javascript:alert(1)>\n\n\
                [sex](https://a.example/\"onmouseover=alert(1)) [sju][ref]\n\n[ref]: javascript:alert(1)\n\n```\n</code></pre><script>x</script>\n```";
    let (_, page) = written(&house, text).await;
    let prose = prose(&page);
    for part in [
        "<script",
        "<img",
        "<b ",
        "javascript:alert(1)\"",
        "href=\"data:",
        "href=\"//",
        "href=\"vb",
        "\"onmouseover",
    ] {
        assert!(!prose.to_lowercase().contains(part), "{part}: {prose}");
    }
    assert!(prose.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "shown as the text it is: {prose}");
    for word in ["ett", "två", "tre", "fyra", "fem", "sju"] {
        assert!(prose.contains(word), "the words stay: {word}");
    }
    assert!(prose.contains("<a href=\"https://ond.example/spion.png\""), "a picture is a link: {prose}");
    assert!(
        prose.contains(">https://ond.example/tom.png</a>"),
        "a link without words says where it leads: {prose}"
    );
}

#[tokio::test]
async fn however_deep_a_text_is_only_so_many_elements_are() {
    let house = House::new().await;
    for text in
        [format!("{} djupt", ">".repeat(20_000)), format!("{}x{}", "*".repeat(20_000), "*".repeat(20_000)), {
            let lines: Vec<String> = (0..150).map(|depth| format!("{}- a", " ".repeat(depth * 2))).collect();
            lines.join("\n")
        }]
    {
        let (_, page) = written(&house, &text).await;
        let prose = prose(&page);
        assert!(prose.matches("<blockquote>").count() <= 24, "not so deep");
        assert!(prose.matches("<ul>").count() <= 24 && prose.matches("<strong>").count() <= 24);
        assert_eq!(prose.matches("<ul>").count(), prose.matches("</ul>").count());
        assert_eq!(prose.matches("<blockquote>").count(), prose.matches("</blockquote>").count());
    }
}

#[tokio::test]
async fn a_version_tells_in_words_what_went_and_what_came() {
    let house = House::new().await;
    let karin = house.signed_in_as(KARIN).await;
    let fields = [("kind", "method"), ("title", "Prov"), ("body", "Ett\n\nTvå"), ("sharing", "organisation")];
    let sent = karin.post("/kunskap/ny", &fields).await;
    let address = karin.made(sent).await;
    let change =
        [("kind", "method"), ("title", "Prov"), ("body", "Ett\n\nTre"), ("note", "Rättat"), ("version", "1")];
    karin.post(&format!("{address}/andra"), &change).await.is(303);
    let page = karin.get(&address).await;
    assert!(page.is(200).contains("Rättat"));
    let page = karin.get(&format!("{address}/versioner/2")).await;
    let page = page.is(200);
    assert!(page.contains("En rad togs bort.") && page.contains("En rad kom till."), "{page}");
    assert!(page.contains("Två") && page.contains("Tre"));
    karin.get(&format!("{address}/versioner/3")).await.is(404);
    let bo = house.signed_in_as(BO).await;
    bo.get(&format!("{address}/versioner/1")).await.is(404);
}

#[tokio::test]
async fn references_are_seen_row_by_row_before_they_are_kept() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let file = "@article{a, title = {Att samverka}, author = {Ek, Lisa}, doi = {10.1000/abc}}";
    let preview = anna.post("/kunskap/las-in", &[("references", file)]).await;
    assert!(preview.is(200).contains("Att samverka") && preview.is(200).contains("10.1000/abc"));
    assert!(!anna.get("/kunskap").await.is(200).contains("Att samverka"), "nothing is kept");
    let broken = anna.post("/kunskap/las-in", &[("references", "@article{a,\n title {x}}")]).await;
    assert!(broken.is(422).contains("Rad 2: ett fält saknar namn"), "{}", broken.body);
    anna.post("/kunskap/las-in", &[("references", file), ("las", "ja")]).await.is(303);
    assert!(anna.get("/kunskap").await.is(200).contains("Att samverka"));
    assert!(anna.get("/kunskap.bib").await.is(200).contains("doi = {10.1000/abc}"));
    assert!(anna.get("/kunskap.json").await.is(200).contains("\"DOI\": \"10.1000/abc\""));
    assert!(anna.get("/sok?q=samverka").await.is(200).contains("/kunskap/"), "and the search finds it");
}

#[tokio::test]
async fn a_round_is_opened_answered_and_closed() {
    let house = House::new().await;
    let karin = house.signed_in_as(KARIN).await;
    assert!(karin.get("/mognad").await.is(200).contains("Ingen självskattning ännu"));
    assert!(karin.post("/mognad/ny", &[("title", "")]).await.is(422).contains("href=\"#title\""));
    let sent = karin.post("/mognad/ny", &[("title", "Hösten 2026")]).await;
    let address = karin.made(sent).await;
    let empty = karin.post(&format!("{address}/svara"), &[("version", "0"), ("level", "unknown")]).await;
    assert!(empty.is(422).contains("Svara på minst ett område"), "{}", empty.body);
    for person in [KARIN, ANNA] {
        let one = house.signed_in_as(person).await;
        assert!(one.get(&format!("{address}/svara")).await.is(200).contains("personberoende"));
        let answers = [("version", "0"), ("level", "begun"), ("note", "Så här"), ("level-1", "unknown")];
        one.post(&format!("{address}/svara"), &answers).await.is(303);
    }
    karin.post(&format!("{address}/stang"), &[("version", "1")]).await.is(303);
    let page = karin.get(&address).await;
    assert!(
        page.is(200).contains("Minst 3 behöver ha svarat") && !page.is(200).contains("<svg class=\"chart\"")
    );
    assert!(!page.is(200).contains("Så här"), "nobody's words");
    assert!(karin.get(&format!("{address}/leadership")).await.is(200).contains("Förslag"));
    assert!(karin.get(&format!("{address}/resultat.csv")).await.is(200).contains("Ledning och styrning"));
    let bo = house.signed_in_as(BO).await;
    for hidden in ["", "/leadership", "/resultat.csv", "/svara", "/delning"] {
        bo.get(&format!("{address}{hidden}")).await.is(404);
    }
    assert!(!bo.get("/mognad").await.is(200).contains("Hösten 2026"));
}
