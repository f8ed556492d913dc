//! Asking for labels: one task, in the order asked, a ticket for each parcel that may be printed.

use std::collections::{HashMap, HashSet};

use chrono::Duration;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::agent::AgentRef;
use super::custom::Choices;
use super::template::TemplateRef;
use super::ticket::{State, may_print};
use crate::bulk::{self, Rows};
use crate::clock::Instant;
use crate::db::backend::{Column, FOR_UPDATE, row_set, sql};
use crate::db::schema::{print_agents, tickets};
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{
    BindingId, FulfillerId, LabelTemplateId, MerchantId, Owned, ParcelId, PartyId, PrintAgentId, PrintTaskId,
    TicketId, WaybillId, kind,
};
use crate::outbox;
use crate::party::{Acting, OfSide};
use crate::waybill::preflight;

/// A ticket must reach the agent's queue within this.
const QUEUE_MINUTES: i64 = 10;
/// And leave it within this.
const LEAVE_HOURS: i64 = 24;
/// So long after it left, a parcel's label may be made anew.
const RELABEL_HOURS: i64 = 48;

/// Labels to print, at most 500, in this order.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PrintAsk)]
pub struct Ask {
    /// The agent that prints.
    pub agent: AgentRef,
    /// The parcels, in the order of printing.
    pub parcels: Vec<Owned<kind::Parcel>>,
    /// The paper.
    pub size: ::ticket::Size,
    /// Why again, for labels that may exist already.
    #[serde(default)]
    pub reason: String,
    /// The custom area of all of them; unless told, what their bindings usually show, or else the packing note.
    #[serde(default)]
    pub template: Option<TemplateRef>,
}

/// A task and what became of each parcel asked for.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Task {
    /// Ask for its documents until all are sealed.
    pub task: PrintTaskId,
    /// One for each parcel, in its order.
    #[serde(flatten)]
    pub rows: Rows<Asked>,
}

/// A ticket that was asked for.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Asked {
    /// The ticket.
    pub ticket: Owned<kind::Ticket>,
    /// Its parcel.
    pub parcel: Owned<kind::Parcel>,
    /// 1 for the first print; from 2 on the label says so.
    pub print_no: i64,
}

/// The job that seals a task's tickets of one merchant.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SealTask {
    /// Whose parcels.
    pub merchant: MerchantId,
    /// Which task.
    pub task: PrintTaskId,
}

/// Seals the tickets of a task.
pub const SEAL: outbox::Kind<SealTask> = outbox::Kind::new("print.seal");

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: ParcelId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    waybill_id: Option<WaybillId>,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    binding_id: Option<BindingId>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    shipped_at: Option<Instant>,
    /// Its binding takes or finishes work, or it needs none.
    #[diesel(sql_type = sql::BigInt)]
    bound: i64,
    /// Orders in it whose receiver is not the one the number was taken for.
    #[diesel(sql_type = sql::BigInt)]
    moved: i64,
    #[diesel(sql_type = sql::BigInt)]
    papers: i64,
}

#[derive(Insertable)]
#[diesel(table_name = tickets)]
struct NewTicket<'a> {
    merchant_id: MerchantId,
    id: TicketId,
    parcel_id: ParcelId,
    waybill_id: WaybillId,
    fulfiller_id: FulfillerId,
    agent_party_id: PartyId,
    agent_id: PrintAgentId,
    task_id: PrintTaskId,
    ordinal: i64,
    print_no: i64,
    state: &'static str,
    reason: &'a str,
    size: &'static str,
    template_hash: String,
    asked_at: Instant,
    queue_by: Instant,
    leave_by: Instant,
    custom_party_id: Option<PartyId>,
    custom_template_id: Option<LabelTemplateId>,
}

/// Asks for the labels of at most 500 parcels; each parcel's refusal is in its row.
///
/// # Errors
/// `too_many_rows`, `agent_unknown`, `agent_revoked`.
pub fn ask<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, ask: &Ask) -> Result<Task> {
    bulk::bounded(&ask.parcels, "/parcels")?;
    check_agent(tx, who.party(), ask.agent)?;
    let rows = lock(tx, who.party().cast(), &ask.parcels)?;
    let flights = preflight::to_print(tx.conn(), who.party().cast(), &ask.parcels)?;
    let (task, now) = (PrintTaskId::fresh(), tx.now());
    let mut seen = HashSet::new();
    let verdicts: Vec<_> = ask
        .parcels
        .iter()
        .map(|parcel| {
            let row = rows.get(parcel).ok_or(Code::NotFound)?;
            if !seen.insert(*parcel) {
                return Err(Code::DuplicateKey.into());
            }
            may_label(row, flights.get(parcel), now)?;
            printable(row, &ask.reason)
        })
        .collect();
    let pass: Vec<(&Row, WaybillId)> = verdicts.iter().flatten().copied().collect();
    supersede(tx, &pass)?;
    let made = store(tx, who.party(), task, ask, &pass)?;
    put_jobs(tx, task, &pass)?;
    tx.stir(who.party(), Noun::Printing);
    let mut made = made.into_iter();
    let answers = verdicts
        .into_iter()
        .map(|verdict| verdict.and_then(|_| made.next().ok_or(Code::Busy.into())));
    Ok(Task {
        task,
        rows: Rows::of(answers.collect::<Vec<Result<Asked, Refusal>>>()),
    })
}

