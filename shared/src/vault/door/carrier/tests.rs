use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::*;
use crate::audit::{Event, receipted};
use crate::carrier::form::{Json, header};
use crate::carrier::{Scheme, Sign};
use crate::clock::Zone;
use crate::db::Db;
use crate::id::MerchantId;
use crate::trial::Trial;
use crate::vault::plain::sample;
use crate::vault::{Item, keyfile};

struct House {
    db: Db,
    vault: Vault,
    courier: Courier,
    merchant: MerchantId,
    receiver: ReceiverId,
    _trial: Trial,
}

fn house() -> House {
    let trial = Trial::open();
    let (db, vault, folder) = (trial.db.clone(), trial.vault.clone(), trial.dir.path());
    credential::put(folder, vault.provider(), "sandbox", b"shared secret").unwrap();
    let courier = Courier::open(folder, &vault, &["sandbox", "sf"], db.clock().clone()).unwrap();
    let (merchant, receiver) = (MerchantId::fresh(), ReceiverId::fresh());
    let plain = sample("欧阳\"锋", "13800138000-12", "秋实路1号\\2栋", "轻放");
    let item = [Item {
        id: receiver,
        write: 1,
        plain: &plain,
    }];
    db.write("put", |tx| vault.seal_many(tx, merchant, &item))
        .unwrap();
    House {
        db,
        vault,
        courier,
        merchant,
        receiver,
        _trial: trial,
    }
}

impl House {
    fn receipt(&self, purpose: Purpose) -> Receipt {
        let event = || Event::new(purpose, "worker", vec![self.receiver]);
        receipted(&self.db, "note", self.merchant, |_| Ok(((), event())))
            .unwrap()
            .1
    }

    fn filling(&self) -> Filling {
        let receipt = self.receipt(Purpose::CarrierRequest);
        let asked = [(self.receiver, 330_782)];
        let mut fillings = self
            .db
            .read("open", |c| self.vault.fillings(c, &receipt, &asked))
            .unwrap();
        fillings.remove(&self.receiver).unwrap()
    }
}

fn form(url: &str) -> Form {
    Form {
        method: Method::Post,
        url: format!("{url}/take?v=1"),
        headers: vec![("content-type".into(), "application/json".into())],
        body: Json::object(|o| {
            o.field("ref", "p1-1");
            o.nested("to", |to| {
                to.blank("name", Blank::Name);
                to.blank("phone", Blank::Phone);
                to.blank("address", Blank::Address);
                to.blank("city", Blank::City);
            });
        }),
        sign: Some(Sign {
            carrier: "sandbox".into(),
            app_key: "k1".into(),
            scheme: Scheme::HmacSha256,
        }),
        reply: &["/number", "/hub", "/note"],
        timeout: Duration::from_millis(800),
    }
}

/// A carrier that answers one request with `answer` as it stands, or falls silent, and tells what it read.
async fn carrier(answer: Option<Vec<u8>>) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let told = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut read = Vec::new();
        while !read.ends_with(b"}}") {
            let mut chunk = [0; 4096];
            let n = socket.read(&mut chunk).await.unwrap();
            read.extend_from_slice(&chunk[..n]);
            if n == 0 {
                break;
            }
        }
        match answer {
            Some(answer) => {
                let _ = socket.write_all(&answer).await;
                let _ = socket.shutdown().await;
            }
            None => tokio::time::sleep(Duration::from_secs(5)).await,
        }
        String::from_utf8(read).unwrap()
    });
    (url, told)
}

fn ok(body: &str) -> Option<Vec<u8>> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    Some([head.as_bytes(), body.as_bytes()].concat())
}

