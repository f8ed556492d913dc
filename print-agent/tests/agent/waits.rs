//! Labels that wait: for the platform, for their printer, for a person who paused them. Nothing is burned, and nothing
//! comes out that somebody may have said did not.

use serde_json::{Value, json};
use ticket::{Envelope, Outcome};

use super::{
    common::{
        dots_of,
        rig::{Client, Rig, message_for, print_message},
    },
    memory::{in_memory, telling_rows},
    sink::{Manner, Sink},
    story::numbered,
};

fn envelopes(rig: &Rig, numbers: &[&str]) -> Vec<Envelope> {
    let envelope = |number: &&str| rig.envelope(&format!("t-{number}"), &numbered(number));
    numbers.iter().map(envelope).collect()
}

fn code(at: usize, code: &str) -> impl Fn(&Value) -> bool {
    move |result| result["printStatus"][at]["code"] == code
}

fn fates(result: &Value) -> Vec<&str> {
    let documents = result["printStatus"].as_array().unwrap().iter();
    documents
        .map(|document| document["status"].as_str().unwrap())
        .collect()
}

async fn with_printer(settings: Value) -> (Rig, Sink) {
    let (rig, sink) = (Rig::with(settings).await, Sink::start(Manner::Tspl));
    rig.add_raw("P", sink.address, "tspl", "203").await;
    (rig, sink)
}

/// A task whose first label the printer holds without paper, the next set, and the one after that redeemed.
async fn stuck(rig: &Rig, sink: &Sink, client: &mut Client, task: &str, numbers: &[&str]) {
    // One label that goes through: only for a printer in full flow is anything redeemed ahead.
    let brisk = envelopes(rig, &["SB-first"]);
    let all: Vec<Envelope> = brisk.into_iter().chain(envelopes(rig, numbers)).collect();
    rig.platform.state.lock().unwrap().holds = true;
    client.ask(message_for("P", task, &all)).await;
    spent(rig, 1).await;
    sink.fall_after(1, 0x04);
    rig.platform.state.lock().unwrap().holds = false;
    client.hear_until(task, code(1, "paper_out")).await;
    spent(rig, 4).await;
}

