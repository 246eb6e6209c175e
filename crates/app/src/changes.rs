//! Which fields differ between two states of a record, for the event.

use domain::event::Change;
use domain::need::Need;
use domain::organisation::Organisation;
use domain::solution::Solution;

fn collect(pairs: impl IntoIterator<Item = (&'static str, String, String)>) -> Vec<Change> {
    pairs.into_iter().filter_map(|(field, before, after)| Change::between(field, &before, &after)).collect()
}

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

/// What changed in a need.
pub(crate) fn of_need(before: &Need, after: &Need) -> Vec<Change> {
    let requirements = |need: &Need| {
        let lines: Vec<_> = need.requirements.iter().map(|r| r.text.as_str()).collect();
        lines.join("\n")
    };
    let (b, a) = (&before.facts, &after.facts);
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    collect([
        ("title", b.title.clone(), a.title.clone()),
        ("text", b.text.clone(), a.text.clone()),
        ("who", text(&b.who), text(&a.who)),
        ("how_often", text(&b.how_often), text(&a.how_often)),
        ("affected", number(b.affected), number(a.affected)),
        ("wanted_effect", text(&b.wanted_effect), text(&a.wanted_effect)),
        ("law", text(&b.law), text(&a.law)),
        ("service_area", text(&b.service_area), text(&a.service_area)),
        ("capabilities", b.capabilities.join("\n"), a.capabilities.join("\n")),
        ("on_behalf_of", text(&b.on_behalf_of), text(&a.on_behalf_of)),
        ("heard_at", text(&b.heard_at), text(&a.heard_at)),
        ("identity_reason", text(&b.identity_reason), text(&a.identity_reason)),
        ("requirements", requirements(before), requirements(after)),
        ("sharing", before.sharing.code().to_owned(), after.sharing.code().to_owned()),
        ("state", before.state.code().to_owned(), after.state.code().to_owned()),
    ])
}

/// What changed in a solution.
pub(crate) fn of_solution(before: &Solution, after: &Solution) -> Vec<Change> {
    let (b, a) = (&before.facts, &after.facts);
    let owner = |s: &Solution| s.owner.map(|id| id.to_string()).unwrap_or_default();
    let written = |s: &Solution| serde_json::to_string(&s.facts.as_written).unwrap_or_default();
    let withdrawn = |s: &Solution| s.withdrawn.map(|at| at.day().to_string()).unwrap_or_default();
    let class = |s: &Solution| {
        let levels = s.facts.information_class.map(|c| [c.confidentiality, c.integrity, c.availability]);
        levels.map(|l| l.map(|n| n.to_string()).join(", ")).unwrap_or_default()
    };
    collect([
        ("name", b.name.clone(), a.name.clone()),
        ("kind", b.kind.code().to_owned(), a.kind.code().to_owned()),
        ("provider", text(&b.provider), text(&a.provider)),
        ("summary", b.summary.clone(), a.summary.clone()),
        ("description", b.description.clone(), a.description.clone()),
        ("typical_needs", b.typical_needs.join("\n"), a.typical_needs.join("\n")),
        ("capabilities", b.capabilities.join("\n"), a.capabilities.join("\n")),
        ("service_areas", b.service_areas.join("\n"), a.service_areas.join("\n")),
        ("tags", b.tags.join("\n"), a.tags.join("\n")),
        ("integrations", b.integrations.join("\n"), a.integrations.join("\n")),
        ("standards", b.standards.join("\n"), a.standards.join("\n")),
        ("information_class", class(before), class(after)),
        ("lifecycle", b.lifecycle.code().to_owned(), a.lifecycle.code().to_owned()),
        ("licence", text(&b.licence), text(&a.licence)),
        ("url", text(&b.url), text(&a.url)),
        ("as_written", written(before), written(after)),
        ("owner", owner(before), owner(after)),
        ("sharing", before.sharing.code().to_owned(), after.sharing.code().to_owned()),
        ("withdrawn", withdrawn(before), withdrawn(after)),
    ])
}

/// What changed in an organisation.
pub(crate) fn of_organisation(before: &Organisation, after: &Organisation) -> Vec<Change> {
    let facts = |one: &Organisation| {
        let population = one.population.as_ref();
        let number = population.map(|population| population.value.to_string()).unwrap_or_default();
        let date = population.map(|population| population.date.clone()).unwrap_or_default();
        let source = population.map(|population| population.source.clone()).unwrap_or_default();
        [
            ("name", one.name.clone()),
            ("short_name", one.short_name.clone()),
            ("kind", one.kind.code().to_owned()),
            ("municipality_code", text(&one.municipality_code)),
            ("county_code", text(&one.county_code)),
            ("county", text(&one.county)),
            ("population", number),
            ("population_date", date),
            ("population_source", source),
        ]
    };
    let pairs = facts(before).into_iter().zip(facts(after));
    collect(pairs.map(|((field, before), (_, after))| (field, before, after)))
}
