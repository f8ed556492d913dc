//! What the two sides agreed on, and which side may change which word of it.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Binding, By, Seat, View, rows, view};
use crate::carrier;
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{Owned, kind};
use crate::party::Acting;

/// Hours a fulfiller has to accept where nobody said otherwise.
const ACCEPT_HOURS: i64 = 24;
/// Hours to accept at most: a month.
const MOST_HOURS: i64 = 720;

/// Who pays the waybills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WaybillPayer)]
pub enum Payer {
    /// The factory's own account.
    Fulfiller,
    /// The merchant's account, under daily caps.
    Merchant,
}

impl Payer {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Fulfiller => "fulfiller",
            Self::Merchant => "merchant",
        }
    }

    /// The payer of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        [Self::Fulfiller, Self::Merchant]
            .into_iter()
            .find(|payer| payer.text() == text)
    }
}

/// The terms of a binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = BindingTerms)]
pub struct Terms {
    /// Assignments are accepted as they arrive; the factory's to set.
    pub auto_accept: bool,
    /// Who pays the waybills; the merchant's to set.
    pub waybill_payer: Payer,
    /// Numbers a day the merchant pays for at most.
    pub daily_waybills: Option<i64>,
    /// Fen a day the merchant pays at most.
    pub daily_fen: Option<i64>,
    /// Codes of the carriers allowed; none named means all.
    pub carriers: Vec<String>,
    /// Hours to accept an assignment, 1 to 720.
    pub accept_hours: i64,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            auto_accept: false,
            waybill_payer: Payer::Fulfiller,
            daily_waybills: None,
            daily_fen: None,
            carriers: Vec::new(),
            accept_hours: ACCEPT_HOURS,
        }
    }
}

/// New words for some terms; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BindingTermsWish)]
pub struct Wish {
    /// Accept as they arrive; a factory's wish.
    pub auto_accept: Option<bool>,
    /// Who pays; a merchant's wish, as all below. `merchant` needs both caps.
    pub waybill_payer: Option<Payer>,
    /// Numbers a day at most.
    pub daily_waybills: Option<i64>,
    /// Fen a day at most.
    pub daily_fen: Option<i64>,
    /// Codes of the carriers allowed; an empty list allows all.
    pub carriers: Option<Vec<String>>,
    /// Hours to accept, 1 to 720.
    pub accept_hours: Option<i64>,
}

/// A change of terms.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BindingTermsChange)]
pub struct Change {
    /// The new words.
    pub terms: Wish,
    /// The version they were decided on.
    pub version: i64,
}

impl Terms {
    /// The terms with `wish` in them, as `caller` may wish.
    ///
    /// # Errors
    /// `term_not_yours`, `invalid_field`, `carrier_unknown`.
    pub fn with(self, wish: &Wish, caller: By) -> Result<Self, Refusal> {
        wish.must_be_of(caller)?;
        let payer = wish.waybill_payer.unwrap_or(self.waybill_payer);
        let paid_by_merchant = payer == Payer::Merchant;
        let terms = Self {
            auto_accept: wish.auto_accept.unwrap_or(self.auto_accept),
            waybill_payer: payer,
            daily_waybills: wish
                .daily_waybills
                .or(self.daily_waybills)
                .filter(|_| paid_by_merchant),
            daily_fen: wish.daily_fen.or(self.daily_fen).filter(|_| paid_by_merchant),
            carriers: wish.carriers.clone().unwrap_or(self.carriers),
            accept_hours: wish.accept_hours.unwrap_or(self.accept_hours),
        };
        terms.checked()
    }

    fn checked(mut self) -> Result<Self, Refusal> {
        if !(1..=MOST_HOURS).contains(&self.accept_hours) {
            return Err(wrong("accept_hours", "1 to 720 hours"));
        }
        if self.waybill_payer == Payer::Merchant {
            cap(self.daily_waybills, "daily_waybills")?;
            cap(self.daily_fen, "daily_fen")?;
        }
        self.carriers.sort();
        self.carriers.dedup();
        match self.carriers.iter().find(|code| !known(code)) {
            Some(_) => Err(Refusal::new(Code::CarrierUnknown).at("/terms/carriers")),
            None => Ok(self),
        }
    }

    /// True if a parcel may go with the carrier of that code.
    #[must_use]
    pub fn allows(&self, carrier: &str) -> bool {
        self.carriers.is_empty() || self.carriers.iter().any(|code| code == carrier)
    }
}

