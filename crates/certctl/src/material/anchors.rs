//! Trust anchors: those that were given, or those of this machine.

use std::{env, path::PathBuf};

use certcore::x509::Certificate;

use super::pile::{self, AtLeast};
use crate::{failure::Failure, file::Source, session::Session};

/// Where Linux distributions keep the certificates of the CAs that they trust, in one file.
const SYSTEM: &[&str] = &[
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// Whom the answer trusts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    /// The certificates.
    pub(crate) certificates: Vec<Certificate>,
    /// The files that they come from.
    pub(crate) sources: Vec<String>,
}

/// The anchors in the files that were given.
///
/// # Errors
///
/// Why a file cannot be read, or that it holds no certificate.
pub(crate) fn anchors(files: &[Source], session: &mut Session) -> Result<Anchors, Failure> {
    let mut anchors = Anchors::default();
    for file in files {
        let pile = pile::read(std::slice::from_ref(file), None, session)?;
        pile::warn_unreadable(&pile, AtLeast::Certificate, session)
            .map_err(|failure| failure.in_source(&format!("--ca {file}")))?;
        anchors.certificates.extend(pile::certificates(&pile).0);
        anchors.sources.push(file.to_string());
    }
    Ok(anchors)
}

/// The anchors of this machine: the file that `SSL_CERT_FILE` names when it is set, otherwise the first of the usual ones.
/// None where there is no such file.
pub(crate) fn system(session: &mut Session) -> Anchors {
    let candidates: Vec<PathBuf> = match env::var_os("SSL_CERT_FILE") {
        Some(named) => vec![named.into()],
        None => SYSTEM.iter().map(PathBuf::from).collect(),
    };
    for file in candidates.into_iter().map(Source::File) {
        if let Ok(pile) = pile::read(std::slice::from_ref(&file), None, session) {
            let (certificates, _) = pile::certificates(&pile);
            if !certificates.is_empty() {
                return Anchors {
                    certificates,
                    sources: vec![file.to_string()],
                };
            }
        }
    }
    Anchors::default()
}
