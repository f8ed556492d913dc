//! `sealship serve`: all doors and the worker in one process, over one database; nothing to configure.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use shared::carrier::sandbox;
use shared::config::{Config, Env};
use shared::house::House;
use shared::http::process::{self, Part};
use shared::http::serve::{self, Face};
use shared::party::{Side, bootstrap};
use shared::vault::{self, Vault};
use shared::worker::{self, Works};

use platform::sandbox::Credential;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave the jobs to `sealship worker` processes.
    #[arg(long)]
    no_worker: bool,
    /// Start no sandbox carrier (production never does).
    #[arg(long)]
    no_sandbox: bool,
}

/// Serves until SIGTERM or SIGINT, then finishes what is under way.
pub fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let mut config = Config::from_env()?;
    process::data_folder(&config)?;
    let carrier = match (config.env, &config.sandbox, args.no_sandbox) {
        (Env::Development, None, false) => Some(Carrier::start(&mut config)?),
        _ => None,
    };
    let house = process::house(config, Part::Whole)?;
    first_operator(&house)?;
    let served = actix_web::rt::System::new().block_on(open(house, args.no_worker, begun));
    drop(carrier);
    served
}

/// The doors of this Sealship.
pub const DOORS: [(Side, Face); 3] = [
    (Side::Merchant, merchant_api::FACE),
    (Side::Factory, factory_api::FACE),
    (Side::Platform, platform::FACE),
];

async fn open(house: House, no_worker: bool, begun: Instant) -> Result<(), Box<dyn Error>> {
    let mut servers = Vec::new();
    for (side, face) in DOORS {
        let door = process::door(&house, side)?;
        println!("{:9} {}", side.text(), door.origin());
        servers.push(serve::open(door, face)?);
    }
    let worker = (!no_worker).then(|| Worker::start(house.clone()));
    println!("ready in {} ms", begun.elapsed().as_millis());
    let handles: Vec<_> = servers.iter().map(actix_web::dev::Server::handle).collect();
    let serving: Vec<_> = servers.into_iter().map(actix_web::rt::spawn).collect();
    process::told_to_stop().await;
    // Streams of events have no end of their own.
    house.hub().close();
    // Together, not one after the other: each waits for its own requests.
    let stopping: Vec<_> = handles
        .into_iter()
        .map(|handle| actix_web::rt::spawn(handle.stop(true)))
        .collect();
    for stopped in stopping {
        stopped.await?;
    }
    for served in serving {
        served.await??;
    }
    worker.map_or(Ok(()), Worker::stop)
}

/// Makes the first operator where there is none, and says the password once.
pub fn first_operator(house: &House) -> shared::error::Result<()> {
    if let Some(first) = house.db().write("bootstrap", bootstrap)? {
        println!(
            "first operator: {} password: {} (shown once)",
            first.mail, first.password
        );
    }
    Ok(())
}

/// The worker on threads of its own.
struct Worker {
    stop: tokio::sync::oneshot::Sender<()>,
    thread: std::thread::JoinHandle<std::io::Result<()>>,
}

impl Worker {
    fn start(house: House) -> Self {
        let (stop, told) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()?;
            let works = Works::of(&house).map_err(std::io::Error::other)?;
            runtime.block_on(worker::run(house, works, async move {
                let _ = told.await;
            }));
            Ok(())
        });
        Self { stop, thread }
    }

    fn stop(self) -> Result<(), Box<dyn Error>> {
        let _ = self.stop.send(());
        let ended = self.thread.join().map_err(|_| "the worker died")?;
        Ok(ended?)
    }
}

/// The sandbox carrier as a child: it ends when this process does, whatever way that is.
struct Carrier(Child);

impl Carrier {
    fn start(config: &mut Config) -> Result<Self, Box<dyn Error>> {
        let state = config.data.join("sandbox").join("ledger");
        std::fs::create_dir_all(config.data.join("sandbox"))?;
        let mut child = Command::new(std::env::current_exe()?)
            .args([
                "sandbox-carrier",
                "--listen",
                "127.0.0.1:0",
                "--with-parent",
                "--state",
            ])
            .arg(&state)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let stdout = child.stdout.take().ok_or("the sandbox carrier has no stdout")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let url = line
            .trim()
            .strip_prefix("sandbox carrier on ")
            .ok_or("the sandbox carrier did not start")?;
        println!("{:9} {url}", "carrier");
        config.sandbox = Some(url.to_owned());
        let credential = Credential::at(&state.with_extension("credential"))?;
        let vault = Vault::open(&config.keys(), config.zone)?;
        vault::credential::put(
            &config.keys(),
            vault.provider(),
            sandbox::CODE,
            credential.secret.as_bytes(),
        )?;
        config.sandbox_key = Some(credential.app_key);
        Ok(Self(child))
    }
}

impl Drop for Carrier {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}
