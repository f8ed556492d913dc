//! The carrier over a real socket, spoken to through its own adapter.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use shared::carrier::sandbox::{Sandbox, is_number};
use shared::carrier::{
    Adapter, Balance, Blank, Denial, Fields, Form, Issued, Method, QueryOutcome, Reply, Sender, TakeAsk,
    TakeOutcome, Trouble, VoidOutcome,
};

use super::*;

struct Client {
    http: reqwest::Client,
    credential: Credential,
    adapter: Sandbox,
    phone: &'static str,
}

impl Client {
    fn of(server: &Server, credential: &Credential) -> Client {
        Client {
            http: reqwest::Client::new(),
            credential: credential.clone(),
            adapter: Sandbox::new(&server.url(), &credential.app_key).unwrap(),
            phone: "13800138000",
        }
    }

    async fn raw(&self, form: &Form) -> Result<(u16, Vec<u8>), reqwest::Error> {
        let body = form.fill(|blank| fill(blank, self.phone)).to_vec();
        let now = Clock::system().now().timestamp_millis();
        let nonce = uuid::Uuid::new_v4().to_string();
        let mut request = match form.method {
            Method::Get => self.http.get(&form.url),
            Method::Post => self.http.post(&form.url),
        };
        for (name, value) in form.signature(self.credential.secret.as_bytes(), &body, now, &nonce) {
            request = request.header(name, value);
        }
        let answer = request.body(body).timeout(Duration::from_secs(5)).send().await?;
        let status = answer.status().as_u16();
        Ok((status, answer.bytes().await?.to_vec()))
    }

    async fn send(&self, form: &Form) -> Reply {
        match self.raw(form).await {
            Ok((status, body)) => Reply::Answered {
                status,
                fields: Fields::pick(form.reply, &body),
            },
            Err(error) if error.is_connect() => Reply::NotSent(Trouble::Unreachable),
            Err(error) if error.is_timeout() => Reply::Lost(Trouble::Timeout),
            Err(_) => Reply::Lost(Trouble::Closed),
        }
    }

    async fn take(&self, client_ref: &str) -> TakeOutcome {
        self.adapter
            .read_take(&self.send(&self.adapter.take(&ask(client_ref))).await)
    }

    async fn issue(&self, client_ref: &str) -> Issued {
        match self.take(client_ref).await {
            TakeOutcome::Issued(issued) => issued,
            other => panic!("{client_ref}: {other:?}"),
        }
    }

    async fn query(&self, client_ref: &str) -> QueryOutcome {
        self.adapter
            .read_query(&self.send(&self.adapter.query("M001", client_ref)).await)
    }

    async fn void(&self, number: &str) -> VoidOutcome {
        self.adapter
            .read_void(&self.send(&self.adapter.void("M001", number)).await)
    }

    async fn balance(&self) -> Balance {
        self.adapter
            .read_balance(&self.send(&self.adapter.balance("M001")).await)
            .unwrap()
    }
}

