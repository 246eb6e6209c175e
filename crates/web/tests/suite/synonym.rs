//! The pages of the word list.

use crate::house::{ANNA, House, KARIN};

#[tokio::test]
async fn a_coordinator_adds_changes_and_retires_words_that_everybody_reads() {
    let house = House::new().await;
    let (karin, anna, visitor) =
        (house.signed_in_as(KARIN).await, house.signed_in_as(ANNA).await, house.visitor());
    assert!(visitor.get("/ordlista").await.is(200).contains("Här kommer samverkans egna ord att stå"));
    karin.get("/ordlista/ny").await.is(200);
    let form = [("kind", "synonym"), ("terms", "hemtjänst\r\nhemvård"), ("note", "Säger vi i Essunga")];
    let address = karin.post("/ordlista/ny", &form).await.leads_to().to_owned();
    let list = visitor.get("/ordlista?q=hemv").await;
    assert!(list.is(200).contains("hemtjänst, hemvård"), "{}", list.body);
    assert!(!list.body.contains("/ordlista/ny"), "no button for who may not");
    let page = karin.get(&address).await;
    assert!(page.is(200).contains("Karin Ås, Essunga, lade till orden."), "{}", page.body);
    let public = visitor.get(&address).await;
    assert!(
        public.is(200).contains("Essunga lade till orden.") && !public.body.contains("Karin"),
        "{}",
        public.body
    );

    let change = [("version", "1"), ("kind", "synonym"), ("terms", "hemtjänst\nhemvård\nhemhjälp")];
    karin.post(&format!("{address}/andra"), &change).await.leads_to();
    let stale = karin
        .post(&format!("{address}/andra"), &[("version", "1"), ("kind", "synonym"), ("terms", "a1\nb1")])
        .await;
    assert!(
        stale.is(409).contains("hemhjälp") && stale.body.contains("a1\nb1"),
        "both texts: {}",
        stale.body
    );
    let turtle = visitor.get("/ordlista.ttl").await;
    assert!(turtle.is(200).contains("\"hemhjälp\"@sv"), "{}", turtle.body);
    karin.post(&format!("{address}/bruk"), &[("version", "2"), ("bruk", "av")]).await.leads_to();
    assert!(!visitor.get("/ordlista").await.is(200).contains("hemvård"));
    assert!(visitor.get("/ordlista?lage=av").await.is(200).contains("hemvård"));

    for path in ["/ordlista/ny".to_owned(), format!("{address}/andra")] {
        anna.get(&path).await.is(403);
        visitor.get(&path).await.is(401);
        anna.post(&path, &change).await.is(403);
    }
    visitor.get("/ordlista/nonsens").await.is(404);
}

#[tokio::test]
async fn words_that_make_no_ring_come_back_with_what_is_wrong() {
    let house = House::new().await;
    let karin = house.signed_in_as(KARIN).await;
    for (terms, says) in [
        ("ensam", "Skriv minst två ord, ett på varje rad."),
        ("lås\nLås", "”Lås” står där två gånger."),
        ("a1\nb1\nc1\nd1\ne1\nf1\ng1\nh1\ni1\nj1\nk1\nl1\nm1", "Det är 13 ord."),
    ] {
        let answer = karin.post("/ordlista/ny", &[("kind", "abbreviation"), ("terms", terms)]).await;
        assert!(answer.is(422).contains(says), "{}", answer.body);
        assert!(
            answer.body.contains("id=\"kind-abbreviation\" value=\"abbreviation\" checked"),
            "{}",
            answer.body
        );
    }
}
