//! Killed at any moment of a batch, every label is printed exactly once, or a person is asked about it.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use serde_json::{Value, json};
use ticket::{Hash, Outcome, Ticket};

use super::{
    common::{
        self,
        rig::{Client, Rig, message_for},
    },
    sink::{Manner, Sink, dots},
    story::numbered,
};

const LABELS: usize = 100;

/// How often it is killed: 10 in the suite, more where somebody has the time.
fn rounds() -> u64 {
    std::env::var("SEALSHIP_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(10)
}

#[actix_web::test]
async fn killed_anywhere_in_a_batch_every_label_is_out_once_or_asked_about() {
    let tickets: Vec<Ticket> = (0..LABELS).map(|n| numbered(&format!("SB{n:010}"))).collect();
    let known: HashMap<Hash, usize> = tickets
        .iter()
        .enumerate()
        .map(|(n, ticket)| (common::dots_of(ticket).hash(), n))
        .collect();
    assert_eq!(known.len(), LABELS);
    let mut asked = 0;
    for round in 0..rounds() {
        // Spread over a batch that takes about two seconds, and never twice at the same place.
        let after = Duration::from_millis((round * 7_919 + 13) % 2_200);
        let manner = if round % 2 == 0 {
            Manner::Tspl
        } else {
            Manner::Mute
        };
        asked += batch(&tickets, &known, manner, after).await;
    }
    println!(
        "{} batches killed, {asked} labels for a person to look at",
        rounds()
    );
}

async fn batch(tickets: &[Ticket], known: &HashMap<Hash, usize>, manner: Manner, after: Duration) -> usize {
    let mut rig = Rig::start().await;
    let sink = Sink::start(manner);
    rig.add_raw("P", sink.address, "tspl", "203").await;
    let mut client = rig.paired().await;
    for (task, chunk) in tickets.chunks(10).enumerate() {
        let envelopes: Vec<_> = chunk
            .iter()
            .map(|ticket| rig.envelope(&ticket.document_id, ticket))
            .collect();
        let answer = client
            .ask(message_for("P", &format!("task-{task}"), &envelopes))
            .await;
        assert_eq!(answer["status"], "success");
    }
    tokio::time::sleep(after).await;
    rig.kill();
    rig.restart();
    let mut client = rig.paired().await;
    let fates = settled(&mut client).await;
    // What the agent says did not come out is asked for anew without a reason, as the console does.
    let failed: Vec<&Ticket> = tickets
        .iter()
        .filter(|ticket| fates[&ticket.document_id] == "failed")
        .collect();
    let unknown = fates.values().filter(|fate| *fate == "unknown").count();
    assert!(
        unknown <= 1 && unknown + failed.len() <= 3,
        "one label at a time is printed, and two more at most are begun: {fates:?}"
    );
    for (n, ticket) in failed.into_iter().enumerate() {
        let fresh = rig.envelope(&format!("{}-again", ticket.document_id), ticket);
        let result = client.print_on("P", &format!("fresh-{n}"), &[fresh]).await;
        assert_eq!(result["taskStatus"], "printed");
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    count(&rig, &sink, tickets, known, &fates).await
}

async fn count(
    rig: &Rig,
    sink: &Sink,
    tickets: &[Ticket],
    known: &HashMap<Hash, usize>,
    fates: &BTreeMap<String, String>,
) -> usize {
    let mut out = vec![0; tickets.len()];
    for label in sink.labels() {
        out[known[&dots(&label).hash()]] += 1;
    }
    let mut unknown = 0;
    for (ticket, out) in tickets.iter().zip(&out) {
        match fates[&ticket.document_id].as_str() {
            "printed" | "failed" => assert_eq!(*out, 1, "{} {fates:?}", ticket.document_id),
            "unknown" => {
                assert!(*out <= 1);
                unknown += 1;
            }
            other => panic!("{other}"),
        }
    }
    assert!(unknown <= 1);
    receipts(rig, fates).await;
    unknown
}

/// The platform knows of each what the agent does.
async fn receipts(rig: &Rig, fates: &BTreeMap<String, String>) {
    for _ in 0..400 {
        let told: BTreeMap<String, Outcome> = {
            let state = rig.platform.state.lock().unwrap();
            state
                .receipts
                .iter()
                .map(|signed| (signed.receipt.ticket_id.clone(), signed.receipt.outcome))
                .collect()
        };
        let all = fates.iter().all(|(number, fate)| {
            let outcome = match fate.as_str() {
                "printed" => Outcome::Printed,
                "unknown" => Outcome::Unknown,
                _ => Outcome::Failed,
            };
            told.get(number) == Some(&outcome)
        });
        if all {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the platform was not told of every label");
}

/// Waits until every label has ended, and how.
async fn settled(client: &mut Client) -> BTreeMap<String, String> {
    let ids: Vec<String> = (0..LABELS / 10).map(|task| format!("task-{task}")).collect();
    for _ in 0..1200 {
        let answer = client.ask(json!({"cmd": "getTaskStatus", "taskID": ids})).await;
        let documents = answer["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|task| task["printStatus"].as_array().unwrap());
        let fates: BTreeMap<String, String> = documents
            .map(|document| (text(&document["documentID"]), text(&document["status"])))
            .collect();
        assert_eq!(fates.len(), LABELS);
        if fates
            .values()
            .all(|fate| ["printed", "failed", "unknown"].contains(&fate.as_str()))
        {
            return fates;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("not every label ended");
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
