//! Rules for serial numbers.

use super::{examined::Examined, finding::Findings, rule::rules};

rules! {
    NOT_POSITIVE: Error, "serial-not-positive", "RFC 5280 section 4.1.2.2",
        "A serial number is zero or negative.";
    LONG: Error, "serial-long", "RFC 5280 section 4.1.2.2",
        "A serial number has more than 20 octets.";
    SHORT: Warning, "serial-short", "CA/B Forum TLS BR section 7.1.2.7",
        "A serial number has fewer than the 8 octets that 64 random bits need.";
}

/// 64 random bits.
const FEWEST_OCTETS: usize = 8;
const MOST_OCTETS: usize = 20;

pub(super) fn check(examined: &Examined<'_>, findings: &mut Findings) {
    let Some(certificate) = examined.as_certificate() else {
        return;
    };
    let serial = certificate.serial();
    let octets = serial.encoded_length();
    if !serial.is_positive() {
        findings.add(
            &NOT_POSITIVE,
            examined,
            format!("has the serial number {serial}, which is zero or negative; have it issued again"),
        );
    } else if octets > MOST_OCTETS {
        findings.add(
            &LONG,
            examined,
            format!("has a serial number of {octets} octets; at most {MOST_OCTETS} are allowed"),
        );
    } else if serial.as_bytes().len() < FEWEST_OCTETS && examined.is_issued() {
        findings.add(
            &SHORT,
            examined,
            format!(
                "has the serial number {serial}, too short for 64 random bits; a CA that counts can be made to sign forgeries"
            ),
        );
    }
}
