//! Which fields differ between two states of a record, for the event.

use domain::event::Change;
use domain::need::Need;
use domain::organisation::Organisation;
use domain::sharing::Sharing;
use domain::solution::{InformationClass, Lifecycle, Solution, SolutionKind};

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

/// Takes a change of a solution back. What it does not understand it leaves as it is.
pub(crate) fn revert(solution: &mut Solution, change: &Change) {
    let text = change.before.clone().unwrap_or_default();
    let list =
        || text.split('\n').filter(|item| !item.is_empty()).map(str::to_owned).collect::<Vec<String>>();
    let facts = &mut solution.facts;
    match change.field.as_str() {
        "name" => facts.name = text,
        "kind" => facts.kind = SolutionKind::from_code(&text).unwrap_or(facts.kind),
        "provider" => facts.provider = change.before.clone(),
        "summary" => facts.summary = text,
        "description" => facts.description = text,
        "typical_needs" => facts.typical_needs = list(),
        "capabilities" => facts.capabilities = list(),
        "service_areas" => facts.service_areas = list(),
        "tags" => facts.tags = list(),
        "integrations" => facts.integrations = list(),
        "standards" => facts.standards = list(),
        "information_class" => facts.information_class = class_of(&text),
        "lifecycle" => facts.lifecycle = Lifecycle::from_code(&text).unwrap_or(facts.lifecycle),
        "licence" => facts.licence = change.before.clone(),
        "url" => facts.url = change.before.clone(),
        "as_written" => facts.as_written = serde_json::from_str(&text).unwrap_or_default(),
        "owner" => solution.owner = text.parse().ok(),
        "sharing" => solution.sharing = Sharing::from_code(&text).unwrap_or(solution.sharing),
        _ => {}
    }
}

/// An information class as [`of_solution`] tells it.
fn class_of(text: &str) -> Option<InformationClass> {
    let levels: Vec<u8> = text.split(", ").filter_map(|level| level.parse().ok()).collect();
    let [confidentiality, integrity, availability] = levels[..] else { return None };
    InformationClass::new(confidentiality, integrity, availability)
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::SolutionId;
    use domain::instant::Instant;
    use domain::number::{Number, Series};
    use domain::solution::{AsWritten, Lineage, SolutionFacts};

    fn solution(text: &str, levels: [u8; 3], kind: SolutionKind) -> Solution {
        let list = || vec![format!("{text} ett"), format!("{text} två")];
        let at = Instant::from_milliseconds(0);
        Solution {
            id: SolutionId::from_u128(1),
            version: 1,
            number: Number { series: Series::Solution, year: 2026, serial: 1 },
            facts: SolutionFacts {
                name: text.to_owned(),
                kind,
                provider: Some(text.to_owned()),
                summary: text.to_owned(),
                description: format!("{text}\nrad två"),
                typical_needs: list(),
                capabilities: list(),
                service_areas: list(),
                tags: list(),
                integrations: list(),
                standards: list(),
                information_class: InformationClass::new(levels[0], levels[1], levels[2]),
                lifecycle: Lifecycle::InUse,
                licence: None,
                url: Some(format!("https://{text}.example")),
                as_written: AsWritten { kind: Some(text.to_owned()), ..AsWritten::default() },
            },
            owner: None,
            sharing: Sharing::Collaboration,
            source_key: None,
            created: at,
            updated: at,
            withdrawn: None,
            lineage: Lineage::default(),
        }
    }

    #[test]
    fn what_was_changed_can_be_taken_back_field_by_field() {
        let before = solution("före", [1, 2, 3], SolutionKind::System);
        let mut after = solution("efter", [0, 0, 4], SolutionKind::Sensor);
        (after.facts.lifecycle, after.facts.licence) = (Lifecycle::Retired, Some("MIT".to_owned()));
        (after.sharing, after.facts.tags) = (Sharing::Public, Vec::new());
        let changes = of_solution(&before, &after);
        assert_eq!(changes.len(), 17, "every field that can be changed was: {changes:?}");
        let mut back = after.clone();
        changes.iter().for_each(|change| revert(&mut back, change));
        assert_eq!(back, before);
    }
}
