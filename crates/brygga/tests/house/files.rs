//! The files of the project as the rules see them. Deliberately not here: what is built or fetched, and what
//! others wrote (`vendor`).

use std::path::Path;
use std::{fs, io};

use crate::tokens::{Lexed, lex};

/// One text file.
pub struct File {
    /// From the root of the project, with `/` between the parts.
    pub path: String,
    /// All of it.
    pub text: String,
    /// Empty unless the file is Rust.
    pub lexed: Lexed,
    /// The line of `#[cfg(test)] mod tests`, which by custom comes last in a file.
    tests_from: Option<usize>,
}

impl File {
    pub fn new(path: &str, text: &str) -> Self {
        let lexed = if path.ends_with(".rs") { lex(text) } else { Lexed::default() };
        let lines: Vec<_> = text.lines().collect();
        let tests =
            lines.windows(2).position(|pair| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod "));
        Self { path: path.to_owned(), text: text.to_owned(), lexed, tests_from: tests.map(|index| index + 1) }
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The name of the folder under `crates`.
    pub fn krate(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    pub fn is_source(&self) -> bool {
        self.is_rust() && self.path.starts_with("crates/") && self.path.split('/').nth(2) == Some("src")
    }

    pub fn is_module(&self, krate: &str, name: &str) -> bool {
        let is_it =
            [format!("/{name}.rs"), format!("/{name}/mod.rs")].iter().any(|end| self.path.ends_with(end));
        self.krate() == Some(krate) && is_it
    }

    pub fn is_test_at(&self, number: usize) -> bool {
        !self.is_source()
            || self.path.ends_with("/tests.rs")
            || self.tests_from.is_some_and(|from| number >= from)
    }
}

pub fn project() -> io::Result<Vec<File>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["crates", "tests", "assets", "scripts", "docs", "benches", "demo"] {
        if root.join(folder).is_dir() {
            collect(&root, &root.join(folder), &mut files)?;
        }
    }
    assert!(
        files.iter().filter(|file| file.is_source()).count() > 50,
        "the files of the project were not found"
    );
    Ok(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) -> io::Result<()> {
    const TEXT: [&str; 11] = ["rs", "toml", "sql", "ftl", "html", "css", "js", "mjs", "sh", "md", "py"];
    const NOT_OURS: [&str; 4] = ["target", "node_modules", "results", "vendor"];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !name.starts_with('.') && !NOT_OURS.contains(&name.as_ref()) {
                collect(root, &path, files)?;
            }
        } else if path.extension().is_some_and(|end| TEXT.iter().any(|text| end == *text)) {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            files.push(File::new(&parts.join("/"), &fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
