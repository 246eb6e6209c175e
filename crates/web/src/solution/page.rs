//! The page of one solution: what it does, who uses it, what it fits with, and which needs resemble it.

use app::favourite::Favourite;
use app::matches::{Question, UsageRow};
use app::sharing::Which;
use app::solution::SolutionPage;
use app::{AppError, Directory};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::{Number, Series};
use domain::organisation::OrganisationKind;
use domain::permission::Actor;
use domain::solution::{InformationClass, Lifecycle, Solution, is_web_address};
use domain::usage::UsageStatus;
use serde::Deserialize;

use super::history::{Happening, happenings};
use super::{change, draft, proposal};
use crate::State;
use crate::comment;
use crate::contract;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, upper_first};
use crate::freshness::{self, EntryTag};
use crate::initiative;
use crate::lesson;
use crate::list::Address;
use crate::matches::{NeedRow, need_rows, used_by};
use crate::names;
use crate::share::{self, Banner, Place};
use crate::supplier;
use crate::typical_need::{self, Proposals};
use crate::usability::UsableTag;
use crate::usage::{self, Usages};
use crate::verdict::{self, JudgedNeedRow};
use crate::view::{Field, Link, Press, Section};
use crate::visitor::Request;

/// Needs shown that resemble the solution.
const NEEDS: usize = 5;

/// A name and what stands beside it.
struct Fact {
    name: String,
    value: String,
}

/// A name that leads somewhere.
struct Named {
    text: String,
    address: String,
}

/// The state of the solution as a tag, and what to be careful about.
struct Tag {
    colour: &'static str,
    icon: &'static str,
    text: String,
    warning: String,
}

#[derive(Template)]
#[template(path = "solution/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    number: String,
    name: String,
    kind: String,
    used_by: String,
    tag: Tag,
    summary: String,
    paragraphs: Vec<String>,
    told_by: String,
    typical_needs: &'a [String],
    users_heading: String,
    /// Who uses it, what they say, and what waits for an answer.
    usages: Usages,
    fits: Vec<Fact>,
    link: Option<Named>,
    provider: Option<Named>,
    /// Whether the solution can be taken as publiccode.yml.
    publiccode: bool,
    as_written: Vec<Fact>,
    needs: Vec<NeedRow>,
    history: Vec<Happening>,
    proposals: Proposals,
    judged_heading: String,
    judged: Vec<JudgedNeedRow>,
    /// What has been learnt about it.
    lessons: Section,
    /// That introduce it.
    initiatives: Section,
    /// What is said about it, as a part of the page.
    comments: String,
    areas: Vec<Named>,
    capabilities: Vec<Named>,
    tags: String,
    owner: String,
    sharing: String,
    sharing_means: String,
    printed: String,
    /// Since when it is out of the catalogue, in words.
    withdrawn: String,
    /// What it was called, in words.
    former: String,
    /// What replaces it where it is retired.
    successor: Option<Named>,
    retired_reason: String,
    merging: Vec<Link>,
    keeping: Section,
    /// What is said of it as a draft, where it is one, and the way to take it over.
    draft: Option<(Section, Option<Link>)>,
    favourite: Option<Press>,
    /// Whether the reader's organisation can use it.
    usable: Option<UsableTag>,
    /// Contracts about it, for members.
    contracts: Section,
    /// How old it is, what is missing, and what can be done about that.
    freshness: Section,
    /// How old it is, where that is something to beware of.
    age: EntryTag,
    errors: Errors,
    /// What has just been done.
    told: String,
    /// That it has just been shared, while that can be undone, and that somebody wishes it public.
    banner: Banner,
    /// Where who may changes how far it is shared; empty for others.
    control: String,
}

/// What has just been done, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let said = just.map(|Query(just)| just).unwrap_or_default().nytt;
    whole(&state, &request, &number, (Errors::default(), &said)).await
}

