//! What happened to an order, from the times its rows keep: who did what, when.

mod events;

use std::collections::HashMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::db::backend::{Conn, sql};
use crate::db::schema::{machines, orders, people};
use crate::error::{Broken, OrRefuse, Result};
use crate::id::{AssignmentId, MachineId, MerchantId, Owned, ParcelId, PersonId, RefundId, kind};
use crate::party::{Acting, Merchant};

/// Events a timeline shows at most.
const MOST: i64 = 500;

/// What happened to an order, oldest first.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Timeline {
    /// The events, at most 500.
    pub events: Vec<Event>,
    /// True if there are more.
    pub more: bool,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = TimelineEvent)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// What.
    pub what: What,
    /// Which side did it.
    pub side: Doer,
    /// The party's name, where it is not the merchant.
    pub party: Option<String>,
    /// The person's or machine's name, where one of the merchant's own was recorded.
    pub actor: Option<String>,
    /// The assignment it is about.
    pub assignment: Option<Owned<kind::Assignment>>,
    /// The parcel it is about.
    pub parcel: Option<Owned<kind::Parcel>>,
    /// The refund it is about.
    pub refund: Option<Owned<kind::Refund>>,
    /// Pieces of this order it is about.
    pub quantity: Option<i64>,
    /// The carrier's code.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub number: Option<String>,
    /// A stable code: why it was closed, declined, failed.
    pub code: Option<String>,
    /// In the doer's words.
    pub note: Option<String>,
}

/// What may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TimelineWhat)]
#[expect(missing_docs, reason = "the words say it")]
pub enum What {
    Taken,
    Paid,
    Closed,
    Assigned,
    Released,
    Accepted,
    Declined,
    Failed,
    Recalled,
    RecallAsked,
    RecallGranted,
    RecallDenied,
    RecallWithdrawn,
    Packed,
    Unpacked,
    NumberAsked,
    Numbered,
    NumberFailed,
    NumberVoided,
    Printed,
    Shipped,
    Delivered,
    Returned,
    RefundOpened,
    RefundOverridden,
    RefundDone,
    RefundWithdrawn,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TimelineSide)]
pub enum Doer {
    /// Somebody of the merchant.
    Merchant,
    /// Whoever packs.
    Fulfiller,
    /// The marketplace.
    Platform,
    /// The carrier, through the platform.
    Carrier,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Instant)]
    at: Instant,
    #[diesel(sql_type = sql::Text)]
    what: String,
    #[diesel(sql_type = sql::Text)]
    side: String,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    party: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    actor: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    assignment: Option<AssignmentId>,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    parcel: Option<ParcelId>,
    #[diesel(sql_type = sql::Nullable<sql::Uuid>)]
    refund: Option<RefundId>,
    #[diesel(sql_type = sql::Nullable<sql::BigInt>)]
    quantity: Option<i64>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    carrier: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    number: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    code: Option<String>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    note: Option<String>,
}

/// What happened to an order of the merchant.
///
/// # Errors
/// `not_found`.
pub fn timeline(conn: &mut Conn, who: &Acting<Merchant>, order: Owned<kind::Order>) -> Result<Timeline> {
    super::own(who, order)?;
    let merchant = who.merchant();
    let _: Instant = orders::table
        .find((merchant, order.id))
        .select(orders::created_at)
        .first(conn)
        .or_missing()?;
    let mut rows: Vec<Row> = diesel::sql_query(events::statement())
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Uuid, _>(order.id)
        .bind::<sql::BigInt, _>(MOST + 1)
        .load(conn)?;
    let most = usize::try_from(MOST).unwrap_or_default();
    let more = rows.len() > most;
    rows.truncate(most);
    let names = names(conn, merchant, &rows)?;
    let events = rows.into_iter().map(|row| row.event(merchant, &names));
    Ok(Timeline {
        events: events.collect::<Result<_>>()?,
        more,
    })
}

/// The names of the merchant's own people and machines among the actors.
fn names(conn: &mut Conn, merchant: MerchantId, rows: &[Row]) -> Result<HashMap<String, String>> {
    let actors = || rows.iter().filter_map(|row| row.actor.as_deref());
    let persons: Vec<PersonId> = actors().filter_map(|actor| actor.parse().ok()).collect();
    let programs: Vec<MachineId> = actors().filter_map(|actor| actor.parse().ok()).collect();
    let named: Vec<(PersonId, String)> = people::table
        .filter(people::side.eq("merchant"))
        .filter(people::id.eq_any(persons))
        .select((people::id, people::name))
        .load(conn)?;
    let mut names: HashMap<String, String> = named
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    let named: Vec<(MachineId, String)> = machines::table
        .filter(machines::party_id.eq(merchant.cast::<kind::Party>()))
        .filter(machines::id.eq_any(programs))
        .select((machines::id, machines::name))
        .load(conn)?;
    names.extend(named.into_iter().map(|(id, name)| (id.to_string(), name)));
    Ok(names)
}

impl Row {
    fn event(self, merchant: MerchantId, names: &HashMap<String, String>) -> Result<Event> {
        let words = |text: Option<String>| text.filter(|text| !text.is_empty());
        Ok(Event {
            at: self.at,
            what: word(&self.what)?,
            side: word(&self.side)?,
            party: self.party,
            actor: self.actor.and_then(|actor| names.get(&actor).cloned()),
            assignment: self.assignment.map(|id| Owned::new(merchant, id)),
            parcel: self.parcel.map(|id| Owned::new(merchant, id)),
            refund: self.refund.map(|id| Owned::new(merchant, id)),
            quantity: self.quantity,
            carrier: self.carrier,
            number: self.number,
            code: words(self.code),
            note: words(self.note),
        })
    }
}

fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    let word = serde_json::from_value(text.into());
    Ok(word.map_err(|_| Broken::new(format!("a timeline has no word for {text}")))?)
}
