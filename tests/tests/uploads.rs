//! Uploads that nobody reads any more: deleted after a day, and their imports say so.

use chrono::Duration;
use shared::worker::{self, Works};
use tests::{App, Value, json};

use crate::pair::text;

const FILE: &str =
    "订单号,收件人,手机,地址,商品,数量\nA1,欧阳锋,13800138000,浙江省杭州市西湖区文三路1号,杯子,1\n";

async fn upload(owner: &tests::app::Party) -> Value {
    let call = owner.post("/v1/imports?name=a.csv", Value::Null);
    call.body(FILE, "application/octet-stream").ok().await
}

async fn batch(owner: &tests::app::Party, begun: &Value) -> Value {
    owner
        .get(&format!("/v1/batches/{}", text(&begun["id"])))
        .ok()
        .await
}

fn spooled(app: &App) -> usize {
    std::fs::read_dir(app.data().join("spool")).map_or(0, Iterator::count)
}

/// The worker for as long as its first ticks take.
async fn tick(app: &App) {
    let works = Works::of(app.house()).unwrap();
    worker::run(
        app.house().clone(),
        works,
        tokio::time::sleep(std::time::Duration::from_millis(300)),
    )
    .await;
}

#[actix_web::test]
async fn an_upload_that_waits_for_a_day_is_deleted_and_its_import_failed() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let begun = upload(&owner).await;
    assert_eq!(spooled(&app), 1);
    app.execute("UPDATE jobs SET run_at = '2099-01-01 00:00:00+00:00' WHERE kind = 'order.import'");
    // The file's age is the disk's to say: the clock here is turned past the disk's.
    app.turn(Duration::days(400));
    tick(&app).await;
    assert_eq!(spooled(&app), 0);
    let owner = tests::app::Party {
        client: owner
            .at_door_of(&owner.client)
            .sign_in(&owner.mail, tests::app::PASSWORD)
            .await,
        ..owner
    };
    let failed = batch(&owner, &begun).await;
    assert_eq!(
        (&failed["state"], &failed["code"]),
        (&json!("failed"), &json!("upload_expired"))
    );
    assert_eq!(failed["actions"], json!([]));
    app.execute("UPDATE jobs SET run_at = '2020-01-01 00:00:00+00:00' WHERE kind = 'order.import'");
    app.work().await;
    assert_eq!(app.count("orders", "1 = 1"), 0);
}

#[actix_web::test]
async fn an_import_whose_file_is_gone_says_so_at_once() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    let begun = upload(&owner).await;
    std::fs::remove_dir_all(app.data().join("spool")).unwrap();
    app.work().await;
    let failed = batch(&owner, &begun).await;
    assert_eq!(
        (&failed["state"], &failed["code"]),
        (&json!("failed"), &json!("upload_expired"))
    );
}

#[actix_web::test]
async fn what_is_read_is_deleted_and_the_audits_heads_are_signed_when_the_worker_ends() {
    let app = App::start().await;
    let owner = app.merchant("一号店").await;
    for state in ["created", "unchanged"] {
        let begun = upload(&owner).await;
        app.work().await;
        let done = batch(&owner, &begun).await;
        assert_eq!(
            (&done["state"], &done["progress"][state]),
            (&json!("done"), &json!(1)),
            "{done}"
        );
    }
    assert_eq!(spooled(&app), 0);
    assert_eq!(app.count("audit", "purpose = 'intake'"), 1);
    tick(&app).await;
    let folder = app.data().join("checkpoints");
    let public = std::fs::read_to_string(app.data().join("keys/audit-public")).unwrap();
    let public = shared::audit::public_key(&public).unwrap();
    let prove = || {
        let proof = app
            .house()
            .db()
            .read("prove", |conn| shared::audit::prove(conn, &folder, &public));
        proof.unwrap()
    };
    let found = prove();
    assert_eq!((found.checkpoints, found.entries, found.breaks.len()), (1, 1, 0));
    app.execute("UPDATE audit SET actor = 'nobody'");
    assert_eq!(prove().breaks.len(), 1);
}
