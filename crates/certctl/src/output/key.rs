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
            KeyKind::EcP256
            | KeyKind::EcP384
            | KeyKind::EcP521
            | KeyKind::Ed25519
            | KeyKind::Ed448
            | KeyKind::MlDsa44
            | KeyKind::MlDsa65
            | KeyKind::MlDsa87 => key.kind().to_string(),
            kind => format!("{kind}, {} bits", key.bits()),
        }
    }
}

/// A private key, or a public key on its own.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct PrivateKeyView {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    key: KeyView,
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypted: Option<bool>,
    spki_sha256: String,
    #[serde(skip)]
    line: String,
}

/// Whether a private key that was written needs a password.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Protection {
    /// It does.
    Encrypted,
    /// It does not.
    Plain,
}

impl PrivateKeyView {
    /// The facts of a key that was written, by its public half.
    pub(crate) fn written(public: &PublicKey, protection: Protection) -> Self {
        Self {
            encrypted: Some(protection == Protection::Encrypted),
            ..Self::found("key", public, None)
        }
    }

    /// The facts of a key that was found, by its public half.
    pub(crate) fn found(kind: &'static str, public: &PublicKey, source: Option<String>) -> Self {
        Self {
            kind,
            source,
            key: KeyView::new(public),
            encrypted: None,
            spki_sha256: public.sha256().to_string(),
            line: KeyView::line(public),
        }
    }

    /// The facts for people.
    pub(crate) fn text(&self, heading: &str) -> Text {
        let protection = match self.encrypted {
            Some(true) => vec!["needed to read the key".to_owned()],
            Some(false) => vec!["none".to_owned()],
            None => Vec::new(),
        };
        let mut text = Text::new();
        text.styled(Style::Heading, heading);
        text.facts([
            ("key", vec![self.line.clone()]),
            ("password", protection),
            ("spki sha256", vec![self.spki_sha256.clone()]),
        ]);
        text
    }

    /// Whether it is the private half.
    pub(crate) fn is_private(&self) -> bool {
        self.kind == "key"
    }
}
