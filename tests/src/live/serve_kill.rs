//! kill -9 of the whole service while it takes a file in and while it assigns: nothing half-written, work goes on where
//! it stopped, and the same call under the same key gets the same answer.

use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::{Value, json};
use shared::db::backend::Conn;

use super::base::{Base, number};
use super::door::{Door, Heard, text};
use super::sample::{self, Dice};
use super::server::{Launch, Server};
use super::stage::People;
use super::worker_kill::hurry;
use super::{Fallible, Rig, check};

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Files taken in, each under kills.
    pub files: usize,
    /// Orders of a file.
    pub rows: usize,
    /// Kills while one file is taken in.
    pub kills: usize,
    /// Assignments of 500 orders cut short by a kill.
    pub assigns: usize,
    /// Assignments of which the minute that a killed call keeps its key is waited for; else it is over at once.
    pub patient: usize,
    /// Draws the moments of the kills.
    pub seed: u64,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Kills during an upload or its import.
    pub import_kills: usize,
    /// Those that came before the upload was answered.
    pub unanswered: usize,
    /// Those that left an import half done.
    pub half_done: usize,
    /// Kills during an assignment.
    pub assign_kills: usize,
    /// Those that came before it was answered.
    pub assign_unanswered: usize,
    /// Orders taken in.
    pub orders: i64,
    /// How long it all took.
    pub took: Duration,
}

/// Milliseconds within which a kill may come after an upload has begun.
const IMPORT_WINDOW: u64 = 900;
/// The same for an assignment.
const ASSIGN_WINDOW: u64 = 250;
/// Orders of one assignment.
const CALL: usize = 500;

/// Runs it over a fresh database.
pub async fn run(rig: &Rig, plan: &Plan) -> Fallible<Outcome> {
    let base = Base::fresh(rig)?;
    let launch = Launch::new(&rig.sealship, &base.url, &base.data())?.set("SEALSHIP_LEASE_SECONDS", "1");
    let server = launch.start()?;
    let mut conn = base.connect()?;
    hurry(&mut conn)?;
    let people = People::enter(&server, 1, 1).await?;
    let begun = Instant::now();
    let (merchant, _) = people.merchants.first().ok_or("no merchant")?;
    let mut story = Story {
        plan,
        launch: &launch,
        server: Some(server),
        merchant,
        conn: &mut conn,
        dice: Dice::new(plan.seed),
        outcome: Outcome::default(),
    };
    for file in 0..plan.files {
        story.import(file).await?;
    }
    let binding = people.factories.first().ok_or("no factory")?.binding.clone();
    for n in 0..plan.assigns {
        story.assign(&binding, n).await?;
    }
    let mut outcome = story.outcome;
    outcome.orders = number(&mut conn, "SELECT COUNT(*) AS n FROM orders")?;
    outcome.took = begun.elapsed();
    let dead = number(&mut conn, "SELECT COUNT(*) AS n FROM jobs WHERE state = 'dead'")?;
    if dead > 0 {
        return Err(format!("{dead} jobs died").into());
    }
    check::holds(&mut conn)?;
    Ok(outcome)
}

struct Story<'a> {
    plan: &'a Plan,
    launch: &'a Launch,
    server: Option<Server>,
    merchant: &'a Door,
    conn: &'a mut Conn,
    dice: Dice,
    outcome: Outcome,
}

