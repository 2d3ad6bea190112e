//! What each kind of object looks like, for people and for programs. The field names are stable.

mod certificate;
mod dates;
mod key;
mod names;
mod request;

pub(crate) use certificate::CertificateView;
pub(crate) use key::{PrivateKeyView, Protection};
pub(crate) use request::RequestView;
