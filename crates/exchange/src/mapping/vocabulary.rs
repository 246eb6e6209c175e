//! The words that headers use for each field in Swedish, English, French, Italian and German.
//!
//! Written the way [`words_of`] leaves a header: lower case, no accents, words separated by one space. A word
//! that means different things in different tables is left out: a person maps it by hand, which is better
//! than a wrong guess that looks right. Words for a named person (kontaktperson, referent) are left out
//! because the catalogue names roles.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Field;

/// The known words, the most telling first.
#[rustfmt::skip]
pub(super) const fn terms(field: Field) -> &'static [&'static str] {
    match field {
        Field::Id => &["id", "identifierare", "losningsid", "losning id", "system id", "systemid", "objekt id",
            "objektid", "lopnummer", "identifier", "solution id", "identifiant", "identificativo", "kennung", "slug"],
        Field::Name => &["namn", "name", "auto name", "benamning", "titel", "title", "nom", "nome", "bezeichnung", "intitule",
            "denominazione", "losning", "losningsnamn", "losningens namn", "systemnamn", "systemets namn", "produktnamn",
            "product name", "application name", "solution name", "nom du logiciel", "nome software", "titre", "titolo",
            "system", "produkt", "product", "logiciel", "programvara", "applikation", "application", "software",
            "solution", "anwendung", "applicazione", "e tjanst", "tjanst", "program"],
        Field::Summary => &["kort beskrivning", "kortbeskrivning", "sammanfattning", "summary", "short description",
            "description courte", "breve descrizione", "descrizione breve", "kurzbeschreibung", "zusammenfassung",
            "resume", "sintesi", "ingress", "tagline", "abstract", "syfte", "fonctionnalite", "fonction", "funktion"],
        Field::Description => &["beskrivning", "description", "descrizione", "beschreibung", "lang beskrivning",
            "detaljerad beskrivning", "long description", "description longue", "descrizione estesa", "om losningen",
            "details", "detaljer", "fritext"],
        Field::Provider => &["leverantor", "systemleverantor", "tillverkare", "provider", "vendor", "supplier", "fournisseur",
            "editeur", "fornitore", "produttore", "anbieter", "hersteller", "lieferant", "utgivare", "publisher",
            "developer", "utvecklare", "author name", "author", "auteur", "autore"],
        Field::Organisation => &["organisation", "organisationsnamn", "kommun", "organization", "municipality", "organizzazione",
            "agande organisation", "ansvarig organisation", "myndighet", "commune", "comune", "gemeinde", "ente", "behorde",
            "amministrazione", "anvandande kommun"],
        Field::Url => &["url", "webbplats", "webbadress", "hemsida", "lank", "website", "web site", "website url", "homepage",
            "webpage", "site web", "sito web", "sito", "webseite", "lien", "link", "landing url", "repository", "source code",
            "source code url", "kallkod", "code source"],
        Field::Kind => &["slag", "typ", "typ av losning", "losningstyp", "kind", "type", "solution type", "tipo", "tipologia",
            "type de solution", "art"],
        Field::Lifecycle => &["livscykel", "livscykelstatus", "livscykelfas", "lifecycle", "life cycle", "systemstatus", "status",
            "fas", "stage", "phase", "development status", "statut", "stato", "etat", "zustand"],
        Field::UsageStatus => &["anvandningsstatus", "usage status", "anvandning", "usage", "nyttjande", "utilisation",
            "utilizzo", "nutzung", "nutzungsstatus"],
        // Only our own exports have this column.
        Field::Usages => &[],
        Field::ServiceAreas => &["verksamhetsomrade", "verksamhetsomraden", "service area", "service areas", "verksamhet",
            "business area", "sector", "sectors", "secteur", "secteurs", "settore", "ambito", "bereich", "fachbereich",
            "sektor", "domaine", "omrade"],
        Field::Capabilities => &["formagor", "formaga", "capabilities", "capability", "funktioner", "funktionalitet",
            "functions", "features", "fonctionnalites", "funktionen", "funzionalita", "fahigkeiten", "capacites"],
        Field::Tags => &["taggar", "tagg", "tags", "tag", "nyckelord", "keywords", "amnesord", "kategorier", "kategori",
            "categories", "category", "etiketter", "etiquettes", "mots cles", "parole chiave", "schlagworte", "schlagworter",
            "stichworte", "categorie", "kategorie", "kategorien"],
        Field::Integrations => &["integrationer", "integration", "integrations", "integrerar med", "kopplingar", "granssnitt", "interfaces",
            "integrazioni", "schnittstellen"],
        Field::Standards => &["standarder", "standard", "standards", "oppna standarder", "normes", "norme", "standardi",
            "format associe"],
        Field::Licence => &["licens", "licenser", "licence", "license", "licences", "licenses", "lizenz", "licenza"],
        Field::Sharing => &["delning", "delningsniva", "synlighet", "sharing", "sharing level", "visibility", "visibilite",
            "visibilita", "sichtbarkeit"],
        Field::Language => &["sprak", "language", "languages", "langue", "lingua", "sprache", "lang", "locale"],
        Field::TypicalNeeds => &["typiska behov", "behov", "typical needs", "needs", "besoins", "bisogni", "bedarf",
            "anvandningsfall", "anvandningsomrade", "anvandningsomraden", "use case", "use cases", "cas d usage",
            "contexte usage", "casi d uso", "anwendungsfalle"],
        Field::ContactRole => &["kontaktroll", "kontaktfunktion", "kontakt", "contact role", "contact", "contatto"],
        Field::Confidentiality => &["konfidentialitet", "confidentiality", "confidentialite", "vertraulichkeit", "riservatezza"],
        Field::Integrity => &["riktighet", "integrity", "integrite", "integritat", "integrita"],
        Field::Availability => &["tillganglighet", "availability", "disponibilite", "verfugbarkeit", "disponibilita"],
        Field::Created => &["skapad", "skapad datum", "datum skapad", "registrerad", "created", "created at", "date created",
            "date de creation", "erstellt", "creato", "data creazione"],
        Field::Updated => &["andrad", "senast andrad", "uppdaterad", "senast uppdaterad", "updated", "updated at", "modified",
            "last modified", "last updated", "mise a jour", "derniere mise a jour", "modifie", "geandert", "aktualisiert",
            "aggiornato"],
        // Known by the names of our own export alone.
        Field::Number | Field::Version => &[],
    }
}

