//! One PEM block, from its label and its content to an object.

use std::{borrow::Cow, mem};

use super::{
    armour::{self, Armoured},
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
    match promise {
        Some(Promise::Parameters(kind)) => collector.put(source, parameters(kind, &contents)),
        Some(Promise::TrustedCertificate) => {
            let der = Cow::Owned(without_trust_settings(mem::take(&mut *contents)));
            content::read(collector, source, der, Structure::Certificate);
        }
        Some(Promise::Structure(promised)) => {
            let structure = structure_of(&contents).unwrap_or(promised);
            content::read(
                collector,
                source,
                Cow::Owned(mem::take(&mut *contents)),
                structure,
            );
        }
        _ => match structure_of(&contents) {
            Some(structure) => {
                content::read(
                    collector,
                    source,
                    Cow::Owned(mem::take(&mut *contents)),
                    structure,
                );
            }
            None => collector.unreadable(source, LabelError::unknown(block.label)),
        },
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
