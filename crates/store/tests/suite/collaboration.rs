//! Collaborations, memberships and who co-operates with whom.

use crate::builders::{a_collaboration, an_organisation, next_moment};
use domain::collaboration::{Membership, MembershipState};
use domain::id::{CollaborationId, OrganisationId};
use domain::organisation::Organisation;
use jiff::civil::date;
use store::testing::TestDb;
use store::{StoreError, collaboration};

async fn partners(test: &TestDb, organisation: &Organisation) -> Vec<OrganisationId> {
    let mut tx = test.db.read().await.unwrap();
    let mut partners = collaboration::partners(&mut tx, organisation.id).await.unwrap();
    partners.sort();
    partners
}

#[tokio::test]
async fn collaborations_read_back_in_the_order_they_were_made() {
    let test = TestDb::new().await;
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(collaboration::all(&mut tx).await.unwrap(), []);
    drop(tx);
    let first = a_collaboration("Västra samverkan").saved(&test).await;
    let second = a_collaboration("Andra samverkan, \"åäö\"").saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(collaboration::all(&mut tx).await.unwrap(), [first, second]);
}

#[tokio::test]
async fn names_are_unique() {
    let test = TestDb::new().await;
    let first = a_collaboration("Samverkan").saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    let again = a_collaboration("Samverkan").built();
    assert!(matches!(collaboration::insert(&mut tx, &again).await, Err(StoreError::Taken)));
    drop(tx);
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(collaboration::all(&mut tx).await.unwrap(), [first]);
}

#[tokio::test]
async fn a_membership_is_set_and_changed() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let samverkan = a_collaboration("Samverkan").joining(&vara).saved(&test).await;
    let other = a_collaboration("En annan").joining(&skara).saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    let of_vara = Membership {
        collaboration: samverkan.id,
        organisation: vara.id,
        state: MembershipState::Confirmed,
        since: None,
    };
    for &state in MembershipState::ALL {
        for since in [Some(date(2024, 2, 29)), None] {
            let changed = Membership { state, since, ..of_vara.clone() };
            collaboration::set_membership(&mut tx, &changed).await.unwrap();
            assert_eq!(collaboration::members(&mut tx, samverkan.id).await.unwrap(), [changed]);
        }
    }
    let of_skara = Membership { organisation: skara.id, ..of_vara };
    collaboration::set_membership(&mut tx, &of_skara).await.unwrap();
    let members = collaboration::members(&mut tx, samverkan.id).await.unwrap();
    assert_eq!(members.len(), 2, "whatever the state");
    assert_eq!(members[0].state, MembershipState::Left);
    let elsewhere = collaboration::members(&mut tx, other.id).await.unwrap();
    assert_eq!(elsewhere, [Membership { collaboration: other.id, ..of_skara }]);
    let unknown = CollaborationId::at(next_moment());
    assert_eq!(collaboration::members(&mut tx, unknown).await.unwrap(), []);
}

#[tokio::test]
async fn only_what_exists_becomes_a_member() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let samverkan = a_collaboration("Samverkan").saved(&test).await;
    let nobody = OrganisationId::at(next_moment());
    let nothing = CollaborationId::at(next_moment());
    for (collaboration, organisation) in [(samverkan.id, nobody), (nothing, vara.id)] {
        let membership =
            Membership { collaboration, organisation, state: MembershipState::Invited, since: None };
        let mut tx = test.db.write().await.unwrap();
        let refused = collaboration::set_membership(&mut tx, &membership).await;
        assert!(matches!(refused, Err(StoreError::Database(_))));
    }
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(collaboration::members(&mut tx, samverkan.id).await.unwrap(), []);
}

#[tokio::test]
async fn partners_are_confirmed_on_both_sides() {
    for &own in MembershipState::ALL {
        let test = TestDb::new().await;
        let vara = an_organisation("Vara kommun").saved(&test).await;
        let mut samverkan = a_collaboration("Samverkan").with(&vara, own);
        let mut confirmed = Vec::new();
        for &state in MembershipState::ALL {
            let other = an_organisation(state.code()).saved(&test).await;
            samverkan = samverkan.with(&other, state);
            if (own, state) == (MembershipState::Confirmed, MembershipState::Confirmed) {
                confirmed.push(other.id);
            }
        }
        samverkan.saved(&test).await;
        assert_eq!(partners(&test, &vara).await, confirmed, "the own membership is {own}");
    }
}

#[tokio::test]
async fn partners_of_two_collaborations_are_counted_once_and_do_not_meet_through_one() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let west = an_organisation("Västra kommunen").saved(&test).await;
    let east = an_organisation("Östra kommunen").saved(&test).await;
    let alone = an_organisation("Ensamma kommunen").saved(&test).await;
    a_collaboration("Väst").joining(&vara).joining(&skara).joining(&west).saved(&test).await;
    a_collaboration("Öst").joining(&vara).joining(&skara).joining(&east).saved(&test).await;
    a_collaboration("Ensam").joining(&alone).saved(&test).await;
    assert_eq!(partners(&test, &vara).await, [skara.id, west.id, east.id], "without itself");
    assert_eq!(partners(&test, &west).await, [vara.id, skara.id], "not those of the other collaboration");
    assert_eq!(partners(&test, &alone).await, []);
}

#[tokio::test]
async fn confirmed_in_one_and_suspended_in_another_still_meet_in_the_one() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let west = an_organisation("Västra kommunen").saved(&test).await;
    a_collaboration("Väst")
        .joining(&vara)
        .with(&skara, MembershipState::Suspended)
        .joining(&west)
        .saved(&test)
        .await;
    a_collaboration("Öst").joining(&vara).joining(&skara).saved(&test).await;
    assert_eq!(partners(&test, &vara).await, [skara.id, west.id]);
    assert_eq!(partners(&test, &skara).await, [vara.id], "only through the one it is confirmed in");
}
