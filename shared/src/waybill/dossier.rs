//! Everything an act on parcels must look at first, read in three queries for any number of parcels.

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::Value;

use super::rows::{Waybill, of_parcels};
use crate::clock::Instant;
use crate::db::backend::{Conn, LED_JOIN, row_set, sql};
use crate::db::{KEY, keys};
use crate::error::{Broken, Result};
use crate::id::{
    AssignmentId, BindingId, FulfillerId, LineId, MerchantId, OrderId, Owned, ParcelId, ReceiverId,
    ReceiverTokenId, kind,
};
use crate::parcel;

/// A parcel, its items with where they stand, its binding's terms and its latest waybill.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    pub key: Owned<kind::Parcel>,
    pub state: parcel::State,
    pub attempts: i64,
    pub weight_g: i64,
    pub receiver: ReceiverId,
    pub version: i64,
    /// None where a merchant ships for himself.
    pub binding: Option<Terms>,
    pub items: Vec<Item>,
    pub waybill: Option<Waybill>,
}

/// What of a binding matters to a waybill.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    pub binding: BindingId,
    /// Open work may be finished.
    pub live: bool,
    /// None named means all.
    pub carriers: Vec<String>,
    pub merchant_pays: bool,
    pub daily_waybills: Option<i64>,
    pub daily_fen: Option<i64>,
}

/// Pieces in a parcel.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub assignment: AssignmentId,
    pub order: OrderId,
    pub line: LineId,
    pub quantity: i64,
    pub goods: String,
    pub accepted: bool,
    pub order_open: bool,
    pub refund_open: bool,
    pub token: Option<ReceiverTokenId>,
    pub receiver: ReceiverId,
    pub receiver_write: i64,
    pub region: i64,
}

impl Dossier {
    /// The item whose order's receiver the parcel was made for, if that order still has it.
    pub fn addressee(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.receiver == self.receiver)
    }

    /// The live waybill.
    pub fn live(&self) -> Option<&Waybill> {
        self.waybill.as_ref().filter(|waybill| waybill.state.live())
    }
}

#[derive(QueryableByName)]
struct ParcelRow {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: ParcelId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    shipped_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    ended_at: Option<Instant>,
    #[diesel(sql_type = sql::BigInt)]
    attempts: i64,
    #[diesel(sql_type = sql::BigInt)]
    weight_g: i64,
    #[diesel(sql_type = sql::Uuid)]
    receiver_id: ReceiverId,
    #[diesel(sql_type = sql::BigInt)]
    version: i64,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    binding_id: Option<BindingId>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    binding_state: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Json>)]
    carriers: Option<Value>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    waybill_payer: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::BigInt>)]
    daily_waybills: Option<i64>,
    #[diesel(sql_type = sql::Nullable<sql::BigInt>)]
    daily_fen: Option<i64>,
}

#[derive(QueryableByName)]
struct ItemRow {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::Uuid)]
    assignment_id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    order_id: OrderId,
    #[diesel(sql_type = sql::Uuid)]
    line_id: LineId,
    #[diesel(sql_type = sql::BigInt)]
    quantity: i64,
    #[diesel(sql_type = sql::Text)]
    name: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Text)]
    order_state: String,
    #[diesel(sql_type = sql::BigInt)]
    refunds: i64,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    receiver_token: Option<ReceiverTokenId>,
    #[diesel(sql_type = sql::Uuid)]
    receiver_id: ReceiverId,
    #[diesel(sql_type = sql::BigInt)]
    receiver_write: i64,
    #[diesel(sql_type = sql::BigInt)]
    region: i64,
}

/// The dossiers of these parcels of `fulfiller`; parcels of others are not there.
pub(crate) fn load(
    conn: &mut Conn,
    fulfiller: FulfillerId,
    which: &[Owned<kind::Parcel>],
) -> Result<HashMap<Owned<kind::Parcel>, Dossier>> {
    if which.is_empty() {
        return Ok(HashMap::new());
    }
    let keys = keys(which.iter().copied());
    let mut dossiers = HashMap::new();
    for row in parcels(conn, fulfiller, &keys)? {
        let dossier = Dossier::try_from(row)?;
        dossiers.insert(dossier.key, dossier);
    }
    for row in items(conn, &keys)? {
        if let Some(dossier) = dossiers.get_mut(&Owned::new(row.merchant_id, row.parcel_id)) {
            dossier.items.push(row.into());
        }
    }
    for (parcel, waybill) in of_parcels(conn, dossiers.keys().copied())? {
        if let Some(dossier) = dossiers.get_mut(&parcel) {
            dossier.waybill = Some(waybill);
        }
    }
    Ok(dossiers)
}

