//! A stream of server-sent events as a test hears it.

use std::future::poll_fn;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::test::read_body;

/// The whole body; of a stream, which has no end, what it begins with.
pub async fn read(answer: ServiceResponse<BoxBody>) -> Vec<u8> {
    match streams(&answer) {
        true => Events::of(answer).next().await.unwrap_or_default().into_bytes(),
        false => read_body(answer).await.to_vec(),
    }
}

/// True for an answer that is a stream of events.
pub fn streams(answer: &ServiceResponse<BoxBody>) -> bool {
    let kind = answer.headers().get("content-type");
    kind.is_some_and(|kind| kind == "text/event-stream")
}

/// A stream of events, read as it comes; dropping it hangs up.
pub struct Events {
    body: std::pin::Pin<Box<BoxBody>>,
    heard: String,
}

impl Events {
    /// The stream of an answer.
    pub fn of(answer: ServiceResponse<BoxBody>) -> Self {
        Self {
            body: Box::pin(answer.into_body()),
            heard: String::new(),
        }
    }

    /// The next piece; None when the stream ended.
    pub async fn next(&mut self) -> Option<String> {
        let piece = poll_fn(|context| self.body.as_mut().poll_next(context));
        let piece = tokio::time::timeout(Duration::from_secs(30), piece).await;
        let piece = piece.expect("a stream says something every 15 seconds")?;
        Some(String::from_utf8(piece.expect("a piece").to_vec()).unwrap())
    }

    /// Reads on until all of that was said; answers with what was said since it was asked last.
    pub async fn until(&mut self, words: &[&str]) -> String {
        for _ in 0..60 {
            if words.iter().all(|word| self.heard.contains(word)) {
                return std::mem::take(&mut self.heard);
            }
            let piece = self.next().await.expect("the stream goes on");
            self.heard.push_str(&piece);
        }
        panic!("nobody said {words:?}: {}", self.heard);
    }
}
