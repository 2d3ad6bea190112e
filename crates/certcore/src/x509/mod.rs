//! Certificates and requests (RFC 5280, RFC 2986): values that are read once and then asked.

mod alternative_names;
mod certificate;
mod encoding;
mod extensions;
mod purpose;
mod request;
mod revocation_list;
mod serial;
mod serving;
mod signature;
mod validity;

pub use crate::fingerprint::Fingerprint;
pub use alternative_names::{AlternativeNames, OtherName};
pub(crate) use certificate::PRECERTIFICATE_POISON;
pub use certificate::{Certificate, CertificateError};
pub use encoding::{PemError, PemLabel};
pub use extensions::{Authority, BasicConstraints, Extensions, KeyUsage};
pub use purpose::{Purpose, Service, UnknownService};
pub(crate) use request::extension_lists;
pub use request::{CertificateRequest, RequestError};
pub use revocation_list::{RevocationList, RevocationListError};
pub use serial::{Serial, SerialError};
pub use serving::Unservable;
pub use signature::SignatureAlgorithm;
pub use validity::{Validity, ValidityError};
