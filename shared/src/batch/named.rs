//! The numbers people know refused rows by: of orders, of assignments, of parcels; only those one may see anyway.

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::json;

use crate::db::backend::{Column, Conn, LED_JOIN, row_set, sql};
use crate::error::Result;
use crate::id::{self, Owned, PartyId, ThingId, kind};

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = sql::Uuid)]
    id: ThingId,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    number: Option<String>,
}

/// How a kind is named to the party `$1`, and where from.
struct Naming {
    number: &'static str,
    from: &'static str,
}

/// A merchant's own order numbers.
const ORDERS: Naming = Naming {
    number: "CASE WHEN t.merchant_id = $1 THEN t.external_no END",
    from: "orders t ON t.merchant_id = r.merchant AND t.id = r.thing",
};
/// The merchant's own number, or the name between him and the fulfiller.
const ASSIGNMENTS: Naming = Naming {
    number: "CASE WHEN t.merchant_id = $1 THEN o.external_no WHEN t.fulfiller_id = $1 THEN t.alias END",
    from: "assignments t ON t.merchant_id = r.merchant AND t.id = r.thing \
           JOIN orders o ON o.merchant_id = t.merchant_id AND o.id = t.order_id",
};
/// The number a parcel travels under, if it has one.
const PARCELS: Naming = Naming {
    number: "CASE WHEN $1 IN (t.merchant_id, t.fulfiller_id) THEN w.number END",
    from: "parcels t ON t.merchant_id = r.merchant AND t.id = r.thing \
           JOIN waybills w ON w.merchant_id = t.merchant_id AND w.parcel_id = t.id \
           AND w.state IN ('issued', 'external')",
};

/// The number of each subject that has one, by subject.
///
/// # Errors
/// The database's own.
pub(super) fn numbers(
    conn: &mut Conn,
    party: PartyId,
    subjects: &[String],
) -> Result<HashMap<String, String>> {
    let mut all = HashMap::new();
    find::<kind::Order>(conn, party, subjects, &ORDERS, &mut all)?;
    find::<kind::Assignment>(conn, party, subjects, &ASSIGNMENTS, &mut all)?;
    find::<kind::Parcel>(conn, party, subjects, &PARCELS, &mut all)?;
    Ok(all)
}

fn find<K: id::Kind>(
    conn: &mut Conn,
    party: PartyId,
    subjects: &[String],
    naming: &Naming,
    all: &mut HashMap<String, String>,
) -> Result<()> {
    let keys: Vec<Owned<K>> = subjects
        .iter()
        .filter_map(|subject| subject.parse().ok())
        .collect();
    if keys.is_empty() {
        return Ok(());
    }
    let Naming { number, from } = naming;
    let columns = [("merchant", Column::Uuid), ("thing", Column::Uuid)];
    let text = format!(
        "SELECT t.id, {number} AS number FROM {} r {LED_JOIN} {from}",
        row_set(2, &columns)
    );
    let rows: Vec<_> = keys
        .iter()
        .map(|key| json!({ "merchant": key.owner.raw(), "thing": key.id.raw() }))
        .collect();
    let found: Vec<Named> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(party)
        .bind::<sql::Text, _>(json!(rows).to_string())
        .load(conn)?;
    let numbers: HashMap<ThingId, String> = found
        .into_iter()
        .filter_map(|row| Some((row.id, row.number?)))
        .collect();
    for key in keys {
        if let Some(number) = numbers.get(&key.id.cast()) {
            all.insert(key.to_string(), number.clone());
        }
    }
    Ok(())
}
