//! Asking to be let in: shown to be theirs, answered by who administers, and nothing told to whoever merely asks.

use app::access::AccessInput;
use app::mail::Content;
use app::session::Signed;
use app::{AppError, FieldProblem, Refusal};
use domain::event::EventKind;
use domain::id::NodeId;
use domain::permission::Actor;
use domain::person::Role;

use crate::cast::Cast;

/// The one node that mails.
const NODE: NodeId = NodeId::from_u128(7);
const HOUR: i64 = 60 * 60 * 1000;

fn wish(email: &str) -> AccessInput {
    AccessInput {
        name: "Moa Berg".into(),
        email: email.into(),
        title: "enhetschef".into(),
        words: "Jag tar över efter Anna.".into(),
    }
}

/// Everything that is due, mailed.
async fn mailed(cast: &Cast) -> Vec<(String, Content)> {
    let mut all = Vec::new();
    while let Some(mail) = cast.app.next_mail(NODE).await.unwrap() {
        cast.app.mail_went(&mail).await.unwrap();
        all.push((mail.email, mail.content));
    }
    all
}

async fn asked(cast: &Cast) -> String {
    cast.app.wish_access(wish("Moa.Berg@vard.essunga.example")).await.unwrap();
    let mails = mailed(cast).await;
    let [(email, Content::Access { token })] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(email, "moa.berg@vard.essunga.example");
    token.clone()
}

#[tokio::test]
async fn who_has_an_address_of_the_organisation_is_let_in_by_its_administrator() {
    let cast = Cast::new().await;
    cast.app.set_domains(&cast.ada, cast.essunga, "essunga.example\n@Vard.Essunga.example").await.unwrap();
    let token = asked(&cast).await;
    let waiting = async || cast.app.access_of(&cast.ada, cast.essunga).await.unwrap().wishes;
    assert!(waiting().await.is_empty(), "nobody is bothered before the address is shown to be theirs");
    cast.app.confirm_wish(&token).await.unwrap();
    let again = cast.app.confirm_wish(&token).await.unwrap_err();
    assert!(matches!(again, AppError::Refused(Refusal::TooLate)), "a letter is used once");
    let wishes = waiting().await;
    assert_eq!((wishes.len(), wishes[0].words.as_str()), (1, "Jag tar över efter Anna."));
    let told = mailed(&cast).await;
    let told: Vec<&str> = told.iter().map(|(email, _)| email.as_str()).collect();
    assert!(told.is_empty(), "what the organisation is to look at goes in the morning: {told:?}");

    let essunga = cast.essunga;
    for actor in [&cast.karin, &cast.bo, &Actor::Anonymous] {
        let roles = [Role::Reader];
        let error = cast.app.let_in(actor, wishes[0].id, essunga, &roles).await.unwrap_err();
        assert!(matches!(error, AppError::Denied));
        assert!(matches!(cast.app.access_of(actor, essunga).await.unwrap_err(), AppError::Denied));
    }
    let steward = cast.app.let_in(&cast.ada, wishes[0].id, essunga, &[Role::Reader, Role::Steward]).await;
    assert!(matches!(steward.unwrap_err(), AppError::Denied));
    let roles = [Role::NeedSubmitter, Role::RolloutLead];
    let moa = cast.app.let_in(&cast.ada, wishes[0].id, essunga, &roles).await.unwrap();
    let late = cast.app.let_in(&cast.ada, wishes[0].id, essunga, &roles).await.unwrap_err();
    assert!(matches!(late, AppError::Refused(Refusal::ChangedMeanwhile)), "once");
    let people = cast.app.people_of(&cast.ada, essunga).await.unwrap();
    let row = people.iter().find(|row| row.person.id == moa.id).unwrap();
    assert_eq!((row.roles.as_slice(), row.title.as_str()), (&roles[..], "enhetschef"));

    let mails = mailed(&cast).await;
    let [(_, Content::Welcome { token })] = &mails[..] else { panic!("{mails:?}") };
    cast.app.set_password(token, "en lång mening som minns").await.unwrap();
    let signed = cast.app.sign_in(&moa.email, "en lång mening som minns", "").await.unwrap();
    assert!(matches!(signed, Signed::In(_)));
    let has = cast.app.welcome(&cast.ada, essunga, moa.id).await.unwrap_err();
    assert!(matches!(has, AppError::Refused(Refusal::HasPassword)));
}