/// The number of a solution that an address names.
pub(super) fn number_of(request: &Request, number: &str) -> Result<Number, Failure> {
    let number: Option<Number> =
        number.parse().ok().filter(|number: &Number| number.series == Series::Solution);
    number.ok_or_else(|| Failure::page(AppError::NotFound, request.frame.clone()))
}

/// Keeps the solution at hand, or lets go of it.
pub(super) async fn favourite(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let found = number_of(&request, &number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let favourite = if value(&sent, "favorit") == "nej" { Favourite::LetGo } else { Favourite::Kept };
    let done = state.app.set_favourite(&request.visitor.actor, found, favourite).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("/losningar/{found}")).into_response())
}

/// The button that keeps a solution at hand, for who can.
fn favourite_press(frame: &Frame, read: &SolutionPage) -> Option<Press> {
    let is_favourite = read.is_favourite?;
    let (label, to) =
        if is_favourite { ("solution-favourite-let-go", "nej") } else { ("solution-favourite-keep", "ja") };
    Some(Press {
        action: format!("/losningar/{}/favorit", read.solution.number),
        label: frame.t(label),
        sent: vec![("favorit".to_owned(), to.to_owned())],
        ..Press::default()
    })
}

/// Takes the solution out of the catalogue.
pub(super) async fn withdraw(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let found = number_of(&request, &number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (version, reason) = (version_in(&sent), value(&sent, "reason"));
    match state.app.withdraw_solution(&request.visitor.actor, found, version, reason).await {
        Ok(()) => Ok(Redirect::to(&format!("/losningar/{found}")).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            whole(&state, &request, &number, (errors, "")).await
        }
    }
}

/// Puts the solution back.
pub(super) async fn restore(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let found = number_of(&request, &number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.restore_solution(&request.visitor.actor, found, version_in(&sent)).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("/losningar/{found}")).into_response())
}

fn version_in(sent: &Pairs) -> i64 {
    value(sent, "version").parse().unwrap_or(0)
}

/// What whoever keeps the entry can do with it.
fn keeping(frame: &Frame, read: &SolutionPage, errors: &Errors) -> Section {
    let mut section = Section::new("skota", frame.t("solution-keep"));
    // A draft is taken over first.
    if read.draft.is_some() && read.solution.withdrawn.is_none() {
        return section;
    }
    if !read.may_keep {
        // Whoever keeps what went up in it can part them again.
        section.links = change::undo_links(frame, read);
        return section;
    }
    let number = read.solution.number;
    let sent = vec![("version".to_owned(), read.solution.version.to_string())];
    if read.solution.withdrawn.is_some() {
        section.presses.push(Press {
            action: format!("/losningar/{number}/aterstall"),
            label: frame.t("solution-restore"),
            sent,
            ..Press::default()
        });
        return section;
    }
    section.links = vec![
        Link::new(format!("/losningar/{number}/andra"), frame.t("solution-edit")),
        Link::new(format!("/losningar/{number}/sammanfor"), frame.t("solution-merge")),
        Link::new(format!("/losningar/{number}/dela-upp"), frame.t("solution-split")),
    ];
    if read.solution.facts.lifecycle != Lifecycle::Retired {
        section.links.push(Link::new(format!("/losningar/{number}/avveckla"), frame.t("solution-retire")));
    }
    section.links.extend(change::undo_links(frame, read));
    section.note = frame.t("solution-withdraw-note");
    let reason = Field::line("reason", frame.t("solution-withdraw-reason"));
    section.presses.push(Press {
        action: format!("/losningar/{number}/aterta"),
        label: frame.t("solution-withdraw"),
        sent,
        fields: vec![Field { error: errors.at("reason").to_owned(), ..reason }],
        ..Press::default()
    });
    section
}

