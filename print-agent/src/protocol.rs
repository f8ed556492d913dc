//! The messages between a client and the agent; PROTOCOL.md is their description for people.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use ticket::{
    Envelope, Hash, Size,
    design::Custom,
    papers::{Paper, Sheet},
};

use crate::{child::Format, printer::Config, refusal::Refusal};

/// The protocol version spoken.
pub const VERSION: &str = "1.0";
/// The most documents in one task.
pub const MAX_DOCUMENTS: usize = 10;
/// The longest id a client may choose, in bytes.
const MAX_ID: usize = 128;

/// A request: which command, which answer it wants, and the command's own fields.
pub struct Request {
    /// `print`, `getPrinters` …
    pub cmd: String,
    /// Returned with the answer.
    pub request_id: String,
    rest: Map<String, Value>,
}

impl Request {
    /// Reads a message. The error carries the requestID, where there was one to read.
    pub fn parse(text: &str) -> Result<Request, (String, String, Refusal)> {
        let bad = |cmd: &str, id: &str, code| Err((cmd.to_owned(), id.to_owned(), Refusal::of(code)));
        let Ok(Value::Object(mut rest)) = serde_json::from_str(text) else {
            return bad("", "", "bad_request");
        };
        let mut take = |key: &str| match rest.remove(key) {
            Some(Value::String(text)) if text.len() <= MAX_ID => Some(text),
            _ => None,
        };
        let (cmd, id, version) = (take("cmd"), take("requestID"), take("version"));
        let (Some(cmd), Some(request_id)) = (cmd, id) else {
            return bad("", "", "bad_request");
        };
        match version.as_deref() {
            Some(VERSION) => Ok(Request {
                cmd,
                request_id,
                rest,
            }),
            _ => bad(&cmd, &request_id, "unsupported_version"),
        }
    }

    /// The command's own fields; unknown ones are refused, and the message says which.
    pub fn body<T: DeserializeOwned>(&mut self) -> Result<T, Refusal> {
        serde_json::from_value(Value::Object(std::mem::take(&mut self.rest)))
            .map_err(|error| Refusal::saying("bad_request", format!("请求格式不对：{error}")))
    }
}

/// `pair`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairAsk {
    /// From `print-agent pair`.
    pub token: String,
}

/// A command without fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `getPrinterConfig`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrinterAsk {
    /// Its name.
    pub printer: String,
}

/// `setPrinterConfig`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigAsk {
    /// Its name.
    pub printer: String,
    /// What it shall be from now on.
    pub config: Config,
}

/// `getTaskStatus`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StatusAsk {
    /// At most 50.
    #[serde(rename = "taskID")]
    pub task_id: Vec<String>,
}

/// `diagnose`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiagnoseAsk {
    /// The agents of the party that asks; none asks for no particular one.
    #[serde(default, rename = "agentID")]
    pub agent_ids: Vec<String>,
}

/// `preview`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviewAsk {
    /// The paper.
    pub size: Size,
    /// A file to look at.
    pub format: Format,
    /// Whose settings and dots to show; empty or absent for the default one.
    #[serde(default)]
    pub printer: String,
    /// A custom area under the carrier part, as it would travel beside a ticket; absent for the packing note.
    #[serde(default)]
    pub custom: Option<Box<Custom>>,
}

/// `printTest`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestAsk {
    /// Which printer; empty or absent for the default one.
    #[serde(default)]
    pub printer: String,
    /// The paper.
    pub size: Size,
}

/// `printPaper`, `previewPaper`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperAsk {
    /// Which printer; empty or absent for the default one.
    #[serde(default)]
    pub printer: String,
    /// What it is printed on.
    pub sheet: Sheet,
    /// As a door answered it.
    pub paper: Box<Paper>,
}

/// `pauseTask`, `resumeTask`, `cancelTask`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskAsk {
    /// Which.
    #[serde(rename = "taskID")]
    pub task_id: String,
}

/// `againFrom`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgainAsk {
    /// Which.
    #[serde(rename = "taskID")]
    pub task_id: String,
    /// The first label to print again, from 1.
    pub from: usize,
}

/// `print`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintAsk {
    /// What to print.
    pub task: PrintTask,
}

/// A print task.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintTask {
    /// Chosen by the client; the same id again is answered with the first one's state.
    #[serde(rename = "taskID")]
    pub task_id: String,
    /// A name from getPrinters; empty or absent for the default.
    #[serde(default)]
    pub printer: String,
    /// One to ten.
    pub documents: Vec<Document>,
}

/// One label.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The waybill number.
    #[serde(rename = "documentID")]
    pub document_id: String,
    /// The sealed ticket.
    pub standard: Envelope,
    /// The open custom area: a drawing and what its fields stand for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom: Option<Value>,
}

impl PrintTask {
    /// Checks ids and bounds.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.task_id.is_empty() || self.task_id.len() > MAX_ID || self.documents.is_empty() {
            return Err(Refusal::of("bad_request"));
        }
        match self.documents.len() > MAX_DOCUMENTS {
            true => Err(Refusal::of("too_many_documents")),
            false => Ok(()),
        }
    }
}

