//! What the four processes' roles may touch on PostgreSQL: a factory's door cannot read a receiver even if it wants to.

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use shared::db::backend::{self, Conn};
use tests::scratch::Scratch;

/// What a factory's door is refused; every statement would run for the tables' owner.
const FACTORY: &[&str] = &[
    "SELECT name_sealed FROM receivers",
    "SELECT phone_sealed FROM receivers",
    "SELECT id FROM receivers",
    "SELECT salt FROM receiver_salts",
    "SELECT phone FROM receiver_tags",
    "SELECT same FROM receiver_tags",
    "SELECT wrapped FROM data_keys",
    "SELECT wrapped FROM index_keys",
    "SELECT same FROM receiver_tokens",
    "SELECT * FROM receiver_tokens",
    "UPDATE receivers SET write_no = 2",
    "DELETE FROM receiver_salts",
    "UPDATE print_agents SET seal_key = NULL",
    "UPDATE print_agents SET sign_key = NULL",
    "DELETE FROM print_agents",
    "SELECT event FROM audit",
    "SELECT reason FROM refunds",
    "SELECT override_reason FROM refunds",
    "UPDATE refunds SET overridden_at = now()",
    "SELECT spent FROM comparisons",
    "SELECT data FROM mails",
    "SELECT address FROM mails",
    "UPDATE jobs SET state = 'dead'",
    "DELETE FROM jobs",
    "UPDATE settings SET value = '{}'",
    "UPDATE products SET name = ''",
    "SELECT retail_fen FROM orders",
    "SELECT source FROM orders",
    "SELECT price_fen FROM lines",
    "UPDATE lines SET ordered = 1",
    "UPDATE orders SET receiver_write = 9",
    "UPDATE parties SET state = 'active'",
    "UPDATE ledger SET fen = 0",
    "DELETE FROM orders",
    "DELETE FROM stirs",
    "ALTER TABLE people DISABLE ROW LEVEL SECURITY",
    "SET ROLE sealship_worker",
];

/// What a merchant's door is refused.
const MERCHANT: &[&str] = &[
    "UPDATE print_agents SET seal_key = NULL",
    "UPDATE print_agents SET sign_key = NULL",
    "UPDATE audit SET actor = ''",
    "DELETE FROM audit",
    "UPDATE data_keys SET wrapped = wrapped",
    "DELETE FROM index_keys",
    "UPDATE stirs SET noun = ''",
    "SELECT data FROM mails",
    "UPDATE jobs SET state = 'dead'",
    "DELETE FROM jobs",
    "UPDATE settings SET value = '{}'",
    "DELETE FROM comparisons",
    "SET ROLE sealship_worker",
];

/// What the operator's door is refused.
const PLATFORM: &[&str] = &[
    "SELECT data FROM mails",
    "UPDATE audit SET actor = ''",
    "UPDATE data_keys SET wrapped = wrapped",
    "SET ROLE sealship_worker",
];

/// What even the worker is refused.
const WORKER: &[&str] = &[
    "UPDATE audit SET actor = ''",
    "DELETE FROM audit",
    "DELETE FROM audit_heads",
];

/// What each door needs of the tables it is refused in part.
const ALLOWED: &[(&str, &str)] = &[
    (
        "factory",
        "SELECT merchant_id, id, viewer_id, created_at FROM receiver_tokens",
    ),
    ("factory", "SELECT id, remark, province FROM orders"),
    (
        "factory",
        "SELECT quantity FROM refunds WHERE state = 'open' AND overridden_at IS NULL",
    ),
    ("factory", "UPDATE print_agents SET name = '' WHERE false"),
    ("factory", "SELECT id, state, seal_key FROM print_agents"),
    ("merchant", "SELECT name_sealed FROM receivers"),
    ("merchant", "SELECT salt FROM receiver_salts"),
    ("platform", "UPDATE print_agents SET seal_key = NULL WHERE false"),
    ("platform", "UPDATE settings SET value = '{}' WHERE false"),
    ("worker", "SELECT wrapped FROM data_keys"),
    ("worker", "INSERT INTO audit SELECT * FROM audit WHERE false"),
];

/// People of three sides, one session each.
const PEOPLE: &str = "
    INSERT INTO people SELECT side, id, side || '@example.com', 'n', 'h', NULL, false, 0, 'zh-CN', now(), 1
        FROM (VALUES ('merchant', gen_random_uuid()), ('factory', gen_random_uuid()), ('platform', gen_random_uuid())) p(side, id);
    INSERT INTO sessions SELECT side, gen_random_uuid(), decode(md5(side), 'hex'), id, NULL, now(), now(), now(), NULL FROM people;
    INSERT INTO login_failures SELECT side, decode(md5(side), 'hex'), 1, now(), NULL FROM people;
    INSERT INTO parties SELECT id, side, 'n', 'active', '', true, 'zh-CN', mail, '{}', now(), now(), 1 FROM people;
    INSERT INTO machines SELECT id, gen_random_uuid(), side, 'm', decode(md5(side), 'hex'), '[]', 'active', NULL, now(), NULL FROM people;
    INSERT INTO refresh_tokens SELECT party_id, gen_random_uuid(), id, gen_random_uuid(), secret_hash, now(), now(), NULL, NULL FROM machines;
    INSERT INTO idempotency_keys SELECT party_id, side || ' POST /v1/x', 'k', secret_hash, 'pending', 0, 'null', now(), now() FROM machines;";

