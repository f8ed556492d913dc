//! A fresh, migrated database per test: a copy of a file, or a clone of a template database.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::DateTime;
use diesel::connection::{Connection, SimpleConnection};
use diesel::{QueryableByName, RunQueryDsl};
use shared::clock::Clock;
use shared::db::Db;
use shared::db::backend::{self, Conn, sql};

/// A database that goes when the test ends.
pub struct Database {
    /// What `DATABASE_URL` would say.
    pub url: String,
    name: Option<String>,
}

impl Database {
    /// A fresh one; a file of SQLite lives in `folder`.
    pub fn fresh(folder: &Path) -> Self {
        match backend::NAME {
            "postgres" => clone_of_template(),
            _ => copy_of_template(folder),
        }
    }

    /// The server writes every statement of it into its log, with what was bound; for who connects from now on.
    pub fn log_everything(&self) {
        if let Some(name) = &self.name {
            admin(&format!("ALTER DATABASE {name} SET log_statement = 'all'"));
        }
    }

    /// Where the process of that role enters, by a login that may do what the role may and nothing else; None where
    /// the database knows no roles.
    pub fn login(&self, role: &str) -> Option<String> {
        static MADE: OnceLock<()> = OnceLock::new();
        self.name.as_ref()?;
        MADE.get_or_init(|| ROLES.iter().for_each(|role| make_login(role)));
        let (scheme, rest) = self.url.split_once("://")?;
        let host = rest.split_once('@').map_or(rest, |(_, host)| host);
        Some(format!("{scheme}://suite_{role}:trial@{host}"))
    }
}

const ROLES: [&str; 4] = ["merchant", "factory", "platform", "worker"];

/// Logins belong to the server: another test process may be making the same one, or have made it.
fn make_login(role: &str) {
    admin(&format!(
        "DO $$ BEGIN CREATE USER suite_{role} PASSWORD 'trial'; \
         EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$; \
         GRANT sealship_{role} TO suite_{role}"
    ));
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn migrated(url: &str) {
    let clock = Clock::standing(DateTime::from_timestamp(0, 0).unwrap());
    let db = Db::open(url, clock, Some(1)).unwrap();
    db.migrate().unwrap();
    if backend::ROLES.is_some() {
        db.grant_roles().unwrap();
    }
}

fn copy_of_template(folder: &Path) -> Database {
    static TEMPLATE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, template) = TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("template.db");
        migrated(path.to_str().unwrap());
        // What the log still holds belongs to the copy too.
        let mut conn = Conn::establish(path.to_str().unwrap()).unwrap();
        conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        (folder, path)
    });
    let path = folder.join("sealship.db");
    std::fs::copy(template, &path).unwrap();
    Database {
        url: path.to_str().unwrap().to_owned(),
        name: None,
    }
}

/// Followed by the id of the process that uses it.
const TEMPLATE_NAME: &str = "sealship_template_";

/// Nothing runs when a test process ends: the next one drops the templates of those that are gone.
fn drop_orphans() {
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = sql::Text)]
        name: String,
    }
    let mut conn = Conn::establish(&server()).unwrap();
    let all = diesel::sql_query("SELECT datname::text AS name FROM pg_database");
    for Name { name } in all.load::<Name>(&mut conn).unwrap() {
        let process = name.strip_prefix(TEMPLATE_NAME);
        if process.is_some_and(|id| !Path::new("/proc").join(id).exists()) {
            admin(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn clone_of_template() -> Database {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    let template = TEMPLATE.get_or_init(|| {
        drop_orphans();
        let name = format!("{TEMPLATE_NAME}{}", std::process::id());
        admin(&format!("CREATE DATABASE {name}"));
        migrated(&named(&name));
        name
    });
    let name = format!("sealship_{}", uuid::Uuid::new_v4().simple());
    admin(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
    Database {
        url: named(&name),
        name: Some(name),
    }
}

fn server() -> String {
    std::env::var("TEST_POSTGRES").expect("TEST_POSTGRES: the URL of a database whose user may create others")
}

fn named(name: &str) -> String {
    let server = server();
    let (head, _) = server.rsplit_once('/').unwrap();
    format!("{head}/{name}")
}

fn admin(sql: &str) {
    // Two clones of one template at once are refused by the server: one at a time.
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut conn = Conn::establish(&server()).unwrap();
    conn.batch_execute(sql).unwrap();
}
