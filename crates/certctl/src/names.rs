//! The names of all errors and warnings, for the reference page.

use certcore::diagnostic::NamedError;

use crate::{
    chance::ChanceError,
    clock::TimeError,
    command::{DemoError, Doubt, HostMissing, UnusableMx},
    deliver::private::PrivateOutputError,
    file::{FolderError, ReadError, ReadableByOthers, WriteError},
    guard::Bug,
    material::NothingFound,
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
        DemoError::NAMES,
        Doubt::NAMES,
        HostMissing::NAMES,
        NothingFound::NAMES,
        UnusableMx::NAMES,
        PasswordSourceError::NAMES,
        ReportError::NAMES,
        StdoutError::NAMES,
        JsonNotSupported::NAMES,
        // certnet
        certnet::dns::FailureCause::NAMES,
        certnet::dns::LookupError::NAMES,
        certnet::dns::NameError::NAMES,
        certnet::dns::ServerAddressError::NAMES,
        certnet::dns::SystemError::NAMES,
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
