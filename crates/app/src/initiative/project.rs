//! An initiative as work packages for the tool that runs the project: what is to be done, by when, and the days that matter.
//!
//! Brygga keeps no plan of its own beside this. Not here: the columns of a file (`web`).

use jiff::civil::Date;

use super::InitiativePage;
use crate::rollout::ActionRow;

/// A work package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRow {
    /// Whether it is a day and no work.
    pub is_milestone: bool,
    /// What it is.
    pub subject: ProjectSubject,
    /// Short name of whose it is.
    pub organisation: String,
    /// Who does it.
    pub person: Option<String>,
    /// When it is to be done.
    pub due: Option<Date>,
    /// Whether it is.
    pub is_done: bool,
}

/// What a work package is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectSubject {
    /// The next step of the initiative.
    Next(String),
    /// Something to do for an introduction.
    Action(String),
    /// Going live.
    GoLive,
    /// The old way ends.
    OldWayEnds(String),
    /// A benefit is measured.
    Measure(String),
}

/// The work packages of an initiative.
#[must_use]
pub fn project_rows(page: &InitiativePage, actions: &[ActionRow]) -> Vec<ProjectRow> {
    let mut rows = Vec::new();
    if !page.initiative.next_step.is_empty() {
        rows.push(ProjectRow {
            is_milestone: false,
            subject: ProjectSubject::Next(page.initiative.next_step.clone()),
            organisation: page.organisation.clone(),
            person: None,
            due: page.initiative.next_on,
            is_done: false,
        });
    }
    rows.extend(actions.iter().map(|one| ProjectRow {
        is_milestone: false,
        subject: ProjectSubject::Action(one.action.text.clone()),
        organisation: one.organisation.clone(),
        person: one.person.clone(),
        due: Some(one.action.due),
        is_done: one.action.done.is_some(),
    }));
    for party in page.parties.iter().filter(|party| party.rollout.introduces()) {
        let rollout = &party.rollout;
        let day = |subject, due, is_done| ProjectRow {
            is_milestone: true,
            subject,
            organisation: party.organisation.clone(),
            person: None,
            due,
            is_done,
        };
        rows.push(day(ProjectSubject::GoLive, rollout.live.or(rollout.planned), rollout.live.is_some()));
        for change in rollout.changes.iter().filter(|change| !change.stops.is_empty()) {
            let due = rollout.ended.or(change.stops_on);
            rows.push(day(ProjectSubject::OldWayEnds(change.stops.clone()), due, rollout.ended.is_some()));
        }
    }
    for row in &page.benefits {
        for day in &row.follow_ups {
            rows.push(ProjectRow {
                is_milestone: true,
                subject: ProjectSubject::Measure(row.benefit.indicator.clone()),
                organisation: row.organisation.clone(),
                person: row.owner.clone(),
                due: Some(day.due),
                is_done: day.done.is_some(),
            });
        }
    }
    rows
}
