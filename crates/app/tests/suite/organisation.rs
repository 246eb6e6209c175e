//! Adding and reading organisations.

use crate::cast::{Cast, organisation};
use app::collaboration::CollaborationInput;
use app::{AppError, FieldProblem};
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
