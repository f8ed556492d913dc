//! A host that falls silent is left alone for a while: each who waited for it to the end would keep the numbers of
//! other carriers waiting.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::Duration;

use crate::clock::Instant;

/// Requests in a row that were answered by silence, after which a host is left alone.
const SILENCES: u32 = 8;
/// How long it is left alone; then one request tries, and what becomes of it decides for all.
const ALONE: Duration = Duration::seconds(15);

#[derive(Default)]
pub(super) struct Breaker(Mutex<HashMap<String, Host>>);

#[derive(Default)]
struct Host {
    silences: u32,
    alone_until: Option<Instant>,
}

impl Breaker {
    fn hosts(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a host may be asked now.
    pub(super) fn admits(&self, host: &str, now: Instant) -> bool {
        let mut hosts = self.hosts();
        let Some(alone) = hosts.get_mut(host).and_then(|host| host.alone_until.as_mut()) else {
            return true;
        };
        let may = *alone <= now;
        if may {
            *alone = now + ALONE;
        }
        may
    }

    /// It answered, or at least did something.
    pub(super) fn heard(&self, host: &str) {
        self.hosts().remove(host);
    }

    /// It said nothing until the time was up.
    pub(super) fn silent(&self, host: &str, now: Instant) {
        let mut hosts = self.hosts();
        let known = hosts.entry(host.to_owned()).or_default();
        known.silences = known.silences.saturating_add(1);
        if known.silences >= SILENCES {
            tracing::warn!(
                host,
                silences = known.silences,
                "a carrier is silent and is left alone for a while"
            );
            known.alone_until = Some(now + ALONE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_host_is_left_alone_and_tried_by_one() {
        let (breaker, now) = (Breaker::default(), Instant::UNIX_EPOCH);
        let later = now + Duration::seconds(16);
        for _ in 0..7 {
            breaker.silent("a", now);
        }
        assert!(breaker.admits("a", now), "seven may be chance");
        breaker.silent("a", now);
        assert!(!breaker.admits("a", now) && breaker.admits("b", now));
        assert!(
            breaker.admits("a", later) && !breaker.admits("a", later),
            "one tries"
        );
        breaker.silent("a", later);
        assert!(!breaker.admits("a", later));
        breaker.heard("a");
        assert!(breaker.admits("a", later) && breaker.admits("a", later));
        breaker.silent("a", later);
        assert!(breaker.admits("a", later), "counted from the start");
    }
}
