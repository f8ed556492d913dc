//! One intent, one effect: the first call commits `pending`, then its effect and its answer together.

use chrono::Duration;
use diesel::prelude::*;
use serde::Serialize;
use serde_json::Value;

use super::app::{Answer, App, Reply};
use super::ask::{Json, Key};
use super::caller::{May, Standing};
use super::scope::Scope;
use crate::clock::Instant;
use crate::db::schema::idempotency_keys as keys;
use crate::db::{Db, Tx};
use crate::error::{Code, Error, Refusal, Result};
use crate::house::House;
use crate::id::PartyId;

/// How long a first call may run before a repeat takes its place.
pub const LEASE: Duration = Duration::seconds(60);
/// How long answers are kept.
pub const KEPT: Duration = Duration::days(7);

/// Whose intent it is, and which.
#[derive(Debug, Clone)]
pub struct Intent {
    party: PartyId,
    scope: String,
    key: String,
    hash: [u8; 32],
}

impl App {
    /// Writes once per idempotency key: the effect and its answer in one transaction.
    ///
    /// # Errors
    /// `idempotency_key_reused`, `idempotency_key_in_flight`, what the body says, what `work` says.
    pub async fn once<S, P, A, T>(
        &self,
        may: May<S, P>,
        key: Key,
        ask: Json<A>,
        work: impl Fn(&mut Tx<'_>, &S::Acting, &A) -> Result<T> + Send + 'static,
    ) -> Answer<T>
    where
        S: Standing,
        P: Scope,
        A: Send + 'static,
        T: Serialize + Send + 'static,
    {
        let (ask, hash) = ask.take()?;
        let (who, intent) = (may.acting(), self.intent(may.party(), &key, hash));
        self.once_for(intent, move |tx| work(tx, &who, &ask)).await
    }

    /// The same without a body.
    ///
    /// # Errors
    /// As [`App::once`].
    pub async fn once_bare<S, P, T>(
        &self,
        may: May<S, P>,
        key: Key,
        work: impl Fn(&mut Tx<'_>, &S::Acting) -> Result<T> + Send + 'static,
    ) -> Answer<T>
    where
        S: Standing,
        P: Scope,
        T: Serialize + Send + 'static,
    {
        let (who, intent) = (may.acting(), self.intent(may.party(), &key, [0; 32]));
        self.once_for(intent, move |tx| work(tx, &who)).await
    }

    /// The same for an effect of several transactions (one per merchant, in id order): `work` must find what it
    /// already did if it is run again after a crash.
    ///
    /// # Errors
    /// As [`App::once`].
    pub async fn once_stepwise<S, P, A, T>(
        &self,
        may: May<S, P>,
        key: Key,
        ask: Json<A>,
        work: impl FnOnce(&Db, &S::Acting, &A) -> Result<T> + Send + 'static,
    ) -> Answer<T>
    where
        S: Standing,
        P: Scope,
        A: Send + 'static,
        T: Serialize + Send + 'static,
    {
        let (ask, hash) = ask.take()?;
        let (who, intent) = (may.acting(), self.intent(may.party(), &key, hash));
        self.guarded(intent, move |house, held| {
            let answer = work(house.db(), &who, &ask)?;
            house.db().write("keep the answer", |tx| held.keep(tx, &answer))?;
            Ok(answer)
        })
        .await
    }

    /// The intent of a call under a key; `hash` is that of the body (of the stream, for uploads).
    #[must_use]
    pub fn intent(&self, party: PartyId, key: &Key, hash: [u8; 32]) -> Intent {
        let scope = format!("{} {}", self.door().side().text(), self.operation);
        Intent {
            party,
            scope,
            key: key.text().to_owned(),
            hash: self.door().seal().mark(&hash),
        }
    }

    /// The core of `once`, for callers that made their intent themselves.
    ///
    /// # Errors
    /// As [`App::once`].
    pub async fn once_for<T: Serialize + Send + 'static>(
        &self,
        intent: Intent,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        self.once_keeping(intent, work, |answer| Ok(serde_json::to_value(answer)?))
            .await
    }

    /// The same where the answer shows a secret once: `kept` makes what a repeat is told.
    ///
    /// # Errors
    /// As [`App::once`].
    pub async fn once_keeping<T: Send + 'static>(
        &self,
        intent: Intent,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
        kept: impl Fn(&T) -> Result<Value> + Send + 'static,
    ) -> Answer<T> {
        self.guarded(intent, move |house, held| {
            house.db().write("once", |tx| {
                let answer = work(tx)?;
                held.keep(tx, &kept(&answer)?)?;
                Ok(answer)
            })
        })
        .await
    }

