//! Tickets that were tampered with, taken elsewhere or kept too long: none of them prints.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use ticket::{Envelope, Header, SealKey, SignKey, Size, seal, template};

use super::{
    common::{
        ordinary,
        rig::{Rig, message_for},
    },
    sink::{Manner, Sink},
    story::numbered,
};

async fn setting() -> (Rig, Sink) {
    let rig = Rig::start().await;
    let sink = Sink::start(Manner::Tspl);
    rig.add_raw("P", sink.address, "tspl", "203").await;
    (rig, sink)
}

/// A small generator: which bytes are bent must be the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}

/// Every class of bytes an envelope has, each bent in one bit.
fn bent(good: &Envelope) -> Vec<(&'static str, Envelope)> {
    let mut all = Vec::new();
    let mut bend = |what, change: fn(&mut Envelope)| {
        let mut envelope = good.clone();
        change(&mut envelope);
        assert_ne!(&envelope, good);
        all.push((what, envelope));
    };
    bend("ticket", |e| e.header.ticket_id.push('x'));
    bend("agent", |e| e.header.agent_id = "agent-2".into());
    bend("parcel", |e| e.header.parcel_id.push('x'));
    bend("number", |e| e.header.document_id.push('x'));
    bend("print number", |e| e.header.print_no += 1);
    bend("template", |e| e.header.template.0[0] ^= 1);
    bend("queue by", |e| e.header.queue_by += 1);
    bend("leave by", |e| e.header.leave_by += 1);
    bend("plain", |e| e.header.plain = true);
    bend("key", |e| e.enc[0] ^= 1);
    bend("text", |e| e.ciphertext[0] ^= 1);
    bend("tag", |e| *e.ciphertext.last_mut().unwrap() ^= 0x80);
    bend("shorter", |e| {
        e.ciphertext.pop();
    });
    all
}

#[actix_web::test]
async fn a_thousand_mutations_print_nothing() {
    let (rig, sink) = setting().await;
    let mut client = rig.paired().await;
    let good = rig.envelope("t", &ordinary(Size::W76H130));
    for (what, envelope) in bent(&good) {
        let document = json!({"documentID": envelope.header.document_id, "standard": envelope});
        let message =
            json!({"cmd": "print", "task": {"taskID": what, "printer": "P", "documents": [document]}});
        let answer = client.ask(message).await;
        assert_eq!(answer["taskStatus"], "failed", "{what}: {answer}");
    }
    let text = serde_json::to_string(&good).unwrap();
    let mut dice = Dice(0x5ea1_5418);
    let mut refused = 0;
    while refused < 1000 {
        let mut bytes = text.clone().into_bytes();
        let at = dice.roll(bytes.len());
        bytes[at] ^= 1 << dice.roll(7);
        let Ok(standard) = serde_json::from_slice::<Value>(&bytes) else {
            continue;
        };
        if standard == serde_json::to_value(&good).unwrap() {
            continue;
        }
        let id = standard["header"]["document_id"]
            .as_str()
            .unwrap_or("SB8853734286041")
            .to_owned();
        let task = json!({"taskID": format!("m{refused}"), "printer": "P", "documents": [{"documentID": id, "standard": standard}]});
        let answer = client.ask(json!({"cmd": "print", "task": task})).await;
        let no = answer["status"] == "failed" || answer["taskStatus"] == "failed";
        assert!(no, "a bit at {at} changed nothing: {answer}");
        refused += 1;
    }
    assert!(rig.redeemed().is_empty() && sink.count() == 0);
    // The ticket itself is good: it was the mutations that were refused.
    let result = client.print_on("P", "good", &[good]).await;
    assert_eq!((&result["taskStatus"], sink.count()), (&json!("printed"), 1));
}

