//! The findings that a commit can accept.

use std::collections::BTreeSet;

use certcore::error_names;
use certnet::tls::TlsFinding;
use thiserror::Error;

use super::{
    check::{
        CertificateEnding, ChainIncomplete, ChainRefused, DemoBound, ServiceKeyUncommon, VersionWithoutKey,
        lint_names,
    },
    mail_hosts::UnusableMx,
    name_rule::{DnsNoAnswer, MxNull, NamesDiffer},
};
use crate::sslconfig::WeakPreset;

/// The names that a commit can accept: those of findings that ask, and those of notices, which refuse a strict commit.
pub fn acceptable() -> BTreeSet<&'static str> {
    let own = [
        CertificateEnding::NAMES,
        ChainIncomplete::NAMES,
        ChainRefused::NAMES,
        DemoBound::NAMES,
        DnsNoAnswer::NAMES,
        MxNull::NAMES,
        NamesDiffer::NAMES,
        ServiceKeyUncommon::NAMES,
        TlsFinding::NAMES,
        UnusableMx::NAMES,
        VersionWithoutKey::NAMES,
        WeakPreset::NAMES,
    ];
    let own = own.into_iter().flatten().map(|named| named.name);
    own.chain(lint_names()).collect()
}

/// Refuses names that no commit can accept, so that a mistyped one is not passed over.
pub(super) fn check(accept: &BTreeSet<String>) -> Result<(), NotAcceptable> {
    let acceptable = acceptable();
    match accept.iter().find(|name| !acceptable.contains(name.as_str())) {
        Some(name) => Err(NotAcceptable {
            name: name.chars().take(100).collect(),
        }),
        None => Ok(()),
    }
}

/// A name is not that of a finding that can be accepted.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "'{}' is no finding that a commit can accept; those are {}",
    name.escape_debug(),
    acceptable().into_iter().collect::<Vec<_>>().join(", ")
)]
pub struct NotAcceptable {
    /// The name as it was given, at most a hundred characters of it.
    pub name: String,
}

error_names!(NotAcceptable {
    _ => "finding-not-acceptable", "A commit was told to accept a finding that does not exist or cannot be accepted.";
});
