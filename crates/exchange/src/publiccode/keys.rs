//! The keys of the standard, as a table: what each holds, whether it must be there, and how long it lives.
//!
//! Rules that join several keys are in `judge`.

use super::vocabulary::Vocabulary;

/// A key.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) form: Form,
    pub(super) presence: Presence,
    pub(super) life: Life,
}

/// What a key holds.
pub(super) enum Form {
    Version,
    Text,
    /// Between so many characters.
    Length(usize, usize),
    Flag,
    Url,
    WebAddress,
    Organisation,
    Date,
    Email,
    Language,
    Country,
    Licence,
    MediaType,
    IpaCode,
    /// `alias:` with a known name, or an address or URN.
    Support,
    Word(Vocabulary),
    /// A file of the repository, with one of these endings where there are any.
    File(&'static [&'static str]),
    List(&'static Form),
    /// A text or a list of them.
    OneOrMore(&'static Form),
    Section(&'static [Key]),
    /// A section for each language.
    ByLanguage(&'static [Key]),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Optional,
    Mandatory,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    Lasting,
    /// Deprecated in 0.x, and gone in 1.
    Deprecated(Option<&'static str>),
    /// Sound in 0.x, and gone in 1.
    UntilOne,
}

const fn optional(name: &'static str, form: Form) -> Key {
    Key { name, form, presence: Presence::Optional, life: Life::Lasting }
}

const fn mandatory(name: &'static str, form: Form) -> Key {
    Key { name, form, presence: Presence::Mandatory, life: Life::Lasting }
}

const fn deprecated(name: &'static str, form: Form, instead: Option<&'static str>) -> Key {
    Key { name, form, presence: Presence::Optional, life: Life::Deprecated(instead) }
}

const LOGOS: &[&str] = &["svg", "svgz", "png"];
const TEXTS: Form = Form::List(&Form::Text);

/// Keys of the file.
pub(super) const TOP: &[Key] = &[
    mandatory("publiccodeYmlVersion", Form::Version),
    mandatory("name", Form::Text),
    optional("applicationSuite", Form::Text),
    mandatory("url", Form::Url),
    optional("landingURL", Form::WebAddress),
    optional("isBasedOn", Form::OneOrMore(&Form::Url)),
    optional("softwareVersion", Form::Text),
    optional("releaseDate", Form::Date),
    optional("logo", Form::File(LOGOS)),
    deprecated("monochromeLogo", Form::File(LOGOS), Some("logo")),
    optional("organisation", Form::Section(ORGANISATION)),
    deprecated("inputTypes", Form::List(&Form::MediaType), None),
    deprecated("outputTypes", Form::List(&Form::MediaType), None),
    mandatory("platforms", TEXTS),
    optional("categories", Form::List(&Form::Word(Vocabulary::Category))),
    optional("usedBy", TEXTS),
    optional("fundedBy", Form::List(&Form::Section(ORGANISATION))),
    optional("roadmap", Form::WebAddress),
    mandatory("developmentStatus", Form::Word(Vocabulary::DevelopmentStatus)),
    mandatory("softwareType", Form::Word(Vocabulary::SoftwareType)),
    optional("supports", Form::List(&Form::Section(SUPPORT))),
    optional("intendedAudience", Form::Section(AUDIENCE)),
    mandatory("description", Form::ByLanguage(DESCRIPTION)),
    mandatory("legal", Form::Section(LEGAL)),
    mandatory("maintenance", Form::Section(MAINTENANCE)),
    mandatory("localisation", Form::Section(LOCALISATION)),
    optional("dependsOn", Form::Section(DEPENDS_ON)),
    Key { name: "IT", form: Form::Section(ITALY), presence: Presence::Optional, life: Life::UntilOne },
    deprecated("it", Form::Section(ITALY), Some("IT")),
];

const ORGANISATION: &[Key] = &[mandatory("uri", Form::Organisation), optional("name", Form::Text)];

const SUPPORT: &[Key] = &[mandatory("id", Form::Support)];

const AUDIENCE: &[Key] = &[
    optional("scope", Form::List(&Form::Word(Vocabulary::Scope))),
    optional("countries", Form::List(&Form::Country)),
    optional("unsupportedCountries", Form::List(&Form::Country)),
];

/// `longDescription` and `features` must be there in one language, see `judge`.
const DESCRIPTION: &[Key] = &[
    optional("localisedName", Form::Text),
    deprecated("genericName", Form::Length(0, 35), None),
    mandatory("shortDescription", Form::Length(1, 150)),
    optional("longDescription", Form::Length(150, 10_000)),
    optional("documentation", Form::WebAddress),
    optional("apiDocumentation", Form::WebAddress),
    optional("features", TEXTS),
    optional("screenshots", Form::List(&Form::File(&[]))),
    optional("videos", Form::List(&Form::WebAddress)),
    optional("awards", TEXTS),
];

const LEGAL: &[Key] = &[
    mandatory("license", Form::Licence),
    optional("mainCopyrightOwner", Form::Text),
    deprecated("repoOwner", Form::Text, Some("organisation")),
    deprecated("authorsFile", Form::File(&[]), None),
];

const MAINTENANCE: &[Key] = &[
    mandatory("type", Form::Word(Vocabulary::MaintenanceType)),
    optional("contractors", Form::List(&Form::Section(CONTRACTOR))),
    optional("contacts", Form::List(&Form::Section(CONTACT))),
];

const CONTRACTOR: &[Key] = &[
    mandatory("name", Form::Text),
    optional("email", Form::Email),
    optional("website", Form::WebAddress),
    mandatory("until", Form::Date),
];

const CONTACT: &[Key] = &[
    mandatory("name", Form::Text),
    optional("email", Form::Email),
    optional("affiliation", Form::Text),
    optional("phone", Form::Text),
];

const LOCALISATION: &[Key] = &[
    mandatory("localisationReady", Form::Flag),
    mandatory("availableLanguages", Form::List(&Form::Language)),
];

const DEPENDS_ON: &[Key] = &[
    optional("open", Form::List(&Form::Section(DEPENDENCY))),
    optional("proprietary", Form::List(&Form::Section(DEPENDENCY))),
    optional("hardware", Form::List(&Form::Section(DEPENDENCY))),
];

const DEPENDENCY: &[Key] = &[
    mandatory("name", Form::Text),
    optional("versionMin", Form::Text),
    optional("versionMax", Form::Text),
    optional("version", Form::Text),
    optional("optional", Form::Flag),
];

const ITALY: &[Key] = &[
    optional("countryExtensionVersion", Form::Word(Vocabulary::ItalianVersion)),
    deprecated("conforme", Form::Section(ITALIAN_LAWS), Some("supports")),
    deprecated("riuso", Form::Section(ITALIAN_REUSE), Some("organisation")),
    optional("piattaforme", Form::Section(ITALIAN_PLATFORMS)),
];

const ITALIAN_LAWS: &[Key] = &[
    optional("lineeGuidaDesign", Form::Flag),
    optional("modelloInteroperabilita", Form::Flag),
    optional("misureMinimeSicurezza", Form::Flag),
    optional("gdpr", Form::Flag),
];

const ITALIAN_REUSE: &[Key] = &[optional("codiceIPA", Form::IpaCode)];

const ITALIAN_PLATFORMS: &[Key] = &[
    optional("spid", Form::Flag),
    optional("pagopa", Form::Flag),
    optional("cie", Form::Flag),
    optional("anpr", Form::Flag),
    optional("io", Form::Flag),
];
