//! kill -9 of the worker while it takes numbers: whatever moment it falls in, every number is sold once and paid once.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use platform::sandbox::Sale;
use serde_json::{Value, json};
use shared::db::backend::{Conn, sql};

use super::base::{Base, number};
use super::carrier::Carrier;
use super::door::{Door, text};
use super::process::Process;
use super::sample::{self, Dice};
use super::server::Launch;
use super::stage::{Factory, People};
use super::{Fallible, Rig, check};

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Numbers to take.
    pub numbers: usize,
    /// Workers to kill meanwhile.
    pub kills: usize,
    /// Milliseconds the carrier takes for an answer: `MIN..MAX`.
    pub latency: &'static str,
    /// How the carrier misbehaves: `drop-reply=0.03`.
    pub faults: &'static [&'static str],
    /// One kill in so many waits until the worker has numbers in its hands; the others come at any moment. A job whose
    /// worker dies twelve times is given up, so a long run of kills must not aim too well.
    pub aim: usize,
    /// Draws the moments of the kills.
    pub seed: u64,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Numbers asked for, those asked for again after a void included.
    pub asked: i64,
    /// Numbers the carrier sold.
    pub sold: usize,
    /// Numbers that stand.
    pub confirmed: usize,
    /// Numbers given back.
    pub voided: usize,
    /// Workers killed.
    pub kills: usize,
    /// Kills that met numbers on their way.
    pub in_flight: usize,
    /// From the first call to the last number.
    pub took: Duration,
}

/// Milliseconds within which a kill comes.
const WINDOW: u64 = 1_200;
/// What a worker owns, alive or dead.
const IN_HAND: &str = "SELECT COUNT(*) AS n FROM jobs WHERE state = 'leased' AND kind LIKE 'waybill.%'";

/// Runs it over a fresh database.
pub async fn run(rig: &Rig, plan: &Plan) -> Fallible<Outcome> {
    let base = Base::fresh(rig)?;
    let carrier = Carrier::start(
        &rig.sealship,
        &base.folder().join("carrier"),
        plan.latency,
        plan.faults,
    )?;
    let launch = Launch::new(&rig.sealship, &base.url, &base.data())?
        .arg("--no-worker")
        .arg("--no-sandbox")
        .set("SEALSHIP_LEASE_SECONDS", "1");
    let launch = carrier.told(launch)?;
    let server = launch.start()?;
    let mut conn = base.connect()?;
    hurry(&mut conn)?;
    let people = People::enter(&server, 1, 1).await?;
    let factory = people.factories.first().ok_or("no factory")?;
    let mut worker = Some(launch.worker()?);
    let accepted = prepare(&people, factory, &mut conn, plan.numbers).await?;
    let begun = Instant::now();
    let mut story = Story {
        plan,
        launch: &launch,
        dice: Dice::new(plan.seed),
        kills: 0,
        in_flight: 0,
    };
    let mut taken = Vec::new();
    let calls = plan.kills.max(1);
    for (n, some) in accepted.chunks(accepted.len().div_ceil(calls)).enumerate() {
        taken.extend(take(factory, some).await?);
        if n == calls / 2 {
            until_some(&mut conn).await?;
            give_some_back(&factory.door, &taken).await?;
        }
        story.kill(&mut worker, &mut conn).await?;
    }
    while story.kills < plan.kills {
        story.kill(&mut worker, &mut conn).await?;
    }
    settled(&mut conn).await?;
    take_again(factory, &mut conn).await?;
    settled(&mut conn).await?;
    let took = begun.elapsed();
    drop(worker);
    let sold = carrier.close()?;
    let outcome = story.outcome(&sold, &mut conn, took)?;
    everything_once(&mut conn, &sold, plan.numbers)?;
    check::holds(&mut conn)?;
    drop(server);
    Ok(outcome)
}

/// The undo window is the operator's setting: one second of it is enough here.
pub fn hurry(conn: &mut Conn) -> Fallible<()> {
    use diesel::connection::SimpleConnection;
    let now = if super::base::on_postgres() {
        "now()"
    } else {
        "'2026-01-01 00:00:00+00:00'"
    };
    Ok(conn.batch_execute(&format!(
        "INSERT INTO settings (name, value, changed_at) VALUES ('held_seconds', '1', {now})"
    ))?)
}

