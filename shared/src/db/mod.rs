//! One door to the database: connections are pooled here, and one function opens transactions.

pub mod backend;
mod race;
pub mod schema;
mod set;
pub mod stir;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use backend::Conn;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::clock::{Clock, Instant};
use crate::error::{Broken, Code, Error, Refusal, Result};
use crate::id::PartyId;
pub use set::json_ids;
pub(crate) use set::{KEY, keys};
pub use stir::Noun;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");
/// How long somebody waits for a connection, or for his turn to write.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often a transaction that lost a race is run again.
const TRIES: u32 = 5;

/// The database: cheap to clone, shared by every thread.
#[derive(Clone)]
pub struct Db {
    /// Apart, so that those who wait for a lock leave those who only look their connections.
    readers: Pool<ConnectionManager<Conn>>,
    writers: Pool<ConnectionManager<Conn>>,
    turns: backend::Turns,
    clock: Clock,
    bell: Arc<tokio::sync::Notify>,
}

/// An open transaction and its one moment in time. Nothing that takes it may be async.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    now: Instant,
    rings: bool,
    stirred: BTreeSet<(PartyId, Noun)>,
}

impl Tx<'_> {
    /// The moment this transaction happens; every timestamp it writes.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The connection, for queries in `rows`.
    pub fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    /// Says that something of a noun changes for a party: told to those who watch once it has committed.
    pub fn stir(&mut self, party: PartyId, noun: Noun) {
        self.stirred.insert((party, noun));
    }

    /// Wakes this process's worker once the transaction has committed.
    pub(crate) fn ring(&mut self) {
        self.rings = true;
    }
}

impl Db {
    /// Opens the database at `url`: a file path (SQLite) or `postgres://…`, as this build was made.
    ///
    /// # Errors
    /// A URL of the other kind is refused naming the feature to build with; else the database's own error.
    pub fn open(url: &str, clock: Clock, connections: Option<u32>) -> Result<Self> {
        if !backend::speaks(url) {
            return Err(wrong_backend(url));
        }
        let (readers, writers) = backend::split(connections.unwrap_or(backend::POOL).max(4));
        Ok(Self {
            readers: pool(url, readers)?,
            writers: pool(url, writers)?,
            turns: Default::default(),
            clock,
            bell: Arc::default(),
        })
    }

    /// Rings after every commit that put a job; the worker of this process listens.
    #[must_use]
    pub(crate) fn bell(&self) -> &tokio::sync::Notify {
        &self.bell
    }

    /// The clock every transaction of this database reads.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Brings the tables up to date, under a lock, so that several processes may start at once.
    ///
    /// # Errors
    /// When a migration fails; nothing of that start is kept.
    pub fn migrate(&self) -> Result<()> {
        let mut conn = connection(&self.writers)?;
        backend::transact(&mut conn, |conn| {
            backend::lock_migrations(conn)?;
            conn.run_pending_migrations(MIGRATIONS)
                .map_err(Broken::of("migrate"))?;
            Ok(())
        })
    }

    /// Grants the four processes' roles what each may touch; safe to repeat, by the owner of the tables.
    ///
    /// # Errors
    /// On a database without roles.
    pub fn grant_roles(&self) -> Result<()> {
        use diesel::connection::SimpleConnection;
        let none = || Broken::new("roles are for PostgreSQL: build with --features postgres");
        let roles = backend::ROLES.ok_or_else(none)?;
        let mut conn = connection(&self.writers)?;
        backend::transact(&mut conn, |conn| Ok(conn.batch_execute(roles)?))
    }

    /// Lets the planner know tables that grew much since it last looked; the worker does so all the time.
    ///
    /// # Errors
    /// The database's own.
    pub fn refresh_statistics(&self) -> Result<()> {
        self.read("refresh statistics", |conn| {
            Ok(backend::refresh_statistics(conn)?)
        })
    }

    /// Reads outside any transaction; `what` names the work in logs.
    ///
    /// # Errors
    /// What `work` says, or `busy` where the database did not come to it in time.
    pub fn read<T>(&self, what: &'static str, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = connection(&self.readers)?;
        let begun = std::time::Instant::now();
        let answer = work(&mut conn);
        note(what, "read", begun);
        match answer {
            Err(Error::Broken(broken)) if broken.out_of_range() => Err(Refusal::new(Code::InvalidField)
                .saying("a moment or a number out of range")
                .into()),
            Err(Error::Broken(broken)) if broken.waited_in_vain() => Err(in_vain(what, &broken)),
            answer => answer,
        }
    }

