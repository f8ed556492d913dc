//! The states of an order and the stages its pieces stand at.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::error::{Code, Refusal};
use crate::vault::tokens::Circle;

/// Where an order came in; only platform-origin orders count for quotas at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The marketplace's own intake, on the platform door.
    Platform,
    /// The merchant's API or file.
    Merchant,
}

impl Origin {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Merchant => "merchant",
        }
    }

    /// Among whose receivers equal ones are recognised.
    pub(crate) const fn circle(self) -> Circle {
        match self {
            Self::Platform => Circle::Marketplace,
            Self::Merchant => Circle::Merchant,
        }
    }

    /// The origin of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        [Self::Platform, Self::Merchant]
            .into_iter()
            .find(|origin| origin.text() == text)
    }
}

/// Why an order is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// The buyer or merchant cancelled it.
    Cancelled,
    /// All of it was refunded.
    Refunded,
    /// It arrived.
    Completed,
}

impl CloseReason {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::Completed => "completed",
        }
    }

    /// The reason of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        [Self::Cancelled, Self::Refunded, Self::Completed]
            .into_iter()
            .find(|reason| reason.text() == text)
    }
}

/// The state of an order: a variant holds exactly what is true in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
#[schema(as = OrderState)]
pub enum State {
    /// Placed, not paid: nobody works on it.
    Unpaid,
    /// Paid: its free pieces may be assigned.
    Open {
        /// When it was paid.
        paid_at: Instant,
    },
    /// Over.
    Closed {
        /// Why.
        reason: CloseReason,
        /// When.
        closed_at: Instant,
    },
}

impl State {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::Open { .. } => "open",
            Self::Closed { .. } => "closed",
        }
    }

    /// The buyer paid; paying again changes nothing.
    ///
    /// # Errors
    /// `order_closed`.
    pub fn pay(self, paid_at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Unpaid => Ok(Self::Open { paid_at }),
            open @ Self::Open { .. } => Ok(open),
            Self::Closed { .. } => Err(Code::OrderClosed.into()),
        }
    }

    /// The order ends; nothing of it may still be worked on, which the caller has checked.
    ///
    /// # Errors
    /// `order_closed`.
    pub fn close(self, reason: CloseReason, closed_at: Instant) -> Result<Self, Refusal> {
        match self {
            Self::Unpaid | Self::Open { .. } => Ok(Self::Closed { reason, closed_at }),
            Self::Closed { .. } => Err(Code::OrderClosed.into()),
        }
    }
}

/// A stage of work: an order stands under every tab for which it has pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 待分配: pieces nobody has been given.
    ToAssign,
    /// 待接单: given, not yet accepted.
    ToAccept,
    /// 待取号: accepted, no number yet.
    ToNumber,
    /// 待打印: numbered, not printed.
    ToPrint,
    /// 待发货: ready to leave.
    ToShip,
    /// 已发货.
    Shipped,
    /// 异常: something a person must look at.
    Exception,
}

impl Stage {
    /// All of them, in the order of the tabs.
    pub const ALL: [Self; 7] = [
        Self::ToAssign,
        Self::ToAccept,
        Self::ToNumber,
        Self::ToPrint,
        Self::ToShip,
        Self::Shipped,
        Self::Exception,
    ];

    /// The word in URLs and answers.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::ToAssign => "to_assign",
            Self::ToAccept => "to_accept",
            Self::ToNumber => "to_number",
            Self::ToPrint => "to_print",
            Self::ToShip => "to_ship",
            Self::Shipped => "shipped",
            Self::Exception => "exception",
        }
    }

    /// The literal SQL that its partial index wants to read.
    pub(crate) const fn predicate(self) -> &'static str {
        match self {
            Self::ToAssign => "o.to_assign > 0",
            Self::ToAccept => "o.to_accept > 0",
            Self::ToNumber => "o.to_number > 0",
            Self::ToPrint => "o.to_print > 0",
            Self::ToShip => "o.to_ship > 0",
            Self::Shipped => "o.shipped > 0",
            Self::Exception => "o.exception IS NOT NULL",
        }
    }

    /// The predicate on one assignment, for stages that pieces reach once they are given to someone.
    pub(crate) const fn given(self) -> Option<&'static str> {
        match self {
            Self::ToAccept => Some("to_accept > 0"),
            Self::ToNumber => Some("to_number > 0"),
            Self::ToPrint => Some("to_print > 0"),
            Self::ToShip => Some("to_ship > 0"),
            Self::Shipped => Some("shipped > 0"),
            Self::ToAssign | Self::Exception => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn an_unpaid_order_opens_once_and_closes_once() {
        let open = State::Unpaid.pay(at(1)).unwrap();
        assert_eq!(open, State::Open { paid_at: at(1) });
        assert_eq!(open.pay(at(2)).unwrap(), open);
        let closed = open.close(CloseReason::Cancelled, at(3)).unwrap();
        assert_eq!(closed.pay(at(4)).unwrap_err().code, Code::OrderClosed);
        assert_eq!(
            closed.close(CloseReason::Completed, at(4)).unwrap_err().code,
            Code::OrderClosed
        );
    }
}
