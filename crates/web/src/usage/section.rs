//! Who uses a solution, on its page: the facts, what it has been like, whose word that is, and what the reader may say about it.

use app::AppError;
use app::usage::reading::{SolutionUsages, UsageDetail, UsageProposalRow};
use domain::number::Number;
use domain::solution::Solution;
use jiff::civil::Date;

use super::words;
use crate::State;
use crate::frame::Frame;
use crate::organisation;
use crate::view::{Cell, Field, Link, Press, Section, Table};
use crate::visitor::Request;

/// The part of a solution's page about who uses it.
#[derive(Debug, Default)]
pub(crate) struct Usages {
    /// What waits for the reader's answer, or for somebody to answer the reader.
    pub(crate) answers: Vec<Section>,
    /// Who uses it, and where to say more.
    pub(crate) section: Section,
    /// What it has been like, organisation by organisation.
    pub(crate) experiences: Vec<Section>,
}

/// Who uses a solution that the reader has read.
pub(crate) async fn usages(
    state: &State,
    request: &Request,
    solution: &Solution,
) -> Result<Usages, AppError> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let read = state.app.usages_of(actor, solution).await?;
    let directory = state.app.directory().await?;
    let today = state.app.clock().now().day();
    let number = solution.number;
    let own = read.rows.iter().filter(|row| row.may_answer && row.usage.awaits_confirmation());
    let asked = own.map(|row| question(frame, number, row, today));
    let proposed = read.proposals.iter().map(|row| proposal(frame, row));
    Ok(Usages {
        answers: asked.chain(proposed).collect(),
        section: section(frame, (number, &read), &directory, today),
        experiences: read.rows.iter().filter_map(|row| experience(frame, row)).collect(),
    })
}

/// Where an organisation's usage is said.
pub(super) fn form_address(number: Number, organisation: &str) -> String {
    format!("/losningar/{number}/anvandning/{organisation}")
}

/// The press that confirms the version that is shown.
pub(super) fn confirm(frame: &Frame, number: Number, row: &UsageDetail) -> Press {
    Press {
        action: format!("/losningar/{number}/bekrafta"),
        label: frame.t("usage-confirm"),
        about: frame.t1("usage-of-organisation", "organisation", &row.organisation),
        sent: vec![("version".to_owned(), row.usage.version.to_string())],
        ..Press::default()
    }
}

/// "Stämmer det att Vara använder den?"
fn question(frame: &Frame, number: Number, row: &UsageDetail, today: Date) -> Section {
    let heading = frame.t2(
        "usage-is-it-so",
        ("organisation", &row.organisation),
        ("status", &words::status(frame, row)),
    );
    let mut section = Section::new("svara", heading);
    section.note = words::standing(frame, row, today);
    section.presses.push(Press { is_first: true, ..confirm(frame, number, row) });
    section.presses.push(Press {
        action: format!("/losningar/{number}/avvisa"),
        label: frame.t("usage-reject"),
        sent: vec![("version".to_owned(), row.usage.version.to_string())],
        fields: vec![
            Field::line("reason", frame.t("usage-reject-reason")).called("avvisa_reason".to_owned()),
        ],
        ..Press::default()
    });
    let address = form_address(number, &row.usage.organisation.to_string());
    section.links.push(Link::new(address, frame.t("usage-correct")));
    section
}

/// Who believes what of whom.
pub(crate) fn proposal_in_words(frame: &Frame, row: &UsageProposalRow) -> String {
    let values = [
        ("person", row.person.clone().into()),
        ("proposer", row.proposer.clone().into()),
        ("organisation", row.organisation.clone().into()),
        ("status", frame.word("usage-status", row.proposal.status.code()).into()),
    ];
    frame.texts().text_with("usage-proposes", &values)
}

