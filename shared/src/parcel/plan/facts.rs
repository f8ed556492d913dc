//! What is left to pack of assignments, read in one query.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use crate::db::backend::{LED_JOIN, row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::{Code, Refusal, Result};
use crate::id::{
    AssignmentId, BindingId, FulfillerId, LineId, MerchantId, OrderId, Owned, ReceiverId, ReceiverTokenId,
    kind,
};

/// What is loose, by assignment.
pub(crate) type Loose = HashMap<Owned<kind::Assignment>, Share>;

/// An assignment as planning sees it.
#[derive(Debug, Clone)]
pub(crate) struct Share {
    pub order: OrderId,
    pub binding: Option<BindingId>,
    pub accepted: bool,
    pub token: Option<ReceiverTokenId>,
    pub receiver: ReceiverId,
    pub receiver_write: i64,
    /// Pieces in no parcel yet, by line.
    pub lines: BTreeMap<LineId, i64>,
}

impl Share {
    /// Only accepted work is packed.
    pub(super) fn open(&self) -> Result<(), Refusal> {
        if self.accepted {
            Ok(())
        } else {
            Err(Refusal::new(Code::StateForbids).saying("accept the assignment first"))
        }
    }

    /// Equal by token, or the very same order; a token says no more than that.
    pub(super) fn same_receiver(&self, other: &Share) -> bool {
        let by_token = self.token.is_some() && self.token == other.token;
        self.binding == other.binding && (self.order == other.order || by_token)
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    assignment_id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    order_id: OrderId,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    binding_id: Option<BindingId>,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    receiver_token: Option<ReceiverTokenId>,
    #[diesel(sql_type = sql::Uuid)]
    receiver_id: ReceiverId,
    #[diesel(sql_type = sql::BigInt)]
    receiver_write: i64,
    #[diesel(sql_type = sql::Uuid)]
    line_id: LineId,
    #[diesel(sql_type = sql::BigInt)]
    loose: i64,
}

/// Reads what is loose; assignments of others, or still held, are not there.
pub(super) fn load(
    tx: &mut Tx<'_>,
    fulfiller: FulfillerId,
    named: &[Owned<kind::Assignment>],
) -> Result<Loose> {
    let statement = format!(
        "SELECT a.merchant_id, a.id AS assignment_id, a.order_id, a.binding_id, a.state, a.receiver_token,
                o.receiver_id, o.receiver_write, l.line_id, l.quantity - l.packed - l.returned AS loose
         FROM {} r
         {LED_JOIN} assignments a ON a.merchant_id = r.merchant AND a.id = r.thing AND a.fulfiller_id = $2
         JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
         JOIN assignment_lines l ON l.merchant_id = a.merchant_id AND l.assignment_id = a.id
         WHERE a.state <> 'held'",
        row_set(1, KEY)
    );
    let rows: Vec<Row> = diesel::sql_query(statement)
        .bind::<sql::Text, _>(keys(named.iter().copied()))
        .bind::<sql::Uuid, _>(fulfiller)
        .load(tx.conn())?;
    Ok(gather(rows))
}

fn gather(rows: Vec<Row>) -> Loose {
    let mut loose = Loose::new();
    for row in rows {
        let key = Owned::new(row.merchant_id, row.assignment_id);
        let share = loose.entry(key).or_insert_with(|| Share {
            order: row.order_id,
            binding: row.binding_id,
            accepted: row.state == "accepted",
            token: row.receiver_token,
            receiver: row.receiver_id,
            receiver_write: row.receiver_write,
            lines: BTreeMap::new(),
        });
        share.lines.insert(row.line_id, row.loose);
    }
    loose
}
