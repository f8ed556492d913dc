//! Why is my label still encrypted: what a browser found of the agent beside it, together with what is known here.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::agent::AgentRef;
use super::invite::Place;
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::db::schema::print_agents;
use crate::error::Result;
use crate::party::{Acting, OfSide};

/// What a browser learned from `http://127.0.0.1:7790/diagnosis` and `getAgentInfo`.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Found {
    /// Did an agent answer?
    pub reached: bool,
    /// The code it gave.
    pub code: Option<String>,
    /// Its agent id, where it is enrolled.
    pub agent: Option<String>,
    /// Its clock, unix seconds.
    pub time: Option<i64>,
}

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// Nothing.
    None,
    /// No agent runs on that machine.
    NotRunning,
    /// It was not enrolled.
    NotEnrolled,
    /// It was enrolled by another party.
    WrongAccount,
    /// Its clock is off by more than five minutes.
    ClockOff,
    /// It was revoked.
    Revoked,
    /// It cannot reach the platform.
    PlatformUnreachable,
}

/// What stands in the way, and the next step.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Diagnosis {
    /// What.
    pub obstacle: Obstacle,
    /// In words.
    pub title: &'static str,
    /// What to do next.
    pub remedy: &'static str,
    /// The agent, where it is one of the caller's.
    pub agent: Option<AgentRef>,
    /// When that agent last spoke to the platform.
    pub seen_at: Option<Instant>,
    /// The page where the agent is to be had, where the operator named one.
    pub packages: Option<String>,
}

struct Known {
    state: String,
    seen_at: Option<Instant>,
}

/// Tells which obstacle holds, in the order in which they must be put right.
///
/// # Errors
/// When the database breaks.
pub fn diagnose<S: OfSide>(
    conn: &mut Conn,
    who: &Acting<S>,
    place: &Place,
    found: &Found,
    now: Instant,
) -> Result<Diagnosis> {
    let named: Option<AgentRef> = found.agent.as_deref().and_then(|agent| agent.parse().ok());
    let mine = named.filter(|agent| agent.owner.cast() == who.party());
    let known: Option<Known> = match mine {
        None => None,
        Some(agent) => print_agents::table
            .find((who.party(), agent.id))
            .select((print_agents::state, print_agents::seen_at))
            .first(conn)
            .optional()?
            .map(|(state, seen_at)| Known { state, seen_at }),
    };
    let obstacle = judge(found, known.as_ref(), now);
    let (title, remedy) = obstacle.words();
    Ok(Diagnosis {
        obstacle,
        title,
        remedy,
        agent: mine.filter(|_| known.is_some()),
        seen_at: known.and_then(|known| known.seen_at),
        packages: place.packages.clone(),
    })
}

fn judge(found: &Found, known: Option<&Known>, now: Instant) -> Obstacle {
    let said = |code: &str| found.code.as_deref() == Some(code);
    if !found.reached {
        return Obstacle::NotRunning;
    }
    let Some(known) = known else {
        return match found.agent.is_none() && !said("wrong_account") {
            true => Obstacle::NotEnrolled,
            false => Obstacle::WrongAccount,
        };
    };
    let off = |time: i64| time.abs_diff(now.timestamp()) > ::ticket::door::MAX_SKEW.unsigned_abs();
    match () {
        () if known.state == "revoked" => Obstacle::Revoked,
        () if known.state != "active" => Obstacle::NotEnrolled,
        () if said("clock_off") || found.time.is_some_and(off) => Obstacle::ClockOff,
        () if said("platform_unreachable") => Obstacle::PlatformUnreachable,
        () => Obstacle::None,
    }
}

impl Obstacle {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::None => ("The agent is ready", "Print."),
            Self::NotRunning => (
                "No print agent answers on this machine",
                "Install it and start `print-agent`; then reload this page.",
            ),
            Self::NotEnrolled => (
                "The print agent is not enrolled",
                "Make a code under Print agents, and run `print-agent enrol URL CODE` on that machine.",
            ),
            Self::WrongAccount => (
                "The print agent was enrolled by another account",
                "Sign in with that account, or enrol the agent anew with a code of yours.",
            ),
            Self::ClockOff => (
                "The clock of that machine is off by more than five minutes",
                "Let the machine set its clock by the network, then try again.",
            ),
            Self::Revoked => (
                "The print agent was revoked",
                "Make a new code and enrol it again, or use another agent.",
            ),
            Self::PlatformUnreachable => (
                "The print agent cannot reach the platform",
                "Check that machine's network and proxy; nothing is printed until the platform answers.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_obstacle_is_told_from_the_others() {
        let now = Instant::from_timestamp(1_000_000, 0).unwrap();
        let known = |state: &str| Known {
            state: state.into(),
            seen_at: None,
        };
        let found = |code: Option<&str>, agent: Option<&str>, time| Found {
            reached: true,
            code: code.map(str::to_owned),
            agent: agent.map(str::to_owned),
            time,
        };
        let here = Some("agt_1");
        assert_eq!(judge(&Found::default(), None, now), Obstacle::NotRunning);
        assert_eq!(
            judge(&found(Some("not_enrolled"), None, None), None, now),
            Obstacle::NotEnrolled
        );
        assert_eq!(judge(&found(None, here, None), None, now), Obstacle::WrongAccount);
        assert_eq!(
            judge(&found(None, here, Some(1_000_301)), Some(&known("active")), now),
            Obstacle::ClockOff
        );
        assert_eq!(
            judge(&found(Some("clock_off"), here, None), Some(&known("active")), now),
            Obstacle::ClockOff
        );
        assert_eq!(
            judge(&found(None, here, None), Some(&known("revoked")), now),
            Obstacle::Revoked
        );
        let cut = found(Some("platform_unreachable"), here, Some(1_000_000));
        assert_eq!(
            judge(&cut, Some(&known("active")), now),
            Obstacle::PlatformUnreachable
        );
        assert_eq!(
            judge(
                &found(Some("ok"), here, Some(999_700)),
                Some(&known("active")),
                now
            ),
            Obstacle::None
        );
    }
}
