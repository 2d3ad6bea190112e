//! What people call certificates, requests and keys.

use std::collections::BTreeMap;

use certcore::fingerprint::Fingerprint;
use certstore::{
    entry::{Entry, Material},
    store::{Reading, StoreError},
};

/// How much of a fingerprint people are shown, in hexadecimal digits.
const SHOWN: usize = 16;

/// The texts that stand for the fingerprints in these entries.
pub(super) async fn labels<'e>(
    reading: &mut Reading<'_>,
    entries: impl IntoIterator<Item = &'e Entry>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut material = Material::default();
    for entry in entries {
        material.extend(entry.material());
    }
    let mut labels = BTreeMap::new();
    for fingerprint in material.keys {
        labels.insert(fingerprint.to_string(), short(fingerprint));
    }
    for fingerprint in material.requests {
        let request = reading.repository().request(fingerprint).await?;
        let name = request.map(|request| {
            let common_name = request.subject().common_name().map(str::to_owned);
            common_name.unwrap_or_else(|| request.display_name())
        });
        labels.insert(fingerprint.to_string(), named(name, fingerprint));
    }
    for fingerprint in material.certificates {
        let facts = reading.repository().certificate_facts(fingerprint).await?;
        let name = facts.map(|facts| facts.common_name);
        labels.insert(fingerprint.to_string(), named(name, fingerprint));
    }
    Ok(labels)
}

fn named(name: Option<String>, fingerprint: Fingerprint) -> String {
    match name.filter(|name| !name.is_empty()) {
        Some(name) => format!("{name} ({})", short(fingerprint)),
        None => short(fingerprint),
    }
}

fn short(fingerprint: Fingerprint) -> String {
    let mut text = fingerprint.to_string();
    text.truncate(SHOWN);
    text.push('…');
    text
}
