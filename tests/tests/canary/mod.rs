//! The canary: receivers nobody could mistake go through the whole main job, and are then looked for everywhere.

mod people;
mod places;
mod server;
mod story;
mod walk;

use std::collections::BTreeSet;

use people::{ALLOWED, BUYERS, Buyer};
use places::Logs;
use story::Story;
use tests::canary::Hunt;

#[actix_web::test]
async fn no_receiver_is_found_anywhere() {
    let logs = Logs::listen();
    tracing::info!("a canary of the log: {ALLOWED}");
    let words: Vec<&str> = BUYERS.iter().flat_map(|buyer| buyer.words).copied().collect();
    let (hunt, control) = (Hunt::of(&words), Hunt::of(&[ALLOWED]));
    let story = Story::begin().await;
    let account = story.account().await;
    let orders = story.orders(&hunt).await;
    story.assign(&orders).await;
    let parcels = story.accept_and_number(&account).await;
    assert_eq!(parcels.len(), BUYERS.len());
    assert_eq!(story.carrier.sold().len(), BUYERS.len());
    story.print(&parcels).await;
    story.look_around().await;
    story.keep(&parcels).await;
    story.ship(&parcels[1..]).await;
    story.look_around().await;
    story.everything_was_asked();
    assert_eq!(story.search(&hunt, logs), BTreeSet::new());
    assert_eq!(story.search_server(&hunt), BTreeSet::new());
    sees_what_it_may(&story, &control, logs);
    finds_what_is_planted(&story, &hunt, logs);
}

/// Each place of the server was looked at: what was planted in a row is found in its file, the write-ahead log, and
/// the server's log.
fn the_server_was_looked_at(story: &Story, planted: &Hunt) {
    if story.server.borrow().is_none() {
        return;
    }
    let found = story.search_server(planted);
    for place in server::PLACES {
        assert!(
            found.iter().any(|seen| seen.place == place),
            "nothing was found in the {place}: it was not looked at (the log of script/postgres is expected)"
        );
    }
}

/// What everybody may read is found in every place, so every place was looked at.
fn sees_what_it_may(story: &Story, control: &Hunt, logs: Logs) {
    let stored = places::files(control, story.app.data()).len()
        + places::database(control, story.app.house().db()).len();
    assert!(stored > 0, "the database was not looked at");
    assert!(!logs.search(control).is_empty(), "the logs were not looked at");
    the_jobs_were_looked_at(story, control);
    assert!(
        !control.search("mails", &story.mails()).is_empty(),
        "the mails were not looked at"
    );
    assert!(
        !story.factory.search(control).is_empty(),
        "the factory's answers were not looked at"
    );
    assert!(
        !story.merchant.search(control).is_empty(),
        "the merchant's answers were not looked at"
    );
}

/// Jobs that touch receivers or tell of work on them.
const KINDS: [&str; 6] = [
    "order.import",
    "assign.release",
    "waybill.take",
    "print.seal",
    "batch.sweep",
    "mail.send",
];

/// The word was put into every job that waited, and each kind of job that touches a receiver waited at least once.
fn the_jobs_were_looked_at(story: &Story, control: &Hunt) {
    let jobs = story.jobs.borrow();
    assert!(
        !control.search("jobs", &jobs).is_empty(),
        "the jobs were not looked at"
    );
    for kind in KINDS {
        let waited = Hunt::of(&[kind]).search("jobs", &jobs);
        assert!(!waited.is_empty(), "no job {kind} was looked at");
    }
}

/// Every spelling of every word, once planted, is found.
fn finds_what_is_planted(story: &Story, hunt: &Hunt, logs: Logs) {
    let plant = story.app.data().join("spool/planted");
    for spelling in hunt.spellings() {
        std::fs::write(&plant, [b"\x00..", &spelling.bytes[..], b"..\x00"].concat()).unwrap();
        let found = places::files(hunt, &story.app.data().join("spool"));
        assert!(
            found.iter().any(|seen| seen.word == spelling.word),
            "{} of {}",
            spelling.how,
            spelling.word
        );
    }
    std::fs::remove_file(&plant).unwrap();
    let Buyer { phone, .. } = people::JSON;
    if let Some(server) = story.server.borrow_mut().as_mut() {
        server.go_on();
    }
    story
        .app
        .execute(&format!("UPDATE orders SET seller_remark = '{phone}'"));
    assert!(
        !story.search(hunt, logs).is_empty(),
        "a row with a phone in it was not found"
    );
    the_server_was_looked_at(story, &Hunt::of(&[phone]));
}
