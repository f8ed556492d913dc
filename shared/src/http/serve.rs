//! A door as the world meets it: routes, wrapping, limits, TLS, and a quiet end.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App as Actix, Error as ActixError, HttpMessage, HttpRequest, HttpResponse, HttpServer, web};
use utoipa_actix_web::{AppExt, scope};
use utoipa_swagger_ui::{Config as Swagger, SwaggerUi};

use super::app::Door;
use super::console::{self, Console};
use super::problem::{self, Problem};
use super::{ServiceConfig, caller, common, docs};
use crate::config::Config;
use crate::error::{Broken, Result};

/// A door crate's table of contents.
pub type Routes = fn(&mut ServiceConfig<'_>);

/// What a door crate shows the world: its routes under /v1 and its console.
#[derive(Debug, Clone, Copy)]
pub struct Face {
    /// Its table of contents.
    pub routes: Routes,
    /// Its pages.
    pub console: Console,
}

/// The id of a request: in its log line, its problem and its `X-Request-Id`.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The actix application of a door: what a server runs, and what tests drive in process.
pub fn app(
    door: web::Data<Door>,
    face: Face,
) -> Actix<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = ActixError,
        InitError = (),
    >,
> {
    let side = door.side();
    let document = document(side, face.routes).unwrap_or_default();
    let page = SwaggerUi::new("/docs/{_:.*}")
        .config(
            Swagger::from("/v1/openapi.json")
                .validator_url("none")
                .persist_authorization(false),
        )
        .external_url_unchecked("/v1/openapi.json", document);
    // The page comes first: the scope answers for every path under /v1 that it does not know.
    let (app, _) = Actix::new()
        .service(page)
        .into_utoipa_app()
        .service(scope::scope("/v1").configure(contents(side, face.routes)))
        .split_for_parts();
    app.app_data(door)
        .app_data(web::Data::new(face.console))
        .service(common::health::healthz)
        .service(common::health::readyz)
        .service(web::redirect("/docs", "/docs/"))
        .route("/assets/{name}", web::get().to(console::asset))
        .default_service(web::to(console::page))
        .wrap(from_fn(caller::identify))
        .wrap(from_fn(dress))
}

fn contents(side: crate::party::Side, routes: Routes) -> impl FnOnce(&mut ServiceConfig<'_>) {
    move |cfg| {
        common::routes(side, cfg);
        routes(cfg);
    }
}

/// The document of a door, as it serves it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document(side: crate::party::Side, routes: Routes) -> Result<serde_json::Value> {
    let (_, document) = Actix::new()
        .into_utoipa_app()
        .service(scope::scope("/v1").configure(contents(side, routes)))
        .split_for_parts();
    docs::complete(side, &document)
}

impl actix_web::Responder for Problem {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::from_error(self)
    }
}

/// The outermost wrapping: names the request, writes refusals as problems, adds the headers, logs the line.
async fn dress<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> std::result::Result<ServiceResponse<BoxBody>, ActixError> {
    let id = uuid::Uuid::new_v4().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let begun = Instant::now();
    // Nothing here may hold the request while it is routed: the router wants it alone.
    let mut answer = in_our_words(next.call(request).await?.map_into_boxed_body(), &id);
    headers(&mut answer, &id);
    log(&answer, &id, begun.elapsed());
    Ok(answer)
}

fn in_our_words(answer: ServiceResponse<BoxBody>, id: &str) -> ServiceResponse<BoxBody> {
    if let Some(error) = answer.response().error() {
        let told = told(error, id);
        return answer.into_response(told);
    }
    match problem::of_status(answer.status()) {
        Some(problem) => {
            let allow = answer.headers().get(header::ALLOW).cloned();
            let mut told = problem.answer(id);
            if let Some(allow) = allow {
                told.headers_mut().insert(header::ALLOW, allow);
            }
            answer.into_response(told)
        }
        None => answer,
    }
}

