//! How much there is of each kind and of each organisation, each a link that narrows to it.

use app::find::Found;

use super::{Chosen, kind};
use crate::frame::Frame;

/// Organisations that are shown at once; the rest stand folded below.
const ORGANISATIONS: usize = 8;

/// A choice with how much there is of it.
pub(super) struct Facet {
    pub(super) label: String,
    pub(super) address: String,
    pub(super) count: String,
    pub(super) current: bool,
}

/// The choices there are.
pub(super) struct Facets {
    pub(super) kinds: Vec<Facet>,
    pub(super) organisations: Vec<Facet>,
    /// Those with less, folded.
    pub(super) more: Vec<Facet>,
    /// What the folded ones are under.
    pub(super) more_label: String,
}

impl Facets {
    pub(super) fn new(frame: &Frame, chosen: &Chosen, found: &Found) -> Self {
        let address = chosen.address();
        let every: i64 = found.kinds.iter().map(|(_, count)| count).sum();
        let mut kinds = Vec::new();
        // Where there is one kind, there is nothing to choose.
        if found.kinds.len() > 1 || chosen.kind.is_some() {
            kinds.push(Facet {
                label: frame.t("search-every-kind"),
                address: address.without("typ"),
                count: frame.number(every),
                current: chosen.kind.is_none(),
            });
            kinds.extend(found.kinds.iter().map(|(kind, count)| Facet {
                label: frame.t(kind::label(*kind)),
                address: address.changed("typ", kind::name(*kind)),
                count: frame.number(*count),
                current: chosen.kind == Some(*kind),
            }));
        }
        let mut organisations: Vec<Facet> = found
            .organisations
            .iter()
            .map(|(id, name, count)| Facet {
                label: name.clone(),
                address: address.changed("organisation", name),
                count: frame.number(*count),
                current: chosen.question.organisation == Some(*id),
            })
            .collect();
        let mut more = organisations.split_off(ORGANISATIONS.min(organisations.len()));
        // The chosen one is never folded away.
        if let Some(at) = more.iter().position(|facet| facet.current) {
            organisations.push(more.remove(at));
        }
        let count = i64::try_from(more.len()).unwrap_or(i64::MAX);
        Self { kinds, organisations, more_label: frame.tn("search-more-organisations", count), more }
    }
}
