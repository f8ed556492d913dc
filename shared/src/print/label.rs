//! What a label says beside its receiver: gathered in three statements for a whole task.

use std::collections::HashMap;

use diesel::prelude::*;
use serde_json::Value;

use super::task::SealTask;
use crate::carrier::carriers;
use crate::clock::{Instant, Zone};
use crate::db::backend::{Conn, sql};
use crate::db::schema::parties;
use crate::error::Result;
use crate::id::{FulfillerId, ParcelId, PartyId, PrintAgentId, ReceiverId, TicketId};

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
    pub sorting_code: String,
    #[diesel(sql_type = sql::Text)]
    pub hub: String,
    #[diesel(sql_type = sql::Text)]
    pub product: String,
    #[diesel(sql_type = sql::Instant)]
    pub issued_at: Instant,
    #[diesel(sql_type = sql::BigInt)]
    pub region: i64,
    #[diesel(sql_type = sql::Text)]
    pub alias: String,
    #[diesel(sql_type = sql::Text)]
    pub remark: String,
    #[diesel(sql_type = sql::Text)]
    pub shop: String,
    #[diesel(embed)]
    pub rest: Rest,
}

/// What the second and third statement add.
#[derive(Default)]
pub(super) struct Rest {
    goods: Vec<Item>,
    sender: Value,
}

impl<DB: diesel::backend::Backend> diesel::deserialize::QueryableByName<DB> for Rest {
    fn build<'a>(_: &impl diesel::row::NamedRow<'a, DB>) -> diesel::deserialize::Result<Self> {
        Ok(Self::default())
    }
}

#[derive(QueryableByName)]
struct Item {
    #[diesel(sql_type = sql::Uuid)]
    parcel: ParcelId,
    #[diesel(sql_type = sql::Text)]
    sku: String,
    #[diesel(sql_type = sql::Text)]
    name: String,
    #[diesel(sql_type = sql::Text)]
    spec: String,
    #[diesel(sql_type = sql::BigInt)]
    quantity: i64,
}

/// The labels of a task that still wait to be sealed, in the order of printing.
pub(super) fn of_task(conn: &mut Conn, task: SealTask) -> Result<Vec<Label>> {
    let mut labels: Vec<Label> = diesel::sql_query(LABELS)
        .bind::<sql::Uuid, _>(task.merchant)
        .bind::<sql::Uuid, _>(task.task)
        .load(conn)?;
    let items: Vec<Item> = diesel::sql_query(ITEMS)
        .bind::<sql::Uuid, _>(task.merchant)
        .bind::<sql::Uuid, _>(task.task)
        .load(conn)?;
    let mut goods: HashMap<ParcelId, Vec<Item>> = HashMap::new();
    for item in items {
        goods.entry(item.parcel).or_default().push(item);
    }
    let senders = senders(conn, &labels)?;
    for label in &mut labels {
        label.rest.goods = goods.remove(&label.parcel).unwrap_or_default();
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

/// A merged parcel shows the alias of its first assignment; all of them have the same receiver.
const LABELS: &str = "
    SELECT t.id, t.parcel_id AS parcel, t.fulfiller_id AS fulfiller, t.agent_party_id AS agent_party,
           t.agent_id AS agent, a.state AS agent_state, a.seal_key, t.ordinal, t.print_no, t.size, t.template_hash,
           t.queue_by, t.leave_by, p.receiver_id AS receiver, w.carrier, w.number, w.sorting_code, w.hub, w.product,
           w.issued_at, o.region, s.alias, o.remark, m.name AS shop,
           (SELECT COUNT(*) FROM tickets n WHERE n.fulfiller_id = t.fulfiller_id AND n.task_id = t.task_id) AS total
    FROM tickets t
    JOIN parcels p ON p.merchant_id = t.merchant_id AND p.id = t.parcel_id
    JOIN waybills w ON w.merchant_id = t.merchant_id AND w.id = t.waybill_id AND w.state = 'issued'
    JOIN print_agents a ON a.party_id = t.agent_party_id AND a.id = t.agent_id
    JOIN assignments s ON s.merchant_id = t.merchant_id AND s.id =
        (SELECT i.assignment_id FROM parcel_items i WHERE i.merchant_id = t.merchant_id AND i.parcel_id = t.parcel_id
         ORDER BY i.assignment_id LIMIT 1)
    JOIN orders o ON o.merchant_id = s.merchant_id AND o.id = s.order_id
    JOIN parties m ON m.id = t.merchant_id
    WHERE t.merchant_id = $1 AND t.task_id = $2 AND t.state = 'asked' ORDER BY t.ordinal, t.id";

/// Goods in the fulfiller's own words where the binding has them.
const ITEMS: &str = "
    SELECT i.parcel_id AS parcel, COALESCE(k.fulfiller_sku, r.sku) AS sku, r.spec, CAST(SUM(i.quantity) AS bigint) AS quantity,
           CASE WHEN COALESCE(k.fulfiller_name, '') = '' THEN r.name ELSE k.fulfiller_name END AS name
    FROM tickets t
    JOIN parcels p ON p.merchant_id = t.merchant_id AND p.id = t.parcel_id
    JOIN parcel_items i ON i.merchant_id = t.merchant_id AND i.parcel_id = t.parcel_id
    JOIN lines l ON l.merchant_id = i.merchant_id AND l.id = i.line_id
    JOIN products r ON r.merchant_id = l.merchant_id AND r.id = l.product_id
    LEFT JOIN sku_map k ON k.merchant_id = p.merchant_id AND k.binding_id = p.binding_id AND k.product_id = r.id
    WHERE t.merchant_id = $1 AND t.task_id = $2 AND t.state = 'asked'
    GROUP BY i.parcel_id, r.id, r.sku, r.name, r.spec, k.fulfiller_sku, k.fulfiller_name
    ORDER BY i.parcel_id, sku, r.spec";

impl Label {
    /// What the label prints; the vault writes the receiver.
    pub(super) fn contents(self, zone: Zone) -> ::ticket::Ticket {
        let Rest { goods, sender } = self.rest;
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
            goods: goods
                .into_iter()
                .take(::ticket::MAX_GOODS)
                .map(Item::goods)
                .collect(),
            seq: count(self.ordinal),
            total: count(self.total),
            print_no: count(self.print_no),
            shop: self.shop,
            alias: self.alias,
            remark: self.remark,
            test_mark: self.carrier == SANDBOX,
            made_at: self
                .issued_at
                .with_timezone(&zone.offset())
                .format("%m-%d %H:%M")
                .to_string(),
            size: ::ticket::Size::ALL
                .into_iter()
                .find(|size| size.name() == self.size)
                .unwrap_or(::ticket::Size::W76H130),
            plain: false,
        }
    }
}

impl Item {
    fn goods(self) -> ::ticket::Goods {
        let quantity = u32::try_from(self.quantity).unwrap_or(u32::MAX);
        ::ticket::Goods {
            sku: self.sku,
            name: self.name,
            spec: self.spec,
            quantity,
        }
    }
}

fn carrier_name(code: &str) -> String {
    match carriers::find(code) {
        Some(carrier) => carrier.name.zh.to_owned(),
        None => "测试快递".to_owned(),
    }
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
