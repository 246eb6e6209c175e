//! The demo's knowledge and self-assessment: pieces with what they are tied to and who lets themselves be named, and rounds with answers.
//!
//! Days are counted from today. Not here: the questionnaire, which is the one that is shipped.

use std::collections::BTreeMap;

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{ArticleId, MaturityRoundId, MaturityScoreId};
use domain::knowledge::{Article, ArticleKind, ArticleRevision, NamedPerson, Part, Reference, Tie};
use domain::maturity::{
    Maturity, MaturityAnswer, MaturityReply, MaturityRound, MaturityScore, Naming, RoundState,
};
use domain::sharing::Sharing;
use serde::Deserialize;
use store::Tx;

use super::{Load, days_ago};
use crate::AppError;
use crate::maturity::first_form;

/// What is told of knowledge and maturity.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct LearningFile {
    articles: Vec<ArticleEntry>,
    rounds: Vec<RoundEntry>,
    scores: Vec<ScoreEntry>,
}

#[derive(Debug, Clone, Deserialize)]
struct ArticleEntry {
    organisation: String,
    author: String,
    kind: ArticleKind,
    title: String,
    summary: String,
    /// Lines.
    body: Vec<String>,
    /// The text that it had at first, where that was another.
    #[serde(default)]
    first: Vec<String>,
    #[serde(default)]
    note: String,
    reference: Option<Reference>,
    #[serde(default)]
    ties: Vec<Tie>,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    experts: Vec<String>,
    sharing: Sharing,
    days_ago: i64,
}

#[derive(Debug, Clone, Deserialize)]
struct RoundEntry {
    organisation: String,
    person: String,
    title: String,
    sharing: Sharing,
    days_ago: i64,
    /// How many days it was open; nothing while it is.
    open_days: Option<i64>,
    replies: Vec<ReplyEntry>,
}

#[derive(Debug, Clone, Deserialize)]
struct ReplyEntry {
    person: String,
    #[serde(default)]
    is_named: bool,
    /// A digit for each dimension, in their order; anything else is no answer.
    levels: String,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Clone, Deserialize)]
struct ScoreEntry {
    organisation: String,
    person: String,
    instrument: String,
    aspect: String,
    value: String,
    scale: String,
    note: String,
    days_ago: i64,
}

impl Load<'_> {
    pub(super) async fn learning(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let content = self.content;
        for entry in &content.learning.articles {
            self.article(tx, entry).await?;
        }
        for entry in &content.learning.rounds {
            self.round_of_maturity(tx, entry).await?;
        }
        for entry in &content.learning.scores {
            let at = days_ago(self.now, entry.days_ago, &entry.instrument);
            let score = MaturityScore {
                id: MaturityScoreId::at(at),
                organisation: self.organisation(&entry.organisation)?,
                instrument: entry.instrument.clone(),
                aspect: entry.aspect.clone(),
                value: entry.value.clone(),
                scale: entry.scale.clone(),
                on: at.day(),
                note: entry.note.clone(),
                person: Some(self.person_called(&entry.person)?),
                at,
            };
            store::maturity::insert_score(tx, &score).await?;
        }
        Ok(())
    }

    async fn article(&mut self, tx: &mut Tx, entry: &ArticleEntry) -> Result<(), AppError> {
        let at = days_ago(self.now, entry.days_ago, &entry.title);
        let (person, organisation) =
            (self.person_called(&entry.author)?, self.organisation(&entry.organisation)?);
        let body = entry.body.join("\n");
        let texts = if entry.first.is_empty() {
            vec![body.clone()]
        } else {
            vec![entry.first.join("\n"), body.clone()]
        };
        let article = Article {
            id: ArticleId::at(at),
            version: 1,
            organisation,
            author: Some(person),
            kind: entry.kind,
            title: entry.title.clone(),
            summary: entry.summary.clone(),
            body,
            reference: entry.reference.clone(),
            ties: entry.ties.clone(),
            sharing: entry.sharing,
            revision: i64::try_from(texts.len()).unwrap_or(1),
            created: at,
            updated: at,
        };
        store::knowledge::insert(tx, &article).await?;
        for (revision, body) in (1..).zip(texts) {
            let note = if revision == 1 { String::new() } else { entry.note.clone() };
            let (title, summary) = (article.title.clone(), article.summary.clone());
            let one = ArticleRevision {
                article: article.id,
                revision,
                title,
                summary,
                body,
                note,
                person: Some(person),
                at,
            };
            store::knowledge::insert_revision(tx, &one).await?;
        }
        let authors = entry.authors.iter().map(|key| (key, Part::Author));
        for (key, part) in authors.chain(entry.experts.iter().map(|key| (key, Part::Expert))) {
            let person = self.person_called(key)?;
            let named = NamedPerson { article: article.id, person, organisation, part, since: at };
            store::knowledge::name(tx, &named).await?;
        }
        let doer = Doer::Person { person, organisation };
        self.event(at, doer, (SubjectKind::Knowledge, article.id.to_string())).changes =
            Change::between("title", "", &article.title).into_iter().collect();
        Ok(())
    }

    async fn round_of_maturity(&mut self, tx: &mut Tx, entry: &RoundEntry) -> Result<(), AppError> {
        let at = days_ago(self.now, entry.days_ago, &entry.title);
        let closed = entry.open_days.map(|days| days_ago(self.now, entry.days_ago - days, &entry.title));
        let (person, organisation) =
            (self.person_called(&entry.person)?, self.organisation(&entry.organisation)?);
        let form = first_form(tx, at).await?;
        let round = MaturityRound {
            id: MaturityRoundId::at(at),
            version: 1,
            organisation,
            form: form.id,
            title: entry.title.clone(),
            until: None,
            state: if closed.is_some() { RoundState::Closed } else { RoundState::Open },
            closed,
            sharing: entry.sharing,
            person: Some(person),
            created: at,
            updated: closed.unwrap_or(at),
        };
        store::maturity::insert(tx, &round).await?;
        for one in &entry.replies {
            let levels = form.questions.dimensions.iter().zip(one.levels.chars());
            let answers: BTreeMap<String, MaturityAnswer> = levels
                .filter_map(|(dimension, digit)| {
                    let number = u8::try_from(digit.to_digit(10)?).ok()?;
                    let answer =
                        MaturityAnswer { level: Maturity::from_number(number)?, note: one.note.clone() };
                    Some((dimension.code.clone(), answer))
                })
                .collect();
            let naming = if one.is_named { Naming::Named } else { Naming::Unnamed };
            let person = self.person_called(&one.person)?;
            let reply = MaturityReply { round: round.id, person, version: 0, naming, answers, at };
            store::maturity::put_reply(tx, &reply).await?;
        }
        let doer = Doer::Person { person, organisation };
        let subject = (SubjectKind::Maturity, round.id.to_string());
        self.event(at, doer, subject.clone()).changes =
            Change::between("title", "", &round.title).into_iter().collect();
        if let Some(closed) = closed {
            self.event(closed, doer, subject).kind = EventKind::MaturityClosed;
        }
        Ok(())
    }
}
