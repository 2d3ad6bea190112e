//! The names of all errors and warnings, for the reference page.

use certcore::{
    chain, diagnostic::NamedError, fingerprint, host, import, issue, key, pbe, pkcs12, secret, verify, x509,
};
use certnet::{dns, tls};
use certops::{commit, profile};
use certstore::{audit, entry, repository, seal, store};

use crate::{
    appliance::{AddressInvalid, AnswerMissing, DaysInvalid, NeedsGateway, PortInvalid, RevisionInvalid},
    chance::ChanceError,
    clock::TimeError,
    command::{ConfigNotText, DemoError, Doubt, HostMissing, NoHostName},
    confirm::ConfirmationError,
    console::{
        AnswerError, InputError, KeywordError, PassphraseError, PasteError, SelectionError, UnknownCommand,
    },
    deliver::private::PrivateOutputError,
    file::{FolderError, ReadError, ReadableByOthers, WriteError},
    guard::Bug,
    material::{NothingFound, SeveralKeys, SeveralRequests},
    password::PasswordSourceError,
    report::ReportError,
    stored::StoreNotNamed,
    terminal::StdoutError,
    text_only::JsonNotSupported,
};

/// A command line that clap refuses.
const USAGE: &[NamedError] = &[NamedError {
    name: "usage",
    meaning: "The command line made no sense, or it lacks something.",
}];

/// The names of this crate and of those below it, each once, with what they mean, in alphabetical order.
pub fn names() -> Vec<NamedError> {
    let mut names: Vec<NamedError> = OWN
        .iter()
        .chain(OPS)
        .chain(STORE)
        .chain(NET)
        .chain(CORE)
        .copied()
        .flatten()
        .copied()
        .collect();
    names.sort_by_key(|error| error.name);
    names.dedup_by_key(|error| error.name);
    names
}

const OWN: &[&[NamedError]] = &[
    USAGE,
    AddressInvalid::NAMES,
    AnswerError::NAMES,
    AnswerMissing::NAMES,
    Bug::NAMES,
    ChanceError::NAMES,
    ConfirmationError::NAMES,
    ConfigNotText::NAMES,
    DaysInvalid::NAMES,
    DemoError::NAMES,
    Doubt::NAMES,
    FolderError::NAMES,
    HostMissing::NAMES,
    InputError::NAMES,
    JsonNotSupported::NAMES,
    KeywordError::NAMES,
    NeedsGateway::NAMES,
    NoHostName::NAMES,
    NothingFound::NAMES,
    PassphraseError::NAMES,
    PasswordSourceError::NAMES,
    PasteError::NAMES,
    PortInvalid::NAMES,
    PrivateOutputError::NAMES,
    ReadError::NAMES,
    ReadableByOthers::NAMES,
    ReportError::NAMES,
    RevisionInvalid::NAMES,
    SelectionError::NAMES,
    SeveralKeys::NAMES,
    SeveralRequests::NAMES,
    StdoutError::NAMES,
    StoreNotNamed::NAMES,
    TimeError::NAMES,
    UnknownCommand::NAMES,
    WriteError::NAMES,
];

const OPS: &[&[NamedError]] = &[
    certops::clear::ClearError::NAMES,
    certops::clear::MakeRoomError::NAMES,
    certops::history::ShowError::NAMES,
    certops::rollback::RollbackError::NAMES,
    commit::AddressInUse::NAMES,
    commit::BindingMissing::NAMES,
    commit::ChainIncomplete::NAMES,
    commit::ChainRefused::NAMES,
    commit::CertificateEnding::NAMES,
    commit::CommitConflict::NAMES,
    commit::CommitError::NAMES,
    commit::DanglingReference::NAMES,
    commit::DemoBound::NAMES,
    commit::DnsNoAnswer::NAMES,
    commit::KeyProblem::NAMES,
    commit::MxNull::NAMES,
    commit::NamesDiffer::NAMES,
    commit::NotAcceptable::NAMES,
    commit::RequiredEntry::NAMES,
    commit::SenderGroupUnlisted::NAMES,
    commit::UnusableMx::NAMES,
    commit::UsageUnfit::NAMES,
    commit::ValidityProblem::NAMES,
    certops::alerts::RecipientError::NAMES,
    certops::bind::BindError::NAMES,
    certops::bind::BindFinding::NAMES,
    certops::ca_list::CaListError::NAMES,
    certops::ca_list::CaProblem::NAMES,
    certops::ca_list::Duplicate::NAMES,
    certops::ca_list::FingerprintPrefixError::NAMES,
    certops::ca_list::RemoveCaError::NAMES,
    certops::config_file::ConfigFileError::NAMES,
    certops::config_file::ConfigLoadError::NAMES,
    certops::config_file::ConfigSaveError::NAMES,
    certops::config_file::MaterialError::NAMES,
    certops::destination::RemoveDestinationError::NAMES,
    certops::edit::EditError::NAMES,
    certops::edit::EntryMissing::NAMES,
    certops::edit::VerifyWithoutTls::NAMES,
    certops::in_use::InUse::NAMES,
    certops::init::InitError::NAMES,
    certops::sender_group::RefusesEverybody::NAMES,
    certops::sslconfig::SslconfigPresetError::NAMES,
    certops::sslconfig::SslconfigSetError::NAMES,
    profile::EarlierHolder::NAMES,
    profile::NoPendingRequest::NAMES,
    profile::ProfileExists::NAMES,
    profile::RequestFinding::NAMES,
    profile::RequestNotCommitted::NAMES,
    profile::RequestPending::NAMES,
    profile::export::ExportError::NAMES,
    profile::export::ExportFinding::NAMES,
    profile::fqdn::NameNotQualified::NAMES,
    profile::import::ImportError::NAMES,
    profile::restore::RestoreError::NAMES,
    profile::upload::AnswerFinding::NAMES,
    profile::upload::FitError::NAMES,
    profile::upload::UploadError::NAMES,
];

