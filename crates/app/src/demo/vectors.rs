//! What the demo's texts mean to one model, as a file, so that the demo matches by meaning from the start.
//!
//! The file: `BRYVECTS`, the model's name (32 hexadecimal digits), then for each text in order of its hash 16 bytes
//! of hash and the vector. A file for another model, or one that is cut off, is passed over: the texts are then read
//! in the background like any others. `examples/demo_vectors.rs` makes it.

use matching::ContentHash;
use matching::meaning::Vector;
use store::Tx;
use store::vector::KeptVector;

use super::DemoContent;
use crate::{App, AppError};

const BEGINNING: &[u8] = b"BRYVECTS";
const NAME: usize = 32;
const HASH: usize = 16;

/// The vectors of the demo's texts.
#[derive(Debug, Clone, Default)]
pub(super) struct DemoVectors {
    model: String,
    vectors: Vec<KeptVector>,
}

impl DemoVectors {
    fn read(file: &[u8]) -> Option<Self> {
        let (name, records) = file.strip_prefix(BEGINNING)?.split_at_checked(NAME)?;
        let records = records.chunks_exact(HASH + Vector::BYTES);
        if !records.remainder().is_empty() {
            return None;
        }
        let vectors = records.map(|record| {
            let (hash, vector) = record.split_at(HASH);
            let hash: [u8; HASH] = std::array::from_fn(|at| hash[at]);
            KeptVector { hash: ContentHash(hash).to_string(), bytes: vector.to_vec() }
        });
        Some(Self { model: String::from_utf8(name.to_vec()).ok()?, vectors: vectors.collect() })
    }
}

impl DemoContent {
    /// The content with the vectors of its texts.
    #[must_use]
    pub fn with_vectors(self, file: &[u8]) -> Self {
        Self { vectors: DemoVectors::read(file).unwrap_or_default(), ..self }
    }
}

impl App {
    pub(super) async fn put_vectors(&self, tx: &mut Tx, content: &DemoContent) -> Result<(), AppError> {
        let DemoVectors { model, vectors } = &content.vectors;
        for vector in vectors {
            store::vector::put(tx, model, vector, self.clock.now()).await?;
        }
        Ok(())
    }

    /// The kept vectors of this system's model, in the layout of the demo's file.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without a model; [`AppError::Internal`] when the database fails.
    pub async fn vectors_file(&self) -> Result<Vec<u8>, AppError> {
        let model = self.model_id().ok_or(AppError::NotFound)?;
        let mut tx = self.db.read().await?;
        let mut file = [BEGINNING, model.as_bytes()].concat();
        for kept in store::vector::after(&mut tx, model, "", i64::MAX).await? {
            let hash = u128::from_str_radix(&kept.hash, 16).unwrap_or_default();
            file.extend(hash.to_be_bytes());
            file.extend(kept.bytes);
        }
        Ok(file)
    }
}
