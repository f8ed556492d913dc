//! Assigning: pieces of many orders to fulfillers in one call, in a fixed number of statements.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::Duration;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::alias::alias;
use super::ask::{Ask, Given, Reply, Target};
use super::plan::{self, BindingFacts, Facts, LineFacts, OrderFacts, Share, Together};
use super::release;
use super::settled::unflag;
use crate::bulk;
use crate::clock::Instant;
use crate::db::backend::{Column, FOR_UPDATE, LED_JOIN, for_share_of, for_update_of, id_set, row_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{ActId, AssignmentId, BindingId, FulfillerId, Id, LineId, MerchantId, OrderId, Owned};
use crate::party::setting::{self, Setting};
use crate::party::{Acting, Merchant};
use crate::vault::Vault;
use crate::{order, outbox};

/// Gives pieces to fulfillers; each row has its own answer. Nobody sees them until the undo window is over.
///
/// # Errors
/// `too_many_rows`; what is wrong with a row is in its answer.
pub fn assign(tx: &mut Tx<'_>, vault: &Vault, who: &Acting<Merchant>, ask: &Ask) -> Result<Reply> {
    bulk::bounded(&ask.rows, "/rows")?;
    let merchant = who.merchant();
    let hold = Hold::of(tx)?;
    let (facts, shown) = facts(tx, merchant, ask, hold)?;
    let decided = plan::decide(merchant, &facts, &ask.rows);
    let together = plan::together(decided.iter().flatten());
    let act = ActId::fresh();
    let made = make(tx, merchant, &shown, &together, act, hold)?;
    hand_over(tx, vault, merchant, act, hold, &made)?;
    let rows = decided
        .into_iter()
        .map(|share| share.and_then(|share| given(merchant, &made, &share)));
    Ok(Reply {
        act: Owned::new(merchant, act),
        held_until: hold.until,
        rows: bulk::Rows::of(rows.collect::<Vec<_>>()),
    })
}

/// How long nobody sees it.
#[derive(Clone, Copy)]
struct Hold {
    seconds: i64,
    until: Instant,
}

impl Hold {
    fn of(tx: &mut Tx<'_>) -> Result<Self> {
        let seconds = setting::get(tx.conn(), Setting::HELD_SECONDS)?;
        let until = tx.now() + Duration::seconds(seconds);
        Ok(Self { seconds, until })
    }
}

/// What the alias of an assignment is made of, and whose it is.
struct Shown {
    numbers: HashMap<OrderId, String>,
    bindings: HashMap<BindingId, (FulfillerId, Vec<u8>)>,
}

#[derive(QueryableByName)]
struct OrderRow {
    #[diesel(sql_type = sql::Uuid)]
    id: OrderId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Text)]
    external_no: String,
}

#[derive(QueryableByName)]
struct LineRow {
    #[diesel(sql_type = sql::Uuid)]
    order_id: OrderId,
    #[diesel(sql_type = sql::Uuid)]
    id: LineId,
    #[diesel(sql_type = sql::BigInt)]
    free: i64,
    #[diesel(sql_type = sql::BigInt)]
    refunds: i64,
}

#[derive(QueryableByName)]
struct BindingRow {
    #[diesel(sql_type = sql::Uuid)]
    id: BindingId,
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Binary)]
    alias_key: Vec<u8>,
    #[diesel(sql_type = sql::Bool)]
    theirs_on: bool,
    #[diesel(sql_type = sql::Bool)]
    ours_on: bool,
}

/// Locks the orders, then the bindings, and reads what the rows are decided on.
fn facts(tx: &mut Tx<'_>, merchant: MerchantId, ask: &Ask, hold: Hold) -> Result<(Facts, Shown)> {
    let orders: BTreeSet<OrderId> = ask.rows.iter().map(|row| row.order.id).collect();
    let orders: Vec<OrderId> = orders.into_iter().collect();
    let mut facts = Facts::default();
    let mut numbers = HashMap::new();
    for row in lock_orders(tx, merchant, &orders)? {
        let open = row.state == "open";
        facts.orders.insert(
            row.id,
            OrderFacts {
                open,
                lines: Vec::new(),
            },
        );
        numbers.insert(row.id, row.external_no);
    }
    for row in lines(tx, merchant, &orders)? {
        if let Some(order) = facts.orders.get_mut(&row.order_id) {
            order.lines.push(LineFacts {
                id: row.id,
                free: row.free,
                refund_open: row.refunds > 0,
            });
        }
    }
    let bindings = binding_facts(tx, merchant, ask, hold, &mut facts)?;
    Ok((facts, Shown { numbers, bindings }))
}

