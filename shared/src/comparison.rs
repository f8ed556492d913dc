//! The comparison budget: whoever learns whether two receivers are equal pays for the answer and is on record.
//!
//! Somebody who may ask often enough reads a receiver by guessing. There is one budget for each actor and merchant and
//! hour, whatever the question; what a question costs is what its answer is worth to a guesser.

use diesel::prelude::*;

use crate::audit::{self, Event, Purpose};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{FOR_UPDATE, sql};
use crate::error::{Code, Refusal, Result};
use crate::id::{MerchantId, ReceiverId};
use crate::party::setting::{self, Setting};

/// What is asked about receivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Does an order brought again differ from what is stored? A wrong guess overwrites what it asked about and is
    /// flagged for all to see, so it can be asked once: it is cheap, and files may be imported again.
    Changed,
    /// Are these two orders for the same receiver? Nothing is spent by a wrong guess but the budget.
    Same,
}

impl Question {
    /// What an answer costs.
    #[must_use]
    pub const fn price(self) -> i64 {
        match self {
            Self::Changed => 1,
            Self::Same => 50,
        }
    }

    const fn purpose(self) -> Purpose {
        match self {
            Self::Changed => Purpose::Intake,
            Self::Same => Purpose::Compare,
        }
    }
}

/// Who asks, about whose receivers.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The merchant.
    pub merchant: MerchantId,
    /// The person or machine, as the audit writes it.
    pub actor: &'a str,
}

#[derive(QueryableByName)]
struct Spent {
    #[diesel(sql_type = sql::BigInt)]
    spent: i64,
}

/// Pays for as many of `wanted` answers as the hour still holds, and says how many those are.
///
/// # Errors
/// When the database breaks.
pub fn draw(tx: &mut Tx<'_>, asker: Asker<'_>, question: Question, wanted: usize) -> Result<usize> {
    if wanted == 0 {
        return Ok(0);
    }
    let most = setting::get(tx.conn(), Setting::COMPARISONS_PER_HOUR)?;
    let hour = hour(tx.now());
    let spent = lock(tx, asker, hour)?;
    let affordable = (most - spent).max(0) / question.price();
    let granted = usize::try_from(affordable).unwrap_or(usize::MAX).min(wanted);
    let cost = i64::try_from(granted)
        .unwrap_or(i64::MAX)
        .saturating_mul(question.price());
    diesel::sql_query(
        "UPDATE comparisons SET spent = $1 WHERE merchant_id = $2 AND actor = $3 AND hour = $4",
    )
    .bind::<sql::BigInt, _>(spent.saturating_add(cost))
    .bind::<sql::Uuid, _>(asker.merchant)
    .bind::<sql::Text, _>(asker.actor)
    .bind::<sql::Instant, _>(hour)
    .execute(tx.conn())?;
    Ok(granted)
}

/// Puts on record whose receivers were compared, 200 to an entry. The last step of its transaction: the audit's head is
/// locked after everything else.
///
/// # Errors
/// When the database breaks.
pub fn note(tx: &mut Tx<'_>, asker: Asker<'_>, question: Question, receivers: Vec<ReceiverId>) -> Result<()> {
    if receivers.is_empty() {
        return Ok(());
    }
    let event = Event::new(question.purpose(), asker.actor, receivers);
    audit::note(tx, asker.merchant, &[event])
}

/// The no to what the hour does not hold.
#[must_use]
pub fn spent(now: Instant) -> Refusal {
    let left = 3600 - now.timestamp().rem_euclid(3600);
    Refusal::new(Code::ComparisonsSpent).after(u64::try_from(left).unwrap_or(3600))
}

fn hour(now: Instant) -> Instant {
    let seconds = now.timestamp() - now.timestamp().rem_euclid(3600);
    Instant::from_timestamp(seconds, 0).unwrap_or_default()
}

/// What the actor spent this hour; his row is held until the transaction ends.
fn lock(tx: &mut Tx<'_>, asker: Asker<'_>, hour: Instant) -> Result<i64> {
    diesel::sql_query(
        "INSERT INTO comparisons (merchant_id, actor, hour, spent) VALUES ($1, $2, $3, 0)
         ON CONFLICT (merchant_id, actor, hour) DO NOTHING",
    )
    .bind::<sql::Uuid, _>(asker.merchant)
    .bind::<sql::Text, _>(asker.actor)
    .bind::<sql::Instant, _>(hour)
    .execute(tx.conn())?;
    let row: Spent = diesel::sql_query(format!(
        "SELECT spent FROM comparisons WHERE merchant_id = $1 AND actor = $2 AND hour = $3{FOR_UPDATE}"
    ))
    .bind::<sql::Uuid, _>(asker.merchant)
    .bind::<sql::Text, _>(asker.actor)
    .bind::<sql::Instant, _>(hour)
    .get_result(tx.conn())?;
    Ok(row.spent)
}