/// The field that a header names with a known word or with the name of our own export.
pub(crate) fn known_header(header: &str) -> Option<Field> {
    let words = words_of(header);
    let is =
        |field: &Field| terms(*field).contains(&words.as_str()) || field.name().replace('_', " ") == words;
    if words.is_empty() { None } else { Field::ALL.into_iter().find(is) }
}

/// A header as words: lower case, without accents, `camelCase` and punctuation taken apart.
pub(super) fn words_of(header: &str) -> String {
    let mut out = String::with_capacity(header.len() + 4);
    let mut before = ' ';
    for c in header.nfd().filter(|c| !is_combining_mark(*c)) {
        let breaks = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        if breaks && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        if c.is_alphanumeric() {
            match c {
                'ß' => out.push_str("ss"),
                'æ' | 'Æ' => out.push_str("ae"),
                'ø' | 'Ø' => out.push('o'),
                c => out.extend(c.to_lowercase()),
            }
        }
        before = c;
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_become_plain_words() {
        for (header, expected) in [
            ("Verksamhetsområde", "verksamhetsomrade"),
            ("Kort_beskrivning", "kort beskrivning"),
            ("CAS D’USAGE", "cas d usage"),
            ("AutoName", "auto name"),
            ("websiteUrl", "website url"),
            ("FONCTIONNALITÉ", "fonctionnalite"),
            ("  Namn (kort) ", "namn kort"),
            ("Größe", "grosse"),
            ("…", ""),
        ] {
            assert_eq!(words_of(header), expected);
        }
    }

    #[test]
    fn every_term_is_written_as_headers_are_read_and_means_one_field() {
        let mut seen = std::collections::HashMap::new();
        for field in Field::ALL {
            for term in terms(field) {
                assert_eq!(words_of(term), *term);
                assert_eq!(seen.insert(*term, field), None, "{term} stands for two fields");
            }
        }
    }
}
