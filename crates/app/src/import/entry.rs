//! What a row makes of a catalogue entry: a new one, or what it says about one that exists. A column that the
//! table does not have says nothing, so it changes nothing.
//!
//! Not here: reading words ([`super::reading`]) and saving.

use domain::id::OrganisationId;
use domain::instant::Instant;
use domain::sharing::Sharing;
use domain::solution::{
    AsWritten, Lifecycle, Original, Solution, SolutionFacts, SolutionKind, is_web_address,
};
use domain::text;
use domain::usage::UsageStatus;
use exchange::write::{joined_items, split_parts};
use exchange::{Field, Mapping, SolutionRecord};
use jiff::civil::Date;

use super::reading::{self, Names, Reading};
use super::report::{Draft, FindingKind, Place};
use super::{Conflicts, LastRows, Owners};
use crate::supplier;

/// A row on its way into the catalogue.
pub(super) struct Row<'a> {
    pub(super) place: Place,
    pub(super) record: &'a SolutionRecord,
    pub(super) mapping: &'a Mapping,
    /// The file as it was, where it is kept beside the entry.
    pub(super) original: Option<&'a Original>,
}

impl Row<'_> {
    fn says(&self, field: Field) -> bool {
        self.mapping.origin(field).is_some()
    }

    fn column(&self, field: Field) -> Option<&str> {
        let columns = self.mapping.interpretations().iter();
        columns.filter(|column| column.fields.contains(&field)).map(|column| column.column.as_str()).next()
    }
}

/// What is known before any row: names, and what stands in for what a row leaves open.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) names: Names,
    /// Names of suppliers that lead to others.
    pub(super) suppliers: supplier::Names,
    pub(super) owner: Option<OrganisationId>,
    pub(super) sharing: Sharing,
    /// Whose use of solutions may be told; `None` for everybody's.
    pub(super) users: Option<Vec<OrganisationId>>,
    pub(super) owners: Owners,
    /// What happens to rows whose entries others have changed meanwhile.
    pub(super) conflicts: Conflicts,
    /// Which row is the last with its key.
    pub(super) last: LastRows,
}

impl Known {
    /// Whether a row may tell what an organisation uses.
    pub(super) fn tells_usage_of(&self, organisation: OrganisationId) -> bool {
        self.users.as_ref().is_none_or(|users| users.contains(&organisation))
    }
}

/// What a row comes to.
pub(super) struct Entry {
    pub(super) facts: SolutionFacts,
    pub(super) owner: Option<OrganisationId>,
    pub(super) sharing: Sharing,
    pub(super) created: Option<Instant>,
    pub(super) updated: Option<Instant>,
    pub(super) usages: Vec<WantedUsage>,
}

/// How an organisation stands to the solution. What is `None` is left as it is.
#[derive(Clone)]
pub(super) struct WantedUsage {
    pub(super) organisation: OrganisationId,
    pub(super) status: UsageStatus,
    pub(super) since: Option<Option<Date>>,
    pub(super) reason: Option<Option<String>>,
    pub(super) contact_role: Option<Option<String>>,
}

/// Reads a row, over the entry with its key if there is one.
pub(super) fn of(row: &Row<'_>, before: Option<&Solution>, known: &Known, draft: &mut Draft) -> Entry {
    let mut facts = before.map_or_else(blank, |solution| solution.facts.clone());
    texts(row, &mut facts, draft);
    if row.says(Field::Provider) {
        facts.provider = facts.provider.map(|name| known.suppliers.today(&name));
    }
    words(row, &mut facts, draft);
    areas_and_capabilities(row, &mut facts, &known.names, draft);
    let sharing = sharing(row, before.map_or(known.sharing, |s| s.sharing), &mut facts.as_written, draft);
    let present = before.and_then(|solution| solution.owner);
    let (owner, organisation) = organisation(row, present, &mut facts.as_written, known, draft);
    let usages = usages(row, &mut facts, organisation, &known.names, draft);
    let mut time = |field, text: &str| match reading::instant(text) {
        Reading::Nothing => None,
        Reading::Known(at) => Some(at),
        Reading::Unknown => {
            draft.remark(row.place, row.column(field), text, FindingKind::NotADate);
            None
        }
    };
    let created = time(Field::Created, &row.record.created);
    let updated = time(Field::Updated, &row.record.updated);
    Entry { facts, owner, sharing, created, updated, usages }
}

