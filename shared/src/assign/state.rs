//! Where an assignment stands: a variant holds exactly what is true in it, a transition consumes it.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Code, Refusal};

/// The state of an assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// In the undo window: the fulfiller does not see it.
    Held {
        /// When the window ends.
        until: Instant,
    },
    /// Given; the fulfiller has not answered.
    Assigned {
        /// When the fulfiller first saw it.
        at: Instant,
        /// Until when it should be accepted.
        accept_by: Option<Instant>,
    },
    /// In work.
    Accepted {
        /// When it was accepted.
        at: Instant,
    },
    /// All that was not given back has left.
    Shipped {
        /// When the last piece left, or the rest was given back.
        at: Instant,
        /// Why not all of it was supplied, if so.
        short: Option<No>,
    },
    /// The fulfiller did not take it.
    Declined {
        /// Why.
        no: No,
        /// When.
        at: Instant,
    },
    /// The fulfiller could not supply after all.
    Failed {
        /// Why.
        no: No,
        /// When.
        at: Instant,
    },
    /// The merchant took all of it back.
    Recalled {
        /// When.
        at: Instant,
    },
}

/// A fulfiller's no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// Which.
    pub code: NoCode,
    /// In his words; needed where the code says nothing.
    pub note: String,
}

/// Why a fulfiller does not supply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AssignmentNo)]
pub enum NoCode {
    /// 缺货.
    OutOfStock,
    /// 商品不符: not something it makes.
    WrongProduct,
    /// 价格未谈妥.
    PriceNotAgreed,
    /// 产能不足.
    Capacity,
    /// 快递不到: no carrier of it goes there.
    CarrierNotServed,
    /// Something else; a note is needed.
    Other,
}

impl NoCode {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::OutOfStock,
        Self::WrongProduct,
        Self::PriceNotAgreed,
        Self::Capacity,
        Self::CarrierNotServed,
        Self::Other,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::OutOfStock => "out_of_stock",
            Self::WrongProduct => "wrong_product",
            Self::PriceNotAgreed => "price_not_agreed",
            Self::Capacity => "capacity",
            Self::CarrierNotServed => "carrier_not_served",
            Self::Other => "other",
        }
    }

    /// The code of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.text() == text)
    }
}

/// The word of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AssignmentState)]
pub enum Word {
    /// In the undo window.
    Held,
    /// Waiting for the fulfiller's answer.
    Assigned,
    /// In work.
    Accepted,
    /// Gone.
    Shipped,
    /// Not taken.
    Declined,
    /// Not supplied after all.
    Failed,
    /// Taken back.
    Recalled,
}

impl Word {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Held,
        Self::Assigned,
        Self::Accepted,
        Self::Shipped,
        Self::Declined,
        Self::Failed,
        Self::Recalled,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Assigned => "assigned",
            Self::Accepted => "accepted",
            Self::Shipped => "shipped",
            Self::Declined => "declined",
            Self::Failed => "failed",
            Self::Recalled => "recalled",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.text() == text)
    }
}

/// What a binding says about the arrival of an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Accepted as it arrives.
    pub auto_accept: bool,
    /// Until when it should be accepted.
    pub accept_by: Instant,
}

/// The pieces of an assignment, over all its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Given to the fulfiller.
    pub quantity: i64,
    /// In parcels, shipped ones included.
    pub packed: i64,
    /// Gone.
    pub shipped: i64,
    /// Given back.
    pub returned: i64,
}

impl Sums {
    /// In no parcel and not given back.
    #[must_use]
    pub const fn loose(self) -> i64 {
        self.quantity - self.packed - self.returned
    }

    /// In parcels that have not left.
    #[must_use]
    pub const fn waiting(self) -> i64 {
        self.packed - self.shipped
    }

    /// The same after `pieces` were given back.
    #[must_use]
    pub const fn less(self, pieces: i64) -> Self {
        Self {
            returned: self.returned + pieces,
            ..self
        }
    }
}

impl State {
    /// The word of it.
    #[must_use]
    pub const fn word(&self) -> Word {
        match self {
            Self::Held { .. } => Word::Held,
            Self::Assigned { .. } => Word::Assigned,
            Self::Accepted { .. } => Word::Accepted,
            Self::Shipped { .. } => Word::Shipped,
            Self::Declined { .. } => Word::Declined,
            Self::Failed { .. } => Word::Failed,
            Self::Recalled { .. } => Word::Recalled,
        }
    }

    /// True while pieces of it may yet be packed or given back.
    #[must_use]
    pub const fn open(&self) -> bool {
        matches!(
            self,
            Self::Held { .. } | Self::Assigned { .. } | Self::Accepted { .. }
        )
    }

