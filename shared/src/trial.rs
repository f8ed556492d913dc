//! A small house for tests beside the code: a real database of its own, a vault, parties.

use std::path::PathBuf;

use diesel::prelude::*;
use serde_json::json;

use crate::clock::{Clock, Instant, Zone};
use crate::db::backend::Conn;
use crate::db::schema::parties;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::id::PartyId;
use crate::party::{Acting, Merchant, Who};
use crate::vault::Vault;

/// A database, a vault and a clock that stands.
pub struct Trial {
    pub db: Db,
    pub vault: Vault,
    pub dir: tempfile::TempDir,
    fresh: Option<Fresh>,
}

/// A PostgreSQL database of this test alone, dropped with it.
struct Fresh {
    admin: String,
    name: String,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Ok(mut conn) = Conn::establish(&self.admin) {
            let _ = diesel::sql_query(format!("DROP DATABASE {} WITH (FORCE)", self.name)).execute(&mut conn);
        }
    }
}

/// Noon of a day in November.
pub fn noon() -> Instant {
    "2026-11-23T04:00:00Z".parse().unwrap()
}

impl Trial {
    pub fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (url, fresh) = database(dir.path().join("db"));
        let db = Db::open(&url, Clock::standing(noon()), Some(4)).unwrap();
        db.migrate().unwrap();
        let vault = Vault::open(&dir.path().join("keys"), Zone::default()).unwrap();
        Self {
            db,
            vault,
            dir,
            fresh,
        }
    }

    pub fn write<T>(&self, work: impl Fn(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.db.write("trial", work)
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.db.read("trial", work)
    }

    /// An active party of that kind, drop-shipping on.
    pub fn party(&self, kind: &str) -> PartyId {
        let id = PartyId::fresh();
        let row = (
            parties::id.eq(id),
            parties::kind.eq(kind),
            parties::name.eq("云坊"),
            parties::state.eq("active"),
            parties::state_note.eq(""),
            parties::drop_shipping.eq(true),
            parties::locale.eq("zh-CN"),
            parties::mail.eq("a@example.com"),
            parties::sender.eq(json!({})),
            parties::created_at.eq(noon()),
            parties::version.eq(1),
        );
        self.write(|tx| {
            Ok(diesel::insert_into(parties::table)
                .values(row.clone())
                .execute(tx.conn())?)
        })
        .unwrap();
        id
    }

    pub fn merchant(&self) -> Acting<Merchant> {
        Acting::new(self.party("merchant"), Who::Worker)
    }
}

fn database(file: PathBuf) -> (String, Option<Fresh>) {
    let Some(admin) = std::env::var("TEST_POSTGRES")
        .ok()
        .filter(|url| crate::db::backend::speaks(url))
    else {
        return (file.display().to_string(), None);
    };
    let name = format!("trial_{}", uuid::Uuid::new_v4().simple());
    let mut conn = Conn::establish(&admin).unwrap();
    diesel::sql_query(format!("CREATE DATABASE {name}"))
        .execute(&mut conn)
        .unwrap();
    let url = format!("{}/{name}", admin.rsplit_once('/').unwrap().0);
    (url, Some(Fresh { admin, name }))
}

impl Drop for Trial {
    fn drop(&mut self) {
        // The database goes after the connections that use it.
        self.fresh.take();
    }
}
