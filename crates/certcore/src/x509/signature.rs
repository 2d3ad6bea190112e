//! Signature algorithms of certificates and requests.

use std::fmt;

use x509_parser::{
    asn1_rs::{Oid, oid},
    x509::AlgorithmIdentifier,
};

/// The algorithm that signed a certificate or a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignatureAlgorithm(Which);

#[derive(Clone, Debug, Eq, PartialEq)]
enum Which {
    /// A position in [`KNOWN`].
    Known(usize),
    /// The dotted object identifier.
    Other(String),
}

/// Object identifiers and names, and whether the digest is broken.
const KNOWN: &[(Oid<'static>, &str, bool)] = &[
    (oid!(1.2.840.113549.1.1.2), "md2WithRSAEncryption", true),
    (oid!(1.2.840.113549.1.1.4), "md5WithRSAEncryption", true),
    (oid!(1.2.840.113549.1.1.5), "sha1WithRSAEncryption", true),
    (oid!(1.3.14.3.2.29), "sha1WithRSA", true),
    (oid!(1.2.840.113549.1.1.10), "RSASSA-PSS", false),
    (oid!(1.2.840.113549.1.1.14), "sha224WithRSAEncryption", false),
    (oid!(1.2.840.113549.1.1.11), "sha256WithRSAEncryption", false),
    (oid!(1.2.840.113549.1.1.12), "sha384WithRSAEncryption", false),
    (oid!(1.2.840.113549.1.1.13), "sha512WithRSAEncryption", false),
    (oid!(1.2.840.10040.4.3), "dsa-with-SHA1", true),
    (oid!(2.16.840.1.101.3.4.3.2), "dsa-with-SHA256", false),
    (oid!(1.2.840.10045.4.1), "ecdsa-with-SHA1", true),
    (oid!(1.2.840.10045.4.3.1), "ecdsa-with-SHA224", false),
    (oid!(1.2.840.10045.4.3.2), "ecdsa-with-SHA256", false),
    (oid!(1.2.840.10045.4.3.3), "ecdsa-with-SHA384", false),
    (oid!(1.2.840.10045.4.3.4), "ecdsa-with-SHA512", false),
    (oid!(1.3.101.112), "Ed25519", false),
    (oid!(1.3.101.113), "Ed448", false),
    (oid!(2.16.840.1.101.3.4.3.17), "ML-DSA-44", false),
    (oid!(2.16.840.1.101.3.4.3.18), "ML-DSA-65", false),
    (oid!(2.16.840.1.101.3.4.3.19), "ML-DSA-87", false),
];

impl SignatureAlgorithm {
    pub(crate) fn from_parsed(parsed: &AlgorithmIdentifier<'_>) -> Self {
        let oid = &parsed.algorithm;
        let known = KNOWN
            .iter()
            .position(|(known, _, _)| known.as_bytes() == oid.as_bytes());
        Self(known.map_or_else(|| Which::Other(oid.to_id_string()), Which::Known))
    }

    /// The dotted object identifier.
    pub fn oid(&self) -> String {
        match &self.0 {
            Which::Known(position) => KNOWN
                .get(*position)
                .map_or_else(String::new, |(oid, _, _)| oid.to_id_string()),
            Which::Other(oid) => oid.clone(),
        }
    }

    /// Whether it rests on MD2, MD5 or SHA-1, for which collisions can be made.
    pub fn is_broken(&self) -> bool {
        matches!(self.0, Which::Known(position) if KNOWN.get(position).is_some_and(|(_, _, broken)| *broken))
    }
}

/// The name of its standard, or the dotted object identifier.
impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match &self.0 {
            Which::Known(position) => KNOWN.get(*position).map_or("", |(_, name, _)| name),
            Which::Other(oid) => oid,
        })
    }
}
