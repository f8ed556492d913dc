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

/// A folder of checkpoints and its key.
struct Signing {
    folder: std::path::PathBuf,
    key: std::path::PathBuf,
}

impl Signing {
    fn of(trial: &Trial) -> Self {
        let dir = trial.dir.path();
        Self {
            folder: dir.join("checkpoints"),
            key: dir.join("audit-signing"),
        }
    }

    fn open(&self) -> Checkpoints {
        let key = SigningKey::open(&self.key).unwrap();
        Checkpoints::new(self.folder.clone(), key, crate::clock::Zone::default())
    }

    fn prove(&self, db: &Db) -> Vec<Break> {
        let public = SigningKey::open(&self.key).unwrap().public();
        db.read("prove", |conn| prove(conn, &self.folder, &public))
            .unwrap()
            .breaks
    }

    fn file(&self) -> std::path::PathBuf {
        checkpoint::files(&self.folder).unwrap().remove(0)
    }
}

fn sign(db: &Db, points: &mut Checkpoints) -> usize {
    db.read("checkpoint", |conn| points.write(conn, db.clock().now()))
        .unwrap()
}

#[test]
fn checkpoints_tell_a_rewritten_chain() {
    let trial = Trial::open();
    let (db, signing) = (&trial.db, Signing::of(&trial));
    let (a, b) = (MerchantId::fresh(), MerchantId::fresh());
    note_one(db, a, 1);
    note_one(db, b, 1);
    let mut points = signing.open();
    assert_eq!(sign(db, &mut points), 2);
    note_one(db, a, 1);
    let mut other = signing.open();
    assert_eq!(sign(db, &mut other), 1, "only heads that moved");
    assert_eq!(sign(db, &mut points), 0, "another worker wrote it");
    note_one(db, b, 1);
    db.clock().turn(chrono::Duration::days(1));
    assert_eq!(sign(db, &mut points), 1);
    assert_eq!(
        checkpoint::files(&signing.folder).unwrap().len(),
        2,
        "a file a day"
    );
    assert_eq!(signing.prove(db), []);
    rewrite(db, a);
    assert_eq!(
        verdict(db, a),
        Verdict::Whole(1),
        "a chain rewritten whole convinces itself"
    );
    let breaks = signing.prove(db);
    assert!(
        matches!(breaks.first(), Some(Break::Rewritten { merchant, seq: 1, .. }) if *merchant == a),
        "but not its checkpoint: {breaks:?}"
    );
    run(db, "DELETE FROM audit WHERE seq = 2");
    assert!(
        signing.prove(db).contains(&Break::Chain { merchant: b, seq: 2 }),
        "the chain itself is checked too"
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
fn lines_that_were_altered_or_taken_out_are_named() {
    let trial = Trial::open();
    let (db, signing, merchant) = (&trial.db, Signing::of(&trial), MerchantId::fresh());
    let mut points = signing.open();
    for _ in 0..3 {
        note_one(db, merchant, 1);
        assert_eq!(sign(db, &mut points), 1);
    }
    let file = signing.file();
    let text = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let line = |number| {
        vec![Break::Line {
            file: "2026-11-23.jsonl".to_owned(),
            line: number,
        }]
    };
    let altered = text.replace("\"seq\":2,", "\"seq\":1,");
    let taken_out = format!("{}\n{}\n", lines[0], lines[2]);
    let first_gone = format!("{}\n{}\n", lines[1], lines[2]);
    for (forged, number) in [(altered, 2), (taken_out, 2), (first_gone, 1)] {
        std::fs::write(&file, forged).unwrap();
        assert_eq!(signing.prove(db), line(number));
    }
    std::fs::write(&file, format!("{text}{}", lines[2].get(..40).unwrap())).unwrap();
    assert_eq!(signing.prove(db), [], "a torn end promised nothing");
    note_one(db, merchant, 1);
    assert_eq!(sign(db, &mut signing.open()), 1);
    assert_eq!(signing.prove(db), []);
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 4);
    std::fs::remove_file(&signing.key).unwrap();
    assert_eq!(signing.prove(db), line(1), "signed by another key");
    assert!(
        db.read("write", |conn| signing.open().write(conn, db.clock().now()))
            .is_err(),
        "nothing is written after what is not ours"
    );
}
