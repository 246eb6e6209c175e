//! The landscape as different readers see it: what is counted, that hidden solutions move no number, and that it follows every change.

use app::App;
use app::landscape::{Axis, Counted, Ground, LandscapeFilter, MatrixRow};
use app::{Page, SolutionFilter};
use domain::coverage::{Coverage, CoverageLevel, CoverageSource};
use domain::event::{Doer, EventKind, SubjectKind};
use domain::id::{OrganisationId, UsageId};
use domain::landscape::{Place, Unmet};
use domain::permission::Actor;
use domain::service_area::{Capability, ServiceArea};
use domain::sharing::Sharing;
use domain::solution::{Solution, SolutionKind};
use domain::usage::{Usage, UsageStatus};
use domain::verdict::Verdict;

use crate::cast::{Cast, NOON, a_need, organisation};

/// Four that co-operate and one that does not, with two groups of areas and two capabilities.
struct Land {
    cast: Cast,
    skara: OrganisationId,
    gotene: OrganisationId,
}

impl Land {
    async fn new() -> Self {
        let mut cast = Cast::new().await;
        let mut added = Vec::new();
        for name in ["Skara", "Götene"] {
            added.push(cast.app.add_organisation(&Actor::Operator, organisation(name)).await.unwrap().id);
        }
        let [skara, gotene] = added[..] else { panic!("two") };
        let four = app::collaboration::CollaborationInput {
            name: "Fyra".into(),
            purpose: String::new(),
            lead: Some(cast.vara),
        };
        let members = [cast.essunga, cast.vara, skara, gotene];
        cast.app.add_collaboration(&Actor::Operator, four, &members).await.unwrap();
        for actor in [&mut cast.anna, &mut cast.bo] {
            let Actor::Member(member) = actor else { panic!("a member") };
            member.partners = members.iter().copied().filter(|id| *id != member.organisation).collect();
        }
        let mut tx = cast.test.db.write().await.unwrap();
        for (at, (code, group)) in
            [("510", "Omsorg"), ("500", "Omsorg"), ("440", "Skola")].into_iter().enumerate()
        {
            let area = ServiceArea {
                code: code.into(),
                name: format!("Område {code}"),
                name_en: String::new(),
                group: group.into(),
                group_en: String::new(),
            };
            store::service_area::put(&mut tx, &area, at as i64).await.unwrap();
        }
        for (at, code) in ["boka", "larma"].into_iter().enumerate() {
            let one = Capability { code: code.into(), name: code.into(), name_en: String::new() };
            store::service_area::put_capability(&mut tx, &one, at as i64).await.unwrap();
        }
        tx.commit().await.unwrap();
        Self { cast, skara, gotene }
    }

    /// A solution that the first of these keeps and all of them use.
    async fn used(&self, name: &str, areas: &[&str], by: &[OrganisationId]) -> Solution {
        self.used_as(name, areas, Sharing::Public, (UsageStatus::InUse, by)).await
    }

    async fn used_as(
        &self,
        name: &str,
        areas: &[&str],
        sharing: Sharing,
        (status, by): (UsageStatus, &[OrganisationId]),
    ) -> Solution {
        let mut solution = self.cast.solution(by.first().copied(), name, "Gör något.", sharing).await;
        solution.facts.service_areas = areas.iter().map(|code| (*code).to_owned()).collect();
        solution.facts.capabilities = vec!["boka".into()];
        let mut tx = self.cast.test.db.write().await.unwrap();
        store::solution::update(&mut tx, &solution).await.unwrap();
        tx.commit().await.unwrap();
        for one in by {
            self.says(&solution, *one, status).await;
        }
        solution.version += 1;
        solution
    }

