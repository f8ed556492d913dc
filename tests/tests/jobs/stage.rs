//! A house for one test: its own database, a clock that can be turned, mail kept in memory.

use std::collections::BTreeMap;

use shared::clock::{Clock, Instant};
use shared::config::Config;
use shared::db::Db;
use shared::house::House;
use tempfile::TempDir;
use tests::scratch::Scratch;

/// A house and what it stands on; both go when the test ends.
pub struct Stage {
    pub house: House,
    pub clock: Clock,
    _database: Scratch,
    _folder: TempDir,
}

/// 2026-11-02 12:00 in the platform's zone.
pub fn noon() -> Instant {
    Instant::UNIX_EPOCH + chrono::Duration::hours(498_220)
}

impl Stage {
    /// A house whose clock stands until it is turned.
    pub fn standing() -> Self {
        Self::set(Clock::standing(noon()), &[])
    }

    /// A house with the machine's clock and some settings.
    pub fn running(settings: &[(&str, &str)]) -> Self {
        Self::set(Clock::system(), settings)
    }

    /// A house whose clock stands, and some settings.
    pub fn set(clock: Clock, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Scratch::empty(folder.path());
        let db = Db::open(&database.url, clock.clone(), None).expect("open");
        db.migrate().expect("migrate");
        let mut told: BTreeMap<&str, &str> = [("SEALSHIP_MAIL", "memory")].into();
        told.extend(settings.iter().copied());
        let config = Config::read(&|name| told.get(name).map(ToString::to_string)).expect("settings");
        Self {
            house: House::new(db, config).expect("house"),
            clock,
            _database: database,
            _folder: folder,
        }
    }
}
