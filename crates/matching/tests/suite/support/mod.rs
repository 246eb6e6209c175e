//! Small catalogues to search in.
use matching::{Document, Hit, Index, Key};

/// A document of title and text.
pub fn a_document(title: &str, text: &str) -> Document {
    Document { title: title.to_owned(), text: text.to_owned(), ..Document::default() }
}

/// An index of these documents under the keys 1, 2, …
pub fn an_index(documents: &[Document]) -> Index {
    let mut index = Index::new();
    for (key, document) in (1..).map(Key).zip(documents) {
        index.upsert(key, document);
    }
    index
}

/// The best ten of all documents.
pub fn matches(index: &Index, need: &str) -> Vec<Hit> {
    index.matches(&index.view(|_| true), need, 10).unwrap()
}

/// Documents on six subjects, and a good many words.
pub fn a_catalogue() -> Vec<Document> {
    let mut catalogue = vec![
        a_document(
            "Digitala lås",
            "Låser upp dörrar med telefonen. Ingen nyckelhantering behövs i hemtjänsten.",
        ),
        a_document("E-arkiv", "Bevarar handlingar enligt arkivlagen. Gallring sker efter beslut."),
        a_document("Skolskjutsplanering", "Beräknar rutter för skolbussar. Vårdnadshavare ser turerna."),
        a_document("Bygglov på nätet", "Ansökan om lov att bygga. Handläggaren ser ritningarna direkt."),
        a_document("Felanmälan gata", "Medborgare anmäler hål i vägen. Foto och plats skickas med."),
        a_document("Trygghetslarm", "Larmar personalen när någon trillar. Svar inom en minut."),
    ];
    catalogue[0].keywords = vec!["omsorg".into(), "hemtjänst".into()];
    catalogue[0].typical_needs = vec!["Vi tappar bort nycklar till de äldre".into()];
    catalogue
}
