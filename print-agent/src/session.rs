//! One client's connection: pairing first, then commands in and answers out, results pushed as they come.

use std::sync::Arc;

use actix_ws::{AggregatedMessage, AggregatedMessageStream, Session};
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use ticket::{Audience, Hash, Size, design::Custom, sha256, template};
use tokio::sync::{
    Semaphore,
    mpsc::{Sender, channel},
};

use crate::{
    agent::Agent,
    clock,
    errand::Errand,
    protocol::{
        AgainAsk, ConfigAsk, Document, DocumentStatus, MAX_DOCUMENTS, Nothing, PairAsk, PrintAsk, PrinterAsk,
        Request, StatusAsk, TaskAsk, TaskStatus, VERSION, failure, success,
    },
    queue::Label,
    refusal::Refusal,
};

/// Wrong tokens before the connection is closed.
const MAX_GUESSES: u8 = 3;
/// Task ids in one getTaskStatus.
const MAX_ASKED: usize = 50;
/// Results waiting for a client that does not read.
const MAX_UNREAD: usize = 256;
/// Errands of one client under way.
const MAX_ERRANDS: usize = 8;

/// Who a connection is from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Guest {
    /// A page no platform named, while the agent is enrolled nowhere: it may learn that, and nothing else.
    Stranger,
    /// From a known origin, or a program.
    Known,
    /// And it showed the token.
    Paired,
}

struct Client {
    agent: Arc<Agent>,
    guest: Guest,
    guesses: u8,
    push: Sender<String>,
    errands: Arc<Semaphore>,
}

/// Serves one connection until either side ends it.
pub async fn serve(
    agent: Arc<Agent>,
    mut session: Session,
    mut messages: AggregatedMessageStream,
    guest: Guest,
) {
    let (push, mut results) = channel(MAX_UNREAD);
    let mut client = Client {
        agent,
        guest,
        guesses: 0,
        push,
        errands: Arc::new(Semaphore::new(MAX_ERRANDS)),
    };
    loop {
        let sent = tokio::select! {
            result = results.recv() => match result {
                Some(text) => session.text(text).await,
                None => break,
            },
            message = messages.next() => match message {
                Some(Ok(AggregatedMessage::Text(text))) => match client.answer(&text) {
                    Some(answer) => session.text(answer).await,
                    None => Ok(()),
                },
                Some(Ok(AggregatedMessage::Ping(bytes))) => session.pong(&bytes).await,
                Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
                Some(Ok(AggregatedMessage::Binary(_) | AggregatedMessage::Close(_)) | Err(_)) | None => break,
            },
        };
        if sent.is_err() || client.guesses >= MAX_GUESSES {
            break;
        }
    }
    let _ = session.close(None).await;
}

/// Does this token pair a client? Compared by hash: how far it matches shows in no timing.
pub fn pairs(agent: &Agent, token: &str) -> bool {
    sha256(token.as_bytes()) == sha256(agent.token().as_bytes())
}

impl Client {
    /// None for an errand, which answers once it is done.
    fn answer(&mut self, text: &str) -> Option<String> {
        let mut request = match Request::parse(text) {
            Ok(request) => request,
            Err((cmd, id, refusal)) => return Some(failure(&cmd, &id, &refusal)),
        };
        let outcome = match self.paired().then(|| Errand::of(&mut request)).flatten() {
            Some(errand) => match errand.and_then(|errand| self.send_on(errand, &request)) {
                Ok(()) => return None,
                Err(refusal) => Err(refusal),
            },
            None => self.obey(&mut request),
        };
        Some(match outcome {
            Ok(fields) => success(&request.cmd, &request.request_id, fields),
            Err(refusal) => failure(&request.cmd, &request.request_id, &refusal),
        })
    }

