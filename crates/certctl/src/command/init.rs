//! `certctl init`

use std::{
    fs,
    path::{Path, PathBuf, absolute},
};

use certcore::{error_names, host::HostName};
use certops::init::{Init as Request, init};
use certstore::{
    repository::BackendError,
    seal::{
        CredentialName, DataKey, Derivation, KeyFile, MasterKey, MasterKeySource, Nonce, SealHeader, chance,
    },
    store::{StoreError, StoreUrl},
};
use serde::Serialize;
use thiserror::Error;

use crate::{
    chance::serial,
    cli::init::Init,
    failure::Failure,
    password::{self, Prompt},
    report::Report,
    session::Session,
    stored::{self, Opened},
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    store: String,
    master_key: String,
    host_name: String,
    revision: i64,
}

/// Makes the store, and its key file where it shall have one.
pub(crate) fn run(arguments: &Init, session: &mut Session) -> Result<Report, Failure> {
    let url = stored::url(&arguments.store)?;
    let StoreUrl::Sqlite(path) = url;
    if path.exists() {
        return Err(StoreError::from(BackendError::Exists {
            place: url.to_string(),
        })
        .into());
    }
    let host_name = match &arguments.host_name {
        Some(name) => name.clone(),
        None => system_host_name()?,
    };
    let (source, master) = master_key(arguments, path, session)?;
    let data_key = DataKey::generate(&*chance::draw()?);
    let header = SealHeader::new(source, &master, &data_key, Nonce::from_random(*chance::draw()?))?;
    let actor = stored::actor(&arguments.store);
    let runtime = stored::runtime()?;
    let request = Request {
        url,
        header: &header,
        data_key,
        host_name: host_name.clone(),
        serial: serial()?,
    };
    let (begun, revision) = runtime.block_on(init(request, &actor))?;
    // Next to nothing is left that could fail, or be interrupted, between the key file and the store.
    let file = match header.source() {
        MasterKeySource::File { path } => Some(path),
        _ => None,
    };
    if let Some(Err(error)) = file.map(|file| file.create(&master)) {
        runtime.block_on(begun.discard());
        return Err(error.into());
    }
    let published = runtime.block_on(begun.publish());
    let store = published.inspect_err(|_| {
        // A key without a store opens nothing.
        let _ = file.map(|file| fs::remove_file(file.path()));
    })?;
    let opened = Opened::new(store, actor, runtime);

    let facts = Facts {
        store: opened.store.place().to_owned(),
        master_key: header.source().to_string(),
        host_name: host_name.to_string(),
        revision: revision.number.0,
    };
    let mut text = Text::new();
    text.line(format!("Made {}", facts.store));
    text.line(format!(
        "Its private keys are sealed under {}; keep a copy of that apart from the store.",
        facts.master_key
    ));
    text.line("The profile Demo is bound to every service. It encrypts, but nobody can verify it.");
    text.line("Next: certctl profile create, then certctl bind and certctl commit.");
    Report::new(text, &facts)
}

fn master_key(
    arguments: &Init,
    store: &Path,
    session: &mut Session,
) -> Result<(MasterKeySource, MasterKey), Failure> {
    if let Some(name) = &arguments.master_key.master_key_credential {
        let name = CredentialName::new(name.as_str())?;
        let master = name.read(stored::credentials_directory().as_deref())?;
        return Ok((MasterKeySource::Credential { name }, master));
    }
    if arguments.master_key.master_key_passphrase {
        let given = arguments.store.passphrase.given();
        let passphrase = password::obtain(&given, "the new store", Prompt::New, session)?;
        let derivation = Derivation::recommended(*chance::draw()?);
        let master = derivation.master_key(&passphrase)?;
        return Ok((MasterKeySource::Passphrase { derivation }, master));
    }
    let path = arguments
        .master_key
        .master_key_file
        .clone()
        .unwrap_or_else(|| beside(store));
    let file = KeyFile::new(absolute(&path).unwrap_or(path))?;
    let master = MasterKey::generate(&*chance::draw()?);
    Ok((MasterKeySource::File { path: file }, master))
}

/// The store's own name with `.key` at its end.
fn beside(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// The name of this machine; a short one is completed, because a certificate needs a domain.
fn system_host_name() -> Result<HostName, NoHostName> {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().parse().map_err(|_| NoHostName)
}

/// The system has no usable host name.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("this machine has no host name that could stand in a certificate; add --host-name NAME")]
pub(crate) struct NoHostName;

error_names!(NoHostName {
    _ => "host-name-unknown", "The machine has no usable host name, and none was given.";
});
