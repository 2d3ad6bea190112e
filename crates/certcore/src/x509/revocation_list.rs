//! A certificate revocation list (RFC 5280 §5), read once and then asked.

use std::fmt;

use chrono::{DateTime, Utc};
use thiserror::Error;
use x509_parser::{asn1_rs::FromDer as _, revocation_list::CertificateRevocationList, time::ASN1Time};

use super::certificate::{A_DATE, reason_of};
use crate::{
    ber::{NotDer, check_signed},
    diagnostic::error_names,
    dn::DistinguishedName,
};

/// A revocation list: its encoding, who issued it and when.
#[derive(Clone, Eq, PartialEq)]
pub struct RevocationList {
    der: Vec<u8>,
    issuer: DistinguishedName,
    this_update: DateTime<Utc>,
    next_update: Option<DateTime<Utc>>,
    revoked: usize,
}

impl RevocationList {
    /// Reads a revocation list in DER. Its signature is not looked at.
    ///
    /// # Errors
    ///
    /// [`RevocationListError`] when the bytes are not exactly one list.
    pub fn read_der(der: &[u8]) -> Result<Self, RevocationListError> {
        check_signed(der)?;
        let (rest, parsed) =
            CertificateRevocationList::from_der(der).map_err(|error| match reason_of(&error) {
                A_DATE => RevocationListError::Time,
                reason => RevocationListError::Malformed { reason },
            })?;
        if !rest.is_empty() {
            return Err(RevocationListError::TrailingBytes { count: rest.len() });
        }
        Ok(Self {
            issuer: DistinguishedName::from_parsed(parsed.issuer()),
            this_update: time(parsed.last_update())?,
            next_update: parsed.next_update().map(time).transpose()?,
            revoked: parsed.iter_revoked_certificates().count(),
            der: der.to_vec(),
        })
    }

    /// The list in DER, as it was read.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The name of the issuer.
    pub fn issuer(&self) -> &DistinguishedName {
        &self.issuer
    }

    /// When it was issued.
    pub fn this_update(&self) -> DateTime<Utc> {
        self.this_update
    }

    /// When the next one is due, at the latest.
    pub fn next_update(&self) -> Option<DateTime<Utc>> {
        self.next_update
    }

    /// How many certificates it revokes.
    pub fn revoked(&self) -> usize {
        self.revoked
    }
}

impl fmt::Debug for RevocationList {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "RevocationList({} {})",
            self.issuer,
            self.this_update.to_rfc3339()
        )
    }
}

/// Why bytes are not a revocation list.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RevocationListError {
    /// The DER is damaged.
    #[error("this is not a revocation list in DER, or it is damaged: {reason} (RFC 5280 section 5.1)")]
    Malformed {
        /// Which part.
        reason: &'static str,
    },
    /// It is BER, but not DER.
    #[error("the revocation list is not in DER: {0}; get it again")]
    NotDer(#[from] NotDer),
    /// Something follows the list.
    #[error("{count} octets follow the revocation list; remove them")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// A time that does not exist or cannot be represented.
    #[error("the revocation list carries a time that does not exist")]
    Time,
}

error_names!(RevocationListError {
    Self::Malformed { .. } => "crl-malformed", "The bytes are not a revocation list.";
    Self::NotDer(_) => "crl-not-der", "A revocation list is not in DER outside the part that is signed.";
    Self::TrailingBytes { .. } => "crl-trailing-bytes", "Something follows a revocation list in DER.";
    Self::Time => "crl-time-impossible", "A revocation list carries a time that does not exist.";
});

fn time(time: ASN1Time) -> Result<DateTime<Utc>, RevocationListError> {
    DateTime::from_timestamp(time.timestamp(), 0).ok_or(RevocationListError::Time)
}
