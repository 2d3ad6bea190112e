//! Certificates, requests and sealed keys: each is what its fingerprint says.

use std::collections::{BTreeMap, BTreeSet};

use certcore::{
    fingerprint::Fingerprint,
    x509::{Certificate, CertificateRequest},
};

use super::report::{CheckFault, Findings};
use crate::{
    repository::{
        BackendError, CertificateFacts, InspectedCertificate, InspectedOctets, Questions, SealedKey,
    },
    seal::DataKey,
    store::{error::StoreError, reading::unsealed},
};

/// Rows that are held at one time.
const PAGE: u32 = 500;

/// What is in the store, by fingerprints.
#[derive(Debug, Default)]
pub(super) struct Material {
    /// Certificates, each with the fingerprint of its public key; `None` for one that cannot be read.
    pub(super) certificates: BTreeMap<Fingerprint, Option<Fingerprint>>,
    /// Requests, likewise.
    pub(super) requests: BTreeMap<Fingerprint, Option<Fingerprint>>,
    /// Sealed keys.
    pub(super) keys: BTreeSet<Fingerprint>,
}

/// Looks at all of them.
pub(super) async fn check(
    repository: &mut dyn Questions,
    data_key: &DataKey,
    findings: &mut Findings,
) -> Result<Material, BackendError> {
    let mut material = Material::default();
    let mut after = i64::MIN;
    loop {
        let page = repository.inspect_certificates(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for row in &page {
            if let Some((fingerprint, key)) = certificate(row, findings) {
                material.certificates.insert(fingerprint, key);
            }
        }
    }
    after = i64::MIN;
    loop {
        let page = repository.inspect_requests(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for row in &page {
            if let Some((fingerprint, key)) = request(row, findings) {
                material.requests.insert(fingerprint, key);
            }
        }
    }
    after = i64::MIN;
    loop {
        let page = repository.inspect_keys(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for row in &page {
            material.keys.extend(key(row, data_key, findings));
        }
    }
    Ok(material)
}

fn certificate(
    row: &InspectedCertificate,
    findings: &mut Findings,
) -> Option<(Fingerprint, Option<Fingerprint>)> {
    let name = format!("certificate {}", row.fingerprint);
    let fingerprint = fingerprint(&name, &row.fingerprint, findings)?;
    let certificate = match Certificate::read_der(&row.der) {
        Ok(certificate) => certificate,
        Err(error) => {
            findings.add(CheckFault::Row, name, error.to_string());
            return Some((fingerprint, None));
        }
    };
    compare(&name, fingerprint, certificate.sha256(), findings);
    let mut facts = CertificateFacts::of(&certificate);
    if row.common_name.is_empty() && !has_host_name(&certificate) {
        // Older releases kept no name of such a certificate.
        facts.common_name.clear();
    }
    let columns = [
        ("common_name", &row.common_name, facts.common_name),
        ("issuer", &row.issuer, facts.issuer),
        (
            "not_before",
            &row.not_before.to_string(),
            facts.not_before.timestamp().to_string(),
        ),
        (
            "not_after",
            &row.not_after.to_string(),
            facts.not_after.timestamp().to_string(),
        ),
    ];
    for (column, stored, said) in columns {
        if *stored != said {
            let what = format!("{column} is '{stored}', and the certificate says '{said}'");
            findings.add(CheckFault::CertificateColumns, &name, what);
        }
    }
    Some((fingerprint, Some(certificate.public_key().identity())))
}

fn has_host_name(certificate: &Certificate) -> bool {
    let names = certificate.alternative_names();
    certificate.subject().common_name().is_some() || names.is_some_and(|names| !names.dns.is_empty())
}

fn request(row: &InspectedOctets, findings: &mut Findings) -> Option<(Fingerprint, Option<Fingerprint>)> {
    let name = format!("request {}", row.fingerprint);
    let fingerprint = fingerprint(&name, &row.fingerprint, findings)?;
    match CertificateRequest::read_der(&row.octets) {
        Ok(request) => {
            compare(&name, fingerprint, request.sha256(), findings);
            Some((fingerprint, Some(request.public_key().identity())))
        }
        Err(error) => {
            findings.add(CheckFault::Row, name, error.to_string());
            Some((fingerprint, None))
        }
    }
}

fn key(row: &InspectedOctets, data_key: &DataKey, findings: &mut Findings) -> Option<Fingerprint> {
    let name = format!("key {}", row.fingerprint);
    let fingerprint = fingerprint(&name, &row.fingerprint, findings)?;
    let sealed = SealedKey {
        fingerprint,
        sealed: row.octets.clone(),
    };
    match unsealed(data_key, &sealed) {
        Ok(_) => {}
        Err(error @ StoreError::KeyDamaged { .. }) => {
            findings.add(CheckFault::KeyDamaged, name, error.to_string());
        }
        Err(error) => findings.add(CheckFault::KeySealed, name, error.to_string()),
    }
    Some(fingerprint)
}

/// The fingerprint of a row, in the one form by which rows are found.
fn fingerprint(name: &str, text: &str, findings: &mut Findings) -> Option<Fingerprint> {
    let what = match text.parse::<Fingerprint>() {
        Ok(fingerprint) if fingerprint.to_string() == text => return Some(fingerprint),
        Ok(_) => "its fingerprint is not written in lower-case digits, so it is never found".to_owned(),
        Err(error) => error.to_string(),
    };
    findings.add(CheckFault::Row, name, what);
    None
}

fn compare(name: &str, stored: Fingerprint, computed: Fingerprint, findings: &mut Findings) {
    if stored != computed {
        findings.add(
            CheckFault::Fingerprint,
            name,
            format!("what stands there has the fingerprint {computed}"),
        );
    }
}
