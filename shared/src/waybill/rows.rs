//! Rows of waybills; a row becomes a domain value only through `TryFrom`.

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::{Value, json};

use super::State;
use crate::clock::Instant;
use crate::db::backend::{Column, Conn, LED_JOIN, row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::{Broken, Result};
use crate::id::{FulfillerId, MerchantId, Owned, ParcelId, PartyId, WaybillAccountId, WaybillId, kind};
use crate::ledger::AccountKey;

/// A waybill with everything of its row.
#[derive(Debug, Clone)]
pub(crate) struct Waybill {
    pub key: Owned<kind::Waybill>,
    pub parcel: Owned<kind::Parcel>,
    pub fulfiller: FulfillerId,
    pub client_ref: String,
    pub carrier: String,
    pub state: State,
    pub account: Option<AccountKey>,
    pub sorting_code: String,
    pub hub: String,
    pub product: String,
    /// Held while a number is awaited, spent once it is issued; in fen.
    pub fee_fen: i64,
    /// Why the carrier would not take it back, or why none was sold.
    pub code: Option<String>,
    pub remedy: String,
    pub receiver_write: i64,
    pub reserved_at: Instant,
    pub version: i64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: WaybillId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Text)]
    client_ref: String,
    #[diesel(sql_type = sql::Text)]
    carrier: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    account_party_id: Option<PartyId>,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    account_id: Option<WaybillAccountId>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    number: Option<String>,
    #[diesel(sql_type = sql::Text)]
    sorting_code: String,
    #[diesel(sql_type = sql::Text)]
    hub: String,
    #[diesel(sql_type = sql::Text)]
    product: String,
    #[diesel(sql_type = sql::BigInt)]
    fee_fen: i64,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    code: Option<String>,
    #[diesel(sql_type = sql::Text)]
    remedy: String,
    #[diesel(sql_type = sql::BigInt)]
    receiver_write: i64,
    #[diesel(sql_type = sql::Instant)]
    reserved_at: Instant,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    issued_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    ended_at: Option<Instant>,
    #[diesel(sql_type = sql::Bool)]
    voiding: bool,
    #[diesel(sql_type = sql::BigInt)]
    version: i64,
}

impl TryFrom<&Row> for State {
    type Error = Broken;

    fn try_from(row: &Row) -> Result<Self, Broken> {
        let broken = || Broken::row("waybills", "state", row.id);
        let (number, voiding) = (row.number.clone(), row.voiding);
        Ok(match (row.state.as_str(), number, row.issued_at, row.ended_at) {
            ("reserved", None, None, None) => Self::Reserved,
            ("unknown", None, None, None) => Self::Unknown,
            ("issued", Some(number), Some(issued_at), None) => Self::Issued {
                number,
                issued_at,
                voiding,
            },
            ("external", Some(number), Some(issued_at), None) => Self::External { number, issued_at },
            ("void", Some(number), _, Some(ended_at)) => Self::Void { number, ended_at },
            ("failed", None, None, Some(ended_at)) => Self::Failed {
                code: row.code.clone().ok_or_else(broken)?,
                remedy: row.remedy.clone(),
                ended_at,
            },
            _ => return Err(broken()),
        })
    }
}

impl TryFrom<Row> for Waybill {
    type Error = Broken;

    fn try_from(row: Row) -> Result<Self, Broken> {
        let state = State::try_from(&row)?;
        let account = match (row.account_party_id, row.account_id) {
            (Some(party), Some(id)) => Some(AccountKey { party, id }),
            (None, None) => None,
            _ => return Err(Broken::row("waybills", "account_id", row.id)),
        };
        Ok(Self {
            key: Owned::new(row.merchant_id, row.id),
            parcel: Owned::new(row.merchant_id, row.parcel_id),
            fulfiller: row.fulfiller_id,
            client_ref: row.client_ref,
            carrier: row.carrier,
            state,
            account,
            sorting_code: row.sorting_code,
            hub: row.hub,
            product: row.product,
            fee_fen: row.fee_fen,
            code: row.code,
            remedy: row.remedy,
            receiver_write: row.receiver_write,
            reserved_at: row.reserved_at,
            version: row.version,
        })
    }
}