async fn spent(rig: &Rig, tickets: usize) {
    while rig.redeemed().len() < tickets {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[actix_web::test]
async fn without_the_platform_labels_wait_and_spend_nothing() {
    let mut rig = Rig::start().await;
    let mut client = rig.paired().await;
    rig.platform.stop().await;
    client
        .ask(print_message("task", &envelopes(&rig, &["SB1", "SB2", "SB3"])))
        .await;
    let waiting = client.hear_until("task", code(0, "platform_unreachable")).await;
    assert_eq!(fates(&waiting), ["queued"; 3]);
    assert!(waiting["printStatus"][1].get("code").is_none(), "{waiting}");
    // A restart changes nothing about it.
    rig.restart();
    let mut client = rig.paired().await;
    let look = json!({"cmd": "getTaskStatus", "taskID": ["task"]});
    while !code(0, "platform_unreachable")(&client.ask(look.clone()).await["tasks"][0]) {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(rig.redeemed().is_empty() && !rig.out("SB1.pdf").exists());
    rig.platform.again();
    let done = client
        .hear_until("task", |result| result["taskStatus"] == "printed")
        .await;
    assert_eq!(fates(&done), ["printed"; 3]);
    assert_eq!(rig.platform.receipts(3).await.len(), 3);
}

#[actix_web::test]
async fn a_busy_platform_is_waited_for() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    for status in [503, 429] {
        rig.platform.state.lock().unwrap().busy = Some(status);
        let task = format!("task-{status}");
        let number = format!("SB{status}");
        client
            .ask(print_message(&task, &envelopes(&rig, &[&number])))
            .await;
        let waiting = client.hear_until(&task, code(0, "platform_busy")).await;
        assert_eq!(fates(&waiting), ["queued"]);
        rig.platform.state.lock().unwrap().busy = None;
        client
            .hear_until(&task, |result| result["taskStatus"] == "printed")
            .await;
    }
}

#[actix_web::test]
async fn an_answer_that_was_lost_ends_that_label_and_no_other() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    rig.platform.state.lock().unwrap().breaks = true;
    let lost = client.print("lost", &envelopes(&rig, &["SB1"])).await;
    assert_eq!(lost["printStatus"][0]["code"], "platform_silent", "{lost}");
    let receipt = &rig.platform.receipts(1).await[0].receipt;
    assert_eq!(
        (receipt.outcome, receipt.code.as_deref()),
        (Outcome::Failed, Some("platform_silent"))
    );
    rig.platform.state.lock().unwrap().breaks = false;
    assert_eq!(
        client.print("next", &envelopes(&rig, &["SB2"])).await["taskStatus"],
        "printed"
    );
}

#[actix_web::test]
async fn a_paused_task_prints_nothing_more_than_the_printer_has() {
    let (rig, sink) = with_printer(json!({})).await;
    let mut client = rig.paired().await;
    stuck(&rig, &sink, &mut client, "task", &["SB1", "SB2", "SB3", "SB4"]).await;
    let paused = client.ask(json!({"cmd": "pauseTask", "taskID": "task"})).await;
    assert_eq!(paused["paused"], true);
    sink.set(0);
    // What comes after it is printed after it: were a spent ticket not to wait, its label would be out by then.
    let other = client.print_on("P", "other", &envelopes(&rig, &["SB9"])).await;
    assert_eq!((&other["taskStatus"], sink.count()), (&json!("printed"), 3));
    client.ask(json!({"cmd": "resumeTask", "taskID": "task"})).await;
    let done = client
        .hear_until("task", |result| result["taskStatus"] == "printed")
        .await;
    assert_eq!((fates(&done), sink.count()), (vec!["printed"; 5], 6));
}

#[actix_web::test]
async fn a_spent_ticket_waits_a_minute_at_most_and_then_its_label_never_comes_out() {
    let (rig, sink) = with_printer(json!({"patience": 1})).await;
    let mut client = rig.paired().await;
    stuck(&rig, &sink, &mut client, "task", &["SB1", "SB2", "SB3", "SB4"]).await;
    let told = client
        .hear_until("task", |result| {
            code(2, "waited_too_long")(result) && code(3, "waited_too_long")(result)
        })
        .await;
    assert_eq!(fates(&told)[2..], ["failed", "failed", "queued"]);
    let receipts = rig.platform.receipts(3).await;
    let ended: Vec<_> = receipts
        .iter()
        .filter(|one| one.receipt.outcome == Outcome::Failed)
        .collect();
    assert_eq!(ended.len(), 2);
    assert!(
        ended
            .iter()
            .all(|one| one.receipt.code.as_deref() == Some("waited_too_long"))
    );
    sink.set(0);
    let done = client
        .hear_until("task", |result| fates(result)[4] == "printed")
        .await;
    assert_eq!(
        (fates(&done), sink.count()),
        (vec!["printed", "printed", "failed", "failed", "printed"], 3)
    );
}

/// While nobody knows when its printer comes back, the agent holds no label that is set.
#[cfg(target_os = "linux")]
#[actix_web::test]
async fn a_label_set_ahead_is_dropped_when_its_printer_goes() {
    let (rig, sink) = with_printer(json!({})).await;
    let mut client = rig.paired().await;
    let numbers = ["SB0000000001", "SB0000000002", "SB0000000003"];
    let rows: Vec<Vec<u8>> = numbers
        .iter()
        .map(|number| telling_rows(&dots_of(&numbered(number))))
        .collect();
    // Off once two are out: the third is set by then.
    sink.leave_after(2);
    client
        .ask(message_for("P", "task", &envelopes(&rig, &numbers)))
        .await;
    client.hear_until("task", code(2, "printer_unreachable")).await;
    assert_eq!(rig.redeemed().len(), 3);
    for rows in &rows {
        assert_eq!(in_memory(rig.process(), rows), 0);
    }
    let sink = Sink::at(sink.address, Manner::Tspl);
    client
        .hear_until("task", |result| result["taskStatus"] == "printed")
        .await;
    assert_eq!(sink.count(), 1);
}