/// Orders brought, given to the factory, accepted by it: the public ids of the assignments.
pub(super) async fn prepare(
    people: &People,
    factory: &Factory,
    conn: &mut Conn,
    count: usize,
) -> Fallible<Vec<String>> {
    let (merchant, _) = people.merchants.first().ok_or("no merchant")?;
    for body in sample::bodies(0, count) {
        let answer: Value = serde_json::from_slice(&merchant.post_text("/v1/orders", body).await?)?;
        let rows = super::door::all_done("orders", &answer)?;
        let ids = rows
            .iter()
            .map(|row| text(row, "id"))
            .collect::<Fallible<Vec<_>>>()?;
        let rows: Vec<Value> = ids
            .iter()
            .map(|id| json!({ "order": id, "to": factory.binding }))
            .collect();
        let given = merchant.post("/v1/assignments", &json!({ "rows": rows })).await?;
        super::door::all_done("assign", &given)?;
    }
    let held = "SELECT COUNT(*) AS n FROM assignments WHERE state = 'held'";
    super::base::until(conn, "the undo window", held, 0).await?;
    accept(&factory.door, count).await
}

/// Accepts `most` of what waits at a factory's door; answers with their public ids.
pub async fn accept(door: &Door, most: usize) -> Fallible<Vec<String>> {
    let mut accepted = Vec::new();
    while accepted.len() < most {
        let page = door.get("/v1/assignments?tab=to_accept&limit=200").await?;
        let rows = page
            .get("items")
            .and_then(Value::as_array)
            .ok_or("a list without items")?;
        let ids = rows.iter().take(most - accepted.len()).map(|row| text(row, "id"));
        let ids: Vec<String> = ids.collect::<Fallible<_>>()?;
        if ids.is_empty() {
            break;
        }
        let answer = door
            .post("/v1/assignments/accept", &json!({ "assignments": ids }))
            .await?;
        super::door::all_done("accept", &answer)?;
        accepted.extend(ids);
    }
    Ok(accepted)
}

pub(super) async fn take(factory: &Factory, assignments: &[String]) -> Fallible<Vec<String>> {
    let rows: Vec<Value> = assignments.iter().map(|id| json!({ "assignment": id })).collect();
    let ask = json!({ "carrier": "sandbox", "account": factory.account, "rows": rows });
    let answer = factory.door.post("/v1/waybills", &ask).await?;
    let rows = super::door::all_done("waybills", &answer)?;
    rows.iter().map(|row| text(row, "id")).collect()
}

