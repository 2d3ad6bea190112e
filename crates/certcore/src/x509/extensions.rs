//! The extensions of certificates and requests that TLS depends on (RFC 5280 §4.2).

use std::collections::HashSet;

use x509_parser::{
    asn1_rs::{Oid, oid},
    extensions::{ExtendedKeyUsage, GeneralName, NSCertType, ParsedExtension, X509Extension},
};

use super::{alternative_names::AlternativeNames, purpose::Purpose};

/// id-ad-caIssuers (RFC 5280 §4.2.2.1).
const CA_ISSUERS: Oid<'static> = oid!(1.3.6.1.5.5.7.48.2);

/// What the extensions say. An absent extension is `None` or empty.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Extensions {
    /// Subject alternative names (§4.2.1.6).
    pub alternative_names: Option<AlternativeNames>,
    /// Basic constraints (§4.2.1.9).
    pub basic_constraints: Option<BasicConstraints>,
    /// Key usage (§4.2.1.3).
    pub key_usage: Option<KeyUsage>,
    /// Extended key usage (§4.2.1.12), in the order of the encoding.
    pub extended_key_usage: Option<Vec<Purpose>>,
    /// The uses that the Netscape certificate type allows (2.16.840.1.113730.1.1), an extension of old CAs that OpenSSL still
    /// keeps to.
    pub netscape_type: Option<Vec<&'static str>>,
    /// Subject key identifier (§4.2.1.2).
    pub subject_key_identifier: Option<Vec<u8>>,
    /// The key identifier of the authority key identifier (§4.2.1.1).
    pub authority_key_identifier: Option<Vec<u8>>,
    /// Where the issuer's certificate can be fetched (authority information access, §4.2.2.1).
    pub ca_issuers: Vec<String>,
    /// Critical extensions that are not understood here, by their dotted object identifiers.
    pub unknown_critical: Vec<String>,
    /// Extensions that are broken, by their dotted object identifiers.
    pub unreadable: Vec<String>,
    /// Extensions that stand there more than once, by their dotted object identifiers; the first one counts.
    pub repeated: Vec<String>,
}

impl Extensions {
    pub(super) fn from_parsed<'a>(parsed: impl IntoIterator<Item = &'a X509Extension<'a>>) -> Self {
        let mut result = Self::default();
        let mut seen = HashSet::new();
        for extension in parsed {
            if !seen.insert(extension.oid.as_bytes()) {
                result.repeated.push(extension.oid.to_id_string());
                continue;
            }
            result.add(extension);
        }
        result
    }

    fn add(&mut self, extension: &X509Extension<'_>) {
        match extension.parsed_extension() {
            ParsedExtension::SubjectAlternativeName(names) => {
                self.alternative_names = Some(AlternativeNames::from_parsed(&names.general_names));
            }
            ParsedExtension::BasicConstraints(constraints) => {
                self.basic_constraints = Some(BasicConstraints {
                    authority: if constraints.ca {
                        Authority::Yes
                    } else {
                        Authority::No
                    },
                    path_length: constraints.path_len_constraint,
                });
            }
            ParsedExtension::KeyUsage(usage) => self.key_usage = Some(KeyUsage(usage.flags)),
            ParsedExtension::ExtendedKeyUsage(usage) => self.extended_key_usage = Some(purposes(usage)),
            ParsedExtension::NSCertType(kind) => self.netscape_type = Some(netscape_uses(*kind)),
            ParsedExtension::SubjectKeyIdentifier(identifier) => {
                self.subject_key_identifier = Some(identifier.0.to_vec());
            }
            ParsedExtension::AuthorityKeyIdentifier(authority) => {
                self.authority_key_identifier = authority.key_identifier.as_ref().map(|id| id.0.to_vec());
            }
            ParsedExtension::AuthorityInfoAccess(access) => {
                let issuers = access
                    .accessdescs
                    .iter()
                    .filter(|d| d.access_method.as_bytes() == CA_ISSUERS.as_bytes());
                self.ca_issuers
                    .extend(issuers.filter_map(|d| match d.access_location {
                        GeneralName::URI(uri) => Some(uri.to_owned()),
                        _ => None,
                    }));
            }
            ParsedExtension::ParseError { .. } => self.unreadable.push(extension.oid.to_id_string()),
            ParsedExtension::UnsupportedExtension { .. } | ParsedExtension::Unparsed
                if extension.critical =>
            {
                self.unknown_critical.push(extension.oid.to_id_string());
            }
            _ => {}
        }
    }
}

/// Basic constraints (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BasicConstraints {
    /// Whether the subject is a certification authority.
    pub authority: Authority,
    /// How many intermediates may follow.
    pub path_length: Option<u32>,
}

/// Whether the subject of a certificate may sign other certificates.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Authority {
    /// CA:TRUE
    Yes,
    /// CA:FALSE
    No,
}

/// Key usage bits (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct KeyUsage(u16);

impl KeyUsage {
    const NAMES: [&'static str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];

    /// Whether keyCertSign is set.
    pub fn allows_certificate_signing(self) -> bool {
        self.0 & 1 << 5 != 0
    }

    /// Whether digitalSignature is set, which TLS 1.3 and every (EC)DHE cipher suite need.
    pub fn allows_digital_signature(self) -> bool {
        self.0 & 1 != 0
    }

    /// The names of the bits that are set, in the order of RFC 5280.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES
            .into_iter()
            .enumerate()
            .filter(move |(bit, _)| self.0 >> bit & 1 == 1)
            .map(|(_, name)| name)
    }
}

fn netscape_uses(kind: NSCertType) -> Vec<&'static str> {
    [
        (kind.ssl_client(), "client"),
        (kind.ssl_server(), "server"),
        (kind.smime(), "S/MIME"),
        (kind.object_signing(), "object signing"),
        (kind.ssl_ca(), "TLS CA"),
        (kind.smime_ca(), "S/MIME CA"),
        (kind.object_signing_ca(), "object signing CA"),
    ]
    .into_iter()
    .filter_map(|(set, name)| set.then_some(name))
    .collect()
}

fn purposes(usage: &ExtendedKeyUsage<'_>) -> Vec<Purpose> {
    [
        (usage.any, Purpose::Any),
        (usage.server_auth, Purpose::ServerAuth),
        (usage.client_auth, Purpose::ClientAuth),
        (usage.code_signing, Purpose::CodeSigning),
        (usage.email_protection, Purpose::EmailProtection),
        (usage.time_stamping, Purpose::TimeStamping),
        (usage.ocsp_signing, Purpose::OcspSigning),
    ]
    .into_iter()
    .filter_map(|(set, purpose)| set.then_some(purpose))
    .chain(usage.other.iter().map(|oid| Purpose::Other(oid.to_id_string())))
    .collect()
}
