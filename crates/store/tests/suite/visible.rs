//! The condition in SQL and the rule in `domain::permission` say the same, for every sharing level, owner,
//! author and actor.

use crate::builders::{a_need, a_saved_person, a_solution, an_organisation, everything, seen_by};
use domain::need::Need;
use domain::organisation::Organisation;
use domain::permission::{Actor, Subject, Visibility};
use domain::person::Person;
use domain::sharing::Sharing;
use domain::solution::Solution;
use store::need::NeedFilter;
use store::page::Page;
use store::solution::SolutionFilter;
use store::testing::TestDb;
use store::{Tx, need, solution};

struct Cast {
    own: Organisation,
    partner: Organisation,
    stranger: Organisation,
    me: Person,
    other: Person,
}

impl Cast {
    async fn saved(test: &TestDb) -> Self {
        Self {
            own: an_organisation("Vara kommun").saved(test).await,
            partner: an_organisation("Skara kommun").saved(test).await,
            stranger: an_organisation("Åmåls kommun").saved(test).await,
            me: a_saved_person(test, "Ada").await,
            other: a_saved_person(test, "Bo").await,
        }
    }

    fn organisations(&self) -> [&Organisation; 3] {
        [&self.own, &self.partner, &self.stranger]
    }

    /// Everybody who can ask, with a name for messages.
    fn visibilities(&self) -> Vec<(&'static str, Visibility)> {
        vec![
            ("operator", Actor::Operator.visibility()),
            ("anybody", Actor::Anonymous.visibility()),
            ("me", seen_by(&self.me, &self.own, &[&self.partner])),
            ("me, without partners", seen_by(&self.me, &self.own, &[])),
            ("me, for the partner", seen_by(&self.me, &self.partner, &[&self.own])),
            ("the other", seen_by(&self.other, &self.own, &[&self.partner])),
            ("a stranger", seen_by(&self.other, &self.stranger, &[])),
        ]
    }
}

fn subject_of_need(need: &Need) -> Subject {
    Subject { owner: Some(need.organisation), author: need.author, sharing: need.effective_sharing() }
}

fn subject_of_solution(solution: &Solution) -> Subject {
    Subject { owner: solution.owner, author: None, sharing: solution.sharing }
}

async fn listed_needs(tx: &mut Tx, visibility: &Visibility) -> Vec<Need> {
    let filter = NeedFilter::default();
    let mut listed = need::list(tx, visibility, &filter, Page::new(1, 1000)).await.unwrap();
    assert_eq!(listed.total, i64::try_from(listed.rows.len()).unwrap());
    listed.rows.sort_by_key(|need| need.id);
    listed.rows
}

async fn listed_solutions(tx: &mut Tx, visibility: &Visibility) -> Vec<Solution> {
    let filter = SolutionFilter::default();
    let mut listed = solution::list(tx, visibility, &filter, Page::new(1, 1000)).await.unwrap();
    assert_eq!(listed.total, i64::try_from(listed.rows.len()).unwrap());
    listed.rows.sort_by_key(|solution| solution.id);
    listed.rows
}

#[tokio::test]
async fn needs_are_listed_exactly_when_the_rule_allows_it() {
    let test = TestDb::new().await;
    let cast = Cast::saved(&test).await;
    for &sharing in Sharing::ALL {
        for organisation in cast.organisations() {
            for author in [Some(&cast.me), Some(&cast.other), None] {
                for state in [a_need(), a_need().submitted(), a_need().withdrawn()] {
                    let need = state.by(organisation).shared(sharing);
                    author.into_iter().fold(need, |need, person| need.written_by(person)).saved(&test).await;
                }
            }
        }
    }
    let mut tx = test.db.read().await.unwrap();
    let all = need::after(&mut tx, &everything(), None, 1000).await.unwrap();
    assert_eq!(all.len(), Sharing::ALL.len() * 3 * 3 * 3);
    for (who, visibility) in cast.visibilities() {
        let mut allowed = all.clone();
        allowed.retain(|need| visibility.allows(&subject_of_need(need)));
        assert!(!allowed.is_empty(), "{who} sees something");
        assert_eq!(listed_needs(&mut tx, &visibility).await, allowed, "{who}, in a list");
        let walked = need::after(&mut tx, &visibility, None, 1000).await.unwrap();
        assert_eq!(walked, allowed, "{who}, walking");
    }
}

#[tokio::test]
async fn solutions_are_listed_exactly_when_the_rule_allows_it() {
    let test = TestDb::new().await;
    let cast = Cast::saved(&test).await;
    for &sharing in Sharing::ALL {
        a_solution().shared(sharing).saved(&test).await;
        for organisation in cast.organisations() {
            a_solution().owned_by(organisation).shared(sharing).saved(&test).await;
        }
    }
    let mut tx = test.db.read().await.unwrap();
    let all = solution::after(&mut tx, &everything(), None, 1000).await.unwrap();
    assert_eq!(all.len(), Sharing::ALL.len() * 4);
    for (who, visibility) in cast.visibilities() {
        let mut allowed = all.clone();
        allowed.retain(|solution| visibility.allows(&subject_of_solution(solution)));
        assert!(!allowed.is_empty(), "{who} sees something");
        assert_eq!(listed_solutions(&mut tx, &visibility).await, allowed, "{who}, in a list");
        let walked = solution::after(&mut tx, &visibility, None, 1000).await.unwrap();
        assert_eq!(walked, allowed, "{who}, walking");
    }
}

#[tokio::test]
async fn no_filter_shows_more_than_the_rule_allows() {
    let test = TestDb::new().await;
    let cast = Cast::saved(&test).await;
    let drafts = a_need().titled("Hemligt").by(&cast.own).written_by(&cast.other).saved(&test).await;
    a_solution().named("Hemlig").owned_by(&cast.stranger).saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    let mine = seen_by(&cast.me, &cast.own, &[&cast.partner]);
    for filter in [
        NeedFilter { search: "hemligt".into(), ..NeedFilter::default() },
        NeedFilter { search: drafts.number.to_string(), ..NeedFilter::default() },
        NeedFilter { organisation: Some(cast.own.id), ..NeedFilter::default() },
        NeedFilter { author: Some(cast.other.id), ..NeedFilter::default() },
        NeedFilter { state: "draft".into(), ..NeedFilter::default() },
    ] {
        let listed = need::list(&mut tx, &mine, &filter, Page::new(1, 10)).await.unwrap();
        assert_eq!((listed.rows, listed.total), (vec![], 0), "{filter:?}");
    }
    let filter = SolutionFilter { search: "hemlig".into(), ..SolutionFilter::default() };
    let listed = solution::list(&mut tx, &mine, &filter, Page::new(1, 10)).await.unwrap();
    assert_eq!((listed.rows, listed.total), (vec![], 0));
}
