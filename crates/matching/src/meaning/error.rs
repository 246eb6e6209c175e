//! Why something is not a model that can be used: for the log, and as codes for a page to put into words.

use super::DIMENSIONS;
use super::file::VERSION;

/// Why a file or folder is not a model that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not begin as a model file does.
    #[error("this is not a model file of Brygga")]
    NotAModel,
    /// It is in a layout that this program does not know.
    #[error("the model file has layout {found}, this program reads layout {VERSION}")]
    OtherLayout {
        /// Version of its layout.
        found: u32,
    },
    /// Its bytes are not those that were written.
    #[error("the model file is damaged: its checksum does not match")]
    Damaged,
    /// Its vectors have another length than the program's.
    #[error("the model makes vectors of {found} numbers, this program uses {DIMENSIONS}")]
    OtherDimensions {
        /// Length of its vectors.
        found: u32,
    },
    /// Its parts contradict each other.
    #[error("the model file is inconsistent: {0}")]
    Inconsistent(&'static str),
    /// The folder has neither `model.safetensors` nor one file that ends in `.bin`.
    #[error("the folder holds no model: neither model.safetensors nor one .bin file")]
    NoModelInFolder,
    /// A file cannot be read.
    #[error("{file} cannot be read: {why}")]
    Unreadable {
        /// Name of the file.
        file: String,
        /// What the system says.
        why: String,
    },
    /// A file is larger than any that this program is meant for.
    #[error("{file} is larger than {most} bytes")]
    TooLarge {
        /// Name of the file.
        file: String,
        /// The most that is read.
        most: u64,
    },
    /// `model.safetensors` or a part of it is not as it should be.
    #[error("model.safetensors: {part}: {fault}")]
    Part {
        /// Name of the part as the file has it.
        part: String,
        /// What is wrong with it.
        fault: PartFault,
    },
    /// `config.json` describes another kind of network than this program runs.
    #[error("config.json: {0} has a value that this program does not know")]
    OtherKind(&'static str),
    /// `tokenizer.json` does not describe pieces with scores as SentencePiece makes them.
    #[error("tokenizer.json: {0}")]
    Tokeniser(&'static str),
}

/// What is wrong with a part of `model.safetensors`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartFault {
    /// The file has none of this name.
    #[error("is missing")]
    Missing,
    /// The list of parts cannot be read.
    #[error("cannot be read")]
    Unreadable,
    /// Its numbers are neither F32, F16 nor BF16.
    #[error("has numbers of the kind {0}, not F32, F16 or BF16")]
    OtherNumbers(String),
    /// It has other rows or columns than the rest of the model needs.
    #[error("has the shape {0:?}")]
    Shape(Vec<u64>),
    /// It lies, in whole or in part, beyond the end of the file, or its place does not fit its shape.
    #[error("is cut off")]
    CutOff,
    /// It has a number that is infinite, not a number, or too large to keep.
    #[error("has a number that is no usable number")]
    NotANumber,
}

impl ModelError {
    /// A word for the kind of error, to look up a sentence by.
    pub fn code(&self) -> &'static str {
        match self {
            ModelError::NotAModel => "not-a-model",
            ModelError::OtherLayout { .. } => "other-layout",
            ModelError::Damaged => "damaged",
            ModelError::OtherDimensions { .. } => "other-dimensions",
            ModelError::Inconsistent(_) => "inconsistent",
            ModelError::NoModelInFolder => "no-model-in-folder",
            ModelError::Unreadable { .. } => "unreadable",
            ModelError::TooLarge { .. } => "too-large",
            ModelError::Part { fault, .. } => match fault {
                PartFault::Missing => "part-missing",
                PartFault::Unreadable => "damaged",
                PartFault::OtherNumbers(_) => "other-numbers",
                PartFault::Shape(_) => "other-shape",
                PartFault::CutOff => "cut-off",
                PartFault::NotANumber => "not-a-number",
            },
            ModelError::OtherKind(_) => "other-kind",
            ModelError::Tokeniser(_) => "other-tokeniser",
        }
    }
}
