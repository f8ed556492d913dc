//! What is asked and told when a print agent is invited: its name, its one-time code, and where things are.

use serde::{Deserialize, Serialize};

use super::agent::AgentRef;
use crate::clock::Instant;
use crate::config::Config;

/// Asks for a new agent.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// What people call it, 1 to 60 characters.
    pub name: String,
}

/// The one-time code, shown once.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Invitation {
    /// The agent to be.
    pub agent: AgentRef,
    /// Type it into `print-agent enrol PLATFORM CODE`.
    pub code: String,
    /// Until when it can be used.
    pub code_until: Instant,
    /// The platform's address, as agents dial it.
    pub platform: String,
    /// The page where the agent is to be had, where the operator named one.
    pub packages: Option<String>,
}

/// What a person needs to set an agent up, beside the code.
#[derive(Debug, Clone)]
pub struct Place {
    /// The platform's address, as agents dial it.
    pub platform: String,
    /// The page where the agent is to be had.
    pub packages: Option<String>,
}

impl From<&Config> for Place {
    fn from(config: &Config) -> Self {
        Self {
            platform: config.platform.origin.clone(),
            packages: config.agent_packages.clone(),
        }
    }
}
