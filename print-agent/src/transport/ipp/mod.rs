//! A queue of CUPS or an IPP printer: asked whether it would take the label, given it, watched until it is done.
//!
//! The `ipp` crate writes and reads the messages; they travel by the agent's own kind of HTTP client (RFC 8010/8011).

mod message;

use std::{io::Cursor, time::Duration};

use bytes::Bytes;
use ipp::prelude::{
    DelimiterTag, IppAttribute, IppAttributeGroup, IppRequestResponse, IppValue, Operation, StatusCode,
};
use ipp::{parser::IppParser, reader::IppReader};
use message::{get, key, media, mime, name, number, operation, request, text, texts};
use tokio::time::sleep;
use zeroize::Zeroizing;

use super::{News, Notice, Sheet, Spooled, Trouble};
use crate::{
    printer::{Language, address},
    refusal::Refusal,
};

const PATIENCE: Duration = Duration::from_secs(15);
/// Between questions while it prints, at first and later.
const LOOK: Duration = Duration::from_millis(200);
const CALL: Duration = Duration::from_secs(1);
/// How often a job is asked about before its fate is called unknown: about two hours.
const QUESTIONS: u32 = 7200;
const MAX_REPLY: usize = 1024 * 1024;

/// A queue.
pub struct Queue {
    url: reqwest::Url,
    uri: String,
    language: Option<Language>,
    client: reqwest::Client,
}

/// A queue CUPS on this machine knows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// As CUPS calls it.
    pub name: String,
    /// What to add.
    pub uri: String,
    /// Maker and model.
    pub model: String,
}

/// The queues of CUPS on this machine; none where it does not run.
pub async fn discover(cups: &str) -> Result<Vec<Found>, Refusal> {
    let server = Queue::new(cups, None)?;
    let ask = request(Operation::CupsGetPrinters, None)?;
    let reply = server
        .send(ask, None)
        .await
        .map_err(|_| Refusal::of("printer_unreachable"))?;
    let groups = reply.attributes().groups_of(DelimiterTag::PrinterAttributes);
    Ok(groups
        .map(IppAttributeGroup::attributes)
        .filter_map(|printer| {
            let name = text(printer, "printer-name")?;
            let mut url = server.url.clone();
            url.set_path(&format!("/printers/{name}"));
            Some(Found {
                uri: url.as_str().replacen("http://", "ipp://", 1),
                model: text(printer, "printer-make-and-model").unwrap_or_default(),
                name,
            })
        })
        .collect())
}