const STORE: &[&[NamedError]] = &[
    audit::BrokenAt::NAMES,
    entry::BodyError::NAMES,
    entry::DestinationNameError::NAMES,
    entry::EntryIdError::NAMES,
    entry::SenderError::NAMES,
    entry::UnknownKind::NAMES,
    repository::BackendError::NAMES,
    seal::CredentialError::NAMES,
    seal::DerivationError::NAMES,
    seal::HeaderError::NAMES,
    seal::KeyFileError::NAMES,
    seal::KeyWrong::NAMES,
    seal::OpenError::NAMES,
    seal::RekeyError::NAMES,
    seal::SealError::NAMES,
    seal::UnlockError::NAMES,
    seal::chance::ChanceError::NAMES,
    store::CheckFault::NAMES,
    store::StoreError::NAMES,
    store::StoreRekeyError::NAMES,
];

const NET: &[&[NamedError]] = &[
    dns::FailureCause::NAMES,
    dns::LookupError::NAMES,
    dns::NameError::NAMES,
    dns::ServerAddressError::NAMES,
    dns::SystemError::NAMES,
    tls::ApplyError::NAMES,
    tls::CipherStringError::NAMES,
    tls::NeitherOnNorOff::NAMES,
    tls::PresetError::NAMES,
    tls::RangeError::NAMES,
    tls::RangeTextError::NAMES,
    tls::SettingsError::NAMES,
    tls::TlsFinding::NAMES,
    tls::UnknownPreset::NAMES,
    tls::UnknownTlsService::NAMES,
];

const CORE: &[&[NamedError]] = &[
    chain::BudgetSpent::NAMES,
    chain::LeafError::NAMES,
    chain::RepairError::NAMES,
    fingerprint::FingerprintError::NAMES,
    host::HostNameError::NAMES,
    import::ArmourError::NAMES,
    import::BinaryError::NAMES,
    import::ForeignFormat::NAMES,
    import::FramingError::NAMES,
    import::FurtherUnreadable::NAMES,
    import::ImportError::NAMES,
    import::LabelError::NAMES,
    import::Pkcs12Error::NAMES,
    import::SignedDataError::NAMES,
    issue::AuthorityError::NAMES,
    issue::DescriptionError::NAMES,
    issue::FieldError::NAMES,
    issue::IssueError::NAMES,
    key::InconsistentKey::NAMES,
    key::KeyGenerationError::NAMES,
    key::KeyReadError::NAMES,
    key::KeyWriteError::NAMES,
    key::PublicKeyError::NAMES,
    key::SignError::NAMES,
    key::UnknownAlgorithm::NAMES,
    pbe::PbeError::NAMES,
    pkcs12::IdentityError::NAMES,
    pkcs12::ReadError::NAMES,
    pkcs12::UnknownProfile::NAMES,
    pkcs12::WriteError::NAMES,
    secret::PasswordError::NAMES,
    verify::Refusal::NAMES,
    verify::UnknownRole::NAMES,
    verify::VerifyError::NAMES,
    x509::Unservable::NAMES,
    x509::CertificateError::NAMES,
    x509::PemError::NAMES,
    x509::RequestError::NAMES,
    x509::RevocationListError::NAMES,
    x509::SerialError::NAMES,
    x509::UnknownService::NAMES,
    x509::ValidityError::NAMES,
    certcore::work::WorkLimit::NAMES,
];
