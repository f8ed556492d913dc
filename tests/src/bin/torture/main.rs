//! `script/torture`: the long figures. Kills by the hundred and random histories, each over a fresh database, with
//! every rule checked afterwards; a line of the report for each.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use shared::db::backend;
use tests::live::{Fallible, Rig, history, serve_kill, worker_kill};

const USAGE: &str = "torture --sealship PATH --database URL-OR-FOLDER --report FILE [--seed N] \
                     [--worker-kills N] [--numbers N] [--serve-kills N] [--minutes N]";

/// What a run is told.
struct Torture {
    rig: Rig,
    report: PathBuf,
    seed: u64,
    worker_kills: usize,
    numbers: usize,
    serve_kills: usize,
    minutes: f64,
}

impl Torture {
    fn from_args(mut args: impl Iterator<Item = String>) -> Fallible<Self> {
        let mut torture = Self {
            rig: Rig {
                sealship: PathBuf::new(),
                database: String::new(),
            },
            report: PathBuf::new(),
            seed: u64::from(std::process::id()),
            worker_kills: 100,
            numbers: 1_000,
            serve_kills: 20,
            minutes: 5.0,
        };
        while let Some(word) = args.next() {
            let value = args.next().ok_or(USAGE)?;
            match word.as_str() {
                "--sealship" => torture.rig.sealship = value.into(),
                "--database" => torture.rig.database = value,
                "--report" => torture.report = value.into(),
                "--seed" => torture.seed = value.parse()?,
                "--worker-kills" => torture.worker_kills = value.parse()?,
                "--numbers" => torture.numbers = value.parse()?,
                "--serve-kills" => torture.serve_kills = value.parse()?,
                "--minutes" => torture.minutes = value.parse()?,
                _ => return Err(USAGE.into()),
            }
        }
        Ok(torture)
    }

    async fn worker(&self) -> Fallible<String> {
        let plan = worker_kill::Plan {
            numbers: self.numbers,
            kills: self.worker_kills,
            latency: "20..200",
            faults: &["drop-reply=0.02", "error-after=0.02"],
            aim: 8,
            seed: self.seed,
        };
        let done = worker_kill::run(&self.rig, &plan).await?;
        Ok(format!(
            "{} kills of the worker ({} met numbers on their way); {} numbers asked for, {} sold = {} confirmed + {} given back; held 0, books balance, no job left | {:.0} s",
            done.kills,
            done.in_flight,
            done.asked,
            done.sold,
            done.confirmed,
            done.voided,
            done.took.as_secs_f64()
        ))
    }

    async fn serve(&self) -> Fallible<String> {
        let plan = serve_kill::Plan {
            files: self.serve_kills.div_ceil(3),
            rows: 3_000,
            kills: 3,
            assigns: self.serve_kills.div_ceil(2),
            patient: 1,
            seed: self.seed,
        };
        let done = serve_kill::run(&self.rig, &plan).await?;
        Ok(format!(
            "{} kills of the service while {} orders came in by file ({} before the upload was answered, {} with an import half done), {} while 500 were assigned ({} unanswered); every row once, one answer per key | {:.0} s",
            done.import_kills,
            done.orders,
            done.unanswered,
            done.half_done,
            done.assign_kills,
            done.assign_unanswered,
            done.took.as_secs_f64()
        ))
    }

    async fn history(&self) -> Fallible<String> {
        let plan = history::Plan {
            merchants: 3,
            factories: 3,
            length: Duration::from_secs_f64(self.minutes * 60.0),
            kill_every: 7,
            seed: self.seed,
        };
        let done = history::run(&self.rig, &plan).await?;
        let calls: usize = done.acts.values().map(|(calls, _)| calls).sum();
        let [orders, assignments, parcels, waybills] = done.rows;
        let mut told = format!(
            "{calls} acts of 3 merchants and 3 factories at once, {} workers killed, every rule checked {} times; {orders} orders, {assignments} assignments, {parcels} parcels, {waybills} waybills; {} numbers sold, {} given back | {:.0} s",
            done.kills,
            done.checks,
            done.sold.0,
            done.sold.1,
            done.took.as_secs_f64()
        );
        for (act, (calls, rows)) in &done.acts {
            write!(told, "\n{act}\t{calls}\t{rows}")?;
        }
        for (code, times) in &done.refusals {
            write!(told, "\nrefused: {code}\t{times}\t")?;
        }
        Ok(told)
    }

    /// A figure: told to whoever watches, and added to the report whatever came of it.
    fn tell(&self, name: &str, came: &Fallible<String>) -> Fallible<()> {
        let (result, text) = match came {
            Ok(text) => ("holds", text.clone()),
            Err(error) => ("**fell**", error.to_string().replace('\n', " ")),
        };
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        println!("{} · {name}: {result}: {text}", backend::NAME);
        let mut report = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.report)?;
        let first = if first.contains(" | ") {
            first.to_owned()
        } else {
            format!("{first} | ")
        };
        writeln!(
            report,
            "| {} | {name}, seed {} | {result} | {first} |",
            backend::NAME,
            self.seed
        )?;
        if !rest.is_empty() {
            let details = self.report.with_extension(format!("{}.acts", backend::NAME));
            std::fs::write(details, rest)?;
        }
        Ok(())
    }
}

#[tokio::main(worker_threads = 2)]
async fn main() -> Fallible<()> {
    let torture = Torture::from_args(std::env::args().skip(1))?;
    println!("{} · seed {}", backend::NAME, torture.seed);
    let mut fell = false;
    if torture.worker_kills > 0 {
        let came = torture.worker().await;
        torture.tell("kill the worker", &came)?;
        fell |= came.is_err();
    }
    if torture.serve_kills > 0 {
        let came = torture.serve().await;
        torture.tell("kill the service", &came)?;
        fell |= came.is_err();
    }
    if torture.minutes > 0.0 {
        let came = torture.history().await;
        torture.tell("a random history", &came)?;
        fell |= came.is_err();
    }
    if fell {
        Err("something fell: see above".into())
    } else {
        Ok(())
    }
}