    /// A printer without paper holds up its errand, not the client's other commands.
    fn send_on(&self, errand: Errand, request: &Request) -> Result<(), Refusal> {
        let free = Arc::clone(&self.errands).try_acquire_owned();
        let place = free.map_err(|_| Refusal::of("too_many_at_once"))?;
        let (agent, push) = (Arc::clone(&self.agent), self.push.clone());
        let (cmd, id) = (request.cmd.clone(), request.request_id.clone());
        tokio::spawn(async move {
            let answer = match errand.run(&agent, &id, &push).await {
                Ok(fields) => success(&cmd, &id, fields),
                Err(refusal) => failure(&cmd, &id, &refusal),
            };
            // A client that left does not hear it.
            let _ = push.send(answer).await;
            drop(place);
        });
        Ok(())
    }

    fn obey(&mut self, request: &mut Request) -> Result<Value, Refusal> {
        match request.cmd.as_str() {
            "getAgentInfo" => request.body::<Nothing>().map(|_| self.info()),
            _ if self.guest == Guest::Stranger => Err(Refusal::of("not_enrolled")),
            "pair" => self.pair(&request.body::<PairAsk>()?.token),
            _ if !self.paired() => Err(Refusal::of("not_paired")),
            "getPrinters" => request.body::<Nothing>().map(|_| self.printers()),
            "getPrinterConfig" => self.config(&request.body::<PrinterAsk>()?.printer),
            "setPrinterConfig" => self.configure(&request.body::<ConfigAsk>()?),
            "getTaskStatus" => {
                let ask = request.body::<StatusAsk>()?;
                self.status(&request.request_id, &ask.task_id)
            }
            "print" => {
                let ask = request.body::<PrintAsk>()?;
                self.print(&request.request_id, ask)
            }
            _ => self.steer(request),
        }
    }

    /// Commands that change a task under way.
    fn steer(&self, request: &mut Request) -> Result<Value, Refusal> {
        let answer = match request.cmd.as_str() {
            "pauseTask" => told(
                self.agent
                    .queue()
                    .pause(&request.body::<TaskAsk>()?.task_id, true)?,
            ),
            "resumeTask" => told(
                self.agent
                    .queue()
                    .pause(&request.body::<TaskAsk>()?.task_id, false)?,
            ),
            "cancelTask" => told(self.agent.queue().cancel(&request.body::<TaskAsk>()?.task_id)?),
            "againFrom" => {
                let ask = request.body::<AgainAsk>()?;
                self.agent.queue().again_from(&ask.task_id, ask.from)
            }
            _ => Err(Refusal::of("unknown_command")),
        };
        self.agent.wake();
        answer
    }

    fn paired(&self) -> bool {
        self.guest == Guest::Paired
    }

    fn pair(&mut self, token: &str) -> Result<Value, Refusal> {
        if !pairs(&self.agent, token) {
            self.guesses += 1;
            return Err(Refusal::of("wrong_token"));
        }
        self.guest = Guest::Paired;
        Ok(json!({"paired": true}))
    }

    /// Strangers learn that an agent runs here and whether it is enrolled, nothing more.
    fn info(&self) -> Value {
        let enrolment = self.agent.enrolment();
        let enrolment = enrolment.as_deref();
        let mut info = json!({
            "name": "sealship-print-agent", "agentVersion": env!("CARGO_PKG_VERSION"), "protocol": VERSION,
            "paired": self.paired(), "enrolled": enrolment.is_some(),
        });
        let (true, Some(fields)) = (self.paired(), info.as_object_mut()) else {
            return info;
        };
        let templates: Vec<Hash> = template::all().iter().map(|template| template.hash).collect();
        fields.insert("agentID".into(), json!(enrolment.map(|place| &place.agent_id)));
        fields.insert("party".into(), json!(enrolment.map(|place| &place.party)));
        fields.insert("platform".into(), json!(enrolment.map(|place| &place.url)));
        fields.insert("time".into(), json!(clock::now()));
        fields.insert("queued".into(), json!(self.agent.queue().waiting()));
        fields.insert("receiptsOwed".into(), json!(self.agent.queue().owed_count()));
        fields.insert("maxDocuments".into(), json!(MAX_DOCUMENTS));
        fields.insert("templates".into(), json!(templates));
        fields.insert("papers".into(), json!(Size::ALL));
        info
    }

