//! One search over everything: what is found by whom, how it is counted, and that it answers while the index fills.

use std::sync::mpsc;

use app::find::{FindQuestion, Found, FoundKind, FoundThing};
use app::matches::Question;
use app::{App, Page};
use domain::id::OrganisationId;
use domain::permission::Actor;
use domain::sharing::Sharing;

use crate::cast::Cast;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

async fn found(app: &App, actor: &Actor, search: &str) -> Found {
    narrowed(app, actor, search, None, None).await
}

async fn narrowed(
    app: &App,
    actor: &Actor,
    search: &str,
    kind: Option<FoundKind>,
    organisation: Option<OrganisationId>,
) -> Found {
    let page = kind.map(|_| Page::new(1, 25));
    let question = FindQuestion { search: search.to_owned(), kind, organisation, page };
    app.find(actor, &question).await.unwrap()
}

fn solutions(found: &Found) -> Vec<&str> {
    let rows = found.sections.iter().flat_map(|section| &section.rows);
    rows.filter_map(|row| match &row.thing {
        FoundThing::Solution(row) => Some(row.solution.facts.name.as_str()),
        _ => None,
    })
    .collect()
}

#[tokio::test]
async fn counts_are_of_what_the_reader_sees_and_each_facet_goes_with_the_other() {
    let cast = Cast::new().await;
    for (owner, name, level) in [
        (Some(cast.essunga), "Nyckelskåp A", Sharing::Organisation),
        (Some(cast.essunga), "Nyckelskåp B", Sharing::Collaboration),
        (Some(cast.vara), "Nyckelskåp C", Sharing::Collaboration),
        (None, "Nyckelskåp D", Sharing::Public),
    ] {
        cast.solution(owner, name, "", level).await;
    }
    cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let (need, solution, case) = (FoundKind::Need, FoundKind::Solution, FoundKind::Case);
    let app = &cast.app;
    let all = found(app, &cast.anna, "nyck").await;
    assert_eq!(all.kinds, [(need, 1), (solution, 4), (case, 1)]);
    let organisations: Vec<_> =
        all.organisations.iter().map(|(_, name, count)| (name.as_str(), *count)).collect();
    assert_eq!(organisations, [("Essunga", 4), ("Vara", 1)], "of the common catalogue is nobody's");
    assert_eq!(all.total, 6);
    let of_vara = narrowed(app, &cast.anna, "nyck", None, Some(cast.vara)).await;
    assert_eq!((of_vara.total, of_vara.kinds.as_slice()), (1, &[(solution, 1)][..]));
    assert_eq!(of_vara.organisations.len(), 2, "the other organisations can still be chosen");
    let of_kind = narrowed(app, &cast.anna, "nyck", Some(solution), Some(cast.essunga)).await;
    assert_eq!(solutions(&of_kind), ["Nyckelskåp A", "Nyckelskåp B"]);
    assert_eq!(of_kind.kinds.len(), 3, "the other kinds can still be chosen");
    for (reader, total) in [(&cast.bo, 5), (&cast.ida, 1), (&Actor::Anonymous, 1), (&Actor::Operator, 5)] {
        assert_eq!(found(app, reader, "nyck").await.total, total, "{reader:?}");
    }
    for nothing in ["", "%", "yckel", "nyck finnsinte"] {
        let nothing = found(app, &cast.anna, nothing).await;
        assert!(nothing.total == 0 && nothing.sections.is_empty() && nothing.organisations.is_empty());
    }
}

#[tokio::test]
async fn a_name_comes_before_a_mention() {
    let cast = Cast::new().await;
    cast.solution(None, "Ärendesystem", "Har ett register över lås.", Sharing::Public).await;
    cast.solution(None, "Öppna lås", "", Sharing::Public).await;
    cast.solution(None, "Lås", "", Sharing::Public).await;
    let all = found(&cast.app, &cast.anna, "lås").await;
    assert_eq!(solutions(&all), ["Lås", "Öppna lås", "Ärendesystem"]);
}

