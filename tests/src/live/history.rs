//! A random history of the main job: merchants and factories act at the same time, each as its own dice say, while
//! workers are killed; whatever they do, every rule holds at every moment it is looked at.

mod factory;
mod merchant;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use platform::sandbox::Sale;
use serde_json::Value;
use shared::db::backend::Conn;

use super::base::{Base, number, on_postgres};
use super::carrier::Carrier;
use super::door::{Door, Heard};
use super::process::Process;
use super::sample::Dice;
use super::server::Launch;
use super::stage::People;
use super::worker_kill::hurry;
use super::{Fallible, Rig, check};

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Merchants, at most three.
    pub merchants: usize,
    /// Factories, at most three.
    pub factories: usize,
    /// How long they act.
    pub length: Duration,
    /// Seconds between two kills of the worker; none if zero.
    pub kill_every: u64,
    /// Decides everything that is left to chance.
    pub seed: u64,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Acts and how many rows of them were done.
    pub acts: BTreeMap<&'static str, (usize, usize)>,
    /// Codes of refusals, of calls and of rows.
    pub refusals: BTreeMap<String, usize>,
    /// Times that every rule was checked.
    pub checks: usize,
    /// Workers killed.
    pub kills: usize,
    /// Rows at the end: orders, assignments, parcels, waybills.
    pub rows: [i64; 4],
    /// Numbers the carrier sold, and those given back.
    pub sold: (usize, usize),
    /// How long they acted.
    pub took: Duration,
}

/// What the actors share.
pub(super) struct World {
    tally: Mutex<Outcome>,
    over: AtomicBool,
    numbers: AtomicUsize,
}

/// One who acts.
pub(super) struct Actor {
    world: Arc<World>,
    door: Door,
    dice: Dice,
}

impl Actor {
    fn over(&self) -> bool {
        self.world.over.load(Ordering::SeqCst)
    }

    /// A number nobody had before.
    fn fresh(&self) -> usize {
        self.world.numbers.fetch_add(1, Ordering::SeqCst)
    }

    /// The objects on a page of a list.
    async fn some(&mut self, path: &str) -> Fallible<Vec<Value>> {
        let page = self.door.get(path).await?;
        let items = page.get("items").and_then(Value::as_array).cloned();
        let mut items = items.ok_or_else(|| format!("{path}: a list without items"))?;
        let keep = self.dice.place(8) + 1;
        while items.len() > keep {
            let place = self.dice.place(items.len());
            items.swap_remove(place);
        }
        Ok(items)
    }

    /// Acts; one time in eight it says the same again under the same key and must hear the same.
    async fn act(&mut self, name: &'static str, path: &str, body: &Value) -> Fallible<Value> {
        let (key, body) = (
            uuid::Uuid::new_v4().to_string(),
            bytes::Bytes::from(body.to_string()),
        );
        let heard = self
            .door
            .try_post(path, &key, "application/json", body.clone())
            .await?;
        if heard.status >= 500 {
            return Err(format!("{name}: {path} answered {}", heard.status).into());
        }
        // The answers to questions take a version instead of a key.
        let keyed = !path.starts_with("/v1/recall-requests/");
        if keyed && heard.status < 300 && self.dice.below(8) == 0 {
            let again = self.door.try_post(path, &key, "application/json", body).await?;
            if again.value() != heard.value() {
                return Err(format!("{name}: one key, two answers").into());
            }
        }
        self.count(name, &heard);
        Ok(heard.value())
    }

    fn count(&self, name: &'static str, heard: &Heard) {
        let mut tally = self.world.tally.lock().unwrap_or_else(PoisonError::into_inner);
        let value = heard.value();
        let rows = value
            .get("rows")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let done = rows
            .iter()
            .filter(|row| row.get("ok").is_some_and(|ok| !ok.is_null()))
            .count();
        let act = tally.acts.entry(name).or_default();
        act.0 += 1;
        act.1 += if rows.is_empty() {
            usize::from(heard.status < 300)
        } else {
            done
        };
        let codes = rows
            .iter()
            .filter_map(|row| row["problem"]["code"].as_str().map(str::to_owned));
        for code in codes.chain(heard.code()) {
            *tally.refusals.entry(code).or_default() += 1;
        }
    }
}

