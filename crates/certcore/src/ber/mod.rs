//! BER, the encoding that PKCS#12 files come in, and DER, its strict form (ITU-T X.690).

mod der;
mod element;
mod octets;
mod oid;
mod reader;

pub use der::{DerRule, NotDer};
pub(crate) use der::{check_element, check_signed};
pub(crate) use element::Element;
pub use element::{BerError, BerProblem};
pub(crate) use octets::Octets;
pub(crate) use oid::write_oid;
pub(crate) use reader::{Reader, is_one_sequence, without_padding};