/// Waits until numbers are there to be given back.
async fn until_some(conn: &mut Conn) -> Fallible<()> {
    let begun = Instant::now();
    while number(conn, "SELECT COUNT(*) AS n FROM waybills WHERE state = 'issued'")? < 10 {
        if begun.elapsed() > Duration::from_secs(60) {
            return Err("no numbers after 60 s".into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Every fourth of those that were issued by now goes back; what is not there yet is refused in its row.
async fn give_some_back(door: &Door, taken: &[String]) -> Fallible<()> {
    let rows: Vec<Value> = taken
        .iter()
        .step_by(4)
        .map(|id| json!({ "waybill": id }))
        .collect();
    door.post("/v1/waybills/void", &json!({ "rows": rows })).await?;
    Ok(())
}

/// Parcels whose number was given back take another one.
pub(super) async fn take_again(factory: &Factory, conn: &mut Conn) -> Fallible<()> {
    let bare = number(conn, "SELECT COUNT(*) AS n FROM parcels WHERE stage = 'number'")?;
    let page = factory.door.get("/v1/parcels?stage=number&limit=200").await?;
    let items = page
        .get("items")
        .and_then(Value::as_array)
        .ok_or("a list without items")?;
    let rows: Vec<Value> = items.iter().map(|card| json!({ "parcel": card["id"] })).collect();
    if bare != i64::try_from(rows.len())? {
        return Err(format!("{bare} parcels without a number, {} on the list", rows.len()).into());
    }
    let ask = json!({ "carrier": "sandbox", "account": factory.account, "rows": rows });
    if bare > 0 {
        super::door::all_done("waybills", &factory.door.post("/v1/waybills", &ask).await?)?;
    }
    Ok(())
}

/// Waits until nothing about waybills is left to do; a job that died is told at once.
pub async fn settled(conn: &mut Conn) -> Fallible<()> {
    let begun = Instant::now();
    let left = "SELECT COUNT(*) AS n FROM jobs WHERE kind LIKE 'waybill.%'";
    let dead = "SELECT COUNT(*) AS n FROM jobs WHERE state = 'dead'";
    while number(conn, left)? > 0 {
        if number(conn, dead)? > 0 || begun.elapsed() > Duration::from_secs(180) {
            return Err(format!("jobs do not end: {:?}", jobs(conn)?).into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

#[derive(Debug, diesel::QueryableByName)]
#[expect(dead_code, reason = "read by a person, through Debug")]
struct Left {
    #[diesel(sql_type = sql::Text)]
    kind: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::BigInt)]
    attempts: i64,
    #[diesel(sql_type = sql::Text)]
    last_error: String,
}

fn jobs(conn: &mut Conn) -> Fallible<Vec<Left>> {
    use diesel::RunQueryDsl;
    let some = "SELECT kind, state, attempts, last_error FROM jobs ORDER BY state, id LIMIT 5";
    Ok(diesel::sql_query(some).load(conn)?)
}

struct Story<'a> {
    plan: &'a Plan,
    launch: &'a Launch,
    dice: Dice,
    kills: usize,
    in_flight: usize,
}

impl Story<'_> {
    /// Waits for a moment nobody chose, kills the worker, looks what it had in its hands, starts the next one.
    async fn kill(&mut self, worker: &mut Option<Process>, conn: &mut Conn) -> Fallible<()> {
        if self.kills == self.plan.kills {
            return Ok(());
        }
        match self.kills.is_multiple_of(self.plan.aim) {
            true => self.until_it_works(conn).await?,
            false => tokio::time::sleep(Duration::from_millis(self.dice.below(WINDOW))).await,
        }
        let ended = worker.take().ok_or("no worker")?.kill()?;
        use std::os::unix::process::ExitStatusExt;
        if ended.signal() != Some(9) {
            return Err(format!("the worker ended by itself: {ended}").into());
        }
        self.kills += 1;
        self.in_flight += usize::from(number(conn, IN_HAND)? > 0);
        *worker = Some(self.launch.worker()?);
        Ok(())
    }

    /// Two seconds at most: moments nobody chose fall all too often between two calls.
    async fn until_it_works(&mut self, conn: &mut Conn) -> Fallible<()> {
        let begun = Instant::now();
        while number(conn, IN_HAND)? == 0 && begun.elapsed() < Duration::from_secs(2) {
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
        let some = self.dice.below(60);
        tokio::time::sleep(Duration::from_millis(some)).await;
        Ok(())
    }

    fn outcome(&self, sold: &[Sale], conn: &mut Conn, took: Duration) -> Fallible<Outcome> {
        let voided = sold.iter().filter(|sale| sale.voided).count();
        Ok(Outcome {
            asked: number(conn, "SELECT COUNT(*) AS n FROM waybills")?,
            sold: sold.len(),
            confirmed: sold.len() - voided,
            voided,
            kills: self.kills,
            in_flight: self.in_flight,
            took,
        })
    }
}

#[derive(diesel::QueryableByName)]
struct Known {
    #[diesel(sql_type = sql::Text)]
    number: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
}

/// Sold = confirmed + voided: none twice, none lost, and nothing is awaited any more.
pub(super) fn everything_once(conn: &mut Conn, sold: &[Sale], numbers: usize) -> Fallible<()> {
    use diesel::RunQueryDsl;
    let known = "SELECT number, state FROM waybills WHERE number IS NOT NULL ORDER BY number";
    let known: Vec<Known> = diesel::sql_query(known).load(conn)?;
    let ours: BTreeMap<&str, bool> = known
        .iter()
        .map(|row| (row.number.as_str(), row.state == "void"))
        .collect();
    let theirs: BTreeMap<&str, bool> = sold
        .iter()
        .map(|sale| (sale.number.as_str(), sale.voided))
        .collect();
    let references: BTreeSet<&str> = sold.iter().map(|sale| sale.client_ref.as_str()).collect();
    for (holds, what) in [
        (known.len() == ours.len(), "a number stands in two waybills"),
        (sold.len() == theirs.len(), "the carrier sold a number twice"),
        (
            sold.len() == references.len(),
            "the carrier sold twice under one reference",
        ),
        (ours == theirs, "sold is not confirmed + voided"),
        (
            ours.values().filter(|void| !**void).count() == numbers,
            "a parcel has no number",
        ),
    ] {
        if !holds {
            return Err(format!("{what}: {} known, {} sold", known.len(), sold.len()).into());
        }
    }
    for (query, what) in [
        (
            "SELECT COUNT(*) AS n FROM waybills WHERE state IN ('reserved', 'unknown', 'failed')",
            "numbers nobody knows of",
        ),
        (
            "SELECT COUNT(*) AS n FROM waybill_accounts WHERE held_fen <> 0",
            "accounts that still hold money",
        ),
        (
            "SELECT COUNT(*) AS n FROM jobs WHERE kind LIKE 'waybill.%' OR state = 'dead'",
            "jobs that are left",
        ),
        (
            "SELECT COUNT(*) AS n FROM parcels WHERE stage <> 'print'",
            "parcels without a number",
        ),
    ] {
        if number(conn, query)? != 0 {
            return Err(format!("{what}: {}", number(conn, query)?).into());
        }
    }
    Ok(())
}
