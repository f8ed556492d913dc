//! The worker dies after each named step of taking a number, asking about it and giving it back; the next one ends it
//! well. No luck is in it: the step is reached, the process is gone, and what it left behind is looked at.

use std::net::TcpListener;
use std::ops::RangeInclusive;
use std::os::unix::process::ExitStatusExt;

use platform::sandbox::{self, Credential, Faults, Options};
use serde_json::{Value, json};
use shared::clock::Zone;
use shared::db::backend::Conn;
use shared::vault::{Vault, credential};

use super::base::{Base, number};
use super::server::{Launch, make_folder};
use super::stage::{Factory, People};
use super::worker_kill::{everything_once, hurry, prepare, settled, take, take_again};
use super::{Fallible, Rig, check};

/// Numbers of each case, in one claim.
const MANY: usize = 4;
/// What `abort` ends a process with.
const SIGABRT: i32 = 6;

/// A death, and what it must leave behind of the numbers of its case.
struct Case {
    /// How the carrier misbehaves until a first worker has died, and where.
    first: Option<(&'static str, &'static str)>,
    /// Whether all numbers are given back before the death.
    void: bool,
    /// `SEALSHIP_DIE_AFTER`.
    death: &'static str,
    /// Numbers the carrier sold, or took back, by then.
    done: RangeInclusive<usize>,
    /// Numbers that were written down as such.
    written: usize,
}

const fn case(death: &'static str, done: RangeInclusive<usize>, written: usize) -> Case {
    Case {
        first: None,
        void: false,
        death,
        done,
        written,
    }
}

const fn after(
    fault: &'static str,
    first: &'static str,
    death: &'static str,
    done: RangeInclusive<usize>,
    written: usize,
) -> Case {
    Case {
        first: Some((fault, first)),
        ..case(death, done, written)
    }
}

const fn void(death: &'static str, done: RangeInclusive<usize>, written: usize) -> Case {
    Case {
        first: Some(("", TAKEN)),
        void: true,
        ..case(death, done, written)
    }
}

/// A worker that took numbers and died is a worker that took numbers and no more.
const TAKEN: &str = "waybill.take:recorded";
/// Sold, and the answer is lost.
const LOST: &str = "drop-reply=1";
/// Not sold, and nobody can tell.
const BROKEN: &str = "error-before=1";

const CASES: &[Case] = &[
    case("waybill.take:claimed", 0..=0, 0),
    case("waybill.take:audited", 0..=0, 0),
    case("waybill.take:one-sent", 1..=MANY, 0),
    case("waybill.take:sent", MANY..=MANY, 0),
    case("waybill.take:recording", MANY..=MANY, 0),
    case("waybill.take:recorded", MANY..=MANY, MANY),
    after("", "waybill.take:sent", "waybill.take:asked", MANY..=MANY, 0),
    after("", "waybill.take:audited", "waybill.take:asked", 0..=0, 0),
    after(LOST, TAKEN, "waybill.query:claimed", MANY..=MANY, 0),
    after(LOST, TAKEN, "waybill.query:asked", MANY..=MANY, 0),
    after(LOST, TAKEN, "waybill.query:recording", MANY..=MANY, 0),
    after(LOST, TAKEN, "waybill.query:recorded", MANY..=MANY, MANY),
    after(BROKEN, TAKEN, "waybill.query:audited", 0..=0, 0),
    after(BROKEN, TAKEN, "waybill.query:one-sent", 1..=MANY, 0),
    after(BROKEN, TAKEN, "waybill.query:sent", MANY..=MANY, 0),
    void("waybill.void:claimed", 0..=0, 0),
    void("waybill.void:one-sent", 1..=MANY, 0),
    void("waybill.void:sent", MANY..=MANY, 0),
    void("waybill.void:recording", MANY..=MANY, 0),
    void("waybill.void:recorded", MANY..=MANY, MANY),
];

/// Runs every case over one fresh database.
pub async fn run(rig: &Rig) -> Fallible<()> {
    let base = Base::fresh(rig)?;
    let (shop, launch) = carrier(rig, &base)?;
    let server = launch.start()?;
    let mut conn = base.connect()?;
    hurry(&mut conn)?;
    let people = People::enter(&server, 1, 1).await?;
    let factory = people.factories.first().ok_or("no factory")?;
    let worker = launch.worker()?;
    let accepted = prepare(&people, factory, &mut conn, CASES.len() * MANY).await?;
    worker.kill()?;
    let mut story = Story {
        shop: &shop,
        launch: &launch,
        factory,
        conn: &mut conn,
    };
    for (case, some) in CASES.iter().zip(accepted.chunks(MANY)) {
        story
            .run(case, some)
            .await
            .map_err(|error| format!("{}: {error}", case.death))?;
    }
    everything_once(&mut conn, &shop.sold(), accepted.len())?;
    check::holds(&mut conn)
}

