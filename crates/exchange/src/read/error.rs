//! Why a file cannot be read at all, as opposed to one row of it.

use crate::problem::Problem;

/// Why a file is refused before any row is used.
#[derive(Debug)]
pub enum ReadError {
    /// The file could not be read from disk.
    Io(std::io::Error),
    /// Nothing in it, or only white space.
    Empty,
    /// Column names and no rows.
    OnlyHeader {
        /// How many columns.
        columns: usize,
    },
    /// A file of another kind.
    NotATable(FileKind),
    /// Gzipped, and broken or cut short.
    DamagedGzip,
    /// More bytes, once unpacked, than a file may have.
    TooLarge {
        /// The greatest number of bytes.
        limit: u64,
    },
    /// Packed so hard that it can only be meant to fill the memory or the disk.
    PackedTooHard {
        /// The greatest number of unpacked bytes per packed byte.
        limit: u64,
    },
    /// More columns than a table may have.
    TooManyColumns {
        /// The greatest number of columns.
        limit: usize,
    },
    /// A header with more bytes than one row may have.
    HeaderTooLarge {
        /// The greatest number of bytes.
        limit: usize,
    },
    /// The file's name promises JSON and its content is something else.
    NotJson,
    /// A workbook that is broken, cut short or incomplete.
    DamagedWorkbook,
    /// A workbook that opens with a password only.
    ProtectedWorkbook,
    /// A workbook built in a way that no spreadsheet program builds them, and hostile files are.
    OddWorkbook(Oddity),
    /// More bytes, once unpacked, than a workbook may have.
    WorkbookTooLarge {
        /// The greatest number of bytes.
        limit: u64,
    },
    /// The workbook has no sheet with the name that was asked for.
    NoSuchSheet {
        /// The name that was asked for.
        asked: String,
        /// The names of its sheets.
        sheets: Vec<String>,
    },
}

/// What a file that is not a table seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A workbook other than XLSX, such as XLSB, or one inside another packed file.
    Spreadsheet,
    /// XLS and other old Office files.
    OldOffice,
    /// ODS, ODT.
    OpenDocument,
    /// DOCX, PPTX.
    Document,
    /// Another zip file.
    Zip,
    /// A packed file other than zip and gzip.
    Archive,
    /// PDF.
    Pdf,
    /// A web page.
    Html,
    /// XML.
    Xml,
    /// A picture.
    Image,
    /// Something else that is not text.
    Binary,
}

impl FileKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Spreadsheet => "spreadsheet",
            Self::OldOffice => "old_office",
            Self::OpenDocument => "open_document",
            Self::Document => "document",
            Self::Zip => "zip",
            Self::Archive => "archive",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Image => "image",
            Self::Binary => "binary",
        }
    }
}

/// What is odd about a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// More parts than any workbook has.
    TooManyParts,
    /// Parts that lie over each other in the file.
    OverlappingParts,
    /// Two parts of the same name.
    RepeatedPart,
    /// A part whose name leads out of the file, or differs between the two places where it stands.
    PartName,
    /// A directory for files of more than four gigabytes.
    LargeDirectory,
    /// A document type, which may declare entities or name other files.
    DocumentType,
    /// An entity that XML does not have of itself.
    Entity,
    /// More elements inside each other than any sheet has.
    Depth,
    /// One tag or text without an end in sight.
    LongEvent,
}

impl Oddity {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooManyParts => "too_many_parts",
            Self::OverlappingParts => "overlapping_parts",
            Self::RepeatedPart => "repeated_part",
            Self::PartName => "part_name",
            Self::LargeDirectory => "large_directory",
            Self::DocumentType => "document_type",
            Self::Entity => "entity",
            Self::Depth => "depth",
            Self::LongEvent => "long_event",
        }
    }
}

impl ReadError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "unreadable_file",
            Self::Empty => "empty_file",
            Self::OnlyHeader { .. } => "only_header",
            Self::NotATable(_) => "not_a_table",
            Self::DamagedGzip => "damaged_gzip",
            Self::TooLarge { .. } => "file_too_large",
            Self::PackedTooHard { .. } => "packed_too_hard",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::HeaderTooLarge { .. } => "header_too_large",
            Self::NotJson => "not_json",
            Self::DamagedWorkbook => "damaged_workbook",
            Self::ProtectedWorkbook => "protected_workbook",
            Self::OddWorkbook(_) => "odd_workbook",
            Self::WorkbookTooLarge { .. } => "workbook_too_large",
            Self::NoSuchSheet { .. } => "no_such_sheet",
        }
    }
}

/// Shows the code: sentences are for `web`.
impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Io(error) = self { Some(error) } else { None }
    }
}

/// Our own limits travel through the readers of other crates inside an I/O error and are taken out here.
impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(other) => Self::Io(other),
        }
    }
}

/// Why the next row did not come.
#[derive(Debug)]
pub enum RowFault {
    /// This row is refused; the next may be sound.
    Refused(Problem),
    /// The file cannot be read further.
    Broken(ReadError),
}

impl std::fmt::Display for RowFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(problem) => f.write_str(problem.kind.code()),
            Self::Broken(error) => f.write_str(error.code()),
        }
    }
}

impl std::error::Error for RowFault {}

impl From<std::io::Error> for RowFault {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(error.into())
    }
}