/// Runs it over a fresh database.
pub async fn run(rig: &Rig, plan: &Plan) -> Fallible<Outcome> {
    let base = Base::fresh(rig)?;
    let faults = ["drop-reply=0.02", "error-before=0.02", "error-after=0.02"];
    let carrier = Carrier::start(&rig.sealship, &base.folder().join("carrier"), "1..25", &faults)?;
    let launch = Launch::new(&rig.sealship, &base.url, &base.data())?
        .arg("--no-worker")
        .arg("--no-sandbox")
        .set("SEALSHIP_LEASE_SECONDS", "2");
    let launch = carrier.told(launch)?;
    let server = launch.start()?;
    let mut conn = base.connect()?;
    hurry(&mut conn)?;
    let people = People::enter(&server, plan.merchants, plan.factories).await?;
    let world = Arc::new(World {
        tally: Mutex::default(),
        over: AtomicBool::new(false),
        numbers: AtomicUsize::new(1),
    });
    let begun = Instant::now();
    let acting = set_out(&people, &world, plan.seed)?;
    let watched = watch(plan, &launch, &mut conn, &world).await;
    world.over.store(true, Ordering::SeqCst);
    let mut ended = Ok(());
    for actor in acting {
        ended = ended.and(actor.await?);
    }
    let (worker, checks, kills) = watched?;
    ended?;
    let took = begun.elapsed();
    at_rest(&mut conn).await?;
    drop(worker);
    let sold = carrier.close()?;
    settled(&mut conn, &sold)?;
    let mut outcome = world.tally.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for (place, table) in outcome
        .rows
        .iter_mut()
        .zip(["orders", "assignments", "parcels", "waybills"])
    {
        *place = number(&mut conn, &format!("SELECT COUNT(*) AS n FROM {table}"))?;
    }
    outcome.sold = (sold.len(), sold.iter().filter(|sale| sale.voided).count());
    (outcome.checks, outcome.kills, outcome.took) = (checks + 1, kills, took);
    Ok(outcome)
}

type Acting = tokio::task::JoinHandle<Fallible<()>>;

fn set_out(people: &People, world: &Arc<World>, seed: u64) -> Fallible<Vec<Acting>> {
    let mut acting = Vec::new();
    let mut actor = |door: &Door| -> Fallible<Actor> {
        let lot = u64::try_from(acting.len())? + 1;
        acting.push(());
        Ok(Actor {
            world: Arc::clone(world),
            door: door.another()?,
            dice: Dice::new(seed.wrapping_mul(1_000).wrapping_add(lot)),
        })
    };
    let mut tasks = Vec::new();
    for (n, (door, _)) in people.merchants.iter().enumerate() {
        let bindings: Vec<String> = people
            .factories
            .iter()
            .filter_map(|f| f.bindings.get(n).cloned())
            .collect();
        tasks.push(tokio::spawn(merchant::live(actor(door)?, bindings)));
    }
    for factory in &people.factories {
        let account = factory.account.clone();
        tasks.push(tokio::spawn(factory::live(actor(&factory.door)?, account)));
    }
    Ok(tasks)
}

/// Lets them act, kills workers, and looks every two seconds whether every rule holds.
async fn watch(
    plan: &Plan,
    launch: &Launch,
    conn: &mut Conn,
    world: &World,
) -> Fallible<(Process, usize, usize)> {
    let (begun, mut killed, mut checked) = (Instant::now(), Instant::now(), Instant::now());
    let (mut worker, mut checks, mut kills) = (launch.worker()?, 0, 0);
    while begun.elapsed() < plan.length && !world.over.load(Ordering::SeqCst) {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if plan.kill_every > 0 && killed.elapsed() > Duration::from_secs(plan.kill_every) {
            worker.kill()?;
            worker = launch.worker()?;
            (kills, killed) = (kills + 1, Instant::now());
        }
        if checked.elapsed() > Duration::from_secs(2) {
            holds_now(conn)?;
            (checks, checked) = (checks + 1, Instant::now());
        }
    }
    Ok((worker, checks, kills))
}

/// Every rule, of one moment, while everybody goes on.
fn holds_now(conn: &mut Conn) -> Fallible<()> {
    let begin = if on_postgres() {
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    } else {
        "BEGIN"
    };
    conn.batch_execute(begin)?;
    let held = check::holds(conn);
    conn.batch_execute("COMMIT")?;
    held
}

/// Waits until nobody's pieces and no number are under way any more.
async fn at_rest(conn: &mut Conn) -> Fallible<()> {
    let begun = Instant::now();
    let left = "SELECT COUNT(*) AS n FROM jobs WHERE kind LIKE 'waybill.%' OR kind = 'assign.release'";
    while number(conn, left)? > 0 {
        if begun.elapsed() > Duration::from_secs(180) {
            return Err("jobs do not end".into());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// At rest: nothing died, nothing is held, and the carrier's book is ours.
fn settled(conn: &mut Conn, sold: &[Sale]) -> Fallible<()> {
    holds_now(conn)?;
    let voided = sold.iter().filter(|sale| sale.voided).count();
    let ours = "SELECT COUNT(*) AS n FROM waybills WHERE state = ";
    for (query, wanted, what) in [
        (
            "SELECT COUNT(*) AS n FROM jobs WHERE state = 'dead'".to_owned(),
            0,
            "dead jobs",
        ),
        (
            "SELECT COUNT(*) AS n FROM waybill_accounts WHERE held_fen <> 0".to_owned(),
            0,
            "accounts that hold money",
        ),
        (
            format!("{ours} 'issued'"),
            sold.len() - voided,
            "numbers that stand",
        ),
        (
            format!("{ours} 'void' AND account_id IS NOT NULL"),
            voided,
            "numbers given back",
        ),
    ] {
        let found = number(conn, &query)?;
        if found != i64::try_from(wanted)? {
            return Err(format!("{found} {what} instead of {wanted}").into());
        }
    }
    Ok(())
}