#[tokio::test]
async fn fills_escapes_signs_and_brings_back_only_the_whitelist() {
    let house = house();
    let (url, told) = carrier(ok(r#"{"number":"SX1","hub":"杭州","name":"欧阳锋","note":null}"#)).await;
    let form = form(&url);
    let reply = house.courier.send(&form, Some(&house.filling())).await.unwrap();
    let Reply::Answered { status: 200, fields } = reply else {
        panic!("{reply:?}")
    };
    assert_eq!(
        (fields.text("/number"), fields.text("/hub")),
        (Some("SX1"), Some("杭州"))
    );
    assert!(!format!("{fields:?}").contains("欧阳"));

    let read = told.await.unwrap();
    let (head, body) = read.split_once("\r\n\r\n").unwrap();
    let sent: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(sent["to"]["name"], "欧阳\"锋");
    assert_eq!(sent["to"]["phone"], "13800138000-12");
    assert_eq!(sent["to"]["address"], "秋实路1号\\2栋");
    assert_eq!(sent["to"]["city"], "金华市");
    let value = |name: &str| {
        head.lines()
            .find_map(|l| l.strip_prefix(&format!("{name}: ")))
            .unwrap()
    };
    let stamp = crate::carrier::form::Stamp {
        key: "k1",
        time: value(header::TIME),
        nonce: value(header::NONCE),
    };
    let expected = crate::carrier::form::mac(b"shared secret", "POST", "/take?v=1", &stamp, body.as_bytes());
    assert_eq!(value(header::SIGNATURE), expected);
}

#[tokio::test]
async fn a_receiver_repeated_in_a_whitelisted_field_does_not_come_back() {
    for echo in ["收件人欧阳\\\"锋", "tel 13800138000", "秋实路1号\\\\2栋"] {
        let house = house();
        let (url, _told) = carrier(ok(&format!(r#"{{"number":"SX1","note":"{echo}"}}"#))).await;
        let reply = house
            .courier
            .send(&form(&url), Some(&house.filling()))
            .await
            .unwrap();
        let Reply::Answered { fields, .. } = reply else {
            panic!("{reply:?}")
        };
        assert_eq!(
            (fields.text("/number"), fields.text("/note")),
            (Some("SX1"), None),
            "{echo}"
        );
    }
}

#[tokio::test]
async fn silence_is_never_taken_for_failure() {
    let house = house();
    let (url, _told) = carrier(None).await;
    let lost = house
        .courier
        .send(&form(&url), Some(&house.filling()))
        .await
        .unwrap();
    assert_eq!(lost, Reply::Lost(Trouble::Timeout));
    let (url, _told) = carrier(Some(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{".to_vec())).await;
    let cut = house
        .courier
        .send(&form(&url), Some(&house.filling()))
        .await
        .unwrap();
    assert_eq!(cut, Reply::Lost(Trouble::Closed));
    let (url, _told) = carrier(Some(Vec::new())).await;
    let hung_up = house
        .courier
        .send(&form(&url), Some(&house.filling()))
        .await
        .unwrap();
    assert_eq!(hung_up, Reply::Lost(Trouble::Closed));
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let house = house();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let reply = house
        .courier
        .send(&form(&url), Some(&house.filling()))
        .await
        .unwrap();
    assert_eq!(reply, Reply::NotSent(Trouble::Unreachable));
}

#[tokio::test]
async fn an_endless_answer_is_cut() {
    let house = house();
    let (url, _told) = carrier(ok(&"x".repeat(MAX_REPLY + 1))).await;
    let reply = house
        .courier
        .send(&form(&url), Some(&house.filling()))
        .await
        .unwrap();
    assert_eq!(reply, Reply::Lost(Trouble::TooLong));
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let house = house();
    let (url, _told) = carrier(Some(
        b"HTTP/1.1 307 X\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n".to_vec(),
    ))
    .await;
    let reply = house
        .courier
        .send(&form(&url), Some(&house.filling()))
        .await
        .unwrap();
    assert_eq!(
        reply,
        Reply::Answered {
            status: 307,
            fields: Fields::default()
        }
    );
}

#[tokio::test]
async fn a_form_goes_nowhere_without_its_receiver_or_its_credential() {
    let house = house();
    let form = form("http://127.0.0.1:1");
    assert!(matches!(
        house.courier.send(&form, None).await,
        Err(Error::Unfilled)
    ));
    let sign = Some(Sign {
        carrier: "sf".into(),
        app_key: "k".into(),
        scheme: Scheme::HmacSha256,
    });
    let unsigned = Form { sign, ..form };
    let refused = house.courier.send(&unsigned, Some(&house.filling())).await;
    assert!(matches!(refused, Err(Error::NoCredential(carrier)) if carrier == "sf"));
}

#[test]
fn the_door_opens_only_for_a_receipt_that_names_the_receiver_and_the_purpose() {
    let house = house();
    let ask = |receipt: &Receipt, id| {
        house
            .db
            .read("open", |c| house.vault.fillings(c, receipt, &[(id, 330_782)]))
            .map(|f| f.len())
    };
    assert_eq!(
        ask(&house.receipt(Purpose::CarrierRequest), house.receiver).unwrap(),
        1
    );
    assert!(ask(&house.receipt(Purpose::PrintTicket), house.receiver).is_err());
    assert!(ask(&house.receipt(Purpose::CarrierRequest), ReceiverId::fresh()).is_err());
}

#[test]
fn a_damaged_credential_is_refused_at_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let vault = Vault::open(dir.path(), Zone::default()).unwrap();
    keyfile::replace(&dir.path().join("carrier-sandbox"), b"short").unwrap();
    assert!(Courier::open(dir.path(), &vault, &["sandbox"], Clock::system()).is_err());
}
