//! The merchant's door: a table of contents, one noun per file.

mod batches;
mod imports;
mod orders;
mod printing;

use shared::http::ServiceConfig;

/// The routes under /v1, beside the common ones (`shared::http::common`).
pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(orders::take)
        .service(orders::list)
        .service(orders::counts)
        .service(orders::close)
        .service(orders::acknowledge)
        .service(orders::one);
    cfg.service(imports::upload);
    cfg.service(batches::list)
        .service(batches::one)
        .service(batches::refusals)
        .service(batches::cancel);
    cfg.service(printing::invite)
        .service(printing::agents)
        .service(printing::rename)
        .service(printing::revoke)
        .service(printing::print)
        .service(printing::one);
}
