//! The one file that knows which database this build speaks: every difference between the two lives here.

use diesel::deserialize;
use diesel::result::Error as DieselError;
use diesel::serialize::{self, Output};
use uuid::Uuid as RawUuid;

#[cfg(feature = "postgres")]
pub use postgres::*;
#[cfg(all(feature = "sqlite", not(feature = "postgres")))]
pub use sqlite::*;

#[cfg(feature = "postgres")]
mod postgres {
    use super::{DieselError, Output, RawUuid, deserialize, serialize};
    use diesel::deserialize::FromSql;
    use diesel::serialize::ToSql;

    /// What the refusal of a foreign URL names.
    pub const NAME: &str = "postgres";
    /// The connection of this build.
    pub type Conn = diesel::pg::PgConnection;
    /// The backend of this build.
    pub type Backend = diesel::pg::Pg;
    /// A column value as the driver hands it over.
    pub type RawValue<'a> = diesel::pg::PgValue<'a>;

    /// The SQL types of the common tongue.
    pub mod sql {
        pub use diesel::sql_types::{
            BigInt, Bool, Bytea as Binary, Jsonb as Json, Nullable, Text, Timestamptz as Instant, Uuid,
        };
    }

    pub(crate) fn write_uuid<'b>(id: &'b RawUuid, out: &mut Output<'b, '_, Backend>) -> serialize::Result {
        ToSql::<sql::Uuid, Backend>::to_sql(id, out)
    }

    pub(crate) fn read_uuid(raw: RawValue<'_>) -> deserialize::Result<RawUuid> {
        FromSql::<sql::Uuid, Backend>::from_sql(raw)
    }

    /// True if `url` names a database this build can open.
    #[must_use]
    pub fn speaks(url: &str) -> bool {
        url.starts_with("postgres://") || url.starts_with("postgresql://")
    }

    /// Prepares a fresh connection: waits have limits.
    ///
    /// # Errors
    /// When the database refuses the settings.
    pub fn prepare(conn: &mut Conn) -> Result<(), DieselError> {
        use diesel::connection::SimpleConnection;
        conn.batch_execute(
            "SET TIME ZONE 'UTC'; SET lock_timeout = '10s'; SET statement_timeout = '60s'; \
             SET idle_in_transaction_session_timeout = '60s'",
        )?;
        speak_plainly(conn)
    }

    /// A lost race is told by words, as the driver hands on no code of it: they must be words this program knows.
    fn speak_plainly(conn: &mut Conn) -> Result<(), DieselError> {
        use diesel::RunQueryDsl;
        #[derive(diesel::QueryableByName)]
        struct Tongue {
            #[diesel(sql_type = sql::Text)]
            lc_messages: String,
        }
        let tongue: Tongue = diesel::sql_query("SHOW lc_messages").get_result(conn)?;
        let known = ["C", "POSIX", "en"];
        if known.iter().any(|word| tongue.lc_messages.starts_with(word)) {
            return Ok(());
        }
        if diesel::sql_query("SET lc_messages = 'C'").execute(conn).is_err() {
            tracing::warn!(
                lc_messages = tongue.lc_messages,
                "lost races are not recognised in this language: ALTER DATABASE … SET lc_messages = 'C', as superuser"
            );
        }
        Ok(())
    }

    /// Opens a transaction, runs `work`, commits or rolls back.
    ///
    /// # Errors
    /// What `work` says, or the database's own.
    pub fn transact<T, E: From<DieselError>>(
        conn: &mut Conn,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        conn.build_transaction().read_committed().run(work)
    }

    /// Holds the migration lock for the rest of the transaction.
    ///
    /// # Errors
    /// When the lock cannot be had.
    pub fn lock_migrations(conn: &mut Conn) -> Result<(), DieselError> {
        use diesel::connection::SimpleConnection;
        // An index on ten million rows takes longer than any statement of a request may.
        conn.batch_execute(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; \
             SELECT pg_advisory_xact_lock(7305808869234)",
        )
    }

    /// The SQL of a set of ids given as one JSON array at bind `$n`.
    #[must_use]
    pub fn id_set(n: usize) -> String {
        format!("(SELECT v::uuid FROM jsonb_array_elements_text(${n}::jsonb) v)")
    }

    /// The SQL of a row source given as one JSON array of objects at bind `$n`; columns as (name, type).
    #[must_use]
    pub fn row_set(n: usize, columns: &[(&str, super::Column)]) -> String {
        let columns: Vec<String> = columns
            .iter()
            .map(|(name, column)| format!("{name} {}", sql_name(*column)))
            .collect();
        format!(
            "(SELECT * FROM jsonb_to_recordset(${n}::jsonb) AS r({}))",
            columns.join(", ")
        )
    }

    fn sql_name(column: super::Column) -> &'static str {
        match column {
            super::Column::Uuid => "uuid",
            super::Column::Text => "text",
            super::Column::BigInt => "bigint",
            super::Column::Json => "jsonb",
            super::Column::Instant => "timestamptz",
        }
    }

    /// A moment as `row_set` reads it.
    #[must_use]
    pub fn instant_text(at: crate::clock::Instant) -> String {
        at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
    }

    /// SQL that reads the text of `column` as JSON.
    #[must_use]
    pub fn as_json(column: &str) -> String {
        format!("{column}::jsonb")
    }

    /// Lets the planner know tables that grew much since it last looked: a fresh installation that takes in its
    /// first hundred thousand rows must not plan by the sizes of an empty one until the database's own clock strikes.
    ///
    /// # Errors
    /// The database's own.
    pub fn refresh_statistics(conn: &mut Conn) -> Result<(), DieselError> {
        use diesel::RunQueryDsl;
        #[derive(diesel::QueryableByName)]
        struct Grown {
            #[diesel(sql_type = sql::Text)]
            name: String,
        }
        let grown: Vec<Grown> = diesel::sql_query(
            "SELECT format('%I.%I', s.schemaname, s.relname) AS name FROM pg_stat_user_tables s \
             JOIN pg_class c ON c.oid = s.relid WHERE pg_has_role(c.relowner, 'USAGE') \
             AND s.n_mod_since_analyze > 250 AND s.n_mod_since_analyze > s.n_live_tup / 2 \
             AND (s.n_live_tup > 10000 OR COALESCE(GREATEST(s.last_analyze, s.last_autoanalyze), '-infinity') \
                < now() - interval '1 minute')",
        )
        .load(conn)?;
        for table in grown {
            // Not where a vacuum is at work: it would be cancelled, and the tables that churn most never cleaned.
            diesel::sql_query(format!("ANALYZE (SKIP_LOCKED) {}", table.name)).execute(conn)?;
        }
        Ok(())
    }

    /// Locks chosen rows for the rest of the transaction; appended to a SELECT.
    pub const FOR_UPDATE: &str = " FOR UPDATE";
    /// Locks the chosen rows of one table of a join for the rest of the transaction; appended to a SELECT.
    #[must_use]
    pub fn for_update_of(alias: &str) -> String {
        format!(" FOR UPDATE OF {alias}")
    }
    /// Orders `o`, to be read in the order of their numbers.
    pub const ORDERS_BY_NUMBER: &str = "orders o";
    /// Joins a table to a row source that is to be read first.
    pub const LED_JOIN: &str = "JOIN";
    /// Locks chosen rows that nobody else holds; appended to a SELECT.
    pub const FOR_UPDATE_SKIP_LOCKED: &str = " FOR UPDATE SKIP LOCKED";
    /// Keeps chosen rows of one table of a join as they are for the rest of the transaction, beside others who want
    /// the same.
    #[must_use]
    pub fn for_share_of(alias: &str) -> String {
        format!(" FOR SHARE OF {alias}")
    }
    /// Whose turn it is to write: row locks settle that.
    #[derive(Clone, Default)]
    pub struct Turns;
    /// Somebody's turn.
    pub struct Turn;

    impl Turns {
        /// At once.
        #[must_use]
        pub fn next(&self, _: std::time::Duration) -> Option<Turn> {
            Some(Turn)
        }
    }
    /// Connections that read and that write, of so many.
    #[must_use]
    pub const fn split(all: u32) -> (u32, u32) {
        (all / 2, all * 2 / 3)
    }
    /// The rights of the four processes' roles.
    pub const ROLES: Option<&str> = Some(include_str!("roles.sql"));
    /// Connections a pool opens where nothing is configured.
    pub const POOL: u32 = 12;
}

