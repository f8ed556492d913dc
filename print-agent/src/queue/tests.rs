use ticket::{Header, Outcome, Receipt, SealKey, SignKey, Ticket, VERSION, seal};
use tokio::sync::mpsc::{Receiver, channel};

use super::*;
use std::time::Duration;

use crate::{clock::Moment, protocol::Stage};

const LONG: std::time::Duration = std::time::Duration::from_secs(60);

fn envelope(id: &str) -> Envelope {
    let ticket: Ticket = serde_json::from_value(serde_json::json!({
        "document_id": "SB1", "carrier": {"code": "c", "name": "c"}, "product": "", "sorting_code": "", "hub": "",
        "receiver": {"name": "", "phone": "", "region": "", "address": ""},
        "sender": {"name": "", "phone": "", "region": "", "address": ""},
        "goods": [], "seq": 1, "total": 1, "print_no": 1, "shop": "", "alias": "", "remark": "",
        "test_mark": true, "made_at": "", "size": "76x130", "plain": false,
    }))
    .unwrap();
    let header = Header {
        version: VERSION,
        ticket_id: id.into(),
        agent_id: "a".into(),
        parcel_id: "p".into(),
        document_id: "SB1".into(),
        print_no: 1,
        template: sha256(b""),
        queue_by: 0,
        leave_by: 0,
        plain: false,
    };
    seal(&ticket, SealKey::generate().public(), header)
        .unwrap()
        .sign(&SignKey::generate().unwrap())
}

struct Bench {
    dir: tempfile::TempDir,
    queue: Queue,
}

fn bench() -> Bench {
    let dir = tempfile::tempdir().unwrap();
    let queue = Queue::open(&dir.path().join("journal")).unwrap();
    Bench { dir, queue }
}

impl Bench {
    /// As after a crash: only what is on disk is left.
    fn again(self) -> Bench {
        let path = self.dir.path().join("journal");
        drop(self.queue);
        Bench {
            queue: Queue::open(&path).unwrap(),
            dir: self.dir,
        }
    }

    fn put(&mut self, task: &str, ids: &[&str]) -> (Result<TaskStatus, Refusal>, Receiver<String>) {
        let (send, receive) = channel(32);
        let labels = ids.iter().map(|id| label(id)).collect();
        let taken = self
            .queue
            .take((task, "P"), ids.concat().as_bytes(), labels, ("r1", send));
        (taken, receive)
    }

    fn print(&mut self) -> Option<String> {
        let turn = self.queue.next("P")?;
        self.queue.begin(&turn).unwrap();
        self.queue.redeemed(&turn, Moment::now());
        self.queue.rendered(&turn, sha256(b"dots"));
        drop(self.queue.sent(&turn, LONG).unwrap().unwrap());
        let status = DocumentStatus {
            status: Stage::Printed,
            ..DocumentStatus::new("SB1".into(), None)
        };
        let id = turn.envelope.header.ticket_id.clone();
        self.queue
            .end(&turn, receipt(&id, Outcome::Printed, None), status)
            .unwrap();
        Some(id)
    }

    fn stages(&mut self, task: &str) -> Vec<Stage> {
        let status = self.queue.status(task, None).unwrap();
        status.documents.iter().map(|document| document.status).collect()
    }
}

fn receipt(id: &str, outcome: Outcome, code: Option<&str>) -> SignedReceipt {
    Receipt {
        ticket_id: id.into(),
        agent_id: "a".into(),
        document_id: "SB1".into(),
        outcome,
        bitmap_hash: None,
        printer: "P".into(),
        at: 1,
        code: code.map(str::to_owned),
    }
    .sign(&SignKey::generate().unwrap())
}

fn label(id: &str) -> Label {
    Label {
        envelope: Some(envelope(id)),
        custom: None,
        status: DocumentStatus::new("SB1".into(), None),
    }
}