pub(super) async fn whole(
    state: &State,
    request: &Request,
    number: &str,
    (errors, said): (Errors, &str),
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let number = number_of(request, number)?;
    let actor = &request.visitor.actor;
    let read = state.app.read_solution(actor, number).await.map_err(failed)?;
    state.app.was_opened(actor, Which::Solution(number)).await.map_err(failed)?;
    let place = Place::at(Which::Solution(number));
    let banner = Banner::of(frame, &place, read.solution.version, &read.shared);
    let directory = state.app.directory().await.map_err(failed)?;
    let needs = resembling(state, frame, actor, &read.solution).await.map_err(failed)?;
    let today = frame.day_of(state.app.clock().now());
    let printed = frame.t2("solution-printed", ("number", &number.to_string()), ("day", &today));
    let judged = state.app.verdicts_on_solution(actor, &read.solution).await.map_err(failed)?;
    let judged = verdict::needs(frame, &judged);
    let judged_heading = frame.tn("verdict-judged-for", i64::try_from(judged.len()).unwrap_or(i64::MAX));
    let typical = state.app.typical_needs(actor, &read.solution).await.map_err(failed)?;
    let proposals = typical_need::proposals(frame, number, &typical);
    let freshness = freshness::section(state, request, &read).await.map_err(failed)?;
    let page = page_of(frame, &directory, &read, needs, printed);
    let comments = comment::part(state, request, number).await.map_err(failed)?;
    let lessons = lesson::about_solution(state, request, read.solution.id).await.map_err(failed)?;
    let initiatives = initiative::about_solution(state, request, read.solution.id).await.map_err(failed)?;
    let publiccode = super::publiccode::exists(state, actor, &read.solution).await.map_err(failed)?;
    let keeping = keeping(frame, &read, &errors);
    let usages = usage::usages(state, request, &read.solution).await.map_err(failed)?;
    let draft = draft::section(state, request, &read, &errors).await.map_err(failed)?;
    let contracts = contract::about_solution(state, request, &read.solution).await.map_err(failed)?;
    let page = Page {
        proposals,
        judged_heading,
        judged,
        lessons,
        initiatives,
        usages,
        contracts,
        freshness,
        comments,
        publiccode,
        keeping,
        draft,
        errors,
        told: share::told(frame, said).filter(|_| read.may_keep).unwrap_or_default(),
        banner,
        control: if read.may_keep { place.control() } else { String::new() },
        ..page
    };
    Ok(page.errors.on(html(&page)))
}

/// Needs that the reader can see and that speak of the same thing.
async fn resembling(
    state: &State,
    frame: &Frame,
    actor: &Actor,
    solution: &Solution,
) -> Result<Vec<NeedRow>, AppError> {
    let text = format!("{}. {}", solution.facts.name, solution.facts.summary);
    let question = Question { text: &text, solutions: 0, needs: NEEDS, except: None };
    Ok(need_rows(frame, &state.app.matches(actor, question).await?.clear_ones().needs))
}

