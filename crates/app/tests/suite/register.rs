//! Lists from memory: the same rows in the same order as the database gives, for every filter, order, page and reader.

use app::favourite::Favourite;
use app::{App, AppError, Clock, NeedFilter, NeedSort, Page, SolutionFilter, SolutionSort};
use domain::id::{OrganisationId, UsageId};
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::{Lifecycle, Solution, SolutionKind};
use domain::usage::{Usage, UsageStatus};

use crate::cast::{Cast, NOON};

/// Solutions of all levels, kinds and states, with who uses them, and needs with drafts, in a database that the register has not seen.
async fn filled() -> Cast {
    let cast = Cast::new().await;
    let owners = [None, Some(cast.essunga), Some(cast.vara), Some(cast.halmstad)];
    let levels = [Sharing::Organisation, Sharing::Collaboration, Sharing::Network, Sharing::Public];
    let words = ["Digitala lås", "Åtkomst", "digitalt nyckelskåp", "Ärendelås", "Schema 2", "Zebra lås"];
    for turn in 0..48_usize {
        let name = format!("{} {}", words[turn % words.len()], turn % 5);
        let owner = owners[turn % owners.len()];
        let level = if owner.is_none() { Sharing::Public } else { levels[turn / 4 % levels.len()] };
        let mut solution = cast.solution(owner, &name, "Öppnar dörrar för hemtjänsten.", level).await;
        solution.facts.kind = SolutionKind::ALL[turn % 3];
        solution.facts.lifecycle = Lifecycle::ALL[turn % 4];
        let areas = [&["510"][..], &["407", "510"], &[]][turn % 3];
        solution.facts.service_areas = areas.iter().map(|code| (*code).to_owned()).collect();
        solution.facts.capabilities = vec!["boka_planera".to_owned(); usize::from(turn % 4 == 1)];
        solution.facts.tags = if turn % 7 == 0 { vec!["natt".to_owned()] } else { Vec::new() };
        solution.updated =
            domain::instant::Instant::from_milliseconds(NOON.milliseconds() + (turn % 9) as i64);
        save(&cast, &solution).await;
        for (at, by) in [cast.essunga, cast.vara, cast.halmstad].into_iter().enumerate() {
            if (turn + at) % 3 > 0 {
                uses(&cast, &solution, by, UsageStatus::ALL[(turn + at) % UsageStatus::ALL.len()]).await;
            }
        }
    }
    let every = SolutionFilter::default();
    let every = cast.app.list_solutions(&Actor::Operator, &every, Page::new(1, 100)).await;
    for (turn, row) in every.unwrap().rows.into_iter().enumerate() {
        for (at, reader) in [&cast.anna, &cast.bo].into_iter().enumerate() {
            if turn % (at + 3) == 0 {
                // What the reader may not see cannot be kept at hand either.
                let kept = cast.app.set_favourite(reader, row.solution.number, Favourite::Kept).await;
                assert!(kept.is_ok() || matches!(kept, Err(AppError::NotFound)));
            }
        }
    }
    for turn in 0..12_u32 {
        let text = format!("Nycklar saknas på kontor {turn}. Besöket blir sent.");
        let level = levels[turn as usize % 3];
        let by = if turn % 2 == 0 { &cast.anna } else { &cast.bo };
        let mut input = crate::cast::a_need(&text, level);
        input.facts.affected = (turn % 3 > 0).then_some(turn % 4 * 10);
        if turn % 4 == 3 {
            cast.app.draft_need(by, input).await.unwrap();
        } else {
            cast.sent_as(by, input).await;
        }
    }
    cast
}

async fn save(cast: &Cast, solution: &Solution) {
    let mut tx = cast.test.db.write().await.unwrap();
    store::solution::update(&mut tx, solution).await.unwrap();
    tx.commit().await.unwrap();
}

async fn uses(cast: &Cast, solution: &Solution, organisation: OrganisationId, status: UsageStatus) {
    let mut tx = cast.test.db.write().await.unwrap();
    let usage = Usage::new(UsageId::at(NOON), solution.id, organisation, status);
    store::usage::put(&mut tx, &usage).await.unwrap();
    tx.commit().await.unwrap();
}

