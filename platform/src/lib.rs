//! The operator's door: a table of contents, one noun per file.

pub mod sandbox;

mod agents;
mod events;
mod flow;
mod intake;
mod jobs;
mod mails;
mod parties;
mod refunds;
mod settings;
mod waybill_accounts;
mod waybill_numbers;

use shared::http::ServiceConfig;
use shared::http::serve::Face;

/// What the door shows: the routes below and the console that `build.rs` embeds.
pub const FACE: Face = Face {
    routes,
    console: include!(concat!(env!("OUT_DIR"), "/console.rs")),
};

/// The routes under /v1, beside the common ones (`shared::http::common`).
pub fn routes(cfg: &mut ServiceConfig<'_>) {
    cfg.service(intake::take)
        .service(refunds::list)
        .service(refunds::open)
        .service(refunds::complete)
        .service(refunds::withdraw);
    cfg.service(agents::enrol)
        .service(agents::hello)
        .service(agents::about)
        .service(agents::explain_ticket)
        .service(agents::redeem)
        .service(agents::receipts);
    cfg.service(parties::list)
        .service(parties::one)
        .service(parties::approve)
        .service(parties::refuse)
        .service(parties::suspend)
        .service(parties::resume)
        .service(settings::show)
        .service(settings::put);
    cfg.service(events::watch)
        .service(flow::days)
        .service(flow::troubles);
    cfg.service(jobs::list)
        .service(jobs::queue)
        .service(jobs::replay)
        .service(jobs::drop_dead)
        .service(mails::list)
        .service(mails::again)
        .service(mails::test);
    cfg.service(waybill_accounts::all)
        .service(waybill_accounts::one)
        .service(waybill_accounts::approve)
        .service(waybill_accounts::refuse)
        .service(waybill_accounts::close)
        .service(waybill_accounts::pay_in)
        .service(waybill_accounts::ledger)
        .service(waybill_numbers::holder)
        .service(waybill_numbers::release);
}