#[test]
fn labels_come_in_order_and_their_client_hears_of_each() {
    let mut bench = bench();
    let (_, mut heard) = bench.put("A", &["t1", "t2"]);
    bench.put("B", &["t3"]).0.unwrap();
    assert_eq!(bench.queue.waiting(), 3);
    let order: Vec<String> = std::iter::from_fn(|| bench.print()).collect();
    assert_eq!(order, ["t1", "t2", "t3"]);
    let said: Vec<String> = std::iter::from_fn(|| heard.try_recv().ok()).collect();
    assert!(said[0].contains(r#""status":"rendered""#) && said[1].contains(r#""taskStatus":"printing""#));
    assert!(said[3].contains(r#""taskStatus":"printed""#) && said.len() == 4);
    assert!(bench.queue.busy_printers().is_empty() && bench.queue.next("other").is_none());
}

#[test]
fn a_task_sent_twice_prints_once() {
    let mut bench = bench();
    bench.put("A", &["t1"]).0.unwrap();
    bench.put("A", &["t1"]).0.unwrap();
    assert_eq!(bench.queue.waiting(), 1);
    assert_eq!(bench.put("A", &["t2"]).0.unwrap_err().code, "task_conflict");
    let other = bench.put("B", &["t1"]).0.unwrap();
    assert_eq!(
        other.documents[0].refusal.as_ref().unwrap().code,
        "already_queued"
    );
    assert_eq!(other.status, Stage::Failed);
}

#[test]
fn the_queue_is_bounded() {
    let mut bench = bench();
    let one = envelope("x");
    let labels = (0..MAX_WAITING).map(|n| {
        let mut envelope = one.clone();
        envelope.header.ticket_id = format!("t{n}");
        Label {
            envelope: Some(envelope),
            custom: None,
            status: DocumentStatus::new("SB1".into(), None),
        }
    });
    bench
        .queue
        .take(("A", "P"), b"", labels.collect(), ("r", channel(1).0))
        .unwrap();
    assert_eq!(bench.put("B", &["y"]).0.unwrap_err().code, "queue_full");
}

#[test]
fn what_waits_survives_a_crash_and_what_was_sent_is_for_a_person() {
    let mut bench = bench();
    bench.put("A", &["t1", "t2", "t3", "t4"]).0.unwrap();
    bench.print();
    let sent = bench.queue.next("P").unwrap();
    bench.queue.begin(&sent).unwrap();
    bench.queue.redeemed(&sent, Moment::now());
    drop(bench.queue.sent(&sent, LONG).unwrap().unwrap());
    for _ in 0..2 {
        bench = bench.again();
    }
    assert_eq!(
        bench.stages("A"),
        [Stage::Printed, Stage::Queued, Stage::Queued, Stage::Queued]
    );
    let unfinished = bench.queue.unfinished();
    assert_eq!(
        (
            unfinished.len(),
            unfinished[0].0.ticket_id.as_str(),
            unfinished[0].1
        ),
        (1, "t2", true)
    );
    bench
        .queue
        .end_unfinished(receipt("t2", Outcome::Unknown, Some("fate_unknown")))
        .unwrap();
    let owed: Vec<String> = bench
        .queue
        .owed(9)
        .into_iter()
        .map(|receipt| receipt.receipt.ticket_id)
        .collect();
    assert_eq!(owed, ["t1", "t2"]);
    bench = bench.again();
    assert_eq!(bench.stages("A")[1], Stage::Unknown);
    bench.queue.settle(&owed).unwrap();
    assert_eq!(
        (bench.print().as_deref(), bench.print().as_deref()),
        (Some("t3"), Some("t4"))
    );
    let status = bench.again().queue.status("A", None).unwrap();
    assert_eq!(status.status, Stage::Unknown);
}

#[test]
fn what_was_begun_and_not_sent_is_the_next_one_again() {
    let mut bench = bench();
    bench.put("A", &["t1", "t2"]).0.unwrap();
    let turn = bench.queue.next("P").unwrap();
    assert!(!turn.resumed);
    bench.queue.begin(&turn).unwrap();
    let bench = bench.again();
    assert!(bench.queue.unfinished().is_empty());
    let turn = bench.queue.next("P").unwrap();
    assert_eq!(
        (
            turn.envelope.header.ticket_id.as_str(),
            turn.resumed,
            turn.redeemed
        ),
        ("t1", true, false)
    );
}

#[test]
fn a_person_pauses_resumes_and_cancels_the_rest() {
    let mut bench = bench();
    bench.put("A", &["t1", "t2", "t3"]).0.unwrap();
    bench.put("B", &["t4"]).0.unwrap();
    bench.print();
    assert!(bench.queue.pause("A", true).unwrap().paused);
    bench = bench.again();
    assert_eq!(bench.print().as_deref(), Some("t4"));
    assert!(bench.queue.next("P").is_none());
    bench.queue.pause("A", false).unwrap();
    bench.print();
    assert_eq!(bench.queue.cancel("A").unwrap().status, Stage::Cancelled);
    assert_eq!(
        bench.again().stages("A"),
        [Stage::Printed, Stage::Printed, Stage::Cancelled]
    );
}

#[test]
fn from_the_nth_again_says_which_labels_want_a_reason() {
    let mut bench = bench();
    bench.put("A", &["t1", "t2", "t3"]).0.unwrap();
    bench.print();
    bench.print();
    assert!(bench.queue.again_from("A", 0).is_err() && bench.queue.again_from("A", 4).is_err());
    let answer = bench.queue.again_from("A", 2).unwrap();
    let reasons: Vec<bool> = answer["again"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| label["needsReason"].as_bool().unwrap())
        .collect();
    assert_eq!(reasons, [true, false]);
    assert!(bench.queue.next("P").is_none());
    // The tickets that were not spent may come again in the new task.
    assert_eq!(bench.put("B", &["t3"]).0.unwrap().status, Stage::Queued);
}

#[test]
fn a_spent_ticket_that_is_cancelled_is_handed_to_the_lane() {
    let mut bench = bench();
    bench.put("A", &["t1"]).0.unwrap();
    let turn = bench.queue.next("P").unwrap();
    bench.queue.begin(&turn).unwrap();
    bench.queue.redeemed(&turn, Moment::now());
    bench.queue.wait(&turn, Refusal::of("paper_out"));
    bench.queue.cancel("A").unwrap();
    let turn = bench.queue.next("P").unwrap();
    assert!(turn.cancelled && turn.redeemed);
}

#[test]
fn a_paused_task_prints_nothing_though_a_ticket_is_spent() {
    let mut bench = bench();
    bench.put("A", &["t1", "t2"]).0.unwrap();
    let turn = bench.queue.next("P").unwrap();
    bench.queue.begin(&turn).unwrap();
    bench.queue.redeemed(&turn, Moment::now());
    bench.queue.pause("A", true).unwrap();
    assert!(bench.queue.next("P").is_none());
    drop(bench.queue.sent(&turn, LONG).unwrap().unwrap());
    assert!(
        bench.queue.next("P").is_some(),
        "what the printer has is seen through"
    );
}

#[test]
fn a_spent_ticket_that_waited_too_long_is_not_printed_any_more() {
    let mut bench = bench();
    bench.put("A", &["t1", "t2"]).0.unwrap();
    let turn = bench.queue.next("P").unwrap();
    bench.queue.begin(&turn).unwrap();
    assert!(bench.queue.overdue(Duration::ZERO).is_empty());
    bench.queue.redeemed(&turn, Moment::now());
    assert!(bench.queue.overdue(LONG).is_empty());
    assert!(bench.queue.sent(&turn, Duration::ZERO).unwrap().is_none());
    let overdue = bench.queue.overdue(Duration::ZERO);
    assert_eq!(overdue.len(), 1);
    let failed = || DocumentStatus::new("SB1".into(), Some(Refusal::of("waited_too_long")));
    let told = receipt("t1", Outcome::Failed, Some("waited_too_long"));
    bench.queue.end(&overdue[0], told.clone(), failed()).unwrap();
    // Whoever still had it in hand neither orders it nor ends it a second time.
    assert!(bench.queue.sent(&turn, LONG).unwrap().is_none());
    bench.queue.end(&turn, told, failed()).unwrap();
    assert_eq!(
        (bench.queue.owed_count(), bench.stages("A")[0]),
        (1, Stage::Failed)
    );
}

#[test]
fn what_the_platform_did_nothing_for_waits_and_is_not_begun() {
    let mut bench = bench();
    bench.put("A", &["t1"]).0.unwrap();
    let turn = bench.queue.next("P").unwrap();
    bench.queue.begin(&turn).unwrap();
    bench.queue.unspent(&turn, Refusal::of("platform_unreachable"));
    for _ in 0..2 {
        let turn = bench.queue.next("P").unwrap();
        assert!(!turn.resumed && !turn.redeemed);
        bench = bench.again();
    }
    bench.queue.cancel("A").unwrap();
    assert!(bench.queue.next("P").is_none() && bench.queue.owed_count() == 0);
}

#[test]
fn the_journal_keeps_no_words_about_characters() {
    let mut bench = bench();
    bench.put("A", &["t1"]).0.unwrap();
    let turn = bench.queue.next("P").unwrap();
    bench.queue.refuse(
        &turn,
        Refusal::saying("glyph_missing", "字体里没有这些字：龘".into()),
    );
    let mut bench = bench.again();
    let text = std::fs::read_to_string(bench.dir.path().join("journal")).unwrap();
    assert!(!text.contains('龘') && text.contains("glyph_missing"));
    assert_eq!(bench.stages("A"), [Stage::Failed]);
}

#[test]
fn a_journal_of_an_earlier_agent_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    let owed = serde_json::to_string(&receipt("t1", Outcome::Printed, None)).unwrap();
    let begun = r#"{"ticket_id":"t2","document_id":"SB2","printer":"PDF"}"#;
    std::fs::write(
        &path,
        format!("{{\"begun\":{begun}}}\n{{\"ended\":{owed}}}\n{{\"dropped\":\"t3\"}}\n"),
    )
    .unwrap();
    let queue = Queue::open(&path).unwrap();
    assert_eq!((queue.owed_count(), queue.unfinished().len()), (1, 1));
    assert!(!queue.unfinished()[0].1);
}
