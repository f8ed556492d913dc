//! The states of a print ticket, and when a label may be printed again.

use serde::{Deserialize, Serialize};

use crate::error::{Code, Refusal};

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TicketState)]
pub enum State {
    /// Asked for; the worker seals it.
    Asked,
    /// Sealed to its agent.
    Sealed,
    /// The agent was allowed to open it: its fate is not known yet.
    Redeemed,
    /// The agent says it was printed.
    Printed,
    /// The agent says nothing came out.
    Failed,
    /// The agent cannot say.
    Unknown,
    /// It will never be opened: superseded, expired, or could not be sealed.
    Refused,
}

impl State {
    const ALL: [Self; 7] = [
        Self::Asked,
        Self::Sealed,
        Self::Redeemed,
        Self::Printed,
        Self::Failed,
        Self::Unknown,
        Self::Refused,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Sealed => "sealed",
            Self::Redeemed => "redeemed",
            Self::Printed => "printed",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Refused => "refused",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.text() == text)
    }

    /// True if a label may have come out of a printer.
    #[must_use]
    pub const fn may_be_paper(self) -> bool {
        matches!(self, Self::Redeemed | Self::Printed | Self::Unknown)
    }

    /// The agent opens it: once.
    ///
    /// # Errors
    /// `ticket_spent` the second time, `ticket_expired` if it never can be.
    pub fn redeem(self) -> Result<Self, Refusal> {
        match self {
            Self::Sealed => Ok(Self::Redeemed),
            Self::Asked | Self::Refused => Err(Code::TicketExpired.into()),
            Self::Redeemed | Self::Printed | Self::Failed | Self::Unknown => Err(Code::TicketSpent.into()),
        }
    }

    /// The agent's word on a redeemed ticket; an unknown fate may still become known.
    ///
    /// # Errors
    /// `state_forbids` for a ticket that was never opened or whose fate is known.
    pub fn end(self, outcome: ::ticket::Outcome) -> Result<Self, Refusal> {
        match self {
            Self::Redeemed | Self::Unknown => Ok(match outcome {
                ::ticket::Outcome::Printed => Self::Printed,
                ::ticket::Outcome::Failed => Self::Failed,
                ::ticket::Outcome::Unknown => Self::Unknown,
            }),
            _ => Err(Code::StateForbids.into()),
        }
    }
}

/// A first print, and one after a failure, need no reason; a label that may exist needs one.
///
/// # Errors
/// `reprint_reason`.
pub fn may_print(may_be_paper: bool, reason: &str) -> Result<(), Refusal> {
    if may_be_paper && reason.trim().is_empty() {
        Err(Code::ReprintReason.into())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::ticket::Outcome;

    #[test]
    fn a_ticket_is_redeemed_once() {
        let redeemed = State::Sealed.redeem().unwrap();
        assert_eq!(redeemed.redeem().unwrap_err().code, Code::TicketSpent);
        assert_eq!(State::Refused.redeem().unwrap_err().code, Code::TicketExpired);
    }

    #[test]
    fn an_unknown_fate_may_become_known_but_a_known_one_stays() {
        let unknown = State::Redeemed.end(Outcome::Unknown).unwrap();
        let printed = unknown.end(Outcome::Printed).unwrap();
        assert!(printed.end(Outcome::Failed).is_err());
        assert!(State::Sealed.end(Outcome::Printed).is_err());
    }

    #[test]
    fn a_label_that_may_exist_wants_a_reason() {
        assert!(may_print(true, " ").is_err());
        assert!(may_print(true, "卡纸").is_ok());
        assert!(may_print(false, "").is_ok());
    }
}
