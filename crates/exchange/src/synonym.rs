//! Rings of words as SKOS in Turtle, in and out.
//!
//! Each ring is a `skos:Concept`: the preferred word is its `skos:prefLabel`, the others are `skos:altLabel`s, and an
//! abbreviation is a `skos:hiddenLabel`, all in Swedish. A file of others is read by the same rule; a `skos:notation`
//! is taken for an abbreviation too, labels in other languages are passed over. Sources: W3C, "SKOS Simple Knowledge
//! Organization System Reference" (2009) and "RDF 1.1 Turtle" (2014).
//!
//! Not here: what becomes of a ring that is known already (`app`).

use domain::id::SynonymRingId;
use domain::synonym::{self, RingKind, SynonymRing, TermsProblem};
use domain::text::TextProblem;
use oxrdf::vocab::rdf;
use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TripleRef};
use oxttl::{TurtleParser, TurtleSerializer};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// Our rings are named by their id.
const OURS: &str = "urn:uuid:";

/// A ring as a file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingRecord {
    /// Its id, where it is one of ours.
    pub id: Option<SynonymRingId>,
    /// What the words are to each other.
    pub kind: RingKind,
    /// In order: the abbreviation or the preferred word first.
    pub terms: Vec<String>,
    /// The note.
    pub note: Option<String>,
}

/// A concept of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingRow {
    /// The name of the concept in the file.
    pub concept: String,
    /// The ring, or why it makes none.
    pub ring: Result<RingRecord, RingProblem>,
}

/// Why a concept makes no ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RingProblem {
    /// It has no preferred label in Swedish, or several.
    PreferredLabel {
        /// How many.
        found: usize,
    },
    /// It has several abbreviations.
    Abbreviations {
        /// How many.
        found: usize,
    },
    /// Its words make no ring.
    Terms(TermsProblem),
    /// Its note cannot be kept.
    Note(TextProblem),
}

/// The file is not Turtle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTurtle {
    /// Which line, from 1.
    pub line: u64,
    /// What the reader says.
    pub detail: String,
}

/// The rings in use as Turtle, in their order.
///
/// # Errors
/// Never in practice: it is written to memory.
pub fn write(rings: &[SynonymRing]) -> std::io::Result<Vec<u8>> {
    let serializer = TurtleSerializer::new().with_prefix("skos", SKOS).map_err(std::io::Error::other)?;
    let mut writer = serializer.for_writer(Vec::new());
    let concept = named("Concept");
    for ring in rings.iter().filter(|ring| ring.active) {
        let subject = NamedNode::new_unchecked(format!("{OURS}{}", ring.id));
        writer.serialize_triple(TripleRef::new(&subject, rdf::TYPE, &concept))?;
        let mut say = |property: &str, text: &str| {
            let label = LiteralRef::new_language_tagged_literal_unchecked(text, "sv");
            writer.serialize_triple(TripleRef::new(&subject, &named(property), label))
        };
        let mut terms = ring.terms.iter();
        if ring.kind == RingKind::Abbreviation
            && let Some(short) = terms.next()
        {
            say("hiddenLabel", short)?;
        }
        for (at, term) in terms.enumerate() {
            say(if at == 0 { "prefLabel" } else { "altLabel" }, term)?;
        }
        if let Some(note) = &ring.note {
            say("note", note)?;
        }
    }
    writer.finish()
}

fn named(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SKOS}{name}"))
}

/// The concepts of a file in the order in which they first occur.
///
/// # Errors
/// [`NotTurtle`] at the first place that is none.
pub fn read(bytes: &[u8]) -> Result<Vec<RingRow>, NotTurtle> {
    let mut concepts: Vec<Concept> = Vec::new();
    for triple in TurtleParser::new().for_slice(bytes) {
        let triple = triple.map_err(|error| NotTurtle {
            line: error.location().start.line + 1,
            detail: error.message().to_owned(),
        })?;
        let at =
            concepts.iter().rposition(|concept| concept.subject == triple.subject).unwrap_or_else(|| {
                concepts.push(Concept::of(triple.subject.clone()));
                concepts.len() - 1
            });
        if let Some(concept) = concepts.get_mut(at) {
            concept.hear(triple.predicate.as_ref(), &triple.object);
        }
    }
    Ok(concepts.into_iter().filter(|concept| concept.is_concept).map(Concept::row).collect())
}

/// What a file says of a subject. Of each property the Swedish values and those without a language.
struct Concept {
    subject: NamedOrBlankNode,
    is_concept: bool,
    preferred: Labels,
    others: Labels,
    hidden: Labels,
    notations: Labels,
    notes: Labels,
}

/// Values in Swedish, and those without a language.
#[derive(Default)]
struct Labels {
    swedish: Vec<String>,
    plain: Vec<String>,
}

impl Labels {
    fn hear(&mut self, object: &Term) {
        let Term::Literal(literal) = object else { return };
        match literal.language() {
            Some(language) if language == "sv" || language.starts_with("sv-") => {
                self.swedish.push(literal.value().to_owned());
            }
            Some(_) => {}
            None => self.plain.push(literal.value().to_owned()),
        }
    }

    /// Swedish ones where there are any.
    fn best(self) -> Vec<String> {
        if self.swedish.is_empty() { self.plain } else { self.swedish }
    }
}

