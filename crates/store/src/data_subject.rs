//! Everything that holds text about people, read through for a data subject's request: live records, the trail, letters.
//!
//! A place that is not listed here is not found, so a test asks every text column of the schema for its place. Not here: what counts as
//! found (`app::data_subject`).

use crate::db::{StoreError, Tx, sql};

/// Rows read at once: memory stays small whatever the table holds.
const TOGETHER: i64 = 2_000;

/// A place: its name, a statement that gives `record` and the columns, and the columns that are read.
struct Place {
    name: &'static str,
    statement: &'static str,
    columns: &'static [&'static str],
}

const PLACES: &[Place] = &[
    Place {
        name: "people",
        statement: "SELECT id AS record, id, name, email FROM people ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["id", "name", "email"],
    },
    Place {
        name: "assignments",
        statement: "SELECT organisation_id AS record, person_id, title FROM assignments \
                    ORDER BY organisation_id, person_id, role LIMIT $1 OFFSET $2",
        columns: &["person_id", "title"],
    },
    Place {
        name: "needs",
        statement: "SELECT number AS record, title, body, who, how_often, wanted_effect, law, on_behalf_of, heard_at, \
                    identity_reason, author_id FROM needs ORDER BY id LIMIT $1 OFFSET $2",
        columns: &[
            "title",
            "body",
            "who",
            "how_often",
            "wanted_effect",
            "law",
            "on_behalf_of",
            "heard_at",
            "identity_reason",
            "author_id",
        ],
    },
    Place {
        name: "requirements",
        statement: "SELECT number AS record, requirements.body AS body FROM requirements JOIN needs ON needs.id = need_id \
                    ORDER BY requirements.id LIMIT $1 OFFSET $2",
        columns: &["body"],
    },
    Place {
        name: "voices",
        statement: "SELECT number AS record, words, person_id FROM voices JOIN needs ON needs.id = need_id \
                    ORDER BY voices.id LIMIT $1 OFFSET $2",
        columns: &["words", "person_id"],
    },
    Place {
        name: "verdicts",
        statement: "SELECT number AS record, reason, person_id FROM verdicts JOIN needs ON needs.id = need_id \
                    ORDER BY need_id, solution_id, person_id LIMIT $1 OFFSET $2",
        columns: &["reason", "person_id"],
    },
    Place {
        name: "coverages",
        statement: "SELECT number AS record, evidence, person_id FROM coverages JOIN solutions ON solutions.id = solution_id \
                    ORDER BY requirement_id, solution_id LIMIT $1 OFFSET $2",
        columns: &["evidence", "person_id"],
    },
    Place {
        name: "comments",
        statement: "SELECT subject_id AS record, body, mentioned, reason, person_id FROM comments ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["body", "mentioned", "reason", "person_id"],
    },
    Place {
        name: "solutions",
        statement: "SELECT number AS record, name, provider, summary, description, typical_needs, tags, integrations, standards, \
                    url, as_written, former_names, retired_reason, who_has, drafted_by FROM solutions ORDER BY id LIMIT $1 OFFSET $2",
        columns: &[
            "name",
            "provider",
            "summary",
            "description",
            "typical_needs",
            "tags",
            "integrations",
            "standards",
            "url",
            "as_written",
            "former_names",
            "retired_reason",
            "who_has",
            "drafted_by",
        ],
    },
    Place {
        name: "solution_originals",
        statement: "SELECT number AS record, body FROM solution_originals JOIN solutions ON solutions.id = solution_id \
                    ORDER BY solution_id LIMIT $1 OFFSET $2",
        columns: &["body"],
    },
    Place {
        name: "solution_confirmations",
        statement: "SELECT number AS record, person_id FROM solution_confirmations JOIN solutions ON solutions.id = solution_id \
                    ORDER BY solution_id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "confirmation_letters",
        statement: "SELECT month AS record, person_id FROM confirmation_letters ORDER BY token_hash LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "confirmation_requests",
        statement: "SELECT record_id AS record, person_id FROM confirmation_requests ORDER BY kind, record_id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "usages",
        statement: "SELECT number AS record, instance, reason, contact_role, pros, cons, effort, contact_id, confirmed_by FROM usages \
                    JOIN solutions ON solutions.id = solution_id ORDER BY usages.id LIMIT $1 OFFSET $2",
        columns: &[
            "instance",
            "reason",
            "contact_role",
            "pros",
            "cons",
            "effort",
            "contact_id",
            "confirmed_by",
        ],
    },
    Place {
        name: "usage_proposals",
        statement: "SELECT number AS record, note, answer, person_id, answered_by FROM usage_proposals \
                    JOIN solutions ON solutions.id = solution_id ORDER BY usage_proposals.id LIMIT $1 OFFSET $2",
        columns: &["note", "answer", "person_id", "answered_by"],
    },
    Place {
        name: "merge_proposals",
        statement: "SELECT number AS record, reason, answer, person_id, agreed_by, answered_by FROM merge_proposals \
                    JOIN solutions ON solutions.id = stays_id ORDER BY merge_proposals.id LIMIT $1 OFFSET $2",
        columns: &["reason", "answer", "person_id", "agreed_by", "answered_by"],
    },
    Place {
        name: "contracts",
        statement: "SELECT number AS record, name, supplier, price_model, amounts, documents, note, ended_reason, confirmed_by \
                    FROM contracts ORDER BY id LIMIT $1 OFFSET $2",
        columns: &[
            "name",
            "supplier",
            "price_model",
            "amounts",
            "documents",
            "note",
            "ended_reason",
            "confirmed_by",
        ],
    },
    Place {
        name: "typical_need_proposals",
        statement: "SELECT number AS record, body, person_id FROM typical_need_proposals \
                    JOIN solutions ON solutions.id = solution_id ORDER BY typical_need_proposals.id LIMIT $1 OFFSET $2",
        columns: &["body", "person_id"],
    },
    Place {
        name: "synonym_rings",
        statement: "SELECT id AS record, terms, note, person_id FROM synonym_rings ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["terms", "note", "person_id"],
    },
    Place {
        name: "organisations",
        statement: "SELECT id AS record, name, short_name, population_source FROM organisations ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["name", "short_name", "population_source"],
    },
    Place {
        name: "collaborations",
        statement: "SELECT id AS record, name, purpose FROM collaborations ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["name", "purpose"],
    },
    Place {
        name: "sessions",
        statement: "SELECT id AS record, person_id, browser FROM sessions ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["person_id", "browser"],
    },
    Place {
        name: "identities",
        statement: "SELECT issuer AS record, subject, person_id FROM identities ORDER BY issuer, subject LIMIT $1 OFFSET $2",
        columns: &["subject", "person_id"],
    },
    Place {
        name: "group_assignments",
        statement: "SELECT organisation_id AS record, person_id FROM group_assignments \
                    ORDER BY person_id, organisation_id, role LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "identity_flows",
        statement: "SELECT COALESCE(person_id, '') AS record, person_id, draft FROM identity_flows ORDER BY state_hash LIMIT $1 OFFSET $2",
        columns: &["person_id", "draft"],
    },
    Place {
        name: "access_wishes",
        statement: "SELECT id AS record, name, email, title, words FROM access_wishes ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["name", "email", "title", "words"],
    },
    Place {
        name: "api_tokens",
        statement: "SELECT id AS record, person_id, name FROM api_tokens ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["person_id", "name"],
    },
    Place {
        name: "imports",
        statement: "SELECT id AS record, person_id, undone_by, files FROM imports ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["person_id", "undone_by", "files"],
    },
    Place {
        name: "import_entries",
        statement: "SELECT number AS record, before, after FROM import_entries JOIN solutions ON solutions.id = solution_id \
                    ORDER BY import_id, place LIMIT $1 OFFSET $2",
        columns: &["before", "after"],
    },
    Place {
        name: "solution_changes",
        statement: "SELECT number AS record, before, after, person_id FROM solution_changes \
                    JOIN solutions ON solutions.id = solution_id ORDER BY solution_changes.id LIMIT $1 OFFSET $2",
        columns: &["before", "after", "person_id"],
    },
    Place {
        name: "suppliers",
        statement: "SELECT key AS record, name, leads_to, changed, reason, successor, person_id FROM suppliers \
                    ORDER BY key LIMIT $1 OFFSET $2",
        columns: &["name", "leads_to", "changed", "reason", "successor", "person_id"],
    },
    Place {
        name: "import_uploads",
        statement: "SELECT id AS record, person_id, name, choices FROM import_uploads ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["person_id", "name", "choices"],
    },
    Place {
        name: "cases",
        statement: "SELECT number AS record, title, statement, owner_id FROM cases ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["title", "statement", "owner_id"],
    },
    Place {
        name: "case_needs",
        statement: "SELECT number AS record, person_id FROM case_needs JOIN cases ON cases.id = case_id \
                    ORDER BY case_id, need_id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "case_evidence",
        statement: "SELECT number AS record, body, person_id FROM case_evidence JOIN cases ON cases.id = case_id \
                    ORDER BY case_id, code LIMIT $1 OFFSET $2",
        columns: &["body", "person_id"],
    },
    Place {
        name: "case_answers",
        statement: "SELECT number AS record, evidence, person_id FROM case_answers JOIN cases ON cases.id = case_id \
                    ORDER BY case_id, code LIMIT $1 OFFSET $2",
        columns: &["evidence", "person_id"],
    },
    Place {
        name: "case_costs",
        statement: "SELECT number AS record, body, person_id FROM case_costs JOIN cases ON cases.id = case_id \
                    ORDER BY case_id LIMIT $1 OFFSET $2",
        columns: &["body", "person_id"],
    },
    Place {
        name: "decisions",
        statement: "SELECT number AS record, reason, reference, body, person_id FROM decisions JOIN cases ON cases.id = case_id \
                    ORDER BY decisions.id LIMIT $1 OFFSET $2",
        columns: &["reason", "reference", "body", "person_id"],
    },
    Place {
        name: "processes",
        statement: "SELECT id AS record, note, definition, person_id FROM processes ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["note", "definition", "person_id"],
    },
    Place {
        name: "rounds",
        statement: "SELECT id AS record, title, criteria FROM rounds ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["title", "criteria"],
    },
    Place {
        name: "portfolios",
        statement: "SELECT id AS record, title FROM portfolios ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["title"],
    },
    Place {
        name: "favourites",
        statement: "SELECT number AS record, person_id FROM favourites JOIN solutions ON solutions.id = solution_id \
                    ORDER BY person_id, solution_id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "saved_views",
        statement: "SELECT id AS record, name, query, person_id FROM saved_views ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["name", "query", "person_id"],
    },
    Place {
        name: "disposal_rules",
        statement: "SELECT kind AS record, note, person_id FROM disposal_rules ORDER BY kind, revision LIMIT $1 OFFSET $2",
        columns: &["note", "person_id"],
    },
    Place {
        name: "organisation_exports",
        statement: "SELECT id AS record, person_id FROM organisation_exports ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "research_extracts",
        statement: "SELECT id AS record, purpose, person_id FROM research_extracts ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["purpose", "person_id"],
    },
    Place {
        name: "disposals",
        statement: "SELECT id AS record, reference, person_id FROM disposals ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["reference", "person_id"],
    },
    Place {
        name: "reminders",
        statement: "SELECT id AS record, body, person_id FROM reminders ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["body", "person_id"],
    },
    Place {
        name: "portfolio_cases",
        statement: "SELECT portfolio_id AS record, reason FROM portfolio_cases ORDER BY portfolio_id, case_id LIMIT $1 OFFSET $2",
        columns: &["reason"],
    },
    Place {
        name: "initiatives",
        statement: "SELECT number AS record, title, purpose, next_step, project_url, links, chain, closed_reason FROM initiatives ORDER BY id \
                    LIMIT $1 OFFSET $2",
        columns: &["title", "purpose", "next_step", "project_url", "links", "chain", "closed_reason"],
    },
    Place {
        name: "rollouts",
        statement: "SELECT number AS record, go_reason, changes, person_id FROM rollouts JOIN initiatives ON initiatives.id = initiative_id ORDER BY initiative_id, rollouts.organisation_id \
                    LIMIT $1 OFFSET $2",
        columns: &["go_reason", "changes", "person_id"],
    },
    Place {
        name: "duties",
        statement: "SELECT number AS record, person_id FROM duties JOIN initiatives ON initiatives.id = initiative_id ORDER BY initiative_id, duties.organisation_id, duty \
                    LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "readiness_answers",
        statement: "SELECT number AS record, note, person_id FROM readiness_answers JOIN initiatives ON initiatives.id = initiative_id ORDER BY initiative_id, readiness_answers.organisation_id, code \
                    LIMIT $1 OFFSET $2",
        columns: &["note", "person_id"],
    },
    Place {
        name: "rollout_actions",
        statement: "SELECT number AS record, body, person_id FROM rollout_actions JOIN initiatives ON initiatives.id = initiative_id ORDER BY rollout_actions.id \
                    LIMIT $1 OFFSET $2",
        columns: &["body", "person_id"],
    },
    Place {
        name: "obstacles",
        statement: "SELECT number AS record, body, measure, solved_how, person_id FROM obstacles JOIN initiatives ON initiatives.id = initiative_id ORDER BY obstacles.id \
                    LIMIT $1 OFFSET $2",
        columns: &["body", "measure", "solved_how", "person_id"],
    },
    Place {
        name: "benefits",
        statement: "SELECT number AS record, receiver, indicator, unit, method, origin, given_up, person_id FROM benefits JOIN initiatives ON initiatives.id = initiative_id ORDER BY benefits.id \
                    LIMIT $1 OFFSET $2",
        columns: &["receiver", "indicator", "unit", "method", "origin", "given_up", "person_id"],
    },
    Place {
        name: "measurements",
        statement: "SELECT benefit_id AS record, method, note, person_id FROM measurements ORDER BY id \
                    LIMIT $1 OFFSET $2",
        columns: &["method", "note", "person_id"],
    },
    Place {
        name: "lessons",
        statement: "SELECT id AS record, title, worked, failed, for_whom, author_id FROM lessons ORDER BY id \
                    LIMIT $1 OFFSET $2",
        columns: &["title", "worked", "failed", "for_whom", "author_id"],
    },
    Place {
        name: "maturity_forms",
        statement: "SELECT id AS record, questions, note, person_id FROM maturity_forms ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["questions", "note", "person_id"],
    },
    Place {
        name: "maturity_rounds",
        statement: "SELECT id AS record, title, person_id FROM maturity_rounds ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["title", "person_id"],
    },
    Place {
        name: "maturity_replies",
        statement: "SELECT round_id AS record, answers, person_id FROM maturity_replies ORDER BY round_id, person_id LIMIT $1 OFFSET $2",
        columns: &["answers", "person_id"],
    },
    Place {
        name: "maturity_scores",
        statement: "SELECT id AS record, instrument, aspect, value, scale, note, person_id FROM maturity_scores ORDER BY id \
                    LIMIT $1 OFFSET $2",
        columns: &["instrument", "aspect", "value", "scale", "note", "person_id"],
    },
    Place {
        name: "articles",
        statement: "SELECT id AS record, title, summary, body, reference, doi, author_id FROM articles ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["title", "summary", "body", "reference", "doi", "author_id"],
    },
    Place {
        name: "article_revisions",
        statement: "SELECT article_id AS record, title, summary, body, note, person_id FROM article_revisions \
                    ORDER BY article_id, revision LIMIT $1 OFFSET $2",
        columns: &["title", "summary", "body", "note", "person_id"],
    },
    Place {
        name: "article_people",
        statement: "SELECT article_id AS record, person_id FROM article_people ORDER BY article_id, person_id, part LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "goals",
        statement: "SELECT id AS record, title, description, author_id FROM goals ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["title", "description", "author_id"],
    },
    Place {
        name: "goal_indicators",
        statement: "SELECT goal_id AS record, name, unit FROM goal_indicators ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["name", "unit"],
    },
    Place {
        name: "goal_readings",
        statement: "SELECT indicator_id AS record, origin, person_id FROM goal_readings ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["origin", "person_id"],
    },
    Place {
        name: "challenges",
        statement: "SELECT id AS record, title, description, author_id FROM challenges ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["title", "description", "author_id"],
    },
    Place {
        name: "challenge_evidence",
        statement: "SELECT challenge_id AS record, body, origin, person_id FROM challenge_evidence ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["body", "origin", "person_id"],
    },
    Place {
        name: "challenge_meetings",
        statement: "SELECT challenge_id AS record, person_id FROM challenge_meetings ORDER BY challenge_id, organisation_id \
                    LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "interventions",
        statement: "SELECT id AS record, title, description, owner, effect, author_id FROM interventions ORDER BY id \
                    LIMIT $1 OFFSET $2",
        columns: &["title", "description", "owner", "effect", "author_id"],
    },
    Place {
        name: "intervention_effects",
        statement: "SELECT intervention_id AS record, body, origin, person_id FROM intervention_effects ORDER BY id \
                    LIMIT $1 OFFSET $2",
        columns: &["body", "origin", "person_id"],
    },
    Place {
        name: "public_texts",
        statement: "SELECT id AS record, words, shown, next, wish_person_id FROM public_texts ORDER BY id \
                    LIMIT $1 OFFSET $2",
        columns: &["words", "shown", "next", "wish_person_id"],
    },
    Place {
        name: "figure_series",
        statement: "SELECT kpi AS record, title, publisher FROM figure_series ORDER BY kpi \
                    LIMIT $1 OFFSET $2",
        columns: &["title", "publisher"],
    },
    Place {
        name: "round_assessors",
        statement: "SELECT round_id AS record, person_id FROM round_assessors ORDER BY round_id, person_id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "scores",
        statement: "SELECT round_id AS record, comment, person_id FROM scores \
                    ORDER BY round_id, case_id, person_id, criterion LIMIT $1 OFFSET $2",
        columns: &["comment", "person_id"],
    },
    Place {
        name: "forums",
        statement: "SELECT id AS record, name, body, mandate FROM forums ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["name", "body", "mandate"],
    },
    Place {
        name: "forum_seats",
        statement: "SELECT forum_id AS record, person_id FROM forum_seats ORDER BY forum_id, person_id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "meetings",
        statement: "SELECT id AS record, place, ended_by, confirmed_by FROM meetings ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["place", "ended_by", "confirmed_by"],
    },
    Place {
        name: "attendees",
        statement: "SELECT meeting_id AS record, person_id FROM attendees ORDER BY meeting_id, person_id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "agenda_items",
        statement: "SELECT id AS record, title, note FROM agenda_items ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["title", "note"],
    },
    Place {
        name: "item_voices",
        statement: "SELECT item_id AS record, reason, person_id FROM item_voices ORDER BY item_id, person_id LIMIT $1 OFFSET $2",
        columns: &["reason", "person_id"],
    },
    Place {
        name: "action_points",
        statement: "SELECT id AS record, body, person_id FROM action_points ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["body", "person_id"],
    },
    Place {
        name: "notices",
        statement: "SELECT id AS record, person_id FROM notices ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "letters",
        statement: "SELECT id AS record, email FROM letters ORDER BY id LIMIT $1 OFFSET $2",
        columns: &["email"],
    },
    Place {
        name: "openings",
        statement: "SELECT subject_id AS record, person_id FROM openings \
                    ORDER BY subject_kind, subject_id, person_id, organisation_id LIMIT $1 OFFSET $2",
        columns: &["person_id"],
    },
    Place {
        name: "identity_reasons",
        statement: "SELECT subject_id AS record, reason, person_id FROM identity_reasons \
                    ORDER BY subject_kind, subject_id LIMIT $1 OFFSET $2",
        columns: &["reason", "person_id"],
    },
    Place {
        name: "events",
        statement: "SELECT CAST(sequence AS TEXT) AS record, changes, person_id, subject_id FROM events \
                    ORDER BY sequence LIMIT $1 OFFSET $2",
        columns: &["changes", "person_id", "subject_id"],
    },
];

/// One text that is kept somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<'a> {
    /// The table.
    pub place: &'static str,
    /// The record's number, or its id.
    pub record: &'a str,
    /// The column.
    pub field: &'static str,
    /// What stands there.
    pub text: &'a str,
}

/// Goes through every text that is kept, place by place.
///
/// # Errors
/// When the database fails.
pub async fn each(tx: &mut Tx, mut look: impl FnMut(&Kept<'_>)) -> Result<(), StoreError> {
    for place in PLACES {
        let mut from = 0;
        loop {
            let rows = sql(place.statement).bind(TOGETHER).bind(from).all(tx).await?;
            for row in &rows {
                let record = row.text("record")?;
                for field in place.columns {
                    if let Some(text) = row.text_or_none(field)? {
                        look(&Kept { place: place.name, record: &record, field, text: &text });
                    }
                }
            }
            from += TOGETHER;
            if i64::try_from(rows.len()).unwrap_or(0) < TOGETHER {
                break;
            }
        }
    }
    Ok(())
}

/// Every place and column that is gone through.
pub fn places() -> impl Iterator<Item = (&'static str, &'static str)> {
    PLACES.iter().flat_map(|place| place.columns.iter().map(|column| (place.name, *column)))
}
