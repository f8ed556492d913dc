//! The shape of a parcel on the packing line and in the merchant's panel: goods, region, number; never a receiver.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;

use super::state::{Stage, State};
use crate::clock::Instant;
use crate::db::backend::{Conn, LED_JOIN, row_set, sql};
use crate::db::{KEY, keys};
use crate::error::{Broken, Result};
use crate::id::{AssignmentId, FulfillerId, LineId, MerchantId, Owned, ParcelId, ReceiverTokenId, kind};
use crate::waybill;
use crate::waybill::rows::of_parcels;

/// One parcel.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = Parcel)]
pub struct Card {
    /// Its id.
    pub id: Owned<kind::Parcel>,
    /// Whose goods they are.
    pub merchant: MerchantId,
    /// Who packs it.
    pub fulfiller: FulfillerId,
    /// planned, shipped, in_transit, delivered, returned or dropped.
    pub state: &'static str,
    /// What it waits for.
    pub stage: Stage,
    /// Division code of where it goes.
    pub region: i64,
    /// Equal receivers have equal tokens while work is open; only another party's that packs.
    pub receiver_token: Option<ReceiverTokenId>,
    /// What is in it.
    pub items: Vec<ItemView>,
    /// Its live number, or what became of the latest try.
    pub waybill: Option<waybill::list::View>,
    /// A buyer wants goods of it back: it waits until the merchant decides.
    pub refund_open: bool,
    /// The receiver changed after its number was taken: void the number and take a new one.
    pub receiver_changed: bool,
    /// Labels printed.
    pub prints: i64,
    /// Weight in gram, 0 where unknown.
    pub weight_g: i64,
    /// A word for the packing line.
    pub note: String,
    /// When it was planned.
    pub created_at: Instant,
    /// When its goods were checked against the label it has now.
    pub verified_at: Option<Instant>,
    /// When it left.
    pub shipped_at: Option<Instant>,
    /// The verbs legal now.
    pub actions: Vec<Action>,
    /// Grows with each change.
    pub version: i64,
}

/// A verb of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ParcelAction)]
pub enum Action {
    /// A number can be taken.
    Take,
    /// A number can be typed.
    External,
    /// Its label can be printed.
    Print,
    /// Its goods can be checked against the label.
    Verify,
    /// It can leave.
    Ship,
    /// Its number can be given back.
    Void,
    /// It can be unpacked.
    Drop,
}

/// Pieces in a parcel.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = ParcelItem)]
pub struct ItemView {
    /// The assignment.
    pub assignment: Owned<kind::Assignment>,
    /// The order's number: the source's for the merchant, an alias for the fulfiller.
    pub number: String,
    /// The line.
    pub line: Owned<kind::Line>,
    /// The merchant's SKU.
    pub sku: String,
    /// The product.
    pub name: String,
    /// Colour, size and the like.
    pub spec: String,
    /// The factory's own SKU, where the binding maps it.
    pub fulfiller_sku: Option<String>,
    /// The barcode on it.
    pub barcode: String,
    /// Pieces.
    pub quantity: i64,
    /// What stands in the assignment's way.
    pub exception: Option<String>,
    /// Why the merchant asks for it back, while that is not answered; empty where he did not say.
    pub recall: Option<String>,
}

/// Whose eyes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Viewer {
    Fulfiller(FulfillerId),
    Merchant(MerchantId),
}

#[derive(QueryableByName)]
struct ParcelRow {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: ParcelId,
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Text)]
    stage: String,
    #[diesel(sql_type = sql::BigInt)]
    prints: i64,
    #[diesel(sql_type = sql::BigInt)]
    weight_g: i64,
    #[diesel(sql_type = sql::Text)]
    note: String,
    #[diesel(sql_type = sql::Instant)]
    created_at: Instant,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    verified_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    shipped_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    ended_at: Option<Instant>,
    #[diesel(sql_type = sql::BigInt)]
    version: i64,
    #[diesel(sql_type = sql::BigInt)]
    moved: i64,
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
    line_id: LineId,
    #[diesel(sql_type = sql::BigInt)]
    quantity: i64,
    #[diesel(sql_type = sql::Text)]
    alias: String,
    #[diesel(sql_type = sql::Text)]
    external_no: String,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    receiver_token: Option<ReceiverTokenId>,
    #[diesel(sql_type = sql::BigInt)]
    region: i64,
    #[diesel(sql_type = sql::BigInt)]
    refunds: i64,
    #[diesel(sql_type = sql::Text)]
    sku: String,
    #[diesel(sql_type = sql::Text)]
    name: String,
    #[diesel(sql_type = sql::Text)]
    spec: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    fulfiller_sku: Option<String>,
    #[diesel(sql_type = sql::Text)]
    barcode: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    exception: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    recall: Option<String>,
}

