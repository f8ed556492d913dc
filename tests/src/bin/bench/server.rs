//! The binary under test as a process of its own, started as a person would start it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::Fallible;

/// `sealship serve`, stopped when dropped.
pub struct Server {
    child: Child,
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

impl Server {
    /// Starts over `database` with `data` as its folder and waits until it says that it is ready.
    pub fn start(sealship: &Path, database: &str, data: &Path) -> Fallible<Self> {
        std::fs::create_dir_all(data)?;
        let [merchant, factory, platform] = [free_port()?, free_port()?, free_port()?];
        let mut command = Command::new(sealship);
        command
            .arg("serve")
            .env("SEALSHIP_ENV", "development")
            .env("SEALSHIP_DATA", data)
            .env("DATABASE_URL", database)
            .env("SEALSHIP_MAIL", format!("file:{}", data.join("mail").display()))
            .env(
                "RUST_LOG",
                std::env::var("RUST_LOG").unwrap_or_else(|_| "error".to_owned()),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(data.join("log"))?);
        for (name, port) in [
            ("MERCHANT", merchant),
            ("FACTORY", factory),
            ("PLATFORM", platform),
        ] {
            command.env(format!("SEALSHIP_{name}"), format!("127.0.0.1:{port}"));
            command.env(format!("SEALSHIP_{name}_ORIGIN"), origin(port));
        }
        let begun = Instant::now();
        let mut child = command.spawn()?;
        let said = lines(child.stdout.take().ok_or("no stdout")?);
        let mut server = Self {
            child,
            merchant: origin(merchant),
            factory: origin(factory),
            platform: origin(platform),
            operator: None,
            begun,
        };
        server.hear(&said).map_err(|error| {
            let log = std::fs::read_to_string(data.join("log")).unwrap_or_default();
            format!("{error}: {log}")
        })?;
        Ok(server)
    }

    fn hear(&mut self, said: &Receiver<String>) -> Fallible<()> {
        loop {
            let line = said
                .recv_timeout(Duration::from_secs(60))
                .map_err(|_| "sealship serve did not start")?;
            if let Some(rest) = line.strip_prefix("first operator: ") {
                let mut words = rest.split_whitespace();
                let mail = words.next().ok_or("no operator's mail")?;
                let password = words.nth(1).ok_or("no operator's password")?;
                self.operator = Some((mail.to_owned(), password.to_owned()));
            }
            if line.starts_with("ready in ") {
                return Ok(());
            }
        }
    }

    /// Its resident memory in MB (10⁶ bytes).
    pub fn resident(&self) -> Fallible<f64> {
        resident(self.child.id())
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

fn free_port() -> Fallible<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
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

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        for _ in 0..100 {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
