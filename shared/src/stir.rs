//! Who watches hears what stirred: one look a second for all streams of a process, whichever parties they are of.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use uuid::Uuid;

use crate::clock::Instant;
use crate::db::Noun;
use crate::db::stir::{self, KEPT, Stir};
use crate::error::{Code, Refusal, Result};
use crate::house::House;
use crate::id::{PartyId, StirId};

/// How often it is looked.
const LOOK: Duration = Duration::from_secs(1);
/// How far each look goes back: a stir is written with the moment before its commit, by another process's clock.
const OVERLAP: chrono::Duration = chrono::Duration::seconds(10);
/// Stirs one look reads; where there are more, everybody is told that everything may have changed.
const MANY: usize = 10_000;
/// Streams of a process.
const MOST: usize = 5_000;
/// Streams of one party in a process.
const MOST_OF_PARTY: usize = 500;
/// Streams of one session or machine in a process: a browser holds one for each open page.
const MOST_OF_HOLDER: usize = 12;

/// The streams of this process.
pub struct Hub {
    watchers: Mutex<Watchers>,
    closed: watch::Sender<bool>,
}

#[derive(Default)]
struct Watchers {
    last: u64,
    all: BTreeMap<u64, Watcher>,
    looking: bool,
}

struct Watcher {
    party: PartyId,
    holder: Uuid,
    ear: Arc<Ear>,
}

/// What one stream has not told yet; a slow reader's hints run together here.
#[derive(Default)]
struct Ear {
    heard: Mutex<BTreeSet<Noun>>,
    rung: Notify,
}

/// One stream's place among the watchers; it leaves when dropped.
pub struct Watch {
    house: House,
    id: u64,
    ear: Arc<Ear>,
    closed: watch::Receiver<bool>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            watchers: Mutex::default(),
            closed: watch::Sender::new(false),
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    /// Ends every stream: the process stops.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    fn enter(&self, party: PartyId, holder: Uuid) -> Result<(u64, Arc<Ear>)> {
        let mut watchers = held(&self.watchers);
        let of = |fits: &dyn Fn(&Watcher) -> bool| watchers.all.values().filter(|one| fits(one)).count();
        let full = watchers.all.len() >= MOST
            || of(&|one| one.party == party) >= MOST_OF_PARTY
            || of(&|one| one.holder == holder) >= MOST_OF_HOLDER;
        if full {
            return Err(Refusal::new(Code::RateLimited)
                .saying("too many streams of events are open")
                .after(30)
                .into());
        }
        watchers.last += 1;
        let (id, ear) = (watchers.last, Arc::<Ear>::default());
        let watcher = Watcher {
            party,
            holder,
            ear: ear.clone(),
        };
        watchers.all.insert(id, watcher);
        Ok((id, ear))
    }

    fn leave(&self, id: u64) {
        held(&self.watchers).all.remove(&id);
    }

    /// The parties that are watched; where there are none, nobody looks any more.
    fn watched(&self) -> Vec<PartyId> {
        let mut watchers = held(&self.watchers);
        let parties: BTreeSet<PartyId> = watchers.all.values().map(|one| one.party).collect();
        watchers.looking = !parties.is_empty();
        parties.into_iter().collect()
    }

    fn tell(&self, stirs: &[Stir], fresh: impl Fn(&Stir) -> bool) {
        let mut by_party: BTreeMap<PartyId, BTreeSet<Noun>> = BTreeMap::new();
        for stir in stirs.iter().filter(|stir| fresh(stir)) {
            by_party.entry(stir.party).or_default().insert(stir.noun);
        }
        for watcher in held(&self.watchers).all.values() {
            if let Some(nouns) = by_party.get(&watcher.party) {
                watcher.ear.hear(nouns.iter().copied());
            }
        }
    }

    fn tell_all(&self) {
        for watcher in held(&self.watchers).all.values() {
            watcher.ear.hear(Noun::ALL);
        }
    }
}

impl Ear {
    fn hear(&self, nouns: impl IntoIterator<Item = Noun>) {
        held(&self.heard).extend(nouns);
        self.rung.notify_one();
    }
}

impl Watch {
    /// Watches what stirs for a party; `holder` is the session or machine it is told to.
    ///
    /// # Errors
    /// `rate_limited` where too many streams are open.
    pub fn begin(house: &House, party: PartyId, holder: Uuid) -> Result<Self> {
        let (id, ear) = house.hub().enter(party, holder)?;
        let watch = Self {
            house: house.clone(),
            id,
            ear,
            closed: house.hub().closed.subscribe(),
        };
        watch.keep_looking();
        Ok(watch)
    }

    /// Sees to it that somebody looks: the task that did ended with the thread it ran on.
    pub fn keep_looking(&self) {
        let mut watchers = held(&self.house.hub().watchers);
        if !watchers.looking {
            watchers.looking = true;
            tokio::spawn(look(self.house.clone()));
        }
    }

    /// Resolves with what stirred since it was asked last; None when the process stops.
    pub async fn stirred(&mut self) -> Option<BTreeSet<Noun>> {
        loop {
            if *self.closed.borrow() {
                return None;
            }
            let heard = std::mem::take(&mut *held(&self.ear.heard));
            if !heard.is_empty() {
                return Some(heard);
            }
            tokio::select! {
                () = self.ear.rung.notified() => {}
                _ = self.closed.changed() => {}
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.house.hub().leave(self.id);
    }
}

/// What a stream that was gone since `then` missed; None if that is not known any more.
///
/// # Errors
/// The database's own.
pub fn missed(house: &House, party: PartyId, then: Instant) -> Result<Option<BTreeSet<Noun>>> {
    if house.now() - then > KEPT - OVERLAP {
        return Ok(None);
    }
    let stirs = read(house, &[party], then - OVERLAP)?;
    Ok((stirs.len() < MANY).then(|| stirs.iter().map(|stir| stir.noun).collect()))
}

fn read(house: &House, parties: &[PartyId], from: Instant) -> Result<Vec<Stir>> {
    let most = i64::try_from(MANY).unwrap_or(i64::MAX);
    house
        .db()
        .read("stirs", |conn| stir::since(conn, parties, from, most))
}

/// Says that nobody looks where the task ends before its time.
struct Looking {
    house: House,
    over: bool,
}

impl Drop for Looking {
    fn drop(&mut self) {
        if !self.over {
            held(&self.house.hub().watchers).looking = false;
        }
    }
}

/// Looks as long as somebody watches. Looks overlap, and what an earlier one saw is not told again.
async fn look(house: House) {
    let mut looking = Looking {
        house: house.clone(),
        over: false,
    };
    let mut seen: HashSet<StirId> = HashSet::new();
    loop {
        let parties = house.hub().watched();
        if parties.is_empty() {
            looking.over = true;
            return;
        }
        let from = house.now() - OVERLAP;
        match house.blocking(move |house| read(house, &parties, from)).await {
            Ok(stirs) if stirs.len() >= MANY => house.hub().tell_all(),
            Ok(stirs) => {
                house.hub().tell(&stirs, |stir| !seen.contains(&stir.id));
                seen = stirs.iter().map(|stir| stir.id).collect();
            }
            Err(error) => tracing::warn!(%error, "nobody could look what stirred"),
        }
        tokio::time::sleep(LOOK).await;
    }
}
