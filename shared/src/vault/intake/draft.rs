//! A draft: one order as an upload told it, normalised, its free text cleaned of the receiver, ready to be sealed.

use chrono::{DateTime, Utc};

use super::fault::Fault;
use super::sanitise::Censor;
use crate::vault::plain::{Plain, PlainReceiver};

/// The most lines of one order.
pub(super) const MOST_LINES: usize = 200;
/// What a draft's source is called when nobody named one.
const NO_SOURCE: &str = "";

/// What an upload holds: an order, or the reasons why one was refused.
pub enum Item {
    /// An order to take.
    Draft(Box<Draft>),
    /// An order, or a row that belongs to none, that was refused.
    Refused(Refused),
}

/// What was refused and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Refused {
    /// The order's number, if it has a readable one.
    pub external_no: Option<String>,
    /// The rows concerned.
    pub rows: Vec<u64>,
    /// Every reason found, fifty at most.
    pub faults: Vec<Fault>,
}

/// One order. In a file, rows of one order that do not stand together come as several drafts of one number.
pub struct Draft {
    /// Its rows in the file, from 1; for JSON the order's place in the request.
    pub rows: Vec<u64>,
    /// The source's number for it.
    pub external_no: String,
    /// The shop or platform it came from, if one was named.
    pub source: Option<String>,
    /// When the buyer ordered.
    pub placed_at: Option<DateTime<Utc>>,
    /// When the buyer paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// By when it must be shipped.
    pub ship_by: Option<DateTime<Utc>>,
    /// Who gets it; its `remark` is what buyer and seller wrote.
    pub receiver: PlainReceiver,
    /// What the buyer wrote, without the receiver's words: fit to be shown.
    pub remark: String,
    /// What the seller wrote, without the receiver's words: fit to be shown.
    pub seller_remark: String,
    /// What was bought.
    pub lines: Vec<DraftLine>,
}

/// One line of an order. Texts that are not given are empty; name and spec hold no words of the receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// The source's line id behind `i:`, else a digest of product and spec with an ordinal, behind `p:`.
    pub key: String,
    /// The merchant's SKU.
    pub sku: String,
    /// The product's name.
    pub name: String,
    /// Colour, size and the like.
    pub spec: String,
    /// The bar code.
    pub barcode: String,
    /// Pieces, 1 to 99999.
    pub quantity: i64,
    /// Price of a piece in fen; 0 if it was not told.
    pub price_fen: i64,
}

/// What is known of an order before its free text is cleaned.
pub(super) struct Parts {
    pub rows: Vec<u64>,
    pub external_no: String,
    pub source: Option<String>,
    pub placed_at: Option<DateTime<Utc>>,
    pub paid_at: Option<DateTime<Utc>>,
    pub ship_by: Option<DateTime<Utc>>,
    pub receiver: PlainReceiver,
    pub seller_remark: Plain,
    pub lines: Vec<DraftLine>,
}

impl Draft {
    /// The source, or the empty name of none.
    #[must_use]
    pub fn source(&self) -> &str {
        self.source.as_deref().unwrap_or(NO_SOURCE)
    }

    /// The buyer's remark without the receiver's words.
    #[must_use]
    pub fn clean_remark(&self) -> String {
        self.remark.clone()
    }

    pub(super) fn of(parts: Parts) -> Draft {
        let Parts {
            rows,
            external_no,
            source,
            placed_at,
            paid_at,
            ship_by,
            ..
        } = parts;
        let mut receiver = parts.receiver;
        let censor = Censor::of(&receiver);
        let remark = censor.sanitise(receiver.remark.expose());
        let seller_remark = censor.sanitise(parts.seller_remark.expose());
        let clean = |line: DraftLine| DraftLine {
            spec: censor.sanitise(&line.spec),
            name: censor.without_own_words(&line.name),
            ..line
        };
        let lines = parts.lines.into_iter().map(clean).collect();
        receiver.remark = joined(&receiver.remark, &parts.seller_remark);
        Draft {
            rows,
            external_no,
            source,
            placed_at,
            paid_at,
            ship_by,
            receiver,
            remark,
            seller_remark,
            lines,
        }
    }
}

/// Both remarks as written, one below the other.
fn joined(buyer: &Plain, seller: &Plain) -> Plain {
    match (buyer.is_blank(), seller.is_blank()) {
        (_, true) => Plain::new(buyer.expose().to_owned()),
        (true, false) => Plain::new(seller.expose().to_owned()),
        (false, false) => Plain::new(format!("{}\n{}", buyer.expose(), seller.expose())),
    }
}
