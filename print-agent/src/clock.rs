//! The one place that reads the clocks.

use std::time::{Duration, Instant};

/// Unix seconds now.
#[expect(
    clippy::disallowed_methods,
    reason = "the agent's clock: everything else takes the time as an argument"
)]
pub fn now() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// A moment whose age is told by the clock that says more: one stands still while the machine sleeps, the other may be
/// set back.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    ticks: Instant,
    seconds: i64,
}

impl Moment {
    /// This one.
    pub fn now() -> Moment {
        Moment {
            ticks: Instant::now(),
            seconds: now(),
        }
    }

    /// How long ago it was.
    pub fn age(&self) -> Duration {
        let seconds = u64::try_from(now() - self.seconds).unwrap_or_default();
        // Whole seconds may say one more than passed.
        let by_wall = Duration::from_secs(seconds.saturating_sub(1));
        self.ticks.elapsed().max(by_wall)
    }
}