impl Wish {
    fn must_be_of(&self, caller: By) -> Result<(), Refusal> {
        let merchants = [
            ("waybill_payer", self.waybill_payer.is_some()),
            ("daily_waybills", self.daily_waybills.is_some()),
            ("daily_fen", self.daily_fen.is_some()),
            ("carriers", self.carriers.is_some()),
            ("accept_hours", self.accept_hours.is_some()),
        ];
        let factorys = [("auto_accept", self.auto_accept.is_some())];
        let others: &[(&str, bool)] = match caller {
            By::Merchant => &factorys,
            By::Fulfiller => &merchants,
        };
        match others.iter().find(|(_, wished)| *wished) {
            Some((term, _)) => Err(Refusal::new(Code::TermNotYours).at(format!("/terms/{term}"))),
            None => Ok(()),
        }
    }
}

fn cap(limit: Option<i64>, term: &str) -> Result<(), Refusal> {
    match limit {
        Some(1..) => Ok(()),
        _ => Err(wrong(
            term,
            "a merchant who pays sets both daily limits, above zero",
        )),
    }
}

fn wrong(term: &str, why: &str) -> Refusal {
    Refusal::new(Code::InvalidField)
        .at(format!("/terms/{term}"))
        .saying(why)
}

fn known(code: &str) -> bool {
    carrier::carriers::find(code).is_some() || code == carrier::sandbox::CODE
}

/// Changes the terms that are the caller's to set, on the version he saw.
///
/// # Errors
/// `not_found`, `stale`, `state_forbids`, `term_not_yours`, `invalid_field`, `carrier_unknown`.
pub fn change_terms<S: Seat>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    id: Owned<kind::Binding>,
    ask: &Change,
) -> Result<View> {
    let mut binding = rows::lock(tx, who, id)?;
    super::must_be_current(tx, who, &binding, Some(ask.version))?;
    if !binding.state.takes_terms() {
        return Err(Code::StateForbids.into());
    }
    binding.terms = binding.terms.with(&ask.terms, S::BY)?;
    let changed = store(tx, &binding)?;
    view(tx.conn(), who, changed)
}

fn store(tx: &mut Tx<'_>, binding: &Binding) -> Result<Owned<kind::Binding>> {
    use crate::db::schema::bindings::dsl;
    rows::stir(tx, binding.id.owner, binding.fulfiller);
    let terms = &binding.terms;
    let (daily_waybills, daily_fen) = (terms.daily_waybills, terms.daily_fen);
    diesel::update(dsl::bindings.find((binding.id.owner, binding.id.id)))
        .set((
            dsl::auto_accept.eq(terms.auto_accept),
            dsl::waybill_payer.eq(terms.waybill_payer.text()),
            dsl::daily_waybills.eq(daily_waybills),
            dsl::daily_fen.eq(daily_fen),
            dsl::carriers.eq(rows::carriers_json(terms)),
            dsl::accept_hours.eq(terms.accept_hours),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(binding.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> Wish {
        Wish::default()
    }

    #[test]
    fn each_side_sets_its_own_terms() {
        let auto = Wish {
            auto_accept: Some(true),
            ..wish()
        };
        assert!(Terms::default().with(&auto, By::Fulfiller).unwrap().auto_accept);
        let no = Terms::default().with(&auto, By::Merchant).unwrap_err();
        assert_eq!(
            (no.code, no.at.as_deref()),
            (Code::TermNotYours, Some("/terms/auto_accept"))
        );
        let hours = Wish {
            accept_hours: Some(5),
            ..wish()
        };
        assert_eq!(
            Terms::default().with(&hours, By::Merchant).unwrap().accept_hours,
            5
        );
        assert!(Terms::default().with(&hours, By::Fulfiller).is_err());
    }

    #[test]
    fn a_merchant_who_pays_sets_both_caps() {
        let pays = Wish {
            waybill_payer: Some(Payer::Merchant),
            daily_waybills: Some(100),
            ..wish()
        };
        assert!(Terms::default().with(&pays, By::Merchant).is_err());
        let pays = Wish {
            daily_fen: Some(50_000),
            ..pays
        };
        let terms = Terms::default().with(&pays, By::Merchant).unwrap();
        assert_eq!((terms.daily_waybills, terms.daily_fen), (Some(100), Some(50_000)));
        let back = Wish {
            waybill_payer: Some(Payer::Fulfiller),
            ..wish()
        };
        assert_eq!(
            terms.with(&back, By::Merchant).unwrap().daily_fen,
            None,
            "caps go with the payer"
        );
    }

    #[test]
    fn carriers_are_known_ones_and_none_means_all() {
        let some = Wish {
            carriers: Some(vec!["zto".into(), "sf".into(), "sf".into()]),
            ..wish()
        };
        let terms = Terms::default().with(&some, By::Merchant).unwrap();
        assert_eq!(terms.carriers, ["sf", "zto"]);
        assert!(terms.allows("sf") && !terms.allows("yto"));
        assert!(Terms::default().allows("yto"));
        let bad = Wish {
            carriers: Some(vec!["pigeon".into()]),
            ..wish()
        };
        assert_eq!(
            Terms::default().with(&bad, By::Merchant).unwrap_err().code,
            Code::CarrierUnknown
        );
    }
}
