//! Sealship as processes of its own, driven over sockets: what benchmarks, kills and histories stand on.

pub mod base;
pub mod carrier;
pub mod check;
pub mod door;
pub mod history;
pub mod process;
pub mod sample;
pub mod serve_kill;
pub mod server;
pub mod stage;
pub mod step_kill;
pub mod worker_kill;

use std::path::PathBuf;

/// What goes wrong ends the run with one sentence.
pub type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What is under test, and where its databases are made.
#[derive(Clone, Debug)]
pub struct Rig {
    /// The binary.
    pub sealship: PathBuf,
    /// The URL of an administrator's database (PostgreSQL), or a folder (SQLite).
    pub database: String,
}

impl Rig {
    /// The binary at `sealship`, over the database the suite was given (`TEST_POSTGRES`) or files in `folder`.
    pub fn of_suite(sealship: &str, folder: &std::path::Path) -> Self {
        let database = match base::on_postgres() {
            true => {
                std::env::var("TEST_POSTGRES").expect("TEST_POSTGRES: a URL whose user may create databases")
            }
            false => folder.display().to_string(),
        };
        Self {
            sealship: sealship.into(),
            database,
        }
    }
}