/// Where a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Waits its turn.
    Queued,
    /// Being redeemed and set.
    Printing,
    /// Set, on its way to the printer.
    Rendered,
    /// The printer has all of it.
    Printed,
    /// Nothing was printed.
    Failed,
    /// It may have been printed: a person must look.
    Unknown,
    /// Taken out of the queue by a person; nothing was printed.
    Cancelled,
}

impl Stage {
    /// Nothing more will become of it.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Stage::Printed | Stage::Failed | Stage::Unknown | Stage::Cancelled
        )
    }
}

/// A label's state as clients see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentStatus {
    /// The waybill number.
    #[serde(rename = "documentID")]
    pub document_id: String,
    /// Where it is.
    pub status: Stage,
    /// Why it failed, or what it is waiting for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    /// Where the PDF printer put it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// SHA-256 of its dots.
    #[serde(rename = "bitmapHash", skip_serializing_if = "Option::is_none")]
    pub bitmap_hash: Option<Hash>,
}

impl DocumentStatus {
    /// A label that waits, or that was refused at once.
    pub fn new(document_id: String, refusal: Option<Refusal>) -> DocumentStatus {
        DocumentStatus {
            document_id,
            status: if refusal.is_some() {
                Stage::Failed
            } else {
                Stage::Queued
            },
            refusal,
            file: None,
            bitmap_hash: None,
        }
    }
}

/// A task's state as clients see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskStatus {
    /// Its id.
    #[serde(rename = "taskID")]
    pub task_id: String,
    /// Its printer.
    pub printer: String,
    /// Once all are done: `printed`, or the worst that became of one (`unknown`, `failed`, `cancelled`).
    #[serde(rename = "taskStatus")]
    pub status: Stage,
    /// It was paused: none of its labels is begun.
    pub paused: bool,
    /// Every document in the task's order.
    #[serde(rename = "printStatus")]
    pub documents: Vec<DocumentStatus>,
}

/// An answer that all is well, with the command's own fields.
pub fn success(cmd: &str, request_id: &str, fields: Value) -> String {
    let mut message = json!({"cmd": cmd, "requestID": request_id, "version": VERSION, "status": "success"});
    if let (Some(message), Value::Object(fields)) = (message.as_object_mut(), fields) {
        message.extend(fields);
    }
    message.to_string()
}

/// An answer that it is not.
pub fn failure(cmd: &str, request_id: &str, refusal: &Refusal) -> String {
    json!({
        "cmd": cmd, "requestID": request_id, "version": VERSION, "status": "failed",
        "code": refusal.code, "msg": refusal.msg, "remedy": refusal.remedy,
    })
    .to_string()
}

/// The pushed message: a task's state as it is now.
pub fn notification(request_id: &str, task: &TaskStatus) -> String {
    let mut message = json!({"cmd": "notifyPrintResult", "requestID": request_id, "version": VERSION});
    if let (Some(message), Ok(Value::Object(fields))) = (message.as_object_mut(), serde_json::to_value(task))
    {
        message.extend(fields);
    }
    message.to_string()
}

/// The pushed message: how far a paper is, or what its printer waits for.
pub fn paper_notification(request_id: &str, printer: &str, step: &Step) -> String {
    let mut message = json!({
        "cmd": "notifyPaper", "requestID": request_id, "version": VERSION, "printer": printer,
    });
    if let (Some(message), Ok(Value::Object(fields))) = (message.as_object_mut(), serde_json::to_value(step))
    {
        message.extend(fields);
    }
    message.to_string()
}

/// How far a paper is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Sheets the printer has.
    pub printed: usize,
    /// Sheets in all.
    pub of: usize,
    /// What the printer waits for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_or_refused_with_their_id() {
        let mut ok = Request::parse(r#"{"cmd":"getPrinters","requestID":"1","version":"1.0"}"#)
            .ok()
            .unwrap();
        assert!(ok.body::<Nothing>().is_ok());
        let mut more = Request::parse(r#"{"cmd":"getPrinters","requestID":"1","version":"1.0","x":1}"#)
            .ok()
            .unwrap();
        assert!(more.body::<Nothing>().unwrap_err().msg.contains("x"));
        let code = |text: &str| {
            Request::parse(text)
                .err()
                .map(|(_, id, refusal)| (id, refusal.code))
        };
        assert_eq!(code("["), Some((String::new(), "bad_request".into())));
        assert_eq!(
            code(r#"{"cmd":"x","requestID":7,"version":"1.0"}"#),
            Some((String::new(), "bad_request".into()))
        );
        assert_eq!(
            code(r#"{"cmd":"x","requestID":"7"}"#),
            Some(("7".into(), "unsupported_version".into()))
        );
    }

    #[test]
    fn answers_have_the_familiar_shape() {
        let text = failure("print", "7", &Refusal::of("not_paired"));
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["status"], "failed");
        assert_eq!(value["requestID"], "7");
        assert_eq!(value["code"], "not_paired");
    }
}
