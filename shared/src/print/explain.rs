//! What a sealed ticket is, for somebody who opened one without the agent.

use diesel::prelude::*;
use serde::Serialize;

use super::ticket::State;
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::db::schema::tickets;
use crate::error::{Broken, Result};
use crate::id::{Owned, kind};

/// What a ticket is, and why it says nothing by itself. Only what its own header says, and where it stands.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Explained {
    /// Signed by this platform.
    pub genuine: bool,
    /// What it is.
    pub title: &'static str,
    /// How to print it.
    pub remedy: &'static str,
    /// The waybill number.
    pub document_id: String,
    /// The one agent that can open it.
    pub agent: String,
    /// Which print of the label it is.
    pub print_no: u32,
    /// Where it stands; absent for one this platform did not seal.
    pub state: Option<State>,
    /// The agent takes it until then, unix seconds.
    pub queue_by: i64,
    /// The label leaves the agent until then, unix seconds.
    pub leave_by: i64,
}

/// Tells what `envelope` is; asks for no login, because it tells no more than its holder has in hand.
///
/// # Errors
/// When the database breaks.
pub fn explain(
    conn: &mut Conn,
    platform: &::ticket::VerifyKey,
    envelope: &::ticket::Envelope,
    now: Instant,
) -> Result<Explained> {
    let genuine = envelope.verify(platform).is_ok();
    let state = match genuine {
        true => state(conn, &envelope.header.ticket_id)?,
        false => None,
    };
    let late = now.timestamp() > envelope.header.leave_by;
    let (title, remedy) = words(genuine, state, late);
    let header = &envelope.header;
    Ok(Explained {
        genuine,
        title,
        remedy,
        document_id: header.document_id.clone(),
        agent: header.agent_id.clone(),
        print_no: header.print_no,
        state,
        queue_by: header.queue_by,
        leave_by: header.leave_by,
    })
}

fn state(conn: &mut Conn, ticket: &str) -> Result<Option<State>> {
    let Ok(ticket) = ticket.parse::<Owned<kind::Ticket>>() else {
        return Ok(None);
    };
    let found: Option<String> = tickets::table
        .find((ticket.owner, ticket.id))
        .select(tickets::state)
        .first(conn)
        .optional()?;
    let state = |text: String| State::of(&text).ok_or_else(|| Broken::row("tickets", "state", ticket.id));
    Ok(found.map(state).transpose()?)
}

const fn words(genuine: bool, state: Option<State>, late: bool) -> (&'static str, &'static str) {
    match (genuine, state) {
        (false, _) => (
            "This is no print ticket of this platform",
            "Print again from the console of the platform your agent is enrolled at.",
        ),
        (true, Some(State::Printed)) => (
            "A sealed print ticket; its label was printed",
            "To print it again, ask in the console and give a reason.",
        ),
        (true, Some(State::Redeemed | State::Unknown | State::Failed)) => (
            "A sealed print ticket that its agent has opened already",
            "A ticket is opened once. See Labels in the console for what became of it, and print again from there.",
        ),
        (true, Some(State::Sealed)) if !late => (
            "A sealed print ticket: the receiver in it can be read by one print agent and by nobody else",
            "Install that print agent beside the printer, enrol it with a code from the console, connect the console \
             to it, and print from there. See /v1/agents/about.",
        ),
        (true, _) => (
            "A sealed print ticket that is void or too old",
            "Print again from the console: it makes a new ticket.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ticket_is_told_what_to_do_next() {
        let sealed = words(true, Some(State::Sealed), false);
        let others = [
            words(false, None, false),
            words(true, Some(State::Printed), false),
            words(true, Some(State::Unknown), false),
            words(true, Some(State::Sealed), true),
        ];
        assert!(sealed.1.contains("enrol") && others.iter().all(|other| other.0 != sealed.0));
    }
}
