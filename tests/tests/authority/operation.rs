//! An operation as the documents describe it, called with the ids of a victim.

use actix_web::http::Method;
use shared::http::serve::{self, Routes};
use shared::party::Side;
use tests::client::Call;
use tests::example::{self, Ids};
use tests::{Client, Value, json};

/// An operation of a document.
pub struct Operation {
    pub method: Method,
    pub path: String,
    pub item: Value,
    pub document: std::rc::Rc<Value>,
}

/// Every operation of a door.
pub fn operations(side: Side) -> Vec<Operation> {
    let routes: Routes = match side {
        Side::Merchant => merchant_api::routes,
        Side::Factory => factory_api::routes,
        Side::Platform => platform::routes,
    };
    let document = std::rc::Rc::new(serve::document(side, routes).unwrap());
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, item) in item.as_object().unwrap() {
            let method = method.to_uppercase().parse().unwrap();
            found.push(Operation {
                method,
                path: path.clone(),
                item: item.clone(),
                document: document.clone(),
            });
        }
    }
    assert!(found.len() > 20, "the document of {side:?} is empty");
    found
}

impl Operation {
    pub fn is_open(&self) -> bool {
        self.item["security"] == json!([]) || self.item["security"] == json!([{}])
    }

    /// A question whose words are a body: it changes nothing.
    pub fn only_asks(&self) -> bool {
        self.path.starts_with("/v1/batches/count/") || self.path == "/v1/orders/find"
    }

    /// Concerns the one who is signed in, whatever the party.
    pub fn is_own(&self) -> bool {
        ["/v1/session", "/v1/sessions", "/v1/totp", "/v1/views"]
            .iter()
            .any(|own| self.path.starts_with(own))
    }

    pub fn call(&self, client: &Client, ids: &Ids) -> Call {
        self.saying(client, ids, example::body(&self.document, &self.item, ids))
    }

    /// Every way to call it that differs in the ids it names, each with all that it names.
    pub fn calls(&self, client: &Client, ids: &Ids) -> Vec<(Call, String)> {
        let bodies = example::bodies(&self.document, &self.item, ids);
        let bodies = match bodies.is_empty() {
            true => vec![None],
            false => bodies.into_iter().map(Some).collect(),
        };
        let call = |body: Option<Value>| {
            let body = body.map(|body| spoken(&self.path, body, ids));
            let named = format!("{} {}", self.filled(ids), body.clone().unwrap_or_default());
            (self.saying(client, ids, body), named)
        };
        bodies.into_iter().map(call).collect()
    }

    fn saying(&self, client: &Client, ids: &Ids, body: Option<Value>) -> Call {
        let call = client
            .call(self.method.clone(), &self.filled(ids))
            .key(&uuid::Uuid::new_v4().to_string());
        if let Some(body) = body {
            return call.json(body);
        }
        match self.item["requestBody"]["content"]
            .as_object()
            .and_then(|content| content.keys().next())
        {
            Some(kind) => call.body("some bytes", kind),
            None => call,
        }
    }

    /// The path with the victim's ids: the word before a parameter names the kind.
    fn filled(&self, ids: &Ids) -> String {
        let mut before = "";
        let parts = self.path.split('/').map(|part| {
            let filled = match part.starts_with('{') {
                true => ids[prefix(before, &self.path)].as_str(),
                false => part,
            };
            before = part;
            filled
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// The words a document cannot know: which carriers there are, how a number is written, what an account pays for.
fn spoken(path: &str, mut body: Value, ids: &Ids) -> Value {
    match path {
        "/v1/waybills" | "/v1/batches/take-numbers" => body["carrier"] = json!("sandbox"),
        "/v1/waybills/external" | "/v1/shipments" => {
            (body["rows"][0]["carrier"], body["rows"][0]["number"]) = (json!("sf"), json!("SF1234567890123"));
        }
        _ => {}
    }
    if body.get("account").is_some() {
        match path {
            "/v1/waybills" => body["rows"] = json!([{ "parcel": ids["prc"] }]),
            _ => body["parcels"] = json!({ "ids": [ids["prc"]] }),
        }
    }
    body
}

/// Which kind of id follows a word of a path. A new noun stands here or the test fails.
pub fn prefix(word: &str, path: &str) -> &'static str {
    match word {
        "invitations" => "inv",
        "people" => "per",
        "machines" => "mch",
        "sessions" => "ses",
        "parties" => "pty",
        "merchants" => "mer",
        "orders" => "ord",
        "lines" => "lin",
        "refunds" => "rfd",
        "bindings" => "bnd",
        "products" => "prd",
        "assignments" => "asg",
        "acts" => "act",
        "recalls" | "recall-requests" => "rcl",
        "parcels" => "prc",
        "waybills" => "wbl",
        "waybill-accounts" | "accounts" => "wba",
        "print-agents" | "agents" => "agt",
        "prints" => "ptk",
        "tickets" => "tkt",
        "templates" | "label-templates" => "tpl",
        "batches" => "bat",
        "views" => "viw",
        "jobs" => "job",
        "mails" => "mal",
        _ => panic!("{path}: say in the authority test what `{word}` are"),
    }
}
