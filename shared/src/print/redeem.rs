//! A ticket is opened once: the agent asks the platform first, and offline it may not. What stands in the way of printing
//! now stands in the way of opening, whatever it was when the label was asked for.

use diesel::prelude::*;

use super::agent::Enrolled;
use super::task;
use super::ticket::State;
use crate::clock::Instant;
use crate::db::schema::{parties, print_agents, tickets, waybills};
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{FulfillerId, Owned, ParcelId, PartyId, PrintAgentId, WaybillId, kind};

type Row = (
    PartyId,
    PrintAgentId,
    String,
    Instant,
    WaybillId,
    FulfillerId,
    ParcelId,
);

/// Lets `agent` open one ticket, if it is its own, alive, and not opened before.
///
/// # Errors
/// `agent_signature`, `not_found`, `ticket_spent`, `ticket_expired`, `party_not_active`, and what pre-flight says of printing.
pub fn redeem(tx: &mut Tx<'_>, agent: &Enrolled, ask: &::ticket::door::RedemptionAsk) -> Result<()> {
    let name = Owned::<kind::PrintAgent>::new(agent.party.cast(), agent.id).to_string();
    ask.verify(&name, &agent.device)
        .map_err(|_| Code::AgentSignature)?;
    let ticket: Owned<kind::Ticket> = ask.ticket_id.parse().map_err(|_| Code::NotFound)?;
    let row: Row = tickets::table
        .find((ticket.owner, ticket.id))
        .select((
            tickets::agent_party_id,
            tickets::agent_id,
            tickets::state,
            tickets::leave_by,
            tickets::waybill_id,
            tickets::fulfiller_id,
            tickets::parcel_id,
        ))
        .first(tx.conn())
        .or_missing()?;
    let next = admit(tx, agent, ticket, row)?;
    let now = tx.now();
    // The state is checked again by the UPDATE itself: of two redemptions one finds no row.
    let changed = diesel::update(tickets::table.find((ticket.owner, ticket.id)))
        .filter(tickets::state.eq(State::Sealed.text()))
        .set((tickets::state.eq(next.text()), tickets::redeemed_at.eq(now)))
        .execute(tx.conn())?;
    if changed != 1 {
        return Err(Code::TicketSpent.into());
    }
    tx.stir(agent.party, Noun::Printing);
    seen(tx, agent)
}

fn admit(tx: &mut Tx<'_>, agent: &Enrolled, ticket: Owned<kind::Ticket>, row: Row) -> Result<State> {
    let (party, id, state, leave_by, waybill, fulfiller, parcel) = row;
    if (party, id) != (agent.party, agent.id) {
        return Err(Code::NotFound.into());
    }
    let state = State::of(&state).ok_or_else(|| Broken::row("tickets", "state", ticket.id))?;
    let next = state.redeem()?;
    if tx.now() > leave_by {
        return Err(Code::TicketExpired.into());
    }
    let (number, voiding): (String, bool) = waybills::table
        .find((ticket.owner, waybill))
        .select((waybills::state, waybills::voiding))
        .first(tx.conn())?;
    if number != "issued" || voiding {
        return Err(Refusal::new(Code::TicketExpired)
            .saying("the number was voided")
            .into());
    }
    party_acts(tx, party)?;
    task::may_open(tx, fulfiller, Owned::new(ticket.owner, parcel))?;
    Ok(next)
}

/// A suspended party opens nothing more, though its agents hold tickets.
fn party_acts(tx: &mut Tx<'_>, party: PartyId) -> Result<()> {
    let state: String = parties::table
        .find(party)
        .select(parties::state)
        .first(tx.conn())?;
    match state.as_str() {
        "active" => Ok(()),
        _ => Err(Code::PartyNotActive.into()),
    }
}

/// Notes that the agent spoke.
///
/// # Errors
/// When the database breaks.
pub fn seen(tx: &mut Tx<'_>, agent: &Enrolled) -> Result<()> {
    let now = tx.now();
    diesel::update(print_agents::table.find((agent.party, agent.id)))
        .set(print_agents::seen_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}
