//! What a cipher string selects.

use certnet::tls::CipherSuite;
use certops::sslconfig::verify as expand;

use crate::{
    console::{Dialogue, Left},
    terminal::{Style, Text},
};

/// Asks for a cipher string and shows its suites.
///
/// # Errors
///
/// [`Left`].
pub(super) fn verify(dialogue: &mut Dialogue<'_>) -> Result<(), Left> {
    let verified = dialogue.text("Enter the ssl cipher you want to verify.", "", expand)?;
    let mut text = Text::new();
    text.columns(verified.suites.iter().map(row));
    text.line("These of TLS v1.3 are fixed, whatever the cipher string says:");
    text.columns(verified.tls13.iter().map(row));
    if !verified.unknown_words.is_empty() {
        text.styled(
            Style::Warning,
            format!(
                "Words that OpenSSL does not know, so they select and forbid nothing: {}",
                verified.unknown_words.join(", ")
            ),
        );
    }
    dialogue.show(&text)
}

fn row(suite: &CipherSuite) -> Vec<String> {
    vec![
        suite.name.clone(),
        suite.protocol.clone(),
        format!("Kx={}", suite.key_exchange),
        format!("Au={}", suite.authentication),
        format!("Enc={}", suite.encryption),
        format!("Mac={}", suite.mac),
    ]
}
