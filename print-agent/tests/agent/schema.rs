//! Every message that is really exchanged is as its published schema says.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde_json::{Value, json};
use ticket::Size;

use super::{
    common::{
        ordinary,
        papers::papers,
        rig::{Client, Rig, message_for},
    },
    sink::{Manner, Sink},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schema")
}

fn schema(name: &str) -> jsonschema::Validator {
    let path = folder().join(format!("{name}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("no schema {name}"));
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

fn holds(name: &str, message: &Value, used: &mut BTreeSet<String>) {
    let faults: Vec<String> = schema(name)
        .iter_errors(message)
        .map(|fault| fault.to_string())
        .collect();
    assert!(faults.is_empty(), "{name}: {faults:?}\n{message}");
    used.insert(name.to_owned());
}

async fn ask(client: &mut Client, mut message: Value, used: &mut BTreeSet<String>) -> Value {
    let cmd = message["cmd"].as_str().unwrap().to_owned();
    let answer = client.ask(message.clone()).await;
    message["requestID"] = json!("1");
    message["version"] = json!("1.0");
    holds(&format!("{cmd}.request"), &message, used);
    match answer["status"] == "success" {
        true => holds(&format!("{cmd}.answer"), &answer, used),
        false => holds("failure", &answer, used),
    }
    answer
}

#[actix_web::test]
async fn messages_are_as_their_schemas_say() {
    let rig = Rig::start().await;
    let sink = Sink::start(Manner::Tspl);
    let mut used = BTreeSet::new();
    let mut client = rig.connect().await;
    ask(&mut client, json!({"cmd": "getAgentInfo"}), &mut used).await;
    ask(&mut client, json!({"cmd": "getPrinters"}), &mut used).await;
    ask(
        &mut client,
        json!({"cmd": "pair", "token": rig.token()}),
        &mut used,
    )
    .await;
    rig.add_raw("P", sink.address, "tspl", "203").await;
    let print = |task: &str, id: &str| message_for("P", task, &[rig.envelope(id, &ordinary(Size::W76H130))]);
    for message in [
        json!({"cmd": "getAgentInfo"}),
        json!({"cmd": "getPrinters"}),
        json!({"cmd": "getPrinterConfig", "printer": "P"}),
        json!({"cmd": "setPrinterConfig", "printer": "P", "config": {"offsetX": 3, "density": 9}}),
        json!({"cmd": "preview", "size": "100x150", "format": "png"}),
        json!({"cmd": "printTest", "printer": "P", "size": "76x130"}),
        json!({"cmd": "diagnose", "agentID": ["agent-1"]}),
        json!({"cmd": "previewPaper", "sheet": "A4", "paper": papers()[0].1}),
        json!({"cmd": "previewPaper", "sheet": "A4", "paper": papers()[1].1}),
        print("A", "t1"),
    ] {
        ask(&mut client, message, &mut used).await;
    }
    let pushed = client.hear_until("A", |_| true).await;
    holds("notifyPrintResult", &pushed, &mut used);
    client
        .hear_until("A", |result| result["taskStatus"] == "printed")
        .await;
    let paper = json!({"cmd": "printPaper", "printer": "P", "sheet": "76x130", "paper": papers()[2].1});
    ask(&mut client, paper.clone(), &mut used).await;
    client.start(paper).await;
    let step = client.hear().await.unwrap();
    assert_eq!(step["cmd"], "notifyPaper");
    holds("notifyPaper", &step, &mut used);
    while client.hear().await.unwrap()["cmd"] != "printPaper" {}
    sink.set(0x04);
    for message in [
        print("B", "t2"),
        json!({"cmd": "pauseTask", "taskID": "B"}),
        json!({"cmd": "resumeTask", "taskID": "B"}),
        json!({"cmd": "cancelTask", "taskID": "B"}),
        json!({"cmd": "againFrom", "taskID": "A", "from": 1}),
        json!({"cmd": "getTaskStatus", "taskID": ["A", "B", "C"]}),
    ] {
        ask(&mut client, message, &mut used).await;
    }
    let published: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .file_name()
                .to_str()
                .unwrap()
                .trim_end_matches(".json")
                .to_owned()
        })
        .collect();
    assert_eq!(used, published, "every schema is met by a real message");
}

#[test]
fn a_schema_can_fail() {
    let print = schema("print.request");
    assert!(!print.is_valid(
        &json!({"cmd": "print", "requestID": "1", "version": "1.0", "task": {"taskID": "", "documents": []}})
    ));
    let paths = ["http://127.0.0.1", "extra"];
    let mut config =
        json!({"cmd": "setPrinterConfig", "requestID": "1", "version": "1.0", "printer": "P", "config": {}});
    assert!(schema("setPrinterConfig.request").is_valid(&config));
    config["config"]["address"] = json!(paths[0]);
    assert!(!schema("setPrinterConfig.request").is_valid(&config));
}
