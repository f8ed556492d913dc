//! The states of a waybill; each transition consumes one and returns the next.

use crate::clock::Instant;
use crate::error::{Code, Refusal, Result};

/// What is known of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Money is held; the carrier is being asked.
    Reserved,
    /// The carrier did not say whether it sold one; it is asked by client reference until it does.
    Unknown,
    /// Sold to us.
    Issued {
        /// The number.
        number: String,
        /// When.
        issued_at: Instant,
        /// We asked the carrier to take it back.
        voiding: bool,
    },
    /// No number came of it.
    Failed {
        /// Why, out of a closed vocabulary.
        code: String,
        /// What to do about it.
        remedy: String,
        /// When.
        ended_at: Instant,
    },
    /// Given back.
    Void {
        /// The number it was.
        number: String,
        /// When.
        ended_at: Instant,
    },
    /// Typed by hand.
    External {
        /// The number.
        number: String,
        /// When.
        issued_at: Instant,
    },
}

impl State {
    /// The carrier sold a number.
    ///
    /// # Errors
    /// `state_forbids` unless one was awaited.
    pub fn issue(self, number: String, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Reserved | Self::Unknown => Ok(Self::Issued {
                number,
                issued_at: at,
                voiding: false,
            }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The carrier sold none.
    ///
    /// # Errors
    /// `state_forbids` unless one was awaited.
    pub fn fail(self, code: &str, remedy: &str, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Reserved | Self::Unknown => Ok(Self::Failed {
                code: code.to_owned(),
                remedy: remedy.to_owned(),
                ended_at: at,
            }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The carrier may or may not have sold one.
    ///
    /// # Errors
    /// `state_forbids` unless one was awaited.
    pub fn lose_sight(self) -> Result<Self, Refusal> {
        match self {
            Self::Reserved | Self::Unknown => Ok(Self::Unknown),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// We want to give it back: a carrier's number waits for the carrier, a typed one is void at once.
    ///
    /// # Errors
    /// `waybill_unknown`, `state_forbids`.
    pub fn give_back(self, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Issued {
                number, issued_at, ..
            } => Ok(Self::Issued {
                number,
                issued_at,
                voiding: true,
            }),
            Self::External { number, .. } => Ok(Self::Void { number, ended_at: at }),
            Self::Unknown | Self::Reserved => Err(Code::WaybillUnknown.into()),
            Self::Failed { .. } | Self::Void { .. } => Err(Code::StateForbids.into()),
        }
    }

    /// The carrier took it back.
    ///
    /// # Errors
    /// `state_forbids` unless it was asked to.
    pub fn void(self, at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Issued {
                number,
                voiding: true,
                ..
            } => Ok(Self::Void { number, ended_at: at }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// The carrier would not take it back: it stays ours.
    ///
    /// # Errors
    /// `state_forbids` unless it was asked to.
    pub fn keep(self) -> Result<Self, Refusal> {
        match self {
            Self::Issued {
                number,
                issued_at,
                voiding: true,
            } => Ok(Self::Issued {
                number,
                issued_at,
                voiding: false,
            }),
            _ => Err(Code::StateForbids.into()),
        }
    }

    /// True while it keeps its parcel from taking another.
    #[must_use]
    pub const fn live(&self) -> bool {
        matches!(
            self,
            Self::Reserved | Self::Unknown | Self::Issued { .. } | Self::External { .. }
        )
    }

    /// The number a parcel can travel under.
    #[must_use]
    pub fn usable(&self) -> Option<&str> {
        match self {
            Self::Issued {
                number,
                voiding: false,
                ..
            }
            | Self::External { number, .. } => Some(number),
            _ => None,
        }
    }

    /// The number, usable or not.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Issued { number, .. } | Self::External { number, .. } | Self::Void { number, .. } => {
                Some(number)
            }
            Self::Reserved | Self::Unknown | Self::Failed { .. } => None,
        }
    }

    /// The word in the database.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::Unknown => "unknown",
            Self::Issued { .. } => "issued",
            Self::Failed { .. } => "failed",
            Self::Void { .. } => "void",
            Self::External { .. } => "external",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Instant = Instant::UNIX_EPOCH;

    fn issued() -> State {
        State::Reserved.issue("SX1".into(), AT).unwrap()
    }

    #[test]
    fn silence_ends_as_issued_or_failed() {
        let unknown = State::Reserved.lose_sight().unwrap();
        assert!(unknown.live() && unknown.usable().is_none());
        assert_eq!(
            unknown.clone().give_back(AT).unwrap_err().code,
            Code::WaybillUnknown
        );
        assert_eq!(unknown.clone().issue("SX1".into(), AT).unwrap(), issued());
        let failed = unknown.fail("out_of_numbers", "Ask.", AT).unwrap();
        assert!(!failed.live());
        assert!(failed.clone().issue("SX1".into(), AT).is_err() && failed.give_back(AT).is_err());
    }

    #[test]
    fn a_number_goes_back_through_the_carrier() {
        let voiding = issued().give_back(AT).unwrap();
        assert!(voiding.live() && voiding.usable().is_none(), "it travels no more");
        assert_eq!(
            voiding.clone().give_back(AT).unwrap(),
            voiding,
            "asking again changes nothing"
        );
        assert_eq!(voiding.clone().keep().unwrap(), issued());
        let void = voiding.void(AT).unwrap();
        assert_eq!(
            void,
            State::Void {
                number: "SX1".into(),
                ended_at: AT
            }
        );
        assert!(!void.live());
        assert!(issued().void(AT).is_err(), "nobody asked");
    }

    #[test]
    fn a_typed_number_is_void_at_once() {
        let typed = State::External {
            number: "SF12345678".into(),
            issued_at: AT,
        };
        assert_eq!(typed.usable(), Some("SF12345678"));
        assert!(matches!(typed.give_back(AT).unwrap(), State::Void { .. }));
    }

    #[test]
    fn an_issued_number_is_issued_once() {
        assert!(issued().issue("SX2".into(), AT).is_err());
        assert!(issued().fail("x", "y", AT).is_err());
        assert!(issued().lose_sight().is_err());
    }
}
