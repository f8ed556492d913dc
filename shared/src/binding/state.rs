//! Where a binding stands: a variant holds exactly what is true in it, a transition consumes it.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Code, Refusal};

/// One end of a binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BindingEnd)]
pub enum By {
    /// The merchant's.
    Merchant,
    /// The factory's or warehouse's.
    Fulfiller,
}

impl By {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Fulfiller => "fulfiller",
        }
    }

    /// The end of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        [Self::Merchant, Self::Fulfiller]
            .into_iter()
            .find(|by| by.text() == text)
    }
}

/// The state of a binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
#[schema(as = BindingState)]
pub enum State {
    /// One side asked; the other has not answered.
    Offered {
        /// Who asked.
        by: By,
    },
    /// They work together.
    Active {
        /// When the offer was accepted.
        since: Instant,
    },
    /// The other side said no.
    Declined {
        /// Its words.
        reason: String,
        /// When.
        at: Instant,
    },
    /// The offer was taken back before an answer.
    Withdrawn {
        /// When.
        at: Instant,
    },
    /// No new assignments; open work finishes or is recalled.
    Ending {
        /// When it began.
        since: Instant,
        /// Who ends it.
        by: By,
        /// In his words.
        reason: String,
    },
    /// Over.
    Ended {
        /// When it began.
        since: Instant,
        /// Who ended it.
        by: By,
        /// In his words.
        reason: String,
        /// When the last work was done.
        at: Instant,
    },
}

/// The word of a state, for filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BindingWord)]
pub enum Word {
    /// One side asked.
    Offered,
    /// They work together.
    Active,
    /// The other side said no.
    Declined,
    /// The offer was taken back.
    Withdrawn,
    /// No new work.
    Ending,
    /// Over.
    Ended,
}

impl Word {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Active => "active",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Ending => "ending",
            Self::Ended => "ended",
        }
    }
}

impl State {
    /// The word of it.
    #[must_use]
    pub const fn word(&self) -> Word {
        match self {
            Self::Offered { .. } => Word::Offered,
            Self::Active { .. } => Word::Active,
            Self::Declined { .. } => Word::Declined,
            Self::Withdrawn { .. } => Word::Withdrawn,
            Self::Ending { .. } => Word::Ending,
            Self::Ended { .. } => Word::Ended,
        }
    }

