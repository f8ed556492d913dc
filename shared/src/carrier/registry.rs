//! Which carriers this installation can take numbers from.

use std::collections::BTreeMap;

use thiserror::Error;

use super::{Adapter, sandbox::Sandbox};

/// The open half of a carrier credential; the secret stays sealed with the vault, found by carrier and key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The carrier's code.
    pub carrier: String,
    /// Where its gateway listens, without a trailing path: `http://127.0.0.1:8099`.
    pub url: String,
    pub app_key: String,
}

/// Why an installation's credentials do not make a registry: each is an operator's mistake.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RegistryRefused {
    #[error("the sandbox carrier sells numbers that move no parcel: production refuses it")]
    SandboxInProduction,
    #[error("no adapter for carrier `{0}`: its numbers can be typed by hand")]
    NoAdapter(String),
    #[error("two credentials for carrier `{0}`")]
    Twice(String),
    #[error("the address of carrier `{0}` is no http(s) origin")]
    Address(String),
}

/// The adapters in use, by code. Empty is legal: typed numbers still work.
#[derive(Debug, Default)]
pub struct Registry(BTreeMap<String, Box<dyn Adapter>>);

impl Registry {
    /// One adapter per credential.
    pub fn open(production: bool, credentials: &[Credential]) -> Result<Registry, RegistryRefused> {
        let mut adapters = BTreeMap::new();
        for credential in credentials {
            let adapter = adapter(production, credential)?;
            if adapters.insert(credential.carrier.clone(), adapter).is_some() {
                return Err(RegistryRefused::Twice(credential.carrier.clone()));
            }
        }
        Ok(Registry(adapters))
    }

    /// The adapter of a carrier; `None` where its numbers can only be typed.
    pub fn get(&self, code: &str) -> Option<&dyn Adapter> {
        self.0.get(code).map(AsRef::as_ref)
    }

    /// Every adapter, by code.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Adapter> {
        self.0.values().map(AsRef::as_ref)
    }
}

fn adapter(production: bool, credential: &Credential) -> Result<Box<dyn Adapter>, RegistryRefused> {
    if credential.carrier != super::sandbox::CODE {
        return Err(RegistryRefused::NoAdapter(credential.carrier.clone()));
    }
    if production {
        return Err(RegistryRefused::SandboxInProduction);
    }
    let sandbox = Sandbox::new(&credential.url, &credential.app_key);
    let sandbox = sandbox.ok_or_else(|| RegistryRefused::Address(credential.carrier.clone()))?;
    Ok(Box::new(sandbox))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credential(carrier: &str, url: &str) -> Credential {
        Credential {
            carrier: carrier.into(),
            url: url.into(),
            app_key: "key".into(),
        }
    }

    #[test]
    fn production_refuses_the_sandbox_and_development_takes_it() {
        let sandbox = [credential("sandbox", "http://127.0.0.1:8099/")];
        assert_eq!(
            Registry::open(true, &sandbox).unwrap_err(),
            RegistryRefused::SandboxInProduction
        );
        let registry = Registry::open(false, &sandbox).unwrap();
        assert_eq!(
            registry.get("sandbox").unwrap().test_mark(),
            Some("测试面单 SANDBOX")
        );
        assert_eq!(registry.iter().count(), 1);
        assert!(registry.get("sf").is_none());
    }

    #[test]
    fn mistakes_are_named() {
        let open = |list: &[Credential]| Registry::open(false, list).unwrap_err();
        assert_eq!(
            open(&[credential("sf", "https://sf.example")]),
            RegistryRefused::NoAdapter("sf".into())
        );
        assert_eq!(
            open(&[credential("sandbox", "127.0.0.1")]),
            RegistryRefused::Address("sandbox".into())
        );
        let twice = [
            credential("sandbox", "http://a"),
            credential("sandbox", "http://b"),
        ];
        assert_eq!(open(&twice), RegistryRefused::Twice("sandbox".into()));
        assert_eq!(Registry::open(true, &[]).unwrap().iter().count(), 0);
    }
}
