//! A real agent process, enrolled at a test platform, and a WebSocket client that speaks to it.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use ticket::{Envelope, Header, Ticket, VERSION, seal, template};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest as _, http::HeaderValue},
};

use super::platform::{AGENT, CODE, Platform};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_print-agent");

pub struct Rig {
    pub platform: Platform,
    pub dir: tempfile::TempDir,
    pub port: u16,
    process: Child,
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Rig {
    /// A platform, an agent enrolled there, running.
    pub async fn start() -> Rig {
        Rig::with(json!({})).await
    }

    /// With these settings in its `config.json`.
    pub async fn with(settings: Value) -> Rig {
        let (platform, dir) = (Platform::start(), tempfile::tempdir().unwrap());
        std::fs::create_dir(dir.path().join("home")).unwrap();
        std::fs::write(dir.path().join("home/config.json"), settings.to_string()).unwrap();
        command(&dir, &["enrol", &platform.url, CODE, "--name", "打包台 1"]).await;
        let (process, port) = run(&dir);
        Rig {
            platform,
            dir,
            port,
            process,
        }
    }

    /// A platform, and an agent that runs and is enrolled nowhere.
    pub async fn stranger() -> Rig {
        let (platform, dir) = (Platform::start(), tempfile::tempdir().unwrap());
        let (process, port) = run(&dir);
        Rig {
            platform,
            dir,
            port,
            process,
        }
    }

    /// Runs a command on the agent's home folder; gives what it said.
    pub async fn command(&self, args: &[&str]) -> String {
        command(&self.dir, args).await
    }

    pub fn restart(&mut self) {
        self.kill();
        (self.process, self.port) = run(&self.dir);
    }

    /// As kill -9 does.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    pub fn process(&self) -> u32 {
        self.process.id()
    }

    pub fn token(&self) -> String {
        let out = Command::new(PROGRAM)
            .args(["pair", "--home"])
            .arg(self.dir.path().join("home"))
            .output();
        String::from_utf8(out.unwrap().stdout).unwrap().trim().to_owned()
    }

    /// A session of the agent's own page.
    pub async fn page(&self) -> Page {
        let out = Command::new(PROGRAM)
            .args(["password", "--home"])
            .arg(self.dir.path().join("home"))
            .output();
        let password = String::from_utf8(out.unwrap().stdout).unwrap();
        let mut page = Page {
            url: format!("http://127.0.0.1:{}", self.port),
            token: String::new(),
            client: reqwest::Client::new(),
        };
        page.token = page.post("session", json!({"password": password})).await.1["token"]
            .as_str()
            .unwrap()
            .to_owned();
        page
    }

    /// Adds a raw printer by the page.
    pub async fn add_raw(&self, name: &str, address: std::net::SocketAddr, language: &str, dpi: &str) {
        let transport = json!({"kind": "raw", "address": address, "language": language});
        let page = self.page().await;
        let (status, said) = page
            .post(
                "printers",
                json!({"name": name, "transport": transport, "dpi": dpi}),
            )
            .await;
        assert_eq!(status, 200, "{said}");
    }

    pub fn redeemed(&self) -> Vec<String> {
        self.platform
            .state
            .lock()
            .unwrap()
            .redeemed
            .iter()
            .cloned()
            .collect()
    }

    pub fn out(&self, name: &str) -> PathBuf {
        self.dir.path().join("out").join(name)
    }

    pub async fn paired(&self) -> Client {
        let mut client = self.connect().await;
        let answer = client.ask(json!({"cmd": "pair", "token": self.token()})).await;
        assert_eq!(answer["status"], "success");
        client
    }

    pub async fn connect(&self) -> Client {
        self.knock(&[]).await.unwrap()
    }

