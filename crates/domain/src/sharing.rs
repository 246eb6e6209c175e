//! Sharing levels: how far a record may be read. Raising one is a deed of its own, never a side effect.

use crate::words::words;

words! {
    /// How far a record is shared, from the narrowest to the widest.
    Sharing {
        /// Only the person who writes it.
        Draft = "draft",
        /// The owning organisation.
        Organisation = "organisation",
        /// The organisations that co-operate with the owner.
        Collaboration = "collaboration",
        /// Every organisation connected to this instance.
        Network = "network",
        /// Anybody, without signing in.
        Public = "public",
    }
}
