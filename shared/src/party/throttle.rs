//! Guessing is slow: attempts are counted per account and per address in the database, before they are tried.

use chrono::Duration;
use diesel::prelude::*;

use super::{Side, secret};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::sql;
use crate::db::schema::login_failures as failures;
use crate::error::{Code, Refusal, Result};

/// Attempts are counted over this long.
const WINDOW: Duration = Duration::minutes(15);
/// The longest block.
const LONGEST: Duration = Duration::minutes(15);

/// Whose attempts, and how many of them pass freely in a window.
#[derive(Debug, Clone)]
pub struct Subject {
    hash: Vec<u8>,
    free: i64,
}

impl Subject {
    /// An account, by what it signs in with.
    #[must_use]
    pub fn account(side: Side, mail: &str) -> Self {
        Self {
            hash: secret::hash(&format!("account {} {mail}", side.text())),
            free: 5,
        }
    }

    /// An address on the network; many people may share one.
    #[must_use]
    pub fn address(what: &str, address: &str) -> Self {
        Self {
            hash: secret::hash(&format!("{what} from {address}")),
            free: 30,
        }
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = sql::BigInt)]
    failures: i64,
}

/// Counts an attempt of each subject before it is tried, so that many at once are counted too.
/// The inner refusal is to be told after the transaction committed: `rate_limited` with the seconds to wait.
///
/// # Errors
/// The database's own.
pub fn attempt(tx: &mut Tx<'_>, side: Side, subjects: &[Subject]) -> Result<Result<(), Refusal>> {
    for subject in subjects {
        if let Some(until) = blocked(tx, side, subject)? {
            let seconds = u64::try_from((until - tx.now()).num_seconds())
                .unwrap_or_default()
                .max(1);
            return Ok(Err(Refusal::new(Code::RateLimited).after(seconds)));
        }
    }
    for subject in subjects {
        let count = count(tx, side, subject)?;
        if let Some(wait) = wait(count, subject.free) {
            let until = tx.now() + wait;
            diesel::update(failures::table.find((side.text(), &subject.hash)))
                .set(failures::blocked_until.eq(until))
                .execute(tx.conn())?;
        }
    }
    Ok(Ok(()))
}

fn blocked(tx: &mut Tx<'_>, side: Side, subject: &Subject) -> Result<Option<Instant>> {
    let now = tx.now();
    let until: Option<Option<Instant>> = failures::table
        .find((side.text(), &subject.hash))
        .select(failures::blocked_until)
        .first(tx.conn())
        .optional()?;
    Ok(until.flatten().filter(|until| *until > now))
}

fn count(tx: &mut Tx<'_>, side: Side, subject: &Subject) -> Result<i64> {
    let now = tx.now();
    let count: Count = diesel::sql_query(
        "INSERT INTO login_failures (side, subject, failures, since, blocked_until) VALUES ($1, $2, 1, $3, NULL) \
         ON CONFLICT (side, subject) DO UPDATE SET \
         failures = CASE WHEN login_failures.since < $4 THEN 1 ELSE login_failures.failures + 1 END, \
         since = CASE WHEN login_failures.since < $4 THEN $3 ELSE login_failures.since END \
         RETURNING failures",
    )
    .bind::<sql::Text, _>(side.text())
    .bind::<sql::Binary, _>(&subject.hash)
    .bind::<sql::Instant, _>(now)
    .bind::<sql::Instant, _>(now - WINDOW)
    .get_result(tx.conn())?;
    Ok(count.failures)
}

/// How long after the n-th attempt the next one is refused: half a minute, then twice as long each time.
fn wait(attempts: i64, free: i64) -> Option<Duration> {
    let over = u32::try_from(attempts - free).ok()?.min(10);
    Some((Duration::seconds(30) * 2_i32.saturating_pow(over)).min(LONGEST))
}

/// The attempt was right: the account's count begins anew, the address keeps all but this one.
///
/// # Errors
/// The database's own.
pub fn succeeded(tx: &mut Tx<'_>, side: Side, account: &Subject, address: &Subject) -> Result<()> {
    diesel::delete(failures::table.find((side.text(), &account.hash))).execute(tx.conn())?;
    forgive(tx, side, address)
}

/// One attempt from an address was right: it does not count, those before do.
///
/// # Errors
/// The database's own.
pub fn forgive(tx: &mut Tx<'_>, side: Side, address: &Subject) -> Result<()> {
    diesel::update(failures::table.find((side.text(), &address.hash)))
        .set((
            failures::failures.eq(failures::failures - 1),
            failures::blocked_until.eq(None::<Instant>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_are_free_then_it_doubles() {
        assert_eq!(wait(4, 5), None);
        assert_eq!(wait(5, 5), Some(Duration::seconds(30)));
        assert_eq!(wait(6, 5), Some(Duration::seconds(60)));
        assert_eq!(wait(1_000_000, 5), Some(LONGEST));
    }
}
