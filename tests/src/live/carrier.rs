//! The sandbox carrier as a process with a ledger of its own, and how a Sealship is told of it.

use std::path::{Path, PathBuf};

use platform::sandbox::{Credential, Ledger, Rules, Sale};
use shared::clock::Zone;
use shared::vault::{Vault, credential};

use super::Fallible;
use super::process::Process;
use super::server::{Launch, make_folder};

/// The sandbox carrier, as a process with a ledger of its own.
pub struct Carrier {
    process: Process,
    state: PathBuf,
    /// Where it listens.
    pub url: String,
    /// What it knows us by.
    pub credential: Credential,
}

impl Carrier {
    /// Starts one that keeps its ledger in `folder`.
    pub fn start(sealship: &Path, folder: &Path, latency: &str, faults: &[&str]) -> Fallible<Self> {
        make_folder(folder)?;
        let state = folder.join("ledger");
        let state_text = state.display().to_string();
        let mut args = vec![
            "sandbox-carrier",
            "--listen",
            "127.0.0.1:0",
            "--with-parent",
            "--latency",
            latency,
        ];
        args.extend(["--state", &state_text]);
        args.extend(faults.iter().flat_map(|fault| ["--fault", fault]));
        let process = Process::start(sealship, &args, &Vec::new(), &folder.join("log"))?;
        let url = process.hear(|line| line.trim().strip_prefix("sandbox carrier on ").map(str::to_owned))?;
        Ok(Self {
            credential: Credential::at(&folder.join("ledger.credential"))?,
            process,
            state,
            url,
        })
    }

    /// Everything it sold, once it is gone.
    pub fn close(self) -> Fallible<Vec<Sale>> {
        self.process.kill()?;
        let ledger = Ledger::open(&self.state, false, Rules::default(), 1)?;
        let sold = ledger.sold(0, usize::MAX);
        ledger.close();
        Ok(sold)
    }

    /// The settings by which a Sealship over `launch` uses it; its secret is sealed among the keys.
    pub fn told(&self, launch: Launch) -> Fallible<Launch> {
        let keys = launch.data().join("keys");
        make_folder(launch.data())?;
        let vault = Vault::open(&keys, Zone::default())?;
        credential::put(
            &keys,
            vault.provider(),
            "sandbox",
            self.credential.secret.as_bytes(),
        )?;
        Ok(launch
            .set("SEALSHIP_SANDBOX_CARRIER", &self.url)
            .set("SEALSHIP_SANDBOX_KEY", &self.credential.app_key))
    }
}
