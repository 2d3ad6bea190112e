//! Material from files: keys, piles of anything, trust anchors, and which of them a command is about.

mod anchors;
mod chains;
mod key;
mod leaf;
mod pile;

pub(crate) use anchors::{anchors, system};
pub(crate) use chains::chains;
pub(crate) use key::{SeveralKeys, private_key};
pub(crate) use leaf::{Choice, leaf, located, warn_of_chain};
pub(crate) use pile::{
    AtLeast, NothingFound, SeveralRequests, allow_signatures, certificates, completeness, is_closed, read,
    request, warn_unreadable, with_held,
};