impl Story<'_> {
    async fn import(&mut self, file: usize) -> Fallible<()> {
        let (bytes, key) = (
            csv(file, self.plan.rows),
            format!("file-{file}-{}", self.plan.seed),
        );
        let mut first: Option<Heard> = None;
        for _ in 0..self.plan.kills {
            let path = format!("/v1/imports?name=orders{file}.csv");
            let heard = self
                .cut_short(&path, &key, "application/octet-stream", &bytes, IMPORT_WINDOW)
                .await?;
            self.outcome.import_kills += 1;
            self.outcome.unanswered += usize::from(heard.is_none());
            let running = "SELECT COUNT(*) AS n FROM batches WHERE state IN ('waiting', 'running')";
            self.outcome.half_done += usize::from(number(self.conn, running)? > 0);
            same(&mut first, heard)?;
        }
        let path = format!("/v1/imports?name=orders{file}.csv");
        let last = repeat(self.merchant, &path, &key, "application/octet-stream", &bytes).await?;
        let batch = text(&last.value(), "id")?;
        same(&mut first, Some(last))?;
        self.ended_well(&batch, file).await
    }

    /// Every row of the file was taken once; had one been taken again, it would have been counted as unchanged.
    async fn ended_well(&mut self, batch: &str, file: usize) -> Fallible<()> {
        let begun = Instant::now();
        let view = loop {
            let view = self.merchant.get(&format!("/v1/batches/{batch}")).await?;
            if !matches!(view["state"].as_str(), Some("waiting" | "running")) {
                break view;
            }
            if begun.elapsed() > Duration::from_secs(120) {
                return Err(format!("an import does not go on: {view}").into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let rows = json!(self.plan.rows);
        let told = [
            &view["state"],
            &view["done"],
            &view["refused"],
            &view["progress"]["created"],
        ];
        if told != [&json!("done"), &rows, &json!(0), &rows] {
            return Err(format!("an import did not end well: {view}").into());
        }
        let there = format!("SELECT COUNT(*) AS n FROM orders WHERE source = 'file{file}'");
        match number(self.conn, &there)? {
            n if n == i64::try_from(self.plan.rows)? => Ok(()),
            n => Err(format!("{n} orders of {} are there", self.plan.rows).into()),
        }
    }

    async fn assign(&mut self, binding: &str, n: usize) -> Fallible<()> {
        let mut orders = Vec::new();
        let mut cursor = String::new();
        while orders.len() < CALL {
            let page = self
                .merchant
                .get(&format!("/v1/orders?stage=to_assign&limit=200{cursor}"))
                .await?;
            let items = page["items"].as_array().ok_or("a list without items")?;
            orders.extend(items.iter().map(|order| order["id"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        orders.truncate(CALL);
        let before = number(self.conn, "SELECT COUNT(*) AS n FROM assignments")?;
        let rows: Vec<Value> = orders
            .iter()
            .map(|order| json!({ "order": order, "to": binding }))
            .collect();
        let body = Bytes::from(json!({ "rows": rows }).to_string());
        let key = format!("assign-{n}-{}", self.plan.seed);
        let (path, kind) = ("/v1/assignments", "application/json");
        let heard = self.cut_short(path, &key, kind, &body, ASSIGN_WINDOW).await?;
        self.outcome.assign_kills += 1;
        self.outcome.assign_unanswered += usize::from(heard.is_none());
        let at_once = number(self.conn, "SELECT COUNT(*) AS n FROM assignments")? - before;
        let all = i64::try_from(orders.len())?;
        if at_once != 0 && at_once != all {
            return Err(format!("{at_once} of {all} orders were given: half an act").into());
        }
        let mut first = heard;
        let again = repeat(self.merchant, path, &key, kind, &body).await?;
        same(&mut first, Some(again))?;
        let twice = repeat(self.merchant, path, &key, kind, &body).await?;
        same(&mut first, Some(twice))?;
        match number(self.conn, "SELECT COUNT(*) AS n FROM assignments")? - before {
            given if given == all => Ok(()),
            given => Err(format!("{given} assignments for {all} orders").into()),
        }
    }

    /// Sends a call, kills the service at a moment nobody chose, starts it again. What was answered before, if anything.
    async fn cut_short(
        &mut self,
        path: &str,
        key: &str,
        kind: &str,
        body: &Bytes,
        window: u64,
    ) -> Fallible<Option<Heard>> {
        let (door, path, key, kind) = (
            self.merchant.another()?,
            path.to_owned(),
            key.to_owned(),
            kind.to_owned(),
        );
        let body = body.clone();
        let call = tokio::spawn(async move { door.try_post(&path, &key, &kind, body).await });
        tokio::time::sleep(Duration::from_millis(self.dice.below(window))).await;
        self.server.take().ok_or("no server")?.kill()?;
        let heard = call.await?.ok();
        if self.outcome.assign_kills >= self.plan.patient {
            use diesel::connection::SimpleConnection;
            self.conn.batch_execute(
                "UPDATE idempotency_keys SET lease_until = created_at WHERE state = 'pending'",
            )?;
        }
        self.server = Some(self.launch.start()?);
        Ok(heard.filter(|heard| heard.status < 300))
    }
}

/// Calls again until the call is not in flight any more: a key that a killed call held is free after its lease.
async fn repeat(door: &Door, path: &str, key: &str, kind: &str, body: &Bytes) -> Fallible<Heard> {
    let begun = Instant::now();
    loop {
        let heard = door.try_post(path, key, kind, body.clone()).await?;
        match heard.code().as_deref() {
            None => return Ok(heard),
            Some("idempotency_key_in_flight") if begun.elapsed() < Duration::from_secs(75) => {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            Some(code) => return Err(format!("{path} again: {code}").into()),
        }
    }
}

/// One intent has one answer.
fn same(first: &mut Option<Heard>, heard: Option<Heard>) -> Fallible<()> {
    match (&*first, heard) {
        (Some(first), Some(heard)) if first.value() != heard.value() => {
            let (one, other) = (first.value(), heard.value());
            Err(format!("one key, two answers: {one} and {other}").into())
        }
        (None, Some(heard)) => {
            *first = Some(heard);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A merchant's file.
fn csv(file: usize, rows: usize) -> Bytes {
    let mut text = String::from("订单号,店铺,付款时间,收件人,手机,收货地址,商品编码,商品名称,规格,数量\r\n");
    for n in 0..rows {
        let order = sample::number(file * 1_000_000 + n);
        text.push_str(&format!(
            "{order}\t,file{file},2026-11-02 10:00:00,王伟,139{:08},浙江省金华市义乌市北苑街道秋实路{}号3栋2单元,YJ-10Z,瑜伽垫,紫,{}\r\n",
            n,
            n % 900 + 1,
            n % 3 + 1
        ));
    }
    text.into()
}
