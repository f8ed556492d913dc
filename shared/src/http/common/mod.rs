//! The nouns every door has: sessions, people, machines, the party itself.

use super::ServiceConfig;

pub mod health;

/// The common routes under /v1.
pub fn routes(_: &mut ServiceConfig<'_>) {}
