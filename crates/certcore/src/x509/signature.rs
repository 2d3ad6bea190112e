//! Signature algorithms of certificates and requests.

use std::fmt;

use x509_parser::x509::AlgorithmIdentifier;

/// The algorithm that signed a certificate or a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignatureAlgorithm {
    oid: String,
}

/// Object identifiers and names, and whether the digest is broken.
const KNOWN: &[(&str, &str, bool)] = &[
    ("1.2.840.113549.1.1.2", "md2WithRSAEncryption", true),
    ("1.2.840.113549.1.1.4", "md5WithRSAEncryption", true),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption", true),
    ("1.3.14.3.2.29", "sha1WithRSA", true),
    ("1.2.840.113549.1.1.10", "RSASSA-PSS", false),
    ("1.2.840.113549.1.1.14", "sha224WithRSAEncryption", false),
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption", false),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption", false),
    ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption", false),
    ("1.2.840.10040.4.3", "dsa-with-SHA1", true),
    ("2.16.840.1.101.3.4.3.2", "dsa-with-SHA256", false),
    ("1.2.840.10045.4.1", "ecdsa-with-SHA1", true),
    ("1.2.840.10045.4.3.1", "ecdsa-with-SHA224", false),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256", false),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384", false),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512", false),
    ("1.3.101.112", "Ed25519", false),
    ("1.3.101.113", "Ed448", false),
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44", false),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65", false),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87", false),
];

impl SignatureAlgorithm {
    pub(crate) fn from_parsed(parsed: &AlgorithmIdentifier<'_>) -> Self {
        Self {
            oid: parsed.algorithm.to_id_string(),
        }
    }

    /// The dotted object identifier.
    pub fn oid(&self) -> &str {
        &self.oid
    }

    /// Whether it rests on MD2, MD5 or SHA-1, for which collisions can be made.
    pub fn is_broken(&self) -> bool {
        KNOWN.iter().any(|(oid, _, broken)| *oid == self.oid && *broken)
    }
}

/// The name of its standard, or the dotted object identifier.
impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = KNOWN
            .iter()
            .find(|(oid, _, _)| *oid == self.oid)
            .map_or(self.oid.as_str(), |(_, name, _)| name);
        formatter.write_str(name)
    }
}
