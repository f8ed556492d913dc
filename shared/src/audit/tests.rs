use diesel::prelude::*;

use super::*;
use crate::error::Code;
use crate::trial::Trial;
use crate::vault::signing::SigningKey;

fn event(n: usize) -> Event {
    let records = (0..n).map(|_| ReceiverId::fresh()).collect();
    Event::new(Purpose::CarrierRequest, "worker", records).with("carrier", "sandbox")
}

fn note_one(db: &Db, merchant: MerchantId, n: usize) {
    db.write("note", |tx| note(tx, merchant, &[event(n)])).unwrap();
}

fn verdict(db: &Db, merchant: MerchantId) -> Verdict {
    db.read("verify", |conn| verify(conn, merchant)).unwrap()
}

fn run(db: &Db, text: &str) {
    db.write("run", |tx| Ok(diesel::sql_query(text).execute(tx.conn())?))
        .unwrap();
}

#[test]
fn long_lists_become_entries_of_two_hundred() {
    let trial = Trial::open();
    let (db, merchant) = (&trial.db, MerchantId::fresh());
    assert_eq!(verdict(db, merchant), Verdict::Whole(0));
    note_one(db, merchant, 450);
    note_one(db, merchant, 0);
    assert_eq!(verdict(db, merchant), Verdict::Whole(4));
    note_one(db, MerchantId::fresh(), 1);
    assert_eq!(
        verdict(db, merchant),
        Verdict::Whole(4),
        "chains are per merchant"
    );
}

#[test]
fn a_chain_longer_than_a_page_is_checked_whole() {
    let trial = Trial::open();
    let (db, merchant) = (&trial.db, MerchantId::fresh());
    let events: Vec<Event> = (0..500).map(|_| event(1)).collect();
    for _ in 0..5 {
        db.write("note", |tx| note(tx, merchant, &events)).unwrap();
    }
    assert_eq!(verdict(db, merchant), Verdict::Whole(2500));
}

#[test]
fn any_change_breaks_the_chain_where_it_happened() {
    let merchant = MerchantId::of(uuid::Uuid::from_u128(0x77));
    for (change, seq) in [
        ("UPDATE audit SET purpose = 'reveal' WHERE seq = 3", 3),
        ("UPDATE audit SET actor = 'nobody' WHERE seq = 2", 2),
        (
            "UPDATE audit SET at = '2026-11-23 10:00:00.123457+00:00' WHERE seq = 4",
            4,
        ),
        (
            "UPDATE audit SET event = '{\"records\":[],\"notes\":{}}' WHERE seq = 1",
            1,
        ),
        ("UPDATE audit SET event = '{}' WHERE seq = 5", 5),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 5", 5),
        ("UPDATE audit_heads SET seq = 4", 6),
    ] {
        let trial = Trial::open();
        let db = &trial.db;
        for _ in 0..5 {
            note_one(db, merchant, 2);
        }
        assert_eq!(verdict(db, merchant), Verdict::Whole(5));
        run(db, change);
        assert_eq!(verdict(db, merchant), Verdict::Broken { seq }, "{change}");
    }
}

#[test]
fn a_receipt_exists_only_after_the_commit_and_only_for_what_it_names() {
    let trial = Trial::open();
    let (db, merchant) = (&trial.db, MerchantId::fresh());
    let id = ReceiverId::fresh();
    let named = || Event::new(Purpose::PrintTicket, "worker", vec![id]);
    let refused = receipted(db, "act", merchant, |_| -> Result<((), Event)> {
        Err(Code::Busy.into())
    });
    assert!(refused.is_err());
    assert_eq!(verdict(db, merchant), Verdict::Whole(0));
    let (value, receipt) = receipted(db, "act", merchant, |_| Ok((7, named()))).unwrap();
    assert_eq!((value, verdict(db, merchant)), (7, Verdict::Whole(1)));
    assert!(receipt.covers(Purpose::PrintTicket, [id].into_iter()).is_ok());
    assert!(receipt.covers(Purpose::Reveal, [id].into_iter()).is_err());
    assert!(
        receipt
            .covers(Purpose::PrintTicket, [id, ReceiverId::fresh()].into_iter())
            .is_err()
    );
}

