//! Reading a PKCS#12 file under a password.

use zeroize::Zeroizing;

use super::{
    bag::{Bag, Content, Skipped, read_bags},
    entry::{CertificateEntry, KeyEntry},
    file::Pkcs12,
    mac::Mac,
    opener::{Opener, Verdict},
    protection::{Part, Protection},
    read_error::ReadError,
    structure::{Pfx, Safe},
};
use crate::{
    ber::{Reader, without_padding},
    key::PrivateKey,
    pbe::WorkBudget,
    secret::Password,
    textual,
    work::Budget,
    x509::Certificate,
};

/// The largest file that is read, in octets. Ten thousand certificates take half of it.
pub const SIZE_LIMIT: usize = 32 << 20;

const PEM_LABEL: &str = "PKCS12";

impl Pkcs12 {
    /// Reads a PKCS#12 file, in BER, DER or PEM.
    ///
    /// The file may have a MAC or none. Before the password is hashed for the first time, all iteration counts in
    /// sight are added up and compared with [`ITERATION_LIMIT`](crate::pbe::ITERATION_LIMIT); those that come to light
    /// by decryption are added before they are followed.
    ///
    /// # Errors
    ///
    /// [`ReadError`]. A wrong password is told from a damaged file where that can be known: when the password decrypts
    /// but the MAC does not fit, the error is [`ReadError::Altered`].
    pub fn read(bytes: &[u8], password: &Password) -> Result<Self, ReadError> {
        Self::read_within(bytes, password, &mut Budget::new())
    }

    /// Reads a PKCS#12 file like [`Pkcs12::read`], and takes the work of opening it from a budget.
    ///
    /// # Errors
    ///
    /// As [`Pkcs12::read`]; [`ReadError::WorkLimit`] when the budget is spent.
    pub fn read_within(bytes: &[u8], password: &Password, budget: &mut Budget) -> Result<Self, ReadError> {
        let decoded = out_of_pem(bytes)?;
        let pfx = Pfx::read(decoded.as_ref().map_or(bytes, |pem| &pem.contents))?;
        let safes = pfx.safes()?;
        let visible = visible_bags(&safes)?;
        let mut opener = Opener::new(password);
        let visible_work = check_work(&pfx, &safes, &visible, opener.attempts())?;
        budget.take(visible_work)?;
        if opener.check(&pfx)? == Verdict::DoesNotFit {
            return Err(if anything_opens(&safes, &visible, &mut opener) {
                ReadError::Altered
            } else {
                ReadError::WrongPassword
            });
        }

        let decrypted = decrypt(&safes, &mut opener)?;
        let mut bags = Vec::new();
        let mut file = Self::default();
        for (safe, decrypted) in safes.iter().zip(&decrypted) {
            match safe {
                Safe::Plain(contents) => read_bags(contents.reader(), &mut bags)?,
                Safe::Encrypted { .. } => {
                    read_bags(Reader::new(decrypted, "the decrypted contents"), &mut bags)?;
                }
                Safe::Enveloped => file.skipped.push(Skipped::EnvelopedData),
            }
        }
        let work = check_work(&pfx, &safes, &bags, opener.attempts())?;
        budget.take(work.saturating_sub(visible_work))?;
        file.protection = describe(&pfx, &safes, &visible);
        file.unread = without_padding(pfx.rest).len() + decoded.as_ref().map_or(0, |pem| pem.others);
        for bag in bags {
            file.add(bag, &mut opener)?;
        }
        Ok(file)
    }

    /// What protects a PKCS#12 file, as far as it can be seen without the password.
    ///
    /// # Errors
    ///
    /// [`ReadError`], except those about the password and the amount of work.
    pub fn protection_of(bytes: &[u8]) -> Result<Protection, ReadError> {
        let decoded = out_of_pem(bytes)?;
        let pfx = Pfx::read(decoded.as_ref().map_or(bytes, |pem| &pem.contents))?;
        let safes = pfx.safes()?;
        Ok(describe(&pfx, &safes, &visible_bags(&safes)?))
    }

    fn add(&mut self, bag: Bag<'_>, opener: &mut Opener<'_>) -> Result<(), ReadError> {
        match bag.content {
            Content::Key(info) => self.add_key(info, bag.friendly_name, bag.local_key_id),
            Content::ShroudedKey(key) => {
                let encryption = key.scheme.description();
                self.protection.add(Part::Key, Some(encryption));
                let info = opener.open(&key.scheme, &key.ciphertext)?;
                self.add_key(&info, bag.friendly_name, bag.local_key_id);
            }
            Content::Certificate(der) => match Certificate::read_der(&der) {
                Ok(certificate) => self.certificates.push(CertificateEntry {
                    certificate,
                    friendly_name: bag.friendly_name,
                    local_key_id: bag.local_key_id,
                }),
                Err(error) => self.skipped.push(Skipped::Certificate(error)),
            },
            Content::Other(skipped) => self.skipped.push(skipped),
        }
        Ok(())
    }