#[cfg(all(feature = "sqlite", not(feature = "postgres")))]
mod sqlite {
    use super::{DieselError, Output, RawUuid, deserialize, serialize};
    use diesel::deserialize::FromSql;
    use diesel::serialize::ToSql;

    /// What the refusal of a foreign URL names.
    pub const NAME: &str = "sqlite";
    /// The connection of this build.
    pub type Conn = diesel::sqlite::SqliteConnection;
    /// The backend of this build.
    pub type Backend = diesel::sqlite::Sqlite;
    /// A column value as the driver hands it over.
    pub type RawValue<'a> = diesel::sqlite::SqliteValue<'a, 'a, 'a>;

    /// The SQL types of the common tongue.
    pub mod sql {
        pub use diesel::sql_types::{
            BigInt, Binary, Binary as Uuid, Bool, Json, Nullable, Text, TimestamptzSqlite as Instant,
        };
    }

    pub(crate) fn write_uuid<'b>(id: &'b RawUuid, out: &mut Output<'b, '_, Backend>) -> serialize::Result {
        let bytes: &'b [u8] = id.as_bytes();
        ToSql::<sql::Binary, Backend>::to_sql(bytes, out)
    }

    pub(crate) fn read_uuid(raw: diesel::sqlite::SqliteValue<'_, '_, '_>) -> deserialize::Result<RawUuid> {
        let bytes: Vec<u8> = FromSql::<sql::Binary, Backend>::from_sql(raw)?;
        Ok(RawUuid::from_slice(&bytes)?)
    }

    /// True if `url` names a database this build can open.
    #[must_use]
    pub fn speaks(url: &str) -> bool {
        !url.contains("://")
    }

    /// Prepares a fresh connection: the wait comes before WAL, which itself needs a lock.
    ///
    /// # Errors
    /// When the database refuses the settings.
    pub fn prepare(conn: &mut Conn) -> Result<(), DieselError> {
        use diesel::connection::SimpleConnection;
        conn.batch_execute(
            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; \
             PRAGMA cache_size = -16384; PRAGMA mmap_size = 268435456; PRAGMA trusted_schema = OFF",
        )
    }

    /// Opens a transaction, runs `work`, commits or rolls back.
    ///
    /// # Errors
    /// What `work` says, or the database's own.
    pub fn transact<T, E: From<DieselError>>(
        conn: &mut Conn,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        conn.immediate_transaction(work)
    }

    /// Holds the migration lock for the rest of the transaction: an immediate transaction already does.
    ///
    /// # Errors
    /// Never here.
    pub fn lock_migrations(_: &mut Conn) -> Result<(), DieselError> {
        Ok(())
    }

    /// The SQL of a set of ids given as one JSON array at bind `$n`.
    #[must_use]
    pub fn id_set(n: usize) -> String {
        format!("(SELECT unhex(value, '-') FROM json_each(${n}))")
    }

    /// The SQL of a row source given as one JSON array of objects at bind `$n`; columns as (name, type).
    #[must_use]
    pub fn row_set(n: usize, columns: &[(&str, super::Column)]) -> String {
        let columns: Vec<String> = columns
            .iter()
            .map(|(name, column)| match column {
                super::Column::Uuid => format!("unhex(value ->> '{name}', '-') AS {name}"),
                _ => format!("value ->> '{name}' AS {name}"),
            })
            .collect();
        // The limit keeps the planner from reading the JSON anew for every row of another table: it makes a set first.
        format!("(SELECT {} FROM json_each(${n}) LIMIT -1)", columns.join(", "))
    }

    /// A moment as `row_set` reads it: the text this backend's driver writes.
    #[must_use]
    pub fn instant_text(at: crate::clock::Instant) -> String {
        at.format("%F %T%.f%:z").to_string()
    }

    /// SQL that reads the text of `column` as JSON.
    #[must_use]
    pub fn as_json(column: &str) -> String {
        column.to_owned()
    }

    /// Lets the planner know tables that grew much; here keys are found without statistics.
    ///
    /// # Errors
    /// Never here.
    pub fn refresh_statistics(_: &mut Conn) -> Result<(), DieselError> {
        Ok(())
    }

    /// Row locks: the immediate transaction already holds the database.
    pub const FOR_UPDATE: &str = "";
    /// Row locks: the immediate transaction already holds the database.
    #[must_use]
    pub fn for_update_of(_: &str) -> String {
        String::new()
    }
    /// Orders `o`, to be read in the order of their numbers: of a prefix that most numbers have, the planner would
    /// rather read them all and sort.
    pub const ORDERS_BY_NUMBER: &str = "orders o INDEXED BY orders_by_number";
    /// Joins a table to a row source that is to be read first: were it read second, its JSON would be parsed anew for
    /// each row of the table, and the planner, which knows nothing of its size, is tempted.
    pub const LED_JOIN: &str = "CROSS JOIN";
    /// Row locks: the immediate transaction already holds the database.
    pub const FOR_UPDATE_SKIP_LOCKED: &str = "";
    /// Row locks: the immediate transaction already holds the database.
    #[must_use]
    pub fn for_share_of(_: &str) -> String {
        String::new()
    }
    /// Whose turn it is to write: one transaction at a time, and in the order they came. Left to itself the database
    /// lets whoever asks again soonest in, and one that writes back to back keeps all others out.
    #[derive(Clone, Default)]
    pub struct Turns(std::sync::Arc<parking_lot::FairMutex<()>>);

    impl Turns {
        /// Waits for it, so long at most.
        #[must_use]
        pub fn next(&self, patience: std::time::Duration) -> Option<parking_lot::FairMutexGuard<'_, ()>> {
            self.0.try_lock_for(patience)
        }
    }
    /// Connections that read and that write, of so many: there is one turn.
    #[must_use]
    pub const fn split(all: u32) -> (u32, u32) {
        (all, 1)
    }
    /// The rights of the four processes' roles: this database has none.
    pub const ROLES: Option<&str> = None;
    /// Connections a pool opens where nothing is configured.
    pub const POOL: u32 = 8;
}

/// A column type of [`row_set`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A uuid, written in JSON as text.
    Uuid,
    /// Text.
    Text,
    /// A 64-bit integer.
    BigInt,
    /// A moment, written by `instant_text`; null is no moment.
    Instant,
    /// A JSON object.
    Json,
}
