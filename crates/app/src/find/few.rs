//! What there are hundreds of and not a hundred thousand: read whole for each search, by the rules of each kind's own list.
//!
//! Who is not signed in finds organisations alone: the other lists are for members.

use std::collections::BTreeSet;

use domain::id::OrganisationId;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::text;
use jiff::civil::Date;
use store::Tx;
use store::case::{ANY_STATE, CaseFilter};
use store::contract::ContractFilter;
use store::initiative::InitiativeFilter;
use store::knowledge::ArticleFilter;
use store::lesson::LessonFilter;
use store::page::{Page, sort_key};

use super::{FindQuestion, FoundKind, FoundRow, FoundThing, Words};
use crate::{AppError, Directory, forum};

/// Rows read at a time.
const A_PAGE: u32 = 1000;

/// Something that was found, before it is known whether it is shown.
#[derive(Debug)]
pub(super) struct Few {
    pub(super) kind: FoundKind,
    pub(super) organisation: Option<OrganisationId>,
    /// What it is called, for its place.
    name: String,
    row: FoundRow,
}

/// Everything that was found of these kinds.
pub(super) async fn all(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    words: &Words,
    search: &str,
    today: Date,
) -> Result<Vec<Few>, AppError> {
    let mut few = Gathered { directory, words, found: Vec::new() };
    for organisation in &directory.organisations {
        let code = organisation.municipality_code.as_deref().unwrap_or_default();
        if few.has(&[&organisation.name, &organisation.short_name, code]) {
            let thing = FoundThing::Organisation(Box::new(organisation.clone()));
            few.add(FoundKind::Organisation, Some(organisation.id), &organisation.short_name, thing);
        }
    }
    let Some(member) = actor.member() else { return Ok(few.found) };
    few.searched(tx, actor, search, today).await?;
    for (benefit, number, title) in store::benefit::seen(tx, &actor.visibility()).await? {
        if few.has(&[&benefit.indicator, &benefit.receiver, &title]) {
            let name = benefit.indicator.clone();
            let thing = FoundThing::Benefit(benefit.id, benefit.indicator, number);
            few.add(FoundKind::Benefit, Some(benefit.organisation), &name, thing);
        }
    }
    few.met(tx, member).await?;
    for series in store::figure::series(tx).await? {
        if few.has(&[&series.title, &series.kpi, &series.source]) {
            let thing = FoundThing::Figure(series.kpi, series.title.clone(), series.source);
            few.add(FoundKind::Figure, None, &series.title, thing);
        }
    }
    if actor.may(Deed::AdministerPeople, &Subject::of(member.organisation)) {
        few.people(tx, member.organisation).await?;
    }
    Ok(few.found)
}

/// The rows of a kind that are shown: names before mentions, then by name.
pub(super) fn page(few: &[Few], kind: FoundKind, question: &FindQuestion, words: &Words) -> Vec<FoundRow> {
    let is_shown = |one: &&Few| {
        one.kind == kind && question.organisation.is_none_or(|asked| one.organisation == Some(asked))
    };
    let mut shown: Vec<&Few> = few.iter().filter(is_shown).collect();
    shown.sort_by_cached_key(|one| (!words.begin_in(&text::search_words(&one.name)), sort_key(&one.name)));
    let page = question.page_of(kind);
    let size = page.size() as usize;
    let skipped = (page.number().saturating_sub(1) as usize).saturating_mul(size);
    shown.into_iter().skip(skipped).take(size).map(|one| one.row.clone()).collect()
}

struct Gathered<'a> {
    directory: &'a Directory,
    words: &'a Words,
    found: Vec<Few>,
}

