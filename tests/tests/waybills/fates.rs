//! What became of labels when people, agents and carriers say different things of them.

use serde_json::{Value, json};
use ticket::Outcome;

use super::printing::Line;
use super::scene::{code, oks};

fn document(task: &Value) -> &Value {
    &task["documents"][0]
}

#[actix_web::test]
async fn what_an_agent_signs_later_corrects_a_person_who_said_that_nothing_came_out() {
    let line = Line::set(1).await;
    let (task, envelopes) = line.print("").await;
    line.redeem(&envelopes[0]).ok().await;
    line.receipt(&envelopes[0], Outcome::Unknown).await;
    line.say(&envelopes[0], false).await.ok().await;
    let path = format!("/v1/prints/{task}");
    let said = line.scene.factory.get(&path).ok().await;
    assert_eq!(document(&said)["code"], "said_not_printed");

    let reply = line.receipt(&envelopes[0], Outcome::Printed).await;
    assert_eq!(reply["refused"], json!([]), "{reply}");
    let view = line.scene.factory.get(&path).ok().await;
    assert_eq!(document(&view)["state"], "printed");
    let page = line.scene.factory.get("/v1/parcels?stage=ship").ok().await;
    assert_eq!(page["items"][0]["prints"], 1, "{page}");
    // It is there now: a second one wants a reason.
    let ask = json!({ "agent": line.agent, "parcels": line.parcels, "size": "76x130", "reason": "" });
    let again = line.scene.factory.post("/v1/prints", ask).ok().await;
    assert_eq!(code(&again, 0), Some("reprint_reason"));
}

#[actix_web::test]
async fn an_invitation_says_all_that_the_command_wants() {
    let line = Line::set(0).await;
    let named = json!({ "name": "打包台2" });
    let invited = line.scene.factory.post("/v1/print-agents", named).ok().await;
    let origin = line.scene.app.house().config().platform.origin.clone();
    // Nobody named a page with the agent here.
    assert_eq!(
        (&invited["platform"], &invited["packages"]),
        (&json!(origin), &Value::Null)
    );
}

#[actix_web::test]
async fn a_label_whose_number_was_given_back_before_it_was_sealed_is_refused() {
    let line = Line::set(1).await;
    let page = line.scene.factory.get("/v1/parcels?stage=print").ok().await;
    let waybill = page["items"][0]["waybill"].clone();
    let ask = json!({ "agent": line.agent, "parcels": line.parcels, "size": "76x130", "reason": "" });
    let asked = line.scene.factory.post("/v1/prints", ask).ok().await;
    oks(&asked);
    line.scene
        .app
        .execute("UPDATE waybills SET state = 'void' WHERE state = 'issued'");
    assert!(waybill["id"].is_string());
    line.scene.app.work().await;
    let path = format!("/v1/prints/{}", asked["task"].as_str().unwrap());
    let view = line.scene.factory.get(&path).ok().await;
    assert_eq!(
        (&document(&view)["state"], &document(&view)["code"]),
        (&json!("refused"), &json!("no_number")),
        "{view}"
    );
    assert_eq!(view["ready"], true);
}
