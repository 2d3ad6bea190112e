//! The names of all errors and warnings, for the reference page.

use certcore::diagnostic::NamedError;

use crate::{
    chance::ChanceError,
    clock::TimeError,
    deliver::private::PrivateOutputError,
    file::{FolderError, ReadError, ReadableByOthers, WriteError},
    guard::Bug,
    password::PasswordSourceError,
    report::ReportError,
    terminal::StdoutError,
    text_only::JsonNotSupported,
};

/// A command line that clap refuses.
const USAGE: &[NamedError] = &[NamedError {
    name: "usage",
    meaning: "The command line made no sense, or it lacks something.",
}];

/// The names of this crate and of those below it, with their meaning, by name.
pub fn names() -> Vec<NamedError> {
    let mut names: Vec<NamedError> = [
        // certctl
        USAGE,
        ChanceError::NAMES,
        TimeError::NAMES,
        PrivateOutputError::NAMES,
        FolderError::NAMES,
        ReadError::NAMES,
        ReadableByOthers::NAMES,
        WriteError::NAMES,
        Bug::NAMES,
        PasswordSourceError::NAMES,
        ReportError::NAMES,
        StdoutError::NAMES,
        JsonNotSupported::NAMES,
        // certcore
        certcore::host::HostNameError::NAMES,
        certcore::issue::AuthorityError::NAMES,
        certcore::issue::DescriptionError::NAMES,
        certcore::issue::FieldError::NAMES,
        certcore::issue::IssueError::NAMES,
        certcore::key::KeyGenerationError::NAMES,
        certcore::key::KeyReadError::NAMES,
        certcore::key::KeyWriteError::NAMES,
        certcore::key::PublicKeyError::NAMES,
        certcore::key::SignError::NAMES,
        certcore::key::UnknownAlgorithm::NAMES,
        certcore::secret::PasswordError::NAMES,
        certcore::x509::CertificateError::NAMES,
        certcore::x509::PemError::NAMES,
        certcore::x509::RequestError::NAMES,
        certcore::x509::SerialError::NAMES,
        certcore::x509::UnknownService::NAMES,
        certcore::x509::ValidityError::NAMES,
    ]
    .concat();
    names.sort_by_key(|error| error.name);
    names.dedup();
    names
}
