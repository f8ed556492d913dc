//! Every operation of every door against everybody who may not: driven by the documents, so that a new operation
//! is tested the day it appears.

use std::collections::BTreeMap;

use actix_web::http::Method;
use chrono::Duration;
use shared::party::Side;
use tests::Client;
use tests::client::Reply;
use tests::example::Ids;

use crate::waybills::scene::Scene;

mod operation;
mod story;
mod stranger;

pub use operation::{Operation, operations, prefix};

/// The victims: a pair with a story, and the operator.
struct Cast {
    scene: Scene,
    victims: BTreeMap<&'static str, (Client, Ids)>,
}

const SIDES: [Side; 3] = [Side::Merchant, Side::Factory, Side::Platform];

impl Cast {
    async fn play() -> Self {
        let scene = Scene::set(0, 0, "0").await;
        let told = story::tell(&scene, &scene.merchant, &scene.factory, &scene.binding).await;
        let operator = scene.app.operator().await;
        let his = story::operators(&operator, &told).await;
        let victims = [
            ("merchant", (scene.merchant.client.clone(), told.merchant)),
            ("factory", (scene.factory.client.clone(), told.factory)),
            ("platform", (operator, his)),
        ];
        Self {
            victims: victims.into(),
            scene,
        }
    }

    fn victim(&self, side: Side) -> &(Client, Ids) {
        &self.victims[side.text()]
    }
}

#[track_caller]
fn refused(reply: &Reply, statuses: &[u16], who: &str) {
    let fits = statuses.contains(&reply.status);
    assert!(
        fits,
        "{who}: {} answered {} {}",
        reply.what,
        reply.status,
        reply.text()
    );
}

#[actix_web::test]
async fn nobody_and_the_wrong_side_are_asked_to_sign_in() {
    let cast = Cast::play().await;
    let app = &cast.scene.app;
    for side in SIDES {
        let (_, ids) = cast.victim(side);
        let door = app.nobody(side);
        let strangers = SIDES.into_iter().filter(|other| *other != side);
        let strangers: Vec<Client> = strangers
            .map(|other| cast.victim(other).0.at_door_of(&door))
            .collect();
        for operation in operations(side).iter().filter(|operation| !operation.is_open()) {
            refused(&operation.call(&door, ids).await, &[401], "nobody");
            for stranger in &strangers {
                refused(&operation.call(stranger, ids).await, &[401], "the wrong side");
            }
        }
    }
}

#[actix_web::test]
async fn what_expired_opens_no_door() {
    let cast = Cast::play().await;
    let app = &cast.scene.app;
    let mut once = Vec::new();
    for side in SIDES {
        let (victim, _) = cast.victim(side);
        let machine = app.machine(victim, &["party:read"]).await;
        once.push((side, "an expired session", victim.clone()));
        once.push((side, "an expired token", machine));
    }
    for (_, _, client) in &once {
        client.get("/v1/party").ok().await;
    }
    app.turn(Duration::days(8));
    for (side, who, client) in &once {
        let (_, ids) = cast.victim(*side);
        for operation in operations(*side).iter().filter(|operation| !operation.is_open()) {
            refused(&operation.call(client, ids).await, &[401], who);
        }
    }
}

#[actix_web::test]
async fn a_machine_without_the_scope_is_forbidden() {
    let cast = Cast::play().await;
    let app = &cast.scene.app;
    for side in SIDES {
        let (victim, ids) = cast.victim(side);
        // A scope that every side has and that opens one operation alone.
        let machine = app.machine(victim, &["party:read"]).await;
        for operation in operations(side).iter().filter(|operation| !operation.is_open()) {
            let reply = operation.call(&machine, ids).await;
            match (operation.method.as_str(), operation.path.as_str()) {
                ("GET", "/v1/party") => assert_eq!(reply.status, 200),
                _ => refused(&reply, &[403], "a machine without the scope"),
            }
        }
    }
}

#[actix_web::test]
async fn an_auditor_changes_nothing() {
    let cast = Cast::play().await;
    let app = &cast.scene.app;
    for side in SIDES {
        let (victim, ids) = cast.victim(side);
        let auditor = app
            .person(victim, "auditor", &format!("auditor@{}.test", side.text()))
            .await;
        for operation in operations(side).iter().filter(|o| !o.is_open() && !o.is_own()) {
            let reply = operation.call(&auditor, ids).await;
            match operation.method {
                Method::GET => refused(&reply, &[200, 403, 404, 422], "an auditor"),
                _ if operation.only_asks() => refused(&reply, &[200, 403, 404, 422], "an auditor"),
                _ => refused(&reply, &[403], "an auditor"),
            }
        }
    }
}

#[actix_web::test]
async fn staff_does_not_rule_the_party() {
    let cast = Cast::play().await;
    let app = &cast.scene.app;
    for side in SIDES {
        let (victim, ids) = cast.victim(side);
        let staff = app
            .person(victim, "staff", &format!("staff@{}.test", side.text()))
            .await;
        let ruling = [
            "/v1/people",
            "/v1/invitations",
            "/v1/machines",
            "/v1/settings",
            "/v1/party",
        ];
        for operation in operations(side).iter().filter(|operation| !operation.is_open()) {
            let rules = ruling
                .iter()
                .any(|path| operation.path == *path || operation.path.starts_with(&format!("{path}/")));
            let reads = operation.method == Method::GET
                && ["/v1/party", "/v1/settings"].contains(&operation.path.as_str());
            if rules && !reads {
                refused(&operation.call(&staff, ids).await, &[403], "staff");
            }
        }
    }
}

/// A page names which of one's parties it is about: another's it may not be about.
#[actix_web::test]
async fn nobody_acts_for_a_party_he_is_not_of() {
    let cast = Cast::play().await;
    let app = &cast.scene.app;
    let strangers = [
        (Side::Merchant, app.merchant("别家").await),
        (Side::Factory, app.factory("别厂").await),
    ];
    for (side, stranger) in &strangers {
        let (_, ids) = cast.victim(*side);
        for operation in operations(*side).iter().filter(|o| !o.is_open() && !o.is_own()) {
            let call = operation
                .call(stranger, ids)
                .header("Sealship-Party", &ids["pty"]);
            refused(&call.await, &[403], "who names another's party");
        }
    }
}
