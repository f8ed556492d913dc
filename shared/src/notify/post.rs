//! Where mail goes: a closed set of three, of which production takes one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::sheet::Rendered;
use crate::clock::Instant;
use crate::config::{Config, Env, Mailer};
use crate::error::{Broken, Result};

/// How long a mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);
/// Connections kept to a mail server.
pub(super) const CONNECTIONS: u32 = 4;
/// What is kept of a server's words, in characters.
const WORDS: usize = 500;

/// Where mail goes.
#[derive(Clone)]
pub enum Post {
    /// A real server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder of .eml files.
    File(PathBuf),
    /// Kept, for tests.
    Memory(Arc<Mutex<Vec<Sent>>>),
}

/// A mail the memory post kept.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The address.
    pub to: String,
    /// The message as it would go over the wire.
    pub eml: String,
}

/// What the world said to a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Taken over, with the server's words.
    Accepted(String),
    /// Never to be taken for this address, with the server's words.
    Refused(String),
    /// Not now, with the words of whoever said so.
    Trouble(String),
}

impl Post {
    /// The post a process was told to use.
    ///
    /// # Errors
    /// When the address of the server or its certificate authority cannot be read; for toys in production.
    pub fn of(config: &Config) -> Result<Self> {
        match &config.mailer {
            Mailer::Smtp(url) => Ok(Self::Smtp(smtp(url, config)?)),
            _ if config.env == Env::Production => {
                Err(Broken::new("SEALSHIP_MAIL: production wants a server").into())
            }
            Mailer::File(folder) => Ok(Self::File(folder.clone())),
            Mailer::Memory => Ok(Self::Memory(Arc::default())),
        }
    }

    /// What the memory post kept so far; empty for the others.
    #[must_use]
    pub fn kept(&self) -> Vec<Sent> {
        match self {
            Self::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            _ => Vec::new(),
        }
    }

    pub(super) async fn send(&self, name: &str, message: &Message) -> Answer {
        match self {
            Self::Smtp(server) => over_smtp(server, message).await,
            Self::File(folder) => into_file(folder, name, message).await,
            Self::Memory(kept) => {
                let to = message.envelope().to().iter().map(ToString::to_string).collect();
                let eml = String::from_utf8_lossy(&message.formatted()).into_owned();
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push(Sent { to, eml });
                Answer::Accepted("kept".to_owned())
            }
        }
    }
}

/// `smtps://` wraps, `smtp+starttls://` insists on an upgrade, `smtp://` is plain and in production only for
/// this machine.
fn smtp(url: &str, config: &Config) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    let parsed = reqwest::Url::parse(url).map_err(Broken::of("SEALSHIP_MAIL"))?;
    let host = parsed.host_str().unwrap_or_default().to_owned();
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let plain = match scheme {
        "smtp+starttls" => format!("smtp://{rest}?tls=required"),
        "smtp" if config.env == Env::Production && !is_here(&host) => {
            return Err(Broken::new("SEALSHIP_MAIL: production wants smtp+starttls:// or smtps://").into());
        }
        _ => url.to_owned(),
    };
    let builder =
        AsyncSmtpTransport::<Tokio1Executor>::from_url(&plain).map_err(Broken::of("SEALSHIP_MAIL"))?;
    let tls = tls(host, config)?;
    let builder = match scheme {
        "smtps" => builder.tls(Tls::Wrapper(tls)),
        "smtp+starttls" => builder.tls(Tls::Required(tls)),
        _ => builder,
    };
    let pool = PoolConfig::new()
        .max_size(CONNECTIONS)
        .idle_timeout(Duration::from_secs(30));
    Ok(builder.timeout(Some(PATIENCE)).pool_config(pool).build())
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

fn tls(host: String, config: &Config) -> Result<TlsParameters> {
    let mut tls = TlsParameters::builder(host);
    if let Some(path) = &config.mail_ca {
        let pem = std::fs::read(path).map_err(Broken::of("SEALSHIP_MAIL_CA"))?;
        tls = tls.add_root_certificate(Certificate::from_pem(&pem).map_err(Broken::of("SEALSHIP_MAIL_CA"))?);
    }
    Ok(tls.build().map_err(Broken::of("SEALSHIP_MAIL"))?)
}

async fn over_smtp(server: &AsyncSmtpTransport<Tokio1Executor>, message: &Message) -> Answer {
    match server.send(message.clone()).await {
        Ok(response) => Answer::Accepted(words(&response.message().collect::<Vec<_>>().join(" "))),
        Err(error) if error.is_permanent() && !is_about_us(&error) => {
            Answer::Refused(words(&error.to_string()))
        }
        Err(error) => Answer::Trouble(words(&error.to_string())),
    }
}

/// Login and encryption failures (RFC 4954 §6, RFC 3207 §4) are the operator's to mend: they say nothing
/// about the address.
fn is_about_us(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(u16::from);
    matches!(code, Some(500..=504 | 530 | 534 | 535 | 538))
}

async fn into_file(folder: &Path, name: &str, message: &Message) -> Answer {
    let path = folder.join(format!("{name}.eml"));
    let written = async {
        tokio::fs::create_dir_all(folder).await?;
        tokio::fs::write(&path, message.formatted()).await
    };
    match written.await {
        Ok(()) => Answer::Accepted(format!("{name}.eml")),
        Err(error) => Answer::Trouble(words(&error.to_string())),
    }
}

fn words(said: &str) -> String {
    let kept = said.chars().take(WORDS);
    kept.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// True for what a mail can be sent to.
pub(super) fn is_address(text: &str) -> bool {
    text.len() <= 254 && text.parse::<Address>().is_ok()
}

/// A rendered mail as a message. Its id stays the same however often it is sent.
pub(super) fn message(mail: &Rendered, from: &str, to: &str, id: &str, at: Instant) -> Result<Message> {
    let from: Mailbox = from.parse().map_err(Broken::of("SEALSHIP_MAIL_FROM"))?;
    let to: Address = to.parse().map_err(Broken::of("mail address"))?;
    let domain = from.email.domain().to_owned();
    let mut message = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(&mail.subject)
        .date(at.into())
        .message_id(Some(format!("<{id}@{domain}>")))
        .multipart(MultiPart::alternative_plain_html(
            mail.text.clone(),
            mail.html.clone(),
        ))
        .map_err(Broken::of("build a mail"))?;
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    message
        .headers_mut()
        .insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
    Ok(message)
}