    fn add_key(&mut self, info: &[u8], friendly_name: Option<String>, local_key_id: Option<Vec<u8>>) {
        match PrivateKey::read_der(info, None) {
            Ok(key) => self.keys.push(KeyEntry {
                key,
                friendly_name,
                local_key_id,
            }),
            Err(error) => self.skipped.push(Skipped::Key(error)),
        }
    }
}

/// A file in a PEM block.
struct InPem {
    contents: Zeroizing<Vec<u8>>,
    /// How many octets stand in other blocks.
    others: usize,
}

/// The file itself, when it is in PEM, as GnuTLS writes it unless told otherwise.
fn out_of_pem(bytes: &[u8]) -> Result<Option<InPem>, ReadError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(ReadError::TooLarge {
            octets: bytes.len(),
            limit: SIZE_LIMIT,
        });
    }
    let is_binary = Pfx::read(bytes).is_ok();
    let Some(body) = textual::bodies(bytes, |label| label == PEM_LABEL)
        .next()
        .filter(|_| !is_binary)
    else {
        return Ok(None);
    };
    let body = body.map_err(|_| ReadError::Pem)?;
    let decoded = textual::decode(body).ok_or(ReadError::Pem)?;
    let all: usize = textual::bodies(bytes, |_| true)
        .map(|body| body.map_or(1, <[u8]>::len))
        .sum();
    Ok(Some(InPem {
        contents: decoded.contents,
        others: all.saturating_sub(body.len()),
    }))
}

/// The bags that can be seen without the password.
fn visible_bags<'a>(safes: &'a [Safe<'_>]) -> Result<Vec<Bag<'a>>, ReadError> {
    let mut bags = Vec::new();
    for safe in safes {
        if let Safe::Plain(contents) = safe {
            read_bags(contents.reader(), &mut bags)?;
        }
    }
    Ok(bags)
}

/// Adds up the rounds of the derivations that reading takes, and refuses too many.
fn check_work(
    pfx: &Pfx<'_>,
    safes: &[Safe<'_>],
    bags: &[Bag<'_>],
    attempts: usize,
) -> Result<u64, ReadError> {
    let mut budget = WorkBudget::default();
    if let Some(mac) = &pfx.mac {
        for _ in 0..attempts {
            budget.take(mac.work())?;
        }
    }
    let safes = safes.iter().filter_map(Safe::encrypted);
    let keys = bags.iter().filter_map(Bag::shrouded_key);
    for (scheme, _) in safes.chain(keys) {
        budget.take(scheme.work())?;
    }
    Ok(budget.spent())
}

/// Whether the password decrypts any part, though the MAC does not fit.
fn anything_opens(safes: &[Safe<'_>], visible: &[Bag<'_>], opener: &mut Opener<'_>) -> bool {
    let safes = safes.iter().filter_map(Safe::encrypted);
    let keys = visible.iter().filter_map(Bag::shrouded_key);
    safes
        .chain(keys)
        .any(|(scheme, ciphertext)| opener.open(scheme, ciphertext).is_ok())
}

/// The decrypted contents of each safe, empty for those that are not encrypted under a password.
fn decrypt(safes: &[Safe<'_>], opener: &mut Opener<'_>) -> Result<Vec<Zeroizing<Vec<u8>>>, ReadError> {
    safes
        .iter()
        .map(|safe| match safe.encrypted() {
            Some((scheme, ciphertext)) => opener.open(scheme, ciphertext),
            None => Ok(Zeroizing::default()),
        })
        .collect()
}

fn describe(pfx: &Pfx<'_>, safes: &[Safe<'_>], visible: &[Bag<'_>]) -> Protection {
    let mut protection = Protection {
        mac: pfx.mac.as_ref().map(Mac::description),
        encryption: Vec::new(),
    };
    for (scheme, _) in safes.iter().filter_map(Safe::encrypted) {
        protection.add(Part::Contents, Some(scheme.description()));
    }
    for bag in visible {
        match &bag.content {
            Content::Key(_) => protection.add(Part::Key, None),
            Content::ShroudedKey(key) => protection.add(Part::Key, Some(key.scheme.description())),
            Content::Certificate(_) => protection.add(Part::Contents, None),
            Content::Other(_) => {}
        }
    }
    protection
}
