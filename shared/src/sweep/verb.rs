//! The verbs a batch can carry over its rows; each step is the inline act over at most 500 of them.

use serde::{Deserialize, Serialize};

use super::hand::Hand;
use crate::assign::{self, No, NoCode, Target};
use crate::batch::{Item, Kind, Progress};
use crate::bulk::{RowProblem, Rows};
use crate::db::Tx;
use crate::error::Result;
use crate::id::{AssignmentId, MerchantId, Owned, kind};
use crate::order::CloseReason;
use crate::order::close::{self, Named};
use crate::parcel::ParcelAsk;
use crate::parcel::act::{ParcelRef, ParcelsAsk};
use crate::parcel::plan::{self, PlanAsk};
use crate::print::agent::AgentRef;
use crate::print::task;
use crate::waybill::ship;
use crate::waybill::take::{self, TakeAsk, TakeRow};

/// A verb with what it is told; kept in the batch's request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Verb {
    Assign {
        to: Target,
    },
    Recall {
        reason: String,
    },
    Undo,
    Close {
        reason: CloseReason,
    },
    Accept,
    Decline {
        code: NoCode,
        note: String,
    },
    Fail {
        code: NoCode,
        note: String,
    },
    Pack {
        weight_g: i64,
    },
    TakeNumbers {
        of: Of,
        carrier: String,
        account: Option<Owned<kind::WaybillAccount>>,
        product: String,
        weight_g: i64,
    },
    Print {
        agent: AgentRef,
        size: ::ticket::Size,
        reason: String,
    },
    Ship,
}

/// What numbers are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Of {
    Assignments,
    Parcels,
}

/// A problem for each row that was refused, in the order of the rows.
pub(super) type Verdicts = Vec<Option<RowProblem>>;

fn verdicts<T>(rows: Rows<T>) -> Verdicts {
    rows.rows.into_iter().map(|row| row.problem).collect()
}

impl Verb {
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Assign { .. } => Kind::Assign,
            Self::Recall { .. } => Kind::Recall,
            Self::Undo => Kind::Undo,
            Self::Close { .. } => Kind::Close,
            Self::Accept => Kind::Accept,
            Self::Decline { .. } => Kind::Decline,
            Self::Fail { .. } => Kind::Fail,
            Self::Pack { .. } => Kind::Pack,
            Self::TakeNumbers { .. } => Kind::TakeNumbers,
            Self::Print { .. } => Kind::Print,
            Self::Ship => Kind::Ship,
        }
    }

    /// True if one step is for rows of one merchant alone: the fulfiller's answers lock one merchant's rows at a time.
    pub(super) const fn apart(&self) -> bool {
        matches!(self, Self::Accept | Self::Decline { .. } | Self::Fail { .. })
    }

    /// The id of a row as people know it.
    pub(super) fn subject(&self, item: Item) -> String {
        match self {
            Self::Assign { .. } | Self::Close { .. } => item.id::<kind::Order>().to_string(),
            Self::TakeNumbers { of: Of::Parcels, .. } | Self::Print { .. } | Self::Ship => {
                item.id::<kind::Parcel>().to_string()
            }
            _ => item.id::<kind::Assignment>().to_string(),
        }
    }

    /// Does it to these rows.
    pub(super) fn step(
        &self,
        tx: &mut Tx<'_>,
        hand: &Hand<'_>,
        items: &[Item],
        made: &mut Progress,
    ) -> Result<Verdicts> {
        match self {
            Self::Assign { to } => assign(tx, hand, items, *to, made),
            Self::Recall { reason } => recall(tx, hand, items, reason),
            Self::Undo => undo(tx, hand, items),
            Self::Close { reason } => close(tx, hand, items, *reason),
            Self::Accept | Self::Decline { .. } | Self::Fail { .. } => self.answer(tx, hand, items),
            Self::Pack { weight_g } => pack(tx, hand, items, *weight_g),
            Self::TakeNumbers { .. } => self.take_numbers(tx, hand, items),
            Self::Print {
                agent, size, reason, ..
            } => {
                let ask = task::Ask {
                    agent: *agent,
                    parcels: ids(items),
                    size: *size,
                    reason: reason.clone(),
                    template: None,
                };
                let task = hand.print(tx, &ask)?;
                made.tasks.extend((task.rows.done > 0).then_some(task.task));
                Ok(verdicts(task.rows))
            }
            Self::Ship => ship_off(tx, hand, items),
        }
    }

    /// The fulfiller's answers; all rows are of one merchant.
    fn answer(&self, tx: &mut Tx<'_>, hand: &Hand<'_>, items: &[Item]) -> Result<Verdicts> {
        let Some(merchant) = items.first().map(|item| item.merchant) else {
            return Ok(Vec::new());
        };
        let which: Vec<AssignmentId> = items.iter().map(|item| item.id().id).collect();
        let answers = self.answer_of(tx, hand, merchant, &which)?;
        Ok(verdicts(Rows::of(answers)))
    }

    fn answer_of(
        &self,
        tx: &mut Tx<'_>,
        hand: &Hand<'_>,
        merchant: MerchantId,
        which: &[AssignmentId],
    ) -> Result<assign::Answers> {
        let who = hand.factory()?;
        match self {
            Self::Decline { code, note } => {
                assign::decline_of(tx, who, merchant, which, &No::said(*code, note)?)
            }
            Self::Fail { code, note } => assign::fail_of(tx, who, merchant, which, &No::said(*code, note)?),
            _ => assign::accept_of(tx, who, merchant, which),
        }
    }

    fn take_numbers(&self, tx: &mut Tx<'_>, hand: &Hand<'_>, items: &[Item]) -> Result<Verdicts> {
        let ask = self.take_ask(items);
        Ok(verdicts(take::take(tx, hand.desk(), &hand.packer(), &ask)?))
    }

    /// The inline call's own words; empty for other verbs.
    pub(super) fn take_ask(&self, items: &[Item]) -> TakeAsk {
        let Self::TakeNumbers {
            of,
            carrier,
            account,
            product,
            weight_g,
        } = self
        else {
            return TakeAsk::default();
        };
        let row = |item: &Item| TakeRow {
            parcel: (*of == Of::Parcels).then(|| item.id()),
            assignment: (*of == Of::Assignments).then(|| item.id()),
            weight_g: *weight_g,
        };
        TakeAsk {
            carrier: carrier.clone(),
            account: *account,
            product: product.clone(),
            rows: items.iter().map(row).collect(),
        }
    }
}

