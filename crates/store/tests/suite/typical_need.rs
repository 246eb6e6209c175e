//! Proposals of typical needs: kept, decided once, listed while they wait.

use crate::builders::{a_need, a_saved_person, a_solution, an_organisation, next_moment};
use domain::id::ProposalId;
use domain::typical_need::{Proposal, ProposalState};
use store::testing::TestDb;
use store::{StoreError, typical_need};

#[tokio::test]
async fn a_proposal_waits_until_it_is_decided_once() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let need = a_need().by(&vara).written_by(&ada).submitted().saved(&test).await;
    let (solution, other) = (a_solution().saved(&test).await, a_solution().saved(&test).await);
    let now = next_moment();
    let proposal = Proposal {
        id: ProposalId::at(now),
        version: 1,
        solution: solution.id,
        need: need.id,
        text: "Vi letar nycklar".into(),
        person: ada.id,
        organisation: vara.id,
        state: ProposalState::Proposed,
        proposed: now,
        decided: None,
    };
    let mut tx = test.db.write().await.unwrap();
    typical_need::insert(&mut tx, &proposal).await.unwrap();
    assert_eq!(typical_need::get(&mut tx, proposal.id).await.unwrap(), Some(proposal.clone()));
    assert_eq!(typical_need::waiting(&mut tx, solution.id).await.unwrap(), std::slice::from_ref(&proposal));
    assert_eq!(typical_need::waiting(&mut tx, other.id).await.unwrap(), []);
    let accepted = Proposal {
        state: ProposalState::Accepted,
        text: "Nycklar saknas".into(),
        decided: Some(next_moment()),
        ..proposal.clone()
    };
    typical_need::update(&mut tx, &accepted).await.unwrap();
    assert_eq!(
        typical_need::get(&mut tx, proposal.id).await.unwrap(),
        Some(Proposal { version: 2, ..accepted.clone() })
    );
    assert_eq!(typical_need::waiting(&mut tx, solution.id).await.unwrap(), []);
    assert!(matches!(typical_need::update(&mut tx, &accepted).await, Err(StoreError::Stale)));
    assert_eq!(typical_need::get(&mut tx, ProposalId::at(next_moment())).await.unwrap(), None);
}