impl Gathered<'_> {
    fn has(&self, texts: &[&str]) -> bool {
        self.words.begin_in(&text::search_words(&texts.join(" ")))
    }

    fn add(&mut self, kind: FoundKind, organisation: Option<OrganisationId>, name: &str, thing: FoundThing) {
        let whose = organisation.map(|id| self.directory.short_name(id)).unwrap_or_default();
        let row = FoundRow { thing, organisation: whose };
        self.found.push(Few { kind, organisation, name: name.to_owned(), row });
    }

    /// What the database searches itself: cases, initiatives, lessons and knowledge.
    async fn searched(
        &mut self,
        tx: &mut Tx,
        actor: &Actor,
        search: &str,
        today: Date,
    ) -> Result<(), AppError> {
        let visibility = actor.visibility();
        let search = search.to_owned();
        let filter =
            CaseFilter { search: search.clone(), state: ANY_STATE.to_owned(), ..CaseFilter::default() };
        for number in 1.. {
            let rows =
                store::case::list(tx, &visibility, &filter, today, Page::new(number, A_PAGE)).await?.rows;
            let is_last = rows.len() < A_PAGE as usize;
            for case in rows {
                let thing = FoundThing::Case(case.number, case.title.clone());
                self.add(FoundKind::Case, Some(case.organisation), &case.title, thing);
            }
            if is_last {
                break;
            }
        }
        let filter = InitiativeFilter {
            search: search.clone(),
            state: ANY_STATE.to_owned(),
            ..InitiativeFilter::default()
        };
        for number in 1.. {
            let rows =
                store::initiative::list(tx, &visibility, &filter, Page::new(number, A_PAGE)).await?.rows;
            let is_last = rows.len() < A_PAGE as usize;
            for initiative in rows {
                let thing = FoundThing::Initiative(initiative.number, initiative.title.clone());
                self.add(FoundKind::Initiative, Some(initiative.organisation), &initiative.title, thing);
            }
            if is_last {
                break;
            }
        }
        let filter = LessonFilter { search: search.clone(), ..LessonFilter::default() };
        for number in 1.. {
            let rows = store::lesson::list(tx, &visibility, &filter, Page::new(number, A_PAGE)).await?.rows;
            let is_last = rows.len() < A_PAGE as usize;
            for lesson in rows {
                let thing = FoundThing::Lesson(lesson.id, lesson.title.clone());
                self.add(FoundKind::Lesson, Some(lesson.organisation), &lesson.title, thing);
            }
            if is_last {
                break;
            }
        }
        if actor.member().is_some() {
            let filter = ArticleFilter { search: search.clone(), ..ArticleFilter::default() };
            for number in 1.. {
                let page = Page::new(number, A_PAGE);
                let rows = store::knowledge::list(tx, &visibility, &filter, page).await?.rows;
                let is_last = rows.len() < A_PAGE as usize;
                for article in rows {
                    let thing = FoundThing::Article(article.id, article.title.clone());
                    self.add(FoundKind::Article, Some(article.organisation), &article.title, thing);
                }
                if is_last {
                    break;
                }
            }
        }
        self.contracts(tx, actor, search).await
    }

    /// Contracts that the reader may see.
    async fn contracts(&mut self, tx: &mut Tx, actor: &Actor, search: String) -> Result<(), AppError> {
        if !actor.reads_contracts() {
            return Ok(());
        }
        let filter = ContractFilter { search, ..ContractFilter::default() };
        for number in 1.. {
            let page = Page::new(number, A_PAGE);
            let rows = store::contract::list(tx, &actor.visibility(), &filter, page).await?.rows;
            let is_last = rows.len() < A_PAGE as usize;
            for contract in rows {
                let name = contract.facts.name.clone();
                let thing = FoundThing::Contract(contract.number, name.clone(), contract.facts.supplier);
                self.add(FoundKind::Contract, Some(contract.organisation), &name, thing);
            }
            if is_last {
                break;
            }
        }
        Ok(())
    }

    /// Forums and their meetings.
    async fn met(&mut self, tx: &mut Tx, member: &Member) -> Result<(), AppError> {
        for forum in forum::living(tx, member).await? {
            for meeting in store::meeting::of_forum(tx, forum.id).await? {
                if self.has(&[&forum.name, &meeting.place, &meeting.day.to_string()]) {
                    let thing =
                        FoundThing::Meeting(meeting.id, forum.name.clone(), meeting.day, meeting.place);
                    let name = format!("{} {}", forum.name, meeting.day);
                    self.add(FoundKind::Meeting, Some(forum.organisation), &name, thing);
                }
            }
            if self.has(&[&forum.name, &forum.body]) {
                let thing = FoundThing::Forum(forum.id, forum.name.clone());
                self.add(FoundKind::Forum, Some(forum.organisation), &forum.name, thing);
            }
        }
        Ok(())
    }

    /// The people of an organisation, each once.
    async fn people(&mut self, tx: &mut Tx, organisation: OrganisationId) -> Result<(), AppError> {
        let Some(known) = self.directory.organisation(organisation).cloned() else { return Ok(()) };
        let mut told = BTreeSet::new();
        for (person, assignment) in store::person::of_organisation(tx, organisation).await? {
            if self.has(&[&person.name, &assignment.title]) && told.insert(person.id) {
                let name = person.name.clone();
                let known = Box::new(known.clone());
                let thing = FoundThing::Person(person.id, person.name, assignment.title, known);
                self.add(FoundKind::Person, Some(organisation), &name, thing);
            }
        }
        Ok(())
    }
}
