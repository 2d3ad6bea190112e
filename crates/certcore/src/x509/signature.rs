//! Signature algorithms of certificates and requests.

use std::fmt;

use x509_parser::{
    asn1_rs::{Oid, oid},
    signature_algorithm::RsaSsaPssParams,
    x509::AlgorithmIdentifier,
};

/// The algorithm that signed a certificate or a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignatureAlgorithm {
    which: Which,
    /// The parameters of RSASSA-PSS.
    pss: Option<Pss>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Which {
    /// A position in [`KNOWN`].
    Known(usize),
    /// The dotted object identifier.
    Other(String),
}

/// The parameters of an RSASSA-PSS signature (RFC 4055 §3.1); what is left out has its default, SHA-1 and 20 octets.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Pss {
    /// A position in [`DIGESTS`]; `None` for another digest.
    hash: Option<usize>,
    /// The digest of MGF1, likewise.
    mask: Option<usize>,
    salt_length: u32,
}

/// Object identifiers and names, and whether the digest is broken.
const KNOWN: &[(Oid<'static>, &str, bool)] = &[
    (oid!(1.2.840.113549.1.1.2), "md2WithRSAEncryption", true),
    (oid!(1.2.840.113549.1.1.4), "md5WithRSAEncryption", true),
    (oid!(1.2.840.113549.1.1.5), "sha1WithRSAEncryption", true),
    (oid!(1.3.14.3.2.29), "sha1WithRSA", true),
    // Its digest is among its parameters.
    (RSASSA_PSS, "RSASSA-PSS", false),
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

const RSASSA_PSS: Oid<'static> = oid!(1.2.840.113549.1.1.10);
const SHA1: Oid<'static> = oid!(1.3.14.3.2.26);

/// Digests that RSASSA-PSS is used with: name, octets, and whether it is broken.
const DIGESTS: &[(Oid<'static>, &str, u32, bool)] = &[
    (oid!(1.2.840.113549.2.5), "MD5", 16, true),
    (SHA1, "SHA-1", 20, true),
    (oid!(2.16.840.1.101.3.4.2.4), "SHA-224", 28, false),
    (oid!(2.16.840.1.101.3.4.2.1), "SHA-256", 32, false),
    (oid!(2.16.840.1.101.3.4.2.2), "SHA-384", 48, false),
    (oid!(2.16.840.1.101.3.4.2.3), "SHA-512", 64, false),
];

impl SignatureAlgorithm {
    pub(crate) fn from_parsed(parsed: &AlgorithmIdentifier<'_>) -> Self {
        let oid = &parsed.algorithm;
        let known = KNOWN
            .iter()
            .position(|(known, _, _)| known.as_bytes() == oid.as_bytes());
        Self {
            which: known.map_or_else(|| Which::Other(oid.to_id_string()), Which::Known),
            pss: (oid.as_bytes() == RSASSA_PSS.as_bytes()).then(|| Pss::from_parsed(parsed)),
        }
    }

    /// The dotted object identifier.
    pub fn oid(&self) -> String {
        match &self.which {
            Which::Known(position) => KNOWN
                .get(*position)
                .map_or_else(String::new, |(oid, _, _)| oid.to_id_string()),
            Which::Other(oid) => oid.clone(),
        }
    }

    /// Whether it rests on MD2, MD5 or SHA-1, for which collisions can be made. Of RSASSA-PSS the digest of the message
    /// counts; a collision does not help against that of the mask.
    pub fn is_broken(&self) -> bool {
        match (&self.pss, &self.which) {
            (Some(pss), _) => pss.digest().is_some_and(|(_, _, _, broken)| *broken),
            (None, Which::Known(position)) => KNOWN.get(*position).is_some_and(|(_, _, broken)| *broken),
            (None, Which::Other(_)) => false,
        }
    }

    /// Whether it is an RSASSA-PSS signature that TLS does not have: one whose mask has another digest or whose salt is
    /// not as long as the digest (RFC 8446 §4.2.3).
    pub fn has_unusual_parameters(&self) -> bool {
        self.pss.as_ref().is_some_and(|pss| {
            let length = pss.digest().map(|(_, _, length, _)| *length);
            pss.mask != pss.hash || length != Some(pss.salt_length)
        })
    }
}

impl Pss {
    fn from_parsed(parsed: &AlgorithmIdentifier<'_>) -> Self {
        let position = |oid: &Oid<'_>| {
            DIGESTS
                .iter()
                .position(|(known, ..)| known.as_bytes() == oid.as_bytes())
        };
        let parameters = parsed.parameters.as_ref();
        match parameters.and_then(|any| RsaSsaPssParams::try_from(any).ok()) {
            Some(parameters) => Self {
                hash: position(parameters.hash_algorithm_oid()),
                mask: parameters
                    .mask_gen_algorithm()
                    .ok()
                    .and_then(|mask| position(&mask.hash)),
                salt_length: parameters.salt_length(),
            },
            // Nothing there is everything left out; what cannot be read has no digest that anyone knows.
            None => Self {
                hash: parameters.is_none().then(|| position(&SHA1)).flatten(),
                mask: parameters.is_none().then(|| position(&SHA1)).flatten(),
                salt_length: 20,
            },
        }
    }

    fn digest(&self) -> Option<&'static (Oid<'static>, &'static str, u32, bool)> {
        self.hash.and_then(|digest| DIGESTS.get(digest))
    }
}

/// The name of its standard, or the dotted object identifier; of RSASSA-PSS with its digest.
impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match &self.which {
            Which::Known(position) => KNOWN.get(*position).map_or("", |(_, name, _)| name),
            Which::Other(oid) => oid,
        })?;
        let Some(pss) = &self.pss else {
            return Ok(());
        };
        let name = |digest: Option<usize>| {
            digest
                .and_then(|digest| DIGESTS.get(digest))
                .map_or("an unknown digest", |(_, name, ..)| name)
        };
        write!(formatter, " with {}", name(pss.hash))?;
        if pss.mask != pss.hash {
            write!(formatter, " and MGF1 with {}", name(pss.mask))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use x509_parser::asn1_rs::FromDer as _;

    use super::*;

    fn read(der: &[u8]) -> SignatureAlgorithm {
        SignatureAlgorithm::from_parsed(&AlgorithmIdentifier::from_der(der).unwrap().1)
    }

    #[test]
    fn digest_that_rsassa_pss_leaves_out_is_sha1() {
        for der in [
            b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x30\x00".as_slice(),
            b"\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a",
        ] {
            let algorithm = read(der);
            assert!(algorithm.is_broken() && !algorithm.has_unusual_parameters());
            assert_eq!(algorithm.to_string(), "RSASSA-PSS with SHA-1");
        }
    }

    #[test]
    fn parameters_that_cannot_be_read_are_of_no_known_digest() {
        let algorithm = read(b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x05\x00");
        assert!(!algorithm.is_broken() && algorithm.has_unusual_parameters());
        assert_eq!(algorithm.to_string(), "RSASSA-PSS with an unknown digest");
    }
}
