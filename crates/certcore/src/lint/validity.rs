//! Rules for validity periods.

use chrono::{DateTime, Duration, SecondsFormat, Utc};

use super::{
    context::Context,
    examined::{Examined, Place},
    finding::Findings,
    rule::rules,
    schedule::longest,
};
use crate::x509::{Certificate, Purpose};

rules! {
    EXPIRED: Error, "expired", "RFC 5280 section 4.1.2.5",
        "A certificate is no longer valid.";
    NOT_YET_VALID: Error, "not-yet-valid", "RFC 5280 section 4.1.2.5",
        "A certificate is not valid yet.";
    LIFETIME_LONG: Warning, "lifetime-long", "CA/B Forum TLS BR section 6.3.2",
        "A certificate is valid for longer than a public CA may make it on that day.";
    SELF_SIGNED: Notice, "self-signed", "RFC 5280 section 3.2",
        "The certificate signed itself, so no peer can verify it unless it was given this certificate.";
}

pub(super) fn check(examined: &Examined<'_>, context: &Context, findings: &mut Findings) {
    let Some(certificate) = examined.as_certificate() else {
        return;
    };
    let validity = certificate.validity();
    if context.time > validity.not_after() {
        findings.add(
            &EXPIRED,
            examined,
            format!("expired at {}; renew or replace it", text(validity.not_after())),
        );
    } else if context.time < validity.not_before() {
        findings.add(
            &NOT_YET_VALID,
            examined,
            format!("is valid only from {} on", text(validity.not_before())),
        );
    }
    match examined.place {
        Place::Leaf => lifetime(examined, certificate, findings),
        Place::SelfSignedLeaf => findings.add(
            &SELF_SIGNED,
            examined,
            "signed itself; peers that verify refuse it, so have a CA sign it",
        ),
        Place::Intermediate | Place::Root => {}
    }
}

/// The schedule is for what public CAs sign for servers.
fn lifetime(examined: &Examined<'_>, certificate: &Certificate, findings: &mut Findings) {
    let validity = certificate.validity();
    if certificate.is_authority() || !certificate.allows(&Purpose::ServerAuth) {
        return;
    }
    if let Some(longest) = longest(validity.not_before())
        && validity.length() > longest
    {
        findings.add(
            &LIFETIME_LONG,
            examined,
            format!(
                "is valid for {} days; public CAs may give {} to one that begins on {}",
                days(validity.length()),
                longest.num_days(),
                validity.not_before().date_naive()
            ),
        );
    }
}

/// Every second beyond whole days counts as one more day.
fn days(length: Duration) -> i64 {
    let whole = length.num_days();
    if length > Duration::days(whole) {
        whole + 1
    } else {
        whole
    }
}

fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
