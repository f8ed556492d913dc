//! How a carrier disappoints: the sandbox's share of lost replies, errors and slowness, by dice.

use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Shares between 0 and 1 of the takes (slow: of all requests) that go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Faults {
    /// Sells, then cuts the connection in the middle of the answer.
    pub drop_reply: f64,
    /// Answers 500 and sells nothing.
    pub error_before: f64,
    /// Sells, then answers 500.
    pub error_after: f64,
    /// Says it is busy and sells nothing.
    pub busy: f64,
    /// Answers only after [`Faults::SLOW`].
    pub slow: f64,
}

impl Faults {
    /// Longer than any client waits for a carrier.
    pub const SLOW: Duration = Duration::from_secs(20);

    /// Adds one `name=share`, as the command line gives it: `drop-reply=0.1`.
    ///
    /// # Errors
    /// A sentence naming what was expected.
    pub fn with(mut self, text: &str) -> Result<Faults, String> {
        let (name, share) = text
            .split_once('=')
            .ok_or("a fault is NAME=SHARE, like drop-reply=0.1")?;
        let share: f64 = share
            .parse()
            .map_err(|_| "a share is a number between 0 and 1".to_owned())?;
        if !(0.0..=1.0).contains(&share) {
            return Err("a share is a number between 0 and 1".to_owned());
        }
        let place = match name {
            "drop-reply" => &mut self.drop_reply,
            "error-before" => &mut self.error_before,
            "error-after" => &mut self.error_after,
            "busy" => &mut self.busy,
            "slow" => &mut self.slow,
            _ => return Err("faults are drop-reply, error-before, error-after, busy, slow".to_owned()),
        };
        *place = share;
        Ok(self)
    }
}

/// How long an ordinary answer takes, in milliseconds, evenly spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Latency {
    min: u32,
    max: u32,
}

impl FromStr for Latency {
    type Err = String;

    /// `80` or `20..80`; at most ten seconds.
    fn from_str(text: &str) -> Result<Latency, String> {
        let wrong = || "latency is MS or MIN..MAX, in milliseconds up to 10000".to_owned();
        let (min, max) = text.split_once("..").unwrap_or((text, text));
        let min = min.parse().map_err(|_| wrong())?;
        let max = max.parse().map_err(|_| wrong())?;
        if min <= max && max <= 10_000 {
            Ok(Latency { min, max })
        } else {
            Err(wrong())
        }
    }
}

impl Latency {
    /// The wait for one answer.
    pub fn draw(self, dice: &Dice) -> Duration {
        let spread = u64::from(self.max.saturating_sub(self.min)).saturating_add(1);
        Duration::from_millis(u64::from(self.min).saturating_add(dice.next() % spread))
    }
}

/// Cheap dice (splitmix64), shared between threads: chance for faults, never for secrets.
#[derive(Debug)]
pub struct Dice(AtomicU64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub fn new(seed: u64) -> Dice {
        Dice(AtomicU64::new(seed))
    }

    /// True for this share of throws.
    pub fn falls(&self, share: f64) -> bool {
        let high = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        f64::from(high) < share * 4_294_967_296.0
    }

    /// The next throw, 64 bits.
    pub fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_read_from_the_command_line() {
        let faults = Faults::default()
            .with("drop-reply=0.25")
            .unwrap()
            .with("slow=1")
            .unwrap();
        assert_eq!((faults.drop_reply, faults.slow, faults.busy), (0.25, 1.0, 0.0));
        for wrong in [
            "drop-reply",
            "drop-reply=2",
            "drop-reply=NaN",
            "drop-reply=x",
            "explode=0.1",
        ] {
            assert!(Faults::default().with(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn latency_reads_and_stays_in_its_bounds() {
        let latency: Latency = "3..7".parse().unwrap();
        let dice = Dice::new(1);
        let drawn: std::collections::BTreeSet<_> =
            (0..500).map(|_| latency.draw(&dice).as_millis()).collect();
        assert_eq!(drawn, (3..=7).collect());
        assert_eq!("0".parse(), Ok(Latency::default()));
        for wrong in ["", "7..3", "-1", "20000", "1..x"] {
            assert!(wrong.parse::<Latency>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn dice_fall_about_as_often_as_told() {
        let dice = Dice::new(7);
        let hits = (0..10_000).filter(|_| dice.falls(0.1)).count();
        assert!((800..1200).contains(&hits), "{hits}");
        assert!((0..1000).all(|_| !dice.falls(0.0) && dice.falls(1.0)));
    }
}
