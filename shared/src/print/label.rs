//! What a label says beside its receiver: gathered in four statements for a whole task.

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::Value;

use super::contents::{self, Contents};
use super::task::SealTask;
use crate::carrier::carriers;
use crate::clock::{Instant, Zone};
use crate::db::backend::{Conn, sql};
use crate::db::schema::parties;
use crate::error::Result;
use crate::id::{FulfillerId, Owned, ParcelId, PartyId, PrintAgentId, ReceiverId, TicketId};

/// The carrier whose labels are no labels.
const SANDBOX: &str = "sandbox";

/// One label to be sealed.
#[derive(QueryableByName)]
pub(super) struct Label {
    #[diesel(sql_type = sql::Uuid)]
    pub id: TicketId,
    #[diesel(sql_type = sql::Uuid)]
    pub parcel: ParcelId,
    #[diesel(sql_type = sql::Uuid)]
    pub fulfiller: FulfillerId,
    #[diesel(sql_type = sql::Uuid)]
    pub agent_party: PartyId,
    #[diesel(sql_type = sql::Uuid)]
    pub agent: PrintAgentId,
    #[diesel(sql_type = sql::Text)]
    pub agent_state: String,
    #[diesel(sql_type = sql::Nullable<sql::Binary>)]
    pub seal_key: Option<Vec<u8>>,
    #[diesel(sql_type = sql::BigInt)]
    pub ordinal: i64,
    #[diesel(sql_type = sql::BigInt)]
    pub total: i64,
    #[diesel(sql_type = sql::BigInt)]
    pub print_no: i64,
    #[diesel(sql_type = sql::Text)]
    pub size: String,
    #[diesel(sql_type = sql::Text)]
    pub template_hash: String,
    #[diesel(sql_type = sql::Instant)]
    pub queue_by: Instant,
    #[diesel(sql_type = sql::Instant)]
    pub leave_by: Instant,
    #[diesel(sql_type = sql::Uuid)]
    pub receiver: ReceiverId,
    #[diesel(sql_type = sql::Text)]
    pub carrier: String,
    #[diesel(sql_type = sql::Text)]
    pub number: String,
    #[diesel(sql_type = sql::Text)]
    pub waybill_state: String,
    #[diesel(sql_type = sql::Text)]
    pub sorting_code: String,
    #[diesel(sql_type = sql::Text)]
    pub hub: String,
    #[diesel(sql_type = sql::Text)]
    pub product: String,
    #[diesel(sql_type = sql::Instant)]
    pub issued_at: Instant,
    #[diesel(sql_type = sql::Text)]
    pub shop: String,
    #[diesel(embed)]
    pub rest: Rest,
}

/// What the statements after the first add.
#[derive(Default)]
pub(super) struct Rest {
    contents: Contents,
    sender: Value,
}

impl<DB: diesel::backend::Backend> diesel::deserialize::QueryableByName<DB> for Rest {
    fn build<'a>(_: &impl diesel::row::NamedRow<'a, DB>) -> diesel::deserialize::Result<Self> {
        Ok(Self::default())
    }
}

/// The labels of a task that still wait to be sealed, in the order of printing; the number of some may be void by now.
pub(super) fn of_task(conn: &mut Conn, task: SealTask) -> Result<Vec<Label>> {
    let mut labels: Vec<Label> = diesel::sql_query(LABELS)
        .bind::<sql::Uuid, _>(task.merchant)
        .bind::<sql::Uuid, _>(task.task)
        .load(conn)?;
    let parcels = labels.iter().map(|label| Owned::new(task.merchant, label.parcel));
    let mut contents = contents::of(conn, parcels)?;
    let senders = senders(conn, &labels)?;
    for label in &mut labels {
        let parcel = Owned::new(task.merchant, label.parcel);
        label.rest.contents = contents.remove(&parcel).unwrap_or_default();
        label.rest.sender = senders.get(&label.fulfiller).cloned().unwrap_or_default();
    }
    Ok(labels)
}

