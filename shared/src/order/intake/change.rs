//! Known orders read again: lines are added, raised and cut, a changed receiver is sealed anew and flagged.

use std::collections::{HashMap, HashSet};

use diesel::RunQueryDsl;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::carry;
use super::fresh::{self, LinePlace};
use super::goods::Products;
use super::known::Known;
use super::{Indexed, Outcome, Owner, Taken};
use crate::clock::Instant;
use crate::comparison::{self, Question};
use crate::db::Tx;
use crate::db::backend::{Column, instant_text, row_set, sql};
use crate::db::schema::lines;
use crate::error::{Code, Refusal, Result};
use crate::id::{LineId, MerchantId, OrderId, Owned, ReceiverId};
use crate::order::filter::{city_of, province_of};
use crate::order::state::Origin;
use crate::order::token;
use crate::vault::Vault;
use crate::vault::intake::{Draft, DraftLine};
use crate::vault::{Change, Item};

/// A line as it stands.
#[derive(Queryable, Clone)]
struct Line {
    order_id: OrderId,
    id: LineId,
    key: String,
    ordered: i64,
    assigned: i64,
    refunded: i64,
}

/// What a re-import does to one order.
struct Plan<'a> {
    index: usize,
    paid_at: Option<Instant>,
    draft: &'a Draft,
    known: &'a Known,
    receiver: Change,
    added: Vec<&'a DraftLine>,
    resized: Vec<(LineId, i64, i64)>,
    exception: Option<&'static str>,
}

/// What became of drafts of known orders.
#[derive(Default)]
pub(super) struct Merged {
    pub answers: HashMap<usize, Result<Taken, Refusal>>,
    /// The receivers whose change was asked about.
    pub compared: Vec<ReceiverId>,
}

/// Merges drafts into the orders they name. Closed orders are left out of the answer: nothing changes them. What the
/// marketplace brought the merchant does not touch, and does not learn whether he guessed its receiver.
pub(super) fn merge(
    tx: &mut Tx<'_>,
    vault: &Vault,
    owner: Owner<'_>,
    products: &Products,
    drafts: &[(Indexed<'_>, &Known)],
) -> Result<Merged> {
    let mut merged = Merged::default();
    let mut open: Vec<_> = Vec::new();
    for draft in drafts.iter().filter(|(_, known)| known.state != "closed") {
        match owner.may_change(draft.1) {
            Ok(()) => open.push(*draft),
            Err(no) => drop(merged.answers.insert(draft.0.0, Err(no))),
        }
    }
    let granted = comparison::draw(tx, owner.asker(), Question::Changed, open.len())?;
    for ((index, _), _) in open.drain(granted..) {
        merged.answers.insert(index, Err(comparison::spent(tx.now())));
    }
    if open.is_empty() {
        return Ok(merged);
    }
    let plans = plan(tx, vault, owner, &open)?;
    carry_out(tx, vault, owner, products, &plans)?;
    merged.compared = plans.iter().map(|plan| plan.known.receiver_id).collect();
    let taken = plans
        .iter()
        .map(|plan| (plan.index, Ok(plan.taken(owner.merchant))));
    merged.answers.extend(taken);
    Ok(merged)
}

impl Owner<'_> {
    fn may_change(&self, known: &Known) -> Result<(), Refusal> {
        match (self.origin, known.origin.as_str()) {
            (Origin::Merchant, "platform") => Err(Code::OrderOfPlatform.into()),
            _ => Ok(()),
        }
    }
}

fn carry_out(
    tx: &mut Tx<'_>,
    vault: &Vault,
    owner: Owner<'_>,
    products: &Products,
    plans: &[Plan<'_>],
) -> Result<()> {
    reseal(tx, vault, owner.merchant, plans)?;
    resize_lines(tx, owner.merchant, plans)?;
    add_lines(tx, owner.merchant, products, plans)?;
    update_orders(tx, owner, plans)?;
    let moved: Vec<OrderId> = plans
        .iter()
        .filter(|plan| plan.receiver == Change::Receiver || plan.takes_over(owner.origin))
        .map(|plan| plan.known.id)
        .collect();
    let remarked: Vec<OrderId> = plans
        .iter()
        .filter(|plan| plan.receiver == Change::Remark)
        .map(|plan| plan.known.id)
        .collect();
    carry::numbers(tx, owner.merchant, &remarked)?;
    token::renew(tx, vault, owner.merchant, &moved)
}

fn plan<'a>(
    tx: &mut Tx<'_>,
    vault: &Vault,
    owner: Owner<'_>,
    drafts: &[(Indexed<'a>, &'a Known)],
) -> Result<Vec<Plan<'a>>> {
    let (merchant, now) = (owner.merchant, tx.now());
    let asked: Vec<_> = drafts
        .iter()
        .map(|((_, draft), known)| (known.receiver_id, &draft.receiver))
        .collect();
    let changes = vault.changed(tx, merchant, &asked)?;
    let ids: Vec<OrderId> = drafts.iter().map(|(_, known)| known.id).collect();
    let mut standing = standing_lines(tx, merchant, &ids)?;
    let planned = drafts.iter().zip(changes).map(|((draft, known), receiver)| Plan {
        paid_at: super::paid_at(owner.origin, draft.1, now),
        ..Plan::of(
            *draft,
            known,
            receiver,
            &standing.remove(&known.id).unwrap_or_default(),
            owner.origin,
        )
    });
    Ok(planned.collect())
}

