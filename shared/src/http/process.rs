//! A process and what it may hold (design §4): the house it builds, the door it opens, how it ends.

use std::path::PathBuf;
use std::process::ExitCode;

use tracing_subscriber::EnvFilter;

use super::app::Door;
use super::serve::{self, Face};
use crate::clock::Clock;

use crate::carrier::{Credential, Registry, sandbox};
use crate::config::{Config, Env};
use crate::db::Db;
use crate::error::{Broken, Result};
use crate::house::House;
use crate::party::Side;
use crate::vault::{Vault, keyfile, signing};

/// Which process this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All doors and the worker in one: the embedded default.
    Whole,
    /// One door.
    Door(Side),
    /// The worker.
    Worker,
}

/// Where a process keeps its key files.
#[must_use]
pub fn keys(config: &Config) -> PathBuf {
    config.data.join("keys")
}

/// Builds the house of a process with the keys it may hold and no others; secrets are generated at first start.
/// The whole brings the tables up to date; a part expects `sealship migrate` to have done so.
///
/// # Errors
/// What the database or a key file says.
pub fn house(config: Config, part: Part) -> Result<House> {
    data_folder(&config)?;
    let db = Db::open(&config.database, Clock::system(), None)?;
    if part == Part::Whole {
        db.migrate()?;
    }
    with_keys(db, config, part)
}

/// Makes the data folder, for its owner alone: the database and uploads live there.
///
/// # Errors
/// When it cannot be made.
pub fn data_folder(config: &Config) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&config.data);
    Ok(made.map_err(Broken::of("make the data folder"))?)
}

/// The same over an open database.
///
/// # Errors
/// What a key file says.
pub fn with_keys(db: Db, config: Config, part: Part) -> Result<House> {
    let (keys, zone) = (keys(&config), config.zone);
    let vault = || Vault::open(&keys, zone).map_err(Broken::of("open the vault"));
    let carriers = carriers(&config)?;
    let house = House::new(db, config)?.with_carriers(carriers);
    let public = keys.join("ticket-public");
    Ok(match part {
        Part::Whole | Part::Worker => {
            let ticket =
                signing::ticket_key(&keys.join("ticket")).map_err(Broken::of("open the ticket key"))?;
            let told = hex::encode(ticket.public().as_bytes());
            keyfile::replace(&public, told.as_bytes()).map_err(Broken::of("tell the ticket key"))?;
            house.holding(vault()?).signing(ticket)
        }
        Part::Door(Side::Merchant) => house.holding(vault()?),
        Part::Door(Side::Factory) => house,
        Part::Door(Side::Platform) => {
            let mut key = [0; 32];
            let text =
                keyfile::load(&public).map_err(Broken::of("read the ticket key (start the worker first)"))?;
            hex::decode_to_slice(&*text, &mut key).map_err(Broken::of("read the ticket key"))?;
            house
                .holding(vault()?.sealing_only())
                .trusting(::ticket::VerifyKey::from_bytes(key))
        }
    })
}

/// The carriers numbers can be taken from: outside production the sandbox, where one was started.
fn carriers(config: &Config) -> Result<Registry> {
    let credentials: Vec<Credential> = match (&config.sandbox, &config.sandbox_key) {
        (Some(url), Some(app_key)) => {
            vec![Credential {
                carrier: sandbox::CODE.to_owned(),
                url: url.clone(),
                app_key: app_key.clone(),
            }]
        }
        _ => Vec::new(),
    };
    let production = config.env == Env::Production;
    Ok(Registry::open(production, &credentials).map_err(Broken::of("open the carriers"))?)
}

/// Opens a door of the house over its own keys.
///
/// # Errors
/// What a key file says.
pub fn door(house: &House, side: Side) -> Result<Door> {
    Door::open(house.clone().into(), side, &keys(house.config()))
}

/// Logs to stderr: lines in development, JSON in production; `RUST_LOG` chooses.
pub fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let begun = match std::env::var("SEALSHIP_ENV").as_deref() {
        Ok("production") => log.json().try_init(),
        _ => log.try_init(),
    };
    if let Err(error) = begun {
        eprintln!("sealship: {error}");
    }
}

/// The whole life of a process that is one door.
pub fn main(side: Side, face: Face) -> ExitCode {
    log();
    match run(side, face) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sealship: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens one door and serves until told to stop.
///
/// # Errors
/// What the settings, the database, the keys or the socket say.
pub fn run(side: Side, face: Face) -> Result<()> {
    let house = house(Config::from_env()?, Part::Door(side))?;
    let door = door(&house, side)?;
    println!("{}: {}", side.text(), door.origin());
    actix_web::rt::System::new().block_on(async {
        let server = serve::open(door, face)?;
        let handle = server.handle();
        actix_web::rt::spawn(async move {
            told_to_stop().await;
            // Streams of events have no end of their own.
            house.hub().close();
            handle.stop(true).await;
        });
        server.await.map_err(|cause| Broken::of("serve")(cause).into())
    })
}

/// Resolves at SIGTERM or SIGINT.
pub async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        tracing::error!("signals cannot be heard: this process ends only when killed");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
}