fn senders(conn: &mut Conn, labels: &[Label]) -> Result<HashMap<FulfillerId, Value>> {
    let mut fulfillers: Vec<FulfillerId> = labels.iter().map(|label| label.fulfiller).collect();
    fulfillers.dedup();
    let found: Vec<(PartyId, Value)> = parties::table
        .filter(parties::id.eq_any(fulfillers))
        .select((parties::id, parties::sender))
        .load(conn)?;
    Ok(found
        .into_iter()
        .map(|(party, sender)| (party.cast(), sender))
        .collect())
}

const LABELS: &str = "
    SELECT t.id, t.parcel_id AS parcel, t.fulfiller_id AS fulfiller, t.agent_party_id AS agent_party,
           t.agent_id AS agent,
           CASE WHEN f.state = 'active' THEN a.state ELSE 'revoked' END AS agent_state, a.seal_key, t.ordinal, t.print_no, t.size, t.template_hash,
           t.queue_by, t.leave_by, p.receiver_id AS receiver, w.carrier, w.number,
           w.state AS waybill_state, w.sorting_code, w.hub, w.product,
           w.issued_at, m.name AS shop,
           (SELECT COUNT(*) FROM tickets n WHERE n.fulfiller_id = t.fulfiller_id AND n.task_id = t.task_id) AS total
    FROM tickets t
    JOIN parcels p ON p.merchant_id = t.merchant_id AND p.id = t.parcel_id
    JOIN waybills w ON w.merchant_id = t.merchant_id AND w.id = t.waybill_id
    JOIN print_agents a ON a.party_id = t.agent_party_id AND a.id = t.agent_id
    JOIN parties m ON m.id = t.merchant_id
    JOIN parties f ON f.id = t.agent_party_id
    WHERE t.merchant_id = $1 AND t.task_id = $2 AND t.state = 'asked' ORDER BY t.ordinal, t.id";

impl Label {
    /// Division code of where it goes.
    pub(super) fn region(&self) -> i64 {
        self.rest.contents.region
    }

    /// What the label prints; the vault writes the receiver.
    pub(super) fn contents(self, zone: Zone) -> ::ticket::Ticket {
        let Rest { contents, sender } = self.rest;
        let (alias, remark) = (contents.alias(), contents.remark());
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        ::ticket::Ticket {
            document_id: self.number,
            carrier: ::ticket::Carrier {
                name: carrier_name(&self.carrier),
                code: self.carrier.clone(),
            },
            product: self.product,
            sorting_code: self.sorting_code,
            hub: self.hub,
            receiver: contact(String::new(), String::new(), String::new(), String::new()),
            sender: sender_contact(&sender),
            goods: contents.take_goods(),
            seq: count(self.ordinal),
            total: count(self.total),
            print_no: count(self.print_no),
            shop: self.shop,
            alias,
            remark,
            test_mark: self.carrier == SANDBOX,
            made_at: made_at(self.issued_at, zone),
            size: ::ticket::Size::ALL
                .into_iter()
                .find(|size| size.name() == self.size)
                .unwrap_or(::ticket::Size::W76H130),
            plain: false,
            piece: 0,
            pieces: 0,
            cod_fen: None,
            insured_fen: None,
            services: Vec::new(),
        }
    }
}

/// As labels print a moment.
pub(super) fn made_at(at: Instant, zone: Zone) -> String {
    at.with_timezone(&zone.offset()).format("%m-%d %H:%M").to_string()
}

/// As labels and papers name a carrier.
pub(super) fn carrier_name(code: &str) -> String {
    match carriers::find(code) {
        Some(carrier) => carrier.name.zh.to_owned(),
        None => "测试快递".to_owned(),
    }
}

/// True for a carrier numbers come from.
pub(super) fn is_carrier(code: &str) -> bool {
    code == SANDBOX || carriers::find(code).is_some()
}

fn contact(name: String, phone: String, region: String, address: String) -> ::ticket::Contact {
    ::ticket::Contact {
        name,
        phone,
        region,
        address,
    }
}

fn sender_contact(sender: &Value) -> ::ticket::Contact {
    let part = |name: &str| {
        sender
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let region = [part("province"), part("city"), part("district")];
    let region: Vec<String> = region.into_iter().filter(|level| !level.is_empty()).collect();
    contact(part("name"), part("phone"), region.join(" "), part("address"))
}
