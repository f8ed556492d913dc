//! Floors: what the same rows cost in raw SQL, with every index and every fsync in place, and nothing else.

pub mod assign;
pub mod ingest;
pub mod list;
pub mod waybill;

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use shared::db::backend::{self, Conn, sql};
use shared::id::MerchantId;
use uuid::Uuid;

use crate::Fallible;

/// A JSON array of ids, the form `backend::id_set` reads.
pub fn json_ids(ids: &[Uuid]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    format!("[{}]", quoted.join(","))
}

/// Runs statements over one set of ids in one durable transaction; `$1` is the merchant, `{set}` the set.
pub fn in_one_transaction(
    conn: &mut Conn,
    owner: MerchantId,
    ids: &[Uuid],
    statements: &[&str],
) -> Fallible<()> {
    let ids = json_ids(ids);
    let set = backend::id_set(2);
    backend::transact(conn, |conn| {
        for statement in statements {
            diesel::sql_query(statement.replace("{set}", &set))
                .bind::<sql::Uuid, _>(owner)
                .bind::<sql::Text, _>(&ids)
                .execute(conn)?;
        }
        Ok::<_, diesel::result::Error>(())
    })?;
    Ok(())
}

/// SQL of the present moment, as text of this backend.
pub fn now() -> String {
    let text = backend::instant_text(shared::clock::Clock::system().now());
    if crate::base::on_postgres() {
        format!("'{text}'::timestamptz")
    } else {
        format!("'{text}'")
    }
}

/// Lets the planner know what is there.
pub fn analyze(conn: &mut Conn) -> Fallible<()> {
    Ok(conn.batch_execute("ANALYZE")?)
}
