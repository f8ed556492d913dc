//! What is remembered of a printer from one connection to the next, and from one lane to the next.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// More bytes than any label has, for a printer in whose label the agent was killed.
const WHOLE_LABEL: usize = 320 * 1024;

/// A printer's manners.
#[derive(Debug, Default)]
pub struct Manners {
    /// It answered a question once: from then on silence says that something is wrong.
    talks: AtomicBool,
    /// How many bytes it may be waiting for: a label broke off in the middle.
    torn: AtomicUsize,
}

impl Manners {
    /// As it was known before this start.
    pub fn known(talks: bool, torn: bool) -> Manners {
        Manners {
            talks: AtomicBool::new(talks),
            torn: AtomicUsize::new(if torn { WHOLE_LABEL } else { 0 }),
        }
    }

    /// Does it answer questions?
    pub fn talks(&self) -> bool {
        self.talks.load(Ordering::Relaxed)
    }

    pub(super) fn talked(&self) {
        self.talks.store(true, Ordering::Relaxed);
    }

    /// How many bytes of a label it may still wait for; 0 when its last one is whole.
    pub(super) fn torn(&self) -> usize {
        self.torn.load(Ordering::Relaxed)
    }

    pub(super) fn begun(&self, bytes: usize) {
        self.torn.store(bytes, Ordering::Relaxed);
    }

    pub(super) fn whole(&self) {
        self.torn.store(0, Ordering::Relaxed);
    }
}