/// Cards of parcels of this fulfiller; parcels of others are not there.
pub(crate) fn of_fulfiller(
    conn: &mut Conn,
    fulfiller: FulfillerId,
    which: &[Owned<kind::Parcel>],
) -> Result<HashMap<Owned<kind::Parcel>, Card>> {
    cards(conn, Viewer::Fulfiller(fulfiller), which)
}

/// Cards of parcels as the viewer may see them, in four queries.
pub(super) fn cards(
    conn: &mut Conn,
    viewer: Viewer,
    which: &[Owned<kind::Parcel>],
) -> Result<HashMap<Owned<kind::Parcel>, Card>> {
    if which.is_empty() {
        return Ok(HashMap::new());
    }
    let keys = keys(which.iter().copied());
    let mut cards = HashMap::new();
    for row in parcels(conn, viewer, &keys)? {
        let card = Card::try_from(row)?;
        cards.insert(card.id, card);
    }
    for row in items(conn, &keys)? {
        if let Some(card) = cards.get_mut(&Owned::new(row.merchant_id, row.parcel_id)) {
            card.add(row, viewer);
        }
    }
    for (parcel, waybill) in of_parcels(conn, cards.keys().copied())? {
        if let Some(card) = cards.get_mut(&parcel) {
            card.number(waybill.into());
        }
    }
    for card in cards.values_mut() {
        card.actions = card.legal(viewer);
    }
    Ok(cards)
}

fn parcels(conn: &mut Conn, viewer: Viewer, keys: &str) -> Result<Vec<ParcelRow>> {
    let (column, party) = match viewer {
        Viewer::Fulfiller(fulfiller) => ("fulfiller_id", fulfiller.raw()),
        Viewer::Merchant(merchant) => ("merchant_id", merchant.raw()),
    };
    let statement = format!(
        "SELECT p.merchant_id, p.id, p.fulfiller_id, p.state, p.stage, p.prints, p.weight_g, p.note, p.created_at,
                p.verified_at, p.shipped_at, p.ended_at, p.version,
                (SELECT COUNT(*) FROM waybills w
                    JOIN parcel_items i ON i.merchant_id = w.merchant_id AND i.parcel_id = w.parcel_id
                    JOIN orders o ON o.merchant_id = i.merchant_id AND o.id = i.order_id
                        AND o.receiver_id = p.receiver_id AND o.receiver_write <> w.receiver_write
                    WHERE w.merchant_id = p.merchant_id AND w.parcel_id = p.id
                        AND w.state IN ('reserved', 'issued', 'unknown', 'external')) AS moved
         FROM {} r {LED_JOIN} parcels p ON p.merchant_id = r.merchant AND p.id = r.thing AND p.{column} = $2",
        row_set(1, KEY)
    );
    let party: crate::id::PartyId = crate::id::Id::of(party);
    Ok(diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys)
        .bind::<sql::Uuid, _>(party)
        .load(conn)?)
}

