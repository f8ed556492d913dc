//! The agent as a process: enrolled, paired, printing, refusing, surviving.

use std::{fs, process::Command, time::Duration};

use super::common::{
    ordinary,
    platform::{ORIGIN, Platform},
    rig::{PROGRAM, Rig, print_message},
};
use serde_json::json;
use ticket::{Header, Outcome, SignKey, Size, Ticket, seal, sha256};

pub fn numbered(number: &str) -> Ticket {
    let mut ticket = ordinary(Size::W76H130);
    ticket.document_id = number.into();
    ticket
}

pub fn tool(program: &str, package: &str, args: &[&str]) -> String {
    let out = Command::new(program).args(args).output();
    let out = out
        .unwrap_or_else(|_| panic!("{program} is missing: script/bootstrap installs it (Debian {package})"));
    String::from_utf8(out.stdout).unwrap()
}

#[actix_web::test]
async fn labels_come_out_masked_readable_and_receipted() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    let numbers = ["SB0000000001", "SB0000000002", "SB0000000003"];
    let envelopes: Vec<_> = numbers
        .iter()
        .map(|number| rig.envelope(&format!("t-{number}"), &numbered(number)))
        .collect();
    let result = client.print("task-1", &envelopes).await;
    assert_eq!(result["taskStatus"], "printed", "{result}");
    let receipts = rig.platform.receipts(3).await;
    for ((number, receipt), document) in numbers
        .iter()
        .zip(&receipts)
        .zip(result["printStatus"].as_array().unwrap())
    {
        let pdf = rig.out(&format!("{number}.pdf"));
        let path = pdf.to_str().unwrap();
        assert_eq!(document["file"], path);
        assert_eq!(receipt.receipt.document_id, *number);
        assert_eq!(receipt.receipt.outcome, Outcome::Printed);
        assert_eq!(
            document["bitmapHash"],
            receipt.receipt.bitmap_hash.unwrap().to_string()
        );
        let text = tool("pdftotext", "poppler-utils", &["-layout", path, "-"]);
        for expected in [
            "1******8000",
            "张**",
            "测试面单 SANDBOX",
            "788-F36-30",
            number,
            "乌鲁木齐中心包",
        ] {
            assert!(text.contains(expected), "{expected} is not in {text}");
        }
        let fonts = tool("pdffonts", "poppler-utils", &[path]);
        assert!(fonts.lines().skip(2).count() >= 2);
        assert!(
            fonts.lines().skip(2).all(|font| font.contains("yes yes yes")),
            "{fonts}"
        );
        let picture = rig.dir.path().join("label");
        tool(
            "pdftoppm",
            "poppler-utils",
            &[
                "-r",
                "203",
                "-png",
                "-singlefile",
                path,
                picture.to_str().unwrap(),
            ],
        );
        let picture = picture.with_extension("png");
        let read = tool(
            "zbarimg",
            "zbar-tools",
            &[
                "-q",
                "--raw",
                "-Sdisable",
                "-Scode128.enable",
                picture.to_str().unwrap(),
            ],
        );
        assert_eq!(read.trim(), *number);
    }
    let status = client
        .ask(json!({"cmd": "getTaskStatus", "taskID": ["task-1", "task-0"]}))
        .await;
    assert_eq!(status["tasks"][0]["taskStatus"], "printed");
    assert_eq!(status["unknown"], json!(["task-0"]));
}

