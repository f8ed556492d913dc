//! The shape of an order in the merchant's list and panel: everything but the receiver in clear.

use std::collections::HashMap;

use serde::Serialize;

use super::rows::{self, AssignmentRow, LineRow, OrderRow, WaybillRow};
use super::state::{Origin, State};
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::error::Result;
use crate::id::{FulfillerId, MerchantId, OrderId, Owned, ProductId, kind};
use crate::vault::Vault;
use crate::vault::mask::MaskedReceiver;

/// One order of the merchant, its receiver masked.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = Order)]
pub struct Card {
    /// The order.
    pub id: Owned<kind::Order>,
    /// The source the merchant named.
    pub source: String,
    /// The source's order number.
    pub external_no: String,
    /// Where it came in.
    pub origin: Origin,
    /// Its state.
    #[serde(flatten)]
    pub state: State,
    /// When the buyer placed it.
    pub placed_at: Instant,
    /// When it must leave.
    pub ship_by: Option<Instant>,
    /// The receiver, masked; absent once shredded.
    pub receiver: Option<MaskedReceiver>,
    /// Division code of the deepest level known.
    pub region: i64,
    /// The buyer's remark, sanitised.
    pub remark: String,
    /// The merchant's own remark, sanitised.
    pub seller_remark: String,
    /// What a person must look at, if anything.
    pub exception: Option<String>,
    /// Pieces at each stage.
    pub work: Work,
    /// What the buyer paid, in fen.
    pub retail_fen: i64,
    /// The goods.
    pub lines: Vec<LineView>,
    /// Who works on it.
    pub assignments: Vec<AssignmentBrief>,
    /// Its parcels with a number.
    pub parcels: Vec<ParcelBrief>,
    /// What the caller may do with it now.
    pub actions: Vec<Action>,
    /// Send it back with a change.
    pub version: i64,
}

/// A verb of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Pieces are free to be assigned.
    Assign,
    /// Pieces may be taken back.
    Recall,
    /// The order may be closed.
    Close,
    /// The exception may be marked as seen.
    Acknowledge,
}

/// Pieces at each stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Work {
    /// Free.
    pub to_assign: i64,
    /// Given, not accepted.
    pub to_accept: i64,
    /// Accepted, without number.
    pub to_number: i64,
    /// Numbered, not printed.
    pub to_print: i64,
    /// Ready to leave.
    pub to_ship: i64,
    /// Gone.
    pub shipped: i64,
}

/// One line of goods.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct LineView {
    /// The line.
    pub id: Owned<kind::Line>,
    /// The source's line id, or our own.
    pub key: String,
    /// The product.
    pub product: ProductId,
    /// The merchant's SKU.
    pub sku: String,
    /// The product's name.
    pub name: String,
    /// Colour, size and the like.
    pub spec: String,
    /// Pieces ordered.
    pub ordered: i64,
    /// Pieces nobody has been given.
    pub free: i64,
    /// Pieces given to fulfillers.
    pub assigned: i64,
    /// Pieces refunded.
    pub refunded: i64,
    /// none, open or done.
    pub refund_state: String,
    /// Price a piece, in fen.
    pub price_fen: i64,
}

/// Who works on the order.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct AssignmentBrief {
    /// The assignment.
    pub id: Owned<kind::Assignment>,
    /// The fulfiller.
    pub fulfiller: FulfillerId,
    /// Its name.
    pub fulfiller_name: String,
    /// The number the fulfiller sees instead of the order's.
    pub alias: String,
    /// held, assigned, accepted, shipped, declined, failed or recalled.
    pub state: String,
    /// Why it was declined or failed.
    pub code: Option<String>,
    /// In the fulfiller's words.
    pub note: String,
    /// Until when it can be undone.
    pub held_until: Instant,
    /// When the fulfiller first saw it.
    pub assigned_at: Option<Instant>,
    /// Until when it should be accepted.
    pub accept_by: Option<Instant>,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// Send it back with a change.
    pub version: i64,
}

/// A parcel that has a number.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ParcelBrief {
    /// The parcel.
    pub id: Owned<kind::Parcel>,
    /// The waybill.
    pub waybill: Owned<kind::Waybill>,
    /// The carrier's code.
    pub carrier: String,
    /// The carrier's number.
    pub number: Option<String>,
    /// planned, shipped, in_transit, delivered, returned or dropped.
    pub state: String,
    /// How often its label was printed.
    pub prints: i64,
    /// When the number was issued.
    pub issued_at: Option<Instant>,
    /// When it left.
    pub shipped_at: Option<Instant>,
}

