//! A bare database for tests that look at the tables themselves.

use std::path::Path;

use chrono::DateTime;
use diesel::connection::{Connection, SimpleConnection};
use shared::clock::Clock;
use shared::db::Db;
use shared::db::backend::{self, Conn};

/// A database that goes when the test ends.
pub struct Scratch {
    /// What `DATABASE_URL` would say.
    pub url: String,
    name: Option<String>,
}

impl Scratch {
    /// One without tables; a file of SQLite lives in `folder`.
    #[must_use]
    pub fn empty(folder: &Path) -> Self {
        if backend::NAME != "postgres" {
            let url = folder.join("scratch.db").display().to_string();
            return Self { url, name: None };
        }
        let name = format!("scratch_{}", uuid::Uuid::new_v4().simple());
        admin(&format!("CREATE DATABASE {name}"));
        let server = server();
        let (head, _) = server.rsplit_once('/').expect("TEST_POSTGRES names a database");
        Self {
            url: format!("{head}/{name}"),
            name: Some(name),
        }
    }

    /// One with all tables.
    #[must_use]
    pub fn migrated(folder: &Path) -> Self {
        let scratch = Self::empty(folder);
        scratch.db().migrate().expect("migrate");
        scratch
    }

    /// The house's own way in.
    #[must_use]
    pub fn db(&self) -> Db {
        let clock = Clock::standing(DateTime::from_timestamp(0, 0).unwrap_or_default());
        Db::open(&self.url, clock, Some(1)).expect("open")
    }

    /// A bare connection.
    #[must_use]
    pub fn conn(&self) -> Conn {
        Conn::establish(&self.url).expect("connect")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn server() -> String {
    std::env::var("TEST_POSTGRES").expect("TEST_POSTGRES: the URL of a database whose user may create others")
}

fn admin(sql: &str) {
    let mut conn = Conn::establish(&server()).expect("TEST_POSTGRES");
    conn.batch_execute(sql).expect(sql);
}