/// Refuses an agent that cannot print for this party.
///
/// # Errors
/// `agent_unknown`, `agent_revoked`.
pub(crate) fn check_agent(tx: &mut Tx<'_>, party: PartyId, agent: AgentRef) -> Result<()> {
    if agent.owner.cast() != party {
        return Err(Refusal::new(Code::AgentUnknown).at("/agent").into());
    }
    let state: Option<String> = print_agents::table
        .find((party, agent.id))
        .select(print_agents::state)
        .first(tx.conn())
        .optional()?;
    match state.as_deref() {
        Some("active") => Ok(()),
        Some("revoked") => Err(Refusal::new(Code::AgentRevoked).at("/agent").into()),
        _ => Err(Refusal::new(Code::AgentUnknown).at("/agent").into()),
    }
}

fn lock(
    tx: &mut Tx<'_>,
    fulfiller: FulfillerId,
    parcels: &[Owned<kind::Parcel>],
) -> Result<HashMap<Owned<kind::Parcel>, Row>> {
    let keys: Vec<Value> = parcels
        .iter()
        .map(|parcel| json!({ "owner": parcel.owner.raw(), "id": parcel.id.raw() }))
        .collect();
    let set = row_set(2, &[("owner", Column::Uuid), ("id", Column::Uuid)]);
    let query = format!(
        "SELECT p.merchant_id, p.id, p.state, p.binding_id, p.shipped_at,
                CASE WHEN p.binding_id IS NULL THEN 1 ELSE
                 (SELECT COUNT(*) FROM bindings b WHERE b.merchant_id = p.merchant_id AND b.id = p.binding_id
                  AND b.state IN ('active', 'ending')) END AS bound,
                (SELECT COUNT(*) FROM waybills v
                 JOIN parcel_items i ON i.merchant_id = v.merchant_id AND i.parcel_id = v.parcel_id
                 JOIN orders o ON o.merchant_id = i.merchant_id AND o.id = i.order_id
                  AND o.receiver_id = p.receiver_id AND o.receiver_write <> v.receiver_write
                 WHERE v.merchant_id = p.merchant_id AND v.parcel_id = p.id AND v.state = 'issued') AS moved,
                (SELECT w.id FROM waybills w WHERE w.merchant_id = p.merchant_id AND w.parcel_id = p.id
                 AND w.state = 'issued') AS waybill_id,
                (SELECT COUNT(*) FROM tickets t WHERE t.merchant_id = p.merchant_id AND t.parcel_id = p.id
                 AND t.state IN ('redeemed', 'printed', 'unknown')) AS papers
         FROM parcels p WHERE p.fulfiller_id = $1 AND (p.merchant_id, p.id) IN (SELECT owner, id FROM {set} k)
         ORDER BY p.merchant_id, p.id{FOR_UPDATE}"
    );
    let rows: Vec<Row> = diesel::sql_query(query)
        .bind::<sql::Uuid, _>(fulfiller)
        .bind::<sql::Text, _>(serde_json::to_string(&keys)?)
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|row| (Owned::new(row.merchant_id, row.id), row))
        .collect())
}

/// May the label of this parcel be opened now? Asked again when an agent redeems its ticket.
///
/// # Errors
/// As for a label that is asked for.
pub(super) fn may_open(tx: &mut Tx<'_>, fulfiller: FulfillerId, parcel: Owned<kind::Parcel>) -> Result<()> {
    let rows = lock(tx, fulfiller, &[parcel])?;
    let flights = preflight::to_print(tx.conn(), fulfiller, &[parcel])?;
    let row = rows.get(&parcel).ok_or(Code::NotFound)?;
    Ok(may_label(row, flights.get(&parcel), tx.now())?)
}

