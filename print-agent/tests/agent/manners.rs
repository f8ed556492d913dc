//! What printers do that say little or late: silence is believed of nobody who is known to talk, an idle printer may not
//! have read its order, and a label that broke off spoils no other.

use serde_json::{Value, json};
use ticket::{Outcome, Size};

use super::{
    common::rig::{Rig, message_for},
    decode::decoded,
    sink::{Manner, Sink},
    story::numbered,
};
use print_agent::label::Dpi;

async fn with_printer(language: &str, manner: Manner) -> (Rig, Sink) {
    let (rig, sink) = (Rig::start().await, Sink::start(manner));
    rig.add_raw("P", sink.address, language, "203").await;
    (rig, sink)
}

fn silent(stage: &str) -> impl Fn(&Value) -> bool {
    move |result| {
        let label = &result["printStatus"][0];
        label["code"] == "printer_silent" && label["status"] == stage
    }
}

#[actix_web::test]
async fn the_silence_of_a_printer_that_is_known_to_talk_is_waited_out() {
    let (mut rig, sink) = with_printer("zpl", Manner::ZplShy).await;
    let label = |rig: &Rig, number: &str| [rig.envelope(number, &numbered(number))];
    let done = |result: &Value| result["taskStatus"] == "printed";
    let mut client = rig.paired().await;
    let first = client.print_on("P", "first", &label(&rig, "SB1")).await;
    assert_eq!(first["taskStatus"], "printed", "{first}");
    // Another agent process, which has never heard it.
    sink.set(0x04);
    rig.restart();
    let mut client = rig.paired().await;
    client.ask(message_for("P", "second", &label(&rig, "SB2"))).await;
    client.hear_until("second", silent("queued")).await;
    assert_eq!(rig.redeemed(), ["SB1"]);
    sink.set(0);
    client.hear_until("second", done).await;
    // And in the middle of a label.
    sink.fall_with_next(0x04);
    client.ask(message_for("P", "third", &label(&rig, "SB3"))).await;
    client.hear_until("third", silent("rendered")).await;
    assert_eq!(sink.count(), 2);
    sink.set(0);
    client.hear_until("third", done).await;
    assert_eq!(sink.count(), 3);
}

#[actix_web::test]
async fn a_printer_that_is_idle_before_it_read_its_order_has_not_printed() {
    let (rig, sink) = with_printer("tspl", Manner::Tspl).await;
    let mut client = rig.paired().await;
    let label = |number: &str| [rig.envelope(number, &numbered(number))];
    client.print_on("P", "first", &label("SB1")).await;
    sink.die_with_next();
    let lost = client.print_on("P", "lost", &label("SB2")).await;
    assert_eq!(lost["printStatus"][0]["status"], "unknown", "{lost}");
    let receipts = rig.platform.receipts(2).await;
    assert_eq!((receipts[1].receipt.outcome, sink.count()), (Outcome::Unknown, 1));
}

#[actix_web::test]
async fn a_label_that_broke_off_is_no_part_of_the_next() {
    for (language, manner) in [
        ("tspl", Manner::Tspl),
        ("tspl", Manner::Mute),
        ("zpl", Manner::Zpl),
        ("zpl-hex", Manner::Mute),
    ] {
        let (rig, sink) = with_printer(language, manner).await;
        let mut client = rig.paired().await;
        let label = |number: &str| [rig.envelope(number, &numbered(number))];
        client.print_on("P", "first", &label("SB1")).await;
        sink.cut_after(4_000);
        let cut = client.print_on("P", "cut", &label("SB2")).await;
        assert!(
            cut["taskStatus"] == "printed" || cut["taskStatus"] == "unknown",
            "{cut}"
        );
        let next = client.print_on("P", "next", &label("SB3")).await;
        assert_eq!(next["taskStatus"], "printed", "{language}: {next}");
        let out = sink.labels().pop().unwrap();
        let printed = decoded(&out, Size::W76H130, Dpi::D203).hash().to_string();
        assert_eq!(json!(printed), next["printStatus"][0]["bitmapHash"], "{language}");
        let expected = 2 + usize::from(cut["taskStatus"] == "printed");
        assert_eq!(sink.count(), expected, "{language}");
    }
}
