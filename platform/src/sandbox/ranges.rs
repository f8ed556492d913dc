//! Number ranges: each settlement account is dealt blocks of serials, and no serial is ever dealt twice.

use shared::carrier::sandbox::number_of;

/// Serials in one block.
pub const BLOCK: u64 = 10_000;
/// Serials have twelve digits.
const END: u64 = 1_000_000_000_000;

/// Where the next block starts, over all accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dealer {
    next: u64,
}

impl Dealer {
    /// Starts dealing somewhere in the middle, so that a lost state file does not sell yesterday's numbers again.
    pub fn born(chance: u64) -> Dealer {
        let blocks = END / BLOCK;
        Dealer {
            next: (blocks / 10 + chance % (blocks / 2)) * BLOCK,
        }
    }

    /// Deals the next block; `None` when twelve digits are used up.
    pub fn deal(&mut self) -> Option<Range> {
        let first = self.next;
        self.next = first.checked_add(BLOCK).filter(|end| *end <= END)?;
        Some(Range {
            next: first,
            end: self.next,
        })
    }

    /// The first serial of the next block.
    pub fn first(self) -> u64 {
        self.next
    }

    /// Learns from a replayed block.
    pub fn saw(&mut self, first: u64) {
        self.next = self.next.max(first.saturating_add(BLOCK));
    }
}

impl From<u64> for Dealer {
    /// As a run of the server recorded it.
    fn from(next: u64) -> Dealer {
        Dealer { next }
    }
}

/// What is left of an account's current block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range {
    next: u64,
    end: u64,
}

impl Range {
    /// A block as the ledger recorded it.
    pub fn starting(first: u64) -> Range {
        Range {
            next: first,
            end: first.saturating_add(BLOCK),
        }
    }

    /// The block's first unsold serial.
    pub fn first(&self) -> u64 {
        self.next
    }

    /// Learns from a replayed sale of this block.
    pub fn saw(&mut self, number: &str) {
        let serial = number
            .get(2..14)
            .and_then(|digits| digits.parse::<u64>().ok())
            .unwrap_or(0);
        if (self.next..self.end).contains(&serial) {
            self.next = serial.saturating_add(1);
        }
    }

    /// Sells the next number; `None` when the block is used up.
    pub fn sell(&mut self) -> Option<String> {
        let serial = self.next;
        let sold = serial < self.end;
        self.next = serial.saturating_add(u64::from(sold));
        sold.then(|| number_of(serial))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shared::carrier::sandbox::is_number;

    use super::*;

    #[test]
    fn no_number_is_dealt_twice_and_every_number_checks() {
        let mut dealer = Dealer::born(u64::MAX);
        let mut seen = BTreeSet::new();
        for _ in 0..3 {
            let mut range = dealer.deal().unwrap();
            while let Some(number) = range.sell() {
                assert!(is_number(&number));
                assert!(seen.insert(number));
            }
        }
        assert_eq!(seen.len(), 3 * usize::try_from(BLOCK).unwrap());
    }

    #[test]
    fn dealing_ends_at_twelve_digits() {
        let mut dealer = Dealer { next: END - BLOCK };
        assert_eq!(dealer.deal().unwrap().first(), END - BLOCK);
        assert_eq!(dealer.deal(), None);
        assert_eq!(dealer.deal(), None);
    }

    #[test]
    fn a_replayed_block_is_not_dealt_again() {
        let mut dealer = Dealer::from(0);
        dealer.saw(70_000);
        assert_eq!(dealer.deal().unwrap().first(), 80_000);
    }
}
