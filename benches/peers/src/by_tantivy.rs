//! Tantivy in memory: Swedish stems without stop words, any of them, ranked by BM25.

use matching::Document;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

use crate::peer::{Failure, Peer, text_of};

const PLACE: &str = "place";
const MEMORY: usize = 100_000_000;

/// An index in memory.
pub struct ByTantivy {
    searcher: Searcher,
    analyser: TextAnalyzer,
    text: Field,
}

impl ByTantivy {
    /// Fills an index.
    pub fn of(documents: &[Document]) -> Result<Self, Failure> {
        let analyser = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(64))
            .filter(LowerCaser)
            .filter(StopWordFilter::new(Language::Swedish).ok_or("no Swedish stop words")?)
            .filter(Stemmer::new(Language::Swedish))
            .build();
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("swedish")
            .set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let place = schema.add_u64_field(PLACE, FAST);
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("swedish", analyser.clone());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        for (at, document) in (0_u64..).zip(documents) {
            let mut entry = TantivyDocument::default();
            entry.add_text(text, text_of(document));
            entry.add_u64(place, at);
            writer.add_document(entry)?;
        }
        writer.commit()?;
        Ok(ByTantivy { searcher: index.reader()?.searcher(), analyser, text })
    }
}

impl Peer for ByTantivy {
    fn name(&self) -> &'static str {
        "tantivy, Swedish stems"
    }

    fn best(&mut self, need: &str, limit: usize) -> Result<Vec<usize>, Failure> {
        let mut terms: Vec<Term> = Vec::new();
        let mut tokens = self.analyser.token_stream(need);
        while let Some(token) = tokens.next() {
            let term = Term::from_field_text(self.text, &token.text);
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        let any = terms.into_iter().map(|term| -> (Occur, Box<dyn Query>) {
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        });
        let query = BooleanQuery::new(any.collect());
        let found = self.searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())?;
        let place = |(_, address): &(f32, tantivy::DocAddress)| -> Result<usize, Failure> {
            let column = self.searcher.segment_reader(address.segment_ord).fast_fields().u64(PLACE)?;
            Ok(usize::try_from(column.first(address.doc_id).ok_or("a document without a place")?)?)
        };
        found.iter().map(place).collect()
    }
}
