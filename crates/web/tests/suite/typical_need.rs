//! Typical needs on pages: proposed from a need, decided and changed on the solution's page.

use crate::house::{ANNA, BO, House, KARIN};
use domain::sharing::Sharing;

const TEXT: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

#[tokio::test]
async fn a_proposal_goes_from_the_need_to_the_solution() {
    let house = House::new().await;
    let (anna, karin, bo) =
        (house.signed_in_as(ANNA).await, house.signed_in_as(KARIN).await, house.signed_in_as(BO).await);
    let locks = house.has_solution("Nyckelfritt", "Hanterar nycklar.", "Essunga", Sharing::Public).await;
    let need = anna.sends_need(&[("text", TEXT), ("sharing", "collaboration")]).await;
    let pair = format!("/behov/{need}/omdome/{locks}");
    let address = format!("{pair}/typiskt");
    anna.get(&address).await.is(409);
    anna.post(&pair, &[("verdict", "fits")]).await.leads_to();
    assert!(anna.get(&format!("/behov/{need}")).await.is(200).contains(&address));
    let page = anna.get(&address).await;
    assert!(page.is(200).contains(">Vi hämtar nycklar på kontoret</textarea>"), "{}", page.body);
    assert!(page.body.contains("Fler läser lösningen än behovet."), "{}", page.body);
    assert!(
        anna.post(&address, &[("typical_needs", " ")]).await.is(422).contains("Skriv det personalen säger")
    );
    house.visitor().get(&address).await.is(401);
    anna.post(&address, &[("typical_needs", "Nycklar ligger fel")]).await.leads_to();

    let solution = format!("/losningar/{locks}");
    let waiting = karin.get(&solution).await;
    assert!(waiting.is(200).contains("Ett förslag på typiskt behov"), "{}", waiting.body);
    assert!(waiting.body.contains("Anna Lind i Essunga föreslog ett typiskt behov."), "{}", waiting.body);
    assert!(!bo.get(&solution).await.is(200).contains("Nycklar ligger fel"));
    let from = waiting.body.find(&format!("action=\"{solution}/forslag/")).unwrap() + 8;
    let action = waiting.body[from..].split('"').next().unwrap().to_owned();
    bo.post(&action, &[("gor", "godta"), ("typical_needs", "x")]).await.is(403);
    karin
        .post(&action, &[("gor", "godta"), ("typical_needs", "Nycklar ligger på fel plats")])
        .await
        .leads_to();
    karin.post(&action, &[("gor", "avvisa")]).await.is(409);
    assert!(house.visitor().get(&solution).await.is(200).contains("Nycklar ligger på fel plats"));

    let edit = format!("{solution}/typiska-behov");
    bo.get(&edit).await.is(403);
    let form = karin.get(&edit).await;
    let version = form.field("version");
    let change = [("version", version.as_str()), ("typical_needs", "Nycklar saknas")];
    karin.post(&edit, &change).await.leads_to();
    let stale = karin.post(&edit, &[("version", version.as_str()), ("typical_needs", "Annat")]).await;
    assert!(stale.is(409).contains("Nycklar saknas") && stale.body.contains("Annat"), "{}", stale.body);
}
