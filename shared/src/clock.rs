//! Time is an argument: the only place that asks the machine what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, SubsecRound, Utc};

/// A moment in UTC, in microseconds: what both databases keep.
pub type Instant = DateTime<Utc>;

/// What [`named`] takes.
pub const NAMED: &str = "a moment of the years 1970 to 9999, as 2026-11-23T10:00:00+08:00";

/// A moment somebody names: of years that both databases can hold.
#[must_use]
pub fn named(text: &str) -> Option<Instant> {
    let at = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    (1970..=9999).contains(&at.year()).then(|| at.trunc_subsecs(6))
}

/// For `serde(deserialize_with)`: [`named`], or nothing.
///
/// # Errors
/// What is no such moment.
pub fn maybe_named<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Instant>, D::Error> {
    let text: Option<String> = serde::Deserialize::deserialize(from)?;
    let wrong = || serde::de::Error::custom(NAMED);
    text.map(|text| named(&text).ok_or_else(wrong)).transpose()
}

/// Where the time comes from; tests hold one they can turn.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Turned(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `at` until it is turned.
    #[must_use]
    pub fn standing(at: Instant) -> Self {
        Self(Source::Turned(Arc::new(AtomicI64::new(at.timestamp_micros()))))
    }

    /// Now, to the microsecond.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask")]
    pub fn now(&self) -> Instant {
        match &self.0 {
            Source::System => Utc::now().trunc_subsecs(6),
            Source::Turned(micros) => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// Turns a standing clock forward; the machine's clock does not listen.
    pub fn turn(&self, by: Duration) {
        if let Source::Turned(micros) = &self.0 {
            micros.fetch_add(by.num_microseconds().unwrap_or_default(), Ordering::SeqCst);
        }
    }
}

/// The platform's one time zone: it defines every day and month.
#[derive(Clone, Copy, Debug)]
pub struct Zone(FixedOffset);

impl Zone {
    /// A zone `hours` east of UTC; None if that is no zone.
    #[must_use]
    pub fn east(hours: i32) -> Option<Self> {
        FixedOffset::east_opt(hours.checked_mul(3600)?).map(Self)
    }

    /// The local day of `at`.
    #[must_use]
    pub fn day(self, at: Instant) -> NaiveDate {
        at.with_timezone(&self.0).date_naive()
    }

    /// The local month of `at`, as `2026-11`.
    #[must_use]
    pub fn month(self, at: Instant) -> String {
        at.with_timezone(&self.0).format("%Y-%m").to_string()
    }

    /// The offset.
    #[must_use]
    pub fn offset(self) -> FixedOffset {
        self.0
    }
}

/// China has one time zone, +08:00.
const CHINA: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(zone) => zone,
    None => unreachable!(),
};

impl Default for Zone {
    fn default() -> Self {
        Self(CHINA)
    }
}
