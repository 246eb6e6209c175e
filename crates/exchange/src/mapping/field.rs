//! The fields of a solution in a table. Their names are the column headers of our own export.

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The source's own id, the first choice for the key of a re-import.
    Id,
    /// Name.
    Name,
    /// One or two sentences.
    Summary,
    /// The whole text.
    Description,
    /// Who makes or sells it.
    Provider,
    /// The organisation that has it.
    Organisation,
    /// Where more can be read.
    Url,
    /// Kind of solution.
    Kind,
    /// Where the solution is in its life.
    Lifecycle,
    /// How the organisation uses it.
    UsageStatus,
    /// Every organisation's use of it, as our own export writes them: each item is organisation, status,
    /// day, role to ask and reason, put together with [`crate::write::joined_items`] and taken
    /// apart with [`crate::write::split_parts`].
    Usages,
    /// Service areas.
    ServiceAreas,
    /// What it can do.
    Capabilities,
    /// Free keywords.
    Tags,
    /// What it is connected to.
    Integrations,
    /// Standards it follows.
    Standards,
    /// Licence.
    Licence,
    /// How far it is shared.
    Sharing,
    /// Language of the texts.
    Language,
    /// Needs that it usually meets.
    TypicalNeeds,
    /// The role to ask.
    ContactRole,
    /// Level of confidentiality, 0–3.
    Confidentiality,
    /// Level of integrity, 0–3.
    Integrity,
    /// Level of availability, 0–3.
    Availability,
    /// When the source made the entry.
    Created,
    /// When the source changed it last.
    Updated,
    /// The number of the entry in the catalogue that it was exported from.
    Number,
    /// The state in which it was exported, so that what others have changed since is seen when it comes back.
    Version,
}

/// Whether a field is one text or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One text.
    Text,
    /// Items in an order.
    List,
}

impl Field {
    /// Every field, in the order of the export's columns.
    pub const ALL: [Self; 28] = [
        Self::Id,
        Self::Name,
        Self::Summary,
        Self::Description,
        Self::Provider,
        Self::Organisation,
        Self::Url,
        Self::Kind,
        Self::Lifecycle,
        Self::UsageStatus,
        Self::Usages,
        Self::ServiceAreas,
        Self::Capabilities,
        Self::Tags,
        Self::Integrations,
        Self::Standards,
        Self::Licence,
        Self::Sharing,
        Self::Language,
        Self::TypicalNeeds,
        Self::ContactRole,
        Self::Confidentiality,
        Self::Integrity,
        Self::Availability,
        Self::Created,
        Self::Updated,
        Self::Number,
        Self::Version,
    ];

    /// The name in mapping files and in the header of an export.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Summary => "summary",
            Self::Description => "description",
            Self::Provider => "provider",
            Self::Organisation => "organisation",
            Self::Url => "url",
            Self::Kind => "kind",
            Self::Lifecycle => "lifecycle",
            Self::UsageStatus => "usage_status",
            Self::Usages => "usages",
            Self::ServiceAreas => "service_areas",
            Self::Capabilities => "capabilities",
            Self::Tags => "tags",
            Self::Integrations => "integrations",
            Self::Standards => "standards",
            Self::Licence => "licence",
            Self::Sharing => "sharing",
            Self::Language => "language",
            Self::TypicalNeeds => "typical_needs",
            Self::ContactRole => "contact_role",
            Self::Confidentiality => "confidentiality",
            Self::Integrity => "integrity",
            Self::Availability => "availability",
            Self::Created => "created",
            Self::Updated => "updated",
            // Other files have numbers and versions of their own.
            Self::Number => "brygga_number",
            Self::Version => "brygga_version",
        }
    }

    /// The field with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Text or list.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self {
            Self::Usages
            | Self::ServiceAreas
            | Self::Capabilities
            | Self::Tags
            | Self::Integrations
            | Self::Standards
            | Self::TypicalNeeds => Shape::List,
            Self::Id
            | Self::Name
            | Self::Summary
            | Self::Description
            | Self::Provider
            | Self::Organisation
            | Self::Url
            | Self::Kind
            | Self::Lifecycle
            | Self::UsageStatus
            | Self::Licence
            | Self::Sharing
            | Self::Language
            | Self::ContactRole
            | Self::Confidentiality
            | Self::Integrity
            | Self::Availability
            | Self::Created
            | Self::Updated
            | Self::Number
            | Self::Version => Shape::Text,
        }
    }

    /// Most characters of a text, or of one item of a list. A longer name or summary is cut and its whole
    /// text put first in the description; any other text that is longer refuses the row.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Description => 200_000,
            Self::Url | Self::Usages => 2_000,
            Self::Summary => 1_000,
            Self::Id
            | Self::Name
            | Self::ServiceAreas
            | Self::Capabilities
            | Self::Tags
            | Self::Integrations
            | Self::Standards
            | Self::TypicalNeeds => 300,
            Self::Provider
            | Self::Organisation
            | Self::Kind
            | Self::Lifecycle
            | Self::UsageStatus
            | Self::Licence
            | Self::Sharing
            | Self::Language
            | Self::ContactRole
            | Self::Confidentiality
            | Self::Integrity
            | Self::Availability
            | Self::Created
            | Self::Updated
            | Self::Number
            | Self::Version => 500,
        }
    }

    /// Most items of a list.
    #[must_use]
    pub const fn items_limit(self) -> usize {
        match self {
            // More than there are municipalities.
            Self::Usages => 1_000,
            Self::ServiceAreas
            | Self::Capabilities
            | Self::Tags
            | Self::Integrations
            | Self::Standards
            | Self::TypicalNeeds => crate::record::ITEMS_MAX,
            Self::Id
            | Self::Name
            | Self::Summary
            | Self::Description
            | Self::Provider
            | Self::Organisation
            | Self::Url
            | Self::Kind
            | Self::Lifecycle
            | Self::UsageStatus
            | Self::Licence
            | Self::Sharing
            | Self::Language
            | Self::ContactRole
            | Self::Confidentiality
            | Self::Integrity
            | Self::Availability
            | Self::Created
            | Self::Updated
            | Self::Number
            | Self::Version => 1,
        }
    }
}
