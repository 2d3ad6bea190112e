//! What each kind of object looks like, for people and for programs. The field names are stable.

mod certificate;
mod chain;
mod dates;
mod key;
mod names;
mod object;
mod p12;
mod pairs;
mod profile;
mod request;
mod verdict;

pub(crate) use certificate::CertificateView;
pub(crate) use chain::{ChainView, Pieces};
pub(crate) use key::{PrivateKeyView, Protection};
pub(crate) use object::ObjectView;
pub(crate) use p12::Pkcs12View;
pub(crate) use pairs::{MxView, PairsView};
pub(crate) use profile::{AskedView, HeldView, ListedView, ShownView, VersionView, named};
pub(crate) use request::RequestView;
pub(crate) use verdict::VerdictView;