    async fn says(&self, solution: &Solution, organisation: OrganisationId, status: UsageStatus) {
        let usage = Usage::new(UsageId::at(NOON), solution.id, organisation, status);
        let mut tx = self.cast.test.db.write().await.unwrap();
        store::usage::put(&mut tx, &usage).await.unwrap();
        let event = store::event::NewEvent {
            at: NOON,
            doer: Doer::Operator,
            subject_kind: SubjectKind::Solution,
            subject: solution.id.to_string(),
            kind: EventKind::Edited,
            changes: Vec::new(),
            import: None,
        };
        store::event::append(&mut tx, &event).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn matrix(&self, actor: &Actor, filter: &LandscapeFilter) -> (Ground, Vec<MatrixRow>) {
        done(self.cast.app.landscape(actor, filter, Axis::Areas).await.unwrap(), |matrix| matrix.rows)
    }

    async fn row(&self, actor: &Actor, code: &str) -> (Ground, MatrixRow) {
        let (ground, rows) = self.matrix(actor, &LandscapeFilter::default()).await;
        (ground, rows.into_iter().find(|row| row.code == code).unwrap())
    }
}

#[track_caller]
fn done<T, R>(counted: Counted<T>, of: impl FnOnce(T) -> R) -> (Ground, R) {
    match counted {
        Counted::Done(ground, counted) => (ground, of(counted)),
        Counted::Reading(percent) => panic!("still reading: {percent}"),
    }
}

/// Everything that a reader is told, as one text.
async fn told(app: &App, actor: &Actor) -> String {
    let filter = LandscapeFilter::default();
    let all = Page::new(1, 100);
    let matrices = (
        app.landscape(actor, &filter, Axis::Areas).await.unwrap(),
        app.landscape(actor, &filter, Axis::Capabilities).await.unwrap(),
        app.landscape(actor, &LandscapeFilter { group: "Omsorg".into(), ..filter.clone() }, Axis::Areas)
            .await
            .unwrap(),
    );
    let overlaps = app.landscape_overlaps(actor, &filter, all).await.unwrap();
    let gaps = app.landscape_gaps(actor, &filter, all).await.unwrap();
    let likeness = app.landscape_likeness(actor, &filter).await.unwrap();
    format!("{matrices:?}\n{overlaps:?}\n{gaps:?}\n{likeness:?}")
}

#[tokio::test]
async fn a_cell_counts_what_is_shared_own_and_planned_and_as_many_as_its_list() {
    let land = Land::new().await;
    let Cast { essunga, vara, .. } = land.cast;
    land.used("Delad", &["510", "500"], &[essunga, vara]).await;
    land.used("Egen", &["500"], &[essunga]).await;
    land.used_as("Avtal", &["510"], Sharing::Public, (UsageStatus::Contract, &[essunga])).await;
    land.used_as("Nej", &["510"], Sharing::Public, (UsageStatus::Declined, &[land.skara])).await;
    land.used("Skolans", &["440"], &[vara]).await;
    let (ground, row) = land.row(&land.cast.anna, "Omsorg").await;
    assert_eq!(ground.organisations.first(), Some(&essunga), "the own one first");
    assert_eq!(ground.organisations.len(), 4, "without those that do not co-operate");
    let of = |row: &MatrixRow, id: OrganisationId| {
        let at = ground.organisations.iter().position(|one| *one == id).unwrap();
        row.cells[at]
    };
    let (cell, place) = of(&row, essunga);
    assert_eq!(
        (cell.shared, cell.own, cell.planned, place),
        (1, 1, 1, Place::Has),
        "a solution counts once a row"
    );
    let (cell, place) = of(&row, land.skara);
    assert_eq!((cell.listed(), cell.said, place), (0, 1, Place::Gap), "declined is an answer");
    assert_eq!(of(&row, land.gotene).1, Place::Silent);
    assert_eq!((row.answered, row.solutions, row.shared), (3, 2, 1));
    assert_eq!(row.lacking, [land.skara]);
    assert_eq!((ground.answers.answered, ground.answers.of, ground.answers.solutions), (3, 4, 5));
    // The list that a cell opens has as many rows as the cell says, for members and for the public.
    for actor in [&land.cast.anna, &Actor::Anonymous] {
        let (ground, rows) = land.matrix(actor, &LandscapeFilter::default()).await;
        for row in rows {
            for (id, (cell, _)) in ground.organisations.iter().zip(&row.cells) {
                let filter = SolutionFilter {
                    area_group: row.code.clone(),
                    used_by: Some(*id),
                    ..SolutionFilter::default()
                };
                let listed = land.cast.app.list_solutions(actor, &filter, Page::new(1, 50)).await.unwrap();
                assert_eq!(listed.total, cell.listed() as i64, "{} {actor:?}", row.code);
            }
        }
    }
}

#[tokio::test]
async fn a_hidden_solution_moves_no_number_that_others_see() {
    let land = Land::new().await;
    let Cast { essunga, vara, halmstad, .. } = land.cast;
    for turn in 0..6 {
        land.used(&format!("Delad {turn}"), &["510"], &[essunga, vara, land.skara]).await;
    }
    land.used("Annan", &["510"], &[vara]).await;
    let need = land
        .cast
        .sent_as(&land.cast.anna, a_need("Nycklar saknas. Besöket blir sent.", Sharing::Network))
        .await;
    let readers = [&land.cast.anna, &land.cast.ida, &Actor::Anonymous];
    let mut before = Vec::new();
    for reader in readers {
        before.push(told(&land.cast.app, reader).await);
    }
    // Of Vara alone, and of one that nobody here co-operates with; used by everybody, and said to fit.
    for (name, sharing, owner) in
        [("Hemlig", Sharing::Organisation, vara), ("Utom", Sharing::Collaboration, halmstad)]
    {
        let by = [owner, essunga, vara, land.skara, land.gotene];
        let hidden = land.used_as(name, &["510", "440"], sharing, (UsageStatus::InUse, &by)).await;
        if sharing == Sharing::Organisation {
            land.cast
                .app
                .give_verdict(&land.cast.bo, (need.number, hidden.number), Verdict::Fits, "")
                .await
                .unwrap();
        }
    }
    for (reader, before) in readers.into_iter().zip(before) {
        let after = told(&land.cast.app, reader).await;
        if reader == &land.cast.ida {
            assert_ne!(after, before, "Halmstad sees its own");
        } else {
            assert_eq!(after, before, "{reader:?}");
        }
    }
    let (_, row) = land.row(&land.cast.bo, "Skola").await;
    assert_eq!(row.solutions, 1, "Vara sees its own and not the one from outside");
}

#[tokio::test]
async fn the_public_counts_no_plans_contracts_or_refusals() {
    let land = Land::new().await;
    let Cast { essunga, vara, .. } = land.cast;
    land.used("Öppen", &["510"], &[essunga]).await;
    let before = told(&land.cast.app, &Actor::Anonymous).await;
    for (at, status) in UsageStatus::ALL.iter().copied().enumerate() {
        if !matches!(status, UsageStatus::InUse | UsageStatus::Pilot) {
            // The solution is public, but nothing that may be known is said of it: in the catalogue it is one more.
            land.used_as(&format!("{at}"), &["510"], Sharing::Public, (status, &[vara])).await;
        }
    }
    let after = told(&land.cast.app, &Actor::Anonymous).await;
    assert_eq!(after, before);
    let (ground, row) = land.row(&land.cast.anna, "Omsorg").await;
    let at = ground.organisations.iter().position(|id| *id == vara).unwrap();
    assert_eq!((row.cells[at].0.planned, row.cells[at].0.said), (2, 4));
}

#[tokio::test]
async fn overlaps_are_different_systems_for_the_same_and_the_widest_come_first() {
    let land = Land::new().await;
    let Cast { essunga, vara, .. } = land.cast;
    land.used("Smal ett", &["440"], &[essunga]).await;
    land.used("Smal två", &["440"], &[vara]).await;
    land.used("Bred ett", &["510"], &[land.skara, land.gotene]).await;
    land.used("Bred två", &["510"], &[vara]).await;
    land.used("Samma hos alla", &["500"], &[essunga, vara]).await;
    let mut way = land.used("Arbetssätt", &["500"], &[land.skara]).await;
    way.facts.kind = SolutionKind::WayOfWorking;
    let mut tx = land.cast.test.db.write().await.unwrap();
    store::solution::update(&mut tx, &way).await.unwrap();
    tx.commit().await.unwrap();
    land.says(&way, land.skara, UsageStatus::InUse).await;
    let overlaps = land
        .cast
        .app
        .landscape_overlaps(&land.cast.anna, &LandscapeFilter::default(), Page::new(1, 25))
        .await;
    let (_, listed) = done(overlaps.unwrap(), |found| found.listed);
    let areas: Vec<&str> = listed.rows.iter().map(|one| one.area.as_str()).collect();
    assert_eq!(areas, ["510", "440"]);
    let widest = &listed.rows[0];
    assert_eq!((widest.systems[0].name.as_str(), widest.organisations.len()), ("Bred ett", 3));
    assert_eq!(widest.could_share, [vara]);
    let narrowed = LandscapeFilter { capability: "larma".into(), ..LandscapeFilter::default() };
    let none = land.cast.app.landscape_overlaps(&land.cast.anna, &narrowed, Page::new(1, 25)).await.unwrap();
    assert_eq!(done(none, |found| found.listed.total).1, 0);
}

#[tokio::test]
async fn gaps_are_told_for_those_who_answer_and_needs_until_something_fits() {
    let land = Land::new().await;
    let Cast { essunga, vara, .. } = land.cast;
    land.used("Grannarnas", &["510"], &[vara, land.skara]).await;
    land.used_as("Ingens", &["500"], Sharing::Public, (UsageStatus::Retired, &[vara])).await;
    let gaps = || async {
        let gaps = land
            .cast
            .app
            .landscape_gaps(&land.cast.anna, &LandscapeFilter::default(), Page::new(1, 25))
            .await;
        done(gaps.unwrap(), |gaps| gaps).1
    };
    let silent = gaps().await;
    assert!(!silent.own_has_answered && silent.behind.is_empty());
    let without: Vec<(&str, usize)> =
        silent.areas.iter().map(|gap| (gap.area.as_str(), gap.in_catalogue)).collect();
    assert_eq!((without, silent.of_areas), (vec![("500", 1), ("440", 0)], 3));
    let own = land.used("Vår", &["440"], &[essunga]).await;
    let answered = gaps().await;
    let behind: Vec<&str> = answered.behind.iter().map(|one| one.area.as_str()).collect();
    assert_eq!((behind, answered.areas.len()), (vec!["510"], 1));
    assert_eq!(answered.behind[0].neighbours.len(), 2);

    let mut input = a_need("Bokningen krånglar. Ingen hinner.", Sharing::Network);
    input.requirements = "Boka".into();
    let need = land.cast.sent_as(&land.cast.anna, input).await;
    let why = |gaps: &app::landscape::Gaps| gaps.needs.as_ref().unwrap().rows.first().map(|need| need.why);
    assert_eq!(why(&gaps().await), Some(Unmet::NothingSaid));
    land.cast.app.give_verdict(&land.cast.anna, (need.number, own.number), Verdict::Not, "").await.unwrap();
    assert_eq!(why(&gaps().await), Some(Unmet::NothingFits));
    let covered = Coverage {
        requirement: need.requirements[0].id,
        solution: own.id,
        version: 0,
        level: CoverageLevel::Partly,
        source: CoverageSource::Supplier,
        evidence: None,
        person: None,
        organisation: None,
        at: NOON,
    };
    let mut tx = land.cast.test.db.write().await.unwrap();
    store::coverage::put(&mut tx, &covered).await.unwrap();
    tx.commit().await.unwrap();
    let anew = land.cast.another_node();
    anew.fill_index(|_| {}).await.unwrap();
    let read =
        anew.landscape_gaps(&land.cast.anna, &LandscapeFilter::default(), Page::new(1, 25)).await.unwrap();
    assert_eq!(why(&done(read, |gaps| gaps).1), None, "it covers a part");
    let public =
        land.cast.app.landscape_gaps(&Actor::Anonymous, &LandscapeFilter::default(), Page::new(1, 25)).await;
    assert!(done(public.unwrap(), |gaps| gaps.needs).1.is_none());
}

#[tokio::test]
async fn whoever_has_rare_things_in_common_is_most_alike() {
    let land = Land::new().await;
    let Cast { essunga, vara, .. } = land.cast;
    let all = [essunga, vara, land.skara];
    for turn in 0..4 {
        land.used(&format!("Allas {turn}"), &["510"], &all).await;
    }
    land.used("Sällsynt", &["440"], &[essunga, vara]).await;
    land.used("Skaras", &["440"], &[land.skara]).await;
    land.used("Götenes", &["440"], &[land.gotene]).await;
    let likeness = || async {
        let found = land.cast.app.landscape_likeness(&land.cast.anna, &LandscapeFilter::default()).await;
        done(found.unwrap(), |page| page).1
    };
    let found = likeness().await;
    let order: Vec<OrganisationId> = found.rows.iter().map(|row| row.organisation).collect();
    assert_eq!(order, [vara, land.skara]);
    assert_eq!((found.rows[0].counts, found.rows[1].counts), ((5, 0, 0), (4, 1, 1)));
    assert!((found.rows[0].likeness - 1.0).abs() < 1e-9 && found.rows[1].likeness < 0.9);
    assert_eq!(found.rows[0].shared[0].name, "Sällsynt", "the rarest is told first");
    assert_eq!(found.too_little, [(land.gotene, 1)]);
    // From Götene there is too little to say.
    let seen = LandscapeFilter { own: Some(land.gotene), ..LandscapeFilter::default() };
    let from = land.cast.app.landscape_likeness(&land.cast.anna, &seen).await.unwrap();
    let (_, page) = done(from, |page| page);
    assert!(!page.is_enough && page.rows.is_empty() && page.own_used == 1);
}

#[tokio::test]
async fn it_follows_every_change_and_counts_nothing_while_it_is_read() {
    let land = Land::new().await;
    let Cast { essunga, vara, .. } = land.cast;
    let solution = land.used("Lås", &["510"], &[essunga]).await;
    let used = || async { land.row(&land.cast.anna, "Omsorg").await.1.solutions };
    assert_eq!(used().await, 1);
    land.says(&solution, essunga, UsageStatus::Retired).await;
    assert_eq!(used().await, 0);
    land.says(&solution, vara, UsageStatus::Pilot).await;
    assert_eq!(used().await, 1);
    let keeper = Actor::Operator;
    let now = land.cast.app.read_solution(&keeper, solution.number).await.unwrap().solution;
    land.cast.app.withdraw_solution(&keeper, now.number, now.version, "Finns inte.").await.unwrap();
    assert_eq!(used().await, 0, "what is withdrawn is not counted");
    land.cast.app.restore_solution(&keeper, now.number, now.version + 1).await.unwrap();
    assert_eq!(used().await, 1);
    let empty = land.cast.another_node();
    let read = empty.landscape(&land.cast.anna, &LandscapeFilter::default(), Axis::Areas).await.unwrap();
    assert!(matches!(read, Counted::Reading(0)), "{read:?}");
}

mod contracts {
    use app::AppError;
    use app::landscape::Counts;
    use domain::contract::{Agreement, Contract, ContractFacts, Covered, Route, Standing, Turn};
    use domain::id::ContractId;
    use domain::number::Series;
    use jiff::civil::{Date, date};

