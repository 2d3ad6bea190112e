//! Cipher suites and what they are made of.

use openssl::ssl::SslCipherRef;
use serde::Serialize;

/// The suites of TLS 1.3, in the order they are offered. They are fixed: no cipher string touches them (RFC 8446 §B.4).
pub const TLS13_SUITES: [&str; 3] = [
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
];

/// A cipher suite, as OpenSSL describes it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct CipherSuite {
    /// OpenSSL's name: `ECDHE-RSA-AES128-GCM-SHA256`.
    pub name: String,
    /// The name in IANA's registry: `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`.
    pub standard_name: Option<String>,
    /// The version that brought it: `SSLv3`, `TLSv1.0`, `TLSv1.2`, `TLSv1.3`. Later ones up to TLS 1.2 speak it too.
    pub protocol: String,
    /// How the key is agreed on: `ECDH`, `DH`, `RSA`, `any`.
    pub key_exchange: String,
    /// How the server proves who it is: `RSA`, `ECDSA`, `None`, `any`.
    pub authentication: String,
    /// What encrypts: `AESGCM(128)`, `None`.
    pub encryption: String,
    /// What protects against changes: `AEAD`, `SHA1`.
    pub mac: String,
    /// Its strength as OpenSSL counts it, in bits: the secret bits of the key, and 64 for CCM8 with its tag of 64 bits.
    pub strength_bits: u32,
}

impl CipherSuite {
    /// The suites of TLS 1.3, described.
    pub fn tls13() -> Vec<Self> {
        let encryption = [
            ("AESGCM(256)", 256),
            ("CHACHA20/POLY1305(256)", 256),
            ("AESGCM(128)", 128),
        ];
        TLS13_SUITES
            .into_iter()
            .zip(encryption)
            .map(|(name, (encryption, strength_bits))| Self {
                name: name.to_owned(),
                standard_name: Some(name.to_owned()),
                protocol: "TLSv1.3".to_owned(),
                key_exchange: "any".to_owned(),
                authentication: "any".to_owned(),
                encryption: encryption.to_owned(),
                mac: "AEAD".to_owned(),
                strength_bits,
            })
            .collect()
    }

    /// Whether the server stays unknown, so that anyone in between can take its place.
    pub fn is_anonymous(&self) -> bool {
        self.authentication == "None"
    }

    /// Whether it does not encrypt.
    pub fn is_null(&self) -> bool {
        self.encryption == "None"
    }

    /// Whether it encrypts with something broken or short: RC4 (RFC 7465), 3DES (CVE-2016-2183), export grade, less than
    /// 112 bits of strength, which takes in CCM8.
    pub fn is_weak(&self) -> bool {
        !self.is_null()
            && (self.strength_bits < 112
                || self.encryption.starts_with("RC4")
                || self.encryption.starts_with("3DES")
                || self.name.starts_with("EXP"))
    }

    /// Whether the keys of a connection come from the server's long-term key: RSA key transport, static DH and ECDH. Who
    /// gets that key later can read what was recorded (RFC 9325 §4.1).
    pub fn has_static_key_exchange(&self) -> bool {
        self.key_exchange == "RSA" || self.key_exchange.contains('/')
    }

    pub(super) fn of_openssl(cipher: &SslCipherRef) -> Self {
        let description = cipher.description();
        let value = |key: &str| {
            description
                .split_whitespace()
                .find_map(|word| word.strip_prefix(key))
                .unwrap_or_default()
                .to_owned()
        };
        Self {
            name: cipher.name().to_owned(),
            standard_name: cipher.standard_name().map(str::to_owned),
            protocol: cipher.version().to_owned(),
            key_exchange: value("Kx="),
            authentication: value("Au="),
            encryption: value("Enc="),
            mac: value("Mac="),
            strength_bits: u32::try_from(cipher.bits().secret).unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suite(name: &str, encryption: &str, strength_bits: u32) -> CipherSuite {
        CipherSuite {
            name: name.to_owned(),
            standard_name: None,
            protocol: "SSLv3".to_owned(),
            key_exchange: "RSA".to_owned(),
            authentication: "RSA".to_owned(),
            encryption: encryption.to_owned(),
            mac: "SHA1".to_owned(),
            strength_bits,
        }
    }

    #[test]
    fn broken_and_short_encryption_is_weak() {
        for weak in [
            suite("RC4-SHA", "RC4(128)", 128),
            suite("DES-CBC3-SHA", "3DES(168)", 112),
            suite("DES-CBC-SHA", "DES(56)", 56),
            suite("AES128-CCM8", "AESCCM8(128)", 64),
            suite("EXP1024-RC4-SHA", "RC4(56)", 56),
        ] {
            assert!(weak.is_weak(), "{}", weak.name);
        }
        assert!(!suite("AES128-SHA", "AES(128)", 128).is_weak());
    }

    #[test]
    fn keys_that_hang_on_the_certificate_are_static() {
        for (key_exchange, is_static) in [
            ("RSA", true),
            ("DH/RSA", true),
            ("ECDH/ECDSA", true),
            ("DH", false),
            ("ECDH", false),
            ("any", false),
        ] {
            let suite = CipherSuite {
                key_exchange: key_exchange.to_owned(),
                ..suite("NAME", "AES(128)", 128)
            };
            assert_eq!(suite.has_static_key_exchange(), is_static, "{key_exchange}");
        }
    }

    #[test]
    fn no_encryption_is_null_and_not_weak_besides() {
        let null = suite("NULL-SHA", "None", 0);
        assert!(null.is_null());
        assert!(!null.is_weak());
    }
}
