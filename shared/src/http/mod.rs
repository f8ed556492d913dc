//! The doors' common frame: who asks, what is asked, what is answered. The only part of `shared` that knows HTTP.
//!
//! A handler is a sentence: `May` (who may), `Key` (which intent), `App` (the house), `Json` (what), and the domain's verb.

pub mod app;
pub mod ask;
pub mod caller;
pub mod common;
pub mod console;
pub mod docs;
pub mod events;
pub mod once;
mod pointer;
pub mod problem;
pub mod process;
pub mod scope;
pub mod serve;
pub mod session;
mod strict;
pub mod token;

pub use crate::house::House;
pub use app::{Answer, App, Door, Reply};
pub use ask::{Ask, At, Json, Key, Query};
pub use caller::{Any, Fresh, May, Signed};
pub use console::Console;
pub use problem::{Problem, Refusals};
pub use utoipa_actix_web::service_config::ServiceConfig;
