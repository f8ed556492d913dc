//! A request to a carrier with blanks where a receiver goes: adapters write it, only the vault can fill and send it.

use std::time::Duration;

use aws_lc_rs::{digest, hmac};
use serde_json::Value;
use zeroize::Zeroizing;

/// The most bytes of a reply anyone should read; a longer one counts as [`Reply::Lost`](super::Reply::Lost).
pub const MAX_REPLY: usize = 64 * 1024;

/// One HTTP request as an adapter describes it. Forms without blanks (query, void, balance) are sent the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub method: Method,
    /// Absolute, with its query, already percent-encoded. Never holds anything of a receiver.
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<Part>,
    /// How to sign the filled body; `None` for carriers that sign nothing.
    pub sign: Option<Sign>,
    /// JSON pointers (RFC 6901) of the scalars that may leave the vault; everything else of a reply is dropped.
    pub reply: &'static [&'static str],
    /// For the whole exchange, connecting included.
    pub timeout: Duration,
}

/// The two verbs carriers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

impl Method {
    /// The verb as HTTP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// A stretch of a body: bytes the adapter wrote, or a blank and how its filling must be escaped there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Text(String),
    Blank(Blank, Escape),
}

/// What of a receiver a carrier may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blank {
    Name,
    Phone,
    /// What follows the district: street, building, room.
    Address,
    Province,
    City,
    District,
}

/// How a filling is written so that it cannot break out of its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escape {
    /// Inside a JSON string; the quotes belong to the text around it.
    Json,
    /// Inside a value of `application/x-www-form-urlencoded`.
    Url,
    /// Inside a JSON string that is itself a urlencoded value, as older carrier gateways want it.
    JsonInUrl,
}

/// Which of the platform's carrier credentials signs. The secret itself never comes near an adapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The carrier's code.
    pub carrier: String,
    /// The application key the carrier knows the platform by; not secret.
    pub app_key: String,
    pub scheme: Scheme,
}

/// The signatures in use. Carriers differ; each real one adds its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// HMAC-SHA256 over method, path, key, time, nonce and body digest; see [`mac`].
    HmacSha256,
}

/// The headers of [`Scheme::HmacSha256`], in lower case.
pub mod header {
    pub const KEY: &str = "x-app-key";
    /// Milliseconds since 1970, UTC.
    pub const TIME: &str = "x-timestamp";
    /// Fresh per request, 8 to 64 of `[A-Za-z0-9-]`.
    pub const NONCE: &str = "x-nonce";
    /// Hex, lower case, 64 characters.
    pub const SIGNATURE: &str = "x-signature";
}

impl Form {
    /// Scheme, host and port of its URL.
    #[must_use]
    pub fn host(&self) -> String {
        let scheme = self.url.find("://").map_or(0, |at| at.saturating_add(3));
        let end = self.url.get(scheme..).and_then(|rest| rest.find(['/', '?']));
        let end = end.map_or(self.url.len(), |at| scheme.saturating_add(at));
        self.url.get(..end).unwrap_or(&self.url).to_owned()
    }

    /// The blanks this form wants filled, in order; empty for a query, a void, a balance.
    pub fn blanks(&self) -> impl Iterator<Item = Blank> + '_ {
        self.body.iter().filter_map(|part| match part {
            Part::Blank(blank, _) => Some(*blank),
            Part::Text(_) => None,
        })
    }

    /// The body with each blank filled by `fill`, in one allocation that is wiped on drop.
    pub fn fill<'a>(&self, fill: impl Fn(Blank) -> &'a str) -> Zeroizing<Vec<u8>> {
        let mut length = 0_usize;
        self.write(&fill, &mut |bytes| length = length.saturating_add(bytes.len()));
        let mut body = Zeroizing::new(Vec::with_capacity(length));
        self.write(&fill, &mut |bytes| body.extend_from_slice(bytes));
        body
    }

    fn write<'a>(&self, fill: &impl Fn(Blank) -> &'a str, put: &mut dyn FnMut(&[u8])) {
        for part in &self.body {
            match part {
                Part::Text(text) => put(text.as_bytes()),
                Part::Blank(blank, escape) => escape.write(fill(*blank), put),
            }
        }
    }

    /// The headers that sign a filled body; none for an unsigned form. `now_ms` is UTC, `nonce` fresh per sending.
    pub fn signature(
        &self,
        secret: &[u8],
        body: &[u8],
        now_ms: i64,
        nonce: &str,
    ) -> Vec<(&'static str, String)> {
        let Some(sign) = &self.sign else { return Vec::new() };
        let Scheme::HmacSha256 = sign.scheme;
        let time = now_ms.to_string();
        let stamp = Stamp {
            key: &sign.app_key,
            time: &time,
            nonce,
        };
        let signature = mac(secret, self.method.as_str(), target(&self.url), &stamp, body);
        vec![
            (header::KEY, sign.app_key.clone()),
            (header::TIME, time),
            (header::NONCE, nonce.to_owned()),
            (header::SIGNATURE, signature),
        ]
    }
}