fn blank() -> SolutionFacts {
    SolutionFacts {
        name: String::new(),
        kind: SolutionKind::Software,
        provider: None,
        summary: String::new(),
        description: String::new(),
        typical_needs: Vec::new(),
        capabilities: Vec::new(),
        service_areas: Vec::new(),
        tags: Vec::new(),
        integrations: Vec::new(),
        standards: Vec::new(),
        information_class: None,
        lifecycle: Lifecycle::InUse,
        licence: None,
        url: None,
        as_written: AsWritten::default(),
    }
}

fn texts(row: &Row<'_>, facts: &mut SolutionFacts, draft: &mut Draft) {
    let record = row.record;
    facts.name = text::clean(&record.name.replace(['\n', '\t'], " "));
    for (field, written, text) in [
        (Field::Summary, &record.summary, &mut facts.summary),
        (Field::Description, &record.description, &mut facts.description),
    ] {
        if row.says(field) {
            *text = text::clean(written);
        }
    }
    for (field, written, text) in [
        (Field::Provider, &record.provider, &mut facts.provider),
        (Field::Licence, &record.licence, &mut facts.licence),
    ] {
        if row.says(field) {
            *text = filled(written);
        }
    }
    for (field, written, items) in [
        (Field::TypicalNeeds, &record.typical_needs, &mut facts.typical_needs),
        (Field::Tags, &record.tags, &mut facts.tags),
        (Field::Integrations, &record.integrations, &mut facts.integrations),
        (Field::Standards, &record.standards, &mut facts.standards),
    ] {
        if row.says(field) {
            *items = written.iter().filter_map(|item| filled(item)).collect();
        }
    }
    if row.says(Field::Url) {
        let address = filled(&record.url);
        facts.url = address.clone().filter(|address| is_web_address(address));
        if let (Some(address), None) = (address, &facts.url) {
            draft.remark(row.place, row.column(Field::Url), &address, FindingKind::NotAWebAddress);
        }
    }
}

fn filled(written: &str) -> Option<String> {
    Some(text::clean(written)).filter(|text| !text.is_empty())
}

fn words(row: &Row<'_>, facts: &mut SolutionFacts, draft: &mut Draft) {
    let (record, place) = (row.record, row.place);
    let written = &mut facts.as_written;
    if row.says(Field::Kind) {
        facts.kind = one(reading::kind(&record.kind), &record.kind, facts.kind, &mut written.kind);
    }
    if row.says(Field::Lifecycle) {
        let read = reading::lifecycle(&record.lifecycle);
        facts.lifecycle = one(read, &record.lifecycle, facts.lifecycle, &mut written.lifecycle);
    }
    if row.says(Field::Confidentiality) || row.says(Field::Integrity) || row.says(Field::Availability) {
        let levels = [record.confidentiality.as_str(), &record.integrity, &record.availability];
        let read = reading::information_class(levels);
        facts.information_class = if let Reading::Known(class) = read { Some(class) } else { None };
        let text = levels.map(|level| if level.trim().is_empty() { "–" } else { level.trim() }).join(" | ");
        one(read.map(|_| ()), &text, (), &mut written.information_class);
    }
    for (field, written) in [
        (Field::Kind, &written.kind),
        (Field::Lifecycle, &written.lifecycle),
        (Field::Confidentiality, &written.information_class),
    ] {
        if let Some(word) = written.as_ref().filter(|_| row.says(field)) {
            draft.unknown(place, field, word);
        }
    }
}

fn areas_and_capabilities(row: &Row<'_>, facts: &mut SolutionFacts, names: &Names, draft: &mut Draft) {
    let mut list = |field, items: &[String], code_of: fn(&Names, &str) -> Option<String>| {
        let (mut codes, mut kept): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for item in items.iter().filter_map(|item| filled(item)) {
            match code_of(names, &item) {
                Some(code) if codes.contains(&code) => {}
                Some(code) => codes.push(code),
                None => {
                    draft.unknown(row.place, field, &item);
                    kept.push(item);
                }
            }
        }
        (codes, kept)
    };
    if row.says(Field::ServiceAreas) {
        (facts.service_areas, facts.as_written.service_areas) =
            list(Field::ServiceAreas, &row.record.service_areas, Names::area);
    }
    if row.says(Field::Capabilities) {
        (facts.capabilities, facts.as_written.capabilities) =
            list(Field::Capabilities, &row.record.capabilities, Names::capability);
    }
}

