//! Piles: everything that a command's files hold, in any form.

use std::{
    collections::{HashMap, HashSet},
    mem,
};

use certcore::{
    diagnostic::Diagnostic as _,
    error_names,
    import::{self, Input, Pile},
    secret::Password,
    x509::{Certificate, CertificateRequest},
};
use thiserror::Error;

use crate::{
    failure::Failure,
    file::Source,
    notice::Notice,
    password::{self, PasswordSource},
    report::Answer,
    session::Session,
};

/// What a pile has to hold for the command to go on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AtLeast {
    /// A certificate.
    Certificate,
    /// A certificate or a request.
    CertificateOrRequest,
}

impl AtLeast {
    const fn missing(self) -> NothingFound {
        match self {
            Self::Certificate => NothingFound::Certificate,
            Self::CertificateOrRequest => NothingFound::CertificateOrRequest,
        }
    }
}

/// Reads files in any form. Passwords come from their source, or from a person at a terminal; what stays closed is
/// listed as unreadable.
///
/// # Errors
///
/// Why a file or the password cannot be read.
pub(crate) fn read(
    sources: &[Source],
    password: Option<&PasswordSource>,
    session: &mut Session,
) -> Result<Pile, Failure> {
    let mut inputs = Vec::with_capacity(sources.len());
    for source in sources {
        inputs.push((source.to_string(), session.inputs.read(source)?));
    }
    let inputs: Vec<Input<'_>> = inputs.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let mut known: Option<Password> = None;
    let mut failure = None;
    // The passwords need the session too.
    let mut work = mem::take(&mut session.work);
    let passwords = |source: &certcore::import::Source| {
        // A person is asked for each; a source is read once, and holds for all.
        let Some(password) = password else {
            return password::offer(&source.to_string());
        };
        if known.is_none() && failure.is_none() {
            match password::read(password, session) {
                Ok(password) => known = Some(password),
                Err(error) => failure = Some(error),
            }
        }
        known.clone()
    };
    let pile = import::read_within(&inputs, passwords, &mut work);
    session.work = work;
    for source in sources {
        let name = source.to_string();
        if pile.private_keys().any(|(found, _)| found.input() == name) {
            session.warn_if_readable_by_others(source);
        }
    }
    failure.map_or(Ok(pile), Err)
}

/// Warns of what could not be read, and fails with it when there is not enough left to go on.
///
/// # Errors
///
/// The reason of the first part that could not be read, or that there is nothing of the kind.
pub(crate) fn warn_unreadable(pile: &Pile, at_least: AtLeast, session: &mut Session) -> Result<(), Failure> {
    let enough = match at_least {
        AtLeast::Certificate => pile.certificates().next().is_some(),
        AtLeast::CertificateOrRequest => {
            pile.certificates().next().is_some() || pile.requests().next().is_some()
        }
    };
    if !enough {
        return Err(match pile.unreadable.first() {
            Some(first) => Failure::new(&first.error).in_source(&first.source),
            None => at_least.missing().into(),
        });
    }
    for part in &pile.unreadable {
        session
            .warnings
            .push(Notice::new(&part.error).in_source(&part.source));
    }
    Ok(())
}

/// Whether an error says only that a password is missing; nothing is wrong with the input then.
pub(crate) fn is_closed(error: &str) -> bool {
    ["key-password-missing", "pkcs12-password-missing"].contains(&error)
}

/// Whether all of a pile was read, for the exit code of a command that did its work with what was.
pub(crate) fn completeness(pile: &Pile) -> Answer {
    if pile.unreadable.iter().all(|part| is_closed(part.error.name())) {
        Answer::Yes
    } else {
        Answer::Partly
    }
}

/// Takes the work of checking every signature in a pile from what the command may do: each certificate by every one that
/// its issuer can be, copies left out, and each that can be self-signed by itself.
///
/// # Errors
///
/// [`WorkLimit`](certcore::work::WorkLimit), before any signature is checked.
pub(crate) fn allow_signatures(pile: &Pile, session: &mut Session) -> Result<(), Failure> {
    let mut known = HashSet::new();
    let distinct: Vec<&Certificate> = pile
        .certificates()
        .map(|(_, certificate)| certificate)
        .filter(|certificate| known.insert(certificate.sha256()))
        .collect();
    let mut by_subject: HashMap<&str, u64> = HashMap::new();
    for certificate in &distinct {
        let work = by_subject.entry(certificate.subject().canonical()).or_default();
        *work = work.saturating_add(certificate.public_key().verification_work());
    }
    let by_issuers = distinct
        .iter()
        .filter_map(|certificate| by_subject.get(certificate.issuer().canonical()).copied());
    let by_themselves = pile
        .certificates()
        .filter(|(_, certificate)| certificate.is_self_issued())
        .map(|(_, certificate)| certificate.public_key().verification_work());
    let of_requests = pile
        .requests()
        .map(|(_, request)| request.public_key().verification_work());
    for work in by_issuers.chain(by_themselves).chain(of_requests) {
        session.work.take(work).map_err(|error| Failure::new(&error))?;
    }
    Ok(())
}

/// The certificates of a pile in their order, each with its source.
pub(crate) fn certificates(pile: &Pile) -> (Vec<Certificate>, Vec<String>) {
    pile.certificates()
        .map(|(source, certificate)| (certificate.clone(), source.to_string()))
        .unzip()
}

/// Certificates that were given, and behind them those that the store holds.
pub(crate) fn with_held(
    certificates: &[Certificate],
    sources: &[String],
    held: &[Certificate],
) -> (Vec<Certificate>, Vec<String>) {
    let from_store = held.iter().map(|_| "the store".to_owned());
    (
        [certificates, held].concat(),
        sources.iter().cloned().chain(from_store).collect(),
    )
}

/// The only request of a file, checked.
///
/// # Errors
///
/// Why the file cannot be read, or why the request is not one to use.
pub(crate) fn request(source: &Source, session: &mut Session) -> Result<CertificateRequest, Failure> {
    let pile = read(std::slice::from_ref(source), None, session)?;
    let Some((place, request)) = pile.requests().next() else {
        return Err(match pile.unreadable.first() {
            Some(first) => Failure::new(&first.error).in_source(&first.source),
            None => Failure::new(&NothingFound::Request).in_source(source),
        });
    };
    if pile.requests().any(|(_, other)| other != request) {
        return Err(Failure::new(&SeveralRequests).in_source(source));
    }
    request
        .check()
        .map_err(|error| Failure::new(&error).in_source(place))?;
    Ok(request.clone())
}

/// A file holds several requests, and one is needed.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("there are several certificate signing requests in this file; give a file with one")]
pub(crate) struct SeveralRequests;

error_names!(SeveralRequests {
    _ => "request-ambiguous", "A file holds several certificate signing requests where one is needed.";
});

/// The files hold nothing of the kind that is needed.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub(crate) enum NothingFound {
    /// No certificate.
    #[error("there is no certificate in what was given")]
    Certificate,
    /// Neither a certificate nor a request.
    #[error("there is neither a certificate nor a request in what was given")]
    CertificateOrRequest,
    /// No request.
    #[error("there is no certificate signing request in this file")]
    Request,
}

error_names!(NothingFound {
    Self::Certificate | Self::CertificateOrRequest => "certificate-not-found", "The input holds no certificate.";
    Self::Request => "request-not-found", "The input holds no certificate signing request.";
});
