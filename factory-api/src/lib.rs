//! The factory's door: a table of contents, one noun per file.

mod printing;

use shared::http::ServiceConfig;

/// The routes under /v1, beside the common ones (`shared::http::common`).
pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(printing::invite)
        .service(printing::agents)
        .service(printing::rename)
        .service(printing::revoke)
        .service(printing::print)
        .service(printing::one);
}
