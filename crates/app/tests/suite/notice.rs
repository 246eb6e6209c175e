//! Who is told what, when mail goes, and what happens when it cannot.

use crate::cast::{Cast, a_need};
use app::mail::Content;
use app::notice::About;
use app::session::Visitor;
use app::sharing::Which;
use app::{App, AppError, Page, Refusal};
use domain::id::NodeId;
use domain::instant::Instant;
use domain::notice::{Frequency, HELD_MILLISECONDS, Topic};
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::verdict::Verdict;

const MINUTE: i64 = 60 * 1000;

fn node() -> NodeId {
    "019a7e1c-0000-7000-8000-000000000001".parse().unwrap()
}

async fn visitor(cast: &Cast, actor: &Actor) -> Visitor {
    let token = cast.app.start_session(actor.member().unwrap().person, "").await.unwrap();
    cast.app.visitor(&token).await.unwrap()
}

/// What this person is told by now, latest first, as event codes.
async fn told(app: &App, visitor: &Visitor) -> Vec<&'static str> {
    let listed = app.notices(visitor, Page::new(1, 50)).await.unwrap();
    listed.rows.iter().map(|row| row.entry.event.kind.code()).collect()
}

/// Mails everything that is due and gives addresses with the number of notices in each.
async fn mailed(app: &App) -> Vec<(String, usize)> {
    let mut went = Vec::new();
    while let Some(mail) = app.next_mail(node()).await.unwrap() {
        let Content::Notices { rows, .. } = &mail.content else { panic!("no letters here") };
        went.push((mail.email.clone(), rows.len()));
        app.mail_went(&mail).await.unwrap();
    }
    went
}

const ANNA: &str = "anna.lind@kommun.example";
const KARIN: &str = "karin.ås@kommun.example";

#[tokio::test]
async fn the_writer_hears_what_others_do_and_nothing_of_her_own() {
    let cast = Cast::new().await;
    let (anna, karin) = (visitor(&cast, &cast.anna).await, visitor(&cast, &cast.karin).await);
    let need =
        cast.sent(&cast.anna, "Nycklar hämtas på kontoret varje morgon.", Sharing::Collaboration).await;
    assert!(told(&cast.app, &anna).await.is_empty(), "she did it herself");
    assert!(told(&cast.app, &karin).await.is_empty(), "it can be undone for a while");
    let later = cast.later(HELD_MILLISECONDS);
    assert_eq!(told(&later, &karin).await, ["submitted"], "the coordinator has a new need to look at");

    cast.app.join_need(&cast.bo, need.number, Default::default()).await.unwrap();
    cast.app.comment_on(&cast.bo, need.number, "Vi löste det med @Anna Lind i våras.", "").await.unwrap();
    let solution = cast.solution(None, "Nyckelfritt", "Digitala nycklar", Sharing::Collaboration).await;
    cast.app.give_verdict(&cast.bo, (need.number, solution.number), Verdict::Fits, "").await.unwrap();
    assert_eq!(told(&cast.app, &anna).await, ["verdict_given", "commented", "voice_given"]);
    let rows = cast.app.notices(&anna, Page::new(1, 50)).await.unwrap().rows;
    assert!(matches!(&rows[0].about, About::Need { number, .. } if *number == need.number));
    assert_eq!(rows[0].entry.person.as_deref(), Some("Bo Dahl"));
    assert_eq!(rows[1].notice.topic, Topic::Comments);

    assert_eq!(visitor(&cast, &cast.anna).await.signed_in.unwrap().unread, 3);
    cast.app.read_notices(&anna).await.unwrap();
    assert_eq!(visitor(&cast, &cast.anna).await.signed_in.unwrap().unread, 0);
    assert_eq!(told(&cast.app, &anna).await.len(), 3, "read, not gone");
    let denied = cast.app.notices(&Visitor::anonymous(), Page::new(1, 1)).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
}

#[tokio::test]
async fn what_is_undone_in_time_is_never_told() {
    let cast = Cast::new().await;
    let anna = visitor(&cast, &cast.anna).await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas på kontoret.", Sharing::Organisation).await;
    let (which, level) = (Which::Need(need.number), Sharing::Collaboration);
    let shared = cast.shares(&cast.karin, which, level).await;
    cast.app.undo_sharing(&cast.karin, which, shared.version).await.unwrap();
    assert!(told(&cast.later(HELD_MILLISECONDS), &anna).await.is_empty());
    cast.shares(&cast.karin, which, level).await;
    assert_eq!(told(&cast.later(HELD_MILLISECONDS), &anna).await, ["sharing_changed"]);
}