    use super::*;

    /// A contract about a solution that ends on a day, with these in it.
    async fn ends(
        land: &Land,
        solution: &Solution,
        sharing: Sharing,
        (ends, notice): (Date, Option<Date>),
        parties: &[OrganisationId],
    ) -> Contract {
        let mut tx = land.cast.test.db.write().await.unwrap();
        let contract = Contract {
            id: ContractId::at(NOON),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Contract, 2026).await.unwrap(),
            facts: ContractFacts {
                name: solution.facts.name.clone(),
                supplier: "Bolaget".into(),
                kind: Agreement::Direct,
                starts: date(2024, 1, 1),
                ends: Some(ends),
                options: Vec::new(),
                notice,
                route: Route::Unknown,
                price_model: String::new(),
                amounts: Vec::new(),
                documents: Vec::new(),
                note: String::new(),
            },
            solutions: vec![solution.id],
            coverage: parties
                .iter()
                .map(|id| Covered { organisation: *id, standing: Standing::Party, until: None })
                .collect(),
            organisation: parties[0],
            sharing,
            ended: None,
            confirmed: NOON,
            confirmed_by: None,
            created: NOON,
            updated: NOON,
        };
        store::contract::insert(&mut tx, &contract).await.unwrap();
        tx.commit().await.unwrap();
        contract
    }

