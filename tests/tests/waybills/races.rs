//! Two hands at once: printers' receipts beside shipments, a new name beside a revocation, two devices with one code.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::party::Side;
use ticket::door::EnrolAsk;
use ticket::{Outcome, SealKey, SignKey};

use super::printing::Line;
use super::scene::{Scene, oks, order};

/// Orders in two parcels each: of each one is receipted while the other leaves. The shipment is one long transaction, so
/// that receipts come in its middle.
#[actix_web::test]
async fn receipts_and_shipments_of_one_order_leave_its_counters_true() {
    let line = Line::set(0).await;
    let parcels = two_parcels_each(&line.scene, ORDERS).await;
    let (first, second): (Vec<Value>, Vec<Value>) = parcels.into_iter().unzip();
    let line = Line {
        parcels: first,
        ..line
    };
    let (_, envelopes) = line.print("").await;
    for envelope in &envelopes {
        line.redeem(envelope).ok().await;
    }
    let leaving: Vec<Value> = second.iter().map(|parcel| json!({ "parcel": parcel })).collect();
    let leave = async {
        let ask = json!({ "parcels": leaving });
        oks(&line.scene.factory.post("/v1/parcels/ship", ask).ok().await);
    };
    let receipts = envelopes
        .iter()
        .map(|envelope| line.receipt(envelope, Outcome::Printed));
    futures_util::future::join(leave, join_all(receipts)).await;
    let count = |table, condition| line.scene.app.count(table, condition);
    assert_eq!(
        count("orders", "to_ship = 1 AND shipped = 1 AND to_print = 0"),
        i64::try_from(ORDERS).unwrap()
    );
}

const ORDERS: usize = 60;

async fn two_parcels_each(scene: &Scene, count: usize) -> Vec<(Value, Value)> {
    let orders: Vec<Value> = (0..count)
        .map(|n| {
            let mut two = order(&format!("P-{n}"), n);
            two["lines"][0]["quantity"] = json!(2);
            two
        })
        .collect();
    let brought = scene
        .merchant
        .post("/v1/orders", json!({ "orders": orders }))
        .ok()
        .await;
    let rows: Vec<Value> = oks(&brought)
        .iter()
        .map(|row| json!({ "order": row["id"], "to": scene.binding }))
        .collect();
    let given = scene
        .merchant
        .post("/v1/assignments", json!({ "rows": rows }))
        .ok()
        .await;
    scene.app.turn(chrono::Duration::seconds(11));
    scene.app.work().await;
    let given: Vec<Value> = oks(&given).iter().map(|row| row["assignment"].clone()).collect();
    let ask = json!({ "assignments": given });
    oks(&scene.factory.post("/v1/assignments/accept", ask).ok().await);
    let mut cards = Vec::new();
    for assignment in &given {
        let path = format!("/v1/assignments/{}", assignment.as_str().unwrap());
        cards.push(scene.factory.get(&path).ok().await);
    }
    let (first, second) = (
        one_piece_each(scene, &cards).await,
        one_piece_each(scene, &cards).await,
    );
    scene.settle().await;
    first.into_iter().zip(second).collect()
}

/// A parcel of one piece of each assignment, with a number asked for.
async fn one_piece_each(scene: &Scene, cards: &[Value]) -> Vec<Value> {
    let one = |card: &Value| {
        let item = json!({ "assignment": card["id"], "line": card["goods"][0]["line"], "quantity": 1 });
        json!({ "items": [item] })
    };
    let ask = json!({ "parcels": cards.iter().map(one).collect::<Vec<_>>() });
    let made = oks(&scene.factory.post("/v1/parcels", ask).ok().await);
    let parcels: Vec<Value> = made.iter().map(|card| card["id"].clone()).collect();
    let row = |parcel: &Value| json!({ "parcel": parcel, "weight_g": 500 });
    let take = json!({ "carrier": "sandbox", "rows": parcels.iter().map(row).collect::<Vec<_>>() });
    oks(&scene.factory.post("/v1/waybills", take).ok().await);
    parcels
}

#[actix_web::test]
async fn a_renaming_does_not_bring_back_an_agent_that_is_being_revoked() {
    let line = Line::set(0).await;
    let factory = &line.scene.factory;
    for round in 0..8 {
        let invited = factory
            .post("/v1/print-agents", json!({ "name": format!("台{round}") }))
            .ok()
            .await;
        let path = format!("/v1/print-agents/{}", invited["agent"].as_str().unwrap());
        let rename = factory.patch(&path, json!({ "name": "新名", "version": 1 }));
        let revoke = factory.post(&format!("{path}/revoke"), json!({}));
        futures_util::future::join(async { rename.await }, async { revoke.ok().await }).await;
    }
    assert_eq!(line.scene.app.count("print_agents", "state = 'revoked'"), 8);
}

#[actix_web::test]
async fn one_code_enrols_one_device() {
    let line = Line::set(0).await;
    let door = line.scene.app.nobody(Side::Platform);
    for round in 0..5 {
        let invited = line
            .scene
            .factory
            .post("/v1/print-agents", json!({ "name": format!("台{round}") }))
            .ok()
            .await;
        let code = invited["code"].as_str().unwrap();
        let tries = (0..4).map(|_| {
            let (seal, sign) = (SealKey::generate(), SignKey::generate().unwrap());
            let ask = EnrolAsk::new(code.to_owned(), "台".into(), seal.public(), &sign);
            door.post("/v1/agents/enrol", serde_json::to_value(&ask).unwrap())
        });
        let replies = join_all(tries.map(|call| async { call.await })).await;
        let enrolled = replies.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(enrolled, 1);
    }
}