impl Queue {
    /// By its address; nothing is dialled yet.
    pub fn new(uri: &str, language: Option<Language>) -> Result<Queue, Refusal> {
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(Duration::from_secs(3))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|_| Refusal::of("printer_unreachable"))?;
        Ok(Queue {
            url: address::ipp(uri)?,
            uri: uri.to_owned(),
            language,
            client,
        })
    }

    /// Running, accepting, with paper and closed covers.
    pub async fn ready(&self) -> Result<(), Refusal> {
        let ask = request(Operation::GetPrinterAttributes, Some(&self.uri))?;
        let reply = self
            .send(ask, None)
            .await
            .map_err(|_| Refusal::of("printer_unreachable"))?;
        let groups = reply.attributes();
        let Some(printer) = groups
            .first_of(DelimiterTag::PrinterAttributes)
            .map(IppAttributeGroup::attributes)
        else {
            return Err(Refusal::of("unknown_queue"));
        };
        if let Some(refusal) = texts(printer, "printer-state-reasons")
            .iter()
            .find_map(|reason| fault(reason))
        {
            return Err(refusal);
        }
        if get(printer, "printer-is-accepting-jobs").and_then(IppValue::as_boolean) == Some(&false) {
            return Err(Refusal::of("printer_not_accepting"));
        }
        match number(printer, "printer-state") {
            Some(5) => Err(Refusal::of("printer_stopped")),
            _ => Ok(()),
        }
    }

    /// Would it take this label? Nothing is printed by asking.
    pub async fn validate(&self, sheet: &Sheet) -> Result<(), Trouble> {
        let ask = self.job(Operation::ValidateJob, sheet).map_err(Trouble::Never)?;
        let reply = self
            .send(ask, None)
            .await
            .map_err(|_| Trouble::Later(Refusal::of("printer_unreachable")))?;
        taken(&reply)
    }

    /// Gives the label to the queue and waits until it is done with it.
    pub async fn print(&self, sheet: &Sheet, notice: Notice<'_>) -> Result<(), Trouble> {
        let ask = self.job(Operation::PrintJob, sheet).map_err(Trouble::Never)?;
        let reply = match self.send(ask, Some(sheet)).await {
            Ok(reply) => reply,
            Err(error) if error.is_connect() => {
                return Err(Trouble::Later(Refusal::of("printer_unreachable")));
            }
            Err(_) => return Err(Trouble::Unsure(Refusal::of("printer_cut"))),
        };
        taken(&reply)?;
        let job = reply
            .attributes()
            .first_of(DelimiterTag::JobAttributes)
            .map(IppAttributeGroup::attributes);
        let Some(job) = job.and_then(|job| number(job, "job-id")) else {
            return Err(Trouble::Unsure(Refusal::of("printer_cut")));
        };
        let spooled = Spooled {
            uri: self.uri.clone(),
            job,
        };
        notice(News::Spooled(&spooled));
        let ended = self.watch(job, notice).await;
        // However it ended: nothing of it stays, and nothing of it comes out later.
        if let Some(left) = self.forget(job).await {
            notice(News::Left(&spooled, left));
        }
        ended
    }

    async fn watch(&self, job: i32, notice: Notice<'_>) -> Result<(), Trouble> {
        let mut told = None;
        for question in 0..QUESTIONS {
            match self.look(job).await {
                Some(State::Done) => return Ok(()),
                Some(State::Gone) => return Err(Trouble::Unsure(Refusal::of("job_cancelled"))),
                Some(State::Waiting(refusal)) => {
                    if told.replace(refusal.code.clone()) != Some(refusal.code.clone()) {
                        notice(News::Waits(refusal));
                    }
                }
                Some(State::Working) | None => {}
            }
            sleep(if question < 20 { LOOK } else { CALL }).await;
        }
        Err(Trouble::Unsure(Refusal::of("printer_silent")))
    }

    /// CUPS keeps a printed job's document for a day unless it is told not to; what it answered, where it did.
    async fn forget(&self, job: i32) -> Option<Left> {
        let asked = request(Operation::CancelJob, Some(&self.uri)).and_then(|mut ask| {
            operation(&mut ask, "job-id", IppValue::Integer(job))?;
            operation(&mut ask, "purge-job", IppValue::Boolean(true))?;
            Ok(ask)
        });
        match self.send(asked.ok()?, None).await {
            Ok(reply) => Some(match reply.header().status_code() {
                // Whoever does not know the job any more, or knows no purging, keeps nothing of it.
                status if status.is_success() => Left::Nothing,
                StatusCode::ClientErrorNotFound | StatusCode::ClientErrorGone => Left::Nothing,
                StatusCode::ClientErrorNotPossible => Left::Nothing,
                _ => Left::Document,
            }),
            Err(SendError::Http(_)) => None,
            Err(SendError::Nonsense) => Some(Left::Document),
        }
    }

    async fn look(&self, job: i32) -> Option<State> {
        let mut ask = request(Operation::GetJobAttributes, Some(&self.uri)).ok()?;
        operation(&mut ask, "job-id", IppValue::Integer(job)).ok()?;
        let reply = self.send(ask, None).await.ok()?;
        if reply.header().status_code() == StatusCode::ClientErrorNotFound {
            // Queues forget jobs they are done with.
            return Some(State::Done);
        }
        let job = reply
            .attributes()
            .first_of(DelimiterTag::JobAttributes)?
            .attributes();
        Some(match number(job, "job-state")? {
            9 => State::Done,
            7 | 8 => State::Gone,
            4 | 6 => State::Waiting(Refusal::of("printer_stopped")),
            _ => match self.ready().await {
                Err(refusal) => State::Waiting(refusal),
                Ok(()) => State::Working,
            },
        })
    }

    fn job(&self, kind: Operation, sheet: &Sheet) -> Result<IppRequestResponse, Refusal> {
        let mut ask = request(kind, Some(&self.uri))?;
        operation(&mut ask, "job-name", name(&sheet.name)?)?;
        let format = match self.language {
            Some(_) => "application/vnd.cups-raw",
            None => "application/pdf",
        };
        operation(&mut ask, "document-format", mime(format)?)?;
        if self.language.is_none() {
            // Without this a printer would put the label on whatever paper it likes.
            operation(&mut ask, "ipp-attribute-fidelity", IppValue::Boolean(true))?;
            let media = IppAttribute::new(key("media-col")?, media(sheet.millimetres)?);
            ask.attributes_mut().add(DelimiterTag::JobAttributes, media);
        }
        Ok(ask)
    }

    async fn send(
        &self,
        ask: IppRequestResponse,
        sheet: Option<&Sheet>,
    ) -> Result<IppRequestResponse, SendError> {
        let head = ask.to_bytes();
        let label = sheet.map_or(&[][..], |sheet| &sheet.bytes);
        // Of one size from the beginning, and wiped by whoever lets go of it last.
        let mut body = Zeroizing::new(Vec::with_capacity(head.len() + label.len()));
        body.extend_from_slice(&head);
        body.extend_from_slice(label);
        let body = Bytes::from_owner(body);
        let call = self
            .client
            .post(self.url.clone())
            .header("Content-Type", "application/ipp")
            .body(body);
        let mut reply = call.send().await.map_err(SendError::Http)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = reply.chunk().await.map_err(SendError::Http)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > MAX_REPLY {
                return Err(SendError::Nonsense);
            }
        }
        if !reply.status().is_success() {
            return Err(SendError::Nonsense);
        }
        IppParser::new(IppReader::new(Cursor::new(bytes)))
            .parse()
            .map_err(|_| SendError::Nonsense)
    }
}

