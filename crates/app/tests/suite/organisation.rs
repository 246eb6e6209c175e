//! Adding and reading organisations.

use crate::cast::{Cast, organisation};
use app::collaboration::CollaborationInput;
use app::organisation::OrganisationQuestion;
use app::{AppError, FieldProblem, Page};
use domain::collaboration::{MembershipState, MembershipStep};
use domain::organisation::OrganisationKind;
use domain::permission::Actor;
use domain::sharing::Sharing;

#[tokio::test]
async fn an_organisation_is_found_by_code_name_and_id_and_counts_what_the_reader_sees() {
    let cast = Cast::new().await;
    let mut skara = organisation("Skara");
    skara.municipality_code = Some("1495".into());
    let skara = cast.app.add_organisation(&Actor::Operator, skara).await.unwrap();
    for called in ["1495", "Skara", "skara kommun", &skara.id.to_string()] {
        let page = cast.app.read_organisation(&Actor::Anonymous, called).await.unwrap();
        assert_eq!(page.organisation.id, skara.id, "{called}");
    }
    assert!(matches!(
        cast.app.read_organisation(&Actor::Anonymous, "").await.unwrap_err(),
        AppError::NotFound
    ));

    cast.sent(&cast.anna, "Ett behov som samverkan ser.", Sharing::Collaboration).await;
    let seen = |page: app::organisation::OrganisationPage| page.needs;
    assert_eq!(seen(cast.app.read_organisation(&cast.bo, "Essunga").await.unwrap()), 1);
    assert_eq!(seen(cast.app.read_organisation(&cast.ida, "Essunga").await.unwrap()), 0);
    let page = cast.app.read_organisation(&Actor::Anonymous, "Essunga").await.unwrap();
    assert_eq!(page.collaborations[0].1, ["Vara"], "who else is a confirmed member");
}

#[tokio::test]
async fn organisations_are_the_operators_to_add() {
    let cast = Cast::new().await;
    for actor in [&cast.karin, &Actor::Anonymous] {
        let denied = cast.app.add_organisation(actor, organisation("Skara")).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
        let new = CollaborationInput { name: "Ny".into(), purpose: String::new(), lead: Some(cast.essunga) };
        let denied = cast.app.add_collaboration(actor, new, &[]).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
    }
    let taken = cast.app.add_organisation(&Actor::Operator, organisation("Vara")).await.unwrap_err();
    let AppError::Invalid(fields) = taken else { panic!("the name is taken") };
    assert_eq!(fields[0].problem, FieldProblem::Taken);
    let mut odd = organisation("Skara");
    odd.municipality_code = Some("12".into());
    let odd = cast.app.add_organisation(&Actor::Operator, odd).await.unwrap_err();
    assert!(matches!(odd, AppError::Invalid(_)));
}

#[tokio::test]
async fn a_dead_database_is_told_and_nothing_panics() {
    let cast = Cast::new().await;
    cast.app.close().await;
    assert!(matches!(
        cast.app.directory().await.unwrap_err(),
        AppError::Internal(store::StoreError::Unreachable(_))
    ));
    assert!(cast.app.check_database().await.is_err());
}

#[tokio::test]
async fn organisations_are_listed_by_what_they_are_and_where_they_stand() {
    let cast = Cast::new().await;
    let names = async |actor: &Actor, question: OrganisationQuestion| -> Vec<String> {
        let listed = cast.app.list_organisations(actor, &question, Page::new(1, 25)).await.unwrap();
        assert_eq!(listed.total, i64::try_from(listed.rows.len()).unwrap());
        listed.rows.into_iter().map(|row| row.organisation.short_name).collect()
    };
    let all = OrganisationQuestion::default();
    assert_eq!(names(&Actor::Anonymous, all.clone()).await, ["Essunga", "Halmstad", "Vara"]);
    let search = OrganisationQuestion { search: "essu kommun".into(), ..all.clone() };
    assert_eq!(names(&Actor::Anonymous, search).await, ["Essunga"]);
    let kind = |kind| OrganisationQuestion { kind: Some(kind), ..OrganisationQuestion::default() };
    assert!(names(&cast.anna, kind(OrganisationKind::Region)).await.is_empty());
    let state = |state| OrganisationQuestion { state: Some(state), ..OrganisationQuestion::default() };
    assert_eq!(names(&cast.anna, state(MembershipState::Confirmed)).await, ["Essunga", "Vara"]);
    let two = cast.app.list_organisations(&cast.anna, &all, Page::new(2, 2)).await.unwrap();
    assert_eq!((two.total, two.rows.len()), (3, 1));

    let collaboration = cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    let of = (collaboration, cast.halmstad);
    cast.app
        .step_membership(&Actor::Operator, of, MembershipStep::Invite, MembershipState::Left)
        .await
        .unwrap();
    let invited = state(MembershipState::Invited);
    assert!(names(&cast.anna, invited.clone()).await.is_empty(), "who was asked is known within alone");
    assert_eq!(names(&Actor::Operator, invited.clone()).await, ["Halmstad"]);
    let there = cast.app.list_organisations(&Actor::Operator, &invited, Page::new(1, 25)).await.unwrap();
    assert!(there.rows[0].stands[0].since.is_some());
}

#[tokio::test]
async fn what_follows_is_told_before_a_member_is_kept_out() {
    let cast = Cast::new().await;
    let collaboration = cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    cast.sent(&cast.anna, "Nycklar hämtas på kontoret.", Sharing::Collaboration).await;
    cast.sent(&cast.anna, "Vi hittar inte rutinerna.", Sharing::Organisation).await;
    cast.solution(Some(cast.essunga), "Digitala lås", "Öppnar.", Sharing::Collaboration).await;
    let of = (collaboration, cast.essunga);
    let told = cast.app.parting(&Actor::Operator, of, MembershipStep::Suspend).await.unwrap().unwrap();
    assert_eq!((told.organisation.as_str(), &told.parted[..]), ("Essunga", &["Vara".to_owned()][..]));
    assert_eq!((told.shared.needs, told.shared.solutions, told.shared.contracts), (1, 1, 0));
    let denied = cast.app.parting(&cast.bo, of, MembershipStep::Suspend).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let outside = (collaboration, cast.halmstad);
    assert!(cast.app.parting(&Actor::Operator, outside, MembershipStep::Suspend).await.unwrap().is_none());

    // Who is with it elsewhere too goes on reading.
    let ring = CollaborationInput { name: "Ringen".into(), purpose: String::new(), lead: Some(cast.vara) };
    cast.app.add_collaboration(&Actor::Operator, ring, &[cast.essunga]).await.unwrap();
    let told = cast.app.parting(&Actor::Operator, of, MembershipStep::Suspend).await.unwrap().unwrap();
    assert!(told.parted.is_empty(), "{told:?}");
}