fn items(conn: &mut Conn, keys: &str) -> Result<Vec<ItemRow>> {
    let statement = format!(
        "SELECT i.merchant_id, i.parcel_id, i.assignment_id, i.line_id, i.quantity, a.alias, o.external_no,
                a.receiver_token, o.region, d.sku,
                (SELECT COUNT(*) FROM refunds f WHERE f.merchant_id = i.merchant_id AND f.line_id = i.line_id
                    AND f.state = 'open' AND f.overridden_at IS NULL) AS refunds, d.name, d.spec, m.fulfiller_sku, d.barcode,
                a.exception, q.reason AS recall
         FROM {} r
         {LED_JOIN} parcel_items i ON i.merchant_id = r.merchant AND i.parcel_id = r.thing
         JOIN assignments a ON a.merchant_id = i.merchant_id AND a.id = i.assignment_id
         JOIN orders o ON o.merchant_id = i.merchant_id AND o.id = i.order_id
         JOIN lines l ON l.merchant_id = i.merchant_id AND l.id = i.line_id
         JOIN products d ON d.merchant_id = l.merchant_id AND d.id = l.product_id
         LEFT JOIN sku_map m ON m.merchant_id = a.merchant_id AND m.binding_id = a.binding_id
              AND m.product_id = l.product_id
         LEFT JOIN recall_requests q ON q.merchant_id = a.merchant_id AND q.assignment_id = a.id AND q.state = 'asked'
         ORDER BY i.merchant_id, i.parcel_id, a.alias, l.ordinal",
        row_set(1, KEY)
    );
    Ok(diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys)
        .load(conn)?)
}

impl TryFrom<ParcelRow> for Card {
    type Error = Broken;

    fn try_from(row: ParcelRow) -> Result<Self, Broken> {
        let broken = |column| Broken::row("parcels", column, row.id);
        let state = State::of(&row.state, row.shipped_at, row.ended_at).ok_or_else(|| broken("state"))?;
        let stage = Stage::of(&row.stage).ok_or_else(|| broken("stage"))?;
        Ok(Self {
            id: Owned::new(row.merchant_id, row.id),
            merchant: row.merchant_id,
            fulfiller: row.fulfiller_id,
            state: state.text(),
            stage,
            region: 0,
            receiver_token: None,
            items: Vec::new(),
            waybill: None,
            refund_open: false,
            receiver_changed: state == State::Planned && row.moved > 0,
            prints: row.prints,
            weight_g: row.weight_g,
            note: row.note,
            created_at: row.created_at,
            verified_at: row.verified_at,
            shipped_at: row.shipped_at,
            actions: Vec::new(),
            version: row.version,
        })
    }
}

impl Card {
    fn add(&mut self, row: ItemRow, viewer: Viewer) {
        self.region = row.region;
        self.refund_open |= row.refunds > 0;
        let (number, token) = match viewer {
            // A merchant who packs asks which receivers are equal on his comparison budget alone.
            Viewer::Fulfiller(own) if own.raw() == row.merchant_id.raw() => (row.alias, None),
            Viewer::Fulfiller(_) => (row.alias, row.receiver_token),
            Viewer::Merchant(_) => (row.external_no, None),
        };
        self.receiver_token = token;
        self.items.push(ItemView {
            assignment: Owned::new(row.merchant_id, row.assignment_id),
            number,
            line: Owned::new(row.merchant_id, row.line_id),
            sku: row.sku,
            name: row.name,
            spec: row.spec,
            fulfiller_sku: row.fulfiller_sku,
            barcode: row.barcode,
            quantity: row.quantity,
            exception: row.exception,
            recall: row.recall,
        });
    }

    /// What was checked against an older label counts no more.
    fn number(&mut self, waybill: waybill::list::View) {
        let label = waybill.issued_at;
        self.verified_at = self
            .verified_at
            .filter(|at| label.is_some_and(|issued| issued <= *at));
        self.waybill = Some(waybill);
    }

    /// Only whoever packs acts on a parcel, and only before it left.
    fn legal(&self, viewer: Viewer) -> Vec<Action> {
        let packs = match viewer {
            Viewer::Fulfiller(_) => true,
            Viewer::Merchant(merchant) => merchant.raw() == self.fulfiller.raw(),
        };
        if !packs || self.state != State::Planned.text() {
            return Vec::new();
        }
        let number = self
            .waybill
            .as_ref()
            .map(|waybill| (waybill.state, waybill.voiding));
        let mut verbs = match number {
            Some(("issued", false)) => vec![Action::Print, Action::Verify, Action::Ship, Action::Void],
            Some(("external", _)) => vec![Action::Verify, Action::Ship, Action::Void],
            Some(("reserved" | "unknown" | "issued", _)) => Vec::new(),
            _ => vec![Action::Take, Action::External, Action::Drop],
        };
        // What stops it leaves only the ways back.
        if self.refund_open || self.receiver_changed {
            verbs.retain(|verb| matches!(verb, Action::Void | Action::Drop));
        }
        verbs
    }
}
