//! Mail: paced, retried, refused, wiped, and taken by a real server.

use diesel::prelude::*;
use shared::clock::Clock;
use shared::db::schema::mails;
use shared::error::Result;
use shared::house::House;
use shared::id::PartyId;
use shared::notify::{self, Invited, Letter, To};
use shared::party::Side;
use shared::worker::{self, Works};

use super::sow::{self, Pair};
use super::stage::{Stage, noon};

mod server;

fn to(address: &str) -> To {
    To {
        party: PartyId::fresh(),
        address: address.to_owned(),
        locale: "en".to_owned(),
    }
}

fn put(house: &House, address: &str, letter: &Letter) {
    let put = house
        .db()
        .write("put mail", |tx| notify::put(tx, &to(address), letter));
    put.expect("put");
}

async fn drain(stage: &Stage) {
    worker::drain(&stage.house, &Works::usual()).await.expect("drain");
}

/// (address, state, the answer, data) of every mail.
fn rows(house: &House) -> Vec<(String, String, String, serde_json::Value)> {
    let read = house.db().read("mails", |conn| {
        let rows = mails::table.select((mails::address, mails::state, mails::answer, mails::data));
        Ok(rows.order(mails::created_at).load(conn)?)
    });
    read.expect("mails")
}

fn sow(stage: &Stage, work: impl Fn(&mut shared::db::Tx<'_>) -> Result<()>) {
    stage.house.db().write("sow", work).expect("sow");
}

fn bound(stage: &Stage) -> Pair {
    stage.house.db().write("sow", sow::pair).expect("pair")
}

/// The decoded text parts of what was sent.
fn texts(stage: &Stage) -> Vec<String> {
    let kept = stage.house.post().kept();
    kept.iter().map(|mail| plain(&mail.eml)).collect()
}

/// The first part, decoded: quoted-printable or base64 or as it is.
fn plain(eml: &str) -> String {
    let part = eml.split("Content-Type: text/plain").nth(1).expect("a text part");
    let (head, body) = part.split_once("\r\n\r\n").expect("a body");
    let body = body.split("\r\n--").next().unwrap_or_default();
    if head.contains("base64") {
        use base64::Engine;
        let packed: String = body.split_whitespace().collect();
        let bytes = base64::engine::general_purpose::STANDARD.decode(packed);
        return String::from_utf8(bytes.expect("base64")).expect("utf-8");
    }
    unquoted(body)
}

fn unquoted(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
        bytes.extend(hex::decode(digits).unwrap_or_default());
    }
    String::from_utf8(bytes).expect("utf-8")
}

fn assign(stage: &Stage, pair: Pair, product: &str, pieces: i64, state: &str) {
    sow(stage, |tx| {
        sow::assignment(tx, pair, product, pieces, state, tx.now())?;
        notify::assigned(tx, pair.merchant, &[pair.binding])
    });
}

#[tokio::test]
async fn new_work_is_told_at_once_and_then_at_most_every_five_minutes() {
    let stage = Stage::standing();
    let pair = bound(&stage);
    assign(&stage, pair, "桂花糕", 2, "assigned");
    drain(&stage).await;
    let first = texts(&stage);
    assert_eq!(first.len(), 1);
    assert!(
        first[0].contains("云锦旗舰店 gave you 1 assignment, 2 pieces in all."),
        "{}",
        first[0]
    );
    assert!(first[0].contains("桂花糕 × 2"), "{}", first[0]);
    assert_eq!(stage.house.post().kept()[0].to, "factory@example.org");

    for (n, minute) in [(3, 1), (4, 1), (5, 1)] {
        stage.clock.turn(chrono::Duration::minutes(minute));
        assign(&stage, pair, "Tea", n, "accepted");
        drain(&stage).await;
        assert_eq!(texts(&stage).len(), 1);
    }
    stage.clock.turn(chrono::Duration::minutes(2));
    drain(&stage).await;
    let told = texts(&stage);
    assert_eq!(told.len(), 2);
    assert!(
        told[1].contains("3 assignments, 12 pieces in all."),
        "{}",
        told[1]
    );

    stage.clock.turn(chrono::Duration::minutes(30));
    drain(&stage).await;
    assert_eq!(texts(&stage).len(), 2);
    assign(&stage, pair, "Tea", 1, "assigned");
    drain(&stage).await;
    assert_eq!(texts(&stage).len(), 3);
}

#[tokio::test]
async fn what_is_held_or_recalled_is_not_told_and_five_products_are_named() {
    let stage = Stage::standing();
    let pair = bound(&stage);
    assign(&stage, pair, "held", 9, "held");
    assign(&stage, pair, "recalled", 9, "recalled");
    drain(&stage).await;
    assert!(texts(&stage).is_empty());
    for n in 1..=7 {
        assign(&stage, pair, &format!("Product {n}"), n, "assigned");
    }
    stage.clock.turn(chrono::Duration::seconds(1));
    drain(&stage).await;
    let told = texts(&stage);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("7 assignments, 28 pieces"), "{}", told[0]);
    assert!(
        told[0].contains("Product 7 × 7") && !told[0].contains("Product 2"),
        "{}",
        told[0]
    );
    assert!(told[0].contains("and 2 more products"), "{}", told[0]);
    assert!(
        told[0].contains("Earliest to ship by: 2026-11-04 12:00"),
        "{}",
        told[0]
    );
}

