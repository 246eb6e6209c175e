//! What follows when a member is kept out or leaves, read before the second press.

use app::collaboration::{CollaborationPage, Parting};
use axum::response::Response;
use domain::collaboration::{MembershipState, MembershipStep};

use super::address;
use crate::frame::{Frame, count};
use crate::view::{Cell, Link, Press, Section, View};

/// What follows, with the button that does it.
pub(super) fn page(
    frame: &Frame,
    read: &CollaborationPage,
    parting: &Parting,
    (step, organisation): (MembershipStep, &str),
) -> Response {
    let collaboration = &read.row.collaboration;
    let back = address(collaboration.id);
    let key = if step == MembershipStep::Suspend { "parting-suspend" } else { "parting-leave" };
    let heading = frame.t1(key, "organisation", &parting.organisation);
    let mut view = View::new(frame, heading.clone(), heading.clone());
    view.crumbs = vec![
        Link::new("/samverkan", frame.t("collaborations")),
        Link::new(&back, collaboration.name.clone()),
    ];
    view.sections = vec![follows(frame, parting)];
    let mut next = Section::new("nasta", frame.t("need-next"));
    next.note =
        frame.t(if step == MembershipStep::Suspend { "parting-comes-back" } else { "parting-asked-again" });
    let sent = [
        ("organisation", organisation),
        ("steg", step.code()),
        ("var", MembershipState::Confirmed.code()),
        ("forstatt", "ja"),
    ];
    next.presses.push(Press {
        action: format!("{back}/medlemmar"),
        label: heading,
        sent: sent.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        is_first: true,
        ..Press::default()
    });
    next.links.push(Link::new(back, frame.t("parting-back")));
    view.next = Some(next);
    view.page()
}

fn follows(frame: &Frame, parting: &Parting) -> Section {
    let mut section = Section::new("foljer", frame.t("parting-follows"));
    section.note = frame.t1("parting-note", "organisation", &parting.organisation);
    let nobody = |names: &[String]| if names.is_empty() { "–".to_owned() } else { frame.list(names) };
    let seats: Vec<String> = parting
        .seats
        .iter()
        .map(|(person, forum)| frame.t2("parting-seat", ("person", person), ("forum", forum)))
        .collect();
    let number = |number: i64| Cell::text(frame.number(number));
    section.facts = vec![
        (frame.t("parting-readers"), Cell::text(nobody(&parting.parted))),
        (frame.t("parting-needs"), number(parting.shared.needs)),
        (frame.t("parting-solutions"), number(parting.shared.solutions)),
        (frame.t("parting-contracts"), number(parting.shared.contracts)),
        (frame.t("parting-cases"), number(count(parting.cases))),
        (frame.t("parting-seats"), Cell::text(nobody(&seats))),
        (frame.t("parting-scorers"), number(parting.scorers)),
    ];
    section
}