fn lock_orders(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<Vec<OrderRow>> {
    let text = format!(
        "SELECT id, state, external_no FROM orders WHERE merchant_id = $1 AND id IN {} ORDER BY id{FOR_UPDATE}",
        id_set(2)
    );
    let found = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .load(tx.conn())?;
    Ok(found)
}

fn lines(tx: &mut Tx<'_>, merchant: MerchantId, orders: &[OrderId]) -> Result<Vec<LineRow>> {
    let text = format!(
        "SELECT order_id, id, free, CASE WHEN refund_state = 'open' THEN (
                SELECT COUNT(*) FROM refunds f WHERE f.merchant_id = lines.merchant_id AND f.line_id = lines.id
                    AND f.state = 'open' AND f.overridden_at IS NULL) ELSE 0 END AS refunds
         FROM lines WHERE merchant_id = $1 AND order_id IN {} ORDER BY order_id, ordinal, id",
        id_set(2)
    );
    let found = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(orders))
        .load(tx.conn())?;
    Ok(found)
}

fn binding_facts(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    ask: &Ask,
    hold: Hold,
    facts: &mut Facts,
) -> Result<HashMap<BindingId, (FulfillerId, Vec<u8>)>> {
    let mut named: BTreeSet<BindingId> = BTreeSet::new();
    for row in &ask.rows {
        if let Target::Binding(id) = row.to {
            named.insert(id.id);
        }
    }
    let mut shown = HashMap::new();
    for row in keep_bindings(tx, merchant, hold, &named)? {
        let live = row.state == "active";
        facts.drop_shipping = row.ours_on;
        facts.bindings.insert(
            row.id,
            BindingFacts {
                live,
                drop_shipping: row.theirs_on,
            },
        );
        shown.insert(row.id, (row.fulfiller_id, row.alias_key));
    }
    Ok(shown)
}

/// Nobody ends a binding between the look at it and the assignment under it. Where the fulfiller is told in this
/// very transaction the binding will be written, so the lock is taken whole: two who share it would wait for each
/// other.
fn keep_bindings(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    hold: Hold,
    named: &BTreeSet<BindingId>,
) -> Result<Vec<BindingRow>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let named: Vec<BindingId> = named.iter().copied().collect();
    let lock = match hold.seconds {
        0 => for_update_of("b"),
        _ => for_share_of("b"),
    };
    let text = format!(
        "SELECT b.id, b.fulfiller_id, b.state, b.alias_key,
                f.drop_shipping AND f.state = 'active' AS theirs_on,
                m.drop_shipping AND m.state = 'active' AS ours_on
         FROM bindings b JOIN parties f ON f.id = b.fulfiller_id JOIN parties m ON m.id = b.merchant_id
         WHERE b.merchant_id = $1 AND b.id IN {} ORDER BY b.id{lock}",
        id_set(2)
    );
    let found = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(&named))
        .load(tx.conn())?;
    Ok(found)
}

/// The assignments made, by whose they are.
type Made = BTreeMap<(OrderId, Option<BindingId>), AssignmentId>;

fn make(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    shown: &Shown,
    together: &Together,
    act: ActId,
    hold: Hold,
) -> Result<Made> {
    let made: Made = together.keys().map(|key| (*key, AssignmentId::fresh())).collect();
    if made.is_empty() {
        return Ok(made);
    }
    take_pieces(tx, merchant, together)?;
    insert_assignments(tx, merchant, shown, &made, act, hold)?;
    insert_lines(tx, merchant, together, &made)?;
    Ok(made)
}

fn take_pieces(tx: &mut Tx<'_>, merchant: MerchantId, together: &Together) -> Result<()> {
    let mut by_line: BTreeMap<LineId, i64> = BTreeMap::new();
    for (line, quantity) in together.values().flatten() {
        *by_line.entry(*line).or_default() += quantity;
    }
    let rows: Vec<Value> = by_line
        .iter()
        .map(|(line, quantity)| json!({ "id": line.raw(), "qty": quantity }))
        .collect();
    let text = format!(
        "UPDATE lines SET free = lines.free - r.qty, assigned = lines.assigned + r.qty
         FROM {} r WHERE lines.merchant_id = $2 AND lines.id = r.id",
        row_set(1, &[("id", Column::Uuid), ("qty", Column::BigInt)])
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())
        .or_unbalanced(Code::NothingFree)?;
    Ok(())
}