/// What somebody believes, for who answers and for who proposed it.
pub(super) fn proposal(frame: &Frame, row: &UsageProposalRow) -> Section {
    let proposal = &row.proposal;
    let heading = proposal_in_words(frame, row);
    let mut section = Section::new(&format!("forslag_{}", proposal.id), heading);
    section.own.extend(Some(proposal.note.clone()).filter(|note| !note.is_empty()));
    if !row.may_answer {
        section.note = frame.t1("usage-waits-for", "organisation", &row.organisation);
        return section;
    }
    let sent = |answer: &str| {
        vec![("version".to_owned(), proposal.version.to_string()), ("answer".to_owned(), answer.to_owned())]
    };
    let action = format!("/losningar/anvandning/forslag/{}", proposal.id);
    section.presses.push(Press {
        action: action.clone(),
        label: frame.t("usage-accept"),
        sent: sent("ja"),
        is_first: true,
        ..Press::default()
    });
    let reason = Field::line("reason", frame.t("usage-reject-reason"));
    section.presses.push(Press {
        action,
        label: frame.t("usage-decline"),
        sent: sent("nej"),
        fields: vec![reason.called(format!("nej_{}", proposal.id))],
        ..Press::default()
    });
    section
}

fn section(
    frame: &Frame,
    (number, read): (Number, &SolutionUsages),
    directory: &app::Directory,
    today: Date,
) -> Section {
    let mut section = Section::new("vilka", String::new());
    section.empty = frame.t("solution-no-users");
    let columns = ["solution-user", "solution-usage", "solution-since", "solution-ask", "usage-says"];
    let mut table = Table::new(frame, frame.t("solution-usage"), &columns);
    // In the table where every row has the same to press, else below it.
    let in_table = read.rows.iter().all(|row| row.may_change);
    for row in &read.rows {
        let known = directory.organisation(row.usage.organisation);
        let (ask, role) = words::contact(row);
        let mut cells = vec![
            match known {
                Some(known) => Cell::link(row.organisation.clone(), organisation::address(known)),
                None => Cell::text(row.organisation.clone()),
            },
            Cell::text(words::status(frame, row)).note(words::extent(frame, row)),
            Cell::text(words::time(frame, row)),
            Cell::text(ask).note(role),
            Cell::text(words::standing(frame, row, today)).old(words::is_old(row, today)),
        ];
        if row.may_change {
            let address = form_address(number, &row.usage.organisation.to_string());
            let label = frame.t1("usage-change", "organisation", &row.organisation);
            if in_table {
                cells.push(Cell::link(label, address));
            } else {
                section.links.push(Link::new(address, label));
            }
        }
        if row.may_answer && !row.usage.awaits_confirmation() {
            let label = frame.t1("usage-confirm-for", "organisation", &row.organisation);
            let about = String::new();
            section.presses.push(Press { label, about, ..confirm(frame, number, row) });
        }
        table.rows.push(cells);
    }
    section.table = Some(table);
    if read.may_ask {
        section.links.push(Link::new(format!("/losningar/{number}/fraga"), frame.t("question-ask")));
    }
    if let Some((id, name)) = read.may_register.first() {
        let label = frame.t1("usage-say-for", "organisation", name);
        section.links.push(Link::new(form_address(number, &id.to_string()), label));
    }
    if read.may_register.len() > 1 || !read.may_propose.is_empty() {
        let address = format!("/losningar/{number}/anvandning");
        section.links.push(Link::new(address, frame.t("usage-say-for-others")));
    }
    section
}

/// What those who use it say of it.
fn experience(frame: &Frame, row: &UsageDetail) -> Option<Section> {
    let told = &row.usage.experience;
    if told.is_empty() {
        return None;
    }
    let heading = frame.t1("usage-experience-of", "organisation", &row.organisation);
    let mut section = Section::new(&format!("erfarenhet_{}", row.usage.id), heading);
    for (key, text) in
        [("usage-pros", &told.pros), ("usage-cons", &told.cons), ("usage-effort", &told.effort)]
    {
        section.facts.extend(text.as_ref().map(|text| (frame.t(key), Cell::own(text.clone()))));
    }
    Some(section)
}
