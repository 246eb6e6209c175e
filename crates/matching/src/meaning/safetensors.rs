//! Reads `model.safetensors`: a list of parts in JSON, then their numbers.
//!
//! Source: the format's description at <https://huggingface.co/docs/safetensors>. Parts are read a few rows at a time, so
//! that a file of half a gigabyte needs no such memory, and a list that lies about sizes asks for none. Not here: what
//! the parts are for ([`super::folder`]).

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::error::{ModelError, PartFault};
use super::file::half;

/// Name of the file.
pub(super) const NAME: &str = "model.safetensors";
/// The longest list of parts that is read: that of a small model has 30 kB.
const LONGEST_LIST: u64 = 4 << 20;
/// Numbers that are read at once.
const AT_ONCE: usize = 1 << 18;

/// An opened file.
#[derive(Debug)]
pub(super) struct Safetensors {
    file: File,
    /// Where the numbers begin, and how many bytes they are.
    start: u64,
    length: u64,
    parts: HashMap<String, Value>,
    /// What stands before the names of all parts: `bert.` in some files.
    before: String,
}

/// What the list says of a part.
#[derive(Debug, Deserialize)]
struct Listed {
    dtype: String,
    shape: Vec<u64>,
    data_offsets: (u64, u64),
}

/// How numbers are written.
#[derive(Debug, Clone, Copy)]
enum Numbers {
    Single,
    Half,
    Brain,
}

impl Numbers {
    fn bytes(self) -> usize {
        match self {
            Numbers::Single => 4,
            Numbers::Half | Numbers::Brain => 2,
        }
    }

    /// Reads numbers; None where one is not finite.
    fn read(self, bytes: &[u8], out: &mut Vec<f32>) -> Option<()> {
        out.clear();
        match self {
            Numbers::Single => out.extend(bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four))),
            Numbers::Half => {
                let bits = bytes.as_chunks().0.iter().map(|two| u16::from_le_bytes(*two));
                // An exponent of all ones is infinite or no number.
                let number = |bits: u16| if bits & 0x7c00 == 0x7c00 { f32::NAN } else { half(bits) };
                out.extend(bits.map(number));
            }
            Numbers::Brain => {
                let bits = bytes.as_chunks().0.iter().map(|two| u16::from_le_bytes(*two));
                out.extend(bits.map(|bits| f32::from_bits(u32::from(bits) << 16)));
            }
        }
        out.iter().all(|number| number.is_finite()).then_some(())
    }
}

impl Safetensors {
    /// Opens the file of a folder and reads its list. `known` is the end of the name of a part that every model has.
    pub(super) fn open(folder: &Path, known: &str) -> Result<Self, ModelError> {
        let unreadable =
            |why: std::io::Error| ModelError::Unreadable { file: NAME.to_owned(), why: why.to_string() };
        let mut file = File::open(folder.join(NAME)).map_err(unreadable)?;
        let all = file.metadata().map_err(unreadable)?.len();
        let list = || ModelError::Part { part: "the list of parts".to_owned(), fault: PartFault::Unreadable };
        let mut eight = [0; 8];
        file.read_exact(&mut eight).map_err(|_| list())?;
        let size = u64::from_le_bytes(eight);
        if size > LONGEST_LIST.min(all.saturating_sub(8)) {
            return Err(list());
        }
        let mut bytes = vec![0; size as usize];
        file.read_exact(&mut bytes).map_err(|_| list())?;
        let parts: HashMap<String, Value> = serde_json::from_slice(&bytes).map_err(|_| list())?;
        let before = parts.keys().filter_map(|name| name.strip_suffix(known)).min_by_key(|name| name.len());
        let before = before.unwrap_or_default().to_owned();
        Ok(Safetensors { file, start: 8 + size, length: all - 8 - size, parts, before })
    }

    /// Rows and columns of a part; a row of numbers is one row.
    pub(super) fn shape(&self, name: &str) -> Result<(usize, usize), ModelError> {
        let listed = self.listed(name)?;
        let sizes = match listed.shape[..] {
            [columns] => Some((1, columns)),
            [rows, columns] => Some((rows, columns)),
            _ => None,
        };
        let sizes = sizes.and_then(|(rows, columns)| Some((rows.try_into().ok()?, columns.try_into().ok()?)));
        sizes.ok_or_else(|| fault(name, PartFault::Shape(listed.shape)))
    }

    /// The numbers of a part that has these rows and columns.
    pub(super) fn read(&mut self, name: &str, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let mut all = Vec::new();
        self.each(name, (rows, columns), |_, row| {
            all.extend_from_slice(row);
            Some(())
        })?;
        Ok(all)
    }

    /// Gives the rows of a part of this shape one by one, with their number. None stops: a number cannot be used.
    pub(super) fn each(
        &mut self,
        name: &str,
        shape: (usize, usize),
        mut take: impl FnMut(usize, &[f32]) -> Option<()>,
    ) -> Result<(), ModelError> {
        let listed = self.listed(name)?;
        if self.shape(name)? != shape {
            return Err(fault(name, PartFault::Shape(listed.shape)));
        }
        let numbers = match listed.dtype.as_str() {
            "F32" => Numbers::Single,
            "F16" => Numbers::Half,
            "BF16" => Numbers::Brain,
            other => return Err(fault(name, PartFault::OtherNumbers(other.chars().take(16).collect()))),
        };
        let (rows, columns) = shape;
        let size = rows.checked_mul(columns).and_then(|count| count.checked_mul(numbers.bytes()));
        let (begin, end) = listed.data_offsets;
        let is_whole =
            size.is_some_and(|size| begin.checked_add(size as u64) == Some(end)) && end <= self.length;
        if !is_whole || columns == 0 {
            return Err(fault(name, PartFault::CutOff));
        }
        let cut_off = |_: std::io::Error| fault(name, PartFault::CutOff);
        self.file.seek(SeekFrom::Start(self.start + begin)).map_err(cut_off)?;
        let at_once = (AT_ONCE / columns).max(1);
        let (mut bytes, mut read) = (Vec::new(), Vec::new());
        for first in (0..rows).step_by(at_once) {
            bytes.resize(at_once.min(rows - first) * columns * numbers.bytes(), 0);
            self.file.read_exact(&mut bytes).map_err(cut_off)?;
            let not_a_number = || fault(name, PartFault::NotANumber);
            numbers.read(&bytes, &mut read).ok_or_else(not_a_number)?;
            for (row, at) in read.chunks_exact(columns).zip(first..) {
                take(at, row).ok_or_else(not_a_number)?;
            }
        }
        Ok(())
    }

    fn listed(&self, name: &str) -> Result<Listed, ModelError> {
        let found = self.parts.get(&format!("{}{name}", self.before));
        let found = found.ok_or_else(|| fault(name, PartFault::Missing))?;
        Listed::deserialize(found).map_err(|_| fault(name, PartFault::Unreadable))
    }
}

fn fault(part: &str, fault: PartFault) -> ModelError {
    ModelError::Part { part: part.to_owned(), fault }
}