#[actix_web::test]
async fn tickets_that_are_not_good_print_nothing() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    let ticket = ordinary(Size::W76H130);
    let header = |id: &str| rig.header(id, &ticket);
    let now = print_agent::clock::now();
    let mut cases = vec![
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
            "expired_queue",
            rig.sealed(
                &ticket,
                Header {
                    queue_by: now - 1,
                    ..header("b")
                },
            ),
        ),
        (
            "expired_leave",
            rig.sealed(
                &ticket,
                Header {
                    leave_by: now - 1,
                    ..header("c")
                },
            ),
        ),
        (
            "template_mismatch",
            rig.sealed(
                &ticket,
                Header {
                    template: sha256(b"another"),
                    ..header("d")
                },
            ),
        ),
    ];
    let stranger = SignKey::generate().unwrap();
    cases.push((
        "bad_signature",
        seal(&ticket, rig.platform.seal_key(), header("e"))
            .unwrap()
            .sign(&stranger),
    ));
    let mut bent = rig.envelope("f", &ticket);
    bent.ciphertext[40] ^= 1;
    cases.push(("bad_signature", bent));
    // Signed well, but sealed to another device: only opening can tell, in the child.
    let elsewhere = ticket::SealKey::generate().public();
    cases.push((
        "altered",
        seal(&ticket, elsewhere, header("g"))
            .unwrap()
            .sign(&rig.platform.key),
    ));
    let mut plain = ordinary(Size::W76H130);
    plain.plain = true;
    cases.push(("plain_not_allowed", rig.envelope("h", &plain)));
    cases.push(("bad_number", rig.envelope("i", &numbered("../../x"))));
    let mut boxes = ordinary(Size::W76H130);
    boxes.receiver.name = "😀\u{10ffff}".into();
    cases.push(("glyph_missing", rig.envelope("j", &boxes)));
    for (at, (code, envelope)) in cases.into_iter().enumerate() {
        assert_eq!(client.fate(&format!("task-{at}"), envelope).await, code);
    }
    assert_eq!(fs::read_dir(rig.dir.path().join("out")).unwrap().count(), 0);
    // Only what was redeemed is spent, and each of those says that it failed.
    let spent: Vec<_> = rig
        .platform
        .state
        .lock()
        .unwrap()
        .redeemed
        .iter()
        .cloned()
        .collect();
    assert_eq!(spent, ["g", "j"]);
    let receipts = rig.platform.receipts(2).await;
    assert!(
        receipts
            .iter()
            .all(|receipt| receipt.receipt.outcome == Outcome::Failed)
    );
    // A task of one good and one bad label prints the good one.
    let result = client
        .print("mixed", &[rig.envelope("k", &boxes), rig.envelope("l", &ticket)])
        .await;
    assert_eq!(result["taskStatus"], "failed");
    assert!(result["printStatus"][0]["msg"].as_str().unwrap().contains('😀'));
    assert_eq!(result["printStatus"][1]["status"], "printed");
}

