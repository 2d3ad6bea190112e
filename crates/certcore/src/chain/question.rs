//! What is wanted from a pile: which leaf, which roots, at which time.

use chrono::{DateTime, Utc};

use super::leaf::Leaf;
use crate::x509::Certificate;

/// What is wanted from a pile.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// How the leaf is known.
    pub leaf: Leaf<'a>,
    /// Which roots a peer trusts.
    pub anchors: Anchors<'a>,
    /// Whether the root is served.
    pub root: Root,
    /// The time at which certificates should be valid.
    pub time: DateTime<Utc>,
}

/// Which roots end a chain. Only self-signed certificates are roots here.
#[derive(Clone, Copy, Debug)]
pub enum Anchors<'a> {
    /// Only these.
    Only(&'a [Certificate]),
    /// Any root of the pile, and these.
    AnyRoot {
        /// Roots that need not be in the pile, such as those of the system.
        known: &'a [Certificate],
    },
}

impl<'a> Anchors<'a> {
    pub(super) fn certificates(self) -> &'a [Certificate] {
        match self {
            Self::Only(certificates) | Self::AnyRoot { known: certificates } => certificates,
        }
    }
}

/// What happens to the root.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Root {
    /// It is left out, since a peer trusts only its own copy (RFC 8446 §4.4.2).
    Drop,
    /// It is served last.
    Keep,
}