fn standing_lines(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    orders: &[OrderId],
) -> Result<HashMap<OrderId, Vec<Line>>> {
    let rows: Vec<Line> = lines::table
        .filter(lines::merchant_id.eq(merchant))
        .filter(lines::order_id.eq_any(orders))
        .select((
            lines::order_id,
            lines::id,
            lines::key,
            lines::ordered,
            lines::assigned,
            lines::refunded,
        ))
        .load(tx.conn())?;
    let mut by_order: HashMap<OrderId, Vec<Line>> = HashMap::new();
    for row in rows {
        by_order.entry(row.order_id).or_default().push(row);
    }
    Ok(by_order)
}

impl<'a> Plan<'a> {
    fn of(
        (index, draft): Indexed<'a>,
        known: &'a Known,
        sealed: Change,
        standing: &[Line],
        origin: Origin,
    ) -> Self {
        // The region stands outside the sealed address: the same street in another city is another receiver. One who was
        // shredded cannot be compared, so nothing says that this is he.
        let receiver = match sealed {
            Change::Missing => Change::Receiver,
            _ if draft.receiver.region_code() != known.region => Change::Receiver,
            _ => sealed,
        };
        let mut plan = Self {
            paid_at: None,
            index,
            draft,
            known,
            receiver,
            added: Vec::new(),
            resized: Vec::new(),
            exception: None,
        };
        for line in &draft.lines {
            match standing.iter().find(|old| old.key == line.key) {
                None => plan.added.push(line),
                Some(old) => plan.resize(old, line.quantity),
            }
        }
        plan.cut_missing(standing, origin);
        if receiver == Change::Receiver {
            plan.exception = Some("receiver_changed");
        }
        plan
    }

    /// The marketplace sends whole orders: what it names no more was taken out of the order. A merchant's file may hold
    /// some lines of an order, so what is not in it stays as it is.
    fn cut_missing(&mut self, standing: &[Line], origin: Origin) {
        let named: HashSet<&str> = self.draft.lines.iter().map(|line| line.key.as_str()).collect();
        let gone = |old: &&Line| old.ordered > old.refunded && !named.contains(old.key.as_str());
        if origin == Origin::Platform {
            standing
                .iter()
                .filter(gone)
                .for_each(|old| self.resize(old, old.refunded));
        }
    }

    /// Raising and cutting free pieces is done; a cut below what is given away becomes an exception.
    fn resize(&mut self, old: &Line, wanted: i64) {
        let bound = old.assigned + old.refunded;
        if wanted < bound {
            self.exception = Some("cut_below_assigned");
        }
        let ordered = wanted.max(bound);
        if ordered != old.ordered {
            self.resized.push((old.id, ordered, ordered - bound));
        }
    }

    fn reseals(&self) -> bool {
        self.receiver != Change::None
    }

    fn opens(&self) -> bool {
        self.known.state == "unpaid" && self.paid_at.is_some()
    }

    /// The marketplace brings a number the merchant had brought: from now on it is the marketplace's order.
    fn takes_over(&self, origin: Origin) -> bool {
        origin == Origin::Platform && self.known.origin != origin.text()
    }

    fn changes_order(&self) -> bool {
        self.reseals()
            || self.opens()
            || !self.added.is_empty()
            || !self.resized.is_empty()
            || self.exception.is_some()
            || (self.draft.ship_by.is_some() && self.draft.ship_by != self.known.ship_by)
            || (!self.draft.seller_remark.is_empty() && self.draft.seller_remark != self.known.seller_remark)
    }

    fn taken(&self, merchant: MerchantId) -> Taken {
        Taken {
            id: Owned::new(merchant, self.known.id),
            external_no: self.known.external_no.clone(),
            outcome: if self.changes_order() {
                Outcome::Changed
            } else {
                Outcome::Unchanged
            },
            exception: self.exception,
        }
    }