#[test]
fn a_note_is_no_place_for_a_receiver() {
    let trial = Trial::open();
    let (db, merchant) = (&trial.db, MerchantId::fresh());
    for value in ["张三", "two words", &"x".repeat(97)] {
        let bad = || Event::new(Purpose::Sms, "worker", vec![]).with("x", value);
        assert!(
            db.write("note", |tx| note(tx, merchant, &[bad()])).is_err(),
            "{value}"
        );
    }
}

#[test]
fn two_writers_make_one_chain() {
    let trial = Trial::open();
    let (db, merchant) = (&trial.db, MerchantId::fresh());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..25).for_each(|_| note_one(db, merchant, 1)));
        }
    });
    assert_eq!(verdict(db, merchant), Verdict::Whole(100));
}

#[test]
fn checkpoints_tell_a_rewritten_chain() {
    let trial = Trial::open();
    let (db, dir) = (&trial.db, &trial.dir);
    let (a, b) = (MerchantId::fresh(), MerchantId::fresh());
    let (file, key) = (dir.path().join("checkpoints"), dir.path().join("audit-signing"));
    let open = || Checkpoints::open(&file, SigningKey::open(&key).unwrap());
    note_one(db, a, 1);
    note_one(db, b, 1);
    let mut points = open().unwrap();
    let mine = |c: &Checkpoints| (c.last[&a].0, c.last[&b].0);
    let write = |c: &mut Checkpoints| {
        db.read("checkpoint", |conn| c.write(conn, db.clock().now()))
            .unwrap()
    };
    assert!(write(&mut points) >= 2);
    assert_eq!(mine(&points), (1, 1));
    note_one(db, a, 1);
    let mut again = open().unwrap();
    assert_eq!(write(&mut again), 1, "only heads that moved");
    assert_eq!(mine(&open().unwrap()), (2, 1));
    let check = || db.read("check", |conn| open().unwrap().check(conn)).unwrap();
    assert!(!check().iter().any(|t| t.merchant == a || t.merchant == b));
    rewrite(db, a);
    assert_eq!(
        verdict(db, a),
        Verdict::Whole(1),
        "a chain rewritten whole convinces itself"
    );
    assert!(
        check().contains(&Tampered { merchant: a, seq: 2 }),
        "but not its checkpoint"
    );
}

/// Deletes a merchant's chain and begins it anew.
fn rewrite(db: &Db, merchant: MerchantId) {
    db.write("rewrite", |tx| {
        use crate::db::schema::{audit, audit_heads};
        diesel::delete(audit::table.filter(audit::merchant_id.eq(merchant))).execute(tx.conn())?;
        Ok(diesel::delete(audit_heads::table.find(merchant)).execute(tx.conn())?)
    })
    .unwrap();
    note_one(db, merchant, 1);
}

#[test]
fn an_altered_checkpoint_is_refused() {
    let trial = Trial::open();
    let (db, dir, merchant) = (&trial.db, &trial.dir, MerchantId::fresh());
    let (file, key) = (dir.path().join("checkpoints"), dir.path().join("audit-signing"));
    note_one(db, merchant, 1);
    let mut points = Checkpoints::open(&file, SigningKey::open(&key).unwrap()).unwrap();
    db.read("checkpoint", |conn| points.write(conn, db.clock().now()))
        .unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\"seq\":1,", "\"seq\":2,")).unwrap();
    assert!(Checkpoints::open(&file, SigningKey::open(&key).unwrap()).is_err());
    std::fs::write(&file, text).unwrap();
    let other = SigningKey::open(&dir.path().join("other")).unwrap();
    assert!(Checkpoints::open(&file, other).is_err(), "signed by another key");
}