/// A carrier in this process, whose faults can be changed, and a Sealship that is told of it.
fn carrier(rig: &Rig, base: &Base) -> Fallible<(sandbox::Server, Launch)> {
    let (data, secret) = (base.data(), Credential::generate());
    make_folder(&data)?;
    let vault = Vault::open(&data.join("keys"), Zone::default())?;
    let word = secret.secret.as_bytes();
    credential::put(&data.join("keys"), vault.provider(), "sandbox", word)?;
    let launch = Launch::new(&rig.sealship, &base.url, &data)?
        .arg("--no-worker")
        .arg("--no-sandbox")
        .set("SEALSHIP_LEASE_SECONDS", "1")
        .set("SEALSHIP_SANDBOX_KEY", &secret.app_key);
    let options = Options::new(base.folder().join("carrier"), secret);
    let shop = sandbox::serve(TcpListener::bind("127.0.0.1:0")?, options)?;
    let launch = launch.set("SEALSHIP_SANDBOX_CARRIER", &shop.url());
    Ok((shop, launch))
}

struct Story<'a> {
    shop: &'a sandbox::Server,
    launch: &'a Launch,
    factory: &'a Factory,
    conn: &'a mut Conn,
}

impl Story<'_> {
    async fn run(&mut self, case: &Case, assignments: &[String]) -> Fallible<()> {
        let (sold, written) = (self.shop.sold().len(), self.written("issued")?);
        if let Some((fault, _)) = case.first.filter(|(fault, _)| !fault.is_empty()) {
            self.shop.set_faults(Faults::default().with(fault)?);
        }
        let taken = take(self.factory, assignments).await?;
        if let Some((_, death)) = case.first {
            self.dies(death).await?;
        }
        self.shop.set_faults(Faults::default());
        let before = match case.void {
            true => self.give_back(&taken).await?,
            false => (sold, written),
        };
        self.dies(case.death).await?;
        self.left_behind(case, before)?;
        self.ends_well().await
    }

    /// Asks for all of them to be given back; answers how many were before.
    async fn give_back(&mut self, taken: &[String]) -> Fallible<(usize, usize)> {
        let before = (self.taken_back(), self.written("void")?);
        let rows: Vec<Value> = taken.iter().map(|id| json!({ "waybill": id })).collect();
        let asked = self
            .factory
            .door
            .post("/v1/waybills/void", &json!({ "rows": rows }))
            .await?;
        super::door::all_done("void", &asked)?;
        Ok(before)
    }

    /// A worker that was told to die after a step does so.
    async fn dies(&self, death: &str) -> Fallible<()> {
        let worker = self.launch.clone().set("SEALSHIP_DIE_AFTER", death).worker()?;
        let ended = worker.ends().await?;
        match ended.signal() {
            Some(SIGABRT) => Ok(()),
            _ => Err(format!("the worker did not die after {death}: {ended}").into()),
        }
    }

    fn left_behind(&mut self, case: &Case, (done, written): (usize, usize)) -> Fallible<()> {
        let (done_now, written_now) = match case.void {
            true => (self.taken_back(), self.written("void")?),
            false => (self.shop.sold().len(), self.written("issued")?),
        };
        let (done, written) = (done_now - done, written_now - written);
        match case.done.contains(&done) && case.written == written {
            true => Ok(()),
            false => Err(format!("{done} at the carrier, {written} written down").into()),
        }
    }

    /// The next worker does what is left; parcels whose number was given back take another one.
    async fn ends_well(&mut self) -> Fallible<()> {
        let worker = self.launch.worker()?;
        settled(self.conn).await?;
        take_again(self.factory, self.conn).await?;
        settled(self.conn).await?;
        worker.kill()?;
        Ok(())
    }

    fn taken_back(&self) -> usize {
        self.shop.sold().iter().filter(|sale| sale.voided).count()
    }

    fn written(&mut self, state: &str) -> Fallible<usize> {
        let query = format!("SELECT COUNT(*) AS n FROM waybills WHERE state = '{state}'");
        Ok(usize::try_from(number(self.conn, &query)?)?)
    }
}