#[tokio::test]
async fn mail_goes_at_once_in_the_morning_or_never_as_each_has_chosen() {
    let cast = Cast::new().await;
    let anna = visitor(&cast, &cast.anna).await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas på kontoret.", Sharing::Collaboration).await;
    cast.app.join_need(&cast.bo, need.number, Default::default()).await.unwrap();
    assert_eq!(mailed(&cast.app).await, [(ANNA.to_owned(), 1)]);
    assert!(mailed(&cast.app).await.is_empty(), "once");
    let evening = cast.later(6 * 60 * MINUTE);
    assert!(mailed(&evening).await.is_empty(), "the coordinator's goes in the morning");
    assert_eq!(mailed(&cast.later(17 * 60 * MINUTE)).await, [(KARIN.to_owned(), 1)]);

    let chosen = [(Topic::MyNeeds, Frequency::Daily), (Topic::Account, Frequency::Off)];
    cast.app.choose_notices(&anna, &chosen).await.unwrap();
    let now = cast.app.notice_choices(&anna).await.unwrap();
    assert!(now.contains(&(Topic::MyNeeds, Frequency::Daily)));
    assert!(now.contains(&(Topic::Account, Frequency::Immediate)), "the account is always told");
    cast.app.leave_need(&cast.bo, need.number).await.unwrap();
    cast.app.comment_on(&cast.bo, need.number, "Hur gick det?", "").await.unwrap();
    assert_eq!(mailed(&cast.app).await, [(ANNA.to_owned(), 1)], "comments go at once still");
    let morning = cast.later(17 * 60 * MINUTE);
    let mail = morning.next_mail(node()).await.unwrap().unwrap();
    let Content::Notices { key, topics, .. } = &mail.content else { panic!("notices") };
    assert_eq!(topics, &[Topic::MyNeeds]);
    morning.mail_went(&mail).await.unwrap();
    // The address at the end of the mail ends it, without signing in; it can do nothing else.
    cast.app.end_mail(key, Topic::MyNeeds).await.unwrap();
    assert!(cast.app.notice_choices(&anna).await.unwrap().contains(&(Topic::MyNeeds, Frequency::Off)));
    for (key, topic) in [(key.as_str(), Topic::Account), ("nonsens", Topic::MyNeeds)] {
        assert!(matches!(cast.app.end_mail(key, topic).await.unwrap_err(), AppError::NotFound));
    }
    cast.app.join_need(&cast.bo, need.number, Default::default()).await.unwrap();
    assert!(mailed(&cast.later(48 * 60 * MINUTE)).await.is_empty(), "but it stands on the page");
    assert_eq!(told(&cast.app, &anna).await[0], "voice_given");
}

#[tokio::test]
async fn what_one_may_no_longer_read_is_neither_shown_nor_mailed() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.bo, "Rektorer räknar elever.", Sharing::Collaboration).await;
    cast.app.comment_on(&cast.bo, need.number, "Hur gör ni, @Anna Lind?", "").await.unwrap();
    let anna = visitor(&cast, &cast.anna).await;
    assert_eq!(told(&cast.app, &anna).await, ["commented"], "she is mentioned");
    let current = cast.app.read_need(&cast.bo, need.number).await.unwrap().need;
    cast.app.withdraw_need(&cast.bo, need.number, current.version).await.unwrap();
    assert!(told(&cast.app, &anna).await.is_empty(), "a need that was taken back is its writer's alone");
    assert!(mailed(&cast.app).await.is_empty());
}

#[tokio::test]
async fn mail_that_fails_is_tried_again_later_and_given_up_in_the_end() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas på kontoret.", Sharing::Collaboration).await;
    cast.app.join_need(&cast.bo, need.number, Default::default()).await.unwrap();
    let (mut at, mut tries, mut ids) = (0, 0, Vec::new());
    loop {
        let app = cast.later(at);
        let Some(mail) = app.next_mail(node()).await.unwrap() else { panic!("due after {tries} tries") };
        assert_eq!(mail.email, ANNA);
        ids.push(mail.id.clone());
        tries += 1;
        if !app.mail_failed(&mail).await.unwrap() {
            break;
        }
        assert!(app.next_mail(node()).await.unwrap().is_none(), "it waits");
        let wait = [1, 5, 15, 60, 240, 720, 1440][tries - 1];
        at += wait * MINUTE;
        // The coordinator's mail of the next morning is none of this.
        let (other, mine) = (Frequency::Off, Topic::Organisation);
        cast.app.choose_notices(&visitor(&cast, &cast.karin).await, &[(mine, other)]).await.unwrap();
        let mut tx = cast.test.db.write().await.unwrap();
        let karin = cast.karin.member().unwrap().person;
        for notice in
            store::notice::due(&mut tx, karin, Instant::from_milliseconds(i64::MAX), 9).await.unwrap()
        {
            store::notice::set_mail(&mut tx, notice.id, None, 0).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    assert_eq!(tries, 8);
    ids.dedup();
    assert_eq!(ids.len(), 1, "a mail that goes twice is known by its id");
    assert!(cast.later(365 * 24 * 60 * MINUTE).next_mail(node()).await.unwrap().is_none());
}

#[tokio::test]
async fn one_node_mails_at_a_time() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas på kontoret.", Sharing::Collaboration).await;
    cast.app.join_need(&cast.bo, need.number, Default::default()).await.unwrap();
    let (other, another_node) = (NodeId::at(Instant::from_milliseconds(7)), cast.another_node());
    assert!(cast.app.next_mail(node()).await.unwrap().is_some());
    assert!(another_node.next_mail(other).await.unwrap().is_none(), "the first has it");
    assert!(cast.later(2 * MINUTE).next_mail(other).await.unwrap().is_some(), "it has stopped, as it seems");
}