/// Waybills by their keys.
pub(crate) fn load(
    conn: &mut Conn,
    which: impl IntoIterator<Item = Owned<kind::Waybill>>,
) -> Result<HashMap<Owned<kind::Waybill>, Waybill>> {
    let found = select(conn, "w.id", &keys(which))?;
    Ok(found.into_iter().map(|waybill| (waybill.key, waybill)).collect())
}

/// Of each parcel its live waybill, or else its latest.
pub(crate) fn of_parcels(
    conn: &mut Conn,
    parcels: impl IntoIterator<Item = Owned<kind::Parcel>>,
) -> Result<HashMap<Owned<kind::Parcel>, Waybill>> {
    let mut latest: HashMap<Owned<kind::Parcel>, Waybill> = HashMap::new();
    for waybill in select(conn, "w.parcel_id", &keys(parcels))? {
        let rank = |w: &Waybill| (w.state.live(), w.key.id);
        match latest.get(&waybill.parcel) {
            Some(other) if rank(other) > rank(&waybill) => {}
            _ => drop(latest.insert(waybill.parcel, waybill)),
        }
    }
    Ok(latest)
}

fn select(conn: &mut Conn, column: &str, keys: &str) -> Result<Vec<Waybill>> {
    let statement = format!(
        "SELECT w.merchant_id, w.id, w.parcel_id, w.fulfiller_id, w.client_ref, w.carrier, w.state,
                w.account_party_id, w.account_id, w.number, w.sorting_code, w.hub, w.product, w.fee_fen, w.code,
                w.remedy, w.receiver_write, w.reserved_at, w.issued_at, w.ended_at, w.voiding, w.version
         FROM {} r {LED_JOIN} waybills w ON w.merchant_id = r.merchant AND {column} = r.thing",
        row_set(1, KEY)
    );
    let rows: Vec<Row> = diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(Waybill::try_from)
        .collect::<Result<_, _>>()?)
}

const NEXT: &[(&str, Column)] = &[
    ("merchant", Column::Uuid),
    ("thing", Column::Uuid),
    ("was", Column::BigInt),
    ("state", Column::Text),
    ("number", Column::Text),
    ("sorting_code", Column::Text),
    ("hub", Column::Text),
    ("fee", Column::BigInt),
    ("code", Column::Text),
    ("remedy", Column::Text),
    ("voiding", Column::BigInt),
];

/// Writes next states over the rows they were decided on; whoever lost a race is told by `false`.
pub(crate) fn write(tx: &mut Tx<'_>, next: &[&Waybill]) -> Result<bool> {
    if next.is_empty() {
        return Ok(true);
    }
    let rows: Vec<Value> = next.iter().map(|waybill| waybill.json()).collect();
    let statement = format!(
        "UPDATE waybills SET state = r.state, number = r.number, sorting_code = r.sorting_code, hub = r.hub,
                fee_fen = r.fee, code = r.code, remedy = r.remedy, voiding = (r.voiding = 1),
                issued_at = CASE WHEN r.state = 'issued' AND issued_at IS NULL THEN $1 ELSE issued_at END,
                ended_at = CASE WHEN r.state IN ('failed', 'void') THEN $1 ELSE ended_at END,
                version = version + 1
         FROM {} r WHERE merchant_id = r.merchant AND id = r.thing AND version = r.was",
        row_set(2, NEXT)
    );
    let written = diesel::sql_query(statement)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .execute(tx.conn())?;
    Ok(written == next.len())
}

impl Waybill {
    fn json(&self) -> Value {
        let (code, remedy) = match &self.state {
            State::Failed { code, remedy, .. } => (Some(code.as_str()), remedy.as_str()),
            _ => (self.code.as_deref(), self.remedy.as_str()),
        };
        let voiding = matches!(self.state, State::Issued { voiding: true, .. });
        json!({
            "merchant": self.key.owner.raw(), "thing": self.key.id.raw(), "was": self.version,
            "state": self.state.text(), "number": self.state.number(), "sorting_code": self.sorting_code,
            "hub": self.hub, "fee": self.fee_fen, "code": code, "remedy": remedy, "voiding": i64::from(voiding),
        })
    }
}

