//! Certificates and keys from files and from pasted text, in any form.

use certcore::{
    diagnostic::Diagnostic as _,
    import::{self, ImportError, Input, Pile, Pkcs12Error, Unreadable},
    key::{KeyReadError, PrivateKey},
    pkcs12::{Pkcs12, ReadError},
    x509::Certificate,
};

use crate::{
    appliance::{file, workbench::Workbench},
    console::{Decision, Dialogue, Left, Stop},
    failure::Failure,
    material::{AtLeast, NothingFound, is_closed, warn_unreadable},
};

/// Certificates, each with the place that it came from.
#[derive(Debug, Default)]
pub(super) struct Certificates {
    /// The certificates.
    pub(super) certificates: Vec<Certificate>,
    /// Where each came from, in the same order.
    pub(super) sources: Vec<String>,
}

impl Certificates {
    /// The certificates of a pile.
    pub(super) fn of(pile: &Pile) -> Self {
        let (certificates, sources) = crate::material::certificates(pile);
        Self {
            certificates,
            sources,
        }
    }

    /// Adds others.
    pub(super) fn extend(&mut self, others: Self) {
        self.certificates.extend(others.certificates);
        self.sources.extend(others.sources);
    }

    /// These, and behind them what the store holds.
    pub(super) fn with_held(&self, held: &[Certificate]) -> Self {
        let (certificates, sources) = crate::material::with_held(&self.certificates, &self.sources, held);
        Self {
            certificates,
            sources,
        }
    }
}

/// Asks for a file with certificates in any form, and for its passphrase where it has one.
///
/// # Errors
///
/// Why it holds no certificate, and [`Left`].
pub(super) fn from_file(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Pile, Stop> {
    let file = file::load(dialogue, bench, "import")?;
    let pile = opened(dialogue, &file.name, &file.bytes)?;
    warn_unreadable(&pile, AtLeast::Certificate, &mut bench.session)?;
    bench.tell_warnings(dialogue)?;
    Ok(pile)
}

/// Asks for pasted certificates, which are called `what`, until there is one at least.
///
/// # Errors
///
/// [`Left`].
pub(super) fn pasted(dialogue: &mut Dialogue<'_>, what: &str) -> Result<Certificates, Left> {
    let question = format!("Paste {what} in PEM format (end with '.'):");
    loop {
        let block = dialogue.paste(&question)?;
        let pile = opened(dialogue, what, block.as_bytes())?;
        let damaged = |part: &&Unreadable| !is_closed(part.error.name());
        match pile.unreadable.iter().find(damaged).or(pile.unreadable.first()) {
            // A paste that was cut is pasted again, and not taken in part.
            Some(part) if damaged(&part) || pile.certificates().next().is_none() => {
                dialogue.refuse(Failure::new(&part.error))?;
            }
            _ if pile.certificates().next().is_some() => return Ok(Certificates::of(&pile)),
            _ => dialogue.refuse(NothingFound::Certificate)?,
        }
    }
}

/// Asks for any number of pasted intermediates.
///
/// # Errors
///
/// [`Left`].
pub(super) fn pasted_intermediates(dialogue: &mut Dialogue<'_>) -> Result<Certificates, Left> {
    let mut intermediates = Certificates::default();
    let mut question = "Do you want to add an intermediate certificate?";
    while dialogue.confirm(question, Decision::No)? == Decision::Yes {
        let more = pasted(dialogue, "intermediate certificate")?;
        intermediates.extend(more);
        question = "Do you want to add another intermediate certificate?";
    }
    Ok(intermediates)
}

/// Asks for a pasted private key, and for its passphrase where it has one.
///
/// # Errors
///
/// [`Left`].
pub(super) fn pasted_key(dialogue: &mut Dialogue<'_>) -> Result<PrivateKey, Left> {
    loop {
        let block = dialogue.paste("Paste private key in PEM format (end with '.'):")?;
        let mut read = PrivateKey::read(block.as_bytes(), None);
        while let Err(KeyReadError::PasswordMissing | KeyReadError::WrongPassword) = read {
            if let Err(reason @ KeyReadError::WrongPassword) = &read {
                dialogue.refuse(Failure::new(reason))?;
            }
            let passphrase = dialogue.passphrase("Enter pass phrase for the private key:")?;
            read = PrivateKey::read(block.as_bytes(), Some(&passphrase));
        }
        match read {
            Ok(key) => return Ok(key),
            Err(reason) => dialogue.refuse(Failure::new(&reason))?,
        }
    }
}

/// Everything in the bytes. A passphrase is asked for where one is needed, until it opens what it is for.
fn opened(dialogue: &mut Dialogue<'_>, name: &str, bytes: &[u8]) -> Result<Pile, Left> {
    let question = if Pkcs12::protection_of(bytes).is_ok() {
        "Enter pass phrase for PKCS#12 file:"
    } else {
        "Enter pass phrase for the private key:"
    };
    loop {
        let mut left = None;
        let pile = import::read(&[Input { name, bytes }], |_| match &left {
            Some(_) => None,
            None => dialogue
                .passphrase(question)
                .map_err(|reason| left = Some(reason))
                .ok(),
        });
        if let Some(left) = left {
            return Err(left);
        }
        match pile.unreadable.iter().find(|part| is_wrong_password(&part.error)) {
            Some(part) => dialogue.refuse(Failure::new(&part.error))?,
            None => return Ok(pile),
        }
    }
}

fn is_wrong_password(error: &ImportError) -> bool {
    matches!(
        error,
        ImportError::Pkcs12(Pkcs12Error::Read(ReadError::WrongPassword))
            | ImportError::Key(KeyReadError::WrongPassword)
    )
}