    /// The side that was asked says yes.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn accept(self, caller: By, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Offered { by } if by != caller => Ok(Self::Active { since: now }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The side that was asked says no.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn decline(self, caller: By, reason: String, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Offered { by } if by != caller => Ok(Self::Declined { reason, at: now }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The side that asked takes it back.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn withdraw(self, caller: By, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Offered { by } if by == caller => Ok(Self::Withdrawn { at: now }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// Either side ends it: no new work from now on.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn end(self, by: By, reason: String) -> Result<Self, Refusal> {
        match self {
            Self::Active { since } => Ok(Self::Ending { since, by, reason }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The last open work is done: an ending binding has ended, any other stays as it is.
    #[must_use]
    pub fn settle(self, now: Instant) -> Self {
        match self {
            Self::Ending { since, by, reason } => Self::Ended {
                since,
                by,
                reason,
                at: now,
            },
            other => other,
        }
    }

    /// True while terms may be changed.
    #[must_use]
    pub const fn takes_terms(&self) -> bool {
        matches!(self, Self::Offered { .. } | Self::Active { .. })
    }

    /// True while there is or may be work, so that words for goods matter.
    #[must_use]
    pub const fn live(&self) -> bool {
        matches!(
            self,
            Self::Offered { .. } | Self::Active { .. } | Self::Ending { .. }
        )
    }
}

/// A verb of a binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BindingAction)]
pub enum Action {
    /// Say yes to the offer.
    Accept,
    /// Say no to the offer.
    Decline,
    /// Take the own offer back.
    Withdraw,
    /// End it.
    End,
    /// Change the terms that are one's own.
    ChangeTerms,
    /// Say what goods are called.
    MapSkus,
    /// Give orders.
    Assign,
}

impl Action {
    /// The verbs legal now for that end.
    #[must_use]
    pub fn legal(state: &State, caller: By) -> Vec<Self> {
        let asked = matches!(state, State::Offered { by } if *by != caller);
        let asking = matches!(state, State::Offered { by } if *by == caller);
        let active = matches!(state, State::Active { .. });
        let merchant = caller == By::Merchant;
        let verbs = [
            (Self::Accept, asked),
            (Self::Decline, asked),
            (Self::Withdraw, asking),
            (Self::End, active),
            (Self::ChangeTerms, state.takes_terms()),
            (Self::MapSkus, merchant && state.live()),
            (Self::Assign, merchant && active),
        ];
        verbs
            .into_iter()
            .filter(|(_, legal)| *legal)
            .map(|(verb, _)| verb)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_timestamp(seconds, 0).unwrap()
    }

    fn all() -> Vec<State> {
        let (since, by, reason) = (at(1), By::Merchant, "over".to_owned());
        vec![
            State::Offered { by },
            State::Active { since },
            State::Declined {
                reason: reason.clone(),
                at: at(2),
            },
            State::Withdrawn { at: at(2) },
            State::Ending {
                since,
                by,
                reason: reason.clone(),
            },
            State::Ended {
                since,
                by,
                reason,
                at: at(3),
            },
        ]
    }

    #[test]
    fn only_the_side_that_was_asked_answers() {
        let offer = State::Offered { by: By::Merchant };
        assert!(offer.clone().accept(By::Merchant, at(2)).is_err());
        assert!(offer.clone().decline(By::Merchant, "no".into(), at(2)).is_err());
        assert!(offer.clone().withdraw(By::Fulfiller, at(2)).is_err());
        assert_eq!(
            offer.clone().accept(By::Fulfiller, at(2)),
            Ok(State::Active { since: at(2) })
        );
        assert_eq!(
            offer.withdraw(By::Merchant, at(2)),
            Ok(State::Withdrawn { at: at(2) })
        );
    }

    #[test]
    fn what_is_decided_stays_decided() {
        for state in all().into_iter().skip(1) {
            for caller in [By::Merchant, By::Fulfiller] {
                assert!(state.clone().accept(caller, at(9)).is_err());
                assert!(state.clone().decline(caller, String::new(), at(9)).is_err());
                assert!(state.clone().withdraw(caller, at(9)).is_err());
            }
        }
    }

    #[test]
    fn an_end_waits_for_open_work_and_keeps_who_and_why() {
        let ending = State::Active { since: at(1) }
            .end(By::Fulfiller, "搬厂".into())
            .unwrap();
        assert!(ending.clone().end(By::Merchant, String::new()).is_err());
        let ended = ending.settle(at(5));
        assert_eq!(
            ended,
            State::Ended {
                since: at(1),
                by: By::Fulfiller,
                reason: "搬厂".into(),
                at: at(5)
            }
        );
        let active = State::Active { since: at(1) };
        assert_eq!(active.clone().settle(at(5)), active);
    }

    #[test]
    fn actions_are_what_transitions_allow() {
        for state in all() {
            for caller in [By::Merchant, By::Fulfiller] {
                let legal = Action::legal(&state, caller);
                let may = |verb| legal.contains(&verb);
                assert_eq!(may(Action::Accept), state.clone().accept(caller, at(9)).is_ok());
                assert_eq!(
                    may(Action::Decline),
                    state.clone().decline(caller, String::new(), at(9)).is_ok()
                );
                assert_eq!(
                    may(Action::Withdraw),
                    state.clone().withdraw(caller, at(9)).is_ok()
                );
                assert_eq!(may(Action::End), state.clone().end(caller, String::new()).is_ok());
            }
        }
    }
}
