//! What a process is told from outside: the environment and nothing else.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::clock::Zone;
use crate::death::Death;
use crate::error::{Broken, Result};

/// Decides what is refused; the database does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Env {
    /// Sandbox carrier, file mailbox and plain-http cookies are refused.
    Production,
    /// Everything works, and every screen says so.
    Development,
}

/// Where mail goes.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// A real server: `smtp://`, `smtp+starttls://` or `smtps://` URL, with user and password.
    Smtp(String),
    /// A folder of .eml files; refused in production.
    File(PathBuf),
    /// Kept in memory, for tests.
    Memory,
}

/// The settings of a process.
#[derive(Debug, Clone)]
pub struct Config {
    /// `SEALSHIP_ENV`, development unless told.
    pub env: Env,
    /// `DATABASE_URL`, a file under the data folder unless told.
    pub database: String,
    /// `SEALSHIP_DATA`: keys, spool, database, mail.
    pub data: PathBuf,
    /// `SEALSHIP_MERCHANT`, `_FACTORY`, `_PLATFORM`: where the doors listen.
    pub merchant: Door,
    /// The factory's door.
    pub factory: Door,
    /// The operator's door.
    pub platform: Door,
    /// `SEALSHIP_MAIL`.
    pub mailer: Mailer,
    /// `SEALSHIP_MAIL_FROM`.
    pub mail_from: String,
    /// `SEALSHIP_MAIL_CA`: a PEM file of a certificate authority the mail server's certificate may come from.
    pub mail_ca: Option<PathBuf>,
    /// `SEALSHIP_LEASE_SECONDS`: how long a worker owns the jobs it claimed without a sign of life, 30 unless told.
    pub lease: Duration,
    /// `SEALSHIP_DIE_AFTER`: for proofs, the step after which a worker of a debug build dies; refused in production.
    pub die_after: Option<Death>,
    /// `SEALSHIP_SPOOL`: where uploads wait, sealed; the merchant's door and the worker share it.
    pub spool: PathBuf,
    /// `SEALSHIP_CHECKPOINTS`: where the signed heads of the audit go; best on a disk of its own.
    pub checkpoints: PathBuf,
    /// `SEALSHIP_CHECKPOINT_MINUTES`: how often, 60 unless told.
    pub checkpoint_every: Duration,
    /// `SEALSHIP_SANDBOX_CARRIER`: the sandbox carrier's address, outside production.
    pub sandbox: Option<String>,
    /// `SEALSHIP_SANDBOX_KEY`: the application key it knows us by; the secret is sealed with the vault's keys.
    pub sandbox_key: Option<String>,
    /// `SEALSHIP_ZONE_HOURS`: the platform's time zone, hours east of UTC.
    pub zone: Zone,
    /// `SEALSHIP_AGENT_PACKAGES`: the page where people get the print agent for their computer.
    pub agent_packages: Option<String>,
    /// `SEALSHIP_TRUSTED_PROXIES`: addresses whose forwarding headers are believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// `SEALSHIP_TLS_CERT` and `SEALSHIP_TLS_KEY`: PEM files; without them the doors speak plain http.
    pub tls: Option<(PathBuf, PathBuf)>,
}

/// One door: where it listens and how the world names it.
#[derive(Debug, Clone)]
pub struct Door {
    /// The socket.
    pub listen: SocketAddr,
    /// The public origin, e.g. `https://shop.example.org`.
    pub origin: String,
}

impl Config {
    /// Reads the environment of the process.
    ///
    /// # Errors
    /// Names the first variable that cannot be read.
    pub fn from_env() -> Result<Self> {
        Self::read(&|name| std::env::var(name).ok())
    }