#[tokio::test]
async fn whoever_asks_learns_nothing_and_a_no_comes_with_its_reason() {
    let cast = Cast::new().await;
    cast.app.set_domains(&cast.ada, cast.essunga, "vard.essunga.example kommun.example").await.unwrap();
    for (email, problem) in
        [("moa@annan.example", FieldProblem::NoSuchDomain), ("moa", FieldProblem::NotAnAddress)]
    {
        let AppError::Invalid(fields) = cast.app.wish_access(wish(email)).await.unwrap_err() else {
            panic!()
        };
        assert_eq!((fields[0].field, &fields[0].problem), ("email", &problem));
    }
    // Anna has an account: the answer is the same, and the letter tells her alone.
    let anna = cast.app.people_of(&cast.ada, cast.essunga).await.unwrap();
    let anna = anna.iter().find(|row| row.person.name.starts_with("Anna")).unwrap().person.email.clone();
    cast.app.wish_access(wish(&anna)).await.unwrap();
    let mails = mailed(&cast).await;
    assert!(matches!(&mails[..], [(email, Content::HasAccount)] if *email == anna), "{mails:?}");

    let token = asked(&cast).await;
    cast.app.confirm_wish(&token).await.unwrap();
    let id = cast.app.access_of(&cast.ada, cast.essunga).await.unwrap().wishes[0].id;
    assert!(cast.app.turn_away(&cast.ada, id, cast.essunga, " ").await.is_err(), "a no has a reason");
    cast.app.turn_away(&cast.ada, id, cast.essunga, "Du hör till Vara.").await.unwrap();
    let mails = mailed(&cast).await;
    assert!(matches!(&mails[..], [(_, Content::TurnedAway { reason })] if reason == "Du hör till Vara."));
    assert!(cast.app.access_of(&cast.ada, cast.essunga).await.unwrap().wishes.is_empty());

    // Many wishes with one address make few letters.
    for _ in 0..10 {
        cast.app.wish_access(wish("olle@vard.essunga.example")).await.unwrap();
    }
    assert_eq!(mailed(&cast).await.len(), 5);
    let token = async |cast: &Cast| {
        let later = cast.later(2 * HOUR);
        later.wish_access(wish("nils@vard.essunga.example")).await.unwrap();
        let mail = later.next_mail(NODE).await.unwrap().unwrap();
        let Content::Access { token } = mail.content else { panic!("a way to confirm") };
        token
    };
    let token = token(&cast).await;
    let late = cast.later(27 * HOUR).confirm_wish(&token).await.unwrap_err();
    assert!(matches!(late, AppError::Refused(Refusal::TooLate)), "after a day");
}

#[tokio::test]
async fn a_domain_belongs_to_one_organisation() {
    let cast = Cast::new().await;
    cast.app.set_domains(&cast.ada, cast.essunga, "essunga.example").await.unwrap();
    let denied = cast.app.set_domains(&cast.ada, cast.vara, "vara.example").await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    for (written, problem) in [("essunga.example", FieldProblem::Taken), ("vara", FieldProblem::NotADomain)] {
        let error = cast.app.set_domains(&Actor::Operator, cast.vara, written).await.unwrap_err();
        let AppError::Invalid(fields) = error else { panic!("{written}") };
        assert_eq!(fields[0].problem, problem);
    }
    let told = async |actor: &Actor| {
        let page = cast.app.read_organisation(actor, &cast.essunga.to_string()).await.unwrap();
        page.history.iter().filter(|entry| entry.event.kind == EventKind::DomainsChanged).count()
    };
    assert_eq!((told(&cast.ada).await, told(&cast.anna).await, told(&Actor::Anonymous).await), (1, 0, 0));
    cast.app.set_domains(&cast.ada, cast.essunga, "").await.unwrap();
    cast.app.set_domains(&Actor::Operator, cast.vara, "essunga.example").await.unwrap();
}
