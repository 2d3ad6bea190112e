//! One PEM block, from its label and its content to an object.

use std::{borrow::Cow, mem};

use zeroize::Zeroizing;

use super::{
    armour::{self, Armoured},
    binary::is_padding,
    binary_error::BinaryError,
    block::Framed,
    collector::Collector,
    content,
    label::{LabelError, Promise, promise_of},
    object::{Object, Parameters},
    private_key,
    source::Source,
    structure::{Structure, is_trust_settings, structure_of},
};
use crate::ber::Reader;

/// Reads a block and puts what it holds.
///
/// The content says what it is, for the label often does not: Windows writes PKCS#7 under `CERTIFICATE`. The label
/// decides where the content is damaged or does not show its kind.
pub(super) fn read(collector: &mut Collector<'_>, source: Source, block: &Framed<'_>) {
    let promise = promise_of(block.label);
    if let Some(Promise::Foreign(format)) = promise {
        return collector.unreadable(source, format);
    }
    let Armoured {
        mut contents,
        encryption,
    } = match armour::open(block) {
        Ok(armoured) => armoured,
        Err(error) => return collector.unreadable(source, error),
    };
    if let Some(info) = encryption {
        return private_key::read_encrypted(collector, source, &info, &contents);
    }
    let structure = match promise {
        Some(Promise::Parameters(kind)) => {
            collector.put(source.clone(), parameters(kind, &contents));
            return report_following(collector, source, &contents);
        }
        Some(Promise::TrustedCertificate) => {
            contents = Zeroizing::new(without_trust_settings(mem::take(&mut *contents)));
            Some(Structure::Certificate)
        }
        Some(Promise::Structure(promised)) => structure_of(&contents).or(Some(promised)),
        _ => structure_of(&contents),
    };
    match structure {
        // These refuse what has something behind it.
        Some(structure @ (Structure::Certificate | Structure::Request | Structure::RevocationList)) => {
            let der = Cow::Owned(mem::take(&mut *contents));
            content::read(collector, source, der, structure);
        }
        Some(structure) => {
            let object = first_element(&contents);
            content::read(collector, source.clone(), Cow::Borrowed(object), structure);
            report_following(collector, source, &contents);
        }
        None => collector.unreadable(source, LabelError::unknown(block.label)),
    }
}

/// The first element in `contents`, or all of it when it does not begin with a number, an identifier or a sequence.
fn first_element(contents: &[u8]) -> &[u8] {
    match (contents, Reader::new(contents, "the block").next()) {
        ([0x02 | 0x06 | 0x30, ..], Ok(Some(element))) => element.encoded,
        _ => contents,
    }
}

/// Lists what follows the first element in `contents`.
fn report_following(collector: &mut Collector<'_>, source: Source, contents: &[u8]) {
    let rest = contents.get(first_element(contents).len()..).unwrap_or_default();
    if !is_padding(rest) {
        let octets = rest.len();
        collector.unreadable(source, BinaryError::Following { octets });
    }
}

fn parameters(kind: Parameters, contents: &[u8]) -> Result<Object, LabelError> {
    Reader::new(contents, "the parameters")
        .element("a number, an object identifier or a sequence")
        .map(|_| Object::Parameters(kind))
        .map_err(|error| LabelError::Parameters { kind, error })
}

/// The certificate without the settings that OpenSSL puts behind it. Anything else behind it stays, to be refused.
fn without_trust_settings(mut contents: Vec<u8>) -> Vec<u8> {
    let mut reader = Reader::new(&contents, "the trusted certificate");
    if let Ok(Some(certificate)) = reader.next()
        && let Ok(Some(settings)) = reader.next()
        && is_trust_settings(&settings)
        && matches!(reader.next(), Ok(None))
    {
        contents.truncate(certificate.encoded.len());
    }
    contents
}
