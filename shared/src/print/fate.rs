//! Labels without a receipt: shown until their fate is known, and asked about where only a person can tell.

use chrono::Duration;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::agent::AgentRef;
use super::receipt::{self, Printed};
use super::ticket::State;
use crate::clock::Instant;
use crate::db::backend::{Conn, FOR_UPDATE, sql};
use crate::db::schema::{label_answers, tickets};
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{
    FulfillerId, MerchantId, Owned, ParcelId, PartyId, PersonId, PrintAgentId, PrintTaskId, TicketId, kind,
};
use crate::page::{Page, Paging};
use crate::parcel::rows::lock_orders;
use crate::party::{Acting, OfSide, Who};

/// An agent that was allowed to open a ticket has this long before a person may speak for it.
const BUSY_MINUTES: i64 = 2;
/// A ticket this old that no agent spoke of is worth showing.
const QUIET_MINUTES: i64 = 10;

/// Which labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Their agent cannot say whether they came out: look, and answer.
    Unknown,
    /// Sealed or opened more than ten minutes ago, and no receipt since.
    NoReceipt,
}

/// What the list is narrowed by.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[schema(as = OpenLabelsAsk)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Ask {
    /// Which labels.
    #[param(inline)]
    pub fate: Fate,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// A label whose fate is open.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct OpenLabel {
    /// Its ticket.
    pub ticket: Owned<kind::Ticket>,
    /// The task it was asked for in.
    pub task: PrintTaskId,
    /// Its parcel.
    pub parcel: Owned<kind::Parcel>,
    /// The agent it was sealed to.
    pub agent: AgentRef,
    /// What people call that agent.
    pub agent_name: String,
    /// The carrier's code.
    pub carrier: String,
    /// The number on it.
    pub number: String,
    /// Where its ticket stands.
    pub state: State,
    /// Which print of the label this is.
    pub print_no: i64,
    /// When it was asked for.
    pub asked_at: Instant,
    /// When its agent was allowed to open it.
    pub redeemed_at: Option<Instant>,
    /// `say` where a person may tell.
    pub actions: Vec<&'static str>,
}

/// A person's word on a label: look at the printer, then say.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// It came out.
    pub printed: bool,
}

/// What is on record after a person spoke.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Said {
    /// The ticket.
    pub ticket: Owned<kind::Ticket>,
    /// printed, or failed: then a fresh ticket needs no reason.
    pub state: State,
    /// When it was said.
    pub said_at: Instant,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: TicketId,
    #[diesel(sql_type = sql::Uuid)]
    task_id: PrintTaskId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::Uuid)]
    agent_party_id: PartyId,
    #[diesel(sql_type = sql::Uuid)]
    agent_id: PrintAgentId,
    #[diesel(sql_type = sql::Text)]
    agent_name: String,
    #[diesel(sql_type = sql::Text)]
    carrier: String,
    #[diesel(sql_type = sql::Text)]
    number: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::BigInt)]
    print_no: i64,
    #[diesel(sql_type = sql::Instant)]
    asked_at: Instant,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    redeemed_at: Option<Instant>,
}

/// Where a page ended.
#[derive(Serialize, Deserialize)]
struct Place(i64, TicketId);

/// A page of the caller's labels whose fate is open, the longest waiting first.
///
/// # Errors
/// `invalid_field` for a limit or cursor that is none.
pub fn open<S: OfSide>(conn: &mut Conn, who: &Acting<S>, ask: &Ask, now: Instant) -> Result<Page<OpenLabel>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let limit = paging.rows()?;
    let from = paging
        .place::<Place>()?
        .unwrap_or(Place(0, TicketId::of(uuid::Uuid::nil())));
    let (states, before) = match ask.fate {
        Fate::Unknown => ("t.state = 'unknown'", now),
        Fate::NoReceipt => (
            "t.state IN ('sealed', 'redeemed')",
            now - Duration::minutes(QUIET_MINUTES),
        ),
    };
    let query = SELECT.replace("{states}", states);
    let rows: Vec<Row> = diesel::sql_query(query)
        .bind::<sql::Uuid, FulfillerId>(who.party().cast())
        .bind::<sql::Instant, _>(Instant::from_timestamp_micros(from.0).unwrap_or_default())
        .bind::<sql::Uuid, _>(from.1)
        .bind::<sql::Instant, _>(before)
        .bind::<sql::BigInt, _>(limit + 1)
        .load(conn)?;
    let labels = rows
        .into_iter()
        .map(|row| row.label(now))
        .collect::<Result<Vec<_>, Broken>>()?;
    Page::cut(labels, limit, |label| {
        Place(label.asked_at.timestamp_micros(), label.ticket.id)
    })
}

const SELECT: &str = "
    SELECT t.merchant_id, t.id, t.task_id, t.parcel_id, t.agent_party_id, t.agent_id, a.name AS agent_name, w.carrier,
           w.number, t.state, t.print_no, t.asked_at, t.redeemed_at
    FROM tickets t
    JOIN print_agents a ON a.party_id = t.agent_party_id AND a.id = t.agent_id
    JOIN waybills w ON w.merchant_id = t.merchant_id AND w.id = t.waybill_id
    WHERE t.fulfiller_id = $1 AND t.state IN ('sealed', 'redeemed', 'unknown') AND {states}
      AND (t.asked_at, t.id) > ($2, $3) AND t.asked_at <= $4
    ORDER BY t.asked_at, t.id LIMIT $5";

