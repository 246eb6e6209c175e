//! Turns a text into a vector of its meaning, with the model that the program carries or another in the same layout.
//!
//! The model is multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024) with weights of four
//! bits and the pieces that Nordic languages and English are written with; scripts/model/make.py makes it,
//! assets/model/README.md says what is where. Vectors have [`DIMENSIONS`] numbers and length 1, and are the same bits
//! on every machine. Matching is symmetric, so needs and documents alike are read with the prefix that the model
//! learnt for that.
//!
//! Not here: keeping vectors, and ranking by them ([`crate::index`], [`crate::rank`]).

mod avx2;
mod charsmap;
mod error;
mod file;
mod folder;
mod forward;
mod kernel;
mod layout;
mod safetensors;
mod tokens;
mod vector;
mod vocabulary;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use file::File;
use kernel::Way;
use tokens::Tokeniser;

pub use error::{ModelError, PartFault};
pub(crate) use vector::Sum;
pub use vector::{Centred, Vector, VectorError};

/// How many numbers a vector has.
pub const DIMENSIONS: usize = 384;

/// What the model learnt to read before texts that are compared with each other.
const PREFIX: &str = "query: ";
/// Pieces that go through the model together.
const AT_ONCE: usize = 256;

/// A model, ready to use. Reading it copies next to nothing: the weights stay where they are.
#[derive(Debug)]
pub struct Model {
    file: File,
    id: String,
    way: Way,
}

impl Model {
    /// The model that the program carries.
    ///
    /// # Errors
    /// [`ModelError`] where the program was built with a broken file.
    pub fn embedded() -> Result<&'static Model, ModelError> {
        static EMBEDDED: OnceLock<Result<Model, ModelError>> = OnceLock::new();
        let bytes: &'static [u8] = include_bytes!("../../../../assets/model/e5-small-nordic.bin");
        EMBEDDED.get_or_init(|| Model::read(Cow::Borrowed(bytes))).as_ref().map_err(Clone::clone)
    }

    /// A model from the bytes of a file in the layout of assets/model/README.md.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are no such file, are damaged, or make vectors of another length.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Model, ModelError> {
        let model = Model::read(Cow::Owned(bytes))?;
        if model.is_whole() { Ok(model) } else { Err(ModelError::Damaged) }
    }

    /// A model from a folder: one file that ends in `.bin`, in the layout of assets/model/README.md; or
    /// `model.safetensors` and `tokenizer.json` (and `config.json` where there is one) of a model as multilingual-e5-small is
    /// published, whose weights become four bits in memory. A published model does not know what needs have in
    /// common: that is the mean over `needs`, texts like those that people write; nothing where there are none.
    ///
    /// # Errors
    /// [`ModelError`] where files are missing or damaged, are of another kind or make vectors of another length.
    pub fn from_folder(folder: &Path, needs: &[&str]) -> Result<Model, ModelError> {
        let mut model = Model::from_bytes(folder::read(folder)?)?;
        if model.file.mean.iter().all(|number| *number == 0.0) && !needs.is_empty() {
            let mut sums = vec![0.0; DIMENSIONS];
            for vector in model.embed_all(needs) {
                sums.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number);
            }
            model.file.mean = sums.iter().map(|sum| sum / needs.len() as f32).collect();
        }
        Ok(model)
    }

    fn read(bytes: Cow<'static, [u8]>) -> Result<Model, ModelError> {
        let file = File::read(bytes)?;
        let mut id = String::with_capacity(32);
        for byte in &file.checksum[..16] {
            // Writing into a string does not fail.
            let _ = write!(id, "{byte:02x}");
        }
        Ok(Model { file, id, way: Way::fastest() })
    }

    /// True where the bytes are those that were written; reads all of them. Asked of files, not of the model that the
    /// program carries, which tests ask.
    pub fn is_whole(&self) -> bool {
        self.file.is_whole()
    }

    /// Names the model by its content: 32 hexadecimal digits. Vectors of models with other names cannot be compared.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The mean of the vectors of needs written for the project: what all needs have in common.
    pub fn mean_of_needs(&self) -> &[f32] {
        &self.file.mean
    }

    /// The vector of a text. Of a long text the first pieces count, as many as the model can take (512 with the
    /// prefix); an empty text has a vector too, that of the prefix alone.
    pub fn embed(&self, text: &str) -> Vec<f32> {
        let pieces = self.pieces(text);
        forward::forward(&self.file, self.way, &[pieces]).pop().unwrap_or_default()
    }

    /// The vectors of several texts, the same as one by one but faster. On the calling thread.
    pub fn embed_all(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        let mut vectors = Vec::with_capacity(texts.len());
        let mut waiting: Vec<Vec<u32>> = Vec::new();
        let mut length = 0;
        for text in texts {
            let pieces = self.pieces(text);
            if length > 0 && length + pieces.len() > AT_ONCE {
                vectors.append(&mut forward::forward(&self.file, self.way, &waiting));
                waiting.clear();
                length = 0;
            }
            length += pieces.len();
            waiting.push(pieces);
        }
        if !waiting.is_empty() {
            vectors.append(&mut forward::forward(&self.file, self.way, &waiting));
        }
        vectors
    }

    /// How the model divides a text that it reads with its prefix, for looking into and for tests.
    pub fn spelled(&self, text: &str) -> Vec<String> {
        let tokeniser = Tokeniser::of(&self.file);
        let ids = self.pieces(text);
        ids[1..ids.len() - 1].iter().map(|id| tokeniser.written(*id).to_owned()).collect()
    }

    /// The model without AVX2, to compare.
    #[doc(hidden)]
    pub fn made_plain(mut self) -> Self {
        self.way = Way::Plain;
        self
    }

    /// Pieces with beginning and end.
    fn pieces(&self, text: &str) -> Vec<u32> {
        let shape = &self.file.shape;
        let mut ids = vec![shape.begin];
        ids.extend(Tokeniser::of(&self.file).divide(&format!("{PREFIX}{text}"), shape.positions - 2));
        ids.push(shape.end);
        ids
    }
}
