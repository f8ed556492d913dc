//! A ticket is opened once: the agent asks the platform first, and offline it may not.

use diesel::prelude::*;

use super::agent::Enrolled;
use super::ticket::State;
use crate::clock::Instant;
use crate::db::schema::{print_agents, tickets, waybills};
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{Owned, PartyId, PrintAgentId, WaybillId, kind};

type Row = (PartyId, PrintAgentId, String, Instant, WaybillId);

/// Lets `agent` open one ticket, if it is its own, alive, and not opened before.
///
/// # Errors
/// `agent_signature`, `not_found`, `ticket_spent`, `ticket_expired`.
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
    let (party, id, state, leave_by, waybill) = row;
    if (party, id) != (agent.party, agent.id) {
        return Err(Code::NotFound.into());
    }
    let state = State::of(&state).ok_or_else(|| Broken::row("tickets", "state", ticket.id))?;
    let next = state.redeem()?;
    if tx.now() > leave_by {
        return Err(Code::TicketExpired.into());
    }
    let number: String = waybills::table
        .find((ticket.owner, waybill))
        .select(waybills::state)
        .first(tx.conn())?;
    if number != "issued" {
        return Err(Refusal::new(Code::TicketExpired)
            .saying("the number was voided")
            .into());
    }
    Ok(next)
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
