//! Why octets give no object.

use thiserror::Error;
use x509_parser::asn1_rs::{FromBer as _, Header};

use super::foreign::is_no_text;
use crate::{
    ber::{BerProblem, Reader},
    diagnostic::error_names,
};

/// Why nothing can be read from the start of `bytes`.
pub(super) fn error_at(bytes: &[u8]) -> BinaryError {
    // A word of a text begins like an object whose length is that of its second letter.
    let is_text = str::from_utf8(bytes).is_ok() && !bytes.iter().any(|octet| is_no_text(*octet));
    match Reader::new(bytes, "the input").next() {
        Err(error) if error.problem == BerProblem::CutShort && !is_text => BinaryError::Truncated {
            present: bytes.len(),
            needed: length_of(bytes),
        },
        Err(_) => BinaryError::NotDer,
        Ok(_) => BinaryError::Unknown { count: 1 },
    }
}

/// How many octets the first element has, as far as its header says.
fn length_of(bytes: &[u8]) -> Option<usize> {
    let (content, header) = Header::from_ber(bytes).ok()?;
    let length = header.length().definite().ok()?;
    (bytes.len() - content.len()).checked_add(length)
}

/// Why binary data gave no object.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum BinaryError {
    /// The object goes on behind the end.
    #[error("the object is cut off: {present} octets are there{}; get the file again", describe(.needed.as_ref()))]
    Truncated {
        /// How many octets there are.
        present: usize,
        /// How many there should be, when the object says so.
        needed: Option<usize>,
    },
    /// The octets are no ASN.1.
    #[error("this is not DER or BER (ITU-T X.690)")]
    NotDer,
    /// Sound elements of an unknown kind.
    #[error(
        "{}, but neither a certificate nor a request, a key, PKCS#7 or PKCS#12",
        elements(*.count)
    )]
    Unknown {
        /// How many stand one after the other.
        count: usize,
    },
    /// Octets behind the object in a PEM block.
    #[error("{octets} octets follow the object in its PEM block and were not read; get the file again")]
    Following {
        /// How many.
        octets: usize,
    },
}

error_names!(BinaryError {
    Self::Truncated { .. } => "der-truncated", "A binary object ends too early.";
    Self::NotDer => "der-malformed", "Binary data is not DER.";
    Self::Unknown { .. } => "der-unknown", "A binary object is of an unknown kind.";
    Self::Following { .. } => "der-octets-follow", "Something follows an object in its PEM block.";
});

fn describe(needed: Option<&usize>) -> String {
    needed.map_or_else(String::new, |needed| format!(" of {needed}"))
}

fn elements(count: usize) -> String {
    match count {
        1 => "this is ASN.1".to_owned(),
        count => format!("these are {count} elements of ASN.1"),
    }
}