/// Tables of which a side sees its own rows alone.
const OF_A_SIDE: [&str; 6] = [
    "people",
    "sessions",
    "login_failures",
    "machines",
    "refresh_tokens",
    "idempotency_keys",
];

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// A login user in one of the roles; it goes when the test ends.
struct Login<'a> {
    scratch: &'a Scratch,
    name: String,
    conn: Option<Conn>,
}

impl<'a> Login<'a> {
    fn of(scratch: &'a Scratch, role: &str) -> Self {
        let name = format!("{role}_{}", uuid::Uuid::new_v4().simple());
        let make = format!("CREATE USER {name} IN ROLE sealship_{role} PASSWORD 'trial'");
        scratch.conn().batch_execute(&make).unwrap();
        let (scheme, rest) = scratch.url.split_once("://").unwrap();
        let host = rest.split_once('@').map_or(rest, |(_, host)| host);
        let conn = Conn::establish(&format!("{scheme}://{name}:trial@{host}")).unwrap();
        Self {
            scratch,
            name,
            conn: Some(conn),
        }
    }

    fn run(&mut self, sql: &str) -> Result<(), String> {
        self.conn
            .as_mut()
            .unwrap()
            .batch_execute(sql)
            .map_err(|error| error.to_string())
    }

    fn count(&mut self, table: &str) -> i64 {
        let query = diesel::sql_query(format!("SELECT count(*) AS n FROM {table}"));
        query.get_result::<Count>(self.conn.as_mut().unwrap()).unwrap().n
    }

    fn refused(&mut self, statements: &[&str]) {
        for sql in statements {
            let said = self.run(sql).expect_err(sql);
            let refusal = ["permission denied", "must be owner"]
                .iter()
                .any(|words| said.contains(words));
            assert!(refusal, "{}: {sql}: {said}", self.name);
        }
    }
}

impl Drop for Login<'_> {
    fn drop(&mut self) {
        self.conn.take();
        let _ = self
            .scratch
            .conn()
            .batch_execute(&format!("DROP ROLE {}", self.name));
    }
}

fn granted(folder: &tempfile::TempDir) -> Option<Scratch> {
    if backend::NAME != "postgres" {
        return None;
    }
    let scratch = Scratch::migrated(folder.path());
    let db = scratch.db();
    db.grant_roles().unwrap();
    db.grant_roles().expect("granting twice changes nothing");
    Some(scratch)
}

#[test]
fn a_database_without_roles_says_so() {
    if backend::NAME == "postgres" {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let said = Scratch::migrated(folder.path())
        .db()
        .grant_roles()
        .unwrap_err()
        .to_string();
    assert!(said.contains("--features postgres"), "{said}");
}

#[test]
fn each_role_is_refused_what_is_not_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let Some(scratch) = granted(&folder) else { return };
    Login::of(&scratch, "factory").refused(FACTORY);
    Login::of(&scratch, "merchant").refused(MERCHANT);
    Login::of(&scratch, "platform").refused(PLATFORM);
    Login::of(&scratch, "worker").refused(WORKER);
    for (role, sql) in ALLOWED {
        Login::of(&scratch, role).run(sql).expect(sql);
    }
}

#[test]
fn the_owner_of_the_tables_is_refused_none_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let Some(scratch) = granted(&folder) else { return };
    for sql in [FACTORY, MERCHANT, PLATFORM, WORKER].concat() {
        scratch.conn().batch_execute(sql).expect(sql);
    }
}

#[test]
fn no_side_sees_another_sides_people() {
    let folder = tempfile::tempdir().unwrap();
    let Some(scratch) = granted(&folder) else { return };
    scratch.conn().batch_execute(PEOPLE).unwrap();
    for side in ["merchant", "factory", "platform"] {
        let mut login = Login::of(&scratch, side);
        for table in OF_A_SIDE {
            assert_eq!(login.count(table), 1, "{side} and {table}");
        }
        let other = if side == "factory" { "merchant" } else { "factory" };
        let forged = format!("INSERT INTO login_failures VALUES ('{other}', '\\x00', 1, now(), NULL)");
        let key = format!("UPDATE idempotency_keys SET scope = '{other} POST /v1/x'");
        for forged in [forged, key] {
            let said = login.run(&forged).expect_err("a row of another side");
            assert!(said.contains("row-level security"), "{said}");
        }
    }
    let mut worker = Login::of(&scratch, "worker");
    for table in OF_A_SIDE {
        assert_eq!(worker.count(table), 3, "{table}");
    }
}
