//! Rules for validity periods.

use chrono::{DateTime, Duration, SecondsFormat, Utc};

use super::{
    examined::{Examined, Place},
    group::rules,
    schedule::longest,
};
use crate::x509::{Purpose, Validity};

rules! {
    NEVER_VALID: Error, "validity-ends-before-start", "RFC 5280 section 4.1.2.5",
        "The validity period of a certificate ends before it starts, so the certificate is never valid." => never_valid;
    EXPIRED: Error, "expired", "RFC 5280 section 4.1.2.5",
        "A certificate is no longer valid." => expired;
    NOT_YET_VALID: Error, "not-yet-valid", "RFC 5280 section 4.1.2.5",
        "A certificate is not valid yet." => not_yet_valid;
    LIFETIME_LONG: Warning, "lifetime-long", "CA/B Forum TLS BR section 6.3.2",
        "A certificate is valid for longer than a public CA may make it on that day." => lifetime_long;
    SELF_SIGNED: Notice, "self-signed", "RFC 5280 section 3.2",
        "The certificate signed itself, so no peer can verify it unless it was given this certificate." => self_signed;
}

fn never_valid(examined: &Examined<'_>) -> Option<String> {
    let validity = examined.as_certificate()?.validity();
    validity.check().is_err().then(|| {
        format!(
            "is never valid: it ends at {} and starts at {}; have it issued again",
            text(validity.not_after()),
            text(validity.not_before())
        )
    })
}

fn expired(examined: &Examined<'_>) -> Option<String> {
    let end = period(examined)?.not_after();
    (examined.context.time > end).then(|| format!("expired at {}; renew or replace it", text(end)))
}

fn not_yet_valid(examined: &Examined<'_>) -> Option<String> {
    let start = period(examined)?.not_before();
    (examined.context.time < start).then(|| format!("is valid only from {} on", text(start)))
}

/// The validity period, unless there is no time in it.
fn period(examined: &Examined<'_>) -> Option<Validity> {
    let validity = examined.as_certificate()?.validity();
    validity.check().is_ok().then_some(validity)
}

/// The schedule is for what public CAs sign for servers.
fn lifetime_long(examined: &Examined<'_>) -> Option<String> {
    let certificate = examined.as_certificate()?;
    if examined.place != Place::Leaf
        || certificate.is_authority()
        || !certificate.allows(&Purpose::ServerAuth)
    {
        return None;
    }
    let validity = certificate.validity();
    let longest = longest(validity.not_before())?;
    (validity.length() > longest).then(|| {
        format!(
            "is valid for {} days; public CAs may give {} to one that begins on {}",
            days(validity.length()),
            longest.num_days(),
            validity.not_before().date_naive()
        )
    })
}

fn self_signed(examined: &Examined<'_>) -> Option<&'static str> {
    (examined.place == Place::SelfSignedLeaf)
        .then_some("signed itself; peers that verify refuse it, so have a CA sign it")
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
