//! `script/bench`: how fast the doors are, each figure beside a floor of raw SQL measured in the same run.

mod assign;
mod boot;
mod figure;
mod floor;
mod ingest;
mod list;
mod print;
mod waybill;

use std::path::PathBuf;

use figure::Figure;
use tests::live::{Fallible, Rig, base, door, sample, server, stage};

const USAGE: &str = "bench --sealship PATH --database URL-OR-FOLDER [--rows N] [--json FILE] [ingest|assign|list|waybill|print|boot]…";
const NAMES: [&str; 6] = ["ingest", "assign", "list", "waybill", "print", "boot"];

/// What a run is told.
pub struct Bench {
    /// What is measured, and where its databases are made.
    pub rig: Rig,
    /// Orders of the one merchant in `list`.
    pub rows: usize,
    json: Option<PathBuf>,
    names: Vec<String>,
}

impl Bench {
    fn from_args(mut args: impl Iterator<Item = String>) -> Fallible<Self> {
        let mut bench = Self {
            rig: Rig {
                sealship: PathBuf::new(),
                database: String::new(),
            },
            rows: 1_000_000,
            json: None,
            names: Vec::new(),
        };
        while let Some(word) = args.next() {
            let mut value = || args.next().ok_or(USAGE);
            match word.as_str() {
                "--sealship" => bench.rig.sealship = value()?.into(),
                "--database" => bench.rig.database = value()?,
                "--rows" => bench.rows = value()?.parse()?,
                "--json" => bench.json = Some(value()?.into()),
                name if NAMES.contains(&name) => bench.names.push(word),
                _ => return Err(USAGE.into()),
            }
        }
        if bench.names.is_empty() {
            bench.names = NAMES.map(str::to_owned).to_vec();
        }
        Ok(bench)
    }

    async fn run(&self, name: &str) -> Fallible<Vec<Figure>> {
        match name {
            "ingest" => ingest::run(self).await,
            "assign" => assign::run(self).await,
            "list" => list::run(self).await,
            "waybill" => waybill::run(self).await,
            "print" => print::run(self).await,
            _ => boot::run(self).await,
        }
    }
}

#[tokio::main(worker_threads = 2)]
async fn main() -> Fallible<()> {
    let bench = Bench::from_args(std::env::args().skip(1))?;
    let mut fell = None;
    for name in &bench.names {
        eprintln!("{} · {name}", shared::db::backend::NAME);
        let figures = match bench.run(name).await {
            Ok(figures) => figures,
            Err(error) => {
                eprintln!("{name} ended early: {error}");
                fell = Some(error);
                continue;
            }
        };
        print!("{}", figure::table(&figures));
        if let Some(file) = &bench.json {
            figure::append(file, &figures)?;
        }
    }
    fell.map_or(Ok(()), Err)
}
