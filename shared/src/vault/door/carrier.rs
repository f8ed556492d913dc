//! Door 1: fills a carrier's form with one receiver and sends it; only whitelisted reply fields come back.
//!
//! The filled body lives in one buffer that is wiped when the connection lets go of it. What the HTTP stack copies
//! into its own write buffer on the way to the socket is beyond this wiping.

mod breaker;

use std::collections::HashMap;
use std::path::Path;

use breaker::Breaker;
use bytes::Bytes;
use futures_util::StreamExt;
use reqwest::redirect::Policy;
use zeroize::Zeroizing;

use crate::audit::{Purpose, Receipt};
use crate::carrier::form::MAX_REPLY;
use crate::carrier::{Blank, Fields, Form, Method, Reply, Trouble};
use crate::clock::Clock;
use crate::db::backend::Conn;
use crate::error::Result;
use crate::id::ReceiverId;
use crate::vault::record::Opened;
use crate::vault::{Error, Field, Vault, credential, store, tag};

/// So few characters of a phone or an address may stand in a reply by accident; more are an echo.
const ACCIDENT: usize = 3;

/// One receiver, opened to be sent to a carrier. Nothing can be read from it; wiped on drop.
pub struct Filling {
    opened: Opened,
    region: [&'static str; 3],
}

impl Vault {
    /// Opens receivers for their carrier requests: at most 500, each with its region code, all named by the receipt.
    /// A shredded one is absent from the answer.
    ///
    /// # Errors
    /// A receipt of another purpose or for other receivers; a record that does not open where it stands.
    pub fn fillings(
        &self,
        conn: &mut Conn,
        receipt: &Receipt,
        asked: &[(ReceiverId, i64)],
    ) -> Result<HashMap<ReceiverId, Filling>> {
        self.may_read()?;
        receipt.covers(Purpose::CarrierRequest, asked.iter().map(|(id, _)| *id))?;
        let regions: HashMap<ReceiverId, i64> = asked.iter().copied().collect();
        let ids: Vec<ReceiverId> = regions.keys().copied().collect();
        let opened = self.open_many(conn, receipt.merchant(), &ids, &Field::MASKED)?;
        let filling = |(id, opened)| {
            let code = regions.get(&id).copied().unwrap_or_default();
            (
                id,
                Filling {
                    opened,
                    region: store::region_names(code),
                },
            )
        };
        Ok(opened.into_iter().map(filling).collect())
    }
}

impl Filling {
    fn text(&self, blank: Blank) -> &str {
        let [province, city, district] = self.region;
        let secret = |field| self.opened.text(field).unwrap_or_default();
        match blank {
            Blank::Name => secret(Field::Name),
            Blank::Phone => secret(Field::Phone),
            Blank::Address => secret(Field::Address),
            Blank::Province => province,
            // A place that answers to its province directly is written twice, as carriers expect.
            Blank::City => {
                if city.is_empty() {
                    province
                } else {
                    city
                }
            }
            Blank::District => district,
        }
    }

    /// Whether a text a carrier answered repeats something of this receiver.
    fn echoed_in(&self, text: &str) -> bool {
        let phone = tag::main_number(self.text(Blank::Phone));
        let whole = |plain: &str| plain.chars().count() > ACCIDENT && text.contains(plain);
        let name = self.text(Blank::Name);
        whole(&phone) || whole(self.text(Blank::Address)) || (name.chars().count() > 1 && text.contains(name))
    }
}

/// Sends forms: holds the HTTP client and the platform's carrier secrets. The worker has one.
pub struct Courier {
    client: reqwest::Client,
    secrets: HashMap<String, Zeroizing<Vec<u8>>>,
    clock: Clock,
    breaker: Breaker,
}

impl Courier {
    /// Opens the secrets of `carriers` kept under `folder`; a carrier without one can only be sent unsigned forms.
    ///
    /// # Errors
    /// A damaged credential file; a TLS stack that does not start.
    pub fn open(folder: &Path, vault: &Vault, carriers: &[&str], clock: Clock) -> Result<Self, Error> {
        let mut secrets = HashMap::new();
        for carrier in carriers {
            if let Some(secret) = credential::get(folder, vault.provider(), carrier)? {
                secrets.insert((*carrier).to_owned(), secret);
            }
        }
        // No proxy: a receiver goes to the carrier and to nobody on the way. No redirect: a signature is for one place.
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .pool_max_idle_per_host(16)
            .build()
            .map_err(|_| Error::Client)?;
        Ok(Self {
            client,
            secrets,
            clock,
            breaker: Breaker::default(),
        })
    }

