//! The worker's part of printing: fills a task's labels and has the vault seal each to its agent.

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::{Value, json};

use super::agent::{AgentRef, key_bytes};
use super::label::{self, Label};
use super::task::{SEAL, SealTask};
use super::ticket::State;
use crate::audit::{self, Event, Purpose, Receipt};
use crate::db::backend::{Column, Conn, row_set, sql};
use crate::db::schema::tickets;
use crate::db::{Noun, Tx};
use crate::error::Result;
use crate::house::House;
use crate::id::{MerchantId, Owned, PartyId, TicketId};
use crate::outbox::Kind;
use crate::party::Who;
use crate::vault::door::ticket::{TicketAsk, Unsealed};
use crate::worker::{Claimed, Done, Work};

/// Seals print tickets; one job is one task's tickets of one merchant, at most 500.
pub struct Seal;

impl Work for Seal {
    type Payload = SealTask;
    const KIND: Kind<SealTask> = SEAL;
    const CLAIM: i64 = 4;

    async fn work(&self, house: &House, jobs: Vec<Claimed<SealTask>>) -> Result<Done> {
        let mut sealed = Vec::new();
        for job in jobs {
            let task = job.payload;
            sealed.push((
                task.merchant,
                house.blocking(move |house| seal(house, task)).await?,
            ));
        }
        Ok(Done::finished().recording(move |tx| {
            sealed
                .iter()
                .try_for_each(|(merchant, set)| record(tx, *merchant, set))
        }))
    }
}

/// A ticket as it will stand: its envelope, or why there is none.
type Sealed = (TicketId, std::result::Result<Value, &'static str>);

fn seal(house: &House, task: SealTask) -> Result<Vec<Sealed>> {
    let merchant = task.merchant;
    let (labels, receipt) = audit::receipted(house.db(), "print tickets", merchant, |tx| {
        let labels = label::of_task(tx.conn(), task)?;
        let receivers = labels.iter().map(|label| label.receiver).collect();
        Ok((
            labels,
            Event::new(Purpose::PrintTicket, Who::Worker, receivers).with("task", task.task),
        ))
    })?;
    house
        .db()
        .read("seal tickets", |conn| seal_labels(conn, house, &receipt, labels))
}

fn seal_labels(conn: &mut Conn, house: &House, receipt: &Receipt, labels: Vec<Label>) -> Result<Vec<Sealed>> {
    let key = house.ticket_key()?;
    let zone = house.config().zone;
    let mut refused = Vec::new();
    let (mut ids, mut asks) = (Vec::new(), Vec::new());
    for label in labels {
        let id = label.id;
        match ask(receipt.merchant(), label, zone) {
            Ok(ask) => {
                ids.push(id);
                asks.push(ask);
            }
            Err(code) => refused.push((id, Err(code))),
        }
    }
    let envelopes = house.vault()?.seal_tickets(conn, receipt, key, asks)?;
    let sealed = ids.into_iter().zip(envelopes).map(|(id, envelope)| {
        let envelope = envelope
            .map_err(code)
            .and_then(|envelope| serde_json::to_value(envelope).map_err(|_| "not_sealed"));
        (id, envelope)
    });
    Ok(sealed.chain(refused).collect())
}

fn ask(merchant: MerchantId, label: Label, zone: crate::clock::Zone) -> Result<TicketAsk, &'static str> {
    if label.agent_state != "active" {
        return Err("agent_revoked");
    }
    if label.waybill_state != "issued" {
        return Err("no_number");
    }
    let agent = key_bytes(label.seal_key.clone()).ok_or("agent_unknown")?;
    let header = header(merchant, &label)?;
    Ok(TicketAsk {
        receiver: label.receiver,
        region: label.region(),
        agent: ::ticket::SealPublic::from_bytes(agent),
        header,
        contents: label.contents(zone),
    })
}

fn header(merchant: MerchantId, label: &Label) -> Result<::ticket::Header, &'static str> {
    let agent: AgentRef = Owned::new(label.agent_party.cast(), label.agent);
    Ok(::ticket::Header {
        version: ::ticket::VERSION,
        ticket_id: Owned::new(merchant, label.id).to_string(),
        agent_id: agent.to_string(),
        parcel_id: Owned::new(merchant, label.parcel).to_string(),
        document_id: label.number.clone(),
        print_no: u32::try_from(label.print_no).unwrap_or(u32::MAX),
        template: label.template_hash.parse().map_err(|_| "template_unknown")?,
        queue_by: label.queue_by.timestamp(),
        leave_by: label.leave_by.timestamp(),
        plain: false,
    })
}

const fn code(why: Unsealed) -> &'static str {
    match why {
        Unsealed::Gone => "receiver_gone",
        Unsealed::Plain => "plain_not_allowed",
        Unsealed::Seal(_) => "not_sealed",
    }
}

#[derive(QueryableByName)]
struct Told {
    #[diesel(sql_type = sql::Uuid)]
    agent_party_id: PartyId,
}

/// Stores what was sealed; a ticket superseded meanwhile stays as it is.
fn record(tx: &mut Tx<'_>, merchant: MerchantId, set: &[Sealed]) -> Result<()> {
    refuse(tx, merchant, set)?;
    let rows: Vec<Value> = set
        .iter()
        .filter_map(|(id, sealed)| {
            Some(json!({ "id": id.raw(), "envelope": sealed.as_ref().ok()?.to_string() }))
        })
        .collect();
    let set = row_set(1, &[("id", Column::Uuid), ("envelope", Column::Text)]);
    let query = format!(
        "UPDATE tickets SET state = 'sealed', envelope = {} FROM {set} r
         WHERE tickets.id = r.id AND tickets.state = 'asked' AND tickets.merchant_id = $2
         RETURNING agent_party_id",
        crate::db::backend::as_json("r.envelope")
    );
    let told: Vec<Told> = diesel::sql_query(query)
        .bind::<sql::Text, _>(serde_json::to_string(&rows)?)
        .bind::<sql::Uuid, _>(merchant)
        .load(tx.conn())?;
    told.iter()
        .for_each(|row| tx.stir(row.agent_party_id, Noun::Printing));
    Ok(())
}

fn refuse(tx: &mut Tx<'_>, merchant: MerchantId, set: &[Sealed]) -> Result<()> {
    let mut by_code: HashMap<&'static str, Vec<TicketId>> = HashMap::new();
    for (id, sealed) in set {
        if let Err(code) = sealed {
            by_code.entry(code).or_default().push(*id);
        }
    }
    let now = tx.now();
    for (code, ids) in by_code {
        diesel::update(tickets::table)
            .filter(tickets::merchant_id.eq(merchant))
            .filter(tickets::id.eq_any(ids))
            .filter(tickets::state.eq(State::Asked.text()))
            .set((
                tickets::state.eq(State::Refused.text()),
                tickets::code.eq(code),
                tickets::ended_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}
