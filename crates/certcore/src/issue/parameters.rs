//! From a description to rcgen's parameters.

use core::net::IpAddr;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue, ExtendedKeyUsagePurpose, IsCa,
    KeyIdMethod, KeyUsagePurpose, SanType, SerialNumber,
};
use time::OffsetDateTime;

use super::{assemble::IssueError, description::Description, field::Field};
use crate::{
    key::{KeyKind, PublicKey},
    x509::{AlternativeNames, Purpose, Serial, Validity},
};

/// emailAddress (PKCS#9, RFC 2985 §5.2.1).
const EMAIL_ADDRESS: &[u64] = &[1, 2, 840, 113_549, 1, 9, 1];

/// The order in which attributes are written: from the country down to the subject itself.
const ORDER: [Field; 7] = [
    Field::Country,
    Field::StateOrProvince,
    Field::Locality,
    Field::Organization,
    Field::OrganizationalUnit,
    Field::CommonName,
    Field::Email,
];

/// Names and usages of a description, for a request.
pub(super) fn for_request(
    description: &Description,
    key: &PublicKey,
) -> Result<CertificateParams, IssueError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = subject(description)?;
    params.subject_alt_names = names(
        description.dns.iter().map(ToString::to_string),
        &description.ip,
        &description.email,
    )?;
    leaf_usages(&mut params, key, &description.purposes)?;
    Ok(params)
}

/// Key usage and extended key usage of a certificate for TLS.
pub(super) fn leaf_usages(
    params: &mut CertificateParams,
    key: &PublicKey,
    purposes: &[Purpose],
) -> Result<(), IssueError> {
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    // RSA key exchange of TLS 1.2 encrypts with the key itself; other keys cannot.
    if *key.kind() == KeyKind::Rsa {
        params.key_usages.push(KeyUsagePurpose::KeyEncipherment);
    }
    params.extended_key_usages = purposes.iter().map(usage).collect::<Result<_, _>>()?;
    Ok(())
}

/// Names that another request carries.
pub(super) fn copied_names(names_of_request: &AlternativeNames) -> Result<Vec<SanType>, IssueError> {
    let mut copied = names(
        names_of_request.dns.iter().cloned(),
        &names_of_request.ip,
        &names_of_request.email,
    )?;
    for uri in &names_of_request.uri {
        copied.push(SanType::URI(uri.as_str().try_into()?));
    }
    Ok(copied)
}

/// What every certificate has: validity, serial number and key identifiers.
pub(super) fn dated(
    mut params: CertificateParams,
    validity: Validity,
    serial: &Serial,
    key: &PublicKey,
) -> Result<CertificateParams, IssueError> {
    params.not_before = time(validity.not_before().timestamp())?;
    params.not_after = time(validity.not_after().timestamp())?;
    params.serial_number = Some(SerialNumber::from_slice(serial.as_bytes()));
    params.key_identifier_method = KeyIdMethod::PreSpecified(key.identifier().to_vec());
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

/// What a certification authority may do.
pub(super) fn authority(params: &mut CertificateParams, constraint: BasicConstraints) {
    params.is_ca = IsCa::Ca(constraint);
    params.key_usages = vec![
        KeyUsagePurpose::KeyCertSign,
        KeyUsagePurpose::CrlSign,
        KeyUsagePurpose::DigitalSignature,
    ];
}

pub(super) fn subject(description: &Description) -> Result<DistinguishedName, IssueError> {
    let mut name = DistinguishedName::new();
    for field in ORDER {
        let Some((_, value)) = description.subject.iter().find(|(known, _)| *known == field) else {
            continue;
        };
        let (kind, value) = match field {
            Field::CommonName => (DnType::CommonName, DnValue::Utf8String(value.clone())),
            Field::Organization => (DnType::OrganizationName, DnValue::Utf8String(value.clone())),
            Field::OrganizationalUnit => (DnType::OrganizationalUnitName, DnValue::Utf8String(value.clone())),
            Field::Locality => (DnType::LocalityName, DnValue::Utf8String(value.clone())),
            Field::StateOrProvince => (DnType::StateOrProvinceName, DnValue::Utf8String(value.clone())),
            Field::Country => (
                DnType::CountryName,
                DnValue::PrintableString(value.as_str().try_into()?),
            ),
            Field::Email => (
                DnType::CustomDnType(EMAIL_ADDRESS.to_vec()),
                DnValue::Ia5String(value.as_str().try_into()?),
            ),
        };
        name.push(kind, value);
    }
    Ok(name)
}

fn names(
    dns: impl Iterator<Item = String>,
    ip: &[IpAddr],
    email: &[String],
) -> Result<Vec<SanType>, IssueError> {
    let mut names = Vec::new();
    for name in dns {
        names.push(SanType::DnsName(name.try_into()?));
    }
    names.extend(ip.iter().map(|address| SanType::IpAddress(*address)));
    for address in email {
        names.push(SanType::Rfc822Name(address.as_str().try_into()?));
    }
    Ok(names)
}

fn usage(purpose: &Purpose) -> Result<ExtendedKeyUsagePurpose, IssueError> {
    Ok(match purpose {
        Purpose::Any => ExtendedKeyUsagePurpose::Any,
        Purpose::ServerAuth => ExtendedKeyUsagePurpose::ServerAuth,
        Purpose::ClientAuth => ExtendedKeyUsagePurpose::ClientAuth,
        Purpose::CodeSigning => ExtendedKeyUsagePurpose::CodeSigning,
        Purpose::EmailProtection => ExtendedKeyUsagePurpose::EmailProtection,
        Purpose::TimeStamping => ExtendedKeyUsagePurpose::TimeStamping,
        Purpose::OcspSigning => ExtendedKeyUsagePurpose::OcspSigning,
        Purpose::Other(oid) => {
            let arcs = oid.split('.').map(str::parse).collect::<Result<Vec<u64>, _>>();
            match arcs {
                Ok(arcs) if arcs.len() > 1 => ExtendedKeyUsagePurpose::Other(arcs),
                _ => return Err(IssueError::Purpose { oid: oid.clone() }),
            }
        }
    })
}

fn time(timestamp: i64) -> Result<OffsetDateTime, IssueError> {
    OffsetDateTime::from_unix_timestamp(timestamp)
        .map_err(|_| IssueError::Encoding(rcgen::Error::Time.to_string()))
}
