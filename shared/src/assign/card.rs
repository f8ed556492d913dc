//! The row both sides' lists of assignments are made of, and its goods; each side shows its own part.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::recall::Pieces;
use super::state::{Sums, Word};
use crate::clock::Instant;
use crate::db::backend::{Column, Conn, LED_JOIN, row_set, sql};
use crate::error::{Broken, Result};
use crate::id::{
    AssignmentId, BindingId, FulfillerId, LineId, MerchantId, OrderId, Owned, PartyId, ProductId,
    RecallRequestId, ReceiverTokenId, kind,
};

/// A list row: the assignment, the other side's name, the region, the open question.
#[derive(QueryableByName)]
pub(super) struct Row {
    #[diesel(sql_type = sql::Uuid)]
    pub merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    pub id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    pub order_id: OrderId,
    #[diesel(sql_type = sql::Uuid)]
    pub fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    pub binding_id: Option<BindingId>,
    #[diesel(sql_type = sql::Text)]
    pub party_name: String,
    #[diesel(sql_type = sql::Text)]
    pub alias: String,
    #[diesel(sql_type = sql::Text)]
    pub state: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    pub code: Option<String>,
    #[diesel(sql_type = sql::Text)]
    pub note: String,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    pub receiver_token: Option<ReceiverTokenId>,
    #[diesel(sql_type = sql::Instant)]
    pub placed_at: Instant,
    #[diesel(sql_type = sql::Instant)]
    pub held_until: Instant,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    pub assigned_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    pub accept_by: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    pub accepted_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    pub ship_by: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    pub ended_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    pub exception: Option<String>,
    #[diesel(embed)]
    pub work: Work,
    #[diesel(sql_type = sql::Instant)]
    pub created_at: Instant,
    #[diesel(sql_type = sql::BigInt)]
    pub version: i64,
    #[diesel(sql_type = sql::BigInt)]
    pub region: i64,
    #[diesel(sql_type = sql::Text)]
    pub remark: String,
    #[diesel(sql_type = sql::Text)]
    pub seller_remark: String,
    #[diesel(sql_type = sql::BigInt)]
    pub refunds: i64,
    #[diesel(embed)]
    pub question: QuestionRow,
}

/// The open question's columns; all null where there is none.
#[derive(QueryableByName)]
pub(super) struct QuestionRow {
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    question_id: Option<RecallRequestId>,
    #[diesel(sql_type = sql::Nullable<sql::Json>)]
    question_quantities: Option<Value>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    question_reason: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    question_asked_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::BigInt>)]
    question_version: Option<i64>,
}

/// Pieces at each stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, QueryableByName, utoipa::ToSchema)]
#[schema(as = AssignmentWork)]
pub struct Work {
    /// Waiting for an answer.
    #[diesel(sql_type = sql::BigInt)]
    pub to_accept: i64,
    /// Accepted, without number.
    #[diesel(sql_type = sql::BigInt)]
    pub to_number: i64,
    /// Numbered, not printed.
    #[diesel(sql_type = sql::BigInt)]
    pub to_print: i64,
    /// Ready to leave.
    #[diesel(sql_type = sql::BigInt)]
    pub to_ship: i64,
    /// Gone.
    #[diesel(sql_type = sql::BigInt)]
    pub shipped: i64,
}

/// The merchant asks for pieces back and waits for the answer.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = RecallQuestion)]
pub struct Question {
    /// The question.
    pub id: Owned<kind::RecallRequest>,
    /// What is wanted back.
    pub lines: Vec<Pieces>,
    /// Why.
    pub reason: String,
    /// When it was asked.
    pub asked_at: Instant,
    /// Send it back with the answer.
    pub version: i64,
}

/// One line of goods in an assignment, in both sides' words.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = AssignmentGoods)]
pub struct Goods {
    /// The line.
    pub line: Owned<kind::Line>,
    /// The product.
    pub product: ProductId,
    /// The merchant's SKU.
    pub sku: String,
    /// The fulfiller's SKU, where the two agreed on one.
    pub fulfiller_sku: Option<String>,
    /// The product's name, in the fulfiller's words where there are some.
    pub name: String,
    /// Colour, size and the like.
    pub spec: String,
    /// The barcode on it.
    pub barcode: String,
    /// What the merchant pays the fulfiller a piece, in fen, where agreed.
    pub supply_fen: Option<i64>,
    /// Pieces given to the fulfiller.
    pub quantity: i64,
    /// Of these, in parcels.
    pub packed: i64,
    /// Of these, gone.
    pub shipped: i64,
    /// Of these, back with the merchant.
    pub returned: i64,
}

/// SELECTs [`Row`]s; `other` is the column of the party whose name is shown.
pub(super) fn select(other: &'static str) -> String {
    format!(
        "SELECT a.merchant_id, a.id, a.order_id, a.fulfiller_id, a.binding_id, n.name AS party_name, a.alias,
            a.state, a.code, a.note, a.receiver_token, a.placed_at, a.held_until, a.assigned_at, a.accept_by,
            a.accepted_at, a.ship_by, a.ended_at, a.exception, a.to_accept, a.to_number, a.to_print, a.to_ship,
            a.shipped, a.created_at, a.version, o.region, o.remark, o.seller_remark,
            (SELECT COUNT(*) FROM assignment_lines fl WHERE fl.merchant_id = a.merchant_id AND fl.assignment_id = a.id
                AND EXISTS (SELECT 1 FROM refunds f WHERE f.merchant_id = fl.merchant_id AND f.line_id = fl.line_id
                    AND f.state = 'open' AND f.overridden_at IS NULL)) AS refunds,
            q.id AS question_id, q.quantities AS question_quantities, q.reason AS question_reason,
            q.asked_at AS question_asked_at, q.version AS question_version
         FROM assignments a
         JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
         JOIN parties n ON n.id = {other}
         LEFT JOIN recall_requests q ON q.merchant_id = a.merchant_id AND q.assignment_id = a.id
            AND q.state = 'asked'"
    )
}

