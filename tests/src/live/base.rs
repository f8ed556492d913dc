//! A fresh database for one run, and the plain connection its floors are measured on.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, QueryableByName, RunQueryDsl};
use shared::db::backend::{self, Conn, sql};
use uuid::Uuid;

use super::{Fallible, Rig};

/// A database of its own with a scratch folder beside it; both are gone when it is dropped.
pub struct Base {
    /// What `DATABASE_URL` is set to.
    pub url: String,
    folder: tempfile::TempDir,
    admin: Option<(String, String)>,
}

#[derive(QueryableByName)]
struct N {
    #[diesel(sql_type = sql::BigInt)]
    n: i64,
}

impl Base {
    /// Makes one.
    pub fn fresh(rig: &Rig) -> Fallible<Self> {
        if on_postgres() {
            let name = format!("sealship_live_{}", Uuid::new_v4().simple());
            Conn::establish(&rig.database)?.batch_execute(&format!("CREATE DATABASE {name}"))?;
            let (server, _) = rig
                .database
                .rsplit_once('/')
                .ok_or("a URL like postgres://host/postgres")?;
            return Ok(Self {
                url: format!("{server}/{name}"),
                folder: tempfile::tempdir()?,
                admin: Some((rig.database.clone(), name)),
            });
        }
        std::fs::create_dir_all(&rig.database)?;
        let folder = tempfile::tempdir_in(&rig.database)?;
        Ok(Self {
            url: folder.path().join("sealship.db").display().to_string(),
            folder,
            admin: None,
        })
    }

    /// The data folder of the server over it.
    pub fn data(&self) -> PathBuf {
        Path::new(self.folder.path()).join("data")
    }

    /// A folder of its own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A connection prepared as the house prepares its own.
    pub fn connect(&self) -> Fallible<Conn> {
        let mut conn = Conn::establish(&self.url)?;
        backend::prepare(&mut conn)?;
        Ok(conn)
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if let Some((admin, name)) = &self.admin
            && let Ok(mut conn) = Conn::establish(admin)
        {
            let _ = conn.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// Whether this build speaks PostgreSQL.
pub fn on_postgres() -> bool {
    backend::NAME == "postgres"
}

/// What `SELECT … AS n` says.
pub fn number(conn: &mut Conn, query: &str) -> Fallible<i64> {
    Ok(diesel::sql_query(query).get_result::<N>(conn)?.n)
}

/// A UUID as SQL text.
pub fn literal(id: Uuid) -> String {
    if on_postgres() {
        format!("'{id}'::uuid")
    } else {
        format!("x'{}'", id.simple())
    }
}

/// Looks every 20 ms until `query` says `wanted`; answers how long that took. Every wait has a limit.
pub async fn until(conn: &mut Conn, what: &str, query: &str, wanted: i64) -> Fallible<Duration> {
    let begun = Instant::now();
    loop {
        let seen = number(conn, query)?;
        if seen == wanted {
            return Ok(begun.elapsed());
        }
        if begun.elapsed() > Duration::from_secs(180) {
            return Err(format!("{what}: {seen} instead of {wanted} after 180 s").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
