//! Which table's index walks a list of orders, and what the list's columns are called there.

use crate::db::backend::ORDERS_BY_NUMBER;

/// The table whose index yields the answer in order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Driver {
    Orders,
    Deadlines,
    Numbers,
    Lines,
    Assignments,
}

impl Driver {
    pub(super) fn select(self) -> String {
        let orders = "SELECT o.placed_at, o.id, o.external_no FROM";
        match self {
            Self::Orders => format!("{orders} orders o WHERE o.merchant_id = $1"),
            Self::Deadlines => "SELECT o.ship_by AS placed_at, o.id, '' AS external_no FROM orders o \
                 WHERE o.merchant_id = $1"
                .to_owned(),
            Self::Numbers => format!("{orders} {ORDERS_BY_NUMBER} WHERE o.merchant_id = $1"),
            Self::Lines => {
                "SELECT DISTINCT d.placed_at, d.order_id AS id, '' AS external_no FROM lines d \
                 JOIN orders o ON o.merchant_id = d.merchant_id AND o.id = d.order_id WHERE d.merchant_id = $1"
                    .to_owned()
            }
            Self::Assignments => {
                "SELECT DISTINCT d.placed_at, d.order_id AS id, '' AS external_no FROM assignments d \
                 JOIN orders o ON o.merchant_id = d.merchant_id AND o.id = d.order_id WHERE d.merchant_id = $1"
                    .to_owned()
            }
        }
    }

    pub(super) const fn order(self) -> &'static str {
        match self {
            Self::Orders => " ORDER BY o.placed_at DESC, o.id DESC",
            Self::Deadlines => " ORDER BY o.ship_by, o.id",
            Self::Numbers => " ORDER BY o.number_key DESC, o.id DESC",
            Self::Lines | Self::Assignments => " ORDER BY d.placed_at DESC, d.order_id DESC",
        }
    }

    pub(super) const fn place(self) -> &'static str {
        match self {
            Self::Orders => "(o.placed_at, o.id) < (",
            Self::Deadlines => "(o.ship_by, o.id) > (",
            Self::Numbers => "(o.number_key, o.id) < (",
            Self::Lines | Self::Assignments => "(d.placed_at, d.order_id) < (",
        }
    }

    /// When an order was placed, in the column the walk is ordered by: a range of it is where the walk begins.
    pub(super) const fn placed(self) -> &'static str {
        match self {
            Self::Orders | Self::Deadlines | Self::Numbers => "o.placed_at",
            Self::Lines | Self::Assignments => "d.placed_at",
        }
    }

    /// Up to the product's bind; its own column where lines drive.
    pub(super) const fn product(self) -> &'static str {
        match self {
            Self::Lines => "d.product_id = ",
            _ => {
                "EXISTS (SELECT 1 FROM lines l WHERE l.merchant_id = o.merchant_id AND l.order_id = o.id \
                 AND l.product_id = "
            }
        }
    }

    /// Up to the fulfiller's bind; its own column where assignments drive.
    pub(super) const fn fulfiller(self) -> &'static str {
        match self {
            Self::Assignments => "d.fulfiller_id = ",
            _ => {
                "EXISTS (SELECT 1 FROM assignments a WHERE a.merchant_id = o.merchant_id AND a.order_id = o.id \
                 AND a.fulfiller_id = "
            }
        }
    }

    /// What the fulfiller's assignment is called there.
    pub(super) const fn assignment(self) -> &'static str {
        match self {
            Self::Assignments => "d.",
            _ => "a.",
        }
    }

    /// What ends the predicate that `own` answers from its own column.
    pub(super) fn close(self, own: Self) -> &'static str {
        if self == own { "" } else { ")" }
    }
}
