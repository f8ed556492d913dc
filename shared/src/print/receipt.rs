//! Receipts: an agent's signed word on what became of a ticket, taken once, asked for until taken.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use serde_json::{Value, json};

use super::agent::Enrolled;
use super::redeem::seen;
use super::ticket::State;
use crate::clock::Instant;
use crate::db::backend::{Column, FOR_UPDATE, row_set, sql};
use crate::db::schema::{parcel_items, receipts, tickets};
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{FulfillerId, MerchantId, OrderId, Owned, ParcelId, ReceiptId, TicketId, kind};
use crate::order::roll_up_parcels;
use crate::parcel::rows::lock_orders;
use ::ticket::door::{MAX_RECEIPTS, ReceiptRefusal, ReceiptsAsk, ReceiptsReply};
use ::ticket::{Outcome, Receipt, SignedReceipt};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: TicketId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    code: Option<String>,
}

/// The code of a ticket whose label a person said did not come out.
pub(super) const SAID_NOT_PRINTED: &str = "said_not_printed";

/// One receipt that changes a ticket.
struct Taken<'a> {
    ticket: Owned<kind::Ticket>,
    parcel: ParcelId,
    state: State,
    signed: &'a SignedReceipt,
}

/// Takes at most 100 receipts of `agent`: what it was told before is taken again, what cannot be is refused for good.
///
/// # Errors
/// `too_many_rows`.
pub fn take(tx: &mut Tx<'_>, agent: &Enrolled, ask: &ReceiptsAsk) -> Result<ReceiptsReply> {
    if ask.receipts.len() > MAX_RECEIPTS {
        return Err(Refusal::new(Code::TooManyRows).at("/receipts").into());
    }
    // Orders first, as every act does that counts them again: sums read beside another's shipment would stay wrong.
    let named = tickets_of(&ask.receipts);
    let parcels = parcels_of(tx, agent.party.cast(), &named)?;
    lock_orders(tx, agent.party.cast(), [], parcels)?;
    let rows = lock(tx, agent, &named)?;
    let mut reply = ReceiptsReply {
        taken: Vec::new(),
        refused: Vec::new(),
    };
    let mut changes = Vec::new();
    let mut once = HashSet::new();
    for signed in &ask.receipts {
        let id = signed.receipt.ticket_id.clone();
        match judge(agent, &rows, signed) {
            Ok(Some(taken)) if once.insert(taken.ticket) => {
                changes.push(taken);
                reply.taken.push(id);
            }
            Ok(None) => reply.taken.push(id),
            // Two words on one ticket in one delivery: the second is asked for again.
            Ok(Some(_)) => {}
            Err(no) => reply.refused.push(ReceiptRefusal {
                ticket_id: id,
                code: no.code.text().to_owned(),
            }),
        }
    }
    record(tx, &changes)?;
    if !changes.is_empty() {
        tx.stir(agent.party, Noun::Printing);
    }
    seen(tx, agent)?;
    Ok(reply)
}

fn judge<'a>(
    agent: &Enrolled,
    rows: &HashMap<Owned<kind::Ticket>, Row>,
    signed: &'a SignedReceipt,
) -> Result<Option<Taken<'a>>, Refusal> {
    let receipt = signed.verify(&agent.device).map_err(|_| Code::AgentSignature)?;
    let ticket = receipt.ticket_id.parse().map_err(|_| Code::NotFound)?;
    let row = rows.get(&ticket).ok_or(Code::NotFound)?;
    let state = State::of(&row.state).ok_or(Code::StateForbids)?;
    if state.text() == receipt.outcome.name() {
        return Ok(None);
    }
    let state = match row.code.as_deref() {
        // What a person said without having seen it gives way to what the printer's own agent signs.
        Some(SAID_NOT_PRINTED) if receipt.outcome == Outcome::Printed => State::Printed,
        _ => state.end(receipt.outcome)?,
    };
    Ok(Some(Taken {
        ticket,
        parcel: row.parcel_id,
        state,
        signed,
    }))
}

fn tickets_of(receipts: &[SignedReceipt]) -> Vec<Owned<kind::Ticket>> {
    receipts
        .iter()
        .filter_map(|signed| signed.receipt.ticket_id.parse().ok())
        .collect()
}

/// The parcels of this fulfiller's tickets, read without a lock: a ticket never changes its parcel.
pub(super) fn parcels_of(
    tx: &mut Tx<'_>,
    fulfiller: FulfillerId,
    named: &[Owned<kind::Ticket>],
) -> Result<Vec<Owned<kind::Parcel>>> {
    let (owners, ids): (Vec<MerchantId>, Vec<TicketId>) =
        named.iter().map(|ticket| (ticket.owner, ticket.id)).unzip();
    let found: Vec<(MerchantId, ParcelId)> = tickets::table
        .filter(tickets::fulfiller_id.eq(fulfiller))
        .filter(tickets::merchant_id.eq_any(owners))
        .filter(tickets::id.eq_any(ids))
        .select((tickets::merchant_id, tickets::parcel_id))
        .load(tx.conn())?;
    Ok(found
        .into_iter()
        .map(|(owner, id)| Owned::new(owner, id))
        .collect())
}

fn lock(
    tx: &mut Tx<'_>,
    agent: &Enrolled,
    named: &[Owned<kind::Ticket>],
) -> Result<HashMap<Owned<kind::Ticket>, Row>> {
    let keys: Vec<Value> = named
        .iter()
        .map(|ticket| json!({ "owner": ticket.owner.raw(), "id": ticket.id.raw() }))
        .collect();
    let set = row_set(3, &[("owner", Column::Uuid), ("id", Column::Uuid)]);
    let query = format!(
        "SELECT merchant_id, id, parcel_id, state, code FROM tickets WHERE agent_party_id = $1 AND agent_id = $2
         AND (merchant_id, id) IN (SELECT owner, id FROM {set} k) ORDER BY merchant_id, id{FOR_UPDATE}"
    );
    let rows: Vec<Row> = diesel::sql_query(query)
        .bind::<sql::Uuid, _>(agent.party)
        .bind::<sql::Uuid, _>(agent.id)
        .bind::<sql::Text, _>(serde_json::to_string(&keys)?)
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|row| (Owned::new(row.merchant_id, row.id), row))
        .collect())
}