#[tokio::test]
async fn a_misspelled_word_is_put_right_by_what_the_reader_sees() {
    let cast = Cast::new().await;
    cast.solution(Some(cast.halmstad), "Hemlighetsrum", "", Sharing::Organisation).await;
    cast.solution(None, "Bygglovsportal", "", Sharing::Public).await;
    assert_eq!(found(&cast.app, &cast.anna, "byglovsportal").await.meant.as_deref(), Some("bygglovsportal"));
    assert_eq!(found(&cast.app, &cast.anna, "hemlighetrum").await.meant, None);
    assert_eq!(found(&cast.app, &cast.ida, "hemlighetrum").await.meant.as_deref(), Some("hemlighetsrum"));
}

#[tokio::test]
async fn people_are_found_by_who_administers_them_and_nobody_else() {
    let cast = Cast::new().await;
    let people = async |actor: &Actor, name: &str| {
        let found = found(&cast.app, actor, name).await;
        found.kinds.iter().find(|(kind, _)| *kind == FoundKind::Person).map_or(0, |(_, count)| *count)
    };
    assert_eq!(people(&cast.ada, "karin").await, 1);
    assert_eq!(people(&cast.ada, "bo").await, 0, "who is in another organisation");
    for other in [&cast.anna, &cast.karin, &cast.bo, &cast.ida, &Actor::Anonymous] {
        assert_eq!(people(other, "karin").await, 0);
    }
}

/// While one reads everything in, others ask: what is read is found already, and how far it has come is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_come_before_the_index_is_complete_and_nothing_is_lost_with_it() {
    let cast = Cast::new().await;
    cast.solution(None, "Nyckelskåp", "Lämnar ut nycklar till personalen.", Sharing::Public).await;
    cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    // What a node holds is gone with it; another one begins with nothing but the database.
    let node = cast.another_node();
    let before = node.index_state();
    assert!(!before.complete && before.percent() == 0);
    let (has_read, reading) = mpsc::channel();
    let (go_on, wait) = mpsc::channel();
    let filling = node.clone();
    let filling = tokio::spawn(async move {
        // After the solutions, before the needs, it stands still until somebody has asked.
        let pause = move |read| {
            has_read.send(read).unwrap();
            tokio::task::block_in_place(|| wait.recv()).unwrap();
        };
        filling.fill_index(pause).await.unwrap()
    });
    assert_eq!(tokio::task::block_in_place(|| reading.recv()).unwrap(), 1);
    let state = node.index_state();
    assert!(!state.complete && state.solutions == 1 && state.needs == 0);
    assert_eq!((state.read, state.of, state.percent()), (1, 2, 50));
    let question = Question { text: KEYS, solutions: 5, needs: 5, except: None };
    let matches = node.matches(&cast.anna, question).await.unwrap();
    assert_eq!((matches.solutions.len(), matches.needs.len(), matches.index.complete), (1, 0, false));
    let meanwhile = found(&node, &cast.anna, "nyck").await;
    assert_eq!(solutions(&meanwhile), ["Nyckelskåp"]);
    assert!(meanwhile.index.is_some_and(|index| !index.complete));
    let listed = node.list_needs(&cast.anna, &app::NeedFilter::default(), Page::new(1, 5)).await.unwrap();
    assert_eq!(listed.total, 1, "a list is whole: the database answers");
    go_on.send(()).unwrap();
    assert_eq!(tokio::task::block_in_place(|| reading.recv()).unwrap(), 2);
    go_on.send(()).unwrap();
    let complete = filling.await.unwrap();
    assert!(complete.complete && complete.percent() == 100);
    // Everything is there again, and filling it wrote nothing that could be lost.
    let (first, again) = (found(&cast.app, &cast.anna, "nyck").await, found(&node, &cast.anna, "nyck").await);
    assert_eq!((first.kinds, first.organisations), (again.kinds, again.organisations));
}