    fn printers(&self) -> Value {
        let described = |printer: crate::printer::Printer| json!({"name": printer.name, "kind": printer.kind(), "dpi": printer.dpi, "maskedOnly": printer.masked_only()});
        let all: Vec<Value> = self.agent.printers().into_iter().map(described).collect();
        json!({"printers": all, "defaultPrinter": self.agent.default_printer()})
    }

    fn config(&self, name: &str) -> Result<Value, Refusal> {
        let printer = self.agent.printer(name)?;
        Ok(json!({"printer": printer.name, "dpi": printer.dpi, "config": self.agent.config(&printer.name)}))
    }

    fn configure(&self, ask: &ConfigAsk) -> Result<Value, Refusal> {
        let printer = self.agent.printer(&ask.printer)?;
        ask.config.check()?;
        self.agent.configure(&printer.name, ask.config)?;
        self.config(&printer.name)
    }

    fn status(&self, request_id: &str, task_ids: &[String]) -> Result<Value, Refusal> {
        if task_ids.len() > MAX_ASKED {
            return Err(Refusal::of("bad_request"));
        }
        let mut queue = self.agent.queue();
        let (mut found, mut unknown) = (Vec::new(), Vec::new());
        for id in task_ids {
            match queue.status(id, Some((request_id, self.push.clone()))) {
                Some(status) => found.push(status),
                None => unknown.push(id),
            }
        }
        Ok(json!({"tasks": found, "unknown": unknown}))
    }

    fn print(&self, request_id: &str, ask: PrintAsk) -> Result<Value, Refusal> {
        let task = ask.task;
        task.check()?;
        let printer = self.agent.printer(&task.printer)?;
        if self.agent.enrolment().is_none() {
            return Err(Refusal::of("not_enrolled"));
        }
        let content = serde_json::to_vec(&task).map_err(|_| Refusal::of("bad_request"))?;
        let task_id = task.task_id;
        let masked_only = printer.masked_only();
        let labels = task
            .documents
            .into_iter()
            .map(|document| self.label(document, masked_only))
            .collect();
        let listener = (request_id, self.push.clone());
        let status = self
            .agent
            .queue()
            .take((&task_id, &printer.name), &content, labels, listener)?;
        self.agent.wake();
        told(status)
    }

    fn label(&self, document: Document, masked_only: bool) -> Label {
        let admitted = self
            .admit(&document, masked_only)
            .and_then(|()| custom(&document));
        let (custom, refusal) = match admitted {
            Ok(custom) => (custom, None),
            Err(refusal) => (None, Some(refusal)),
        };
        let status = DocumentStatus::new(document.document_id, refusal);
        let envelope = status.refusal.is_none().then_some(document.standard);
        Label {
            envelope,
            custom,
            status,
        }
    }

    /// Everything that can be said of a ticket without opening it.
    fn admit(&self, document: &Document, masked_only: bool) -> Result<(), Refusal> {
        let enrolment = self.agent.enrolment().ok_or(Refusal::of("not_enrolled"))?;
        let templates: Vec<Hash> = template::all().iter().map(|template| template.hash).collect();
        let audience = Audience {
            agent_id: &enrolment.agent_id,
            platform: &enrolment.platform_key,
            templates: &templates,
        };
        document.standard.admit(audience, clock::now())?;
        if document.document_id != document.standard.header.document_id {
            return Err(Refusal::of("document_mismatch"));
        }
        if document.standard.header.plain && masked_only {
            return Err(Refusal::of("plain_not_allowed"));
        }
        Ok(())
    }
}

/// The custom area of a document, as far as it can be judged before the paper is known.
fn custom(document: &Document) -> Result<Option<Custom>, Refusal> {
    match &document.custom {
        None | Some(Value::Null) => Ok(None),
        Some(custom) => serde_json::from_value(custom.clone())
            .map(Some)
            .map_err(|_| Refusal::of("bad_custom")),
    }
}

fn told(status: TaskStatus) -> Result<Value, Refusal> {
    serde_json::to_value(status).map_err(|_| Refusal::of("bad_request"))
}