#[tokio::test]
async fn a_merchant_reads_what_was_shipped_in_its_own_language() {
    let stage = Stage::standing();
    let pair = bound(&stage);
    for pieces in [2, 3] {
        sow(&stage, |tx| {
            let assignment = sow::assignment(tx, pair, "桂花糕", pieces, "shipped", tx.now())?;
            sow::shipped(tx, pair, assignment, tx.now())?;
            notify::shipped(tx, pair.merchant, &[pair.binding])
        });
    }
    drain(&stage).await;
    let told = texts(&stage);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("Yiwu Works 发出了 2 个包裹，涉及 2 个订单，共 5 件。"),
        "{}",
        told[0]
    );
    assert_eq!(stage.house.post().kept()[0].to, "merchant@example.org");
}

#[tokio::test]
async fn no_address_is_refused_at_once() {
    let stage = Stage::standing();
    put(&stage.house, "nobody", &Letter::Test);
    drain(&stage).await;
    let rows = rows(&stage.house);
    assert_eq!(rows[0].1, "refused");
    assert!(stage.house.post().kept().is_empty());
}

#[tokio::test]
async fn a_secret_link_leaves_the_row_with_the_mail() {
    let stage = Stage::standing();
    let letter = Letter::Invitation(Invited {
        side: Side::Factory,
        party: "Yiwu Works".to_owned(),
        secret: "s3cret-link".to_owned(),
    });
    put(&stage.house, "new@example.org", &letter);
    assert!(rows(&stage.house)[0].3.to_string().contains("s3cret-link"));
    drain(&stage).await;
    assert!(texts(&stage)[0].contains("/invitation#s3cret-link"));
    assert!(!rows(&stage.house)[0].3.to_string().contains("s3cret-link"));
}

#[tokio::test]
async fn a_folder_takes_mail_outside_production() {
    let folder = tempfile::tempdir().expect("folder");
    let box_ = format!("file:{}", folder.path().join("mail").display());
    let stage = Stage::set(Clock::standing(noon()), &[("SEALSHIP_MAIL", &box_)]);
    put(&stage.house, "a@example.org", &Letter::Test);
    drain(&stage).await;
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail"))
        .expect("folder")
        .collect();
    assert_eq!(files.len(), 1);
    let path = files[0].as_ref().expect("file").path();
    let eml = std::fs::read_to_string(&path).expect("eml");
    assert!(path.extension().is_some_and(|end| end == "eml"));
    assert!(eml.contains("To: a@example.org\r\n") && eml.contains("Auto-Submitted: auto-generated"));
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_for_hours_and_then_given_up() {
    let stage = Stage::set(
        Clock::standing(noon()),
        &[("SEALSHIP_MAIL", "smtp://127.0.0.1:9")],
    );
    put(&stage.house, "a@example.org", &Letter::Test);
    drain(&stage).await;
    let (_, state, words, _) = rows(&stage.house).remove(0);
    assert_eq!(state, "queued");
    assert!(!words.is_empty());
    for _ in 0..20 {
        stage.clock.turn(chrono::Duration::hours(2));
        drain(&stage).await;
    }
    assert_eq!(rows(&stage.house)[0].1, "failed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_server_takes_refuses_and_puts_off_over_starttls() {
    let server = server::Server::start();
    let ca = server.ca().display().to_string();
    let url = format!("smtp+starttls://localhost:{}", server.port());
    let stage = Stage::set(
        Clock::standing(noon()),
        &[("SEALSHIP_MAIL", &url), ("SEALSHIP_MAIL_CA", &ca)],
    );
    for address in ["clerk@example.org", "gone@example.org", "busy@example.org"] {
        put(&stage.house, address, &Letter::Test);
        stage.clock.turn(chrono::Duration::seconds(1));
    }
    drain(&stage).await;
    let told: Vec<_> = rows(&stage.house)
        .into_iter()
        .map(|(address, state, words, _)| (address, state, words))
        .collect();
    assert_eq!(
        (told[0].1.as_str(), told[1].1.as_str(), told[2].1.as_str()),
        ("sent", "refused", "queued"),
        "{told:?}"
    );
    assert!(told[1].2.contains("no such mailbox here"), "{told:?}");
    assert!(told[2].2.contains("mailbox is busy"), "{told:?}");
    let spool = server.spool();
    assert_eq!(spool.len(), 1);
    assert!(
        spool[0].contains("clerk@example.org") && spool[0].contains("This mail arrived"),
        "{}",
        spool[0]
    );
    assert!(spool[0].contains("esmtps"), "{}", spool[0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_with_a_strange_certificate_gets_nothing() {
    let server = server::Server::start();
    let url = format!("smtp+starttls://localhost:{}", server.port());
    let stage = Stage::set(Clock::standing(noon()), &[("SEALSHIP_MAIL", &url)]);
    put(&stage.house, "clerk@example.org", &Letter::Test);
    drain(&stage).await;
    let (_, state, words, _) = rows(&stage.house).remove(0);
    assert_eq!(state, "queued");
    assert!(words.to_lowercase().contains("certificate"), "{words}");
    assert!(server.spool().is_empty());
}
