//! Numbers through the doors, from a real carrier over a socket: bought once, paid once, whatever breaks on the way.

mod contest;
mod crash;
mod fates;
mod money;
mod printing;
mod races;
mod receivers;
mod refunds;
mod scanning;
pub(crate) mod scene;
mod stories;