    async fn guarded<T: Send + 'static>(
        &self,
        intent: Intent,
        effect: impl FnOnce(&House, &Held) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let guarded = self.work(move |house| {
            let held = match house.db().write("pending", |tx| take(tx, &intent))? {
                Turn::Answered(stored) => return Ok(Err(stored)),
                Turn::InFlight(seconds) => return Err(Refusal::new(Code::KeyInFlight).after(seconds).into()),
                Turn::OtherBody => return Err(Code::KeyReused.into()),
                Turn::Ours(lease_until) => Held { intent, lease_until },
            };
            effect(house, &held)
                .map(Ok)
                .inspect_err(|error| held.release(house, error))
        });
        Ok(match guarded.await?.fresh() {
            Some(Ok(answer)) => Reply::of(answer),
            Some(Err(stored)) => Reply::stored(stored),
            None => Reply::stored(Value::Null),
        })
    }
}

enum Turn {
    Ours(Instant),
    Answered(Value),
    InFlight(u64),
    OtherBody,
}

/// Commits `pending`, or finds out what became of it.
fn take(tx: &mut Tx<'_>, intent: &Intent) -> Result<Turn> {
    let (now, lease_until) = (tx.now(), tx.now() + LEASE);
    let begun = diesel::insert_into(keys::table)
        .values((
            keys::party_id.eq(intent.party),
            keys::scope.eq(&intent.scope),
            keys::key.eq(&intent.key),
            keys::body_hash.eq(&intent.hash[..]),
            keys::state.eq("pending"),
            keys::status.eq(0),
            keys::answer.eq(Value::Null),
            keys::lease_until.eq(lease_until),
            keys::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    match begun {
        0 => meet(tx, intent, lease_until),
        _ => Ok(Turn::Ours(lease_until)),
    }
}

/// There was a call with this key before.
fn meet(tx: &mut Tx<'_>, intent: &Intent, lease_until: Instant) -> Result<Turn> {
    let now = tx.now();
    let met: Option<(Vec<u8>, String, Value, Instant)> = row(intent)
        .select((keys::body_hash, keys::state, keys::answer, keys::lease_until))
        .first(tx.conn())
        .optional()?;
    // Given back between our looks: that call failed, and this one may be tried at once.
    let Some((hash, state, answer, lease)) = met else {
        return Ok(Turn::InFlight(1));
    };
    if hash != intent.hash {
        return Ok(Turn::OtherBody);
    }
    if state == "done" {
        return Ok(Turn::Answered(answer));
    }
    if lease > now {
        let seconds = (lease - now).num_seconds().clamp(1, LEASE.num_seconds());
        return Ok(Turn::InFlight(u64::try_from(seconds).unwrap_or(1)));
    }
    let retaken = diesel::update(
        row(intent)
            .filter(keys::state.eq("pending"))
            .filter(keys::lease_until.eq(lease)),
    )
    .set(keys::lease_until.eq(lease_until))
    .execute(tx.conn())?;
    Ok(if retaken == 1 {
        Turn::Ours(lease_until)
    } else {
        Turn::InFlight(1)
    })
}

type Rows<'a> = diesel::helper_types::Filter<keys::table, OfIntent<'a>>;
type OfIntent<'a> = diesel::helper_types::And<
    diesel::helper_types::And<
        diesel::helper_types::Eq<keys::party_id, PartyId>,
        diesel::helper_types::Eq<keys::scope, &'a str>,
    >,
    diesel::helper_types::Eq<keys::key, &'a str>,
>;

fn row(intent: &Intent) -> Rows<'_> {
    let scope: &str = &intent.scope;
    let key: &str = &intent.key;
    keys::table.filter(
        keys::party_id
            .eq(intent.party)
            .and(keys::scope.eq(scope))
            .and(keys::key.eq(key)),
    )
}

/// The key while this call runs.
struct Held {
    intent: Intent,
    lease_until: Instant,
}

impl Held {
    /// Stores the answer with the effect; refuses if a repeat has taken the key meanwhile.
    fn keep(&self, tx: &mut Tx<'_>, answer: &impl Serialize) -> Result<()> {
        let answer = serde_json::to_value(answer)?;
        let ours = row(&self.intent)
            .filter(keys::state.eq("pending"))
            .filter(keys::lease_until.eq(self.lease_until));
        let kept = diesel::update(ours)
            .set((
                keys::state.eq("done"),
                keys::status.eq(200),
                keys::answer.eq(answer),
            ))
            .execute(tx.conn())?;
        match kept {
            1 => Ok(()),
            _ => Err(Refusal::new(Code::KeyInFlight).after(1).into()),
        }
    }

    /// Lets the key go after a no: nothing happened, and the corrected call may use it again.
    fn release(&self, house: &House, why: &Error) {
        let released = house.db().write("release", |tx| {
            let ours = row(&self.intent)
                .filter(keys::state.eq("pending"))
                .filter(keys::lease_until.eq(self.lease_until));
            Ok(diesel::delete(ours).execute(tx.conn())?)
        });
        if let Err(error) = released {
            tracing::warn!(%error, %why, "an idempotency key stays pending until its lease ends");
        }
    }
}

/// Forgets answers older than seven days; the worker calls it now and then.
///
/// # Errors
/// The database's own.
pub fn forget(tx: &mut Tx<'_>) -> Result<usize> {
    let old = tx.now() - KEPT;
    Ok(diesel::delete(keys::table.filter(keys::created_at.lt(old))).execute(tx.conn())?)
}
