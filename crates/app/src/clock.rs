//! The clock: the only place that reads the time, so that tests and the demo can set it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::instant::Instant;

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A time that stands still until it is set.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this time.
    #[must_use]
    pub fn fixed(at: Instant) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.milliseconds())))
    }

    /// Moves a fixed clock; the machine's clock is left alone.
    pub fn set(&self, at: Instant) {
        match self {
            Self::System => {}
            Self::Fixed(time) => time.store(at.milliseconds(), Ordering::Relaxed),
        }
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            #[allow(clippy::disallowed_methods, reason = "this is the clock that everybody else takes")]
            Self::System => Instant::from(jiff::Timestamp::now()),
            Self::Fixed(time) => Instant::from_milliseconds(time.load(Ordering::Relaxed)),
        }
    }
}
