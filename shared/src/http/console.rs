//! The console of a door: its page under a strict policy with a fresh nonce, its files as they were built.

use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse, web};

use super::problem::Problem;
use crate::error::Code;

/// A console as the build script embeds it.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    /// The page, `__NONCE__` standing where each answer's nonce goes; none where the door was built without Node.
    pub page: Option<&'static str>,
    /// What it loads, under `/assets/`.
    pub files: &'static [File],
}

/// One file; its name carries the hash of what is in it.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// As it is.
    pub plain: &'static [u8],
    /// Packed with brotli.
    pub brotli: Option<&'static [u8]>,
    /// Its entity tag, quoted.
    pub tag: &'static str,
}

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Sealship</title>\
    <p>The console is not built: <code>cd web && npm ci && npm run build</code>, then build again. \
    The API is at <a href=/docs/>/docs/</a>.</p>";

/// Anything a browser asks for that is no file and no API: the page finds its own way from the address.
pub(super) async fn page(
    request: HttpRequest,
    console: web::Data<Console>,
) -> std::result::Result<HttpResponse, Problem> {
    let api = ["/v1", "/docs", "/assets"];
    let path = request.path();
    let is_api = api.iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if is_api || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Code::NotFound.into());
    }
    let nonce = uuid::Uuid::new_v4().simple().to_string();
    let text = console.page.unwrap_or(NOT_BUILT).replace("__NONCE__", &nonce);
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_SECURITY_POLICY, policy(&nonce)))
        .body(text))
}

/// A console speaks with its own door, and with the print agent on the clerk's own machine.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; \
         font-src 'self'; media-src 'self'; connect-src 'self' ws://127.0.0.1:*; manifest-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// One of the console's files: kept by browsers for good, since another content has another name.
pub(super) async fn asset(
    request: HttpRequest,
    name: web::Path<String>,
    console: web::Data<Console>,
) -> std::result::Result<HttpResponse, Problem> {
    let found = console.files.iter().find(|file| file.name == name.as_str());
    let file = found.ok_or(Code::NotFound)?;
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let known = header(IF_NONE_MATCH).is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == file.tag));
    let mut answer = match known {
        true => HttpResponse::NotModified(),
        false => HttpResponse::Ok(),
    };
    answer
        .insert_header((ETAG, file.tag))
        .insert_header((VARY, "accept-encoding"))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"));
    if known {
        return Ok(answer.finish());
    }
    answer.content_type(kind(file.name));
    Ok(
        match file
            .brotli
            .filter(|_| header(ACCEPT_ENCODING).is_some_and(takes_brotli))
        {
            Some(packed) => answer.insert_header((CONTENT_ENCODING, "br")).body(packed),
            None => answer.body(file.plain),
        },
    )
}

fn takes_brotli(accepted: &str) -> bool {
    let mut codings = accepted.split(',').map(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        (name.trim(), quality.replace(' ', ""))
    });
    codings.any(|(name, quality)| name == "br" && !quality.starts_with("q=0") | quality.starts_with("q=0."))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("mp3") => "audio/mpeg",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::takes_brotli;

    #[test]
    fn brotli_is_sent_to_who_takes_it() {
        for yes in ["br", "gzip, deflate, br, zstd", "gzip, br;q=0.5", "br ; q=1"] {
            assert!(takes_brotli(yes), "{yes}");
        }
        for no in ["", "gzip", "br;q=0", "gzip, br; q=0", "brotli"] {
            assert!(!takes_brotli(no), "{no}");
        }
    }
}