/// What waits on the table asks pre-flight. What left is labelled anew for two days, while the two work together and for
/// the receiver its number was taken for: a label is no archive of addresses.
fn may_label(row: &Row, flight: Option<&Result<(), Refusal>>, now: Instant) -> Result<(), Refusal> {
    if row.state == "planned" {
        return flight.cloned().unwrap_or(Err(Code::NotFound.into()));
    }
    if row.bound == 0 {
        return Err(Code::BindingNotLive.into());
    }
    if row.moved > 0 {
        return Err(Code::ReceiverChanged.into());
    }
    match row.shipped_at {
        Some(at) if row.state == "shipped" && now - at <= Duration::hours(RELABEL_HOURS) => Ok(()),
        _ => Err(Refusal::new(Code::StateForbids).saying("it left more than two days ago, or is on its way")),
    }
}

fn printable<'a>(row: &'a Row, reason: &str) -> Result<(&'a Row, WaybillId), Refusal> {
    if row.state == "dropped" {
        return Err(Refusal::new(Code::StateForbids).saying("the parcel was dropped"));
    }
    let waybill = row.waybill_id.ok_or(Code::NoNumber)?;
    may_print(row.papers > 0, reason)?;
    Ok((row, waybill))
}

/// Tickets nobody opened yet are void once the label is asked for anew: one label, one living ticket.
fn supersede(tx: &mut Tx<'_>, parcels: &[(&Row, WaybillId)]) -> Result<()> {
    let keys: Vec<Value> = parcels
        .iter()
        .map(|(row, _)| json!({ "owner": row.merchant_id.raw(), "id": row.id.raw() }))
        .collect();
    let set = row_set(2, &[("owner", Column::Uuid), ("id", Column::Uuid)]);
    let query = format!(
        "UPDATE tickets SET state = 'refused', code = 'superseded', envelope = NULL, ended_at = $1
         WHERE state IN ('asked', 'sealed') AND (merchant_id, parcel_id) IN (SELECT owner, id FROM {set} k)"
    );
    let now = tx.now();
    diesel::sql_query(query)
        .bind::<sql::Instant, _>(now)
        .bind::<sql::Text, _>(serde_json::to_string(&keys)?)
        .execute(tx.conn())?;
    Ok(())
}

fn store(
    tx: &mut Tx<'_>,
    party: PartyId,
    task: PrintTaskId,
    ask: &Ask,
    parcels: &[(&Row, WaybillId)],
) -> Result<Vec<Asked>> {
    let template = ::ticket::template::current().ok_or_else(|| Broken::new("no label template"))?;
    let now = tx.now();
    let bindings = parcels.iter().map(|(row, _)| (row.merchant_id, row.binding_id));
    let choices = Choices::load(tx.conn(), party, (ask.size, ask.template), bindings)?;
    let rows: Vec<NewTicket<'_>> = parcels
        .iter()
        .zip(1..)
        .map(|((row, waybill), ordinal)| (row, waybill, ordinal, choices.of(row.merchant_id, row.binding_id)))
        .map(|(row, waybill, ordinal, choice)| NewTicket {
            merchant_id: row.merchant_id,
            id: TicketId::random(),
            parcel_id: row.id,
            waybill_id: *waybill,
            fulfiller_id: party.cast(),
            agent_party_id: party,
            agent_id: ask.agent.id,
            task_id: task,
            ordinal,
            print_no: row.papers + 1,
            state: State::Asked.text(),
            reason: ask.reason.trim(),
            size: ask.size.name(),
            template_hash: template.hash.to_string(),
            asked_at: now,
            queue_by: now + Duration::minutes(QUEUE_MINUTES),
            leave_by: now + Duration::hours(LEAVE_HOURS),
            custom_party_id: choice.map(|(party, _)| party),
            custom_template_id: choice.map(|(_, template)| template),
        })
        .collect();
    if !rows.is_empty() {
        diesel::insert_into(tickets::table)
            .values(&rows)
            .execute(tx.conn())?;
    }
    Ok(rows.iter().map(Asked::from).collect())
}

impl From<&NewTicket<'_>> for Asked {
    fn from(row: &NewTicket<'_>) -> Self {
        Self {
            ticket: Owned::new(row.merchant_id, row.id),
            parcel: Owned::new(row.merchant_id, row.parcel_id),
            print_no: row.print_no,
        }
    }
}

fn put_jobs(tx: &mut Tx<'_>, task: PrintTaskId, parcels: &[(&Row, WaybillId)]) -> Result<()> {
    let merchants: HashSet<MerchantId> = parcels.iter().map(|(row, _)| row.merchant_id).collect();
    let now = tx.now();
    let jobs = merchants
        .into_iter()
        .map(|merchant| SEAL.job(format!("{merchant}:{task}"), &SealTask { merchant, task }, now))
        .collect::<Result<Vec<_>>>()?;
    outbox::put_all(tx, jobs)
}