/// The merchant's own packing needs no window and no answer: it begins accepted.
fn insert_assignments(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    shown: &Shown,
    made: &Made,
    act: ActId,
    hold: Hold,
) -> Result<()> {
    let rows: Vec<Value> = made
        .iter()
        .map(|((order, binding), id)| assignment_row(merchant, shown, *order, *binding, *id))
        .collect::<Result<_>>()?;
    let columns = [
        ("id", Column::Uuid),
        ("order_id", Column::Uuid),
        ("fulfiller", Column::Uuid),
        ("binding", Column::Uuid),
        ("alias", Column::Text),
    ];
    let text = format!(
        "INSERT INTO assignments (merchant_id, id, order_id, fulfiller_id, binding_id, alias, state, note,
            placed_at, held_until, assigned_at, accepted_at, ship_by,
            to_accept, to_number, to_print, to_ship, shipped, act_id, created_at, version)
         SELECT o.merchant_id, r.id, o.id, r.fulfiller, r.binding, r.alias,
            CASE WHEN r.binding IS NULL THEN 'accepted' ELSE 'held' END, '',
            o.placed_at, CASE WHEN r.binding IS NULL THEN $1 ELSE $2 END,
            CASE WHEN r.binding IS NULL THEN $1 END, CASE WHEN r.binding IS NULL THEN $1 END, o.ship_by,
            0, 0, 0, 0, 0, $3, $1, 1
         FROM {} r {LED_JOIN} orders o ON o.merchant_id = $5 AND o.id = r.order_id",
        row_set(4, &columns)
    );
    diesel::sql_query(text)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Instant, _>(hold.until)
        .bind::<sql::Uuid, _>(act)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(())
}

fn assignment_row(
    merchant: MerchantId,
    shown: &Shown,
    order: OrderId,
    binding: Option<BindingId>,
    id: AssignmentId,
) -> Result<Value> {
    let unknown = || Broken::new("assigning to a binding that was not read");
    let (fulfiller, alias) = match binding {
        Some(binding) => {
            let (fulfiller, key) = shown.bindings.get(&binding).ok_or_else(unknown)?;
            (*fulfiller, alias(key, order))
        }
        None => {
            let number = shown.numbers.get(&order).ok_or_else(unknown)?;
            (merchant.cast(), number.clone())
        }
    };
    Ok(
        json!({ "id": id.raw(), "order_id": order.raw(), "fulfiller": fulfiller.raw(),
                "binding": binding.map(Id::raw), "alias": alias }),
    )
}

fn insert_lines(tx: &mut Tx<'_>, merchant: MerchantId, together: &Together, made: &Made) -> Result<()> {
    let rows: Vec<Value> = together
        .iter()
        .filter_map(|(key, lines)| made.get(key).map(|id| (id, lines)))
        .flat_map(|(id, lines)| {
            lines.iter().map(
                |(line, quantity)| json!({ "assignment": id.raw(), "line": line.raw(), "qty": quantity }),
            )
        })
        .collect();
    let columns = [
        ("assignment", Column::Uuid),
        ("line", Column::Uuid),
        ("qty", Column::BigInt),
    ];
    let text = format!(
        "INSERT INTO assignment_lines
            (merchant_id, assignment_id, line_id, order_id, product_id, quantity, packed, shipped, returned)
         SELECT l.merchant_id, r.assignment, l.id, l.order_id, l.product_id, r.qty, 0, 0, 0
         FROM {} r {LED_JOIN} lines l ON l.merchant_id = $2 AND l.id = r.line",
        row_set(1, &columns)
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(Value::from(rows).to_string())
        .bind::<sql::Uuid, _>(merchant)
        .execute(tx.conn())?;
    Ok(())
}

/// Counts, and either lets the fulfillers see it now or puts the job that does when the window is over.
fn hand_over(
    tx: &mut Tx<'_>,
    vault: &Vault,
    merchant: MerchantId,
    act: ActId,
    hold: Hold,
    made: &Made,
) -> Result<()> {
    if made.is_empty() {
        return Ok(());
    }
    let orders: BTreeSet<OrderId> = made.keys().map(|(order, _)| *order).collect();
    let orders: Vec<OrderId> = orders.into_iter().collect();
    unflag(tx, merchant, &orders)?;
    if made.keys().any(|(_, to)| to.is_none()) {
        release::tokens_for_own(tx, vault, merchant, act)?;
    }
    if made.keys().all(|(_, to)| to.is_none()) {
        return order::roll_up(tx, merchant, &orders);
    }
    if hold.seconds == 0 {
        return release::release(tx, vault, merchant, act);
    }
    order::roll_up(tx, merchant, &orders)?;
    outbox::put(tx, release::job(merchant, act, hold.until)?)
}

fn given(merchant: MerchantId, made: &Made, share: &Share) -> Result<Given, Refusal> {
    let id = made.get(&(share.order, share.to));
    let id = id.ok_or_else(|| Refusal::new(Code::NothingFree))?;
    Ok(Given {
        assignment: Owned::new(merchant, *id),
        pieces: share.count(),
    })
}
