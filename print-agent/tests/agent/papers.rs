//! Papers are printed whole, in order, by themselves; what is in the way is told.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use print_agent::label::{self, Wanted};
use serde_json::{Value, json};
use ticket::{
    Size,
    papers::{Paper, Sheet},
};

use super::{
    common::{
        self, ordinary,
        papers::{papers, parcel},
        rig::{Client, Rig, message_for},
    },
    sink::{Manner, Sink, dots},
    story::tool,
};

fn ask(cmd: &str, printer: &str, sheet: &str, paper: &Paper) -> Value {
    json!({"cmd": cmd, "printer": printer, "sheet": sheet, "paper": paper})
}

fn hand_over() -> Paper {
    papers().remove(2).1
}

async fn answer(client: &mut Client, id: &str) -> Value {
    loop {
        let said = client.hear().await.unwrap();
        if said["requestID"] == id && said["cmd"] == "printPaper" {
            return said;
        }
    }
}

#[actix_web::test]
async fn each_paper_stands_in_the_folder_as_it_was_shown() {
    let rig = Rig::start().await;
    let mut client = rig.paired().await;
    for (name, paper) in papers() {
        let shown = client.ask(ask("previewPaper", "", "A4", &paper)).await;
        let done = client.ask(ask("printPaper", "PDF", "A4", &paper)).await;
        assert_eq!(done["status"], "success", "{done}");
        assert_eq!(shown["pages"], done["pages"]);
        let file = done["file"].as_str().unwrap();
        let text = tool("pdftotext", "poppler-utils", &["-layout", file, "-"]);
        assert_eq!(
            text.matches('\u{c}').count() as u64,
            done["pages"].as_u64().unwrap()
        );
        assert!(text.contains("SB885373428"), "{name}: {text}");
        let size = tool("pdfinfo", "poppler-utils", &[file]);
        assert!(size.contains("(A4)"), "{size}");
        let path = rig.out("shown.pdf");
        std::fs::write(&path, STANDARD.decode(shown["data"].as_str().unwrap()).unwrap()).unwrap();
        let seen = tool(
            "pdftotext",
            "poppler-utils",
            &["-layout", path.to_str().unwrap(), "-"],
        );
        assert_eq!(seen, text);
        let again = client.ask(ask("printPaper", "PDF", "A4", &paper)).await;
        assert_eq!(again["file"], done["file"], "the same paper replaces itself");
    }
    assert!(rig.redeemed().is_empty());
}

/// Dot for dot, and no label between two of its pages.
#[actix_web::test]
async fn a_label_printer_prints_every_page_in_order() {
    let (rig, sink) = (Rig::start().await, Sink::start(Manner::Tspl));
    rig.add_raw("P", sink.address, "tspl", "203").await;
    let mut client = rig.paired().await;
    let labels: Vec<_> = (1..=8)
        .map(|n| {
            let mut ticket = ordinary(Size::W76H130);
            ticket.document_id = format!("SB88{n:09}");
            rig.envelope(&format!("t{n}"), &ticket)
        })
        .collect();
    client.start(message_for("P", "task", &labels)).await;
    let id = client.start(ask("printPaper", "P", "76x130", &hand_over())).await;
    let done = answer(&mut client, &id).await;
    assert_eq!(done["status"], "success", "{done}");
    let set = label::set_paper(&common::shelf(), &hand_over(), Sheet::W76H130, Wanted::USUAL).unwrap();
    assert_eq!(done["pages"], set.pages);
    sink.wait(8 + set.pages).await;
    let out: Vec<_> = sink.labels().iter().map(|label| dots(label).hash()).collect();
    let wanted: Vec<_> = set.dots.iter().map(label::Dots::hash).collect();
    assert!(
        out.windows(wanted.len()).any(|window| window == wanted),
        "the pages do not come one after another"
    );
}

#[actix_web::test]
async fn paper_out_in_the_middle_is_told_and_nothing_is_doubled() {
    let (rig, sink) = (Rig::start().await, Sink::start(Manner::Tspl));
    rig.add_raw("P", sink.address, "tspl", "203").await;
    let mut client = rig.paired().await;
    sink.fall_with_next(0x04);
    let id = client.start(ask("printPaper", "P", "76x130", &hand_over())).await;
    let step = client.hear().await.unwrap();
    assert_eq!(
        (&step["cmd"], &step["printed"], &step["code"]),
        (&json!("notifyPaper"), &json!(0), &json!("paper_out")),
        "{step}"
    );
    // The client's other commands are answered meanwhile.
    let info = client.ask(json!({"cmd": "getAgentInfo"})).await;
    assert_eq!(info["status"], "success");
    sink.set(0);
    let done = answer(&mut client, &id).await;
    assert_eq!(done["status"], "success", "{done}");
    assert_eq!(sink.count() as u64, done["pages"].as_u64().unwrap());
}

#[actix_web::test]
async fn what_cannot_be_printed_is_refused_with_its_reason() {
    let (rig, sink) = (Rig::start().await, Sink::start(Manner::Tspl));
    rig.add_raw("P", sink.address, "tspl", "203").await;
    let mut client = rig.paired().await;
    let slip = papers().remove(1).1;
    let mut refused = async |message: Value| {
        let said = client.ask(message).await;
        assert!(!said["remedy"].as_str().unwrap().is_empty(), "{said}");
        said["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused(ask("printPaper", "P", "A4", &slip)).await, "wrong_media");
    assert_eq!(
        refused(ask("printPaper", "none", "A4", &slip)).await,
        "unknown_printer"
    );
    let mut foreign = ask("printPaper", "P", "76x130", &slip);
    foreign["paper"]["receiver"] = json!("x");
    assert_eq!(refused(foreign).await, "bad_request");
    let Paper::PackingSlip(mut long) = slip.clone() else {
        unreachable!()
    };
    long.parcel = parcel(1, 4001, "");
    assert_eq!(
        refused(ask("previewPaper", "", "A4", &Paper::PackingSlip(long.clone()))).await,
        "paper_too_long"
    );
    long.parcel = parcel(1, 1, "🚚");
    assert_eq!(
        refused(ask("printPaper", "PDF", "A4", &Paper::PackingSlip(long))).await,
        "glyph_missing"
    );
    sink.set(0x01);
    assert_eq!(
        refused(ask("printPaper", "P", "76x130", &slip)).await,
        "cover_open"
    );
    sink.set(0);
    let config = json!({"cmd": "setPrinterConfig", "printer": "P", "config": {"paper": "100x150"}});
    assert_eq!(client.ask(config).await["status"], "success");
    assert_eq!(
        client.ask(ask("printPaper", "P", "76x130", &slip)).await["code"],
        "wrong_media"
    );
    assert_eq!(sink.count(), 0);
}