    #[tokio::test]
    async fn a_window_is_where_contracts_that_the_reader_may_read_end_near_each_other() {
        let land = Land::new().await;
        let Cast { essunga, vara, .. } = land.cast;
        let own = land.used("Våra lås", &["510"], &[essunga]).await;
        let theirs = land.used("Deras lås", &["510"], &[vara]).await;
        let school = land.used("Skolans", &["440"], &[vara]).await;
        let level = Sharing::Collaboration;
        let first = ends(&land, &own, level, (date(2027, 6, 30), Some(date(2027, 1, 31))), &[essunga]).await;
        let second = ends(&land, &theirs, level, (date(2027, 12, 30), None), &[vara]).await;
        ends(&land, &school, level, (date(2028, 6, 30), None), &[vara]).await;
        ends(&land, &school, level, (date(2040, 6, 30), None), &[land.skara]).await;
        // Kept to Skara: nobody else learns of it.
        ends(&land, &school, Sharing::Organisation, (date(2028, 7, 1), None), &[land.skara]).await;
        let filter = LandscapeFilter::default();
        let (anna, app) = (&land.cast.anna, &land.cast.app);
        let found = app.landscape_contracts(anna, &filter, Counts::End, 6).await.unwrap();
        let (ground, found) = done(found, |found| found);
        let areas: Vec<(&str, usize)> =
            found.areas.iter().map(|one| (one.areas[0].as_str(), one.windows.len())).collect();
        assert_eq!(areas, [("510", 1), ("440", 0)], "those with a window first");
        let numbers: Vec<_> = found.areas[0].days.iter().map(|day| (day.number, day.turn)).collect();
        assert_eq!(numbers, [(first.number, Turn::End), (second.number, Turn::End)]);
        assert_eq!(found.areas[0].windows[0].days, [0, 1]);
        assert_eq!((ground.answers.answered, ground.answers.solutions), (2, 3), "the far one is not read");
        let narrower = app.landscape_contracts(anna, &filter, Counts::End, 3).await.unwrap();
        assert!(done(narrower, |found| found).1.areas.iter().all(|one| one.windows.is_empty()));
        let by_turn = app.landscape_contracts(anna, &filter, Counts::NextTurn, 12).await.unwrap();
        let (_, by_turn) = done(by_turn, |found| found);
        assert_eq!(by_turn.areas[0].days[0].turn, Turn::Notice);
        assert_eq!(by_turn.areas[0].days[0].day, date(2027, 1, 31));
        // What is another's area is not told by a filter for one.
        let only = LandscapeFilter { area: "440".into(), ..filter.clone() };
        let (_, only) =
            done(app.landscape_contracts(anna, &only, Counts::End, 6).await.unwrap(), |found| found);
        assert_eq!((only.areas.len(), only.areas[0].days.len()), (1, 1));
        let public = app.landscape_contracts(&Actor::Anonymous, &filter, Counts::End, 6).await;
        assert!(matches!(public, Err(AppError::Denied)), "{public:?}");
        let ida = app.landscape_contracts(&land.cast.ida, &filter, Counts::End, 6).await.unwrap();
        assert!(done(ida, |found| found).1.areas.is_empty(), "who does not co-operate reads none");
    }
}

#[tokio::test]
async fn no_number_knows_a_draft_until_it_is_taken_over() {
    let land = Land::new().await;
    let cast = &land.cast;
    let before = told(&cast.app, &cast.karin).await;
    let input = app::solution::draft::DraftInput {
        name: "Nyckelskåpet".into(),
        summary: "Öppnas med telefonen.".into(),
        ..Default::default()
    };
    let draft = cast.app.draft_solution(&cast.anna, &input).await.unwrap();
    let mut input = app::solution::keep::SolutionInput::of(&draft.facts);
    input.service_areas = vec!["510".into()];
    let draft = cast.app.edit_solution(&cast.karin, (draft.number, draft.version), &input).await.unwrap();
    land.says(&draft, cast.essunga, UsageStatus::InUse).await;
    assert_eq!(told(&cast.app, &cast.karin).await, before);
    let place = (draft.number, draft.version + 1);
    cast.app.take_over_draft(&cast.karin, place, &input, "collaboration").await.unwrap();
    assert_ne!(told(&cast.app, &cast.karin).await, before);
}
