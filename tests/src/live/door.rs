//! A small client of the doors, as a browser would be one: a session, an idempotency key for each intent.

use std::time::Duration;

use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::Fallible;

/// A connection to one door.
#[derive(Clone)]
pub struct Door {
    client: reqwest::Client,
    origin: String,
    cookie: String,
}

impl Door {
    /// Nobody at the door of that origin.
    pub fn new(origin: &str) -> Fallible<Self> {
        Ok(Self {
            client: client()?,
            origin: origin.to_owned(),
            cookie: String::new(),
        })
    }

    /// The same person over a connection of its own.
    pub fn another(&self) -> Fallible<Self> {
        Ok(Self {
            client: client()?,
            ..self.clone()
        })
    }

    /// Begins a session.
    pub async fn sign_in(&mut self, mail: &str, password: &str) -> Fallible<()> {
        let body = json!({ "mail": mail, "password": password }).to_string();
        let answer = self.send(Method::POST, "/v1/session", Some(body.into())).await?;
        self.cookie = cookie(answer.headers()).ok_or("no session was begun")?;
        Ok(())
    }

    /// GETs JSON.
    pub async fn get(&self, path: &str) -> Fallible<Value> {
        Ok(serde_json::from_slice(&self.fetch(path).await?)?)
    }

    /// GETs bytes, to the last one.
    pub async fn fetch(&self, path: &str) -> Fallible<bytes::Bytes> {
        Ok(self.send(Method::GET, path, None).await?.bytes().await?)
    }

    /// POSTs JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Fallible<Value> {
        Ok(serde_json::from_slice(
            &self.post_text(path, body.to_string().into()).await?,
        )?)
    }

    /// POSTs JSON that was written before.
    pub async fn post_text(&self, path: &str, body: bytes::Bytes) -> Fallible<bytes::Bytes> {
        Ok(self.send(Method::POST, path, Some(body)).await?.bytes().await?)
    }

    /// PATCHes JSON.
    pub async fn patch(&self, path: &str, body: &Value) -> Fallible<Value> {
        let answer = self
            .send(Method::PATCH, path, Some(body.to_string().into()))
            .await?;
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    }

    /// POSTs a body under a key of one's own and hears any answer; an error is a connection that broke.
    pub async fn try_post(&self, path: &str, key: &str, kind: &str, body: bytes::Bytes) -> Fallible<Heard> {
        let ask = self.ask(Method::POST, path, key);
        let answer = ask.header("Content-Type", kind).body(body).send().await?;
        Ok(Heard {
            status: answer.status().as_u16(),
            body: answer.bytes().await?,
        })
    }

    fn ask(&self, method: Method, path: &str, key: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.origin))
            .header("Origin", &self.origin)
            .header("Sealship-Console", "1")
            .header("Cookie", &self.cookie)
            .header("Idempotency-Key", key)
    }

    async fn send(&self, method: Method, path: &str, body: Option<bytes::Bytes>) -> Fallible<Response> {
        let what = format!("{method} {path}");
        let mut ask = self.ask(method, path, &uuid::Uuid::new_v4().to_string());
        if let Some(body) = body {
            ask = ask.header("Content-Type", "application/json").body(body);
        }
        let answer = ask.send().await?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let status = answer.status();
        Err(format!("{what}: {status} {}", answer.text().await.unwrap_or_default()).into())
    }
}

/// An answer, whatever it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: bytes::Bytes,
}

impl Heard {
    /// The body as JSON; null if it is none.
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The code of a refusal.
    pub fn code(&self) -> Option<String> {
        let code = self
            .value()
            .get("code")
            .and_then(Value::as_str)
            .map(str::to_owned);
        code.filter(|_| self.status >= 400)
    }
}

fn client() -> Fallible<reqwest::Client> {
    Ok(reqwest::Client::builder()
        .timeout(Duration::from_secs(120))
        .build()?)
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let set = headers.get(SET_COOKIE)?.to_str().ok()?;
    set.split(';').next().map(str::to_owned)
}

/// A text member of a JSON object.
pub fn text(value: &Value, name: &str) -> Fallible<String> {
    let found = value.get(name).and_then(Value::as_str);
    Ok(found
        .ok_or_else(|| format!("an answer without `{name}`: {value}"))?
        .to_owned())
}

/// The rows of a bulk answer, all of them done.
pub fn all_done(what: &str, answer: &Value) -> Fallible<Vec<Value>> {
    let rows = answer.get("rows").and_then(Value::as_array);
    let rows = rows.ok_or_else(|| format!("{what}: an answer without rows"))?;
    rows.iter()
        .map(|row| match (row.get("ok"), row.get("problem")) {
            (Some(ok), None) => Ok(ok.clone()),
            (_, no) => Err(format!("{what}: a row was refused: {no:?}").into()),
        })
        .collect()
}
