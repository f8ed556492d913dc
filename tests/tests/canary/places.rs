//! Where receivers are looked for: files, every row of every table, what was logged.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use diesel::prelude::*;
use diesel::sql_types::Text;
use shared::db::Db;
use shared::db::backend::{self, Conn};
use tests::App;
use tests::canary::{Hunt, Sighting};
use tracing_subscriber::fmt::MakeWriter;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every file under a folder, raw.
pub fn files(hunt: &Hunt, folder: &Path) -> BTreeSet<Sighting> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.append(&mut files(hunt, &path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.append(&mut hunt.search(&path.display().to_string(), &bytes));
        }
    }
    found
}

/// The database as it stands on the disk or, where that is another's machine, as every row of every table.
pub fn database(hunt: &Hunt, db: &Db) -> BTreeSet<Sighting> {
    let mut found = BTreeSet::new();
    for (table, lines) in db.read("hunt", |conn| Ok(rows(conn))).unwrap() {
        let place = format!("table {table}");
        found.append(&mut hunt.search(&place, lines.join("\n").as_bytes()));
    }
    found
}

fn rows(conn: &mut Conn) -> Vec<(String, Vec<String>)> {
    let tables = match backend::NAME {
        "postgres" => "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT name AS line FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let tables: Vec<Line> = diesel::sql_query(tables).load(conn).unwrap();
    assert!(tables.len() > 30);
    tables
        .into_iter()
        .map(|table| (table.line.clone(), of(conn, &table.line)))
        .collect()
}

/// From now on every job that is put is kept: one that is done is gone, also one that was put by another. Where
/// PostgreSQL is the database, its write-ahead log keeps them.
pub fn keep_jobs(app: &App) {
    if backend::NAME == "postgres" {
        return;
    }
    app.execute("CREATE TABLE jobs_put AS SELECT * FROM jobs WHERE false");
    for moment in ["INSERT", "UPDATE"] {
        app.execute(&format!(
            "CREATE TRIGGER jobs_put_{moment} AFTER {moment} ON jobs
             BEGIN INSERT INTO jobs_put SELECT * FROM jobs WHERE id = NEW.id; END"
        ));
    }
}

/// The jobs that wait, and those that were kept; every column written out.
pub fn jobs(db: &Db) -> Vec<u8> {
    let query = match backend::NAME {
        "postgres" => "SELECT t::text AS line FROM jobs t",
        _ => {
            "SELECT quote(kind) || quote(key) || quote(payload) || quote(state) || quote(last_error) AS line
              FROM jobs_put"
        }
    };
    let rows = db.read("jobs", |conn| Ok(diesel::sql_query(query).load::<Line>(conn)?));
    let lines: Vec<String> = rows.unwrap().into_iter().map(|row| row.line).collect();
    lines.join("\n").into_bytes()
}

/// PostgreSQL writes a row as text, bytes in hex. SQLite's rows stand raw in the file, which is read as a file.
fn of(conn: &mut Conn, table: &str) -> Vec<String> {
    if backend::NAME != "postgres" {
        return Vec::new();
    }
    let rows: Vec<Line> = diesel::sql_query(format!("SELECT t::text AS line FROM {table} t"))
        .load(conn)
        .unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

/// What this process has logged since the first call.
#[derive(Clone, Copy)]
pub struct Logs;

static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

impl Logs {
    /// Begins to listen to everything, down to the finest detail of our own code.
    pub fn listen() -> Self {
        static ONCE: OnceLock<()> = OnceLock::new();
        ONCE.get_or_init(|| {
            let filter = tracing_subscriber::EnvFilter::new("debug,shared=trace,platform=trace");
            let log = tracing_subscriber::fmt()
                .with_env_filter(filter)
                .with_writer(Self);
            log.try_init().expect("nobody listens yet");
        });
        Self
    }

    pub fn search(self, hunt: &Hunt) -> BTreeSet<Sighting> {
        hunt.search("logs", &LOGGED.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Logs {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}
