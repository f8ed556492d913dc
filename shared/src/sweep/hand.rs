//! On whose behalf a batch's job acts: the party that began it, and whoever of it did.

use crate::db::Tx;
use crate::error::{Broken, Result};
use crate::house::House;
use crate::id::PartyId;
use crate::parcel::Packer;
use crate::party::{Acting, Factory, Merchant, PartyKind, Side, Who, standing};
use crate::print::task::{self, Task};
use crate::vault::Vault;
use crate::waybill::Desk;

/// The caller's standing as it was when the batch began: role and scope were checked by the door then. A party that
/// may not work any more is not worked for, nor on the word of somebody it sent away.
pub(super) struct Hand<'a> {
    house: &'a House,
    acting: Standing,
}

enum Standing {
    Merchant(Acting<Merchant>),
    Factory(Acting<Factory>),
}

impl<'a> Hand<'a> {
    /// # Errors
    /// `party_not_active`; `forbidden` where whoever began the batch may act for the party no more.
    pub(super) fn of(tx: &mut Tx<'_>, house: &'a House, party: PartyId, who: Who) -> Result<Self> {
        let kind = standing::still(tx.conn(), party, who)?;
        let acting = match PartyKind::of(&kind)?.side() {
            Side::Merchant => Standing::Merchant(Acting::new(party, who)),
            Side::Factory => Standing::Factory(Acting::new(party, who)),
            Side::Platform => return Err(Broken::new("the operator walks no orders").into()),
        };
        Ok(Self { house, acting })
    }

    pub(super) fn merchant(&self) -> Result<&Acting<Merchant>> {
        match &self.acting {
            Standing::Merchant(acting) => Ok(acting),
            Standing::Factory(_) => Err(Broken::new("a factory with a merchant's batch").into()),
        }
    }

    pub(super) fn factory(&self) -> Result<&Acting<Factory>> {
        match &self.acting {
            Standing::Factory(acting) => Ok(acting),
            Standing::Merchant(_) => Err(Broken::new("a merchant with a factory's batch").into()),
        }
    }

    /// Either side as the one who packs.
    pub(super) fn packer(&self) -> Packer {
        match &self.acting {
            Standing::Merchant(acting) => acting.into(),
            Standing::Factory(acting) => acting.into(),
        }
    }

    pub(super) fn print(&self, tx: &mut Tx<'_>, ask: &task::Ask) -> Result<Task> {
        match &self.acting {
            Standing::Merchant(acting) => task::ask(tx, acting, ask),
            Standing::Factory(acting) => task::ask(tx, acting, ask),
        }
    }

    pub(super) fn desk(&self) -> Desk<'_> {
        self.house.desk()
    }

    pub(super) fn vault(&self) -> Result<&Vault> {
        self.house.vault()
    }
}
