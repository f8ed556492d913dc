//! An operation as the documents describe it, called with the ids of a victim.

use std::collections::BTreeMap;

use actix_web::http::Method;
use shared::http::serve::{self, Routes};
use shared::id::{Id, MerchantId, Owned, kind};
use shared::party::Side;
use tests::client::Call;
use tests::example::{self, Ids};
use tests::{App, Client, Value, json};

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
        let call = client
            .call(self.method.clone(), &self.filled(ids))
            .key(&uuid::Uuid::new_v4().to_string());
        let body = example::body(&self.document, &self.item, ids);
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

/// Which kind of id follows a word of a path. A new noun stands here or the test fails.
fn prefix(word: &str, path: &str) -> &'static str {
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

fn owned<K: shared::id::Kind>(owner: MerchantId) -> String {
    Owned::<K>::new(owner, Id::fresh()).to_string()
}

/// The ids of a victim: real ones where the story made them, else well-formed ones among its rows.
pub async fn ids_of(app: &App, victim: &Client, id: &str) -> Ids {
    let owner: MerchantId = id.parse::<shared::id::PartyId>().unwrap().cast();
    let mut ids: Ids = BTreeMap::from([
        ("pty".to_owned(), id.to_owned()),
        ("mer".to_owned(), owner.to_string()),
        ("ful".to_owned(), owner.cast::<kind::Fulfiller>().to_string()),
        ("dek".to_owned(), Id::<kind::DataKey>::fresh().to_string()),
        ("job".to_owned(), Id::<kind::Job>::fresh().to_string()),
        ("rtk".to_owned(), Id::<kind::ReceiverToken>::random().to_string()),
        ("viw".to_owned(), Id::<kind::View>::fresh().to_string()),
    ]);
    let mut put = |prefix: &str, id: String| drop(ids.insert(prefix.to_owned(), id));
    put("ord", owned::<kind::Order>(owner));
    put("lin", owned::<kind::Line>(owner));
    put("rfd", owned::<kind::Refund>(owner));
    put("rcv", owned::<kind::Receiver>(owner));
    put("bnd", owned::<kind::Binding>(owner));
    put("prd", owned::<kind::Product>(owner));
    put("asg", owned::<kind::Assignment>(owner));
    put("act", owned::<kind::Act>(owner));
    put("rcl", owned::<kind::RecallRequest>(owner));
    put("prc", owned::<kind::Parcel>(owner));
    put("wbl", owned::<kind::Waybill>(owner));
    put("wba", owned::<kind::WaybillAccount>(owner));
    put("agt", owned::<kind::PrintAgent>(owner));
    put("ptk", owned::<kind::PrintTask>(owner));
    put("tkt", owned::<kind::Ticket>(owner));
    put("tpl", owned::<kind::LabelTemplate>(owner));
    put("bat", owned::<kind::Batch>(owner));
    put("mal", owned::<kind::Mail>(owner));
    put("led", owned::<kind::LedgerEntry>(owner));
    let session = victim.get("/v1/session").ok().await;
    put("per", session["person"].as_str().unwrap().to_owned());
    put(
        "ses",
        victim.get("/v1/sessions").ok().await[0]["id"]
            .as_str()
            .unwrap()
            .to_owned(),
    );
    let machine = victim
        .post("/v1/machines", json!({ "name": "erp", "scopes": ["party:read"] }))
        .ok()
        .await;
    put("mch", machine["machine"]["id"].as_str().unwrap().to_owned());
    let mail = format!("guest-of-{}@x.test", &id[4..10].to_lowercase());
    let invitation = victim
        .post("/v1/invitations", json!({ "mail": mail, "role": "staff" }))
        .ok()
        .await;
    put("inv", invitation["id"].as_str().unwrap().to_owned());
    app.work().await;
    ids
}
