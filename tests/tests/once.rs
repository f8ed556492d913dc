//! One intent, one effect.

use chrono::Duration;
use tests::{App, json};

#[actix_web::test]
async fn a_repeat_is_told_the_first_answer() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let invite = |mail: &str| json!({ "mail": mail, "role": "staff" });
    let first = owner.post("/v1/invitations", invite("a@x.test")).key("k1").await;
    assert_eq!((first.status, first.header("idempotent-replay")), (201, None));
    let again = owner.post("/v1/invitations", invite("a@x.test")).key("k1").await;
    assert_eq!(
        (again.status, again.header("idempotent-replay")),
        (201, Some("true"))
    );
    assert_eq!(first.value(), again.value());
    assert_eq!(app.count("mail_proofs", "purpose = 'invitation'"), 1);
    owner
        .post("/v1/invitations", invite("b@x.test"))
        .key("k1")
        .problem("idempotency_key_reused")
        .await;
    owner
        .post("/v1/invitations", invite("b@x.test"))
        .key("k2")
        .ok()
        .await;
}

#[actix_web::test]
async fn a_key_is_needed_and_belongs_to_its_party() {
    let app = App::start().await;
    let (one, two) = (app.merchant("一号店").await, app.merchant("二号店").await);
    let invite = json!({ "mail": "a@x.test", "role": "staff" });
    one.post("/v1/invitations", invite.clone())
        .keyless()
        .problem("idempotency_key_missing")
        .await;
    one.post("/v1/invitations", invite.clone())
        .key("with space")
        .problem("invalid_field")
        .await;
    one.post("/v1/invitations", invite.clone())
        .key(&"k".repeat(256))
        .problem("invalid_field")
        .await;
    let first = one.post("/v1/invitations", invite.clone()).key("same").ok().await;
    let other = two.post("/v1/invitations", invite).key("same").await;
    assert_eq!(other.header("idempotent-replay"), None);
    assert_ne!(first["id"], other.ok()["id"]);
}

#[actix_web::test]
async fn a_refused_call_leaves_nothing_and_frees_the_key() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let bad = json!({ "mail": owner.mail, "role": "staff" });
    owner
        .post("/v1/invitations", bad)
        .key("k")
        .problem("mail_taken")
        .await;
    owner
        .post("/v1/invitations", json!({ "mail": "a@x.test", "role": "staff" }))
        .key("k")
        .ok()
        .await;
}

#[actix_web::test]
async fn a_crashed_call_is_taken_over_after_its_lease() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let invite = json!({ "mail": "a@x.test", "role": "staff" });
    owner.post("/v1/invitations", invite.clone()).key("k").ok().await;
    // As a process that died between its two commits leaves it.
    app.execute("UPDATE idempotency_keys SET state = 'pending' WHERE key = 'k'");
    app.execute("DELETE FROM mail_proofs WHERE purpose = 'invitation'");
    let waiting = owner.post("/v1/invitations", invite.clone()).key("k").await;
    waiting.problem("idempotency_key_in_flight");
    assert_eq!(waiting.header("retry-after"), Some("60"));
    app.turn(Duration::seconds(61));
    let taken = owner.post("/v1/invitations", invite).key("k").await;
    assert_eq!((taken.status, taken.header("idempotent-replay")), (201, None));
    assert_eq!(app.count("mail_proofs", "purpose = 'invitation'"), 1);
}

#[actix_web::test]
async fn many_at_once_have_one_effect() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let invite = || {
        owner
            .post("/v1/invitations", json!({ "mail": "a@x.test", "role": "staff" }))
            .key("k")
    };
    let replies =
        futures_util::future::join_all((0..8).map(|_| std::future::IntoFuture::into_future(invite()))).await;
    let done = replies.iter().filter(|reply| reply.status == 201).count();
    let fresh = replies
        .iter()
        .filter(|reply| reply.status == 201 && reply.header("idempotent-replay").is_none());
    assert_eq!(fresh.count(), 1);
    assert!(
        replies
            .iter()
            .all(|reply| reply.status == 201 || reply.status == 409),
        "{done} done"
    );
    assert_eq!(app.count("mail_proofs", "purpose = 'invitation'"), 1);
}

#[actix_web::test]
async fn answers_are_forgotten_after_a_week() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    owner
        .post("/v1/invitations", json!({ "mail": "a@x.test", "role": "staff" }))
        .key("k")
        .ok()
        .await;
    let forget = || {
        app.house()
            .db()
            .write("forget", shared::http::once::forget)
            .unwrap()
    };
    assert_eq!(forget(), 0);
    app.turn(Duration::days(8));
    assert!(forget() > 0);
    assert_eq!(app.count("idempotency_keys", "1 = 1"), 0);
}