#[actix_web::test]
async fn a_ticket_prints_once_however_often_it_is_sent() {
    let rig = Rig::start().await;
    let (mut one, mut two) = (rig.paired().await, rig.paired().await);
    let envelope = rig.envelope("t-1", &ordinary(Size::W76H130));
    let message = print_message("same", std::slice::from_ref(&envelope));
    let (first, second) = tokio::join!(one.ask(message.clone()), two.ask(message));
    assert_eq!(
        (&first["status"], &second["status"]),
        (&json!("success"), &json!("success"))
    );
    rig.platform.receipts(1).await;
    let written = fs::metadata(rig.out("SB8853734286041.pdf"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(
        rig.paired().await.fate("replayed", envelope).await,
        "already_redeemed"
    );
    assert_eq!(
        fs::metadata(rig.out("SB8853734286041.pdf"))
            .unwrap()
            .modified()
            .unwrap(),
        written
    );
    tokio::time::sleep(Duration::from_millis(300)).await;
    rig.platform.receipts(1).await;
}

#[actix_web::test]
async fn strangers_are_turned_away() {
    let rig = Rig::start().await;
    assert_eq!(
        rig.knock(&[("origin", "https://evil.example")]).await.err(),
        Some(403)
    );
    assert_eq!(rig.knock(&[("origin", "null")]).await.err(), Some(403));
    assert_eq!(rig.knock(&[("host", "evil.example")]).await.err(), Some(403));
    assert_eq!(
        rig.knock(&[("host", &format!("evil.example:{}", rig.port))])
            .await
            .err(),
        Some(403)
    );
    assert!(
        rig.knock(&[("origin", ORIGIN), ("host", &format!("localhost:{}", rig.port))])
            .await
            .is_ok()
    );

    let mut client = rig.connect().await;
    let info = client.ask(json!({"cmd": "getAgentInfo"})).await;
    assert_eq!(
        (&info["enrolled"], &info["paired"]),
        (&json!(true), &json!(false))
    );
    assert!(info.get("party").is_none());
    for message in [
        json!({"cmd": "getPrinters"}),
        print_message("t", &[rig.envelope("t", &ordinary(Size::W76H130))]),
    ] {
        assert_eq!(client.ask(message).await["code"], "not_paired");
    }
    for _ in 0..3 {
        assert_eq!(
            client.ask(json!({"cmd": "pair", "token": "guess"})).await["code"],
            "wrong_token"
        );
    }
    assert!(
        client.hear().await.is_none(),
        "three wrong guesses end the connection"
    );

    let bearer = format!("Bearer {}", rig.token());
    let mut known = rig.knock(&[("authorization", &bearer)]).await.unwrap();
    assert_eq!(
        known.ask(json!({"cmd": "getPrinters"})).await["defaultPrinter"],
        "PDF"
    );
}

#[actix_web::test]
async fn bad_requests_are_answered_with_a_code() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    let envelope = rig.envelope("t", &ordinary(Size::W76H130));
    let eleven = vec![envelope.clone(); 11];
    assert_eq!(
        client.ask(print_message("t", &eleven)).await["code"],
        "too_many_documents"
    );
    assert_eq!(client.ask(print_message("t", &[])).await["code"], "bad_request");
    assert_eq!(
        client.ask(json!({"cmd": "format c:"})).await["code"],
        "unknown_command"
    );
    assert_eq!(
        client
            .ask(json!({"cmd": "getPrinterConfig", "printer": "LPT1"}))
            .await["code"],
        "unknown_printer"
    );
    let far = json!({"cmd": "setPrinterConfig", "printer": "PDF", "config": {"offsetX": 101}});
    assert_eq!(client.ask(far).await["code"], "bad_config");
    let address = json!({"cmd": "setPrinterConfig", "printer": "PDF", "config": {"address": "10.0.0.1"}});
    assert_eq!(client.ask(address).await["code"], "bad_request");
    let mut other = print_message("t", std::slice::from_ref(&envelope));
    other["task"]["documents"][0]["documentID"] = json!("SB2");
    assert_eq!(
        client.ask(other).await["printStatus"][0]["code"],
        "document_mismatch"
    );
    let mut custom = print_message("u", std::slice::from_ref(&envelope));
    custom["task"]["documents"][0]["custom"] = json!({"template": "x"});
    assert_eq!(client.ask(custom).await["printStatus"][0]["code"], "bad_custom");
    client.send("not json").await;
    assert_eq!(client.hear().await.unwrap()["code"], "bad_request");
}

#[actix_web::test]
async fn a_partys_drawing_stands_in_the_custom_area() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    let ended = |result: &serde_json::Value| crate::common::rig::done(&result["taskStatus"]);
    let drawn = json!({
        "template": {"version": 1, "elements": [
            {"kind": "text", "x": 1, "y": 1, "w": 60, "h": 8, "size": 4, "text": "加急 {remark} 第{index}/{total}单"}]},
        "data": {"remark": "易碎品", "index": 3, "total": 9}});
    let mut message = print_message("drawn", &[rig.envelope("t-1", &numbered("SB0000000001"))]);
    message["task"]["documents"][0]["custom"] = drawn.clone();
    let taken = client.ask(message).await;
    assert_eq!(taken["taskStatus"], "queued", "{taken}");
    let done = client.hear_until("drawn", ended).await;
    assert_eq!(done["taskStatus"], "printed", "{done}");
    let pdf = rig.out("SB0000000001.pdf");
    let text = tool(
        "pdftotext",
        "poppler-utils",
        &["-layout", pdf.to_str().unwrap(), "-"],
    );
    assert!(text.replace(' ', "").contains("加急易碎品第3/9单"), "{text}");
    let mut message = print_message("far", &[rig.envelope("t-2", &numbered("SB0000000002"))]);
    message["task"]["documents"][0]["custom"] = drawn;
    message["task"]["documents"][0]["custom"]["template"]["elements"][0]["x"] = json!(500);
    client.ask(message).await;
    let done = client.hear_until("far", ended).await;
    assert_eq!(done["printStatus"][0]["code"], "bad_custom", "{done}");
}

#[actix_web::test]
async fn settings_move_the_label_and_hold_the_paper() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    let print = |id: &str| rig.envelope(id, &ordinary(Size::W76H130));
    let before = client.print("a", &[print("a")]).await["printStatus"][0]["bitmapHash"].clone();
    let config = json!({"offsetX": 10, "offsetY": -5, "paper": "76x130", "density": null});
    client
        .ask(json!({"cmd": "setPrinterConfig", "printer": "PDF", "config": config}))
        .await;
    let got = client
        .ask(json!({"cmd": "getPrinterConfig", "printer": "PDF"}))
        .await;
    assert_eq!(got["config"], config);
    assert_ne!(
        client.print("b", &[print("b")]).await["printStatus"][0]["bitmapHash"],
        before
    );
    let config = json!({"paper": "100x150"});
    client
        .ask(json!({"cmd": "setPrinterConfig", "printer": "PDF", "config": config}))
        .await;
    assert_eq!(client.fate("c", print("c")).await, "wrong_media");
}

