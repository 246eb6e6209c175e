//! Comments as people meet them: written on a page, taken back in place, hidden with a reason, and coming back when
//! they cannot be kept.

use crate::house::{ANNA, BO, House, IDA, KARIN, RUT};
use domain::sharing::Sharing;

const TEXT: &str = "Vi hämtar nycklar på kontoret flera gånger om dagen.";

#[tokio::test]
async fn a_thread_stands_on_the_page_and_is_taken_back_in_place() {
    let house = House::new().await;
    let (anna, bo, karin) =
        (house.signed_in_as(ANNA).await, house.signed_in_as(BO).await, house.signed_in_as(KARIN).await);
    let number = anna.sends_need(&[("text", TEXT), ("sharing", "collaboration")]).await;
    let (page, thread) = (format!("/behov/{number}"), format!("/kommentarer/{number}"));
    assert!(bo.get(&page).await.is(200).contains("Ingen har kommenterat än."));
    let said = bo.post(&thread, &[("comment", "Så är det <b>här</b> också, @Karin Ås.")]).await;
    let address = said.leads_to().to_owned();
    let id = address.split("#kommentar-").nth(1).unwrap().to_owned();
    let shown = karin.get(&page).await;
    for told in
        ["En kommentar", "Så är det &#60;b&#62;här&#60;/b&#62; också", "Nämner Karin Ås.", "Bo Dahl, Vara,"]
    {
        assert!(shown.is(200).contains(told), "{told} in {}", shown.body);
    }
    assert!(shown.body.contains(&format!("/kommentarer/{id}/dolj")));
    let back = format!("/kommentarer/{id}/ta-tillbaka");
    assert_eq!(bo.post(&back, &[("version", "1")]).await.leads_to(), address);
    assert!(!karin.get(&page).await.is(200).contains("också, @Karin"));
    bo.post(&back, &[("version", "2"), ("gor", "angra")]).await.leads_to();

    let hide = format!("/kommentarer/{id}/dolj");
    anna.get(&hide).await.is(403);
    house.signed_in_as(IDA).await.get(&hide).await.is(404);
    assert!(karin.get(&hide).await.is(200).contains("Dölj kommentaren"));
    assert!(karin.post(&hide, &[("version", "3"), ("reason", "")]).await.is(422).contains("Skriv varför."));
    karin.post(&hide, &[("version", "3"), ("reason", "Provtext")]).await.leads_to();
    let hidden = anna.get(&page).await;
    assert!(hidden.is(200).contains("Skälet: Provtext") && !hidden.body.contains("också, @Karin"));
    karin.get(&hide).await.is(409);
    karin.post(&hide, &[("version", "4"), ("gor", "angra")]).await.leads_to();
    assert!(anna.get(&page).await.is(200).contains("också, @Karin"));
}

#[tokio::test]
async fn what_cannot_be_kept_comes_back_and_others_are_told_nothing() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let number =
        house.has_solution("Nyckelfritt", "Hanterar nycklar.", "Essunga", Sharing::Collaboration).await;
    let thread = format!("/kommentarer/{number}");
    let long = "å".repeat(4_001);
    assert!(anna.post(&thread, &[("comment", &long)]).await.is(422).contains(&long));
    assert!(anna.post(&thread, &[("comment", " ")]).await.is(422).contains("Skriv vad du vill säga."));
    let refused = anna.post(&thread, &[("comment", "Gäller 811218-9876.")]).await;
    assert!(refused.is(422).contains("name=\"identity_reason\""), "{}", refused.body);
    let kept = [("comment", "Gäller 811218-9876."), ("identity_reason", "Påhittat exempel")];
    anna.post(&thread, &kept).await.leads_to();
    assert!(anna.get(&format!("/losningar/{number}")).await.is(200).contains("Gäller 811218-9876."));
    assert!(anna.get(&format!("{thread}?alla=ja")).await.is(200).contains("Gäller 811218-9876."));

    house.signed_in_as(RUT).await.post(&thread, &[("comment", "Hej")]).await.is(403);
    house.signed_in_as(IDA).await.post(&thread, &[("comment", "Hej")]).await.is(404);
    house.visitor().post(&thread, &[("comment", "Hej")]).await.is(401);
    house.visitor().get(&thread).await.is(401);
    anna.get("/kommentarer/nonsens").await.is(404);
    anna.post("/kommentarer/nonsens/dolj", &[("version", "1")]).await.is(404);
}
