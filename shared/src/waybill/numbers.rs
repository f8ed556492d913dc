//! Who has which number: one parcel each, over all merchants.

use std::collections::{BTreeSet, HashSet};

use diesel::prelude::*;
use serde_json::{Value, json};

use crate::db::backend::{Column, LED_JOIN, row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::Result;
use crate::id::{FulfillerId, MerchantId, Owned, WaybillId, kind};

#[derive(QueryableByName)]
struct Won {
    #[diesel(sql_type = sql::Uuid)]
    waybill_id: WaybillId,
}

const NUMBER: &[(&str, Column)] = &[
    ("merchant", Column::Uuid),
    ("waybill", Column::Uuid),
    ("carrier", Column::Text),
    ("number", Column::Text),
];

/// A number somebody wants for a waybill.
pub(crate) type Wanted<'a> = (Owned<kind::Waybill>, &'a str, &'a str);

/// In one order, so that two writers of the same numbers do not deadlock; a number once, for the first who names it.
fn wanted_json(wanted: &[Wanted<'_>]) -> String {
    let mut wanted: Vec<_> = wanted.to_vec();
    wanted.sort_by(|a, b| (a.1, a.2).cmp(&(b.1, b.2)));
    wanted.dedup_by(|later, first| (later.1, later.2) == (first.1, first.2));
    let row = |(key, carrier, number): &Wanted<'_>| json!({"merchant": key.owner.raw(), "waybill": key.id.raw(), "carrier": carrier, "number": number});
    Value::from(wanted.iter().map(row).collect::<Vec<_>>()).to_string()
}

/// Claims numbers, over all merchants; answers with the waybills whose number is theirs now. One that was taken from
/// its holder ([`super::lost`]) is there for the next, but whoever lost it does not get it by typing it (`typist`) again.
pub(crate) fn claim(
    tx: &mut Tx<'_>,
    wanted: &[Wanted<'_>],
    typist: Option<FulfillerId>,
) -> Result<HashSet<WaybillId>> {
    if wanted.is_empty() {
        return Ok(HashSet::new());
    }
    let statement = format!(
        "INSERT INTO waybill_numbers (carrier, number, merchant_id, waybill_id)
         SELECT r.carrier, r.number, r.merchant, r.waybill FROM {} r WHERE true
         ON CONFLICT (carrier, number) DO UPDATE SET merchant_id = excluded.merchant_id, waybill_id = excluded.waybill_id
            WHERE EXISTS (SELECT 1 FROM waybills w WHERE w.merchant_id = waybill_numbers.merchant_id
                AND w.id = waybill_numbers.waybill_id AND w.code = 'number_lost'
                AND ($2 IS NULL OR w.fulfiller_id <> $2))
         RETURNING waybill_id",
        row_set(1, NUMBER)
    );
    let won: Vec<Won> = diesel::sql_query(statement)
        .bind::<sql::Text, _>(wanted_json(wanted))
        .bind::<sql::Nullable<sql::Uuid>, _>(typist)
        .load(tx.conn())?;
    Ok(won.into_iter().map(|won| won.waybill_id).collect())
}

#[derive(QueryableByName)]
struct Holding {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    waybill_id: WaybillId,
}

/// Who holds these numbers by having typed them.
pub(crate) fn typed_holders(
    tx: &mut Tx<'_>,
    wanted: &[Wanted<'_>],
) -> Result<BTreeSet<Owned<kind::Waybill>>> {
    let statement = format!(
        "SELECT n.merchant_id, n.waybill_id FROM {} r
         {LED_JOIN} waybill_numbers n ON n.carrier = r.carrier AND n.number = r.number
         JOIN waybills w ON w.merchant_id = n.merchant_id AND w.id = n.waybill_id AND w.state = 'external'",
        row_set(1, NUMBER)
    );
    let found: Vec<Holding> = diesel::sql_query(statement)
        .bind::<sql::Text, _>(wanted_json(wanted))
        .load(tx.conn())?;
    let key = |row: Holding| Owned::new(row.merchant_id, row.waybill_id);
    Ok(found.into_iter().map(key).collect())
}

/// Lets go of numbers that were only typed, so that the right parcel can have them.
pub(crate) fn free(tx: &mut Tx<'_>, which: impl IntoIterator<Item = Owned<kind::Waybill>>) -> Result<()> {
    let statement = format!(
        "DELETE FROM waybill_numbers WHERE (carrier, number) IN (
            SELECT w.carrier, w.number FROM {} r {LED_JOIN} waybills w ON w.merchant_id = r.merchant AND w.id = r.thing)
         AND (merchant_id, waybill_id) IN (SELECT r.merchant, r.thing FROM {} r)",
        row_set(1, KEY),
        row_set(1, KEY)
    );
    diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys(which))
        .execute(tx.conn())?;
    Ok(())
}