    /// The undo window is over: the fulfiller sees it, and may have said beforehand that it accepts.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn release(self, arrival: Arrival, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Held { .. } if arrival.auto_accept => Ok(Self::Accepted { at: now }),
            Self::Held { .. } => Ok(Self::Assigned {
                at: now,
                accept_by: Some(arrival.accept_by),
            }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The merchant thought again before anyone saw it.
    ///
    /// # Errors
    /// `undo_too_late`.
    pub fn undo(self, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Held { .. } => Ok(Self::Recalled { at: now }),
            _ => Err(Code::UndoTooLate.into()),
        }
    }

    /// The fulfiller takes it; taking it again changes nothing.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn accept(self, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Assigned { .. } => Ok(Self::Accepted { at: now }),
            accepted @ Self::Accepted { .. } => Ok(accepted),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The fulfiller does not take it; the same no again changes nothing.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn decline(self, no: No, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Assigned { .. } => Ok(Self::Declined { no, at: now }),
            Self::Declined { no: before, at } if before == no => Ok(Self::Declined { no, at }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The fulfiller cannot supply what is left; what has left stays shipped. Parcels are unpacked first.
    ///
    /// # Errors
    /// `state_forbids`, `has_waybill` while pieces wait in parcels.
    pub fn fail(self, no: No, sums: Sums, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Accepted { .. } if sums.waiting() > 0 => {
                Err(Refusal::new(Code::HasWaybill).saying("drop its parcels first"))
            }
            Self::Accepted { .. } if sums.shipped > 0 => Ok(Self::Shipped {
                at: now,
                short: Some(no),
            }),
            Self::Accepted { .. } => Ok(Self::Failed { no, at: now }),
            Self::Failed { no: before, at } if before == no => Ok(Self::Failed { no, at }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// Pieces went back to the merchant; `left` are the sums afterwards.
    ///
    /// # Errors
    /// `state_forbids`.
    pub fn recall(self, left: Sums, now: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Held { .. } | Self::Assigned { .. } | Self::Accepted { .. } => {
                Ok(if left.returned == left.quantity {
                    Self::Recalled { at: now }
                } else if left.shipped + left.returned == left.quantity {
                    Self::Shipped { at: now, short: None }
                } else {
                    self
                })
            }
            _ => Err(Code::StateForbids.into()),
        }
    }
}

/// A verb of an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AssignmentAction)]
pub enum Action {
    /// Take it back before anyone saw it.
    Undo,
    /// Take it back, at once or by asking.
    Recall,
    /// Take it.
    Accept,
    /// Do not take it.
    Decline,
    /// Say that the rest cannot be supplied.
    Fail,
    /// Plan parcels for its loose pieces.
    Pack,
    /// Take the question back.
    WithdrawRequest,
    /// Say yes to the question.
    GrantRequest,
    /// Say no to the question.
    DenyRequest,
}

impl Action {
    /// The merchant's verbs now.
    #[must_use]
    pub fn of_merchant(word: Word, sums: Sums, asked: bool) -> Vec<Self> {
        let held = matches!(word, Word::Held);
        let given = matches!(word, Word::Assigned | Word::Accepted);
        let left = sums.quantity - sums.shipped - sums.returned;
        legal([
            (Self::Undo, held),
            (Self::Recall, given && left > 0 && !asked),
            (Self::WithdrawRequest, asked),
        ])
    }

    /// The fulfiller's verbs now.
    #[must_use]
    pub fn of_fulfiller(word: Word, sums: Sums, asked: bool) -> Vec<Self> {
        let waits = matches!(word, Word::Assigned);
        let works = matches!(word, Word::Accepted);
        legal([
            (Self::Accept, waits),
            (Self::Decline, waits),
            (Self::Fail, works && sums.waiting() == 0),
            (Self::Pack, works && sums.loose() > 0),
            (Self::GrantRequest, asked),
            (Self::DenyRequest, asked),
        ])
    }
}

fn legal<const N: usize>(verbs: [(Action, bool); N]) -> Vec<Action> {
    verbs
        .into_iter()
        .filter(|(_, legal)| *legal)
        .map(|(verb, _)| verb)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_timestamp(seconds, 0).unwrap()
    }

    fn no() -> No {
        No {
            code: NoCode::OutOfStock,
            note: String::new(),
        }
    }

    fn all() -> Vec<State> {
        vec![
            State::Held { until: at(10) },
            State::Assigned {
                at: at(10),
                accept_by: Some(at(99)),
            },
            State::Accepted { at: at(11) },
            State::Shipped {
                at: at(12),
                short: None,
            },
            State::Declined { no: no(), at: at(11) },
            State::Failed { no: no(), at: at(12) },
            State::Recalled { at: at(12) },
        ]
    }

    fn sums(quantity: i64, packed: i64, shipped: i64, returned: i64) -> Sums {
        Sums {
            quantity,
            packed,
            shipped,
            returned,
        }
    }

    #[test]
    fn the_undo_window_opens_into_waiting_or_work() {
        let arrival = |auto_accept| Arrival {
            auto_accept,
            accept_by: at(99),
        };
        let held = State::Held { until: at(10) };
        assert_eq!(
            held.clone().release(arrival(false), at(10)).unwrap().word(),
            Word::Assigned
        );
        assert_eq!(
            held.clone().release(arrival(true), at(10)).unwrap(),
            State::Accepted { at: at(10) }
        );
        assert_eq!(held.undo(at(5)).unwrap(), State::Recalled { at: at(5) });
        for state in all().into_iter().skip(1) {
            assert!(state.clone().release(arrival(true), at(20)).is_err());
            assert_eq!(state.undo(at(20)).unwrap_err().code, Code::UndoTooLate);
        }
    }

    #[test]
    fn a_no_ends_what_waits_and_a_failure_what_is_in_work() {
        for state in all() {
            let word = state.word();
            let declines = state.clone().decline(no(), at(20)).is_ok();
            assert_eq!(
                declines,
                matches!(word, Word::Assigned | Word::Declined),
                "{word:?}"
            );
            let fails = state.clone().fail(no(), sums(3, 0, 0, 0), at(20)).is_ok();
            assert_eq!(fails, matches!(word, Word::Accepted | Word::Failed), "{word:?}");
            let accepts = state.accept(at(20)).is_ok();
            assert_eq!(
                accepts,
                matches!(word, Word::Assigned | Word::Accepted),
                "{word:?}"
            );
        }
    }

    #[test]
    fn a_repeated_answer_changes_nothing() {
        let accepted = State::Accepted { at: at(11) };
        assert_eq!(accepted.clone().accept(at(20)).unwrap(), accepted);
        let declined = State::Declined { no: no(), at: at(11) };
        assert_eq!(declined.clone().decline(no(), at(20)).unwrap(), declined);
        let other = No {
            code: NoCode::Capacity,
            note: String::new(),
        };
        assert!(declined.decline(other, at(20)).is_err());
    }

    #[test]
    fn a_failure_keeps_what_left_and_waits_for_parcels() {
        let accepted = State::Accepted { at: at(11) };
        let packed = accepted.clone().fail(no(), sums(3, 1, 0, 0), at(20));
        assert_eq!(packed.unwrap_err().code, Code::HasWaybill);
        let partly = accepted.fail(no(), sums(3, 1, 1, 0), at(20)).unwrap();
        assert_eq!(
            partly,
            State::Shipped {
                at: at(20),
                short: Some(no())
            }
        );
    }

    #[test]
    fn a_recall_ends_it_only_when_nothing_is_left() {
        let accepted = State::Accepted { at: at(11) };
        let whole = accepted.clone().recall(sums(3, 0, 0, 0).less(3), at(20));
        assert_eq!(whole.unwrap(), State::Recalled { at: at(20) });
        let part = accepted.clone().recall(sums(3, 0, 0, 0).less(1), at(20));
        assert_eq!(part.unwrap(), accepted);
        let rest = accepted.recall(sums(3, 2, 2, 0).less(1), at(20));
        assert_eq!(rest.unwrap().word(), Word::Shipped);
        for state in all().into_iter().skip(3) {
            assert!(state.recall(sums(3, 0, 0, 3), at(20)).is_err());
        }
    }

    #[test]
    fn actions_are_what_transitions_allow() {
        for state in all() {
            let sums = sums(3, 0, 0, 0);
            let fulfiller = Action::of_fulfiller(state.word(), sums, false);
            let changes = |next: Result<State, Refusal>| next.is_ok_and(|next| next != state);
            assert_eq!(
                fulfiller.contains(&Action::Accept),
                changes(state.clone().accept(at(20)))
            );
            assert_eq!(
                fulfiller.contains(&Action::Decline),
                changes(state.clone().decline(no(), at(20)))
            );
            assert_eq!(
                fulfiller.contains(&Action::Fail),
                changes(state.clone().fail(no(), sums, at(20)))
            );
            let merchant = Action::of_merchant(state.word(), sums, false);
            assert_eq!(
                merchant.contains(&Action::Undo),
                state.clone().undo(at(20)).is_ok()
            );
        }
    }
}