    /// Reads variables from anywhere.
    ///
    /// # Errors
    /// Names the first variable that cannot be read.
    pub fn read(var: &dyn Fn(&str) -> Option<String>) -> Result<Self> {
        let data = PathBuf::from(var("SEALSHIP_DATA").unwrap_or_else(|| "data".to_owned()));
        let env = env(var("SEALSHIP_ENV").as_deref())?;
        let tls = tls(var);
        let scheme = if tls.is_some() { "https" } else { "http" };
        let config = Self {
            env,
            database: var("DATABASE_URL").unwrap_or_else(|| data.join("sealship.db").display().to_string()),
            merchant: door(var, "MERCHANT", 8081, scheme)?,
            factory: door(var, "FACTORY", 8082, scheme)?,
            platform: door(var, "PLATFORM", 8083, scheme)?,
            mailer: mailer(var("SEALSHIP_MAIL"), &data),
            mail_from: var("SEALSHIP_MAIL_FROM")
                .unwrap_or_else(|| "Sealship <sealship@localhost>".to_owned()),
            mail_ca: var("SEALSHIP_MAIL_CA").map(PathBuf::from),
            lease: lease(var("SEALSHIP_LEASE_SECONDS").as_deref())?,
            die_after: var("SEALSHIP_DIE_AFTER")
                .as_deref()
                .map(Death::read)
                .transpose()?,
            spool: var("SEALSHIP_SPOOL").map_or_else(|| data.join("spool"), PathBuf::from),
            checkpoints: var("SEALSHIP_CHECKPOINTS").map_or_else(|| data.join("checkpoints"), PathBuf::from),
            checkpoint_every: minutes(var("SEALSHIP_CHECKPOINT_MINUTES").as_deref())?,
            sandbox: var("SEALSHIP_SANDBOX_CARRIER"),
            sandbox_key: var("SEALSHIP_SANDBOX_KEY"),
            zone: zone(var("SEALSHIP_ZONE_HOURS").as_deref())?,
            agent_packages: packages(var("SEALSHIP_AGENT_PACKAGES"))?,
            trusted_proxies: proxies(var("SEALSHIP_TRUSTED_PROXIES").as_deref())?,
            tls,
            data,
        };
        config.refuse_toys()?;
        Ok(config)
    }

    /// Where a process keeps its key files.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.data.join("keys")
    }

    fn refuse_toys(&self) -> Result<()> {
        if self.env == Env::Development {
            return Ok(());
        }
        if !matches!(self.mailer, Mailer::Smtp(_)) {
            return Err(
                Broken::new("SEALSHIP_MAIL: production wants smtp://, smtp+starttls:// or smtps://").into(),
            );
        }
        if self.sandbox.is_some() {
            return Err(
                Broken::new("SEALSHIP_SANDBOX_CARRIER: production refuses the sandbox carrier").into(),
            );
        }
        if self.die_after.is_some() {
            return Err(Broken::new("SEALSHIP_DIE_AFTER: production does not die on request").into());
        }
        let doors = [&self.merchant, &self.factory, &self.platform];
        if doors.iter().any(|door| !door.origin.starts_with("https://")) {
            return Err(Broken::new("SEALSHIP_*_ORIGIN: production wants https:// for every door").into());
        }
        Ok(())
    }
}

fn env(text: Option<&str>) -> Result<Env> {
    match text {
        None | Some("development") => Ok(Env::Development),
        Some("production") => Ok(Env::Production),
        Some(_) => Err(Broken::new("SEALSHIP_ENV: production or development").into()),
    }
}

fn door(var: &dyn Fn(&str) -> Option<String>, name: &str, port: u16, scheme: &str) -> Result<Door> {
    let key = format!("SEALSHIP_{name}");
    let listen = var(&key).unwrap_or_else(|| format!("127.0.0.1:{port}"));
    let listen: SocketAddr = listen
        .parse()
        .map_err(|_| Broken::new(format!("{key}: an address like 0.0.0.0:{port}")))?;
    let origin =
        var(&format!("{key}_ORIGIN")).unwrap_or_else(|| format!("{scheme}://localhost:{}", listen.port()));
    Ok(Door {
        listen,
        origin: origin.trim_end_matches('/').to_owned(),
    })
}

fn mailer(text: Option<String>, data: &std::path::Path) -> Mailer {
    match text {
        None => Mailer::File(data.join("mail")),
        Some(text) if text == "memory" => Mailer::Memory,
        Some(text) => match text.strip_prefix("file:") {
            Some(path) => Mailer::File(PathBuf::from(path)),
            None => Mailer::Smtp(text),
        },
    }
}

