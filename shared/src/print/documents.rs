//! A task as it stands: the sealed tickets and custom areas to hand to the agent, and what became of each label.

use diesel::prelude::*;
use serde::Serialize;
use serde_json::Value;

use ::ticket::design::Custom;

use super::agent::AgentRef;
use super::custom;
use super::ticket::State;
use crate::bulk;
use crate::clock::{Instant, Zone};
use crate::db::backend::{Backend, Conn};
use crate::db::schema::tickets;
use crate::error::{Broken, Code, Result};
use crate::id::{FulfillerId, MerchantId, Owned, ParcelId, PrintAgentId, PrintTaskId, TicketId, kind};
use crate::party::{Acting, OfSide};

/// A task as it stands.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TaskView {
    /// The task.
    pub task: PrintTaskId,
    /// Its agent.
    pub agent: AgentRef,
    /// True when every ticket is sealed or will never be.
    pub ready: bool,
    /// In the order of printing.
    pub documents: Vec<Document>,
}

/// One label of a task: what the browser hands to the agent, and what became of it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Document {
    /// The ticket.
    pub ticket: Owned<kind::Ticket>,
    /// Its parcel.
    pub parcel: Owned<kind::Parcel>,
    /// Where it stands.
    pub state: State,
    /// Why it was refused or failed.
    pub code: Option<String>,
    /// Which print of the label this is.
    pub print_no: i64,
    /// The sealed ticket, for the agent alone; absent until sealed and after it was redeemed.
    pub envelope: Option<Value>,
    /// What to draw in its custom area, to be handed on with the ticket; absent where it shows the packing note.
    pub custom: Option<Custom>,
    /// The agent takes it until then.
    pub queue_by: Instant,
    /// The label leaves the agent until then.
    pub leave_by: Instant,
    /// When its fate was known.
    pub ended_at: Option<Instant>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = tickets, check_for_backend(Backend))]
struct TicketRow {
    merchant_id: MerchantId,
    id: TicketId,
    parcel_id: ParcelId,
    agent_id: PrintAgentId,
    state: String,
    code: Option<String>,
    print_no: i64,
    envelope: Option<Value>,
    queue_by: Instant,
    leave_by: Instant,
    ended_at: Option<Instant>,
}

/// A task of the caller, with the envelopes and custom areas the agent is to be given.
///
/// # Errors
/// `not_found`.
pub fn view<S: OfSide>(conn: &mut Conn, who: &Acting<S>, zone: Zone, task: PrintTaskId) -> Result<TaskView> {
    let fulfiller: FulfillerId = who.party().cast();
    let rows: Vec<TicketRow> = tickets::table
        .filter(tickets::fulfiller_id.eq(fulfiller))
        .filter(tickets::task_id.eq(task))
        .order((tickets::ordinal, tickets::id))
        .limit(i64::try_from(bulk::MOST).unwrap_or(500))
        .select(TicketRow::as_select())
        .load(conn)?;
    let agent = rows.first().ok_or(Code::NotFound)?.agent_id;
    let mut documents = rows
        .into_iter()
        .map(Document::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    let mut customs = custom::of_task(conn, fulfiller, task, zone)?;
    for document in &mut documents {
        document.custom = customs.remove(&document.ticket);
    }
    let ready = documents.iter().all(|document| document.state != State::Asked);
    Ok(TaskView {
        task,
        agent: Owned::new(who.party().cast(), agent),
        ready,
        documents,
    })
}

impl TryFrom<TicketRow> for Document {
    type Error = Broken;

    fn try_from(row: TicketRow) -> Result<Self, Broken> {
        let state = State::of(&row.state).ok_or_else(|| Broken::row("tickets", "state", row.id))?;
        Ok(Self {
            ticket: Owned::new(row.merchant_id, row.id),
            parcel: Owned::new(row.merchant_id, row.parcel_id),
            state,
            code: row.code,
            print_no: row.print_no,
            envelope: row.envelope.filter(|_| state == State::Sealed),
            custom: None,
            queue_by: row.queue_by,
            leave_by: row.leave_by,
            ended_at: row.ended_at,
        })
    }
}
