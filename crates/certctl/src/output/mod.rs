//! What each kind of object looks like, for people and for programs. The field names are stable.

mod certificate;
mod chain;
mod change;
mod commit;
mod dates;
mod key;
mod names;
mod object;
mod p12;
mod pairs;
mod profile;
mod request;
mod revision;
mod staged;
mod standing;
mod status;
mod tree;
mod users;
mod verdict;

pub(crate) use certificate::CertificateView;
pub(crate) use chain::{ChainView, Pieces};
pub(crate) use change::{ChangeView, PendingView};
pub(crate) use commit::{ComparisonView, ConflictView, FindingView};
pub(crate) use key::{PrivateKeyView, Protection};
pub(crate) use object::ObjectView;
pub(crate) use p12::Pkcs12View;
pub(crate) use pairs::{MxView, PairsView};
pub(crate) use profile::{AskedView, HeldView, ListedView, ShownView, VersionView};
pub(crate) use request::RequestView;
pub(crate) use revision::RevisionView;
pub(crate) use staged::{StagedView, text as staged_text};
pub(crate) use standing::Staged;
pub(crate) use status::StatusView;
pub(crate) use tree::fields;
pub(crate) use users::UsersView;
pub(crate) use verdict::VerdictView;