const FRESH: &[(&str, Column)] = &[
    ("merchant", Column::Uuid),
    ("id", Column::Uuid),
    ("parcel", Column::Uuid),
    ("fulfiller", Column::Uuid),
    ("client_ref", Column::Text),
    ("carrier", Column::Text),
    ("state", Column::Text),
    ("account_party", Column::Uuid),
    ("account", Column::Uuid),
    ("number", Column::Text),
    ("product", Column::Text),
    ("fee", Column::BigInt),
    ("receiver_write", Column::BigInt),
];

/// Writes new waybills, and what they make of their parcels: one attempt more, the receiver as it is now.
pub(crate) fn insert(tx: &mut Tx<'_>, fresh: &[Waybill]) -> Result<()> {
    if fresh.is_empty() {
        return Ok(());
    }
    let row = |w: &Waybill| {
        json!({
            "merchant": w.key.owner.raw(), "id": w.key.id.raw(), "parcel": w.parcel.id.raw(),
            "fulfiller": w.fulfiller.raw(), "client_ref": w.client_ref, "carrier": w.carrier,
            "state": w.state.text(), "account_party": w.account.map(|a| a.party.raw()),
            "account": w.account.map(|a| a.id.raw()), "number": w.state.number(), "product": w.product,
            "fee": w.fee_fen, "receiver_write": w.receiver_write,
        })
    };
    let rows = Value::from(fresh.iter().map(row).collect::<Vec<_>>()).to_string();
    let waybills = format!(
        "INSERT INTO waybills (merchant_id, id, parcel_id, fulfiller_id, client_ref, carrier, state,
                account_party_id, account_id, number, sorting_code, hub, product, fee_fen, code, remedy,
                receiver_write, reserved_at, issued_at, ended_at, voiding, version, binding_id)
         SELECT r.merchant, r.id, r.parcel, r.fulfiller, r.client_ref, r.carrier, r.state,
                r.account_party, r.account, r.number, '', '', r.product, r.fee, NULL, '',
                r.receiver_write, $1, CASE WHEN r.state = 'external' THEN $1 END, NULL, false, 1,
                (SELECT p.binding_id FROM parcels p WHERE p.merchant_id = r.merchant AND p.id = r.parcel) FROM {} r",
        row_set(2, FRESH)
    );
    let parcels = format!(
        "UPDATE parcels SET attempts = attempts + 1, receiver_write = r.receiver_write, version = version + 1,
                stage = CASE WHEN r.state = 'external' THEN 'ship' ELSE stage END
         FROM {} r WHERE merchant_id = r.merchant AND parcels.id = r.parcel",
        row_set(1, FRESH)
    );
    let now = tx.now();
    diesel::sql_query(waybills)
        .bind::<sql::Instant, _>(now)
        .bind::<sql::Text, _>(&rows)
        .execute(tx.conn())?;
    diesel::sql_query(parcels)
        .bind::<sql::Text, _>(&rows)
        .execute(tx.conn())?;
    Ok(())
}

/// Moves parcels to a stage; at `number` what was printed counts no more.
pub(crate) fn move_parcels<'a>(
    tx: &mut Tx<'_>,
    parcels: impl IntoIterator<Item = &'a Owned<kind::Parcel>>,
    stage: &str,
) -> Result<()> {
    let parcels = keys(parcels.into_iter().copied());
    let statement = format!(
        "UPDATE parcels SET stage = $1, version = version + 1,
                prints = CASE WHEN $1 = 'number' THEN 0 ELSE prints END
         FROM {} r WHERE merchant_id = r.merchant AND id = r.thing AND state = 'planned'",
        row_set(2, KEY)
    );
    diesel::sql_query(statement)
        .bind::<sql::Text, _>(stage)
        .bind::<sql::Text, _>(parcels)
        .execute(tx.conn())?;
    Ok(())
}
