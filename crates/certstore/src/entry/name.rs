//! Names by which an entry names others, refused where nothing can have them.

use std::collections::BTreeSet;

use serde::{Deserialize as _, Deserializer, de::Error as _};

use super::{
    id::{EntryId, EntryIdError, check_group},
    kind::Kind,
};

/// Reads the name of an interface.
pub(super) fn interface<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    one(deserializer, Kind::Interface)
}

/// Reads the name of a mail flow policy.
pub(super) fn policy<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    one(deserializer, Kind::MailFlowPolicy)
}

/// Reads the name of a profile, where there may be none.
pub(super) fn profile<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    if let Some(name) = &name {
        EntryId::profile(name).map_err(D::Error::custom)?;
    }
    Ok(name)
}

/// Reads the names of profiles, none of them twice.
pub(super) fn profiles<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    each_once(deserializer, |name| EntryId::profile(name).map(drop))
}

/// Reads the names of sender groups without their listener, none of them twice.
pub(super) fn sender_groups<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    each_once(deserializer, check_group)
}

fn one<'de, D: Deserializer<'de>>(deserializer: D, kind: Kind) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    EntryId::new(kind, &name).map_err(D::Error::custom)?;
    Ok(name)
}

fn each_once<'de, D: Deserializer<'de>>(
    deserializer: D,
    check: impl Fn(&str) -> Result<(), EntryIdError>,
) -> Result<Vec<String>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    let mut seen = BTreeSet::new();
    for name in &names {
        check(name).map_err(D::Error::custom)?;
        if !seen.insert(name) {
            return Err(D::Error::custom(format!("'{name}' is named twice")));
        }
    }
    Ok(names)
}
