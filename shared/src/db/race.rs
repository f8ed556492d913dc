//! What a transaction lost that would go through at another moment: told by the words of the database, as the driver
//! hands on no code of them.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::error::Broken;

#[derive(Debug, thiserror::Error)]
#[error("lost a race")]
struct LostRace;

impl Broken {
    /// Somebody was quicker: the transaction sees his work when it runs again.
    #[must_use]
    pub fn race(what: &'static str) -> Self {
        Self::of(what)(LostRace)
    }

    /// True if the database only lost a race and the same work may succeed when it is run again.
    #[must_use]
    pub fn lost_a_race(&self) -> bool {
        let serialised = |error: &DieselError| {
            matches!(
                error,
                DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _)
            )
        };
        self.cause::<LostRace>().is_some()
            || self.database().is_some_and(serialised)
            || self.says("deadlock detected")
            || self.says("database is locked")
    }

    /// True if somebody else held what it needs, or the database was at other work, for as long as it may wait.
    #[must_use]
    pub fn waited_in_vain(&self) -> bool {
        ["lock timeout", "statement timeout", "database is locked"]
            .iter()
            .any(|words| self.says(words))
    }

    /// True if a moment or a number somebody sent, in a forged cursor, is one no row can hold.
    #[must_use]
    pub fn out_of_range(&self) -> bool {
        self.says("out of range")
    }

    fn says(&self, words: &str) -> bool {
        match self.database() {
            Some(DieselError::DatabaseError(_, info)) => info.message().contains(words),
            _ => false,
        }
    }
}
