//! A house for one test: its own database, a clock that can be turned, mail kept in memory.

use std::collections::BTreeMap;

use diesel::RunQueryDsl;
use shared::clock::{Clock, Instant};
use shared::config::Config;
use shared::db::{Db, backend};
use shared::house::House;
use tempfile::TempDir;

/// A house and what it stands on; both go when the test ends.
pub struct Stage {
    pub house: House,
    pub clock: Clock,
    _folder: TempDir,
    database: Option<(String, String)>,
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
        let database = (backend::NAME == "postgres").then(create);
        let file = folder.path().join("test.db").display().to_string();
        let url = database
            .as_ref()
            .map_or(file, |(url, name)| in_database(url, name));
        let db = Db::open(&url, clock.clone(), None).expect("open");
        db.migrate().expect("migrate");
        let mut told: BTreeMap<&str, &str> = [("SEALSHIP_MAIL", "memory")].into();
        told.extend(settings.iter().copied());
        let config = Config::read(&|name| told.get(name).map(ToString::to_string)).expect("settings");
        Self {
            house: House::new(db, config).expect("house"),
            clock,
            _folder: folder,
            database,
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some((url, name)) = &self.database {
            run(url, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn create() -> (String, String) {
    let url = std::env::var("TEST_POSTGRES").expect(
        "TEST_POSTGRES: the URL of a PostgreSQL whose user may create databases (script/postgres start)",
    );
    let name = format!("test_{}", uuid::Uuid::new_v4().simple());
    run(&url, &format!("CREATE DATABASE {name}"));
    (url, name)
}

fn in_database(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("a URL that names a database");
    format!("{server}/{name}")
}

fn run(url: &str, statement: &str) {
    let db = Db::open(url, Clock::system(), Some(1)).expect("TEST_POSTGRES");
    let done = db.read("set the stage", |conn| {
        Ok(diesel::sql_query(statement).execute(conn)?)
    });
    done.expect(statement);
}
