//! Why is my label still encrypted: what stands between a console and a printed label, and the next step.

use serde::Serialize;

use crate::{agent::Agent, clock, platform::CallError, refusal::Refusal};

/// The first thing that is wrong, `ok` when nothing is.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnosis {
    /// What, in the user's words, and what to do next.
    #[serde(flatten)]
    pub finding: Refusal,
    /// How far this machine's clock is ahead of the platform's, in seconds, where the platform answered.
    #[serde(rename = "clockAhead", skip_serializing_if = "Option::is_none")]
    pub clock_ahead: Option<i64>,
}

/// Looks in the order in which things must be put right. `agents` are those of the account that asks.
pub async fn examine(agent: &Agent, agents: &[String]) -> Diagnosis {
    let found = |code| Diagnosis {
        finding: Refusal::of(code),
        clock_ahead: None,
    };
    let Some(enrolment) = agent.enrolment() else {
        return found("not_enrolled");
    };
    if !agents.is_empty() && !agents.contains(&enrolment.agent_id) {
        return found("wrong_account");
    }
    let Ok(platform) = agent.platform() else {
        return found("not_enrolled");
    };
    match platform.hello().await {
        Ok(hello) => Diagnosis {
            finding: Refusal::of("ok"),
            clock_ahead: Some(clock::now() - hello.time),
        },
        Err(CallError::Refused { code, .. }) => Diagnosis {
            finding: Refusal::by_code(code),
            clock_ahead: None,
        },
        Err(_) => found("platform_unreachable"),
    }
}
