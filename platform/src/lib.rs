//! The operator's door: a table of contents, one noun per file.

pub mod sandbox;

use shared::http::ServiceConfig;

/// The routes under /v1, beside the common ones (`shared::http::common`).
pub fn routes(_: &mut ServiceConfig<'_>) {}
