//! The end of the undo window: what was held becomes visible to its fulfillers, all of an act at once.

use std::collections::HashMap;
use std::future::Future;

use chrono::Duration;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::pieces::{self, Piece};
use super::rows::{self, Assignment, Which};
use super::settled::{self, Touched};
use super::state::{Arrival, State};
use crate::clock::Instant;
use crate::db::backend::{id_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::{Broken, Result};
use crate::house::House;
use crate::id::{ActId, AssignmentId, BindingId, FulfillerId, MerchantId, OrderId, Owned, ReceiverId, kind};
use crate::notify;
use crate::order::Origin;
use crate::order::token::{self, Viewed};
use crate::outbox::{self, Kind};
use crate::vault::Vault;
use crate::worker::{Claimed, Done, Work};

/// Lets fulfillers see what an act gave them.
pub(super) const RELEASE: Kind<Payload> = Kind::new("assign.release");

/// Which act.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Payload {
    act: Owned<kind::Act>,
}

/// The job that ends the undo window of an act.
pub(super) fn job(merchant: MerchantId, act: ActId, at: Instant) -> Result<outbox::Job> {
    let act = Owned::new(merchant, act);
    RELEASE.job(act, &Payload { act }, at)
}

/// `assign.release`.
pub(super) struct Release;

impl Work for Release {
    type Payload = Payload;
    const KIND: Kind<Payload> = RELEASE;
    const CLAIM: i64 = 20;

    /// Released twice is released once, so each act has its own transaction.
    fn work(&self, house: &House, jobs: Vec<Claimed<Payload>>) -> impl Future<Output = Result<Done>> + Send {
        let house = house.clone();
        async move {
            house
                .blocking(move |house| {
                    let mut done = Done::finished();
                    for job in jobs {
                        if let Err(error) = released(house, job.payload.act) {
                            tracing::warn!(%error, act = %job.payload.act, "release failed");
                            done.again(job.id, "release failed");
                        }
                    }
                    Ok(done)
                })
                .await
        }
    }
}

fn released(house: &House, act: Owned<kind::Act>) -> Result<()> {
    let vault = house.vault()?;
    house
        .db()
        .write("release", |tx| release(tx, vault, act.owner, act.id))
}

/// Shows what the act still holds to its fulfillers; what cannot be shown any more (order closed, binding over)
/// goes back to the merchant.
///
/// # Errors
/// When the database breaks.
pub(super) fn release(tx: &mut Tx<'_>, vault: &Vault, merchant: MerchantId, act: ActId) -> Result<()> {
    let all = rows::lock(tx, merchant, Which::OfAct(act), None)?;
    let held: Vec<&Assignment> = all
        .values()
        .filter(|assignment| matches!(assignment.state, State::Held { .. }))
        .collect();
    let arrivals = arrivals(tx, merchant, &held)?;
    let plan = Plan::of(&held, &arrivals, tx.now());
    plan.carry_out(tx, vault, merchant)
}