fn told(error: &ActixError, id: &str) -> HttpResponse {
    if let Some(problem) = error.as_error::<Problem>() {
        return problem.answer(id);
    }
    match problem::of_status(error.as_response_error().status_code()) {
        Some(problem) => problem.answer(id),
        None => Problem::Broken(Broken::new(error.to_string())).answer(id),
    }
}

const HEADERS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// The page of documents writes its styles into its text; nothing else does. The console brings its own policy.
const DOCS: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; \
                    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn headers(answer: &mut ServiceResponse<BoxBody>, id: &str) {
    let path = answer.request().path();
    let api = path.starts_with("/v1");
    let policy = if path.starts_with("/docs") { DOCS } else { NOTHING };
    let secure = answer
        .request()
        .app_data::<web::Data<Door>>()
        .is_some_and(|d| d.origin().starts_with("https://"));
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

/// One line a request; the path's pattern, never its query.
fn log(answer: &ServiceResponse<BoxBody>, request_id: &str, took: Duration) {
    let request = answer.request();
    let (method, route) = (request.method(), request.match_pattern().unwrap_or_default());
    let (status, ms) = (answer.status().as_u16(), took.as_millis());
    tracing::info!(%method, route, status, ms, request_id, "request");
}

/// The address of who asks: the peer, or what a trusted proxy says of it; other forwarding headers are ignored.
#[must_use]
pub fn address(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let door = request.app_data::<web::Data<Door>>()?;
    let trusted = &door.house().config().trusted_proxies;
    if !trusted.contains(&peer) {
        return Some(peer);
    }
    let told = request
        .headers()
        .get_all(header::HeaderName::from_static("x-forwarded-for"));
    let hops: Vec<IpAddr> = told
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|hop| hop.trim().parse().ok())
        .collect();
    Some(
        hops.into_iter()
            .rev()
            .find(|hop| !trusted.contains(hop))
            .unwrap_or(peer),
    )
}

/// Opens a door to the world; the server stops gracefully when told (its handle, or SIGTERM by the caller).
///
/// # Errors
/// When the socket is taken or the TLS files cannot be read.
pub fn open(door: Door, face: Face) -> Result<Server> {
    let config = door.house().config().clone();
    let listen = match door.side() {
        crate::party::Side::Merchant => config.merchant.listen,
        crate::party::Side::Factory => config.factory.listen,
        crate::party::Side::Platform => config.platform.listen,
    };
    let door = web::Data::from(Arc::new(door));
    let server = HttpServer::new(move || app(door.clone(), face))
        .workers(
            std::thread::available_parallelism()
                .map_or(2, usize::from)
                .clamp(1, 8),
        )
        .client_request_timeout(Duration::from_secs(10))
        .client_disconnect_timeout(Duration::from_secs(2))
        .keep_alive(Duration::from_secs(60))
        .max_connections(10_000)
        .shutdown_timeout(20)
        .disable_signals();
    let bound = match tls(&config)? {
        Some(tls) => server.bind_rustls_0_23(listen, tls),
        None => server.bind(listen),
    };
    let taken = |cause| Broken::new(format!("listen on {listen}: {cause}"));
    Ok(bound.map_err(|cause: std::io::Error| taken(cause))?.run())
}

fn tls(config: &Config) -> Result<Option<rustls::ServerConfig>> {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let Some((cert, key)) = &config.tls else {
        return Ok(None);
    };
    let chain: std::result::Result<Vec<_>, _> = CertificateDer::pem_file_iter(cert)
        .map_err(Broken::of("SEALSHIP_TLS_CERT"))?
        .collect();
    let chain = chain.map_err(Broken::of("SEALSHIP_TLS_CERT"))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(Broken::of("SEALSHIP_TLS_KEY"))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Broken::of("TLS versions"))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(Broken::of("TLS certificate"))?;
    Ok(Some(tls))
}
