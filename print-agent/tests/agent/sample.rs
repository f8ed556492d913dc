//! The sample an integrator begins with: drawings go through, and all tasks of a batch are steered, not the last ten.

use serde_json::{Value, json};

use super::{
    common::rig::Rig,
    sink::{Manner, Sink},
    story::numbered,
};

#[actix_web::test]
async fn the_sample_client_passes_drawings_and_steers_the_whole_batch() {
    let (rig, sink) = (Rig::start().await, Sink::start(Manner::Tspl));
    rig.add_raw("P", sink.address, "tspl", "203").await;
    sink.set(0x04);
    let custom = json!({
        "template": {"version": 1, "elements": [{"kind": "text", "x": 2, "y": 2, "w": 60, "h": 6, "text": "货架 {alias}"}]},
        "data": {"alias": "DS-77"}});
    let document = |n: u32| {
        let number = format!("SB{n}");
        let custom = if n == 1 { custom.clone() } else { Value::Null };
        json!({"envelope": rig.envelope(&number, &numbered(&number)), "custom": custom})
    };
    let documents: Vec<Value> = (1..=12).map(document).collect();
    let pasted = rig.dir.path().join("documents.json");
    std::fs::write(&pasted, json!(documents).to_string()).unwrap();
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let out = tokio::process::Command::new("node")
        .arg("--experimental-websocket")
        .arg(format!("{here}tests/agent/sample-client.mjs"))
        .arg(format!("{here}sample.html"))
        .args([rig.port.to_string(), rig.token()])
        .arg(&pasted)
        .output()
        .await
        .expect("node is missing: script/bootstrap installs it");
    let said = String::from_utf8(out.stdout).unwrap();
    let fault = String::from_utf8_lossy(&out.stderr);
    let told: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}{fault}"));
    assert_eq!(told["labels"].as_array().unwrap().len(), 12, "{told}");
    let again = told["said"].as_str().unwrap();
    assert_eq!(again.matches("documentID").count(), 11, "{again}");
    let journal = std::fs::read_to_string(rig.dir.path().join("home/journal.jsonl")).unwrap();
    assert!(journal.contains("货架 {alias}"), "the drawing goes to the agent");
}
