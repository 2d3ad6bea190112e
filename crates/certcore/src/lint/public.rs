//! Rules of the Baseline Requirements for what a public CA may put into a server's certificate.
//!
//! They are asked only where the certificate shows that its CA keeps these requirements. A CA of one's own need not, and
//! nobody wants to be told so each time.

use chrono::NaiveDate;
use x509_parser::asn1_rs::oid;

use super::{examined::Examined, group::rules};
use crate::{dn::AttributeType, x509::Purpose};

rules! {
    ORGANIZATIONAL_UNIT: Warning, "organizational-unit-from-public-ca", "CA/B Forum TLS BR section 7.1.2.7.4",
        "The subject has an organizational unit, which public CAs must not sign since 2022-09-01." => organizational_unit;
    POLICIES_MISSING: Warning, "policies-missing", "CA/B Forum TLS BR section 7.1.2.7.9",
        "A certificate of a public CA does not name the policy that it was issued under." => policies_missing;
    ACCESS_MISSING: Warning, "authority-information-missing", "CA/B Forum TLS BR section 7.1.2.7.7",
        "A certificate of a public CA does not say where its issuer's certificate is." => access_missing;
    USAGE_MISSING: Notice, "key-usage-missing", "CA/B Forum TLS BR section 7.1.2.7.11",
        "A certificate of a public CA has no key usage." => usage_missing;
    OTHER_PURPOSES: Warning, "extended-key-usage-mixed", "CA/B Forum TLS BR section 7.1.2.7.10",
        "A certificate of a public CA for servers is for e-mail too." => other_purposes;
}

fn organizational_unit(examined: &Examined<'_>) -> Option<&'static str> {
    let start = examined.as_certificate()?.validity().not_before().date_naive();
    let is_forbidden = NaiveDate::from_ymd_opt(2022, 9, 1).is_some_and(|first| start >= first);
    let mut units = examined.subject().values(&AttributeType::OrganizationalUnit);
    (is_forbidden && examined.is_public_leaf() && units.next().is_some())
        .then_some("has an organizational unit (OU), which public CAs must not sign since 2022; leave it out of the request")
}

fn policies_missing(examined: &Examined<'_>) -> Option<&'static str> {
    (examined.is_public_leaf() && examined.encoded.policies().is_empty()).then_some(
        "has no certificate policies, which every certificate of a public CA has; have it issued again",
    )
}

fn access_missing(examined: &Examined<'_>) -> Option<&'static str> {
    let access = examined.encoded.extension(&oid!(1.3.6.1.5.5.7.1.1));
    (examined.is_public_leaf() && access.is_none()).then_some(
        "has no authority information access, which every certificate of a public CA has; peers cannot fetch a missing intermediate",
    )
}

fn usage_missing(examined: &Examined<'_>) -> Option<&'static str> {
    (examined.is_public_leaf() && examined.extensions().key_usage.is_none())
        .then_some("has no key usage; public CAs put one in")
}

fn other_purposes(examined: &Examined<'_>) -> Option<&'static str> {
    let purposes = examined.extensions().extended_key_usage.as_ref()?;
    (examined.is_public_leaf() && purposes.contains(&Purpose::EmailProtection))
        .then_some("is for emailProtection beside serverAuth, which public CAs must not sign; use one certificate for each")
}
