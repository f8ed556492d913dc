//! Every operation of every door against everybody who may not: driven by the documents, so that a new operation
//! is tested the day it appears.

use std::collections::BTreeMap;

use actix_web::http::Method;
use chrono::Duration;
use shared::party::Side;
use tests::client::Reply;
use tests::example::{self, Ids};
use tests::{App, Client};

mod operation;

use operation::ids_of;
pub use operation::{Operation, operations};

struct Cast {
    victims: BTreeMap<&'static str, (Client, Ids)>,
}

const SIDES: [Side; 3] = [Side::Merchant, Side::Factory, Side::Platform];

async fn cast(app: &App) -> Cast {
    let merchant = app.merchant("受害商家").await;
    let factory = app.factory("受害厂商").await;
    let operator = app.operator().await;
    let platform = operator.get("/v1/session").ok().await["party"]
        .as_str()
        .unwrap()
        .to_owned();
    let victims = [
        (
            "merchant",
            (
                merchant.client.clone(),
                ids_of(app, &merchant, &merchant.id).await,
            ),
        ),
        (
            "factory",
            (factory.client.clone(), ids_of(app, &factory, &factory.id).await),
        ),
        (
            "platform",
            (operator.clone(), ids_of(app, &operator, &platform).await),
        ),
    ];
    Cast {
        victims: victims.into(),
    }
}

impl Cast {
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
async fn nobody_and_the_wrong_side_and_the_expired_are_asked_to_sign_in() {
    let app = App::start().await;
    let cast = cast(&app).await;
    let expired_machine = app.machine(&cast.victim(Side::Merchant).0, &["party:read"]).await;
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
    app.turn(Duration::days(8));
    for operation in operations(Side::Merchant)
        .iter()
        .filter(|operation| !operation.is_open())
    {
        let (victim, ids) = cast.victim(Side::Merchant);
        refused(&operation.call(victim, ids).await, &[401], "an expired session");
        refused(
            &operation.call(&expired_machine, ids).await,
            &[401],
            "an expired token",
        );
    }
}

#[actix_web::test]
async fn a_machine_without_the_scope_is_forbidden() {
    let app = App::start().await;
    let cast = cast(&app).await;
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
    let app = App::start().await;
    let cast = cast(&app).await;
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
    let app = App::start().await;
    let cast = cast(&app).await;
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

/// Another tenant's thing is not found: never forbidden, never shown, never changed.
#[actix_web::test]
async fn another_tenant_finds_nothing() {
    let app = App::start().await;
    let cast = cast(&app).await;
    let strangers = [
        (Side::Merchant, app.merchant("别家").await),
        (Side::Factory, app.factory("未绑定厂商").await),
        (Side::Factory, app.warehouse("别家外仓").await),
    ];
    for (side, stranger) in &strangers {
        // A factory's things and a merchant's: both are strange to it.
        for victim in [Side::Merchant, Side::Factory] {
            let (_, ids) = cast.victim(victim);
            let secrets: Vec<&String> = ["ord", "per", "mch", "inv", "ses"]
                .iter()
                .map(|prefix| &ids[*prefix])
                .collect();
            for operation in operations(*side).iter().filter(|operation| !operation.is_open()) {
                // These make or change what is the caller's own.
                if operation.path == "/v1/session" || !names_a_thing(operation, ids) {
                    continue;
                }
                let reply = operation.call(stranger, ids).await;
                let shown = secrets.iter().any(|id| reply.text().contains(id.as_str()));
                assert!(!shown, "{} shows a stranger {}", reply.what, reply.text());
                finds_nothing(operation, &reply);
            }
        }
    }
    for side in [Side::Merchant, Side::Factory] {
        let (victim, _) = cast.victim(side);
        victim.get("/v1/session").ok().await;
        assert_eq!(
            victim.get("/v1/machines").ok().await.as_array().unwrap().len(),
            1,
            "nothing was revoked"
        );
        assert_eq!(
            victim.get("/v1/invitations").ok().await.as_array().unwrap().len(),
            1,
            "nothing was withdrawn"
        );
        assert_eq!(
            victim.get("/v1/people").ok().await["items"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }
}

/// True if the call names something of the victim's, in its path or in its body.
fn names_a_thing(operation: &Operation, ids: &Ids) -> bool {
    let body = example::body(&operation.document, &operation.item, ids)
        .unwrap_or_default()
        .to_string();
    operation.path.contains('{') || ids.values().any(|id| body.contains(id.as_str()))
}

/// A refusal (not found, or that the request is wrong in another way), or a bulk answer that did nothing.
fn finds_nothing(operation: &Operation, reply: &Reply) {
    if operation.path.contains('{') {
        // A body that is wrong for the noun is refused before the thing is looked for.
        return refused(reply, &[404, 409, 422], "another tenant");
    }
    match reply.status {
        200..=299 => {
            let value = reply.value();
            let done = value["done"]
                .as_i64()
                .unwrap_or_else(|| panic!("{}: {value}", reply.what));
            assert_eq!(done, 0, "{}: did something for a stranger: {value}", reply.what);
        }
        _ => refused(reply, &[404, 409, 422, 403], "another tenant"),
    }
}
