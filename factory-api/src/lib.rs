//! The factory's door: a table of contents, one noun per file.

mod assignments;
mod batches;
mod bindings;
mod events;
mod flow;
mod label_templates;
mod papers;
mod parcels;
mod printing;
mod sweeps;
mod waybill_accounts;
mod waybills;

use shared::http::ServiceConfig;
use shared::http::serve::Face;

/// What the door shows: the routes below and the console that `build.rs` embeds.
pub const FACE: Face = Face {
    routes,
    console: include!(concat!(env!("OUT_DIR"), "/console.rs")),
};

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
    cfg.service(batches::list)
        .service(batches::one)
        .service(batches::refusals)
        .service(batches::cancel);
    cfg.service(sweeps::count_assignments)
        .service(sweeps::count_parcels)
        .service(sweeps::accept)
        .service(sweeps::decline)
        .service(sweeps::fail)
        .service(sweeps::pack)
        .service(sweeps::take_numbers)
        .service(sweeps::print)
        .service(sweeps::ship);
    cfg.service(events::watch)
        .service(flow::days)
        .service(flow::bindings);
    cfg.service(printing::invite)
        .service(printing::agents)
        .service(printing::rename)
        .service(printing::revoke)
        .service(printing::diagnose)
        .service(printing::print)
        .service(printing::from_the_nth)
        .service(printing::one)
        .service(printing::labels)
        .service(printing::say);
    cfg.service(label_templates::list)
        .service(label_templates::make)
        .service(label_templates::one)
        .service(label_templates::change)
        .service(label_templates::delete_one)
        .service(label_templates::uses)
        .service(label_templates::use_in);
    cfg.service(papers::pick_list)
        .service(papers::packing_slips)
        .service(papers::hand_over);
    cfg.service(waybill_accounts::own)
        .service(waybill_accounts::one)
        .service(waybill_accounts::apply)
        .service(waybill_accounts::close)
        .service(waybill_accounts::ledger);
    cfg.service(parcels::packing)
        .service(parcels::pack)
        .service(parcels::unpack)
        .service(parcels::check)
        .service(parcels::send_off)
        .service(parcels::send_typed);
    cfg.service(waybills::all_carriers)
        .service(waybills::take_numbers)
        .service(waybills::give_back)
        .service(waybills::type_numbers)
        .service(waybills::one);
}
