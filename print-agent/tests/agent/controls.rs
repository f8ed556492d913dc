//! What a person does to a task under way, and what previews show.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use ticket::Outcome;

use super::{
    common::rig::{Rig, message_for},
    sink::{Manner, Sink},
    story::{numbered, tool},
};

async fn held(rig: &Rig) -> Sink {
    let sink = Sink::start(Manner::Tspl);
    rig.add_raw("P", sink.address, "tspl", "203").await;
    sink.set(0x04);
    sink
}

#[actix_web::test]
async fn a_task_is_paused_resumed_and_its_rest_cancelled() {
    let rig = Rig::start().await;
    let sink = held(&rig).await;
    let mut client = rig.paired().await;
    let envelopes: Vec<_> = ["t1", "t2", "t3"]
        .iter()
        .map(|id| rig.envelope(id, &numbered(&format!("SB-{id}"))))
        .collect();
    client.ask(message_for("P", "task", &envelopes)).await;
    client
        .hear_until("task", |result| result["printStatus"][0]["code"] == "paper_out")
        .await;
    let paused = client.ask(json!({"cmd": "pauseTask", "taskID": "task"})).await;
    assert_eq!(
        (&paused["paused"], &paused["taskStatus"]),
        (&json!(true), &json!("queued"))
    );
    sink.set(0);
    let other = client
        .print_on("P", "other", &[rig.envelope("t4", &numbered("SB-t4"))])
        .await;
    assert_eq!((&other["taskStatus"], sink.count()), (&json!("printed"), 1));
    sink.set(0x04);
    client.ask(json!({"cmd": "resumeTask", "taskID": "task"})).await;
    let cancelled = client.ask(json!({"cmd": "cancelTask", "taskID": "task"})).await;
    assert_eq!(cancelled["printStatus"][2]["status"], "cancelled");
    sink.set(0);
    // Nothing of it was redeemed, so its tickets may come again.
    let again = client.print_on("P", "again", &envelopes[1..]).await;
    assert_eq!((&again["taskStatus"], sink.count()), (&json!("printed"), 3));
    let unknown = client.ask(json!({"cmd": "pauseTask", "taskID": "none"})).await;
    assert_eq!(unknown["code"], "unknown_task");
}

#[actix_web::test]
async fn from_the_nth_again_tells_what_a_new_task_is_to_hold() {
    let rig = Rig::start().await;
    let sink = held(&rig).await;
    sink.set(0);
    let mut client = rig.paired().await;
    let envelopes: Vec<_> = ["t1", "t2", "t3"]
        .iter()
        .map(|id| rig.envelope(id, &numbered(&format!("SB-{id}"))))
        .collect();
    client.print_on("P", "task", &envelopes).await;
    let answer = client
        .ask(json!({"cmd": "againFrom", "taskID": "task", "from": 2}))
        .await;
    let wanted = json!([
        {"documentID": "SB-t2", "status": "printed", "needsReason": true},
        {"documentID": "SB-t3", "status": "printed", "needsReason": true},
    ]);
    assert_eq!(answer["again"], wanted, "{answer}");
    assert_eq!(
        client
            .ask(json!({"cmd": "againFrom", "taskID": "task", "from": 4}))
            .await["code"],
        "bad_request"
    );
}

#[actix_web::test]
async fn a_label_cancelled_while_its_printer_waits_with_a_spent_ticket_is_receipted() {
    let rig = Rig::start().await;
    let sink = held(&rig).await;
    sink.set(0);
    let mut client = rig.paired().await;
    // Its printer runs out of paper after the ticket was spent and before the label is ordered.
    rig.platform.state.lock().unwrap().holds = true;
    client
        .ask(message_for("P", "task", &[rig.envelope("t1", &numbered("SB1"))]))
        .await;
    while rig.redeemed().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    sink.set(0x04);
    rig.platform.state.lock().unwrap().holds = false;
    let waiting = client
        .hear_until("task", |result| result["printStatus"][0]["code"] == "paper_out")
        .await;
    assert_eq!(waiting["printStatus"][0]["status"], "queued", "{waiting}");
    client.ask(json!({"cmd": "cancelTask", "taskID": "task"})).await;
    client
        .hear_until("task", |result| result["taskStatus"] == "cancelled")
        .await;
    let receipts = rig.platform.receipts(1).await;
    assert_eq!(receipts[0].receipt.outcome, Outcome::Failed);
    assert_eq!(receipts[0].receipt.code.as_deref(), Some("cancelled"));
    sink.set(0);
    let next = rig.envelope("t2", &numbered("SB2"));
    assert_eq!(
        client.print_on("P", "next", &[next]).await["taskStatus"],
        "printed"
    );
    assert_eq!(sink.count(), 1, "what was cancelled is not printed");
}

