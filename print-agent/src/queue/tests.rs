use ticket::{Header, SealKey, SignKey, Ticket, VERSION, seal};
use tokio::sync::mpsc::{Receiver, channel};

use super::*;

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

fn state(status: Stage) -> DocumentStatus {
    DocumentStatus {
        document_id: "SB1".into(),
        status,
        refusal: None,
        file: None,
        bitmap_hash: None,
    }
}

fn label(id: &str) -> Label {
    Label {
        envelope: Some(envelope(id)),
        status: state(Stage::Queued),
    }
}

fn put(queue: &mut Queue, task: &str, ids: &[&str]) -> (Result<TaskStatus, Refusal>, Receiver<String>) {
    let (send, receive) = channel(8);
    let labels = ids.iter().map(|id| label(id)).collect();
    (
        queue.take((task, "PDF"), ids.concat().as_bytes(), labels, ("r1", send)),
        receive,
    )
}

#[test]
fn labels_come_in_order_and_their_client_hears_of_each() {
    let mut queue = Queue::default();
    let (_, mut heard) = put(&mut queue, "A", &["t1", "t2"]);
    put(&mut queue, "B", &["t3"]).0.unwrap();
    assert_eq!(queue.waiting(), 3);
    let mut order = Vec::new();
    while let Some(turn) = queue.turn() {
        order.push((turn.envelope.header.ticket_id.clone(), turn.last));
        queue.settle(&turn, state(Stage::Printed));
    }
    assert_eq!(
        order,
        [("t1".to_owned(), false), ("t2".into(), true), ("t3".into(), true)]
    );
    assert!(heard.try_recv().unwrap().contains(r#""taskStatus":"printing""#));
    assert!(heard.try_recv().unwrap().contains(r#""taskStatus":"printed""#));
    assert_eq!(queue.status("A").unwrap().status, Stage::Printed);
}

#[test]
fn a_task_sent_twice_prints_once() {
    let mut queue = Queue::default();
    put(&mut queue, "A", &["t1"]).0.unwrap();
    put(&mut queue, "A", &["t1"]).0.unwrap();
    assert_eq!(queue.waiting(), 1);
    assert_eq!(put(&mut queue, "A", &["t2"]).0.unwrap_err().code, "task_conflict");
    let other = put(&mut queue, "B", &["t1"]).0.unwrap();
    assert_eq!(
        other.documents[0].refusal.as_ref().unwrap().code,
        "already_queued"
    );
    assert_eq!(other.status, Stage::Failed);
}

#[test]
fn the_queue_is_bounded() {
    let mut queue = Queue::default();
    let ids: Vec<String> = (0..MAX_WAITING).map(|n| format!("t{n}")).collect();
    let one = envelope("x");
    let labels = ids.iter().map(|id| {
        let mut envelope = one.clone();
        envelope.header.ticket_id.clone_from(id);
        Label {
            envelope: Some(envelope),
            status: state(Stage::Queued),
        }
    });
    queue
        .take(("A", "PDF"), b"", labels.collect(), ("r", channel(1).0))
        .unwrap();
    assert_eq!(put(&mut queue, "B", &["y"]).0.unwrap_err().code, "queue_full");
}

#[test]
fn one_failure_makes_a_done_task_failed() {
    assert_eq!(
        roll_up(&[state(Stage::Printed), state(Stage::Failed)]),
        Stage::Failed
    );
    assert_eq!(
        roll_up(&[state(Stage::Queued), state(Stage::Failed)]),
        Stage::Queued
    );
    assert_eq!(
        roll_up(&[state(Stage::Printed), state(Stage::Queued)]),
        Stage::Printing
    );
}