impl Row {
    pub(super) fn word(&self) -> Result<Word, Broken> {
        Word::of(&self.state).ok_or_else(|| Broken::row("assignments", "state", self.id))
    }

    pub(super) fn question(&self) -> Result<Option<Question>> {
        let QuestionRow {
            question_id: Some(id),
            question_quantities: Some(quantities),
            question_reason: Some(reason),
            question_asked_at: Some(asked_at),
            question_version: Some(version),
        } = &self.question
        else {
            return Ok(None);
        };
        Ok(Some(Question {
            id: Owned::new(self.merchant_id, *id),
            lines: pieces(self.merchant_id, quantities)
                .ok_or_else(|| Broken::row("recall_requests", "quantities", id))?,
            reason: reason.clone(),
            asked_at: *asked_at,
            version: *version,
        }))
    }
}

/// Pieces as a question's row keeps them.
pub(super) fn pieces(merchant: MerchantId, quantities: &Value) -> Option<Vec<Pieces>> {
    let of = |one: &Value| {
        let line: uuid::Uuid = one.get("line")?.as_str()?.parse().ok()?;
        Some(Pieces {
            line: Owned::new(merchant, LineId::of(line)),
            quantity: one.get("quantity")?.as_i64()?,
        })
    };
    quantities.as_array()?.iter().map(of).collect()
}

/// The sums of an assignment's goods.
pub(super) fn sums(goods: &[Goods]) -> Sums {
    goods.iter().fold(Sums::default(), |all, one| Sums {
        quantity: all.quantity + one.quantity,
        packed: all.packed + one.packed,
        shipped: all.shipped + one.shipped,
        returned: all.returned + one.returned,
    })
}

#[derive(QueryableByName)]
struct GoodsRow {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    assignment_id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    line_id: LineId,
    #[diesel(sql_type = sql::Uuid)]
    product_id: ProductId,
    #[diesel(sql_type = sql::Text)]
    sku: String,
    #[diesel(sql_type = sql::Text)]
    name: String,
    #[diesel(sql_type = sql::Text)]
    spec: String,
    #[diesel(sql_type = sql::Text)]
    barcode: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    fulfiller_sku: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    fulfiller_name: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::BigInt>)]
    supply_fen: Option<i64>,
    #[diesel(sql_type = sql::BigInt)]
    quantity: i64,
    #[diesel(sql_type = sql::BigInt)]
    packed: i64,
    #[diesel(sql_type = sql::BigInt)]
    shipped: i64,
    #[diesel(sql_type = sql::BigInt)]
    returned: i64,
}

/// The goods of the assignments on a page, in the order of their orders' lines.
pub(super) fn goods(conn: &mut Conn, page: &[Row]) -> Result<HashMap<AssignmentId, Vec<Goods>>> {
    let keys: Value = page
        .iter()
        .map(|row| json!({ "owner": row.merchant_id.raw(), "assignment": row.id.raw() }))
        .collect();
    let text = format!(
        "SELECT l.merchant_id, l.assignment_id, l.line_id, l.product_id, p.sku, p.name, p.spec, p.barcode,
            m.fulfiller_sku, m.fulfiller_name, m.supply_fen, l.quantity, l.packed, l.shipped, l.returned
         FROM {} r
         {LED_JOIN} assignments a ON a.merchant_id = r.owner AND a.id = r.assignment
         JOIN assignment_lines l ON l.merchant_id = a.merchant_id AND l.assignment_id = a.id
         JOIN lines s ON s.merchant_id = l.merchant_id AND s.id = l.line_id
         JOIN products p ON p.merchant_id = l.merchant_id AND p.id = l.product_id
         LEFT JOIN sku_map m ON m.merchant_id = a.merchant_id AND m.binding_id = a.binding_id
            AND m.product_id = l.product_id
         ORDER BY l.assignment_id, s.ordinal, l.line_id",
        row_set(1, &[("owner", Column::Uuid), ("assignment", Column::Uuid)])
    );
    let found: Vec<GoodsRow> = diesel::sql_query(text)
        .bind::<sql::Text, _>(keys.to_string())
        .load(conn)?;
    let mut all: HashMap<AssignmentId, Vec<Goods>> = HashMap::new();
    for row in found {
        all.entry(row.assignment_id).or_default().push(row.into());
    }
    Ok(all)
}

impl From<GoodsRow> for Goods {
    fn from(row: GoodsRow) -> Self {
        Self {
            line: Owned::new(row.merchant_id, row.line_id),
            product: row.product_id,
            sku: row.sku,
            fulfiller_sku: row.fulfiller_sku,
            name: row
                .fulfiller_name
                .filter(|name| !name.is_empty())
                .unwrap_or(row.name),
            spec: row.spec,
            barcode: row.barcode,
            supply_fen: row.supply_fen,
            quantity: row.quantity,
            packed: row.packed,
            shipped: row.shipped,
            returned: row.returned,
        }
    }
}

/// The other side of an assignment.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = AssignmentParty)]
pub struct Named {
    /// The party.
    pub party: PartyId,
    /// Its name.
    pub name: String,
}
