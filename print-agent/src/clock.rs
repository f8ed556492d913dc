//! The one place that reads the wall clock.

/// Unix seconds now.
#[expect(
    clippy::disallowed_methods,
    reason = "the agent's clock: everything else takes the time as an argument"
)]
pub fn now() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
