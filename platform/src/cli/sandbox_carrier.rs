//! `sealship sandbox-carrier`: the sandbox carrier as a process of its own.

use std::error::Error;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use platform::sandbox::{self, Credential, Faults, Latency, Options, Rules};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen; port 0 takes a free one. The first line on stdout says which.
    #[arg(long, default_value = "127.0.0.1:8099")]
    listen: SocketAddr,
    /// The append-only file of everything sold; made if absent.
    #[arg(long)]
    state: PathBuf,
    /// The file of application key and secret; made if absent. Default: STATE with `.credential` added.
    #[arg(long)]
    credential: Option<PathBuf>,
    /// Milliseconds an answer takes: MS or MIN..MAX.
    #[arg(long, default_value = "0")]
    latency: Latency,
    /// NAME=SHARE with drop-reply, error-before, error-after, busy or slow; repeatable.
    #[arg(long)]
    fault: Vec<String>,
    /// A division prefix not delivered to, like 65 or 330109; repeatable.
    #[arg(long)]
    unserved: Vec<String>,
    /// What each settlement account starts with, in fen.
    #[arg(long, default_value_t = Rules::default().opening_fen)]
    opening_fen: i64,
    /// How many numbers each settlement account may ever buy.
    #[arg(long, default_value_t = Rules::default().numbers)]
    numbers: u64,
    /// A settlement account that exists; repeatable. Without any, all do.
    #[arg(long)]
    account: Vec<String>,
    /// Do not wait for the disk: a crash of the machine may then lose sales.
    #[arg(long)]
    no_fsync: bool,
    /// End when stdin closes, so that no server outlives the process that started it.
    #[arg(long)]
    with_parent: bool,
}

/// Serves until killed: the ledger is whole at every moment.
pub fn run(args: Args) -> Result<(), Box<dyn Error>> {
    if std::env::var("SEALSHIP_ENV").as_deref() == Ok("production") {
        return Err("production refuses the sandbox carrier: its numbers move no parcel".into());
    }
    let (listen, with_parent) = (args.listen, args.with_parent);
    let options = options(args)?;
    let listener = TcpListener::bind(listen).map_err(|error| format!("--listen {listen}: {error}"))?;
    let server = sandbox::serve(listener, options)?;
    println!("sandbox carrier on {}", server.url());
    std::io::stdout().flush()?;
    if with_parent {
        std::thread::spawn(end_with_stdin);
    }
    Ok(server.wait()?)
}

fn options(args: Args) -> Result<Options, Box<dyn Error>> {
    let beside = || {
        let mut name = args.state.clone().into_os_string();
        name.push(".credential");
        PathBuf::from(name)
    };
    let place = args.credential.clone().unwrap_or_else(beside);
    let credential = Credential::at(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    let accounts = (!args.account.is_empty()).then(|| args.account.into_iter().collect());
    let (opening_fen, numbers, unserved) = (args.opening_fen, args.numbers, args.unserved);
    Ok(Options {
        fsync: !args.no_fsync,
        rules: Rules {
            opening_fen,
            numbers,
            accounts,
            unserved,
        },
        latency: args.latency,
        faults: args
            .fault
            .iter()
            .try_fold(Faults::default(), |faults, text| faults.with(text))?,
        ..Options::new(args.state, credential)
    })
}

fn end_with_stdin() {
    let mut stdin = std::io::stdin().lock();
    let mut some = [0; 64];
    while matches!(stdin.read(&mut some), Ok(read) if read > 0) {}
    std::process::exit(0);
}