fn ids<K: crate::id::Kind>(items: &[Item]) -> Vec<Owned<K>> {
    items.iter().map(|item| item.id()).collect()
}

fn assign(
    tx: &mut Tx<'_>,
    hand: &Hand<'_>,
    items: &[Item],
    to: Target,
    made: &mut Progress,
) -> Result<Verdicts> {
    let row = |item: &Item| assign::Row {
        order: item.id(),
        line: None,
        quantity: None,
        to,
    };
    let ask = assign::Ask {
        rows: items.iter().map(row).collect(),
    };
    let reply = assign::assign(tx, hand.vault()?, hand.merchant()?, &ask)?;
    made.acts.extend((reply.rows.done > 0).then_some(reply.act));
    Ok(verdicts(reply.rows))
}

fn recall(tx: &mut Tx<'_>, hand: &Hand<'_>, items: &[Item], reason: &str) -> Result<Verdicts> {
    let row = |item: &Item| assign::Wanted {
        assignment: item.id(),
        lines: None,
    };
    let ask = assign::Recall {
        rows: items.iter().map(row).collect(),
        reason: reason.to_owned(),
    };
    Ok(verdicts(assign::recall(tx, hand.merchant()?, &ask)?))
}

fn undo(tx: &mut Tx<'_>, hand: &Hand<'_>, items: &[Item]) -> Result<Verdicts> {
    let ask = assign::Undo {
        act: None,
        assignments: ids(items),
    };
    Ok(verdicts(assign::undo(tx, hand.merchant()?, &ask)?))
}

fn close(tx: &mut Tx<'_>, hand: &Hand<'_>, items: &[Item], reason: CloseReason) -> Result<Verdicts> {
    let named = |item: &Item| Named {
        id: item.id(),
        version: None,
    };
    let ask = close::Close {
        orders: items.iter().map(named).collect(),
        reason,
    };
    Ok(verdicts(close::close(tx, hand.merchant()?, &ask)?))
}

fn pack(tx: &mut Tx<'_>, hand: &Hand<'_>, items: &[Item], weight_g: i64) -> Result<Verdicts> {
    let ask = PlanAsk {
        parcels: items
            .iter()
            .map(|item| ParcelAsk::whole(item.id(), weight_g))
            .collect(),
    };
    Ok(verdicts(plan::plan(tx, &hand.packer(), &ask)?))
}

fn ship_off(tx: &mut Tx<'_>, hand: &Hand<'_>, items: &[Item]) -> Result<Verdicts> {
    let row = |item: &Item| ParcelRef {
        parcel: item.id(),
        version: None,
    };
    let ask = ParcelsAsk {
        parcels: items.iter().map(row).collect(),
    };
    Ok(verdicts(ship::ship(tx, &hand.packer(), &ask)?))
}