    /// Connects with these headers on top of (or in place of) the usual ones; the status when refused.
    pub async fn knock(&self, headers: &[(&'static str, &str)]) -> Result<Client, u16> {
        let mut request = format!("ws://127.0.0.1:{}/", self.port)
            .into_client_request()
            .unwrap();
        for (name, value) in headers {
            request
                .headers_mut()
                .insert(*name, HeaderValue::from_str(value).unwrap());
        }
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        match tokio_tungstenite::client_async(request, stream).await {
            Ok((socket, _)) => Ok(Client { socket, asked: 0 }),
            Err(tokio_tungstenite::tungstenite::Error::Http(reply)) => Err(reply.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }

    /// The header of a ticket that is good now.
    pub fn header(&self, id: &str, ticket: &Ticket) -> Header {
        let now = print_agent::clock::now();
        Header {
            version: VERSION,
            ticket_id: id.into(),
            agent_id: AGENT.into(),
            parcel_id: format!("parcel-{id}"),
            document_id: ticket.document_id.clone(),
            print_no: ticket.print_no,
            template: template::current().unwrap().hash,
            queue_by: now + 600,
            leave_by: now + 86_400,
            plain: ticket.plain,
        }
    }

    /// A ticket the platform sealed and signed for this agent.
    pub fn envelope(&self, id: &str, ticket: &Ticket) -> Envelope {
        self.sealed(ticket, self.header(id, ticket))
    }

    pub fn sealed(&self, ticket: &Ticket, header: Header) -> Envelope {
        seal(ticket, self.platform.seal_key(), header)
            .unwrap()
            .sign(&self.platform.key)
    }
}

async fn command(dir: &tempfile::TempDir, args: &[&str]) -> String {
    let done = tokio::process::Command::new(PROGRAM)
        .args(args)
        .arg("--home")
        .arg(dir.path().join("home"))
        .output()
        .await
        .unwrap();
    assert!(
        done.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8(done.stdout).unwrap()
}

fn run(dir: &tempfile::TempDir) -> (Child, u16) {
    let mut process = Command::new(PROGRAM)
        .args(["run", "--port", "0", "--home"])
        .arg(dir.path().join("home"))
        .arg("--out")
        .arg(dir.path().join("out"))
        .arg("--fonts")
        .arg(super::fonts_dir())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let port = line
        .trim()
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap_or_else(|_| panic!("no port in {line:?}"));
    (process, port)
}

pub struct Page {
    pub url: String,
    pub token: String,
    pub client: reqwest::Client,
}

impl Page {
    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let call = self
            .client
            .post(format!("{}/local/{path}", self.url))
            .bearer_auth(&self.token);
        let reply = call.body(body.to_string()).send().await.unwrap();
        let status = reply.status().as_u16();
        (
            status,
            serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap_or_default(),
        )
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        let call = self
            .client
            .get(format!("{}/local/{path}", self.url))
            .bearer_auth(&self.token);
        let reply = call.send().await.unwrap();
        let status = reply.status().as_u16();
        (
            status,
            serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap_or_default(),
        )
    }
}

pub struct Client {
    socket: WebSocketStream<TcpStream>,
    asked: u32,
}

impl Client {
    /// Sends a command and gives its answer; results pushed in between are skipped.
    pub async fn ask(&mut self, message: Value) -> Value {
        let id = self.start(message).await;
        loop {
            let answer = self.hear().await.expect("the agent hung up");
            if !answer["cmd"].as_str().unwrap().starts_with("notify") {
                assert_eq!(answer["requestID"], id.as_str());
                return answer;
            }
        }
    }

    /// Sends a command without waiting for its answer; gives its requestID.
    pub async fn start(&mut self, mut message: Value) -> String {
        self.asked += 1;
        let id = self.asked.to_string();
        message["requestID"] = json!(id);
        message["version"] = json!("1.0");
        self.send(&message.to_string()).await;
        id
    }

    pub async fn send(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    /// The next message; `None` when the agent hung up.
    pub async fn hear(&mut self) -> Option<Value> {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(30), self.socket.next());
            match next.await.expect("the agent says nothing") {
                Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    /// Prints to the folder and waits for the task's end.
    pub async fn print(&mut self, task: &str, envelopes: &[Envelope]) -> Value {
        self.print_on("PDF", task, envelopes).await
    }

    /// Prints and waits for the task's end.
    pub async fn print_on(&mut self, printer: &str, task: &str, envelopes: &[Envelope]) -> Value {
        let answer = self.ask(message_for(printer, task, envelopes)).await;
        assert_eq!(answer["status"], "success", "{answer}");
        if done(&answer["taskStatus"]) {
            return answer;
        }
        self.hear_until(task, |result| done(&result["taskStatus"])).await
    }

    /// Waits for a result of this task that is as wanted.
    pub async fn hear_until(&mut self, task: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let result = self.hear().await.unwrap();
            if result["cmd"] == "notifyPrintResult" && result["taskID"] == task && wanted(&result) {
                return result;
            }
        }
    }

    /// Prints one label and gives the code it was refused with, `printed` when it was not.
    pub async fn fate(&mut self, task: &str, envelope: Envelope) -> String {
        let result = self.print(task, &[envelope]).await;
        let document = &result["printStatus"][0];
        document["code"]
            .as_str()
            .or(document["status"].as_str())
            .unwrap()
            .to_owned()
    }
}

pub fn done(status: &Value) -> bool {
    ["printed", "failed", "unknown", "cancelled"]
        .iter()
        .any(|end| status == end)
}

pub fn print_message(task: &str, envelopes: &[Envelope]) -> Value {
    message_for("PDF", task, envelopes)
}

pub fn message_for(printer: &str, task: &str, envelopes: &[Envelope]) -> Value {
    let documents: Vec<Value> = envelopes
        .iter()
        .map(|envelope| json!({"documentID": envelope.header.document_id, "standard": envelope}))
        .collect();
    json!({"cmd": "print", "task": {"taskID": task, "printer": printer, "documents": documents}})
}