#[actix_web::test]
async fn wrong_hands_wrong_signers_and_wrong_times_print_nothing() {
    let (rig, sink) = setting().await;
    let mut client = rig.paired().await;
    let ticket = ordinary(Size::W76H130);
    let now = print_agent::clock::now();
    let header = |id: &str| rig.header(id, &ticket);
    let stranger = SignKey::generate().unwrap();
    let elsewhere = SealKey::generate().public();
    let cases = [
        (
            "not_for_this_agent",
            rig.sealed(
                &ticket,
                Header {
                    agent_id: "agent-2".into(),
                    ..header("a")
                },
            ),
        ),
        (
            "bad_signature",
            seal(&ticket, rig.platform.seal_key(), header("b"))
                .unwrap()
                .sign(&stranger),
        ),
        (
            "altered",
            seal(&ticket, elsewhere, header("c"))
                .unwrap()
                .sign(&rig.platform.key),
        ),
        (
            "expired_queue",
            rig.sealed(
                &ticket,
                Header {
                    queue_by: now - 1,
                    ..header("d")
                },
            ),
        ),
        (
            "expired_leave",
            rig.sealed(
                &ticket,
                Header {
                    queue_by: now + 60,
                    leave_by: now - 1,
                    ..header("e")
                },
            ),
        ),
        (
            "template_mismatch",
            rig.sealed(
                &ticket,
                Header {
                    template: ticket::sha256(b"swapped"),
                    ..header("f")
                },
            ),
        ),
    ];
    for (code, envelope) in cases {
        let result = client.print_on("P", &format!("{code}-task"), &[envelope]).await;
        assert_eq!(result["printStatus"][0]["code"], code);
    }
    assert_eq!(sink.count(), 0);
    assert!(!template::all().is_empty());
}

#[actix_web::test]
async fn a_clock_that_is_off_prints_nothing() {
    let (rig, sink) = setting().await;
    let mut client = rig.paired().await;
    rig.platform.state.lock().unwrap().refuses = Some("clock_off");
    let result = client
        .print_on("P", "task", &[rig.envelope("t", &ordinary(Size::W76H130))])
        .await;
    assert_eq!(result["printStatus"][0]["code"], "clock_off");
    assert!(
        result["printStatus"][0]["remedy"]
            .as_str()
            .unwrap()
            .contains("校准")
    );
    assert_eq!(sink.count(), 0);
}

#[actix_web::test]
async fn a_ticket_in_two_browsers_prints_once() {
    let (rig, sink) = setting().await;
    let (mut one, mut two) = (rig.paired().await, rig.paired().await);
    let envelope = rig.envelope("t", &ordinary(Size::W76H130));
    let message = message_for("P", "same", std::slice::from_ref(&envelope));
    let (first, second) = tokio::join!(one.ask(message.clone()), two.ask(message));
    assert_eq!(
        (&first["status"], &second["status"]),
        (&json!("success"), &json!("success"))
    );
    rig.platform.receipts(1).await;
    // Under another name it is refused by the platform: it was spent.
    let replay = two.print_on("P", "other", &[envelope]).await;
    assert_eq!(replay["printStatus"][0]["code"], "already_redeemed");
    assert_eq!((sink.count(), rig.redeemed().len()), (1, 1));
}

#[actix_web::test]
async fn a_restored_folder_prints_nothing_again() {
    let (mut rig, sink) = setting().await;
    let home = rig.dir.path().join("home");
    let backup = rig.dir.path().join("backup");
    // A copy with keys, enrolment and a queue full of unspent tickets.
    sink.set(0x04);
    let mut client = rig.paired().await;
    let envelopes: Vec<_> = ["t1", "t2", "t3"]
        .iter()
        .map(|id| rig.envelope(id, &numbered(&format!("SB-{id}"))))
        .collect();
    client.ask(message_for("P", "task", &envelopes)).await;
    client
        .hear_until("task", |result| result["printStatus"][0]["code"] == "paper_out")
        .await;
    copy(&home, &backup);
    sink.set(0);
    client
        .hear_until("task", |result| result["taskStatus"] == "printed")
        .await;
    rig.platform.receipts(3).await;
    rig.kill();
    fs::remove_dir_all(&home).unwrap();
    copy(&backup, &home);
    rig.restart();
    let mut client = rig.paired().await;
    let mut status = Value::Null;
    for _ in 0..200 {
        status = client
            .ask(json!({"cmd": "getTaskStatus", "taskID": ["task"]}))
            .await["tasks"][0]
            .clone();
        if status["taskStatus"] == "failed" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(status["taskStatus"], "failed", "{status}");
    assert_eq!(status["printStatus"][0]["code"], "already_redeemed");
    assert_eq!((sink.count(), rig.redeemed().len()), (3, 3));
}

fn copy(from: &Path, to: &Path) {
    let done = Command::new("cp").arg("-a").args([from, to]).status().unwrap();
    assert!(done.success());
}
