//! The trail as those read it who administer an organisation: what was done for it, by whom, with which record, and when.
//!
//! It tells what somebody acting for the organisation has done. What others have done stands at the records themselves, for who reads
//! those. Not here: the chain and its check (the parent).

use domain::event::{Event, SubjectKind};
use domain::id::{OrganisationId, PersonId};
use domain::instant::Instant;
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed, Subject};
use jiff::civil::Date;
use store::Tx;
use store::event::TrailFilter;
use store::page::{Listed, Page};

use crate::history::{self, HistoryEntry};
use crate::notice::{self, About};
use crate::{App, AppError, case, contract, initiative, need, solution};

/// What to list of an organisation's trail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailQuestion {
    /// Who did it.
    pub person: Option<PersonId>,
    /// What sort of record it was about.
    pub kind: Option<SubjectKind>,
    /// The number of a record; empty for any.
    pub record: String,
    /// From this day on.
    pub from: Option<Date>,
    /// To this day, which counts.
    pub to: Option<Date>,
}

/// Something that was done for the organisation.
#[derive(Debug, Clone)]
pub struct TrailRow {
    /// When and what, without more.
    pub event: Event,
    /// The same with names; nothing where it tells what the reader may not know any more.
    pub entry: Option<HistoryEntry>,
    /// Who did it.
    pub person: String,
    /// The record, where the reader may read it.
    pub about: Option<About>,
    /// What else it is called: a person's or a contract's name.
    pub named: Option<String>,
}

/// The trail of an organisation.
#[derive(Debug, Clone)]
pub struct TrailPage {
    /// One page of it.
    pub listed: Listed<TrailRow>,
    /// Who may have done something: the organisation's people.
    pub people: Vec<(PersonId, String)>,
}

impl App {
    /// One page of what was done for an organisation.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not administer it.
    pub async fn trail_of(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        question: &TrailQuestion,
        page: Page,
    ) -> Result<TrailPage, AppError> {
        if !actor.may(Deed::ReadTrail, &Subject::of(organisation)) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.read().await?;
        let people = store::person::of_organisation(&mut tx, organisation).await?;
        let mut people: Vec<(PersonId, String)> =
            people.into_iter().map(|(person, _)| (person.id, person.name)).collect();
        people.sort_by_key(|(id, name)| (store::page::sort_key(name), *id));
        people.dedup();
        let listed = match filter(&mut tx, actor, question).await? {
            Some(filter) => store::event::done_for(&mut tx, organisation, &filter, page).await?,
            None => Listed { rows: Vec::new(), total: 0 },
        };
        let mut rows = Vec::with_capacity(listed.rows.len());
        for event in listed.rows {
            rows.push(row(&mut tx, actor, event).await?);
        }
        Ok(TrailPage { listed: Listed { rows, total: listed.total }, people })
    }
}

/// What is asked as the database is asked it; nothing for a record that the reader does not read.
async fn filter(
    tx: &mut Tx,
    actor: &Actor,
    question: &TrailQuestion,
) -> Result<Option<TrailFilter>, AppError> {
    let midnight = |day: Date| Instant::when_clocks_show(day.at(0, 0, 0, 0));
    let mut filter = TrailFilter {
        person: question.person,
        subject_kind: question.kind,
        subject: None,
        from: question.from.and_then(midnight),
        until: question.to.and_then(|day| day.tomorrow().ok()).and_then(midnight),
    };
    if question.record.trim().is_empty() {
        return Ok(Some(filter));
    }
    let Ok(number) = question.record.trim().parse::<Number>() else { return Ok(None) };
    let found = match number.series {
        Series::Need => {
            let found = need::load(tx, actor, number, Deed::Read).await;
            found.map(|one| (SubjectKind::Need, one.id.to_string()))
        }
        Series::Solution => {
            let found = solution::load(tx, actor, number).await;
            found.map(|one| (SubjectKind::Solution, one.id.to_string()))
        }
        Series::Case => {
            let found = case::load(tx, actor, number).await;
            found.map(|(one, _)| (SubjectKind::Case, one.id.to_string()))
        }
        Series::Initiative => {
            let found = initiative::load(tx, actor, number).await;
            found.map(|(one, _)| (SubjectKind::Initiative, one.id.to_string()))
        }
        Series::Contract => {
            let found = contract::load(tx, actor, number).await;
            found.map(|one| (SubjectKind::Contract, one.id.to_string()))
        }
    };
    match found {
        Ok((kind, id)) => {
            if filter.subject_kind.is_some_and(|asked| asked != kind) {
                return Ok(None);
            }
            (filter.subject_kind, filter.subject) = (Some(kind), Some(id));
            Ok(Some(filter))
        }
        Err(AppError::NotFound | AppError::Denied) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn row(tx: &mut Tx, actor: &Actor, event: Event) -> Result<TrailRow, AppError> {
    let about = notice::about(tx, actor, &event).await?;
    let entry = history::entry(tx, actor, event.clone()).await?;
    let named = match event.subject_kind {
        SubjectKind::Person => match event.subject.parse() {
            Ok(id) => store::person::get(tx, id).await?.map(|person| person.name),
            Err(_) => None,
        },
        SubjectKind::Contract => match event.subject.parse() {
            Ok(id) => {
                let found = store::contract::get(tx, id).await?;
                let seen = found.filter(|one| actor.may(Deed::ReadContract, &contract::subject(one)));
                seen.map(|one| format!("{} ({})", one.facts.name, one.number))
            }
            Err(_) => None,
        },
        _ => None,
    };
    let person = match event.doer {
        domain::event::Doer::Person { person, .. } => store::person::get(tx, person).await?,
        domain::event::Doer::Operator | domain::event::Doer::Anonymous => None,
    };
    Ok(TrailRow { entry, person: person.map(|person| person.name).unwrap_or_default(), about, named, event })
}
