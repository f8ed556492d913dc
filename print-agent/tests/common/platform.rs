//! A platform door for tests: enrols, redeems once, takes receipts; checks every signature.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::ServerHandle,
    web::{self, Bytes, Data},
};
use serde_json::json;
use ticket::door::{
    AGENT_HEADER, ENROL_PATH, EnrolAsk, EnrolReply, HELLO_PATH, Hello, RECEIPTS_PATH, REDEMPTIONS_PATH,
    ReceiptsAsk, ReceiptsReply, RedemptionAsk, RedemptionReply, SIGNATURE_HEADER, TIME_HEADER,
    verify_request,
};
use ticket::{SealPublic, SignKey, SignedReceipt, VerifyKey};

pub const AGENT: &str = "agent-1";
pub const CODE: &str = "CODE-1234";
pub const ORIGIN: &str = "https://factory.example";

#[derive(Default)]
pub struct State {
    pub seal: Option<SealPublic>,
    pub device: Option<VerifyKey>,
    pub redeemed: BTreeSet<String>,
    pub receipts: Vec<SignedReceipt>,
    /// Answers receipts with 503.
    pub receipts_down: bool,
    /// Keeps redemptions waiting for so long.
    pub slow: Duration,
    /// Keeps redemptions waiting until it is taken back; the ticket is spent already.
    pub holds: bool,
    /// Answers redemptions with this status and does nothing.
    pub busy: Option<u16>,
    /// Spends the ticket and answers with 500.
    pub breaks: bool,
    /// Refuses every signed call with this code.
    pub refuses: Option<&'static str>,
}

pub struct Platform {
    pub key: SignKey,
    pub url: String,
    pub state: Arc<Mutex<State>>,
    server: ServerHandle,
}

struct Door {
    key: VerifyKey,
    state: Arc<Mutex<State>>,
}

impl Platform {
    pub fn start() -> Platform {
        Platform::with(SignKey::generate().unwrap(), Arc::default(), "127.0.0.1:0")
    }

    /// Runs again where it ran, with what it knew.
    pub fn again(&mut self) {
        let key = SignKey::from_seed(&self.key.to_seed().unwrap()).unwrap();
        let address = self.url.trim_start_matches("http://");
        *self = Platform::with(key, Arc::clone(&self.state), address);
    }

    fn with(key: SignKey, state: Arc<Mutex<State>>, address: &str) -> Platform {
        let door = Data::new(Door {
            key: key.public(),
            state: Arc::clone(&state),
        });
        let server = HttpServer::new(move || {
            App::new()
                .app_data(door.clone())
                .route(ENROL_PATH, web::post().to(enrol))
                .route(HELLO_PATH, web::post().to(hello))
                .route(REDEMPTIONS_PATH, web::post().to(redeem))
                .route(RECEIPTS_PATH, web::post().to(take))
        })
        .workers(1)
        .disable_signals()
        .shutdown_timeout(0)
        .bind(address)
        .unwrap();
        let url = format!("http://{}", server.addrs()[0]);
        let running = server.run();
        let server = running.handle();
        actix_web::rt::spawn(running);
        Platform {
            key,
            url,
            state,
            server,
        }
    }

    pub async fn stop(&self) {
        self.server.stop(false).await;
    }

    pub fn seal_key(&self) -> SealPublic {
        self.state.lock().unwrap().seal.unwrap()
    }

    /// Waits until this many receipts are there, and gives them, each verified.
    pub async fn receipts(&self, count: usize) -> Vec<SignedReceipt> {
        for _ in 0..1200 {
            let (receipts, device) = {
                let state = self.state.lock().unwrap();
                (state.receipts.clone(), state.device)
            };
            if receipts.len() >= count {
                receipts.iter().for_each(|receipt| {
                    receipt.verify(&device.unwrap()).unwrap();
                });
                assert_eq!(receipts.len(), count);
                return receipts;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!(
            "{} receipts after a minute, not {count}",
            self.state.lock().unwrap().receipts.len()
        );
    }
}

async fn enrol(door: Data<Door>, ask: web::Json<EnrolAsk>) -> HttpResponse {
    if ask.code != CODE || ask.verify().is_err() {
        return problem(403, "wrong_code");
    }
    let mut state = door.state.lock().unwrap();
    (state.seal, state.device) = (Some(ask.seal_key), Some(ask.sign_key));
    HttpResponse::Ok().json(EnrolReply {
        agent_id: AGENT.into(),
        platform_key: door.key,
        party: "云坊".into(),
        origins: vec![ORIGIN.into()],
    })
}

fn signed(door: &Door, request: &HttpRequest, body: &[u8]) -> bool {
    let header = |name: &str| request.headers().get(name).unwrap().to_str().unwrap().to_owned();
    let time = header(TIME_HEADER).parse().unwrap();
    let device = door.state.lock().unwrap().device.unwrap();
    let signature = header(SIGNATURE_HEADER).parse().unwrap();
    header(AGENT_HEADER) == AGENT
        && verify_request(
            &device,
            ("POST", request.path()),
            (time, print_agent::clock::now()),
            body,
            &signature,
        )
        .is_ok()
}

async fn hello(door: Data<Door>, request: HttpRequest, body: Bytes) -> HttpResponse {
    assert!(signed(&door, &request, &body));
    if let Some(code) = door.state.lock().unwrap().refuses {
        return problem(403, code);
    }
    let time = print_agent::clock::now();
    HttpResponse::Ok().json(Hello { time })
}

async fn redeem(door: Data<Door>, request: HttpRequest, body: Bytes) -> HttpResponse {
    assert!(signed(&door, &request, &body));
    if let Some(code) = door.state.lock().unwrap().refuses {
        return problem(403, code);
    }
    let ask: RedemptionAsk = serde_json::from_slice(&body).unwrap();
    let (slow, breaks) = {
        let mut state = door.state.lock().unwrap();
        if let Some(status) = state.busy {
            return problem(status, "busy");
        }
        ask.verify(AGENT, &state.device.unwrap()).unwrap();
        if !state.redeemed.insert(ask.ticket_id) {
            return problem(409, "already_redeemed");
        }
        (state.slow, state.breaks)
    };
    tokio::time::sleep(slow).await;
    while door.state.lock().unwrap().holds {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    if breaks {
        return HttpResponse::InternalServerError().finish();
    }
    HttpResponse::Ok().json(RedemptionReply { ok: true })
}

async fn take(door: Data<Door>, request: HttpRequest, body: Bytes) -> HttpResponse {
    assert!(signed(&door, &request, &body));
    let ask: ReceiptsAsk = serde_json::from_slice(&body).unwrap();
    let mut state = door.state.lock().unwrap();
    if state.receipts_down {
        return problem(503, "down");
    }
    let taken = ask
        .receipts
        .iter()
        .map(|receipt| receipt.receipt.ticket_id.clone())
        .collect();
    state.receipts.extend(ask.receipts);
    HttpResponse::Ok().json(ReceiptsReply {
        taken,
        refused: Vec::new(),
    })
}

fn problem(status: u16, code: &str) -> HttpResponse {
    HttpResponse::build(actix_web::http::StatusCode::from_u16(status).unwrap())
        .content_type("application/problem+json")
        .json(json!({"code": code, "detail": format!("refused: {code}")}))
}
