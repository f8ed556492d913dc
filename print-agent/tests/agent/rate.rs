//! `script/bench labels`: how many labels a second a whole agent prints, from the ticket to the printer's bytes, and
//! what its processes hold in memory meanwhile. Measured when asked for, never judged here.

use std::{fs, time::Instant};

use serde_json::json;
use ticket::{Envelope, Ticket};

use super::{
    common::rig::{Client, Rig, done, message_for},
    sink::{Manner, Sink},
    story::numbered,
};

/// Labels a clerk sends in one go: twenty calls of ten.
const WAVE: usize = 200;

#[actix_web::test]
#[ignore = "a measurement: script/bench labels"]
async fn whole_agent() {
    let rig = Rig::start().await;
    let sink = Sink::start(Manner::Mute);
    rig.add_raw("P", sink.address, "tspl", "203").await;
    let mut client = rig.paired().await;
    // The first label of a child carries the reading of the fonts.
    client
        .print_on("P", "warm", &[rig.envelope("warm", &numbered("SB0"))])
        .await;
    let first = resident(&rig);
    let dots = rate(&mut client, &rig, "P", 3000).await;
    assert_eq!(sink.count(), 3001);
    let last = resident(&rig);
    let pdfs = rate(&mut client, &rig, "PDF", 1000).await;
    let figures = json!([
        figure("whole agent, PDFs", 1000, pdfs, "/s", "≥ 100 /s", pdfs >= 100.0),
        figure(
            "whole agent, TSPL to a socket",
            3000,
            dots,
            "/s",
            "≥ 50 /s",
            dots >= 50.0
        ),
        figure(
            "whole agent, resident after 3,000",
            3000,
            last,
            "MB",
            "≤ 150 MB",
            last <= 150.0
        ),
        figure(
            "whole agent, grown since the first",
            3000,
            last - first,
            "MB",
            "flat: ≤ 30 MB",
            last - first <= 30.0
        ),
    ]);
    match std::env::var("SEALSHIP_FIGURES") {
        Ok(file) => fs::write(file, figures.to_string()).unwrap(),
        Err(_) => println!("{figures:#}"),
    }
}

fn figure(name: &str, n: usize, value: f64, unit: &str, goal: &str, holds: bool) -> serde_json::Value {
    json!({ "name": name, "backend": "print", "n": n, "value": value, "unit": unit, "floor": null, "ratio": null,
            "goal": goal, "holds": holds })
}

/// Labels a second of the clock; tickets are sealed before it starts.
async fn rate(client: &mut Client, rig: &Rig, printer: &str, labels: usize) -> f64 {
    let tickets: Vec<Ticket> = (0..labels)
        .map(|n| numbered(&format!("SB{printer}{n:06}")))
        .collect();
    let envelopes: Vec<Envelope> = tickets
        .iter()
        .map(|ticket| rig.envelope(&ticket.document_id, ticket))
        .collect();
    let began = Instant::now();
    for (number, wave) in envelopes.chunks(WAVE).enumerate() {
        print(client, printer, &format!("{printer}-{number}"), wave).await;
    }
    f64::from(u32::try_from(labels).unwrap()) / began.elapsed().as_secs_f64()
}

async fn print(client: &mut Client, printer: &str, name: &str, wave: &[Envelope]) {
    let mut last = String::new();
    for (number, task) in wave.chunks(10).enumerate() {
        last = format!("{name}-{number}");
        let answer = client.ask(message_for(printer, &last, task)).await;
        assert_eq!(answer["status"], "success", "{answer}");
    }
    loop {
        let answer = client
            .ask(json!({"cmd": "getTaskStatus", "taskID": [last]}))
            .await;
        let status = &answer["tasks"][0]["taskStatus"];
        if done(status) {
            return assert_eq!(status, "printed");
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

/// Megabytes that the agent and its render child hold.
fn resident(rig: &Rig) -> f64 {
    let parent = rig.process();
    let threads = fs::read_dir(format!("/proc/{parent}/task")).unwrap();
    let children: String = threads
        .filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok())
        .collect();
    let all = children.split_whitespace().map(str::to_owned);
    all.chain([parent.to_string()])
        .map(|process| held(&process))
        .sum()
}

fn held(process: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let kilobytes = line
        .and_then(|line| line.split_whitespace().nth(1))
        .unwrap_or("0");
    kilobytes.parse::<f64>().unwrap() / 1024.0
}
