//! The nouns every door has: sessions, people, machines, the party itself.

use super::ServiceConfig;
use crate::party::Side;

mod applications;
pub mod health;
mod invitations;
mod machines;
mod parties;
mod password_resets;
mod people;
mod session;
mod token;
mod totp;
mod views;

/// The common routes under /v1: a table of contents.
pub fn routes(side: Side, cfg: &mut ServiceConfig<'_>) {
    cfg.service(session::begin)
        .service(session::show)
        .service(session::sign_out)
        .service(session::choose_party)
        .service(session::step_up)
        .service(session::list)
        .service(session::end)
        .service(totp::enrol)
        .service(totp::confirm)
        .service(totp::off)
        .service(password_resets::send)
        .service(password_resets::redeem)
        .service(invitations::list)
        .service(invitations::invite)
        .service(invitations::accept)
        .service(invitations::withdraw)
        .service(people::list)
        .service(people::change)
        .service(people::remove)
        .service(machines::list)
        .service(machines::create)
        .service(machines::revoke)
        .service(token::trade)
        .service(parties::show)
        .service(parties::change)
        .service(views::list)
        .service(views::keep)
        .service(views::change)
        .service(views::forget);
    if side != Side::Platform {
        cfg.service(applications::apply);
    }
}