/// What becomes of each held assignment.
struct Plan<'a> {
    shown: Vec<(&'a Assignment, State)>,
    back: Vec<(&'a Assignment, State)>,
}

impl<'a> Plan<'a> {
    fn of(held: &[&'a Assignment], arrivals: &HashMap<BindingId, Arrival>, now: Instant) -> Self {
        let (mut shown, mut back) = (Vec::new(), Vec::new());
        for assignment in held.iter().copied() {
            let arrival = assignment.binding.and_then(|binding| arrivals.get(&binding));
            let state = assignment.state.clone();
            match arrival.filter(|_| assignment.order_open) {
                Some(arrival) => shown.extend(state.release(*arrival, now).map(|next| (assignment, next))),
                None => back.extend(state.undo(now).map(|next| (assignment, next))),
            }
        }
        Self { shown, back }
    }

    fn carry_out(&self, tx: &mut Tx<'_>, vault: &Vault, merchant: MerchantId) -> Result<()> {
        let states: Vec<(AssignmentId, &State)> = self
            .shown
            .iter()
            .chain(&self.back)
            .map(|(assignment, state)| (assignment.id, state))
            .collect();
        rows::store_states(tx, merchant, &states)?;
        self.take_back(tx, merchant)?;
        let viewed: Vec<_> = self
            .shown
            .iter()
            .map(|(assignment, _)| Viewed {
                assignment: assignment.id,
                viewer: assignment.fulfiller,
                receiver: assignment.receiver,
                origin: assignment.origin,
            })
            .collect();
        token::give(tx, vault, merchant, &viewed)?;
        self.settle(tx, merchant)
    }

    fn take_back(&self, tx: &mut Tx<'_>, merchant: MerchantId) -> Result<()> {
        let pieces: Vec<Piece> = self
            .back
            .iter()
            .flat_map(|(assignment, _)| loose(assignment))
            .collect();
        pieces::give_back(tx, merchant, &pieces)?;
        let orders: Vec<OrderId> = self
            .back
            .iter()
            .filter(|(assignment, _)| assignment.order_open)
            .map(|(assignment, _)| assignment.order)
            .collect();
        settled::flag(tx, merchant, &orders, settled::BINDING_ENDED)
    }

    fn settle(&self, tx: &mut Tx<'_>, merchant: MerchantId) -> Result<()> {
        let mut touched = Touched::default();
        for (assignment, state) in self.shown.iter().chain(&self.back) {
            touched.note(assignment, state.open());
        }
        touched.settle(tx, merchant)?;
        let mut told: Vec<BindingId> = self.shown.iter().filter_map(|(a, _)| a.binding).collect();
        told.sort_unstable();
        told.dedup();
        notify::assigned(tx, merchant, &told)
    }
}

/// The pieces of an assignment that are in no parcel.
pub(super) fn loose(assignment: &Assignment) -> impl Iterator<Item = Piece> + '_ {
    assignment.lines.iter().filter_map(|line| {
        let quantity = line.sums.loose();
        (quantity > 0).then_some(Piece {
            assignment: assignment.id,
            line: line.line,
            quantity,
        })
    })
}

#[derive(QueryableByName)]
struct BindingRow {
    #[diesel(sql_type = sql::Uuid)]
    id: BindingId,
    #[diesel(sql_type = sql::Bool)]
    auto_accept: bool,
    #[diesel(sql_type = sql::BigInt)]
    accept_hours: i64,
}

/// How work arrives under each binding that still takes it.
fn arrivals(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    held: &[&Assignment],
) -> Result<HashMap<BindingId, Arrival>> {
    let mut ids: Vec<BindingId> = held.iter().filter_map(|assignment| assignment.binding).collect();
    ids.sort_unstable();
    ids.dedup();
    let text = format!(
        "SELECT id, auto_accept, accept_hours FROM bindings
         WHERE merchant_id = $1 AND id IN {} AND state = 'active'",
        id_set(2)
    );
    let found: Vec<BindingRow> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(&ids))
        .load(tx.conn())?;
    let now = tx.now();
    Ok(found
        .into_iter()
        .map(|row| {
            let accept_by = now + Duration::hours(row.accept_hours);
            let auto_accept = row.auto_accept;
            (
                row.id,
                Arrival {
                    auto_accept,
                    accept_by,
                },
            )
        })
        .collect())
}

#[derive(QueryableByName)]
struct OwnRow {
    #[diesel(sql_type = sql::Uuid)]
    id: AssignmentId,
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Uuid)]
    receiver_id: ReceiverId,
    #[diesel(sql_type = sql::Text)]
    origin: String,
}

impl TryFrom<OwnRow> for Viewed {
    type Error = Broken;

    fn try_from(row: OwnRow) -> Result<Self, Broken> {
        Ok(Self {
            assignment: row.id,
            viewer: row.fulfiller_id,
            receiver: row.receiver_id,
            origin: Origin::of(&row.origin).ok_or_else(|| Broken::row("orders", "origin", row.id))?,
        })
    }
}

/// Receiver tokens for what the merchant packs himself.
pub(super) fn tokens_for_own(tx: &mut Tx<'_>, vault: &Vault, merchant: MerchantId, act: ActId) -> Result<()> {
    let found: Vec<OwnRow> = diesel::sql_query(
        "SELECT a.id, a.fulfiller_id, o.receiver_id, o.origin FROM assignments a
         JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
         WHERE a.merchant_id = $1 AND a.act_id = $2 AND a.binding_id IS NULL",
    )
    .bind::<sql::Uuid, _>(merchant)
    .bind::<sql::Uuid, _>(act)
    .load(tx.conn())?;
    let viewed = found
        .into_iter()
        .map(Viewed::try_from)
        .collect::<Result<Vec<_>, Broken>>()?;
    token::give(tx, vault, merchant, &viewed)
}
