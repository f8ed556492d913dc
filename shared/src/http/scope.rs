//! What a caller may do: the scopes of machines, and which of them each role of a person holds.

use serde::{Deserialize, Serialize};

use crate::party::Side;

/// The role of a person in a party.
pub use crate::party::Role;

/// A scope as a type: `May<Merchant, scope::Assign>` is the proof that the caller may assign.
pub trait Scope: 'static {
    /// Which.
    const GRANT: Grant;
}

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, [$($side:ident)*], $staff:literal, $auditor:literal;)*) => {
        /// Every scope there is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        pub enum Grant { $($(#[$doc])* #[serde(rename = $text)] $name),* }

        $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub enum $name {} impl Scope for $name { const GRANT: Grant = Grant::$name; })*

        impl Grant {
            /// All of them.
            pub const ALL: &'static [Grant] = &[$(Grant::$name),*];

            /// The word in tokens and documents.
            #[must_use]
            pub const fn text(self) -> &'static str { match self { $(Grant::$name => $text),* } }

            /// The sides it exists on.
            #[must_use]
            pub const fn sides(self) -> &'static [Side] { match self { $(Grant::$name => &[$(Side::$side),*]),* } }

            /// True if a person of that role holds it.
            #[must_use]
            pub const fn held_by(self, role: Role) -> bool {
                match (role, self) { (Role::Owner, _) => true, $((Role::Staff, Grant::$name) => $staff, (Role::Auditor, Grant::$name) => $auditor,)* }
            }
        }
    };
}

scopes! {
    // word, sides, staff, auditor
    /// See the party one acts for.
    PartyRead = "party:read", [Merchant Factory Platform], true, true;
    /// See orders.
    OrdersRead = "orders:read", [Merchant], true, true;
    /// Bring and change orders.
    OrdersWrite = "orders:write", [Merchant], true, false;
    /// Give orders to fulfillers and take them back.
    Assign = "assign", [Merchant], true, false;
    /// See bindings.
    BindingsRead = "bindings:read", [Merchant Factory], true, true;
    /// Offer, decide and end bindings.
    BindingsWrite = "bindings:write", [Merchant Factory], true, false;
    /// See what is to be fulfilled.
    FulfilRead = "fulfil:read", [Merchant Factory], true, true;
    /// Accept, decline, pack, take waybills, ship.
    FulfilWrite = "fulfil:write", [Merchant Factory], true, false;
    /// Print labels.
    Print = "print", [Merchant Factory], true, false;
    /// See waybill accounts and their ledgers.
    AccountsRead = "accounts:read", [Merchant Factory], true, true;
    /// Open waybill accounts and change them.
    AccountsWrite = "accounts:write", [Merchant Factory], false, false;
    /// Invite people, change their roles, remove them.
    People = "people", [Merchant Factory Platform], false, false;
    /// Change the settings of the party.
    Settings = "settings", [Merchant Factory Platform], false, false;
    /// Make and revoke machine principals.
    Machines = "machines", [Merchant Factory Platform], false, false;
    /// See what the operator sees.
    PlatformRead = "platform:read", [Platform], true, true;
    /// Approve, refuse and suspend parties.
    PlatformParties = "platform:parties", [Platform], true, false;
    /// Bring the marketplace's orders.
    PlatformIntake = "platform:intake", [Platform], true, false;
    /// Approve waybill accounts, top them up.
    PlatformAccounts = "platform:accounts", [Platform], true, false;
    /// Look after print agents.
    PlatformAgents = "platform:agents", [Platform], true, false;
    /// Replay jobs and mails.
    PlatformJobs = "platform:jobs", [Platform], true, false;
}

impl Grant {
    /// The scope of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|grant| grant.text() == text)
    }

    /// True if it exists on that side.
    #[must_use]
    pub fn on(self, side: Side) -> bool {
        self.sides().contains(&side)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_auditor_only_reads() {
        for grant in Grant::ALL {
            assert!(
                !grant.held_by(Role::Auditor) || grant.text().ends_with(":read"),
                "{}",
                grant.text()
            );
            assert!(grant.held_by(Role::Owner) && !grant.sides().is_empty());
            assert_eq!(Grant::of(grant.text()), Some(*grant));
        }
    }
}