fn page_of<'a>(
    frame: &'a Frame,
    directory: &Directory,
    read: &'a SolutionPage,
    needs: Vec<NeedRow>,
    printed: String,
) -> Page<'a> {
    let (solution, facts) = (&read.solution, &read.solution.facts);
    let list = |name: &'static str, value: &str| Address::of("/losningar").changed(name, value);
    let area = |code: &String| match directory.service_area(code) {
        Some(area) => Named { text: names::area(frame, area), address: list("omrade", code) },
        None => Named { text: code.clone(), address: String::new() },
    };
    let capability = |code: &String| match directory.capability(code) {
        Some(known) => Named { text: names::capability(frame, known), address: list("formaga", code) },
        None => Named { text: code.clone(), address: String::new() },
    };
    Page {
        frame,
        number: solution.number.to_string(),
        name: facts.name.clone(),
        kind: frame.word("solution-kind", facts.kind.code()),
        used_by: upper_first(&used_by(frame, &read.usages)),
        tag: tag(frame, solution),
        summary: facts.summary.clone(),
        paragraphs: paragraphs(&facts.description),
        told_by: told_by(frame, read),
        typical_needs: &facts.typical_needs,
        users_heading: users_heading(frame, directory, &read.usages),
        usages: Usages::default(),
        fits: fits(frame, solution),
        link: facts.url.as_deref().and_then(link),
        provider: facts
            .provider
            .as_ref()
            .map(|name| Named { text: name.clone(), address: supplier::address(name) }),
        publiccode: false,
        as_written: as_written(frame, solution),
        needs,
        history: happenings(frame, &read.history),
        proposals: Proposals::default(),
        judged_heading: String::new(),
        judged: Vec::new(),
        lessons: Section::default(),
        initiatives: Section::default(),
        comments: String::new(),
        areas: facts.service_areas.iter().map(area).collect(),
        capabilities: facts.capabilities.iter().map(capability).collect(),
        tags: facts.tags.join(", "),
        owner: read.owner.clone().unwrap_or_else(|| frame.t("solution-common-catalogue")),
        sharing: frame.word("sharing", solution.sharing.code()),
        sharing_means: frame.word("solution-seen-by", solution.sharing.code()),
        printed,
        withdrawn: solution
            .withdrawn
            .map(|at| frame.t1("solution-withdrawn-on", "day", &frame.day_of(at)))
            .unwrap_or_default(),
        former: former(frame, &solution.lineage.former_names),
        successor: read
            .successor
            .as_ref()
            .map(|next| Named { text: next.name.clone(), address: format!("/losningar/{}", next.number) }),
        retired_reason: solution.lineage.retired_reason.clone().unwrap_or_default(),
        merging: proposal::links(frame, &read.merges),
        keeping: Section::default(),
        draft: None,
        favourite: favourite_press(frame, read),
        usable: UsableTag::of(frame, read.usable.as_ref()),
        contracts: Section::default(),
        freshness: Section::default(),
        age: freshness::entry_tag(frame, &read.age),
        errors: Errors::default(),
        told: String::new(),
        banner: Banner::default(),
        control: String::new(),
    }
}

/// "Hette tidigare Lifecare": what it was called still finds it.
fn former(frame: &Frame, names: &[String]) -> String {
    if names.is_empty() { String::new() } else { frame.t1("solution-former", "names", &frame.list(names)) }
}

fn tag(frame: &Frame, solution: &Solution) -> Tag {
    if solution.lineage.draft.is_some() {
        let text = names::lifecycle(frame, solution);
        return Tag { colour: "warning", icon: "pen", text, warning: String::new() };
    }
    let lifecycle = solution.facts.lifecycle;
    let (colour, icon, warning) = match lifecycle {
        Lifecycle::Idea => ("neutral", "pen", ""),
        Lifecycle::Planned => ("neutral", "clock", ""),
        Lifecycle::Pilot => ("info", "clock", ""),
        Lifecycle::InUse => ("success", "check", ""),
        Lifecycle::PhasingOut => ("warning", "clock", "solution-phasing-out"),
        Lifecycle::Retired => ("warning", "clock", "solution-retired"),
    };
    let warning = if warning.is_empty() { String::new() } else { frame.t(warning) };
    Tag { colour, icon, text: frame.word("lifecycle", lifecycle.code()), warning }
}

/// A text line by line, without the empty lines: nothing of it is left out.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn told_by(frame: &Frame, read: &SolutionPage) -> String {
    let day = frame.day_of(read.solution.updated);
    match &read.owner {
        Some(owner) => frame.t2("solution-told-by", ("organisation", owner), ("day", &day)),
        None => frame.t1("solution-changed", "day", &day),
    }
}

