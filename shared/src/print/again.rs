//! From the Nth again: a task's labels from one place on, asked for anew in their order.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::task::{self, Task};
use crate::bulk;
use crate::db::Tx;
use crate::db::schema::tickets;
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{FulfillerId, MerchantId, Owned, ParcelId, PrintAgentId, PrintTaskId, kind};
use crate::party::{Acting, OfSide};

/// From which label on.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Again {
    /// The task.
    pub task: PrintTaskId,
    /// The first label to print again, from 1.
    pub from: i64,
    /// Why again, for labels that may exist already; the others need none.
    #[serde(default)]
    pub reason: String,
    /// Another agent; the task's own unless told.
    #[serde(default)]
    pub agent: Option<Owned<kind::PrintAgent>>,
}

/// Asks for a task's labels anew from the Nth on; each label's refusal is in its row.
///
/// # Errors
/// `not_found`; `invalid_field` for a place the task does not have; what asking for labels says.
pub fn again<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, ask: &Again) -> Result<Task> {
    let fulfiller: FulfillerId = who.party().cast();
    let rows: Vec<(MerchantId, ParcelId, PrintAgentId, String, i64)> = tickets::table
        .filter(tickets::fulfiller_id.eq(fulfiller))
        .filter(tickets::task_id.eq(ask.task))
        .order((tickets::ordinal, tickets::id))
        .limit(i64::try_from(bulk::MOST).unwrap_or(500))
        .select((
            tickets::merchant_id,
            tickets::parcel_id,
            tickets::agent_id,
            tickets::size,
            tickets::ordinal,
        ))
        .load(tx.conn())?;
    let Some((_, _, agent, size, _)) = rows.first() else {
        return Err(Code::NotFound.into());
    };
    let size = ::ticket::Size::ALL.into_iter().find(|known| known.name() == size);
    let agent = ask.agent.unwrap_or(Owned::new(who.party().cast(), *agent));
    let parcels: Vec<Owned<kind::Parcel>> = rows
        .iter()
        .filter(|(.., ordinal)| *ordinal >= ask.from)
        .map(|(merchant, parcel, ..)| Owned::new(*merchant, *parcel))
        .collect();
    if ask.from < 1 || parcels.is_empty() {
        let most = rows.len();
        return Err(Refusal::new(Code::InvalidField)
            .at("/from")
            .saying(format!("1 to {most}"))
            .into());
    }
    let asked = task::Ask {
        agent,
        parcels,
        size: size.ok_or_else(|| Broken::row("tickets", "size", ask.task))?,
        reason: ask.reason.clone(),
        // What the label shows is chosen anew, as at a first print.
        template: None,
    };
    task::ask(tx, who, &asked)
}
