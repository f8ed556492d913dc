//! Who may speak to the carrier, and the answer that breaks off.

use std::collections::HashSet;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use actix_web::HttpRequest;
use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use shared::carrier::form::{Stamp, header, verify};

use crate::sandbox::Credential;

/// How far a request's time may be off, in milliseconds.
const SKEW: i64 = 300_000;
/// Nonces remembered per generation; two generations are kept. Above 700 requests a second a nonce is forgotten
/// before its time runs out: what remains repeatable is idempotent anyway.
const NONCES: usize = 200_000;

/// The signature check and the memory of nonces.
#[derive(Debug, Default)]
pub struct Gate {
    seen: Mutex<Generations>,
}

#[derive(Debug, Default)]
struct Generations {
    young: HashSet<String>,
    old: HashSet<String>,
}

impl Gate {
    /// Right key, fresh time, true signature, new nonce, in this order.
    pub fn admit(
        &self,
        request: &HttpRequest,
        body: &[u8],
        owner: &Credential,
        now_ms: i64,
    ) -> Result<(), ()> {
        let header = |name| {
            request
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .ok_or(())
        };
        let stamp = Stamp {
            key: header(header::KEY)?,
            time: header(header::TIME)?,
            nonce: header(header::NONCE)?,
        };
        let time: i64 = stamp.time.parse().map_err(|_| ())?;
        let target = request
            .uri()
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let signature = header(header::SIGNATURE)?;
        let secret = owner.secret.as_bytes();
        let true_word = verify(secret, request.method().as_str(), target, &stamp, body, signature);
        let fresh = time.checked_sub(now_ms).is_some_and(|off| off.abs() <= SKEW);
        let known = stamp.key == owner.app_key && (8..=64).contains(&stamp.nonce.len());
        if known && fresh && true_word && self.first_time(stamp.nonce) {
            Ok(())
        } else {
            Err(())
        }
    }

    fn first_time(&self, nonce: &str) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.young.len() >= NONCES {
            seen.old = std::mem::take(&mut seen.young);
        }
        !seen.old.contains(nonce) && seen.young.insert(nonce.to_owned())
    }
}

/// A body that promises more than it has and then fails, which closes the connection.
#[derive(Debug)]
pub struct CutShort;

impl MessageBody for CutShort {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(1024)
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, io::Error>>> {
        Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::ConnectionAborted))))
    }
}