fn parcels(conn: &mut Conn, fulfiller: FulfillerId, keys: &str) -> Result<Vec<ParcelRow>> {
    let statement = format!(
        "SELECT p.merchant_id, p.id, p.state, p.shipped_at, p.ended_at, p.attempts, p.weight_g, p.receiver_id,
                p.version, p.binding_id, b.state AS binding_state, b.carriers, b.waybill_payer, b.daily_waybills,
                b.daily_fen
         FROM {} r
         {LED_JOIN} parcels p ON p.merchant_id = r.merchant AND p.id = r.thing AND p.fulfiller_id = $2
         LEFT JOIN bindings b ON b.merchant_id = p.merchant_id AND b.id = p.binding_id",
        row_set(1, KEY)
    );
    Ok(diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys)
        .bind::<sql::Uuid, _>(fulfiller)
        .load(conn)?)
}

fn items(conn: &mut Conn, keys: &str) -> Result<Vec<ItemRow>> {
    let statement = format!(
        "SELECT i.merchant_id, i.parcel_id, i.assignment_id, i.order_id, i.line_id, i.quantity, d.name, a.state,
                o.state AS order_state, a.receiver_token, o.receiver_id, o.receiver_write, o.region,
                (SELECT COUNT(*) FROM refunds f WHERE f.merchant_id = i.merchant_id AND f.line_id = i.line_id
                    AND f.state = 'open' AND f.overridden_at IS NULL) AS refunds
         FROM {} r
         {LED_JOIN} parcel_items i ON i.merchant_id = r.merchant AND i.parcel_id = r.thing
         JOIN assignments a ON a.merchant_id = i.merchant_id AND a.id = i.assignment_id
         JOIN orders o ON o.merchant_id = i.merchant_id AND o.id = i.order_id
         JOIN lines l ON l.merchant_id = i.merchant_id AND l.id = i.line_id
         JOIN products d ON d.merchant_id = l.merchant_id AND d.id = l.product_id
         ORDER BY i.merchant_id, i.parcel_id, i.assignment_id, i.line_id",
        row_set(1, KEY)
    );
    Ok(diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys)
        .load(conn)?)
}

impl TryFrom<ParcelRow> for Dossier {
    type Error = Broken;

    fn try_from(row: ParcelRow) -> Result<Self, Broken> {
        let state = parcel::State::of(&row.state, row.shipped_at, row.ended_at)
            .ok_or_else(|| Broken::row("parcels", "state", row.id))?;
        Ok(Self {
            key: Owned::new(row.merchant_id, row.id),
            state,
            attempts: row.attempts,
            weight_g: row.weight_g,
            receiver: row.receiver_id,
            version: row.version,
            binding: row.terms()?,
            items: Vec::new(),
            waybill: None,
        })
    }
}

impl ParcelRow {
    fn terms(&self) -> Result<Option<Terms>, Broken> {
        let Some(binding) = self.binding_id else {
            return Ok(None);
        };
        let carriers = self.carriers.clone().unwrap_or_default();
        let carriers =
            serde_json::from_value(carriers).map_err(|_| Broken::row("bindings", "carriers", binding))?;
        Ok(Some(Terms {
            binding,
            live: matches!(self.binding_state.as_deref(), Some("active" | "ending")),
            carriers,
            merchant_pays: self.waybill_payer.as_deref() == Some("merchant"),
            daily_waybills: self.daily_waybills,
            daily_fen: self.daily_fen,
        }))
    }
}

impl From<ItemRow> for Item {
    fn from(row: ItemRow) -> Self {
        Self {
            assignment: row.assignment_id,
            order: row.order_id,
            line: row.line_id,
            quantity: row.quantity,
            goods: row.name,
            accepted: row.state == "accepted",
            order_open: row.order_state == "open",
            refund_open: row.refunds > 0,
            token: row.receiver_token,
            receiver: row.receiver_id,
            receiver_write: row.receiver_write,
            region: row.region,
        }
    }
}

impl Dossier {
    /// Its pieces, `sign` times.
    pub fn pieces(&self, sign: i64) -> impl Iterator<Item = parcel::rows::Pieces> + '_ {
        self.items.iter().map(move |item| parcel::rows::Pieces {
            assignment: Owned::new(self.key.owner, item.assignment),
            line: item.line,
            quantity: item.quantity.saturating_mul(sign),
        })
    }
}