    /// The order's row as it will stand.
    fn row(&self, door: Origin) -> Value {
        let (draft, known) = (self.draft, self.known);
        let origin = if self.takes_over(door) {
            door.text()
        } else {
            &known.origin
        };
        let region = if self.reseals() {
            draft.receiver.region_code()
        } else {
            known.region
        };
        let remark = if self.reseals() {
            draft.clean_remark()
        } else {
            known.remark.clone()
        };
        let seller_remark = if draft.seller_remark.is_empty() {
            &known.seller_remark
        } else {
            &draft.seller_remark
        };
        json!({
            "id": known.id.raw(),
            "origin": origin,
            "state": if self.opens() { "open" } else { &known.state },
            "paid_at": known.paid_at.or(self.paid_at).map(instant_text),
            "ship_by": draft.ship_by.or(known.ship_by).map(instant_text),
            "remark": remark,
            "seller_remark": seller_remark,
            "receiver_write": known.receiver_write + i64::from(self.reseals()),
            "province": province_of(region), "city": city_of(region), "region": region,
            "exception": self.exception.or(known.exception.as_deref()),
        })
    }
}

fn reseal(tx: &mut Tx<'_>, vault: &Vault, merchant: MerchantId, plans: &[Plan<'_>]) -> Result<()> {
    let items: Vec<Item<'_>> = plans
        .iter()
        .filter(|plan| plan.reseals())
        .map(|plan| Item {
            id: plan.known.receiver_id,
            write: plan.known.receiver_write + 1,
            plain: &plan.draft.receiver,
        })
        .collect();
    vault.seal_many(tx, merchant, &items)
}

fn resize_lines(tx: &mut Tx<'_>, merchant: MerchantId, plans: &[Plan<'_>]) -> Result<()> {
    let rows: Vec<Value> = plans
        .iter()
        .flat_map(|plan| &plan.resized)
        .map(|(id, ordered, free)| json!({ "id": id.raw(), "ordered": ordered, "free": free }))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let set = row_set(
        1,
        &[
            ("id", Column::Uuid),
            ("ordered", Column::BigInt),
            ("free", Column::BigInt),
        ],
    );
    let query = format!(
        "UPDATE lines SET ordered = r.ordered, free = r.free FROM {set} r WHERE lines.id = r.id AND lines.merchant_id = $2"
    );
    diesel::sql_query(query)
        .bind::<sql::Text, _>(serde_json::to_string(&rows)?)
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(())
}

fn add_lines(tx: &mut Tx<'_>, merchant: MerchantId, products: &Products, plans: &[Plan<'_>]) -> Result<()> {
    let mut all = Vec::new();
    for plan in plans {
        let place = LinePlace {
            merchant,
            order: plan.known.id,
            placed_at: plan.known.placed_at,
        };
        all.extend(fresh::new_lines(place, products, plan.added.iter().copied())?);
    }
    fresh::insert_lines(tx, &all)
}

fn update_orders(tx: &mut Tx<'_>, owner: Owner<'_>, plans: &[Plan<'_>]) -> Result<()> {
    let rows: Vec<Value> = plans
        .iter()
        .filter(|plan| plan.changes_order() || plan.takes_over(owner.origin))
        .map(|plan| plan.row(owner.origin))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let text = ["origin", "state", "remark", "seller_remark", "exception"].map(|name| (name, Column::Text));
    let numbers = ["receiver_write", "province", "city", "region"].map(|name| (name, Column::BigInt));
    let times = ["paid_at", "ship_by"].map(|name| (name, Column::Instant));
    let set = row_set(
        1,
        &[&[("id", Column::Uuid)][..], &text[..], &numbers[..], &times[..]].concat(),
    );
    let query = format!(
        "UPDATE orders SET origin = r.origin, state = r.state, paid_at = r.paid_at, ship_by = r.ship_by, remark = r.remark,
                seller_remark = r.seller_remark, receiver_write = r.receiver_write, province = r.province,
                city = r.city, region = r.region, exception = r.exception,
                retail_fen = (SELECT COALESCE(SUM(l.ordered * l.price_fen), 0) FROM lines l
                              WHERE l.merchant_id = orders.merchant_id AND l.order_id = orders.id)
         FROM {set} r WHERE orders.id = r.id AND orders.merchant_id = $2"
    );
    diesel::sql_query(query)
        .bind::<sql::Text, _>(serde_json::to_string(&rows)?)
        .bind::<sql::Uuid, _>(owner.merchant)
        .execute(tx.conn())?;
    Ok(())
}