#[actix_web::test]
async fn a_preview_shows_nobody_and_spends_nothing() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    for (size, width) in [("76x130", 608), ("100x150", 800), ("100x180", 800)] {
        let answer = client
            .ask(json!({"cmd": "preview", "size": size, "format": "png"}))
            .await;
        let bytes = STANDARD.decode(answer["data"].as_str().unwrap()).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        assert_eq!(reader.info().width, width);
    }
    let answer = client
        .ask(json!({"cmd": "preview", "size": "76x130", "format": "pdf"}))
        .await;
    let path = rig.dir.path().join("preview.pdf");
    std::fs::write(&path, STANDARD.decode(answer["data"].as_str().unwrap()).unwrap()).unwrap();
    let text = tool(
        "pdftotext",
        "poppler-utils",
        &["-layout", path.to_str().unwrap(), "-"],
    );
    assert!(
        text.contains("1******0000") && text.contains("测试面单"),
        "{text}"
    );
    let custom = json!({
        "template": {"version": 1, "elements": [{"kind": "text", "x": 2, "y": 2, "w": 60, "h": 6, "text": "货架 {alias}"}]},
        "data": {"alias": "DS-77"},
    });
    let drawn =
        |custom: Value| json!({"cmd": "preview", "size": "76x130", "format": "pdf", "custom": custom});
    let answer = client.ask(drawn(custom.clone())).await;
    std::fs::write(&path, STANDARD.decode(answer["data"].as_str().unwrap()).unwrap()).unwrap();
    let text = tool("pdftotext", "poppler-utils", &[path.to_str().unwrap(), "-"]);
    assert!(text.contains("货架 DS-77"), "{text}");
    let mut outside = custom;
    outside["template"]["elements"][0]["x"] = json!(70);
    assert_eq!(client.ask(drawn(outside)).await["code"], "bad_custom");
    assert!(rig.redeemed().is_empty());
    let bad = client
        .ask(json!({"cmd": "preview", "size": "10x10", "format": "pdf"}))
        .await;
    assert_eq!(bad["code"], "bad_request");
}

#[actix_web::test]
async fn a_test_label_says_what_the_client_is_told() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    let answer = client.ask(json!({"cmd": "printTest", "size": "100x150"})).await;
    let code = answer["code"].as_str().unwrap();
    let path = rig.out(&format!("{code}.pdf"));
    let text = tool("pdftotext", "poppler-utils", &[path.to_str().unwrap(), "-"]);
    assert!(text.contains(code), "{text}");
    assert!(rig.redeemed().is_empty());
    let nowhere = client
        .ask(json!({"cmd": "printTest", "printer": "none", "size": "100x150"}))
        .await;
    assert_eq!(nowhere["code"], "unknown_printer");
}

#[actix_web::test]
async fn each_obstacle_is_named_with_its_next_step() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    let code = |answer: &serde_json::Value| answer["diagnosis"]["code"].as_str().unwrap().to_owned();
    assert_eq!(code(&client.ask(json!({"cmd": "diagnose"})).await), "ok");
    let other = client
        .ask(json!({"cmd": "diagnose", "agentID": ["agent-7"]}))
        .await;
    assert_eq!(code(&other), "wrong_account");
    for refusal in ["agent_revoked", "clock_off"] {
        rig.platform.state.lock().unwrap().refuses = Some(refusal);
        let answer = client.ask(json!({"cmd": "diagnose"})).await;
        assert_eq!(code(&answer), refusal);
        assert!(!answer["diagnosis"]["remedy"].as_str().unwrap().is_empty());
        // And nothing is printed meanwhile.
        assert_eq!(
            client
                .fate(refusal, rig.envelope(refusal, &numbered("SB1")))
                .await,
            refusal
        );
    }
    rig.platform.stop().await;
    assert_eq!(
        code(&client.ask(json!({"cmd": "diagnose"})).await),
        "platform_unreachable"
    );
}