fn readers(cast: &Cast) -> [&Actor; 5] {
    [&cast.anna, &cast.bo, &cast.ida, &Actor::Operator, &Actor::Anonymous]
}

/// One that answers from the database, because its index was never filled, and one that answers from memory.
async fn both(cast: &Cast) -> (App, App) {
    let in_memory = cast.another_node();
    in_memory.fill_index(|_| {}).await.unwrap();
    (App::new(cast.test.db.clone(), Clock::fixed(NOON)), in_memory)
}

#[tokio::test]
async fn solutions_are_those_that_the_database_lists() {
    let cast = filled().await;
    let (database, memory) = both(&cast).await;
    let all = SolutionFilter::default;
    let searched = |search: &str| SolutionFilter { search: search.to_owned(), ..all() };
    let filters = [
        all(),
        searched("lås"),
        searched("DIGITAL"),
        searched("digital lås"),
        searched("hemtjänst ö d"),
        searched("natt"),
        searched("ås"),
        searched("2"),
        searched("finnsinte"),
        searched("% _"),
        SolutionFilter { kind: Some(SolutionKind::ALL[1]), ..all() },
        SolutionFilter { lifecycle: Some(Lifecycle::ALL[2]), ..searched("lås") },
        SolutionFilter { used_by: Some(cast.vara), ..all() },
        SolutionFilter { used_by: Some(cast.halmstad), kind: Some(SolutionKind::ALL[0]), ..searched("d") },
        SolutionFilter { service_area: "510".into(), ..all() },
        SolutionFilter { favourite_of: Some(cast.anna.member().unwrap().person), ..all() },
        SolutionFilter {
            favourite_of: Some(cast.bo.member().unwrap().person),
            kind: Some(SolutionKind::ALL[0]),
            ..searched("lås")
        },
        SolutionFilter { capability: "boka".into(), area_group: "Omsorg".into(), ..all() },
    ];
    let mut rows = 0;
    for filter in filters {
        for sort in [SolutionSort::Name, SolutionSort::Updated, SolutionSort::Users] {
            for (reader, page) in
                readers(&cast).into_iter().flat_map(|reader| [1, 2, 9].map(|page| (reader, page)))
            {
                let filter = SolutionFilter { sort, ..filter.clone() };
                let page = Page::new(page, 7);
                let expected = database.list_solutions(reader, &filter, page).await.unwrap();
                let found = memory.list_solutions(reader, &filter, page).await.unwrap();
                let numbers = |listed: &app::Listed<app::solution::SolutionRow>| {
                    listed.rows.iter().map(|row| row.solution.number.to_string()).collect::<Vec<_>>()
                };
                assert_eq!(numbers(&found), numbers(&expected), "{filter:?} {page:?} {reader:?}");
                assert_eq!(found.total, expected.total, "{filter:?} {reader:?}");
                rows += found.rows.len();
            }
        }
    }
    assert!(rows > 500, "there is something to compare: {rows}");
}

#[tokio::test]
async fn each_choice_leaves_as_many_as_its_facet_says() {
    let cast = filled().await;
    let (database, memory) = both(&cast).await;
    let all = SolutionFilter::default;
    let filters = [
        all(),
        SolutionFilter { search: "lås".into(), ..all() },
        SolutionFilter { kind: Some(SolutionKind::ALL[1]), service_area: "510".into(), ..all() },
        SolutionFilter { used_by: Some(cast.vara), lifecycle: Some(Lifecycle::ALL[0]), ..all() },
        SolutionFilter { favourite_of: Some(cast.anna.member().unwrap().person), ..all() },
        SolutionFilter { area_group: "Äldreomsorg".into(), ..all() },
    ];
    let directory = cast.app.directory().await.unwrap();
    let (mut counted, mut left) = (0, 0);
    for filter in &filters {
        for reader in readers(&cast) {
            assert_eq!(
                database.solution_facets(reader, filter).await.unwrap(),
                None,
                "not while it is filled"
            );
            let facets = memory.solution_facets(reader, filter).await.unwrap().unwrap();
            let mut choices: Vec<(SolutionFilter, i64)> = Vec::new();
            for (code, count) in &facets.kinds {
                choices
                    .push((SolutionFilter { kind: SolutionKind::from_code(code), ..filter.clone() }, *count));
            }
            for (code, count) in &facets.lifecycles {
                let lifecycle = Lifecycle::from_code(code);
                choices.push((SolutionFilter { lifecycle, ..filter.clone() }, *count));
            }
            for (id, count) in &facets.users {
                choices.push((SolutionFilter { used_by: Some(*id), ..filter.clone() }, *count));
            }
            for (code, count) in &facets.capabilities {
                choices.push((SolutionFilter { capability: code.clone(), ..filter.clone() }, *count));
            }
            for (code, count) in &facets.areas {
                let (mut area, mut group) = (code.clone(), String::new());
                if directory.service_area(code).is_none() {
                    std::mem::swap(&mut area, &mut group);
                }
                let chosen = SolutionFilter { service_area: area, area_group: group, ..filter.clone() };
                choices.push((chosen, *count));
            }
            for (chosen, count) in choices {
                let listed = database.list_solutions(reader, &chosen, Page::new(1, 1)).await.unwrap();
                assert_eq!(listed.total, count, "{chosen:?} {reader:?}");
                counted += 1;
                left += count;
            }
        }
    }
    assert!(counted > 500 && left > 500, "there is something to count: {counted}, {left}");
}

