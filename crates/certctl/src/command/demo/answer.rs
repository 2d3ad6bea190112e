//! The CA's answer as the worst file that a CA might send.

use certcore::x509::Certificate;

/// The root first, the intermediate twice, the leaf last, text around every block, and every line ended by CR LF.
pub(super) fn worst(leaf: &Certificate, intermediate: &Certificate, root: &Certificate) -> String {
    let parts = [
        ("Thank you for your order. Your root certificate:", root),
        ("Intermediate CA certificate:", intermediate),
        (
            "Intermediate CA certificate (for Apache, the same again):",
            intermediate,
        ),
        ("And your server certificate:", leaf),
    ];
    let mut text = String::from("\u{feff}");
    for (words, certificate) in parts {
        text.push_str(words);
        text.push_str("\n\n");
        text.push_str(&certificate.write_pem());
        text.push('\n');
    }
    text.push_str("Do not reply to this message.\n");
    text.replace('\n', "\r\n")
}
