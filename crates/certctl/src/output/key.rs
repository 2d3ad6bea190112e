//! Keys, by what can be told of them without a secret.

use certcore::key::{KeyKind, PublicKey};
use serde::Serialize;

use crate::terminal::{Style, Text};

/// The key of a certificate or a request.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct KeyView {
    /// `rsa`, `ec-p256`, `ed25519` and so on; a dotted object identifier where it has no name here.
    pub(crate) algorithm: String,
    /// The size in bits.
    pub(crate) bits: usize,
}

impl KeyView {
    /// The facts of a public key.
    pub(crate) fn new(key: &PublicKey) -> Self {
        Self {
            algorithm: key.kind().to_string(),
            bits: key.bits(),
        }
    }

    /// The facts for people; the size only where it is not part of the name.
    pub(crate) fn line(key: &PublicKey) -> String {
        match key.kind() {
            KeyKind::Rsa | KeyKind::RsaPss | KeyKind::Dsa | KeyKind::EcOther(_) | KeyKind::Other(_) => {
                format!("{}, {} bits", key.kind(), key.bits())
            }
            kind => kind.to_string(),
        }
    }
}

/// A private key.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct PrivateKeyView {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    key: KeyView,
    encrypted: bool,
    spki_sha256: String,
    #[serde(skip)]
    line: String,
}

/// Whether a private key file needs a password.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Protection {
    /// It does.
    Encrypted,
    /// It does not.
    Plain,
}

impl PrivateKeyView {
    /// The facts of a private key, by its public half.
    pub(crate) fn new(public: &PublicKey, protection: Protection, source: Option<String>) -> Self {
        Self {
            kind: "key",
            source,
            key: KeyView::new(public),
            encrypted: protection == Protection::Encrypted,
            spki_sha256: public.sha256().to_string(),
            line: KeyView::line(public),
        }
    }

    /// The facts for people.
    pub(crate) fn text(&self, heading: &str) -> Text {
        let mut text = Text::new();
        text.styled(Style::Heading, heading);
        text.facts([
            ("key", vec![self.line.clone()]),
            (
                "password",
                vec![if self.encrypted { "yes" } else { "none" }.to_owned()],
            ),
            ("spki sha256", vec![self.spki_sha256.clone()]),
        ]);
        text
    }
}