impl Concept {
    fn of(subject: NamedOrBlankNode) -> Self {
        Self {
            subject,
            is_concept: false,
            preferred: Labels::default(),
            others: Labels::default(),
            hidden: Labels::default(),
            notations: Labels::default(),
            notes: Labels::default(),
        }
    }

    fn hear(&mut self, predicate: NamedNodeRef<'_>, object: &Term) {
        if predicate == rdf::TYPE {
            self.is_concept |= *object == Term::from(named("Concept"));
        }
        match predicate.as_str().strip_prefix(SKOS) {
            Some("prefLabel") => self.preferred.hear(object),
            Some("altLabel") => self.others.hear(object),
            Some("hiddenLabel") => self.hidden.hear(object),
            Some("notation") => self.notations.hear(object),
            Some("note") => self.notes.hear(object),
            Some(_) | None => {}
        }
    }

    fn row(self) -> RingRow {
        let concept = match &self.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let id = concept.strip_prefix(OURS).and_then(|id| id.parse().ok());
        RingRow { ring: self.ring(id), concept }
    }

    fn ring(self, id: Option<SynonymRingId>) -> Result<RingRecord, RingProblem> {
        let preferred = self.preferred.best();
        if preferred.len() != 1 {
            return Err(RingProblem::PreferredLabel { found: preferred.len() });
        }
        let hidden = self.hidden.best();
        let short = if hidden.is_empty() { self.notations.best() } else { hidden };
        if short.len() > 1 {
            return Err(RingProblem::Abbreviations { found: short.len() });
        }
        let kind = if short.is_empty() { RingKind::Synonym } else { RingKind::Abbreviation };
        let others = self.others.best();
        let given = short.iter().chain(&preferred).chain(&others).map(String::as_str);
        let terms = synonym::terms(given).map_err(RingProblem::Terms)?;
        let note = synonym::note(&self.notes.best().join("\n")).map_err(RingProblem::Note)?;
        Ok(RingRecord { id, kind, terms, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::instant::Instant;

    fn a_ring(kind: RingKind, terms: &[&str]) -> SynonymRing {
        let now = Instant::from_milliseconds(1);
        SynonymRing {
            id: SynonymRingId::at(now),
            version: 1,
            kind,
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
            note: Some("Så säger \"nattpatrullen\".\nOch andra.".to_owned()),
            active: true,
            by: None,
            updated: now,
        }
    }

    #[test]
    fn what_is_written_reads_back_in_the_same_order() {
        let rings = [
            a_ring(RingKind::Synonym, &["hemtjänst", "hemvård", "hjälp i hemmet", "Omsorg 24/7 <&>"]),
            a_ring(RingKind::Abbreviation, &["LSS", "lagen om stöd och service", "stöd i vardagen"]),
        ];
        let rows = read(&write(&rings).unwrap()).unwrap();
        for (row, ring) in rows.iter().zip(&rings) {
            let record = row.ring.as_ref().unwrap();
            assert_eq!((record.id, record.kind), (Some(ring.id), ring.kind));
            assert_eq!((&record.terms, &record.note), (&ring.terms, &ring.note));
        }
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_retired_ring_is_not_written() {
        let ring = SynonymRing { active: false, ..a_ring(RingKind::Synonym, &["a1", "b1"]) };
        assert_eq!(read(&write(&[ring]).unwrap()).unwrap(), []);
    }

    #[test]
    fn a_file_of_others_is_read_as_far_as_it_is_swedish() {
        let file = r#"
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix : <http://kommun.example/begrepp/> .
            : a skos:ConceptScheme ; skos:prefLabel "Begrepp"@sv .
            :1 a skos:Concept ; skos:prefLabel "skolskjuts"@sv, "school bus"@en ; skos:altLabel "skolbuss"@sv-SE, "bus"@en .
            :2 a skos:Concept ; skos:prefLabel "vatten och avlopp" ; skos:notation "VA" .
            :3 a skos:Concept ; skos:prefLabel "only English"@en ; skos:altLabel "other"@en .
            :4 a skos:Concept ; skos:prefLabel "ensam"@sv .
            :5 a skos:Concept ; skos:prefLabel "x"@sv ; skos:hiddenLabel "A1"@sv, "A2"@sv .
        "#;
        let rows = read(file.as_bytes()).unwrap();
        let rings: Vec<_> =
            rows.into_iter().map(|row| row.ring.map(|ring| (ring.kind, ring.terms))).collect();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            rings,
            [
                Ok((RingKind::Synonym, words(&["skolskjuts", "skolbuss"]))),
                Ok((RingKind::Abbreviation, words(&["VA", "vatten och avlopp"]))),
                Err(RingProblem::PreferredLabel { found: 0 }),
                Err(RingProblem::Terms(TermsProblem::TooFew)),
                Err(RingProblem::Abbreviations { found: 2 }),
            ]
        );
    }

    #[test]
    fn what_is_no_turtle_is_told_with_its_line() {
        let error = read(b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n:: a skos:Concept\n")
            .unwrap_err();
        assert_eq!(error.line, 3, "{error:?}");
        assert!(read(&[0xff, 0xfe, 0x00]).is_err());
        assert_eq!(read(b"").unwrap(), []);
    }
}