/// A dead worker's jobs run again within 40 seconds: a lease is at most 35.
fn lease(text: Option<&str>) -> Result<Duration> {
    let seconds = text.map_or(Ok(30), str::parse).ok();
    let seconds = seconds.filter(|seconds| (1..=35).contains(seconds));
    let seconds = seconds.ok_or_else(|| Broken::new("SEALSHIP_LEASE_SECONDS: 1 to 35"))?;
    Ok(Duration::from_secs(seconds))
}

fn minutes(text: Option<&str>) -> Result<Duration> {
    let minutes = text.map_or(Ok(60), str::parse).ok();
    let minutes = minutes.filter(|minutes| (1..=1440).contains(minutes));
    let minutes: u64 = minutes.ok_or_else(|| Broken::new("SEALSHIP_CHECKPOINT_MINUTES: 1 to 1440"))?;
    Ok(Duration::from_secs(minutes * 60))
}

/// People follow it: an address of the web, nothing else a link could do.
fn packages(text: Option<String>) -> Result<Option<String>> {
    match text {
        Some(page) if !page.starts_with("https://") && !page.starts_with("http://") => Err(Broken::new(
            "SEALSHIP_AGENT_PACKAGES: an address like https://example.org/print-agent",
        )
        .into()),
        page => Ok(page),
    }
}

fn zone(text: Option<&str>) -> Result<Zone> {
    let Some(text) = text else {
        return Ok(Zone::default());
    };
    let hours = text.parse().ok().and_then(Zone::east);
    hours.ok_or_else(|| Broken::new("SEALSHIP_ZONE_HOURS: whole hours east of UTC, e.g. 8").into())
}

fn proxies(text: Option<&str>) -> Result<Vec<std::net::IpAddr>> {
    let parts = text
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| {
            part.parse()
                .map_err(|_| Broken::new("SEALSHIP_TRUSTED_PROXIES: IP addresses").into())
        })
        .collect()
}

fn tls(var: &dyn Fn(&str) -> Option<String>) -> Option<(PathBuf, PathBuf)> {
    Some((
        PathBuf::from(var("SEALSHIP_TLS_CERT")?),
        PathBuf::from(var("SEALSHIP_TLS_KEY")?),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(more: &[(&str, &str)]) -> Result<Config> {
        let usual = [
            ("SEALSHIP_ENV", "production"),
            ("SEALSHIP_MAIL", "smtps://mail.example.com"),
            ("SEALSHIP_MERCHANT_ORIGIN", "https://m.example.com"),
            ("SEALSHIP_FACTORY_ORIGIN", "https://f.example.com"),
            ("SEALSHIP_PLATFORM_ORIGIN", "https://p.example.com"),
        ];
        let all: Vec<_> = more.iter().chain(&usual).copied().collect();
        Config::read(&|name| {
            let found = all.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn production_neither_plays_nor_dies_on_request() {
        read(&[]).unwrap();
        for (name, value) in [
            ("SEALSHIP_MAIL", "memory"),
            ("SEALSHIP_SANDBOX_CARRIER", "http://127.0.0.1:8099"),
            ("SEALSHIP_MERCHANT_ORIGIN", "http://m.example.com"),
            ("SEALSHIP_DIE_AFTER", "waybill.take:sent"),
        ] {
            let refused = read(&[(name, value)]).unwrap_err().to_string();
            assert!(refused.contains("production"), "{name}: {refused}");
        }
        read(&[
            ("SEALSHIP_ENV", "development"),
            ("SEALSHIP_DIE_AFTER", "waybill.take:sent"),
        ])
        .unwrap();
        let unknown = [
            ("SEALSHIP_ENV", "development"),
            ("SEALSHIP_DIE_AFTER", "waybill.take:soon"),
        ];
        assert!(read(&unknown).is_err(), "a step nobody takes");
    }

    #[test]
    fn the_page_with_the_agent_is_one_a_link_may_lead_to() {
        assert!(packages(None).unwrap().is_none());
        let page = "https://example.org/print-agent".to_owned();
        assert_eq!(packages(Some(page.clone())).unwrap(), Some(page));
        assert!(packages(Some("javascript:alert(1)".to_owned())).is_err());
    }
}