#[tokio::test]
async fn needs_are_those_that_the_database_lists() {
    let cast = filled().await;
    let (database, memory) = both(&cast).await;
    let all = NeedFilter::default;
    let anna = cast.anna.member().unwrap().person;
    let filters = [
        all(),
        NeedFilter { search: "nyck kontor 1".into(), ..all() },
        NeedFilter { organisation: Some(cast.vara), ..all() },
        NeedFilter { author: Some(anna), ..all() },
        NeedFilter { author: Some(anna), state: "draft".into(), ..all() },
        NeedFilter { state: "submitted".into(), search: "besök".into(), ..all() },
        NeedFilter { service_area: "510".into(), ..all() },
    ];
    let mut rows = 0;
    for filter in filters {
        for sort in [NeedSort::Updated, NeedSort::Title, NeedSort::Affected] {
            for (reader, page) in
                readers(&cast).into_iter().flat_map(|reader| [1, 2].map(|page| (reader, page)))
            {
                let filter = NeedFilter { sort, ..filter.clone() };
                let page = Page::new(page, 4);
                let expected = database.list_needs(reader, &filter, page).await.unwrap();
                let found = memory.list_needs(reader, &filter, page).await.unwrap();
                assert_eq!(found, expected, "{filter:?} {page:?} {reader:?}");
                rows += found.rows.len();
            }
        }
    }
    assert!(rows > 100, "there is something to compare: {rows}");
}

#[tokio::test]
async fn how_much_organisations_have_is_the_same() {
    let cast = filled().await;
    let (database, memory) = both(&cast).await;
    for reader in readers(&cast) {
        let count = async |app: &App| {
            let rows =
                app.list_organisations(reader, &Default::default(), Page::new(1, 100)).await.unwrap().rows;
            rows.into_iter().map(|row| (row.organisation.name, row.needs, row.solutions)).collect::<Vec<_>>()
        };
        assert_eq!(count(&memory).await, count(&database).await, "{reader:?}");
    }
}

#[tokio::test]
async fn what_was_just_written_stands_in_the_list_on_every_node() {
    let cast = Cast::new().await;
    let other = cast.another_node();
    other.fill_index(|_| {}).await.unwrap();
    let filter = NeedFilter { search: "nycklar".into(), ..NeedFilter::default() };
    let count = async |reader| other.list_needs(reader, &filter, Page::new(1, 10)).await.unwrap().total;
    assert_eq!(count(&cast.anna).await, 0);
    let text = "Nycklar hämtas på kontoret.";
    let draft =
        cast.app.draft_need(&cast.anna, crate::cast::a_need(text, Sharing::Collaboration)).await.unwrap();
    assert_eq!([count(&cast.anna).await, count(&cast.karin).await], [1, 0], "a draft is its writer's");
    cast.app.submit_need(&cast.anna, draft.number, draft.version, Sharing::Collaboration).await.unwrap();
    assert_eq!([count(&cast.karin).await, count(&cast.bo).await, count(&cast.ida).await], [1, 1, 0]);
}