/// What a queue keeps of a job it was told to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nothing.
    Nothing,
    /// It refused: the document stays as long as the queue likes.
    Document,
}

/// Tells a queue to forget a job of before this start, whatever became of it; `None` when it could not be asked.
pub async fn forget(spooled: &Spooled) -> Option<Left> {
    Queue::new(&spooled.uri, None).ok()?.forget(spooled.job).await
}

enum State {
    Working,
    Waiting(Refusal),
    Done,
    Gone,
}

enum SendError {
    Http(reqwest::Error),
    Nonsense,
}

impl SendError {
    fn is_connect(&self) -> bool {
        matches!(self, SendError::Http(error) if error.is_connect())
    }
}

fn taken(reply: &IppRequestResponse) -> Result<(), Trouble> {
    let status = reply.header().status_code();
    let code = match status {
        status if status.is_success() => return Ok(()),
        StatusCode::ClientErrorAttributesOrValuesNotSupported
        | StatusCode::ClientErrorConflictingAttributes => {
            return Err(Trouble::Never(Refusal::of("wrong_media")));
        }
        StatusCode::ClientErrorDocumentFormatNotSupported => "format_not_supported",
        StatusCode::ClientErrorNotFound => "unknown_queue",
        StatusCode::ServerErrorBusy | StatusCode::ServerErrorTemporaryError => {
            return Err(Trouble::Later(Refusal::of("printer_busy")));
        }
        StatusCode::ServerErrorNotAcceptingJobs => {
            return Err(Trouble::Later(Refusal::of("printer_not_accepting")));
        }
        // What a queue that only prints does not understand about asking first, printing will tell.
        StatusCode::ServerErrorOperationNotSupported => return Ok(()),
        _ => "printer_refused",
    };
    Err(Trouble::Never(Refusal::saying(
        code,
        format!("打印队列拒绝了面单：{status}"),
    )))
}

/// A printer's reason in the user's words; reports and warnings that stop nothing are none.
fn fault(reason: &str) -> Option<Refusal> {
    let word = reason
        .trim_end_matches("-error")
        .trim_end_matches("-warning")
        .trim_end_matches("-report");
    let code = match word {
        "media-empty" | "media-needed" => "paper_out",
        "media-jam" => "paper_jam",
        "cover-open" | "door-open" | "interlock-open" => "cover_open",
        "marker-supply-empty" | "toner-empty" => "ribbon_out",
        "paused" | "moving-to-paused" | "stopped-partly" | "stopping" => "printer_stopped",
        "offline" | "shutdown" | "timed-out" | "connecting-to-device" => "printer_unreachable",
        _ => return None,
    };
    (!reason.ends_with("-warning")).then(|| Refusal::of(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printers_reasons_become_the_users_words() {
        let code = |reason: &str| fault(reason).map(|refusal| refusal.code.to_string());
        assert_eq!(code("media-empty-error").as_deref(), Some("paper_out"));
        assert_eq!(code("cover-open").as_deref(), Some("cover_open"));
        assert_eq!(code("offline-report").as_deref(), Some("printer_unreachable"));
        assert_eq!(code("none"), None);
        assert_eq!(code("media-empty-warning"), None);
    }
}
