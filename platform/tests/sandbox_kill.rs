//! The sandbox carrier as a process: killed in the middle of selling, it forgets no answered number.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that breaks should say where"
)]

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::{join, join_all};
use platform::sandbox::Credential;
use shared::carrier::sandbox::Sandbox;
use shared::carrier::{Adapter, Fields, Form, QueryOutcome, Reply, Sender, TakeAsk, TakeOutcome, Trouble};
use shared::clock::Clock;

struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(state: &Path) -> Process {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sealship"))
            .args([
                "sandbox-carrier",
                "--listen",
                "127.0.0.1:0",
                "--with-parent",
                "--state",
            ])
            .arg(state)
            .env_remove("SEALSHIP_ENV")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line
            .trim()
            .strip_prefix("sandbox carrier on ")
            .unwrap()
            .to_owned();
        Process { child, url }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

struct Client {
    http: reqwest::Client,
    adapter: Sandbox,
    secret: String,
}

impl Client {
    fn of(process: &Process, credential: &Credential) -> Client {
        Client {
            http: reqwest::Client::new(),
            adapter: Sandbox::new(&process.url, &credential.app_key).unwrap(),
            secret: credential.secret.clone(),
        }
    }

    async fn send(&self, form: &Form) -> Reply {
        self.exchange(form).await.unwrap_or(Reply::Lost(Trouble::Closed))
    }

    async fn exchange(&self, form: &Form) -> Result<Reply, reqwest::Error> {
        let body = form.fill(|_| "13800138000").to_vec();
        let (now, nonce) = (
            Clock::system().now().timestamp_millis(),
            uuid::Uuid::new_v4().to_string(),
        );
        let signed = form.signature(self.secret.as_bytes(), &body, now, &nonce);
        let request = signed
            .into_iter()
            .fold(self.http.post(&form.url), |request, (k, v)| request.header(k, v));
        let answer = request.body(body).timeout(Duration::from_secs(10)).send().await?;
        let status = answer.status().as_u16();
        Ok(Reply::Answered {
            status,
            fields: Fields::pick(form.reply, &answer.bytes().await?),
        })
    }

    async fn take(&self, client_ref: &str) -> Option<String> {
        match self
            .adapter
            .read_take(&self.send(&self.adapter.take(&ask(client_ref))).await)
        {
            TakeOutcome::Issued(issued) => Some(issued.number),
            TakeOutcome::Unknown(_) | TakeOutcome::NotSent(_) => None,
            TakeOutcome::Failed(denial) => panic!("{denial:?}"),
        }
    }

    async fn find(&self, client_ref: &str) -> Option<String> {
        match self
            .adapter
            .read_query(&self.send(&self.adapter.query("M001", client_ref)).await)
        {
            QueryOutcome::Issued(issued) => Some(issued.number),
            QueryOutcome::Absent => None,
            other => panic!("{other:?}"),
        }
    }
}

fn ask(client_ref: &str) -> TakeAsk {
    let sender = Sender {
        name: "仓".into(),
        phone: "02112345678".into(),
        address: "上海".into(),
    };
    TakeAsk {
        client_ref: client_ref.into(),
        account: "M001".into(),
        branch: String::new(),
        sender,
        goods: "茶".into(),
        weight_g: 1,
        adcode: 330_109,
        product: "standard".into(),
    }
}

#[actix_web::test]
async fn a_kill_in_the_middle_of_selling_loses_no_answered_number() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("carrier.jsonl");
    let (mut answered, mut unknown) = (HashMap::new(), Vec::new());
    for round in 0..3 {
        let process = Process::start(&state);
        let credential = Credential::at(&folder.path().join("carrier.jsonl.credential")).unwrap();
        let client = Client::of(&process, &credential);
        let sold = AtomicUsize::new(0);
        let sold = &sold;
        let lane = async |lane: usize| {
            let mut seen = Vec::new();
            for at in 0..100_000 {
                let client_ref = format!("{round}-{lane}-{at}");
                let number = client.take(&client_ref).await;
                let lost = number.is_none();
                sold.fetch_add(1, Ordering::Relaxed);
                seen.push((client_ref, number));
                if lost {
                    break;
                }
            }
            seen
        };
        let killer = async {
            while sold.load(Ordering::Relaxed) < 100 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            process.kill();
        };
        let (lanes, ()) = join(join_all((0..16).map(lane)), killer).await;
        for (client_ref, number) in lanes.into_iter().flatten() {
            match number {
                Some(number) => drop(answered.insert(client_ref, number)),
                None => unknown.push(client_ref),
            }
        }
    }
    assert!(
        !answered.is_empty() && !unknown.is_empty(),
        "the kills fell outside the selling"
    );
    let process = Process::start(&state);
    let credential = Credential::at(&folder.path().join("carrier.jsonl.credential")).unwrap();
    let client = Client::of(&process, &credential);
    for (client_ref, number) in &answered {
        assert_eq!(
            client.find(client_ref).await.as_ref(),
            Some(number),
            "{client_ref}"
        );
    }
    for client_ref in unknown {
        let found = client.find(&client_ref).await;
        let number = client.take(&client_ref).await.unwrap();
        assert!(found.is_none_or(|found| found == number));
        answered.insert(client_ref, number);
    }
    let distinct: HashSet<_> = answered.values().collect();
    assert_eq!(distinct.len(), answered.len(), "a number was sold twice");
    process.kill();
}

#[test]
fn production_refuses_to_start_it() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("carrier.jsonl");
    let ended = Command::new(env!("CARGO_BIN_EXE_sealship"))
        .args(["sandbox-carrier", "--listen", "127.0.0.1:0", "--state"])
        .arg(&state)
        .env("SEALSHIP_ENV", "production")
        .output()
        .unwrap();
    assert!(!ended.status.success());
    assert!(
        String::from_utf8(ended.stderr)
            .unwrap()
            .contains("production refuses the sandbox carrier")
    );
    assert!(!state.exists());
}

#[test]
fn it_ends_when_the_process_that_started_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(&folder.path().join("carrier.jsonl"));
    drop(process.child.stdin.take());
    let ended = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(25));
        process.child.try_wait().unwrap().is_some()
    });
    assert!(ended);
}
