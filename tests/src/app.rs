//! A whole Sealship in process: three doors, a worker that is stepped, a clock that is turned.
//!
//! On PostgreSQL it is the split deployment of README: the worker and each door enter by a login of their own role and
//! hold the keys of their own process, so that every story is also a proof of what the roles may do.

use std::cell::Cell;
use std::ops::Deref;
use std::rc::Rc;

use actix_web::dev::Service;
use actix_web::{test, web};
use chrono::{DateTime, Duration};
use diesel::{QueryableByName, RunQueryDsl};
use serde_json::{Value, json};
use shared::clock::{Clock, Instant};
use shared::config::Config;
use shared::db::Db;
use shared::db::backend::sql;
use shared::house::House;
use shared::http::process::{self, Part};
use shared::http::serve::{self, Face};
use shared::party::{FirstOperator, Side, bootstrap};
use shared::worker::{self, Works};

use crate::client::{Client, Door};
use crate::database::Database;

/// Everybody's password here.
pub const PASSWORD: &str = "a quite long password 长";

/// A whole Sealship.
pub struct App {
    house: House,
    doors: [House; 3],
    merchant: Client,
    factory: Client,
    platform: Client,
    first: FirstOperator,
    operator: tokio::sync::OnceCell<Client>,
    parties: Cell<usize>,
    expects_dead_jobs: Cell<bool>,
    // Dropped last, in this order: the files go after everything that has them open.
    database: Database,
    data: tempfile::TempDir,
}

/// A party, and its first owner signed in.
#[derive(Clone)]
pub struct Party {
    /// The owner.
    pub client: Client,
    /// The party's id.
    pub id: String,
    /// Its public code.
    pub code: String,
    /// What the owner signs in with.
    pub mail: String,
}

impl Deref for Party {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl App {
    /// A fresh one, at two in the afternoon of 2 November 2026 in China.
    pub async fn start() -> Self {
        Self::start_with(&|_| None).await
    }

    /// The same with settings, e.g. the address of a sandbox carrier.
    pub async fn start_with(var: &dyn Fn(&str) -> Option<String>) -> Self {
        let data = folder();
        let database = Database::fresh(data.path());
        Self::over(data, database, var).await
    }

    /// The same where PostgreSQL logs every statement with what was bound.
    pub async fn start_logged(var: &dyn Fn(&str) -> Option<String>) -> Self {
        let data = folder();
        let database = Database::fresh(data.path());
        database.log_everything();
        Self::over(data, database, var).await
    }

    async fn over(data: tempfile::TempDir, database: Database, var: &dyn Fn(&str) -> Option<String>) -> Self {
        let url = database.login("worker").unwrap_or_else(|| database.url.clone());
        let config = Config::read(&|name| var(name).or_else(|| usual(name, data.path(), &url))).unwrap();
        let clock = Clock::standing(DateTime::from_timestamp(1_793_599_200, 0).unwrap());
        let db = Db::open(&url, clock, Some(4)).unwrap();
        let house = process::with_keys(db, config, Part::Whole).unwrap();
        let doors =
            [Side::Merchant, Side::Factory, Side::Platform].map(|side| door_house(&house, &database, side));
        let door = |side| at(&doors, side);
        let first = house
            .db()
            .write("bootstrap", bootstrap)
            .unwrap()
            .expect("a first operator");
        Self {
            merchant: client(door(Side::Merchant), Side::Merchant, merchant_api::FACE).await,
            factory: client(door(Side::Factory), Side::Factory, factory_api::FACE).await,
            platform: client(door(Side::Platform), Side::Platform, platform::FACE).await,
            house,
            doors,
            first,
            operator: tokio::sync::OnceCell::new(),
            parties: Cell::new(0),
            expects_dead_jobs: Cell::new(false),
            database,
            data,
        }
    }

    /// Nobody, at a door that shows another face.
    pub async fn nobody_at(&self, side: Side, face: Face) -> Client {
        client(self.door_house(side), side, face).await
    }

    /// The house: database, keys, clock, mail. On PostgreSQL it is the worker's; the doors have theirs.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// The house behind a door.
    pub fn door_house(&self, side: Side) -> &House {
        at(&self.doors, side)
    }

