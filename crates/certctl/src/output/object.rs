//! Any object that a file can hold.

use certcore::import::{Found, Object};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{certificate::CertificateView, key::PrivateKeyView, request::RequestView};
use crate::{
    clock::rfc3339,
    terminal::{Style, Text},
};

/// An object, with the facts of its kind.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum ObjectView {
    /// A certificate.
    Certificate(Box<CertificateView>),
    /// A request.
    Request(Box<RequestView>),
    /// A private or a public key.
    Key(PrivateKeyView),
    /// A revocation list.
    RevocationList(RevocationListView),
    /// Anything else.
    Other(OtherView),
}

/// A revocation list.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct RevocationListView {
    kind: &'static str,
    source: String,
    issuer: String,
    this_update: String,
    next_update: Option<String>,
    revoked: usize,
}

/// An object of which nothing more is known.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct OtherView {
    kind: &'static str,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<String>,
}

impl ObjectView {
    /// The facts of an object.
    pub(crate) fn new(found: &Found) -> Self {
        let source = found.source.to_string();
        let kind = found.object.kind();
        match &found.object {
            Object::Certificate(certificate) => {
                Self::Certificate(Box::new(CertificateView::new(certificate, Some(source))))
            }
            Object::Request(request) => Self::Request(Box::new(RequestView::new(request, Some(source)))),
            Object::PrivateKey(key) => Self::Key(PrivateKeyView::found(kind, key.public(), Some(source))),
            Object::PublicKey(key) => Self::Key(PrivateKeyView::found(kind, key, Some(source))),
            Object::RevocationList(list) => Self::RevocationList(RevocationListView {
                kind,
                source,
                issuer: list.issuer().to_string(),
                this_update: rfc3339(list.this_update()),
                next_update: list.next_update().map(rfc3339),
                revoked: list.revoked(),
            }),
            Object::Parameters(parameters) => Self::Other(OtherView {
                kind,
                source,
                parameters: Some(parameters.to_string()),
            }),
            _ => Self::Other(OtherView {
                kind,
                source,
                parameters: None,
            }),
        }
    }

    /// The facts for people.
    pub(crate) fn text(&self, found: &Found, now: DateTime<Utc>) -> Text {
        let heading = format!("{}  {}", self.words(), found.source);
        match self {
            Self::Certificate(view) => view.text(&heading, now),
            Self::Request(view) => view.text(&heading),
            Self::Key(view) => view.text(&heading),
            Self::RevocationList(view) => {
                let mut text = Text::new();
                text.styled(Style::Heading, heading);
                text.facts([
                    ("issuer", vec![view.issuer.clone()]),
                    ("issued", vec![view.this_update.clone()]),
                    ("next", view.next_update.iter().cloned().collect()),
                    ("revoked", vec![view.revoked.to_string()]),
                ]);
                text
            }
            Self::Other(_) => {
                let mut text = Text::new();
                text.styled(Style::Heading, heading);
                text
            }
        }
    }

    /// Kind, name and end of validity, for a table of many.
    pub(crate) fn row(&self, found: &Found) -> Vec<String> {
        let (name, end) = match &found.object {
            Object::Certificate(certificate) => (
                certificate.display_name(),
                rfc3339(certificate.validity().not_after()),
            ),
            Object::Request(request) => (request.display_name(), String::new()),
            Object::RevocationList(list) => (list.issuer().to_string(), String::new()),
            _ => (String::new(), String::new()),
        };
        vec![found.source.to_string(), self.words().to_owned(), end, name]
    }

    /// The kind in words.
    fn words(&self) -> &'static str {
        match self {
            Self::Certificate(_) => "certificate",
            Self::Request(_) => "request",
            Self::Key(view) if view.is_private() => "private key",
            Self::Key(_) => "public key",
            Self::RevocationList(_) => "revocation list",
            Self::Other(other) => match other.kind {
                "encrypted-key" => "private key, closed",
                "pkcs12" => "PKCS#12, closed",
                kind => kind,
            },
        }
    }
}