#[actix_web::test]
async fn receipts_survive_a_restart_until_they_are_taken() {
    let mut rig = Rig::start().await;
    rig.platform.state.lock().unwrap().receipts_down = true;
    let mut client = rig.paired().await;
    assert_eq!(
        client
            .fate("task", rig.envelope("t-1", &ordinary(Size::W76H130)))
            .await,
        "printed"
    );
    assert_eq!(
        client.ask(json!({"cmd": "getAgentInfo"})).await["receiptsOwed"],
        1
    );
    rig.kill();
    rig.platform.state.lock().unwrap().receipts_down = false;
    rig.restart();
    assert_eq!(
        rig.platform.receipts(1).await[0].receipt.outcome,
        Outcome::Printed
    );
}

#[actix_web::test]
async fn a_label_cut_off_before_it_was_sent_is_receipted_as_not_printed_and_not_printed_again() {
    let mut rig = Rig::start().await;
    rig.platform.state.lock().unwrap().slow = Duration::from_secs(5);
    let mut client = rig.paired().await;
    let envelope = rig.envelope("t-1", &ordinary(Size::W76H130));
    client
        .ask(print_message("task", std::slice::from_ref(&envelope)))
        .await;
    while rig.platform.state.lock().unwrap().redeemed.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    rig.kill();
    rig.restart();
    let receipts = rig.platform.receipts(1).await;
    assert_eq!(receipts[0].receipt.outcome, Outcome::Failed);
    assert_eq!(receipts[0].receipt.code.as_deref(), Some("interrupted"));
    assert_eq!(
        rig.paired().await.fate("again", envelope).await,
        "already_redeemed"
    );
    assert_eq!(fs::read_dir(rig.dir.path().join("out")).unwrap().count(), 0);
}

#[actix_web::test]
async fn enrolment_and_start_say_what_is_wrong() {
    let (platform, dir) = (Platform::start(), tempfile::tempdir().unwrap());
    let enrol = async |url: &str, code: &str| {
        let out = tokio::process::Command::new(PROGRAM)
            .args(["enrol", url, code, "--home"])
            .arg(dir.path())
            .output()
            .await
            .unwrap();
        (out.status.success(), String::from_utf8(out.stderr).unwrap())
    };
    let (ok, said) = enrol(&platform.url, "WRONG").await;
    assert!(!ok && said.contains("wrong_code"), "{said}");
    assert!(!dir.path().join("enrolment.json").exists());
    let (ok, said) = enrol("http://platform.example", "X").await;
    assert!(!ok && said.contains("https"), "{said}");
    let run = Command::new(PROGRAM)
        .args(["run", "--port", "0", "--fonts", "/nowhere", "--home"])
        .arg(dir.path())
        .output();
    let said = String::from_utf8(run.unwrap().stderr).unwrap();
    assert!(said.contains("script/fonts"), "{said}");
}

#[actix_web::test]
async fn a_hundred_labels_in_ten_tasks_keep_their_order() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    let numbers: Vec<String> = (0..100).map(|n| format!("SB{n:012}")).collect();
    let started = std::time::Instant::now();
    for (task, numbers) in numbers.chunks(10).enumerate() {
        let envelopes: Vec<_> = numbers
            .iter()
            .map(|number| rig.envelope(number, &numbered(number)))
            .collect();
        let answer = client
            .ask(print_message(&format!("task-{task}"), &envelopes))
            .await;
        assert_eq!(answer["status"], "success");
    }
    let receipts = rig.platform.receipts(100).await;
    println!("100 labels from ticket to receipt in {:?}", started.elapsed());
    let order: Vec<_> = receipts
        .iter()
        .map(|receipt| receipt.receipt.document_id.clone())
        .collect();
    assert_eq!(order, numbers);
}

#[cfg(target_os = "linux")]
#[actix_web::test]
async fn the_render_child_is_bounded_and_ends_with_its_task() {
    use std::io::{Read as _, Write as _};
    let mut child = Command::new(PROGRAM)
        .arg("render-child")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    input.write_all(&32_u32.to_be_bytes()).unwrap();
    input.write_all(&*ticket::SealKey::generate().to_bytes()).unwrap();
    let limits = || fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let limit = |name: &str| {
        let limits = limits();
        let line = limits
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap()
            .to_owned();
        line.trim_start_matches(name)
            .split_whitespace()
            .next()
            .unwrap()
            .to_owned()
    };
    for _ in 0..100 {
        if limit("Max core file size") == "0" && limit("Max cpu time") == "60" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(limit("Max core file size"), "0");
    assert_eq!(limit("Max file size"), "0");
    assert_eq!(limit("Max cpu time"), "60");
    assert_eq!(limit("Max address space"), "1610612736");
    drop(input);
    let mut rest = Vec::new();
    output.read_to_end(&mut rest).unwrap();
    assert!(rest.is_empty() && child.wait().unwrap().success());
}