    /// The URL of the database, as its owner has it.
    pub fn database(&self) -> &str {
        &self.database.url
    }

    /// Where this Sealship keeps its files.
    pub fn data(&self) -> &std::path::Path {
        self.data.path()
    }

    /// Now, here.
    pub fn now(&self) -> Instant {
        self.house.now()
    }

    /// Turns the clock forward.
    pub fn turn(&self, by: Duration) {
        self.house.clock().turn(by);
    }

    /// Nobody at the door of a side.
    pub fn nobody(&self, side: Side) -> Client {
        let client = match side {
            Side::Merchant => &self.merchant,
            Side::Factory => &self.factory,
            Side::Platform => &self.platform,
        };
        client.elsewhere()
    }

    /// The first operator, signed in.
    pub async fn operator(&self) -> Client {
        let signed_in = || self.platform.sign_in(&self.first.mail, &self.first.password);
        self.operator.get_or_init(signed_in).await.clone()
    }

    /// A merchant that applied and was approved, its owner signed in.
    pub async fn merchant(&self, name: &str) -> Party {
        self.party(Side::Merchant, json!({ "party": name })).await
    }

    /// A factory, the same way.
    pub async fn factory(&self, name: &str) -> Party {
        self.party(Side::Factory, json!({ "party": name })).await
    }

    /// A warehouse, the same way.
    pub async fn warehouse(&self, name: &str) -> Party {
        self.party(Side::Factory, json!({ "party": name, "kind": "warehouse" }))
            .await
    }

    async fn party(&self, side: Side, about: Value) -> Party {
        self.parties.set(self.parties.get() + 1);
        let mail = format!("owner{}@{}.test", self.parties.get(), side.text());
        let mut ask = about;
        let rest = json!({ "name": "王小明", "mail": mail, "password": PASSWORD });
        ask.as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        let door = self.nobody(side);
        let applied = door.post("/v1/applications", ask).ok().await;
        let id = applied["party"].as_str().unwrap().to_owned();
        let path = format!("/v1/parties/{id}/approve");
        self.operator()
            .await
            .post(&path, json!({ "version": 1 }))
            .ok()
            .await;
        let client = door.sign_in(&mail, PASSWORD).await;
        Party {
            client,
            id,
            code: applied["code"].as_str().unwrap().to_owned(),
            mail,
        }
    }

    /// A machine of the party with those scopes, holding a token.
    pub async fn machine(&self, of: &Client, scopes: &[&str]) -> Client {
        let made = of
            .post("/v1/machines", json!({ "name": "erp", "scopes": scopes }))
            .ok()
            .await;
        let ask = json!({ "grant": "secret", "machine": made["machine"]["id"], "secret": made["secret"] });
        let token = of.post("/v1/token", ask).ok().await;
        let token = token["access_token"].as_str().unwrap().to_owned();
        of.with(crate::client::Proof::Bearer(token))
    }

    /// A person of the party with that role, invited by mail and signed in.
    pub async fn person(&self, of: &Client, role: &str, mail: &str) -> Client {
        of.post("/v1/invitations", json!({ "mail": mail, "role": role }))
            .ok()
            .await;
        let secret = self.mailed_secret(mail).await;
        let ask = json!({ "secret": secret, "name": "李雷", "password": PASSWORD });
        let door = self.nobody(of.side());
        door.post("/v1/invitations/accept", ask).ok().await;
        door.sign_in(mail, PASSWORD).await
    }

    /// Does every job that is due now; answers how many there were.
    pub async fn work(&self) -> usize {
        worker::drain(&self.house, &Works::of(&self.house).unwrap())
            .await
            .unwrap()
    }

    /// The mails that went to an address, as text with its soft line breaks undone.
    pub fn mails_to(&self, mail: &str) -> Vec<String> {
        let kept = self.house.post().kept();
        let theirs = kept.into_iter().filter(|sent| sent.to == mail);
        theirs
            .map(|sent| sent.eml.replace("=\r\n", "").replace("=3D", "="))
            .collect()
    }

