//! What is suggested in the form of a need, each with its reason and one press to accept it: whom to join, sub-needs,
//! an area, capabilities.
//!
//! Nothing is put in by itself, and what has been filled in is never replaced. A press sends the form; it comes back
//! filled in with what was accepted added, and nothing is saved before the writer says so.

use app::matches::NeedMatch;
use app::suggest::{Suggestions, Won};
use askama::Template;

use super::choices::Around;
use super::form::{NeedForm, Target};
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::matches::worth_asking;
use crate::names;
use crate::nothing::{self, Why};
use crate::visitor::Request;

/// Sub-needs of one neighbour that are shown.
const LINES: usize = 6;

/// Something to accept.
struct Offer {
    /// What is sent.
    value: String,
    /// What is read.
    label: String,
    /// Why.
    reason: String,
}

/// A similar need of somebody else.
struct Neighbour {
    number: String,
    title: String,
    organisation: String,
    /// Its sub-needs that are not in the form yet.
    lines: Vec<String>,
    may_join: bool,
    joined: bool,
}

#[derive(Template)]
#[template(path = "need/suggestions.html")]
struct Part<'a> {
    frame: &'a Frame,
    /// Where a press leads: the same form, at this place.
    here: String,
    /// What has just been added.
    added: Option<String>,
    /// What comes next, for who has said that nothing fits.
    nothing: String,
    neighbours: Vec<Neighbour>,
    own: Vec<Offer>,
    area: Option<Offer>,
    capabilities: Vec<Offer>,
}

impl NeedForm {
    /// Whether a suggestion was pressed.
    pub(super) fn accepts(&self) -> bool {
        [&self.lagg_till, &self.valj_omrade, &self.valj_formaga].iter().any(|value| !value.trim().is_empty())
    }

    /// The form with what was accepted in it. A chosen area is not replaced.
    pub(super) fn with_accepted(&self) -> Self {
        let mut form = self.clone();
        let line = std::mem::take(&mut form.lagg_till);
        if !line.trim().is_empty() && !form.has_line(&line) {
            let lines = form.requirements.trim_end();
            form.requirements =
                if lines.is_empty() { line.trim().to_owned() } else { format!("{lines}\n{}", line.trim()) };
        }
        let area = std::mem::take(&mut form.valj_omrade);
        if form.service_area.is_empty() {
            form.service_area = area;
        }
        let capability = std::mem::take(&mut form.valj_formaga);
        if !capability.is_empty() && !form.capability_codes().contains(&capability) {
            form.capabilities.push(capability);
        }
        form
    }

    fn has_line(&self, line: &str) -> bool {
        let line = line.trim().to_lowercase();
        self.requirements.lines().any(|known| known.trim().to_lowercase() == line)
    }
}

/// The suggestions for a form as a part of its page; empty where there is nothing to suggest. `before` is the form as it
/// was sent, `form` as it stands now.
///
/// # Errors
/// When the database fails.
pub(super) async fn part(
    state: &State,
    request: &Request,
    around: &Around,
    target: Target,
    (before, form): (&NeedForm, &NeedForm),
) -> Result<String, Failure> {
    let Request { visitor, frame, .. } = request;
    if !worth_asking(&form.text) {
        return Ok(String::new());
    }
    let found = state.app.suggestions(&visitor.actor, &form.text, target.id()).await;
    let found = found.map_err(|error| Failure::page(error, frame.clone()))?;
    let nothing = if before.says_none_fits() {
        nothing::part(state, visitor, frame, Why::NoneFits, !found.neighbours.is_empty()).await?
    } else {
        String::new()
    };
    let part = Part {
        frame,
        here: format!("{}#forslag", target.address()),
        added: added(frame, around, before),
        nothing,
        own: own(frame, form, &found),
        area: found
            .area
            .as_ref()
            .filter(|_| form.service_area.is_empty())
            .map(|won| offer(frame, won, names::area_of(frame, &around.directory, &won.code))),
        capabilities: found
            .capabilities
            .iter()
            .filter(|won| !form.capability_codes().contains(&won.code))
            .map(|won| offer(frame, won, names::capability_of(frame, &around.directory, &won.code)))
            .collect(),
        neighbours: found.neighbours.iter().filter_map(|found| neighbour(form, found)).collect(),
    };
    Ok(if part.is_empty() { String::new() } else { part.render().unwrap_or_default() })
}

