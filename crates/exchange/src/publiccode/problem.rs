//! What can be wrong with a publiccode.yml, as data. Not here: the sentences, which are texts of `web`.

/// Why a file cannot be read. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it.
    Empty,
    /// It is larger than any description.
    TooLarge {
        /// Most bytes.
        limit: usize,
    },
    /// Its text is UTF-16.
    Utf16,
    /// A byte is not UTF-8: Latin-1, or no text at all.
    NotUtf8 {
        /// Where.
        line: usize,
    },
    /// A sign that belongs in no text, NUL among them.
    ControlCharacter {
        /// Where.
        line: usize,
    },
    /// A mark that turns the direction of the text: what is shown is not what is written.
    DirectionMark {
        /// Where.
        line: usize,
    },
    /// A line is indented with a tab.
    Tab {
        /// Where.
        line: usize,
    },
    /// The text is not YAML.
    NotYaml {
        /// Where.
        line: usize,
    },
    /// The file holds several documents.
    SeveralDocuments {
        /// Where the second begins.
        line: usize,
    },
    /// A key occurs twice.
    DuplicateKey {
        /// Where the second is.
        line: usize,
        /// The key.
        key: String,
    },
    /// A key is a list or a section.
    KeyIsNotText {
        /// Where.
        line: usize,
    },
    /// An alias names nothing that is complete before it.
    BrokenAlias {
        /// Where.
        line: usize,
    },
    /// Sections lie in each other too deep.
    TooDeep {
        /// Where.
        line: usize,
        /// Most levels.
        limit: usize,
    },
    /// More values than any description has, those that aliases repeat included.
    TooMuch {
        /// Where.
        line: usize,
    },
}

impl Unreadable {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::Utf16 => "utf16",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::ControlCharacter { .. } => "control_character",
            Self::DirectionMark { .. } => "direction_mark",
            Self::Tab { .. } => "tab",
            Self::NotYaml { .. } => "not_yaml",
            Self::SeveralDocuments { .. } => "several_documents",
            Self::DuplicateKey { .. } => "duplicate_key",
            Self::KeyIsNotText { .. } => "key_is_not_text",
            Self::BrokenAlias { .. } => "broken_alias",
            Self::TooDeep { .. } => "too_deep",
            Self::TooMuch { .. } => "too_much",
        }
    }
}

/// What a value should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// `true` or `false`, without quotes.
    Flag,
    /// A list.
    List,
    /// A section with keys of its own.
    Section,
}

/// What the standard has against a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The key must be there and say something.
    Missing,
    /// In none of the languages, where one must have it.
    MissingInAllLanguages,
    /// The value has another shape.
    WrongShape(Shape),
    /// The standard has no such key.
    UnknownKey,
    /// The key will be gone.
    Deprecated {
        /// The key to use.
        instead: Option<&'static str>,
    },
    /// The key is gone.
    Gone,
    /// Both spellings of a section are there.
    TwoSpellings,
    /// The word is none of the vocabulary.
    UnknownWord {
        /// What is written.
        word: String,
    },
    /// Too few characters, as a reader counts them.
    TooShort {
        /// Fewest.
        least: usize,
        /// How many there are.
        length: usize,
    },
    /// Too many characters, as a reader counts them.
    TooLong {
        /// Most.
        most: usize,
        /// How many there are.
        length: usize,
    },
    /// Not an address with a scheme and a host.
    NotAUrl,
    /// Not an http or https address.
    NotAWebAddress,
    /// Not an address or a URN that names an organisation.
    NotAUri,
    /// Not the code of an Italian administration.
    NotAnIpaCode,
    /// Not `YYYY-MM-DD`.
    NotADate,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a language tag of BCP 47.
    NotALanguage,
    /// Not two letters of ISO 3166-1.
    NotACountry,
    /// A country in lower case letters.
    LowerCaseCountry,
    /// Not an SPDX expression.
    NotALicence,
    /// Not a media type.
    NotAMediaType,
    /// Neither a path inside the repository nor a web address.
    NotAPath,
    /// The name of the file has another ending.
    WrongFileType,
    /// The file is there and is no image.
    NotAnImage,
    /// Must not be there unless `maintenance.type` is `contract`.
    OnlyWithContract,
    /// The version is none of the standard's.
    UnknownVersion {
        /// What is written.
        version: String,
    },
    /// A version with older keys.
    OlderVersion {
        /// What is written.
        version: String,
    },
    /// The standard's version 1 is not published.
    NotPublished,
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::MissingInAllLanguages => "missing_in_all_languages",
            Self::WrongShape(_) => "wrong_shape",
            Self::UnknownKey => "unknown_key",
            Self::Deprecated { .. } => "deprecated",
            Self::Gone => "gone",
            Self::TwoSpellings => "two_spellings",
            Self::UnknownWord { .. } => "unknown_word",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::NotAUrl => "not_a_url",
            Self::NotAWebAddress => "not_a_web_address",
            Self::NotAUri => "not_a_uri",
            Self::NotAnIpaCode => "not_an_ipa_code",
            Self::NotADate => "not_a_date",
            Self::NotAnEmail => "not_an_email",
            Self::NotALanguage => "not_a_language",
            Self::NotACountry => "not_a_country",
            Self::LowerCaseCountry => "lower_case_country",
            Self::NotALicence => "not_a_licence",
            Self::NotAMediaType => "not_a_media_type",
            Self::NotAPath => "not_a_path",
            Self::WrongFileType => "wrong_file_type",
            Self::NotAnImage => "not_an_image",
            Self::OnlyWithContract => "only_with_contract",
            Self::UnknownVersion { .. } => "unknown_version",
            Self::OlderVersion { .. } => "older_version",
            Self::NotPublished => "not_published",
        }
    }

    /// Whether the file is accepted all the same.
    #[must_use]
    pub const fn is_remark(&self) -> bool {
        matches!(self, Self::Deprecated { .. } | Self::LowerCaseCountry | Self::OlderVersion { .. })
    }
}
