//! The initiatives of a case as data, for the package that a case is kept or handed out as.

use domain::benefit::{Measurement, Reading};
use domain::number::Number;
use domain::permission::Actor;
use serde_json::{Value, json};

use super::InitiativePage;
use crate::benefit::BenefitRow;
use crate::rollout::RolloutPage;
use crate::{App, AppError};

impl App {
    /// Every initiative of a case with its introductions, benefits and lessons, as far as the actor reads them.
    pub(crate) async fn initiative_records(
        &self,
        actor: &Actor,
        case: Number,
    ) -> Result<Vec<Value>, AppError> {
        let mut records = Vec::new();
        for row in self.initiatives_of_case(actor, case).await? {
            let number = row.initiative.number;
            let page = self.read_initiative(actor, number).await?;
            let mut rollouts = Vec::new();
            for party in &page.parties {
                let read = self.read_rollout(actor, number, party.rollout.party.organisation).await?;
                rollouts.push(introduction(&read));
            }
            records.push(initiative(&page, rollouts));
        }
        Ok(records)
    }
}

fn initiative(page: &InitiativePage, rollouts: Vec<Value>) -> Value {
    let one = &page.initiative;
    let obstacle = |row: &super::ObstacleRow| {
        let obstacle = &row.obstacle;
        json!({
            "kind": obstacle.kind.code(), "text": obstacle.text, "weight": obstacle.weight.code(),
            "measure": obstacle.measure, "challenge": obstacle.challenge, "organisation": row.organisation,
            "person": row.person, "raised": obstacle.raised.timestamp().to_string(),
            "solved": obstacle.solved.as_ref().map(|(at, how)| json!({ "at": at.timestamp().to_string(), "how": how })),
        })
    };
    let lesson = |row: &crate::lesson::LessonRow| {
        json!({
            "title": row.lesson.title, "worked": row.lesson.worked, "failed": row.lesson.failed,
            "for_whom": row.lesson.for_whom, "organisation": row.organisation, "person": row.author,
        })
    };
    json!({
        "number": one.number.to_string(), "title": one.title, "purpose": one.purpose, "organisation": page.organisation,
        "state": one.state.code(), "solution": page.solution.as_ref().map(|(number, name)| format!("{number} {name}")),
        "parent": page.parent.as_ref().map(|parent| parent.number.to_string()), "next_step": one.next_step,
        "next_on": one.next_on.map(|day| day.to_string()), "project": one.project_url, "documents": one.links,
        "chain": one.chain, "closing": one.closing.as_ref().map(|closing| json!({
            "reason": closing.reason, "on": closing.on.to_string(),
        })),
        "introductions": rollouts,
        "obstacles": page.obstacles.iter().map(obstacle).collect::<Vec<_>>(),
        "benefits": page.benefits.iter().map(benefit).collect::<Vec<_>>(),
        "lessons": page.lessons.iter().map(lesson).collect::<Vec<_>>(),
    })
}

fn introduction(read: &RolloutPage) -> Value {
    let rollout = &read.rollout;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let people: Vec<Value> =
        read.people.iter().map(|(duty, name)| json!({ "duty": duty.code(), "person": name })).collect();
    let answer = |row: &crate::rollout::ReadinessRow| {
        let answer = row.answer.as_ref()?;
        Some(json!({
            "code": row.item.code, "name": row.item.name.sv, "answer": answer.answer.code(), "note": answer.note,
            "person": row.person, "at": answer.at.timestamp().to_string(),
        }))
    };
    let action = |row: &crate::rollout::ActionRow| {
        json!({
            "text": row.action.text, "person": row.person, "due": row.action.due.to_string(),
            "done": row.action.done.map(|at| at.timestamp().to_string()),
        })
    };
    json!({
        "organisation": read.organisation, "role": rollout.party.role.code(), "state": rollout.state.code(),
        "people": people, "planned": day(rollout.planned), "live": day(rollout.live), "ended": day(rollout.ended),
        "decision": rollout.decision.as_ref().map(|decision| json!({
            "go": decision.go.code(), "reason": decision.reason, "person": read.decided_by,
            "at": decision.at.timestamp().to_string(),
        })),
        "readiness": read.readiness.iter().filter_map(answer).collect::<Vec<_>>(),
        "actions": read.actions.iter().map(action).collect::<Vec<_>>(),
        "changes": rollout.changes,
    })
}

fn benefit(row: &BenefitRow) -> Value {
    let one = &row.benefit;
    let reading =
        |reading: Reading| json!({ "value": reading.value.plain('.'), "on": reading.on.to_string() });
    let measured = |measured: &Measurement| {
        json!({
            "value": measured.reading.value.plain('.'), "on": measured.reading.on.to_string(), "by": measured.by.code(),
            "method": measured.method, "note": measured.note, "confidence": measured.confidence.code(),
        })
    };
    json!({
        "organisation": row.organisation, "owner": row.owner, "kind": one.kind.code(), "negative": one.is_negative,
        "receiver": one.receiver, "indicator": one.indicator, "unit": one.unit, "method": one.method,
        "source": one.source, "baseline": one.baseline.map(reading), "target": reading(one.target),
        "confidence": one.confidence.code(), "outcome": row.outcome.code(), "given_up": one.given_up,
        "measurements": row.measurements.iter().map(measured).collect::<Vec<_>>(),
    })
}