/// "Tre kommuner använder den", or organisations when not all of them are municipalities.
fn users_heading(frame: &Frame, directory: &Directory, usages: &[UsageRow]) -> String {
    let users = usages.iter().filter(|row| row.usage.status == UsageStatus::InUse);
    let kinds: Vec<_> =
        users.map(|row| directory.organisation(row.usage.organisation).map(|o| o.kind)).collect();
    let municipalities = kinds.iter().all(|kind| *kind == Some(OrganisationKind::Municipality));
    let key = if municipalities { "solution-municipalities-use" } else { "solution-organisations-use" };
    frame.tn(key, i64::try_from(kinds.len()).unwrap_or(i64::MAX))
}

/// What decides whether it fits into what is there already; facts that nobody has given are left out.
fn fits(frame: &Frame, solution: &Solution) -> Vec<Fact> {
    let facts = &solution.facts;
    let class = facts.information_class.map(|class| information_class(frame, class));
    // Only web addresses become links; anything else is shown as the text it is.
    let address = facts.url.as_deref().filter(|url| link(url).is_none()).unwrap_or_default();
    with_values([
        (frame.t("solution-integrations"), facts.integrations.join(", ")),
        (frame.t("solution-standards"), facts.standards.join(", ")),
        (frame.t("solution-information-class"), class.unwrap_or_default()),
        (frame.t("solution-licence"), facts.licence.clone().unwrap_or_default()),
        (frame.t("solution-address"), address.to_owned()),
    ])
}

/// The levels in words.
pub(crate) fn information_class(frame: &Frame, class: InformationClass) -> String {
    let level = |level: u8| frame.word("information-level", &level.to_string());
    let values = [
        ("confidentiality", level(class.confidentiality).into()),
        ("integrity", level(class.integrity).into()),
        ("availability", level(class.availability).into()),
    ];
    frame.texts().text_with("solution-class-in-words", &values)
}

/// The words of the source that nobody has said the meaning of.
fn as_written(frame: &Frame, solution: &Solution) -> Vec<Fact> {
    let written = &solution.facts.as_written;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    with_values([
        (frame.t("solution-written-organisation"), text(&written.organisation)),
        (frame.t("solution-kind"), text(&written.kind)),
        (frame.t("solution-lifecycle"), text(&written.lifecycle)),
        (frame.t("solution-written-usage"), text(&written.usage_status)),
        (frame.t("solution-written-sharing"), text(&written.sharing)),
        (frame.t("solution-information-class"), text(&written.information_class)),
        (frame.t("solution-area"), written.service_areas.join(", ")),
        (frame.t("solution-capabilities"), written.capabilities.join(", ")),
    ])
}

fn with_values<const N: usize>(pairs: [(String, String); N]) -> Vec<Fact> {
    let facts = pairs.into_iter().map(|(name, value)| Fact { name, value });
    facts.filter(|fact| !fact.value.is_empty()).collect()
}

/// The link to an address elsewhere, named by its host: what comes before an @ is no host, and browsers read a
/// backslash as a slash.
fn link(address: &str) -> Option<Named> {
    if !is_web_address(address) {
        return None;
    }
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    Some(Named { text: host.to_lowercase(), address: address.trim().to_owned() })
        .filter(|link| !link.text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_shows_where_it_leads() {
        let host = |address: &str| link(address).map(|link| link.text);
        assert_eq!(host("https://Kommun.example/a?b#c").as_deref(), Some("kommun.example"));
        assert_eq!(host("https://bank.example@elsewhere.example/").as_deref(), Some("elsewhere.example"));
        assert_eq!(host("https://elsewhere.example\\@bank.example").as_deref(), Some("elsewhere.example"));
        for bad in ["javascript:alert(1)", "ftp://kommun.example", "https://user@", "kommun.example"] {
            assert_eq!(host(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_line_of_a_description_is_a_paragraph() {
        assert_eq!(paragraphs("Ett.\n\n  Två.\n"), ["Ett.", "Två."]);
        assert_eq!(paragraphs(" \n"), Vec::<String>::new());
    }
}
