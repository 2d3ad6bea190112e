//! PKCS#12 files.

use certcore::pkcs12::{Part, Pkcs12, Protection};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{certificate::CertificateView, key::KeyView};
use crate::terminal::{Style, Text, counted};

/// What a PKCS#12 file holds and how it is protected.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Pkcs12View {
    keys: Vec<EntryView>,
    certificates: Vec<CertificateEntryView>,
    skipped: Vec<String>,
    protection: ProtectionView,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct EntryView {
    name: String,
    friendly_name: Option<String>,
    key: KeyView,
    spki_sha256: String,
    #[serde(skip)]
    line: String,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct CertificateEntryView {
    friendly_name: Option<String>,
    #[serde(flatten)]
    certificate: CertificateView,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct ProtectionView {
    weak: bool,
    mac: Option<MacView>,
    encryption: Vec<EncryptionView>,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct MacView {
    algorithm: String,
    iterations: u64,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct EncryptionView {
    part: &'static str,
    cipher: Option<&'static str>,
    derivation: Option<String>,
    iterations: Option<u64>,
}

impl Pkcs12View {
    /// The facts of a file.
    pub(crate) fn new(file: &Pkcs12) -> Self {
        let keys = file
            .keys()
            .iter()
            .zip(file.key_names())
            .map(|(entry, name)| EntryView {
                name,
                friendly_name: entry.friendly_name.clone(),
                key: KeyView::new(entry.key.public()),
                spki_sha256: entry.key.public().sha256().to_string(),
                line: KeyView::line(entry.key.public()),
            });
        let certificates = file.certificates().iter().map(|entry| CertificateEntryView {
            friendly_name: entry.friendly_name.clone(),
            certificate: CertificateView::new(&entry.certificate, None),
        });
        Self {
            keys: keys.collect(),
            certificates: certificates.collect(),
            skipped: file.skipped().iter().map(ToString::to_string).collect(),
            protection: ProtectionView::new(file.protection()),
        }
    }

    /// What the file holds, for people: a line for each object.
    pub(crate) fn summary(&self, heading: &str) -> Text {
        let mut text = self.protection_text(heading);
        text.gap();
        let keys = self
            .keys
            .iter()
            .map(|key| vec!["private key".to_owned(), format!("'{}', {}", key.name, key.line)]);
        let certificates = self
            .certificates
            .iter()
            .map(|entry| vec!["certificate".to_owned(), entry.certificate.line()]);
        text.columns(keys.chain(certificates));
        text.append(self.skipped_text());
        text
    }

    /// Every fact for people.
    pub(crate) fn text(&self, heading: &str, now: DateTime<Utc>) -> Text {
        let mut text = self.protection_text(heading);
        for key in &self.keys {
            text.gap();
            text.styled(Style::Heading, format!("private key '{}'", key.name));
            text.facts([
                ("key", vec![key.line.clone()]),
                ("spki sha256", vec![key.spki_sha256.clone()]),
            ]);
        }
        for entry in &self.certificates {
            let heading = match &entry.friendly_name {
                Some(name) => format!("certificate '{name}'"),
                None => "certificate".to_owned(),
            };
            text.gap();
            text.append(entry.certificate.text(&heading, now));
        }
        text.append(self.skipped_text());
        text
    }

    fn protection_text(&self, heading: &str) -> Text {
        let mut text = Text::new();
        text.styled(
            Style::Heading,
            format!(
                "{heading}: {}, {}",
                counted(self.keys.len(), "private key", "private keys"),
                counted(self.certificates.len(), "certificate", "certificates")
            ),
        );
        text.facts(self.protection.facts());
        text
    }

    fn skipped_text(&self) -> Text {
        let mut text = Text::new();
        for skipped in &self.skipped {
            text.styled(Style::Warning, format!("left out: {skipped}"));
        }
        text
    }
}

impl ProtectionView {
    fn new(protection: &Protection) -> Self {
        Self {
            weak: protection.is_weak(),
            mac: protection.mac.as_ref().map(|mac| MacView {
                algorithm: mac.algorithm.clone(),
                iterations: mac.iterations,
            }),
            encryption: protection
                .encryption
                .iter()
                .map(|part| EncryptionView {
                    part: match part.part {
                        Part::Key => "key",
                        Part::Contents => "contents",
                    },
                    cipher: part.encryption.as_ref().map(|encryption| encryption.cipher),
                    derivation: part
                        .encryption
                        .as_ref()
                        .map(|encryption| encryption.derivation.clone()),
                    iterations: part.encryption.as_ref().map(|encryption| encryption.iterations),
                })
                .collect(),
        }
    }

    fn facts(&self) -> Vec<(&'static str, Vec<String>)> {
        let mac = self.mac.as_ref().map_or_else(
            || "none: changes to the file are not noticed".to_owned(),
            |mac| format!("{}, {} iterations", mac.algorithm, mac.iterations),
        );
        let encryption = self.encryption.iter().map(EncryptionView::line).collect();
        let weak = if self.weak {
            vec!["weak; export the file again with --profile modern".to_owned()]
        } else {
            Vec::new()
        };
        vec![
            ("integrity", vec![mac]),
            ("encryption", encryption),
            ("protection", weak),
        ]
    }
}

impl EncryptionView {
    fn line(&self) -> String {
        match (self.cipher, &self.derivation, self.iterations) {
            (Some(cipher), Some(derivation), Some(iterations)) => {
                format!("{}: {cipher}, {derivation}, {iterations} iterations", self.part)
            }
            _ => format!("{}: none", self.part),
        }
    }
}