/// Loads the cards of at most a page of orders, newest first; ids that are not the merchant's are not there.
///
/// # Errors
/// When the database or the vault breaks.
pub(crate) fn load(
    conn: &mut Conn,
    vault: &Vault,
    merchant: MerchantId,
    ids: &[OrderId],
) -> Result<Vec<Card>> {
    let orders = rows::orders_by_id(conn, merchant, ids)?;
    let receivers: Vec<_> = orders
        .iter()
        .map(|order| (order.receiver_id, order.region))
        .collect();
    let mut masks = vault.masks(conn, merchant, &receivers)?;
    let mut lines = by_order(rows::lines_of(conn, merchant, ids)?, |row| row.order_id);
    let mut assignments = by_order(rows::assignments_of(conn, merchant, ids)?, |row| row.order_id);
    let mut waybills = by_order(rows::waybills_of(conn, merchant, ids)?, |row| row.order_id);
    orders
        .into_iter()
        .map(|order| {
            let mut card = Card::bare(&order, masks.remove(&order.receiver_id))?;
            card.lines = views(lines.remove(&order.id), |row| LineView::of(merchant, row));
            card.assignments = views(assignments.remove(&order.id), |row| {
                AssignmentBrief::of(merchant, row)
            });
            card.parcels = views(waybills.remove(&order.id), |row| ParcelBrief::of(merchant, row));
            Ok(card)
        })
        .collect()
}

fn by_order<T>(rows: Vec<T>, order: impl Fn(&T) -> OrderId) -> HashMap<OrderId, Vec<T>> {
    let mut map: HashMap<OrderId, Vec<T>> = HashMap::new();
    for row in rows {
        map.entry(order(&row)).or_default().push(row);
    }
    map
}

fn views<R, V>(rows: Option<Vec<R>>, view: impl Fn(R) -> V) -> Vec<V> {
    rows.unwrap_or_default().into_iter().map(view).collect()
}

impl Card {
    fn bare(row: &OrderRow, receiver: Option<MaskedReceiver>) -> Result<Self> {
        let state = row.state()?;
        Ok(Self {
            id: Owned::new(row.merchant_id, row.id),
            source: row.source.clone(),
            external_no: row.external_no.clone(),
            origin: row.origin()?,
            state,
            placed_at: row.placed_at,
            ship_by: row.ship_by,
            receiver,
            region: row.region,
            remark: row.remark.clone(),
            seller_remark: row.seller_remark.clone(),
            exception: row.exception.clone(),
            work: Work::of(row),
            retail_fen: row.retail_fen,
            lines: Vec::new(),
            assignments: Vec::new(),
            parcels: Vec::new(),
            actions: Action::legal(state, row),
            version: row.version,
        })
    }
}

impl Work {
    fn of(row: &OrderRow) -> Self {
        Self {
            to_assign: row.to_assign,
            to_accept: row.to_accept,
            to_number: row.to_number,
            to_print: row.to_print,
            to_ship: row.to_ship,
            shipped: row.shipped,
        }
    }

    /// Pieces in somebody's hands that have not left.
    #[must_use]
    pub const fn in_hand(self) -> i64 {
        self.to_accept + self.to_number + self.to_print + self.to_ship
    }
}

impl Action {
    fn legal(state: State, row: &OrderRow) -> Vec<Self> {
        let work = Work::of(row);
        let open = matches!(state, State::Open { .. });
        let closed = matches!(state, State::Closed { .. });
        let verbs = [
            (Self::Assign, open && work.to_assign > 0),
            (Self::Recall, work.in_hand() > 0),
            (Self::Close, !closed && work.in_hand() == 0),
            (Self::Acknowledge, row.exception.is_some()),
        ];
        verbs
            .into_iter()
            .filter(|(_, legal)| *legal)
            .map(|(verb, _)| verb)
            .collect()
    }
}

impl LineView {
    fn of(merchant: MerchantId, row: LineRow) -> Self {
        Self {
            id: Owned::new(merchant, row.id),
            key: row.key,
            product: row.product_id,
            sku: row.sku,
            name: row.name,
            spec: row.spec,
            ordered: row.ordered,
            free: row.free,
            assigned: row.assigned,
            refunded: row.refunded,
            refund_state: row.refund_state,
            price_fen: row.price_fen,
        }
    }
}

impl AssignmentBrief {
    fn of(merchant: MerchantId, row: AssignmentRow) -> Self {
        Self {
            id: Owned::new(merchant, row.id),
            fulfiller: row.fulfiller_id,
            fulfiller_name: row.fulfiller,
            alias: row.alias,
            state: row.state,
            code: row.code,
            note: row.note,
            held_until: row.held_until,
            assigned_at: row.assigned_at,
            accept_by: row.accept_by,
            accepted_at: row.accepted_at,
            ended_at: row.ended_at,
            created_at: row.created_at,
            version: row.version,
        }
    }
}

impl ParcelBrief {
    fn of(merchant: MerchantId, row: WaybillRow) -> Self {
        Self {
            id: Owned::new(merchant, row.parcel_id),
            waybill: Owned::new(merchant, row.id),
            carrier: row.carrier,
            number: row.number,
            state: row.parcel_state,
            prints: row.prints,
            issued_at: row.issued_at,
            shipped_at: row.shipped_at,
        }
    }
}
