//! Reading any pile of bytes: every certificate, request, key and list in it, and where each came from.
//!
//! | form | what is understood |
//! |---|---|
//! | PEM (RFC 7468) | any number of blocks with text around them; the labels of OpenSSL, GnuTLS, NSS, Java and Windows; OpenSSL's trusted certificates; keys encrypted by RFC 1421 headers |
//! | text | UTF-8 and UTF-16, with and without byte order mark, also one behind the other; LF, CR LF and lone CR |
//! | damaged PEM | quote marks and blanks around lines, other line lengths, blank lines, escapes of JSON, quoted-printable, missing padding |
//! | base64 alone | DER or PEM in base64 without BEGIN and END lines, with text around it: attachments of mails, Kubernetes secrets, Traefik's `acme.json` |
//! | DER and BER | one object or several one after the other, also before, between and behind PEM blocks |
//! | PKCS#7 and CMS | certificates and revocation lists, with definite and indefinite lengths, in PEM (also under `CERTIFICATE`) and binary |
//! | PKCS#12 | what it holds, when it can be opened |
//!
//! What belongs to other programs is named with the way to convert it; see [`ForeignFormat`].

mod armour;
mod bare;
mod binary;
mod binary_error;
mod block;
mod boundary;
mod collector;
mod content;
mod encoding;
mod foreign;
mod label;
mod labelled;
mod object;
mod pile;
mod pkcs12;
mod pkcs12_error;
mod private_key;
mod read;
mod signed_data;
mod signed_data_error;
mod source;
mod structure;
mod unreadable;

pub use armour::ArmourError;
pub use binary_error::BinaryError;
pub use block::FramingError;
pub use foreign::ForeignFormat;
pub use label::LabelError;
pub use object::{Object, Parameters};
pub use pile::{Found, Pile};
pub use pkcs12_error::Pkcs12Error;
pub use read::{Input, read, read_within};
pub use signed_data_error::SignedDataError;
pub use source::{Place, Source};
pub use unreadable::{FurtherUnreadable, ImportError, Unreadable};
