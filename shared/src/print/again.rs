//! From the Nth again: a task's labels from one place on, asked for anew in their order.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::task::{self, Task};
use super::template::TemplateRef;
use crate::bulk;
use crate::db::Tx;
use crate::db::schema::{label_templates, tickets};
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{
    FulfillerId, LabelTemplateId, MerchantId, Owned, ParcelId, PartyId, PrintAgentId, PrintTaskId, kind,
};
use crate::party::{Acting, OfSide};

#[derive(Queryable, Selectable)]
#[diesel(table_name = tickets)]
struct Row {
    merchant_id: MerchantId,
    parcel_id: ParcelId,
    agent_id: PrintAgentId,
    size: String,
    ordinal: i64,
    custom_party_id: Option<PartyId>,
    custom_template_id: Option<LabelTemplateId>,
}

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
    let rows: Vec<Row> = tickets::table
        .filter(tickets::fulfiller_id.eq(fulfiller))
        .filter(tickets::task_id.eq(ask.task))
        .order((tickets::ordinal, tickets::id))
        .limit(i64::try_from(bulk::MOST).unwrap_or(500))
        .select(Row::as_select())
        .load(tx.conn())?;
    let Some(first) = rows.first() else {
        return Err(Code::NotFound.into());
    };
    let size = ::ticket::Size::ALL
        .into_iter()
        .find(|known| known.name() == first.size);
    let agent = ask
        .agent
        .unwrap_or(Owned::new(who.party().cast(), first.agent_id));
    let parcels: Vec<Owned<kind::Parcel>> = rows
        .iter()
        .filter(|row| row.ordinal >= ask.from)
        .map(|row| Owned::new(row.merchant_id, row.parcel_id))
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
        template: drawing(tx, who.party(), &rows)?,
    };
    task::ask(tx, who, &asked)
}

/// The drawing the whole task was asked with, while the party still has it; otherwise each label's is chosen anew, as at a
/// first print.
fn drawing(tx: &mut Tx<'_>, party: PartyId, rows: &[Row]) -> Result<Option<TemplateRef>> {
    let of = |row: &Row| (row.custom_party_id, row.custom_template_id);
    let same = rows
        .windows(2)
        .all(|pair| pair.iter().map(of).all(|one| Some(one) == pair.first().map(of)));
    let (true, Some((Some(own), Some(id)))) = (same, rows.first().map(of)) else {
        return Ok(None);
    };
    if own != party {
        return Ok(None);
    }
    let there = label_templates::table.find((own, id));
    let there: bool = diesel::select(diesel::dsl::exists(there)).get_result(tx.conn())?;
    Ok(there.then(|| Owned::new(own.cast(), id)))
}
