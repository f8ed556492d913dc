//! The factory's door: a table of contents, one noun per file.

mod assignments;
mod bindings;
mod printing;

use shared::http::ServiceConfig;

/// The routes under /v1, beside the common ones (`shared::http::common`).
pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(bindings::list)
        .service(bindings::offer)
        .service(bindings::one)
        .service(bindings::accept)
        .service(bindings::decline)
        .service(bindings::withdraw)
        .service(bindings::end)
        .service(bindings::change_terms)
        .service(bindings::words);
    cfg.service(assignments::list)
        .service(assignments::counts)
        .service(assignments::one)
        .service(assignments::accept)
        .service(assignments::decline)
        .service(assignments::fail)
        .service(assignments::requests)
        .service(assignments::grant)
        .service(assignments::deny);
    cfg.service(printing::invite)
        .service(printing::agents)
        .service(printing::rename)
        .service(printing::revoke)
        .service(printing::print)
        .service(printing::one);
}
