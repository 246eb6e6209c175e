//! Which files are meant, and reading one: regular files only, and no more of one than a description can have.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use exchange::publiccode::{self, Document, FILE_MAX, NotDescribed, Unreadable, is_named_so};

use super::told;
use crate::failure::Failure;
use web::sentence::Sentence;

/// Most levels of folders; a deeper one is no catalogue.
const DEPTH_MAX: usize = 64;

/// Why a file is left out.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Its name does not say that it is YAML.
    OtherName,
    /// It is no file that stays as it is.
    NoFile,
    /// The system does not give it.
    System(std::io::Error),
    /// It cannot be read as a description.
    Unreadable(Unreadable),
    /// It makes no record.
    NotDescribed(NotDescribed),
}

impl Trouble {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::OtherName => Sentence::of("publiccode-other-name"),
            Self::NoFile => Sentence::of("publiccode-no-file"),
            Self::System(error) => Sentence::of("publiccode-system").with("detail", error.to_string()),
            Self::Unreadable(error) => told::unreadable(error),
            Self::NotDescribed(NotDescribed::NotASection) => Sentence::of("publiccode-not-a-section"),
            Self::NotDescribed(NotDescribed::NoName) => Sentence::of("publiccode-no-name"),
        }
    }
}

/// Adds a file, or all YAML files of a folder in the order of their names. Links are not followed: they may lead out.
pub(super) fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let metadata = fs::metadata(path).map_err(|error| Failure::file(path, &error))?;
    if metadata.is_dir() {
        walk(path, 0, found)
    } else {
        found.push(path.to_owned());
        Ok(())
    }
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if depth > DEPTH_MAX {
        return Ok(());
    }
    let failed = |error: std::io::Error| Failure::file(folder, &error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        entries.push(entry.map_err(failed)?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        if kind.is_dir() {
            walk(&path, depth + 1, found)?;
        } else if kind.is_file() && is_named_so(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<Document, Trouble> {
    if !is_named_so(path) {
        return Err(Trouble::OtherName);
    }
    if !fs::metadata(path).map_err(Trouble::System)?.is_file() {
        return Err(Trouble::NoFile);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Trouble::System)?;
    file.take(FILE_MAX as u64 + 1).read_to_end(&mut bytes).map_err(Trouble::System)?;
    publiccode::read(&bytes).map_err(Trouble::Unreadable)
}

/// Whether the file that `named` names, from the folder of `file`, is a PNG image; nothing where there is none.
pub(super) fn is_image(file: &Path, named: &str) -> Option<bool> {
    let named = Path::new(named);
    if !named.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return None;
    }
    let folder = fs::canonicalize(file.parent()?.join(".")).ok()?;
    let path = fs::canonicalize(folder.join(named)).ok()?;
    if !path.starts_with(&folder) || !path.is_file() {
        return None;
    }
    let mut start = [0; 8];
    let read = File::open(path).ok()?.read(&mut start).ok()?;
    Some(start[..read] == *b"\x89PNG\r\n\x1a\n")
}