fn fill(blank: Blank, phone: &'static str) -> &'static str {
    match blank {
        Blank::Name => "䶮小𠮷",
        Blank::Phone => phone,
        Blank::Province => "浙江省",
        Blank::City => "杭州市",
        Blank::District => "萧山区",
        Blank::Address => "市心路\"1\"号",
    }
}

fn ask(client_ref: &str) -> TakeAsk {
    TakeAsk {
        client_ref: client_ref.to_owned(),
        account: "M001".to_owned(),
        branch: "B1".to_owned(),
        sender: Sender {
            name: "发货仓".to_owned(),
            phone: "021-12345678".to_owned(),
            address: "上海市闵行区".to_owned(),
        },
        goods: "茶叶 × 2".to_owned(),
        weight_g: 500,
        adcode: 330_109,
        product: "standard".to_owned(),
    }
}

struct Scene {
    folder: tempfile::TempDir,
    credential: Credential,
}

impl Scene {
    fn new() -> Scene {
        Scene {
            folder: tempfile::tempdir().unwrap(),
            credential: Credential::generate(),
        }
    }

    fn options(&self) -> Options {
        Options::new(self.folder.path().join("state.jsonl"), self.credential.clone())
    }

    fn open(&self, options: Options) -> (Server, Client) {
        let server = serve(TcpListener::bind("127.0.0.1:0").unwrap(), options).unwrap();
        let client = Client::of(&server, &self.credential);
        (server, client)
    }
}

#[actix_web::test]
async fn a_number_is_taken_found_voided_and_stays_so_over_a_restart() {
    let scene = Scene::new();
    let (server, client) = scene.open(scene.options());
    let before = client.balance().await;
    let kept = client.issue("kept").await;
    let gone = client.issue("gone").await;
    assert!(is_number(&kept.number) && kept.number != gone.number);
    assert_eq!(client.void(&gone.number).await, VoidOutcome::Voided);
    assert_eq!(client.void(&gone.number).await, VoidOutcome::Voided);
    assert_eq!(
        client.void("SX0000000000000").await,
        VoidOutcome::Failed(Denial::NumberUnknown)
    );
    server.stop();
    let (server, client) = scene.open(scene.options());
    assert_eq!(client.query("kept").await, QueryOutcome::Issued(kept.clone()));
    assert_eq!(
        client.query("gone").await,
        QueryOutcome::Voided {
            number: gone.number.clone()
        }
    );
    assert_eq!(client.query("never").await, QueryOutcome::Absent);
    assert_eq!(client.issue("kept").await, kept);
    assert_eq!(
        client.take("gone").await,
        TakeOutcome::Failed(Denial::AlreadyVoid)
    );
    assert_eq!(client.balance().await.fen, before.fen - kept.fee_fen);
    let fresh = client.issue("fresh").await;
    let sold: Vec<_> = server
        .sold()
        .into_iter()
        .map(|sale| (sale.number, sale.voided))
        .collect();
    assert_eq!(
        sold,
        [(kept.number, false), (gone.number, true), (fresh.number, false)]
    );
}

#[actix_web::test]
async fn fifty_takes_at_once_under_one_reference_sell_one_number() {
    let scene = Scene::new();
    let (server, client) = scene.open(scene.options());
    let numbers: BTreeSet<_> = join_all((0..50).map(|_| client.issue("same")))
        .await
        .into_iter()
        .map(|issued| issued.number)
        .collect();
    assert_eq!(numbers.len(), 1);
    assert_eq!(server.sold().len(), 1);
}

#[actix_web::test]
async fn a_lost_reply_is_unknown_and_the_query_finds_the_number() {
    let scene = Scene::new();
    let (server, client) = scene.open(scene.options());
    server.set_faults(Faults {
        drop_reply: 1.0,
        ..Faults::default()
    });
    assert_eq!(client.take("p").await, TakeOutcome::Unknown(Trouble::Closed));
    server.set_faults(Faults {
        error_after: 1.0,
        ..Faults::default()
    });
    assert_eq!(client.take("p").await, TakeOutcome::Unknown(Trouble::Unreadable));
    let QueryOutcome::Issued(found) = client.query("p").await else {
        panic!("a sold number was not found")
    };
    server.set_faults(Faults::default());
    assert_eq!(client.issue("p").await, found);
    assert_eq!(server.sold().len(), 1);
}

#[actix_web::test]
async fn what_sold_nothing_sold_nothing() {
    let scene = Scene::new();
    let (server, mut client) = scene.open(scene.options());
    server.set_faults(Faults {
        busy: 1.0,
        ..Faults::default()
    });
    assert_eq!(client.take("p").await, TakeOutcome::NotSent(Trouble::Busy));
    server.set_faults(Faults {
        error_before: 1.0,
        ..Faults::default()
    });
    assert_eq!(client.take("p").await, TakeOutcome::Unknown(Trouble::Unreadable));
    assert_eq!(client.query("p").await, QueryOutcome::Absent);
    server.set_faults(Faults::default());
    client.phone = "138****8000";
    assert_eq!(client.take("p").await, TakeOutcome::Failed(Denial::ReceiverPhone));
    assert!(server.sold().is_empty());
    server.stop();
    client.http = reqwest::Client::new();
    assert_eq!(
        client.take("p").await,
        TakeOutcome::NotSent(Trouble::Unreachable),
        "no connection, nothing sent"
    );
}

#[actix_web::test]
async fn strangers_replays_and_stale_times_are_refused() {
    let scene = Scene::new();
    let (_server, mut client) = scene.open(scene.options());
    let form = client.adapter.query("M001", "p");
    let body = form.fill(|_| "").to_vec();
    let send = async |at_ms: i64, nonce: &str| {
        let mut request = client.http.post(&form.url).body(body.clone());
        for (name, value) in form.signature(scene.credential.secret.as_bytes(), &body, at_ms, nonce) {
            request = request.header(name, value);
        }
        request.send().await.unwrap().status().as_u16()
    };
    let now = Clock::system().now().timestamp_millis();
    assert_eq!(send(now, "nonce-one").await, 200);
    assert_eq!(send(now, "nonce-one").await, 401, "a replay");
    assert_eq!(send(now - 301_000, "nonce-two").await, 401, "an old request");
    assert_eq!(send(now, "short").await, 401);
    assert_eq!(
        client
            .http
            .post(&form.url)
            .body(body.clone())
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        401
    );
    client.credential.secret.push('x');
    assert_eq!(client.take("p").await, TakeOutcome::Failed(Denial::Credential));
}

#[actix_web::test]
async fn hostile_bodies_are_refused_without_a_word_of_theirs() {
    let scene = Scene::new();
    let (server, client) = scene.open(scene.options());
    let long = "a".repeat(20_000);
    for body in ["", "null", "{", "{\"client_ref\":\"秘密\"}", &long] {
        let mut form = client.adapter.take(&ask("p"));
        form.body = vec![shared::carrier::Part::Text(body.to_owned())];
        let (status, answer) = client.raw(&form).await.unwrap();
        assert!((400..500).contains(&status), "{status}");
        assert!(!String::from_utf8(answer).unwrap().contains("秘密"));
    }
    for client_ref in ["", "a b", "参照", &"r".repeat(65)] {
        assert_eq!(
            client.take(client_ref).await,
            TakeOutcome::Failed(Denial::Malformed),
            "{client_ref}"
        );
    }
    assert!(server.sold().is_empty());
}

#[actix_web::test]
async fn the_state_file_holds_no_receiver() {
    let scene = Scene::new();
    let (_server, client) = scene.open(scene.options());
    let number = client.issue("p").await.number;
    let text = std::fs::read_to_string(scene.folder.path().join("state.jsonl")).unwrap();
    assert!(text.contains(&number), "the scan reads the right file");
    for blank in [Blank::Name, Blank::Phone, Blank::Address, Blank::District] {
        assert!(!text.contains(fill(blank, client.phone)), "{blank:?}");
    }
}

#[actix_web::test]
async fn everything_sold_is_listed_in_pages() {
    let scene = Scene::new();
    let (_server, client) = scene.open(scene.options());
    let mut taken: Vec<_> = join_all(["a", "b", "c"].map(|r| client.issue(r)))
        .await
        .into_iter()
        .map(|issued| issued.number)
        .collect();
    taken.sort();
    let (mut listed, mut after) = (Vec::new(), Some(0));
    while let Some(from) = after {
        let (_, body) = client.raw(&client.adapter.sold(from, 2)).await.unwrap();
        let page: serde_json::Value = serde_json::from_slice(&body).unwrap();
        listed.extend(
            page["sold"]
                .as_array()
                .unwrap()
                .iter()
                .map(|sale| sale["number"].as_str().unwrap().to_owned()),
        );
        after = page["next"].as_u64();
    }
    listed.sort();
    assert_eq!(listed, taken);
}

#[test]
fn a_credential_is_made_once_and_kept_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("carrier.credential");
    let made = Credential::at(&path).unwrap();
    assert_eq!(Credential::at(&path).unwrap().secret, made.secret);
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(!format!("{made:?}").contains(&made.secret));
    std::fs::write(&path, "{}").unwrap();
    assert!(Credential::at(Path::new(&path)).is_err());
}

/// The floor under the waybill figures; run with `--ignored` where the machine is otherwise idle.
#[actix_web::test]
#[ignore = "a measurement"]
async fn takes_per_second() {
    let scene = Scene::new();
    let (_server, client) = scene.open(scene.options());
    let (client, started) = (&client, Instant::now());
    let lane = async |lane: usize| {
        for at in 0..100 {
            client.issue(&format!("r{lane}-{at}")).await;
        }
    };
    join_all((0..64).map(lane)).await;
    let rate = 6400.0 / started.elapsed().as_secs_f64();
    println!("{rate:.0} takes/s");
    assert!(rate > 300.0, "{rate:.0}");
}