impl Row {
    fn label(self, now: Instant) -> Result<OpenLabel, Broken> {
        let state = State::of(&self.state).ok_or_else(|| Broken::row("tickets", "state", self.id))?;
        let actions = match may_say(state, self.redeemed_at, now) {
            Ok(()) => vec!["say"],
            Err(_) => Vec::new(),
        };
        Ok(OpenLabel {
            ticket: Owned::new(self.merchant_id, self.id),
            task: self.task_id,
            parcel: Owned::new(self.merchant_id, self.parcel_id),
            agent: Owned::new(self.agent_party_id.cast(), self.agent_id),
            agent_name: self.agent_name,
            carrier: self.carrier,
            number: self.number,
            state,
            print_no: self.print_no,
            asked_at: self.asked_at,
            redeemed_at: self.redeemed_at,
            actions,
        })
    }
}

/// A person speaks for an agent that cannot tell, or that has been silent since it opened the ticket.
fn may_say(state: State, redeemed_at: Option<Instant>, now: Instant) -> Result<(), Refusal> {
    match (state, redeemed_at) {
        (State::Unknown, _) => Ok(()),
        (State::Redeemed, Some(at)) if now - at > Duration::minutes(BUSY_MINUTES) => Ok(()),
        (State::Redeemed, _) => {
            Err(Refusal::new(Code::StateForbids).saying("its agent may still be printing it"))
        }
        _ => Err(Code::StateForbids.into()),
    }
}

#[derive(QueryableByName)]
struct Open {
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    redeemed_at: Option<Instant>,
}

/// Records a person's word on a label: once, with who said it and when.
///
/// # Errors
/// `not_found`; `state_forbids` for a label whose fate is known, or whose agent may still be at it.
pub fn say<S: OfSide>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    ticket: Owned<kind::Ticket>,
    ask: Say,
) -> Result<Said> {
    let parcels = receipt::parcels_of(tx, who.party().cast(), &[ticket])?;
    lock_orders(tx, who.party().cast(), [], parcels)?;
    let query = format!(
        "SELECT parcel_id, state, redeemed_at FROM tickets
         WHERE fulfiller_id = $1 AND merchant_id = $2 AND id = $3{FOR_UPDATE}"
    );
    let found: Vec<Open> = diesel::sql_query(query)
        .bind::<sql::Uuid, FulfillerId>(who.party().cast())
        .bind::<sql::Uuid, _>(ticket.owner)
        .bind::<sql::Uuid, _>(ticket.id)
        .load(tx.conn())?;
    let row = found.into_iter().next().ok_or(Code::NotFound)?;
    let state = State::of(&row.state).ok_or_else(|| Broken::row("tickets", "state", ticket.id))?;
    let now = tx.now();
    may_say(state, row.redeemed_at, now)?;
    let state = end(tx, ticket, ask)?;
    record(tx, who, ticket, ask)?;
    tx.stir(who.party(), Noun::Printing);
    if ask.printed {
        receipt::count(
            tx,
            &[Printed {
                merchant: ticket.owner,
                parcel: row.parcel_id,
            }],
        )?;
    }
    Ok(Said {
        ticket,
        state,
        said_at: now,
    })
}

fn end(tx: &mut Tx<'_>, ticket: Owned<kind::Ticket>, ask: Say) -> Result<State> {
    let (state, code) = match ask.printed {
        true => (State::Printed, None),
        false => (State::Failed, Some(receipt::SAID_NOT_PRINTED)),
    };
    let now = tx.now();
    diesel::update(tickets::table.find((ticket.owner, ticket.id)))
        .set((
            tickets::state.eq(state.text()),
            tickets::code.eq(code),
            tickets::ended_at.eq(now),
            tickets::envelope.eq(None::<serde_json::Value>),
        ))
        .execute(tx.conn())?;
    Ok(state)
}

fn record<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, ticket: Owned<kind::Ticket>, ask: Say) -> Result<()> {
    let by: Option<PersonId> = match who.who() {
        Who::Person(person) => Some(person),
        Who::Machine(_) | Who::Worker => None,
    };
    let now = tx.now();
    diesel::insert_into(label_answers::table)
        .values((
            label_answers::merchant_id.eq(ticket.owner),
            label_answers::ticket_id.eq(ticket.id),
            label_answers::printed.eq(ask.printed),
            label_answers::said_by.eq(by),
            label_answers::said_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_speaks_only_where_the_agent_cannot() {
        let now = Instant::from_timestamp(1_000_000, 0).unwrap();
        let ago = |minutes| Some(now - Duration::minutes(minutes));
        assert!(may_say(State::Unknown, ago(0), now).is_ok());
        assert!(may_say(State::Redeemed, ago(3), now).is_ok());
        assert!(may_say(State::Redeemed, ago(1), now).is_err());
        for known in [
            State::Asked,
            State::Sealed,
            State::Printed,
            State::Failed,
            State::Refused,
        ] {
            assert_eq!(may_say(known, ago(60), now).unwrap_err().code, Code::StateForbids);
        }
    }
}