impl Part<'_> {
    fn is_empty(&self) -> bool {
        self.nothing.is_empty()
            && self.added.is_none()
            && self.neighbours.is_empty()
            && self.own.is_empty()
            && self.area.is_none()
            && self.capabilities.is_empty()
    }
}

/// What was just accepted, in words.
fn added(frame: &Frame, around: &Around, sent: &NeedForm) -> Option<String> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    if let Some(line) = said(&sent.lagg_till) {
        return Some(frame.t1("suggest-added-requirement", "text", &line));
    }
    let area = said(&sent.valj_omrade).map(|code| names::area_of(frame, &around.directory, &code));
    if let Some(area) = area {
        return Some(frame.t1("suggest-added-area", "name", &area));
    }
    let capability =
        said(&sent.valj_formaga).map(|code| names::capability_of(frame, &around.directory, &code));
    capability.map(|capability| frame.t1("suggest-added-capability", "name", &capability))
}

/// Sub-needs from the writer's own text that are not in the form yet.
fn own(frame: &Frame, form: &NeedForm, found: &Suggestions) -> Vec<Offer> {
    let new = found.requirements.iter().filter(|suggested| !form.has_line(&suggested.text));
    new.map(|suggested| Offer {
        value: suggested.text.clone(),
        label: suggested.text.clone(),
        reason: frame.t1("suggest-from-your-text", "sentence", &suggested.sentence),
    })
    .collect()
}

fn neighbour(form: &NeedForm, found: &NeedMatch) -> Option<Neighbour> {
    let lines = found.need.requirements.iter().map(|requirement| requirement.text.clone());
    let lines: Vec<String> = lines.filter(|line| !form.has_line(line)).take(LINES).collect();
    let neighbour = Neighbour {
        number: found.need.number.to_string(),
        title: found.need.facts.title.clone(),
        organisation: found.organisation.clone(),
        may_join: found.may_join,
        joined: found.joined,
        lines,
    };
    (!neighbour.lines.is_empty() || neighbour.may_join).then_some(neighbour)
}

/// A code that won, with the votes in words: "Fyra av fem liknande lösningar hör dit."
fn offer(frame: &Frame, won: &Won, label: String) -> Offer {
    let word = |count: usize| frame.count_word(i64::try_from(count).unwrap_or(i64::MAX));
    let counted = [("suggest-of-solutions", won.solutions), ("suggest-of-needs", won.needs)];
    let told = counted.into_iter().filter(|(_, count)| count.with > 0 && count.of > 1);
    let told = told.map(|(key, count)| {
        frame.t2(key, ("have", &word(count.with)), ("all", &word(count.of).to_lowercase()))
    });
    Offer { value: won.code.clone(), label, reason: told.collect::<Vec<_>>().join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accepted_is_added_and_nothing_is_replaced() {
        let form = NeedForm {
            requirements: "Fungera på natten\n".into(),
            service_area: "407".into(),
            capabilities: vec!["bevaka_larma".into()],
            ..NeedForm::default()
        };
        assert!(!form.accepts());
        let line = NeedForm { lagg_till: " Följa planeringen".into(), ..form.clone() };
        assert!(line.accepts());
        assert_eq!(line.with_accepted().requirements, "Fungera på natten\nFölja planeringen");
        let twice = NeedForm { lagg_till: "fungera på natten".into(), ..form.clone() };
        assert_eq!(twice.with_accepted().requirements, form.requirements);
        let area = NeedForm { valj_omrade: "510".into(), ..form.clone() };
        assert_eq!(area.with_accepted().service_area, "407", "what was chosen stays");
        let empty = NeedForm { service_area: String::new(), ..area };
        assert_eq!(empty.with_accepted().service_area, "510");
        let capability = NeedForm { valj_formaga: "boka_planera".into(), ..form };
        assert_eq!(capability.with_accepted().capability_codes(), ["bevaka_larma", "boka_planera"]);
        assert!(!capability.with_accepted().accepts());
    }
}