/// Who signs, when, and the number used once: what a signature covers beside the request.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    pub key: &'a str,
    pub time: &'a str,
    pub nonce: &'a str,
}

/// Hex HMAC-SHA256 over `METHOD\nTARGET\nKEY\nTIME\nNONCE\nhex(SHA-256(body))`; TARGET is path and query.
pub fn mac(secret: &[u8], method: &str, target: &str, stamp: &Stamp<'_>, body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    hex::encode(hmac::sign(&key, covered(method, target, stamp, body).as_bytes()))
}

/// Whether `signature` is the [`mac`] of this request; takes the same time for every wrong one.
pub fn verify(
    secret: &[u8],
    method: &str,
    target: &str,
    stamp: &Stamp<'_>,
    body: &[u8],
    signature: &str,
) -> bool {
    let Ok(tag) = hex::decode(signature) else {
        return false;
    };
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    hmac::verify(&key, covered(method, target, stamp, body).as_bytes(), &tag).is_ok()
}

fn covered(method: &str, target: &str, stamp: &Stamp<'_>, body: &[u8]) -> String {
    let digest = hex::encode(digest::digest(&digest::SHA256, body));
    let Stamp { key, time, nonce } = stamp;
    format!("{method}\n{target}\n{key}\n{time}\n{nonce}\n{digest}")
}

/// Path and query of an absolute URL; `/` when it has none.
fn target(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

impl Escape {
    /// Hands the escaped bytes of `raw` to `put`, piece by piece, keeping no copy.
    pub fn write(self, raw: &str, put: &mut dyn FnMut(&[u8])) {
        match self {
            Escape::Json => json(raw, put),
            Escape::Url => percent(raw.as_bytes(), put),
            Escape::JsonInUrl => json(raw, &mut |bytes| percent(bytes, put)),
        }
    }
}

fn json(raw: &str, put: &mut dyn FnMut(&[u8])) {
    for c in raw.chars() {
        match c {
            '"' => put(b"\\\""),
            '\\' => put(b"\\\\"),
            c if u32::from(c) < 0x20 || c == '\u{7f}' => put(format!("\\u{:04x}", u32::from(c)).as_bytes()),
            c => put(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

fn percent(raw: &[u8], put: &mut dyn FnMut(&[u8])) {
    for byte in raw {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => put(&[*byte]),
            _ => put(format!("%{byte:02X}").as_bytes()),
        }
    }
}

/// Percent-encodes a value for a URL's path or query.
pub fn url_value(raw: &str) -> String {
    let mut out = Vec::with_capacity(raw.len());
    percent(raw.as_bytes(), &mut |bytes| out.extend_from_slice(bytes));
    String::from_utf8(out).unwrap_or_default()
}

/// Writes a JSON object whose blanks stay open.
#[derive(Debug, Default)]
pub struct Json {
    parts: Vec<Part>,
    text: String,
    fields: usize,
}

impl Json {
    /// A whole object as a body: `object(|o| { o.field("ref", "a"); o.blank("name", Blank::Name); })`.
    pub fn object(fields: impl FnOnce(&mut Json)) -> Vec<Part> {
        let mut json = Json::default();
        json.text.push('{');
        fields(&mut json);
        json.text.push('}');
        json.flush();
        json.parts
    }

    /// `"key": value`.
    pub fn field(&mut self, key: &str, value: impl Into<Value>) {
        self.key(key);
        self.text.push_str(&value.into().to_string());
    }

    /// `"key": "…"` with the blank inside the quotes.
    pub fn blank(&mut self, key: &str, blank: Blank) {
        self.key(key);
        self.text.push('"');
        self.flush();
        self.parts.push(Part::Blank(blank, Escape::Json));
        self.text.push('"');
    }

    /// `"key": {…}`.
    pub fn nested(&mut self, key: &str, fields: impl FnOnce(&mut Json)) {
        self.key(key);
        self.text.push('{');
        let outer = std::mem::take(&mut self.fields);
        fields(self);
        self.fields = outer;
        self.text.push('}');
    }

    fn key(&mut self, key: &str) {
        if self.fields > 0 {
            self.text.push(',');
        }
        self.fields = self.fields.saturating_add(1);
        self.text.push_str(&Value::from(key).to_string());
        self.text.push(':');
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(Part::Text(std::mem::take(&mut self.text)));
        }
    }
}

#[cfg(test)]
mod tests;