    /// Sends a form, its blanks filled from `filling`. The carrier's silence is an answer, not an error.
    ///
    /// # Errors
    /// [`Error::Unfilled`] for a form with blanks and no filling, [`Error::NoCredential`] for one nobody can sign.
    pub async fn send(&self, form: &Form, filling: Option<&Filling>) -> Result<Reply, Error> {
        if filling.is_none() && form.blanks().next().is_some() {
            return Err(Error::Unfilled);
        }
        let body = form.fill(|blank| filling.map_or("", |filling| filling.text(blank)));
        let request = self.request(form, body)?;
        let host = form.host();
        if !self.breaker.admits(&host, self.clock.now()) {
            return Ok(Reply::NotSent(Trouble::Busy));
        }
        let answer = tokio::time::timeout(form.timeout, self.exchange(request)).await;
        let answer = answer.unwrap_or(Err(Reply::Lost(Trouble::Timeout)));
        match answer {
            Err(Reply::Lost(Trouble::Timeout)) => self.breaker.silent(&host, self.clock.now()),
            _ => self.breaker.heard(&host),
        }
        let (status, body) = match answer {
            Ok(answer) => answer,
            Err(silence) => return Ok(silence),
        };
        let mut fields = Fields::pick(form.reply, &body);
        if let Some(filling) = filling {
            fields.drop_texts(|text| filling.echoed_in(text));
        }
        Ok(Reply::Answered { status, fields })
    }

    fn request(&self, form: &Form, body: Zeroizing<Vec<u8>>) -> Result<reqwest::RequestBuilder, Error> {
        let method = match form.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let nonce = uuid::Uuid::new_v4().simple().to_string();
        let now = self.clock.now().timestamp_millis();
        let signature = form.signature(self.secret(form)?, &body, now, &nonce);
        let mut request = self.client.request(method, &form.url);
        for (name, value) in &form.headers {
            request = request.header(name, value);
        }
        for (name, value) in signature {
            request = request.header(name, value);
        }
        Ok(match form.method {
            Method::Get => request,
            Method::Post => request.body(Bytes::from_owner(body)),
        })
    }

    fn secret(&self, form: &Form) -> Result<&[u8], Error> {
        match &form.sign {
            None => Ok(&[]),
            Some(sign) => match self.secrets.get(&sign.carrier) {
                Some(secret) => Ok(secret),
                None => Err(Error::NoCredential(sign.carrier.clone())),
            },
        }
    }

    async fn exchange(&self, request: reqwest::RequestBuilder) -> Result<(u16, Zeroizing<Vec<u8>>), Reply> {
        let answer = request.send().await.map_err(|error| silence(&error))?;
        let status = answer.status().as_u16();
        // The reply may repeat the receiver: it is wiped like the request.
        let mut body = Zeroizing::new(Vec::with_capacity(MAX_REPLY));
        let mut chunks = answer.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| Reply::Lost(Trouble::Closed))?;
            if body.len() + chunk.len() > MAX_REPLY {
                return Err(Reply::Lost(Trouble::TooLong));
            }
            body.extend_from_slice(&chunk);
        }
        Ok((status, body))
    }
}

/// Only what failed before a connection stood has certainly not been read by the carrier.
fn silence(error: &reqwest::Error) -> Reply {
    match (error.is_connect() || error.is_builder(), error.is_timeout()) {
        (true, _) => Reply::NotSent(Trouble::Unreachable),
        (_, true) => Reply::Lost(Trouble::Timeout),
        _ => Reply::Lost(Trouble::Closed),
    }
}

#[cfg(test)]
mod tests;
