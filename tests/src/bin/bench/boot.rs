//! `boot`: how soon `sealship serve` answers, and what it weighs when nobody asks it anything.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::base::{Base, number};
use crate::door::Door;
use crate::figure::Figure;
use crate::server::Server;
use crate::{Bench, Fallible};

/// Starts measured.
const STARTS: usize = 5;

/// The first start makes keys and tables; the others find them.
pub async fn run(bench: &Bench) -> Fallible<Vec<Figure>> {
    let base = Base::fresh(&bench.rig)?;
    let (first, _) = start(bench, &base).await?;
    let floor = median(
        (0..STARTS)
            .map(|_| floor(bench, &base))
            .collect::<Fallible<_>>()?,
    );
    let mut times = Vec::new();
    let mut weight = 0.0_f64;
    for turn in 0..STARTS {
        let (took, server) = start(bench, &base).await?;
        times.push(took);
        if turn == STARTS - 1 {
            tokio::time::sleep(Duration::from_secs(5)).await;
            weight = server.resident()?;
        }
    }
    Ok(vec![
        Figure::seconds("boot", STARTS, median(times), floor)
            .against("≤ 1 s", |figure| figure.value <= 1.0),
        Figure::seconds("boot, first start", 1, first, floor),
        Figure::less("boot, resident after 5 s", 1, weight, "MB", carrier_alone(bench)?)
            .against("< 100 MB", |figure| figure.value < 100.0),
    ])
}

/// From spawn to the first answered request for readiness, which asks the database.
async fn start(bench: &Bench, base: &Base) -> Fallible<(Duration, Server)> {
    let server = Server::start(&bench.rig.sealship, &base.url, &base.data())?;
    Door::new(&server.merchant)?.fetch("/readyz").await?;
    Ok((server.begun.elapsed(), server))
}

/// The least a start can be: the binary loaded and ended, a connection opened, one query answered.
fn floor(bench: &Bench, base: &Base) -> Fallible<Duration> {
    let begun = Instant::now();
    let ended = Command::new(&bench.rig.sealship)
        .arg("--version")
        .stdout(Stdio::null())
        .status()?;
    if !ended.success() {
        return Err("sealship --version failed".into());
    }
    number(&mut base.connect()?, "SELECT COUNT(*) AS n FROM parties")?;
    Ok(begun.elapsed())
}

/// The floor of weight: the same binary with one small server in it, no database, no keys.
fn carrier_alone(bench: &Bench) -> Fallible<f64> {
    let folder = tempfile::tempdir()?;
    let mut child = Command::new(&bench.rig.sealship)
        .args(["sandbox-carrier", "--listen", "127.0.0.1:0", "--state"])
        .arg(folder.path().join("ledger"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    std::thread::sleep(Duration::from_secs(2));
    let weight = crate::server::resident(child.id());
    child.kill()?;
    child.wait()?;
    weight
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
