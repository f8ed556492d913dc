//! The carriers of this installation: those numbers can be taken from, and those a number can be typed for.

use serde::Serialize;

use crate::carrier::{Registry, carriers};

/// A carrier as screens list it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = Carrier)]
pub struct View {
    /// Its code.
    pub code: String,
    /// 中文.
    pub name_zh: &'static str,
    /// English.
    pub name_en: &'static str,
    /// Numbers can be taken from it.
    pub takes: bool,
    /// Numbers can be typed for it.
    pub typed: bool,
    /// What its labels must say where its numbers move no parcel.
    pub test_mark: Option<&'static str>,
    /// Does an account's holder see receivers in the carrier's own portal? Null without an adapter.
    pub holder_can_read_receiver: Option<bool>,
}

/// All of them, those with an adapter first.
#[must_use]
pub fn list(registry: &Registry) -> Vec<View> {
    let adapters = registry.iter().map(|adapter| View {
        code: adapter.code().to_owned(),
        name_zh: adapter.name().zh,
        name_en: adapter.name().en,
        takes: true,
        typed: carriers::find(adapter.code()).is_some(),
        test_mark: adapter.test_mark(),
        holder_can_read_receiver: Some(adapter.holder_can_read_receiver()),
    });
    let typed = carriers::ALL
        .iter()
        .filter(|carrier| registry.get(carrier.code).is_none())
        .map(|carrier| View {
            code: carrier.code.to_owned(),
            name_zh: carrier.name.zh,
            name_en: carrier.name.en,
            takes: false,
            typed: true,
            test_mark: None,
            holder_can_read_receiver: None,
        });
    adapters.chain(typed).collect()
}
