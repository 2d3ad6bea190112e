//! Outbound TLS in the words of the menu.

use certstore::entry::DestinationTls;

/// The choices in the order of the menu.
pub(super) const CHOICES: [(DestinationTls, &str); 5] = [
    (DestinationTls::None, words(DestinationTls::None)),
    (DestinationTls::Preferred, words(DestinationTls::Preferred)),
    (DestinationTls::Required, words(DestinationTls::Required)),
    (
        DestinationTls::PreferredVerify,
        words(DestinationTls::PreferredVerify),
    ),
    (
        DestinationTls::RequiredVerify,
        words(DestinationTls::RequiredVerify),
    ),
];

/// What a choice is called.
pub(super) const fn words(tls: DestinationTls) -> &'static str {
    match tls {
        DestinationTls::None => "No",
        DestinationTls::Preferred => "Preferred",
        DestinationTls::Required => "Required",
        DestinationTls::PreferredVerify => "Preferred - Verify",
        DestinationTls::RequiredVerify => "Required - Verify",
    }
}