    /// Runs `work` in one transaction, again if it lost a race; `work` must be repeatable.
    ///
    /// # Errors
    /// What `work` says, or `busy` where others held what it needs for too long; nothing of it is kept then.
    pub fn write<T>(&self, what: &'static str, work: impl Fn(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let begun = std::time::Instant::now();
        let _turn = self.turns.next(PATIENCE).ok_or_else(busy)?;
        let mut conn = connection(&self.writers)?;
        let mut tries = 1;
        loop {
            match self.once(&mut conn, &work) {
                Err(Error::Broken(broken)) if tries < TRIES && broken.lost_a_race() => {
                    tries += 1;
                    std::thread::sleep(Duration::from_millis(u64::from(tries * tries * 3)));
                }
                Err(Error::Broken(broken)) if broken.waited_in_vain() => return Err(in_vain(what, &broken)),
                answer => {
                    note(what, "write", begun);
                    return answer;
                }
            }
        }
    }

    /// The moment is taken inside: on SQLite a later moment then means a later commit.
    fn once<T>(&self, conn: &mut Conn, work: &impl Fn(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let mut rings = false;
        let answer = backend::transact(conn, |conn| {
            let now = self.clock.now();
            let mut tx = Tx {
                conn,
                now,
                rings,
                stirred: BTreeSet::new(),
            };
            let answer = work(&mut tx)?;
            rings = tx.rings;
            // Told with the moment of its end: who looks a little back then misses nothing that took long.
            stir::write(tx.conn, self.clock.now(), &tx.stirred)?;
            Ok(answer)
        });
        if rings && answer.is_ok() {
            self.bell.notify_one();
        }
        answer
    }
}

fn pool(url: &str, most: u32) -> Result<Pool<ConnectionManager<Conn>>> {
    let pool = Pool::builder()
        .max_size(most)
        .min_idle(Some(1))
        .connection_timeout(PATIENCE)
        .connection_customizer(Box::new(Prepare))
        .build(ConnectionManager::new(url));
    Ok(pool.map_err(Broken::of("open the database"))?)
}

fn connection(pool: &Pool<ConnectionManager<Conn>>) -> Result<PooledConnection<ConnectionManager<Conn>>> {
    pool.get().map_err(|cause| {
        tracing::warn!(%cause, "no connection was free in time");
        busy().into()
    })
}

fn in_vain(what: &'static str, broken: &Broken) -> Error {
    tracing::warn!(what, error = %broken, "the database did not come to it in time");
    busy().into()
}

fn busy() -> Refusal {
    Refusal::new(Code::Busy).after(2)
}

#[derive(Debug)]
struct Prepare;

impl CustomizeConnection<Conn, diesel::r2d2::Error> for Prepare {
    fn on_acquire(&self, conn: &mut Conn) -> std::result::Result<(), diesel::r2d2::Error> {
        backend::prepare(conn).map_err(diesel::r2d2::Error::QueryError)
    }
}

fn note(what: &'static str, how: &'static str, begun: std::time::Instant) {
    let took = begun.elapsed();
    if took > Duration::from_millis(500) {
        tracing::warn!(what, how, ms = took.as_millis(), "slow database work");
    }
}

fn wrong_backend(url: &str) -> Error {
    let scheme = url.split("://").next().unwrap_or_default();
    let feature = if url.contains("://") && scheme.starts_with("postgres") {
        "postgres"
    } else {
        "sqlite"
    };
    Broken::new(format!(
        "this build speaks {}; DATABASE_URL wants another database: build with --features {feature}",
        backend::NAME
    ))
    .into()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use diesel::RunQueryDsl;

    use crate::trial::Trial;

    /// A writer that takes its time, and more behind it than there are connections: whoever only looks is served.
    #[test]
    fn those_who_wait_to_write_leave_readers_their_connections() {
        let trial = Trial::open();
        let ((begun, begin), (let_go, held)) = (channel(), channel::<()>());
        let held = std::sync::Mutex::new(held);
        let touch = |tx: &mut super::Tx<'_>| {
            let text = "INSERT INTO settings (name, value, changed_at) VALUES ('n', '{}', $1)
                 ON CONFLICT (name) DO UPDATE SET changed_at = excluded.changed_at";
            let now = tx.now();
            Ok(diesel::sql_query(text)
                .bind::<super::backend::sql::Instant, _>(now)
                .execute(tx.conn())?)
        };
        std::thread::scope(|scope| {
            scope.spawn(|| {
                trial.write(|tx| {
                    touch(tx)?;
                    begun.send(()).unwrap();
                    held.lock().unwrap().recv().unwrap();
                    Ok(())
                })
            });
            begin.recv().unwrap();
            let waiting: Vec<_> = (0..8).map(|_| scope.spawn(|| trial.write(touch))).collect();
            for _ in 0..20 {
                trial
                    .read(|conn| Ok(diesel::sql_query("SELECT 1").execute(conn)?))
                    .unwrap();
            }
            let_go.send(()).unwrap();
            for one in waiting {
                one.join().unwrap().unwrap();
            }
        });
    }
}
