//! `sealship serve` as a person would start it, on ports that stay the same when it is started again.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Fallible;
use super::process::{Process, Settings, free_port};

/// How `sealship serve` is to be started; it can be started again after it was killed.
#[derive(Clone, Debug)]
pub struct Launch {
    sealship: PathBuf,
    data: PathBuf,
    args: Vec<&'static str>,
    settings: Settings,
    ports: [u16; 3],
}

/// `sealship serve`, stopped when dropped.
pub struct Server {
    process: Option<Process>,
    /// The merchant's door.
    pub merchant: String,
    /// The factory's door.
    pub factory: String,
    /// The operator's door.
    pub platform: String,
    /// Mail and password of the first operator, on the first start.
    pub operator: Option<(String, String)>,
    /// When it was spawned.
    pub begun: Instant,
}

impl Launch {
    /// Over `database`, with `data` as its folder.
    pub fn new(sealship: &Path, database: &str, data: &Path) -> Fallible<Self> {
        let ports = [free_port()?, free_port()?, free_port()?];
        let mail = format!("file:{}", data.join("mail").display());
        let mut settings = vec![
            ("SEALSHIP_ENV".to_owned(), "development".to_owned()),
            ("SEALSHIP_DATA".to_owned(), data.display().to_string()),
            ("DATABASE_URL".to_owned(), database.to_owned()),
            ("SEALSHIP_MAIL".to_owned(), mail),
        ];
        for (name, port) in ["MERCHANT", "FACTORY", "PLATFORM"].into_iter().zip(ports) {
            settings.push((format!("SEALSHIP_{name}"), format!("127.0.0.1:{port}")));
            settings.push((format!("SEALSHIP_{name}_ORIGIN"), origin(port)));
        }
        Ok(Self {
            sealship: sealship.to_owned(),
            data: data.to_owned(),
            args: vec!["serve"],
            settings,
            ports,
        })
    }

    /// With an argument more.
    pub fn arg(mut self, word: &'static str) -> Self {
        self.args.push(word);
        self
    }

    /// With a setting more.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What it and programs beside it are told.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Starts it and waits until it says that it is ready.
    pub fn start(&self) -> Fallible<Server> {
        make_folder(&self.data)?;
        let begun = Instant::now();
        let log = self.data.join("log");
        let process = Process::start(&self.sealship, &self.args, &self.settings, &log)?;
        let mut operator = None;
        let ready = process.hear(|line| {
            if let Some(said) = line.strip_prefix("first operator: ") {
                let mut words = said.split_whitespace();
                operator = words
                    .next()
                    .map(str::to_owned)
                    .zip(words.nth(1).map(str::to_owned));
            }
            line.starts_with("ready in ").then_some(())
        });
        ready.map_err(|error| {
            let log = std::fs::read_to_string(&log).unwrap_or_default();
            format!("{error}: {log}")
        })?;
        let [merchant, factory, platform] = self.ports.map(origin);
        Ok(Server {
            process: Some(process),
            merchant,
            factory,
            platform,
            operator,
            begun,
        })
    }

    /// `sealship worker` beside it, over the same database and keys.
    pub fn worker(&self) -> Fallible<Process> {
        Process::start(
            &self.sealship,
            &["worker"],
            &self.settings,
            &self.data.join("worker-log"),
        )
    }
}

impl Server {
    /// Starts over `database` with `data` as its folder and waits until it says that it is ready.
    pub fn start(sealship: &Path, database: &str, data: &Path) -> Fallible<Self> {
        Launch::new(sealship, database, data)?.start()
    }

    /// Its resident memory in MB (10⁶ bytes).
    pub fn resident(&self) -> Fallible<f64> {
        resident(self.process.as_ref().ok_or("it was killed")?.id())
    }

    /// SIGKILL.
    pub fn kill(mut self) -> Fallible<()> {
        self.process.take().ok_or("it was killed")?.kill()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(process) = self.process.take() {
            process.stop();
        }
    }
}

/// Resident memory of a process in MB (10⁶ bytes).
pub fn resident(pid: u32) -> Fallible<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .ok_or("no VmRSS")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kib * 1024.0 / 1e6)
}

fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// For its owner alone, as the program itself makes it.
pub fn make_folder(folder: &Path) -> Fallible<()> {
    use std::os::unix::fs::DirBuilderExt;
    Ok(std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?)
}
