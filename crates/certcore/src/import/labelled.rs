//! One PEM block, from its label and its content to an object.

use std::borrow::Cow;

use thiserror::Error;

use super::{
    armour::{self, Armoured},
    block::Framed,
    collector::Collector,
    content,
    element::Element,
    label::{Promise, promise_of},
    object::{Object, Parameters},
    private_key,
    source::Source,
    structure::{Structure, is_trust_settings, structure_of},
    unreadable::ImportError,
};
use crate::{diagnostic::error_names, x509::CertificateError};

/// Reads a block and puts what it holds.
///
/// The content says what it is, for the label often does not: Windows writes PKCS #7 under `CERTIFICATE`. The label
/// decides where the content is damaged or does not show its kind.
pub(super) fn read(collector: &mut Collector<'_>, source: Source, block: &Framed<'_>) {
    let promise = promise_of(block.label);
    if let Some(Promise::Foreign(format)) = promise {
        return collector.unreadable(source, format);
    }
    let Armoured { contents, encrypted } = match armour::open(block) {
        Ok(armoured) => armoured,
        Err(error) => return collector.unreadable(source, error),
    };
    if let Some(text) = encrypted {
        return private_key::read_pem(collector, source, text.as_ref());
    }
    match promise {
        Some(Promise::Parameters(kind)) => collector.put(source, parameters(kind, &contents)),
        Some(Promise::TrustedCertificate) => match without_trust_settings(contents) {
            Ok(der) => content::read(collector, source, Cow::Owned(der), Structure::Certificate),
            Err(error) => collector.unreadable(source, error),
        },
        Some(Promise::Structure(promised)) => {
            let structure = structure_of(&contents).unwrap_or(promised);
            content::read(collector, source, Cow::Owned(contents), structure);
        }
        _ => match structure_of(&contents) {
            Some(structure) => content::read(collector, source, Cow::Owned(contents), structure),
            None => collector.unreadable(source, LabelError::new(block.label)),
        },
    }
}

fn parameters(kind: Parameters, contents: &[u8]) -> Result<Object, ImportError> {
    match Element::read(contents) {
        Ok((_, [])) => Ok(Object::Parameters(kind)),
        _ => Err(LabelError::Malformed { kind }.into()),
    }
}

/// The certificate without the settings that OpenSSL puts behind it.
fn without_trust_settings(mut contents: Vec<u8>) -> Result<Vec<u8>, CertificateError> {
    if let Ok((certificate, behind)) = Element::read(&contents) {
        let length = certificate.encoded.len();
        match Element::read(behind) {
            Ok((settings, [])) if is_trust_settings(&settings) => contents.truncate(length),
            _ if !behind.is_empty() => return Err(CertificateError::TrailingBytes { count: behind.len() }),
            _ => {}
        }
    }
    Ok(contents)
}

/// Why the content of a sound PEM block gave no object.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum LabelError {
    /// Neither the label nor the content is known.
    #[error(
        "a block -----BEGIN {label}----- is not read here, and its content is not a certificate, request or key"
    )]
    Unknown {
        /// The label.
        label: String,
    },
    /// Domain parameters that are no ASN.1.
    #[error("the {kind} parameters are damaged; they can be left out, since keys carry their own")]
    Malformed {
        /// Which parameters.
        kind: Parameters,
    },
}

impl LabelError {
    fn new(label: &str) -> Self {
        Self::Unknown {
            label: label.to_owned(),
        }
    }
}

error_names!(LabelError {
    Self::Unknown { .. } => "pem-label-unknown", "A PEM block is of a kind that is not read.";
    Self::Malformed { .. } => "parameters-malformed", "Domain parameters are damaged.";
});
