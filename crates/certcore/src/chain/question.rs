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
    /// Whether cross-certificates are served above the shortest chain.
    pub cross: Cross,
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

/// What happens to the certificates that lead on from the root of the chain to an older root.
///
/// A CA whose new root is not known everywhere sends the new root signed by the older one. A peer that knows the new root
/// does not need it; to a peer that knows only the older one it is the only way (RFC 4158 §1.5, RFC 8446 §4.4.2).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Cross {
    /// They are served behind the chain, as long as they are part of a valid path.
    #[default]
    Keep,
    /// They are left out.
    Drop,
}
