//! Receipts on their way to the platform: sent again until it has taken them.

use std::{sync::Arc, time::Duration};

use ticket::door::MAX_RECEIPTS;

use super::Agent;

const FIRST_RETRY: Duration = Duration::from_secs(1);
const LAST_RETRY: Duration = Duration::from_secs(60);

/// Delivers receipts until the platform has them all, then waits for more; never gives up.
pub async fn deliver(agent: Arc<Agent>) {
    let mut wait = FIRST_RETRY;
    loop {
        let owed = agent.queue().owed(MAX_RECEIPTS);
        if owed.is_empty() {
            agent.post.notified().await;
            continue;
        }
        let done = match settle(&agent, owed).await {
            Ok(ids) => !ids.is_empty() && agent.queue().settle(&ids).is_ok(),
            Err(error) => {
                tracing::warn!(error, "receipts are not delivered yet");
                false
            }
        };
        wait = if done { FIRST_RETRY } else { pause(wait).await };
    }
}

/// The tickets of receipts that need not be sent again.
async fn settle(agent: &Agent, owed: Vec<ticket::SignedReceipt>) -> Result<Vec<String>, String> {
    let platform = agent.platform().map_err(|refusal| refusal.msg.to_string())?;
    let reply = platform.deliver(owed).await.map_err(|error| error.to_string())?;
    for refused in &reply.refused {
        tracing::warn!(ticket = refused.ticket_id, code = refused.code, "receipt refused");
    }
    let refused = reply.refused.into_iter().map(|refused| refused.ticket_id);
    Ok(reply.taken.into_iter().chain(refused).collect())
}

async fn pause(wait: Duration) -> Duration {
    tokio::time::sleep(wait).await;
    (wait * 2).min(LAST_RETRY)
}