/// The meaning of a word if it has one, else what stood there; a word without a meaning is kept as written.
fn one<T>(read: Reading<T>, written: &str, before: T, kept: &mut Option<String>) -> T {
    *kept = None;
    match read {
        Reading::Nothing => before,
        Reading::Known(meaning) => meaning,
        Reading::Unknown => {
            *kept = filled(written);
            before
        }
    }
}

fn sharing(row: &Row<'_>, present: Sharing, written: &mut AsWritten, draft: &mut Draft) -> Sharing {
    if !row.says(Field::Sharing) {
        return present;
    }
    let sharing =
        one(reading::sharing(&row.record.sharing), &row.record.sharing, present, &mut written.sharing);
    if let Some(word) = &written.sharing {
        draft.unknown(row.place, Field::Sharing, word);
    }
    sharing
}

/// Who keeps the entry, and which organisation the row is about.
fn organisation(
    row: &Row<'_>,
    owner: Option<OrganisationId>,
    written: &mut AsWritten,
    known: &Known,
    draft: &mut Draft,
) -> (Option<OrganisationId>, Option<OrganisationId>) {
    match known.names.organisation(&row.record.organisation) {
        Reading::Nothing => (known.owner.or(owner), None),
        Reading::Known(organisation) => {
            written.organisation = None;
            let keeper = match known.owners {
                Owners::OfRows => organisation,
                Owners::One => known.owner.or(owner).unwrap_or(organisation),
            };
            (Some(keeper), Some(organisation))
        }
        Reading::Unknown => {
            let text = text::clean(&row.record.organisation);
            draft.unknown(row.place, Field::Organisation, &text);
            // Somebody has said which organisation this is; the file, which has not changed, must not undo it.
            if owner.is_some() && written.organisation.is_none() && known.owner.is_none() {
                draft.remark(row.place, row.column(Field::Organisation), &text, FindingKind::OwnerKept);
            } else {
                written.organisation = Some(text);
            }
            (known.owner.or(owner), None)
        }
    }
}

fn usages(
    row: &Row<'_>,
    facts: &mut SolutionFacts,
    organisation: Option<OrganisationId>,
    names: &Names,
    draft: &mut Draft,
) -> Vec<WantedUsage> {
    let record = row.record;
    let status = reading::usage_status(&record.usage_status);
    if row.says(Field::UsageStatus) {
        facts.as_written.usage_status = None;
        match (&status, organisation) {
            (Reading::Unknown, _) => {
                draft.unknown(row.place, Field::UsageStatus, &record.usage_status);
                facts.as_written.usage_status = filled(&record.usage_status);
            }
            // Understood, but nobody knows whose it is: kept for whoever says so.
            (Reading::Known(_), None) => facts.as_written.usage_status = filled(&record.usage_status),
            (Reading::Known(_), Some(_)) | (Reading::Nothing, _) => {}
        }
    }
    let listed = row.says(Field::Usages);
    let own = match (organisation, status) {
        (Some(organisation), Reading::Known(status)) => Some((organisation, status)),
        (Some(organisation), Reading::Nothing | Reading::Unknown) if !listed => {
            Some((organisation, reading::usage_of(facts.lifecycle)))
        }
        (Some(_), Reading::Nothing | Reading::Unknown) | (None, _) => None,
    };
    let own = own.map(|(organisation, status)| WantedUsage {
        organisation,
        status,
        since: None,
        reason: None,
        contact_role: row.says(Field::ContactRole).then(|| filled(&record.contact_role)),
    });
    let listed = record.usages.iter().filter_map(|item| one_usage(row.place, item, names, draft));
    own.into_iter().chain(listed).collect()
}

/// One item of an export's list of usages.
fn one_usage(place: Place, item: &str, names: &Names, draft: &mut Draft) -> Option<WantedUsage> {
    let parts = split_parts(item);
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    let (organisation, status) = (names.organisation(part(0)), reading::usage_status(part(1)));
    let (Reading::Known(organisation), Reading::Known(status)) = (organisation, status) else {
        draft.unknown(place, Field::Usages, &joined_items(&parts[..parts.len().min(2)]));
        return None;
    };
    Some(WantedUsage {
        organisation,
        status,
        since: Some(part(2).parse().ok()),
        contact_role: Some(filled(part(3))),
        reason: Some(filled(part(4))),
    })
}
