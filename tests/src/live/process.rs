//! A program under test: started with exactly the settings it is given, heard line by line, killed when dropped.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::Fallible;

/// How long a program may take to say what is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program under test.
pub struct Process {
    child: Child,
    said: Receiver<String>,
    what: String,
}

/// Settings of a program: names and values of its environment.
pub type Settings = Vec<(String, String)>;

impl Process {
    /// Starts it; nothing of this process's own settings reaches it. `log` gathers what it says on stderr.
    pub fn start(program: &Path, args: &[&str], settings: &Settings, log: &Path) -> Fallible<Self> {
        let log = OpenOptions::new().create(true).append(true).open(log)?;
        let inherited = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"];
        let mut command = Command::new(program);
        command
            .args(args)
            .env_clear()
            .envs(
                inherited
                    .iter()
                    .filter_map(|name| Some((name, std::env::var_os(name)?))),
            )
            .env(
                "RUST_LOG",
                std::env::var("RUST_LOG").unwrap_or_else(|_| "warn".to_owned()),
            )
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut child = command.spawn()?;
        let said = lines(child.stdout.take().ok_or("no stdout")?);
        let what = format!("{} {}", program.display(), args.first().unwrap_or(&""));
        Ok(Self { child, said, what })
    }

    /// Waits for the line that `wanted` finds something in.
    pub fn hear<T>(&self, mut wanted: impl FnMut(&str) -> Option<T>) -> Fallible<T> {
        loop {
            let line = self
                .said
                .recv_timeout(PATIENCE)
                .map_err(|_| format!("{} did not start", self.what))?;
            if let Some(found) = wanted(&line) {
                return Ok(found);
            }
        }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: nothing of it runs any more when this returns. Answers how it ended.
    pub fn kill(mut self) -> Fallible<ExitStatus> {
        self.child.kill()?;
        Ok(self.child.wait()?)
    }

    /// SIGTERM, and a wait of at most ten seconds for its end.
    pub fn stop(mut self) {
        self.ask_to_end();
    }

    /// Waits until it ends by itself. Answers how it ended.
    pub async fn ends(mut self) -> Fallible<ExitStatus> {
        let begun = Instant::now();
        loop {
            match self.child.try_wait()? {
                Some(ended) => return Ok(ended),
                None if begun.elapsed() > PATIENCE => {
                    return Err(format!("{} does not end", self.what).into());
                }
                None => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    }

    /// True if it ended by itself.
    pub fn ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    fn ask_to_end(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        for _ in 0..400 {
            if self.ended() {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port nobody listens on now. Below those the system gives to connections: one of a neighbour's would take it before
/// the program under test does.
pub fn free_port() -> Fallible<u16> {
    for _ in 0..100 {
        let port = 10_000 + u16::try_from(uuid::Uuid::new_v4().as_u128() % 20_000)?;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err("no port is free".into())
}

/// What a process says, line by line; read to its end, so that it never blocks on a full pipe.
fn lines(out: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (tell, hear) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let _ = tell.send(line);
        }
    });
    hear
}