fn record(tx: &mut Tx<'_>, changes: &[Taken<'_>]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    store(tx, changes)?;
    end_tickets(tx, changes)?;
    let printed: Vec<Printed> = changes
        .iter()
        .filter(|taken| taken.signed.receipt.outcome == Outcome::Printed)
        .map(|taken| Printed {
            merchant: taken.ticket.owner,
            parcel: taken.parcel,
        })
        .collect();
    count(tx, &printed)
}

/// A label that came out.
#[derive(Clone, Copy)]
pub(super) struct Printed {
    pub(super) merchant: MerchantId,
    pub(super) parcel: ParcelId,
}

/// Counts prints and moves their parcels and orders on.
pub(super) fn count(tx: &mut Tx<'_>, printed: &[Printed]) -> Result<()> {
    count_prints(tx, printed)?;
    let parcels: HashMap<MerchantId, Vec<ParcelId>> =
        printed.iter().fold(HashMap::new(), |mut map, label| {
            map.entry(label.merchant)
                .or_insert_with(Vec::new)
                .push(label.parcel);
            map
        });
    for (merchant, parcels) in parcels {
        let orders: Vec<OrderId> = parcel_items::table
            .filter(parcel_items::merchant_id.eq(merchant))
            .filter(parcel_items::parcel_id.eq_any(&parcels))
            .select(parcel_items::order_id)
            .distinct()
            .load(tx.conn())?;
        roll_up_parcels(tx, merchant, &orders)?;
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = receipts)]
struct NewReceipt<'a> {
    merchant_id: MerchantId,
    id: ReceiptId,
    ticket_id: TicketId,
    outcome: &'static str,
    bitmap_hash: String,
    printer: String,
    code: Option<&'a str>,
    printed_at: Instant,
    signature: Vec<u8>,
    taken_at: Instant,
}

fn store(tx: &mut Tx<'_>, changes: &[Taken<'_>]) -> Result<()> {
    let now = tx.now();
    let rows = changes
        .iter()
        .map(|taken| new_receipt(taken, now))
        .collect::<Result<Vec<_>, Broken>>()?;
    diesel::insert_into(receipts::table)
        .values(&rows)
        .execute(tx.conn())?;
    Ok(())
}

fn new_receipt<'a>(taken: &Taken<'a>, now: Instant) -> Result<NewReceipt<'a>, Broken> {
    let Receipt {
        outcome,
        bitmap_hash,
        printer,
        at,
        code,
        ..
    } = &taken.signed.receipt;
    let printed_at =
        Instant::from_timestamp(*at, 0).ok_or_else(|| Broken::new("a receipt outside of time"))?;
    Ok(NewReceipt {
        merchant_id: taken.ticket.owner,
        id: ReceiptId::fresh(),
        ticket_id: taken.ticket.id,
        outcome: outcome.name(),
        bitmap_hash: bitmap_hash.as_ref().map(ToString::to_string).unwrap_or_default(),
        printer: printer.chars().take(120).collect(),
        code: code.as_deref(),
        printed_at,
        signature: taken.signed.signature.to_string().into_bytes(),
        taken_at: now,
    })
}

fn end_tickets(tx: &mut Tx<'_>, changes: &[Taken<'_>]) -> Result<()> {
    let rows: Vec<Value> = changes
        .iter()
        .map(|taken| {
            json!({ "owner": taken.ticket.owner.raw(), "id": taken.ticket.id.raw(),
                    "state": taken.state.text(), "code": taken.signed.receipt.code })
        })
        .collect();
    let set = row_set(
        2,
        &[
            ("owner", Column::Uuid),
            ("id", Column::Uuid),
            ("state", Column::Text),
            ("code", Column::Text),
        ],
    );
    let query = format!(
        "UPDATE tickets SET state = r.state, code = r.code, ended_at = $1, envelope = NULL
         FROM {set} r WHERE tickets.merchant_id = r.owner AND tickets.id = r.id"
    );
    let now = tx.now();
    diesel::sql_query(query)
        .bind::<sql::Instant, _>(now)
        .bind::<sql::Text, _>(serde_json::to_string(&rows)?)
        .execute(tx.conn())?;
    Ok(())
}

/// Print is a counter: the first print moves the parcel on, it never holds it back.
fn count_prints(tx: &mut Tx<'_>, printed: &[Printed]) -> Result<()> {
    let rows: Vec<Value> = printed
        .iter()
        .map(|label| json!({ "owner": label.merchant.raw(), "id": label.parcel.raw() }))
        .collect();
    let set = row_set(1, &[("owner", Column::Uuid), ("id", Column::Uuid)]);
    let query = format!(
        "UPDATE parcels SET prints = parcels.prints + r.n, version = parcels.version + 1,
                stage = CASE WHEN stage = 'print' THEN 'ship' ELSE stage END
         FROM (SELECT k.owner, k.id, COUNT(*) AS n FROM {set} k GROUP BY k.owner, k.id) r
         WHERE parcels.merchant_id = r.owner AND parcels.id = r.id"
    );
    diesel::sql_query(query)
        .bind::<sql::Text, _>(serde_json::to_string(&rows)?)
        .execute(tx.conn())?;
    Ok(())
}