#[tokio::test]
async fn invitations_and_roles_are_told_to_whom_they_concern() {
    let cast = Cast::new().await;
    let samverkan = cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    let hanna = cast.person("Hanna Ek", cast.halmstad, Role::Administrator).await;
    let hanna = Actor::Member(Member {
        person: hanna,
        organisation: cast.halmstad,
        roles: vec![Role::Administrator],
        partners: Vec::new(),
    });
    let before = told(&cast.app, &visitor(&cast, &hanna).await).await.len();
    let (step, was) =
        (domain::collaboration::MembershipStep::Invite, domain::collaboration::MembershipState::Left);
    cast.app.step_membership(&Actor::Operator, (samverkan, cast.halmstad), step, was).await.unwrap();
    let now = told(&cast.app, &visitor(&cast, &hanna).await).await;
    assert_eq!(now.len(), before + 1);
    assert_eq!(now[0], "membership_changed");

    let anna = cast.anna.member().unwrap().person;
    let roles = [Role::NeedSubmitter, Role::NeedOwner];
    cast.app.set_roles(&cast.ada, cast.essunga, anna, &[Role::NeedSubmitter], &roles, "").await.unwrap();
    assert_eq!(told(&cast.app, &visitor(&cast, &cast.anna).await).await[0], "role_given");
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_once_and_nobody_learns_who_exists() {
    let cast = Cast::new().await;
    let letter = async |app: &App| match app.next_mail(node()).await.unwrap() {
        Some(mail) => {
            let Content::NewPassword { token } = mail.content.clone() else { panic!("a letter") };
            assert_eq!(mail.email, ANNA);
            app.mail_went(&mail).await.unwrap();
            Some(token)
        }
        None => None,
    };
    cast.app.wish_password("nobody@kommun.example").await.unwrap();
    assert!(letter(&cast.app).await.is_none());
    cast.app.wish_password(" Anna.Lind@kommun.example ").await.unwrap();
    let first = letter(&cast.app).await.unwrap();
    cast.app.wish_password(ANNA).await.unwrap();
    let token = letter(&cast.app).await.unwrap();
    let signed_in = cast.app.start_session(cast.anna.member().unwrap().person, "").await.unwrap();
    let set = async |token: &str, password: &str| cast.app.set_password(token, password).await;
    for wrong in [first.as_str(), "nonsens", ""] {
        let late = set(wrong, "en lång mening som minns").await.unwrap_err();
        assert!(matches!(late, AppError::Refused(Refusal::TooLate)), "only the last letter holds");
    }
    assert!(matches!(set(&token, "kort").await.unwrap_err(), AppError::Invalid(_)));
    set(&token, "en lång mening som minns").await.unwrap();
    assert!(matches!(
        set(&token, "en annan lång mening").await.unwrap_err(),
        AppError::Refused(Refusal::TooLate)
    ));
    let gone = cast.another_node().visitor(&signed_in).await.unwrap();
    assert!(gone.signed_in.is_none(), "every session has ended, on every node");
    cast.app.sign_in(ANNA, "en lång mening som minns", "").await.unwrap();

    cast.app.wish_password(ANNA).await.unwrap();
    let token = letter(&cast.app).await.unwrap();
    let late = cast.later(61 * MINUTE).set_password(&token, "en lång mening som minns").await.unwrap_err();
    assert!(matches!(late, AppError::Refused(Refusal::TooLate)));
    for _ in 0..10 {
        cast.app.wish_password(ANNA).await.unwrap();
    }
    let mut more = 0;
    while letter(&cast.app).await.is_some() {
        more += 1;
    }
    assert_eq!(more, 2, "five letters an hour, and three have gone");
    let mut tx = cast.test.db.read().await.unwrap();
    let secrets = store::letter::first_due(&mut tx, Instant::from_milliseconds(i64::MAX)).await.unwrap();
    assert!(secrets.is_none(), "what has gone is wiped");
    drop(tx);
    cast.app.draft_need(&cast.anna, a_need("Kvar.", Sharing::Organisation)).await.unwrap();
}
