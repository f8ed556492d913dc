//! Where PostgreSQL itself keeps what it was told: the tables' files, the write-ahead log, the server's log.

use std::collections::BTreeSet;

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Nullable, Text};
use shared::db::backend::{self, Conn};
use tests::canary::{Hunt, Sighting};

/// A place of the server, as a sighting names it.
pub const PLACES: [&str; 3] = ["data file", "write-ahead log", "server log"];
/// Where `script/postgres` has the server write its log, below the data folder.
const LOG: &str = "log";

/// The server from a moment on: what was written before belongs to other tests.
pub struct Server {
    conn: Conn,
    database: String,
    wal: String,
    log: i64,
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    said: String,
}

#[derive(QueryableByName)]
struct Size {
    #[diesel(sql_type = BigInt)]
    size: i64,
}

#[derive(QueryableByName)]
struct Bytes {
    #[diesel(sql_type = Nullable<Binary>)]
    bytes: Option<Vec<u8>>,
}

impl Server {
    /// Begins to watch the server of `database`; None where the database is a file.
    pub fn watch(database: &str) -> Option<Self> {
        if backend::NAME != "postgres" {
            return None;
        }
        let server = std::env::var("TEST_POSTGRES").unwrap();
        let mut conn = Conn::establish(&server).unwrap();
        // Held by a slot, no checkpoint removes what is still to be looked at; it goes with this connection.
        let slot = format!("canary_{}", uuid::Uuid::new_v4().simple());
        let hold = format!("SELECT pg_create_physical_replication_slot('{slot}', true, true)");
        conn.batch_execute(&hold).unwrap();
        let name = database.rsplit('/').next().unwrap_or_default().to_owned();
        let database = text(
            &mut conn,
            &format!("SELECT oid::text AS said FROM pg_database WHERE datname = '{name}'"),
        );
        let mut server = Self {
            conn,
            database,
            wal: String::new(),
            log: 0,
        };
        server.go_on();
        Some(server)
    }

    /// From now on: what the logs said before was looked at.
    pub fn go_on(&mut self) {
        self.wal = text(&mut self.conn, "SELECT pg_current_wal_lsn()::text AS said");
        self.log = size(&mut self.conn, &format!("SELECT size FROM pg_stat_file('{LOG}')"));
    }

    /// What stands in any of the three, once everything is on the disk.
    pub fn search(&mut self, hunt: &Hunt) -> BTreeSet<Sighting> {
        self.conn.batch_execute("CHECKPOINT").unwrap();
        let folder = format!("base/{}", self.database);
        let files = format!("SELECT pg_ls_dir('{folder}') AS said");
        let mut found = BTreeSet::new();
        for file in all(&mut self.conn, &files) {
            found.append(&mut self.piece(
                hunt,
                PLACES[0],
                &format!("'{folder}/{file}', 0, 1000000000, true"),
            ));
        }
        for piece in self.segments() {
            found.append(&mut self.piece(hunt, PLACES[1], &piece));
        }
        let log = format!("'{LOG}', {}, 1000000000, true", self.log);
        found.append(&mut self.piece(hunt, PLACES[2], &log));
        found
    }

    /// The write-ahead log since the beginning, as arguments to read its pieces by.
    fn segments(&mut self) -> Vec<String> {
        let pieces = format!(
            "SELECT format('''pg_wal/%s'', %s, %s, true', pg_walfile_name('0/0'::pg_lsn + n * seg + 1),
                    greatest(a - n * seg, 0), least(b - n * seg, seg) - greatest(a - n * seg, 0)) AS said
             FROM (SELECT pg_size_bytes(current_setting('wal_segment_size'))::numeric AS seg,
                    '{}'::pg_lsn - '0/0'::pg_lsn AS a, pg_current_wal_lsn() - '0/0'::pg_lsn AS b) s,
                  generate_series(trunc(a / seg), trunc(b / seg)) n",
            self.wal
        );
        all(&mut self.conn, &pieces)
    }

    fn piece(&mut self, hunt: &Hunt, place: &str, arguments: &str) -> BTreeSet<Sighting> {
        let read = format!("SELECT pg_read_binary_file({arguments}) AS bytes");
        let read: Bytes = diesel::sql_query(read).get_result(&mut self.conn).unwrap();
        hunt.search(place, &read.bytes.unwrap_or_default())
    }
}

fn text(conn: &mut Conn, query: &str) -> String {
    diesel::sql_query(query).get_result::<Said>(conn).unwrap().said
}

fn all(conn: &mut Conn, query: &str) -> Vec<String> {
    let rows: Vec<Said> = diesel::sql_query(query).load(conn).unwrap();
    rows.into_iter().map(|row| row.said).collect()
}

fn size(conn: &mut Conn, query: &str) -> i64 {
    diesel::sql_query(query).get_result::<Size>(conn).unwrap().size
}