    /// The one-time secret in the last mail to an address, sent now if it waits.
    pub async fn mailed_secret(&self, mail: &str) -> String {
        self.work().await;
        let last = self
            .mails_to(mail)
            .pop()
            .unwrap_or_else(|| panic!("no mail to {mail}"));
        let mut words = last.rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
        let secret = words.find(|word| word.len() == 43);
        secret
            .unwrap_or_else(|| panic!("no secret in: {last}"))
            .to_owned()
    }

    /// This test kills jobs on purpose.
    pub fn expect_dead_jobs(&self) {
        self.expects_dead_jobs.set(true);
    }

    /// Runs a statement as the owner of the tables: what a crash would have left, or a thief.
    pub fn execute(&self, sql: &str) {
        let owner = Db::open(self.database(), self.house.clock().clone(), Some(1)).unwrap();
        let done = owner.read("execute", |conn| Ok(diesel::sql_query(sql).execute(conn)?));
        done.unwrap();
    }

    /// Rows of a table that match a condition.
    pub fn count(&self, table: &str, condition: &str) -> i64 {
        #[derive(QueryableByName)]
        struct N {
            #[diesel(sql_type = sql::BigInt)]
            n: i64,
        }
        let sql = format!("SELECT count(*) AS n FROM {table} WHERE {condition}");
        let count = self
            .house
            .db()
            .read("count", |conn| Ok(diesel::sql_query(sql).get_result::<N>(conn)?));
        count.unwrap().n
    }
}

impl Drop for App {
    /// Does what is left and insists that nothing died on the way.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let house = self.house.clone();
        let left = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime
                .block_on(worker::drain(&house, &Works::of(&house).unwrap()))
                .unwrap();
        });
        left.join().expect("the jobs that were left");
        let dead = self.count("jobs", "state = 'dead'");
        assert!(dead == 0 || self.expects_dead_jobs.get(), "{dead} jobs died");
    }
}

/// In memory where there is such a place: every commit waits for the disk.
fn folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    match memory.is_dir() {
        true => tempfile::tempdir_in(memory).unwrap(),
        false => tempfile::tempdir().unwrap(),
    }
}

fn usual(name: &str, data: &std::path::Path, database: &str) -> Option<String> {
    match name {
        "SEALSHIP_DATA" => Some(data.to_str().unwrap().to_owned()),
        "SEALSHIP_MAIL" => Some("memory".to_owned()),
        "DATABASE_URL" => Some(database.to_owned()),
        _ => None,
    }
}

/// The key files a door's process is given of the worker's (README, "Four processes and PostgreSQL").
const GIVEN: [(Side, &[&str]); 3] = [
    (Side::Merchant, &["kek", "token"]),
    (Side::Factory, &[]),
    (Side::Platform, &["kek", "token", "ticket-public"]),
];

/// The house of a door: one for all where the database knows no roles, else a process's own.
fn door_house(whole: &House, database: &Database, side: Side) -> House {
    let Some(url) = database.login(side.text()) else {
        return whole.clone();
    };
    let config = whole.config();
    let data = config.data.join("processes").join(side.text());
    let keys = data.join("keys");
    crate::live::server::make_folder(&keys).unwrap();
    let given = GIVEN
        .iter()
        .filter(|(of, _)| *of == side)
        .flat_map(|(_, names)| *names);
    for name in given {
        std::fs::copy(config.keys().join(name), keys.join(name)).unwrap();
    }
    let config = Config {
        data,
        database: url,
        ..config.clone()
    };
    let db = Db::open(&config.database, whole.clock().clone(), Some(4)).unwrap();
    process::with_keys(db, config, Part::Door(side)).unwrap()
}

fn at(doors: &[House; 3], side: Side) -> &House {
    let [merchant, factory, platform] = doors;
    match side {
        Side::Merchant => merchant,
        Side::Factory => factory,
        Side::Platform => platform,
    }
}

async fn client(house: &House, side: Side, face: Face) -> Client {
    let door = process::door(house, side).unwrap();
    let origin = door.origin().to_owned();
    let service = Rc::new(test::init_service(serve::app(web::Data::new(door), face)).await);
    let call: Door = Rc::new(move |request: test::TestRequest| {
        let service = service.clone();
        Box::pin(async move { service.call(request.to_request()).await.expect("an answer") })
    });
    Client::new(call, side, origin)
}
