//! The loopback door and its guards: Host, Origin, a bounded number of clients.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::Server,
    http::header::{AUTHORIZATION, HOST, HeaderName, ORIGIN, UPGRADE},
    web::{self, Data, Payload},
};

use crate::{
    agent::Agent,
    page::{self, Page},
    session::{self, Guest},
};

const MAX_CLIENTS: usize = 32;
const MAX_MESSAGE: usize = 2 * 1024 * 1024;

/// Binds 127.0.0.1 only; port 0 takes a free one. Gives back the port.
pub fn bind(agent: Arc<Agent>, port: u16) -> std::io::Result<(Server, u16)> {
    let door = Data::new(Door {
        agent,
        clients: Arc::default(),
    });
    let page = Data::new(Page::open(&door.agent)?);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(door.clone())
            .app_data(page.clone())
            .app_data(Data::from(Arc::clone(&door.agent)))
            .route("/", web::get().to(enter))
            .configure(page::routes)
    })
    .workers(1)
    .shutdown_timeout(2)
    .bind(("127.0.0.1", port))?;
    let port = server.addrs().first().map_or(port, std::net::SocketAddr::port);
    Ok((server.run(), port))
}

struct Door {
    agent: Arc<Agent>,
    clients: Arc<AtomicUsize>,
}

/// Counts a client for as long as it lives.
struct Seat(Arc<AtomicUsize>);

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Door {
    fn seat(&self) -> Option<Seat> {
        let seat = Seat(Arc::clone(&self.clients));
        (self.clients.fetch_add(1, Ordering::Relaxed) < MAX_CLIENTS).then_some(seat)
    }
}

async fn enter(request: HttpRequest, body: Payload, door: Data<Door>) -> actix_web::Result<HttpResponse> {
    let known = origin_is_known(&request, &door.agent);
    if !host_is_ours(&request) || !(known || may_ask(&request, &door.agent)) {
        return Ok(HttpResponse::Forbidden().finish());
    }
    match (request.headers().contains_key(UPGRADE), known) {
        (true, _) => {}
        (false, true) => return Ok(page::show()),
        (false, false) => return Ok(HttpResponse::Forbidden().finish()),
    }
    let Some(seat) = door.seat() else {
        return Ok(HttpResponse::ServiceUnavailable().finish());
    };
    let guest = match known {
        true if bearer(&request).is_some_and(|token| session::pairs(&door.agent, token)) => Guest::Paired,
        true => Guest::Known,
        false => Guest::Stranger,
    };
    let (response, session, messages) = actix_ws::handle(&request, body)?;
    let messages = messages
        .max_frame_size(MAX_MESSAGE)
        .aggregate_continuations()
        .max_continuation_size(MAX_MESSAGE);
    let agent = Arc::clone(&door.agent);
    actix_web::rt::spawn(async move {
        session::serve(agent, session, messages, guest).await;
        drop(seat);
    });
    Ok(response)
}

/// A name that resolves here is not enough: a web page may have made it resolve here.
pub(crate) fn host_is_ours(request: &HttpRequest) -> bool {
    let port = request.app_config().local_addr().port();
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    header(request, HOST).is_some_and(|host| ours.iter().any(|known| known == host))
}

/// Browsers always name their page's origin; programs name none and are held to pairing alone.
pub(crate) fn origin_is_known(request: &HttpRequest, agent: &Agent) -> bool {
    match request.headers().contains_key(ORIGIN) {
        false => true,
        true => header(request, ORIGIN).is_some_and(|origin| {
            agent
                .enrolment()
                .is_some_and(|place| place.origins.iter().any(|known| known == origin))
        }),
    }
}

/// An agent that is enrolled nowhere knows no origin yet: any page may learn that, and nothing else.
pub(crate) fn may_ask(request: &HttpRequest, agent: &Agent) -> bool {
    origin_is_known(request, agent) || agent.enrolment().is_none()
}

pub(crate) fn bearer(request: &HttpRequest) -> Option<&str> {
    header(request, AUTHORIZATION)?.strip_prefix("Bearer ")
}

/// A header given exactly once, as text.
pub(crate) fn header(request: &HttpRequest, name: HeaderName) -> Option<&str> {
    let mut values = request.headers().get_all(name);
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}
