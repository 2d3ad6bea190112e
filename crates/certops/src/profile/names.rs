//! The subject and the names of a certificate, for a request that asks for the same.

use certcore::{
    dn::AttributeType,
    issue::{Description, DescriptionBuilder, DescriptionError},
    x509::{Certificate, CertificateRequest},
};

/// What a certificate says of its subject. Attributes that no request of ours carries are left out.
///
/// # Errors
///
/// [`DescriptionError`] when it holds a name that no new certificate can carry.
pub(super) fn description_of(certificate: &Certificate) -> Result<Description, DescriptionError> {
    let mut builder = Description::builder();
    for attribute in certificate.subject().attributes() {
        let set: fn(DescriptionBuilder, &str) -> DescriptionBuilder = match attribute.kind {
            AttributeType::CommonName => DescriptionBuilder::common_name,
            AttributeType::Organization => DescriptionBuilder::organization,
            AttributeType::OrganizationalUnit => DescriptionBuilder::organizational_unit,
            AttributeType::Locality => DescriptionBuilder::locality,
            AttributeType::StateOrProvince => DescriptionBuilder::state_or_province,
            AttributeType::Country => DescriptionBuilder::country,
            AttributeType::EmailAddress => DescriptionBuilder::email,
            AttributeType::DomainComponent | AttributeType::SerialNumber | AttributeType::Other(_) => {
                continue;
            }
        };
        builder = set(builder, &attribute.value);
    }
    if let Some(names) = certificate.alternative_names() {
        builder = names.dns.iter().fold(builder, |builder, name| builder.dns(name));
        builder = names
            .ip
            .iter()
            .fold(builder, |builder, address| builder.ip(*address));
        builder = names
            .email
            .iter()
            .fold(builder, |builder, address| builder.email_name(address));
    }
    let purposes = certificate.purposes().unwrap_or_default();
    builder = purposes
        .iter()
        .fold(builder, |builder, purpose| builder.purpose(purpose.clone()));
    builder.build()
}

/// What [`description_of`] leaves out, each as a person would write it.
pub(super) fn left_out(certificate: &Certificate) -> Vec<String> {
    let attributes = certificate.subject().attributes();
    let mut left_out = Vec::new();
    for (place, attribute) in attributes.iter().enumerate() {
        // Of several attributes of one kind a request carries the last.
        let is_repeated = attributes
            .iter()
            .skip(place + 1)
            .any(|later| later.kind == attribute.kind);
        let is_carried = !matches!(
            attribute.kind,
            AttributeType::DomainComponent | AttributeType::SerialNumber | AttributeType::Other(_)
        );
        if is_repeated || !is_carried {
            left_out.push(format!("{}={}", attribute.kind, attribute.value.escape_debug()));
        }
    }
    if let Some(names) = certificate.alternative_names() {
        let uri = names.uri.iter().map(|uri| format!("uri:{}", uri.escape_debug()));
        left_out.extend(uri);
        let other = names
            .other
            .iter()
            .map(|name| format!("{}:{}", name.kind, name.value.escape_debug()));
        left_out.extend(other);
    }
    left_out
}

/// The alternative names that one has and the other lacks, each as `dns:NAME`, `ip:ADDRESS` or `email:ADDRESS`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct NameDifference {
    /// Asked for, and not in the certificate.
    pub(super) missing: Vec<String>,
    /// In the certificate, and not asked for.
    pub(super) added: Vec<String>,
}

/// How the names of a certificate differ from those that a request asked for.
pub(super) fn difference(request: &CertificateRequest, certificate: &Certificate) -> NameDifference {
    let listed = |names: Option<&certcore::x509::AlternativeNames>| -> Vec<String> {
        let Some(names) = names else {
            return Vec::new();
        };
        let dns = names
            .dns
            .iter()
            .map(|name| format!("dns:{}", name.to_ascii_lowercase()));
        let ip = names.ip.iter().map(|address| format!("ip:{address}"));
        let email = names.email.iter().map(|address| format!("email:{address}"));
        dns.chain(ip).chain(email).collect()
    };
    let asked = listed(request.alternative_names());
    let got = listed(certificate.alternative_names());
    NameDifference {
        missing: asked.iter().filter(|name| !got.contains(name)).cloned().collect(),
        added: got.iter().filter(|name| !asked.contains(name)).cloned().collect(),
    }
}
