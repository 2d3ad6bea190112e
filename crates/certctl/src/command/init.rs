//! `certctl init`

use std::{
    fs,
    path::{Path, PathBuf, absolute},
};

use certcore::{error_names, host::HostName};
use certops::init::{Init as Request, demo_key, init};
use certstore::{
    file::Place,
    repository::RevisionRecord,
    seal::{
        CredentialName, DataKey, Derivation, KeyFile, MasterKey, MasterKeySource, NextKey, Nonce, SealHeader,
        chance,
    },
    store::StoreUrl,
};
use serde::Serialize;
use thiserror::Error;

use crate::{
    chance::serial,
    cli::init::Init,
    failure::Failure,
    notice::Notice,
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
    let place = url.vacant()?;
    let host_name = match &arguments.host_name {
        Some(name) => name.clone(),
        None => system_host_name()?,
    };
    let key = master_key(arguments, path, &place, session)?;
    let made = make(arguments, url, &host_name, &key);
    let (opened, revision) = match made {
        Ok(made) => made,
        Err(failure) => {
            // A key without a store opens nothing; but nothing takes the key of a store that is there after all.
            if let Some(waiting) = key.waiting.filter(|_| !path.exists()) {
                let _taken_up_by_the_next = waiting.discard();
            }
            return Err(failure);
        }
    };
    if let Some(Err(error)) = key.waiting.map(NextKey::promote) {
        session.warnings.push(Notice::new(&error));
    }

    let facts = Facts {
        store: opened.store.place().to_owned(),
        master_key: key.source.to_string(),
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

fn make(
    arguments: &Init,
    url: &StoreUrl,
    host_name: &HostName,
    key: &NewKey,
) -> Result<(Opened, RevisionRecord), Failure> {
    let data_key = DataKey::generate(&*chance::draw()?);
    let nonce = Nonce::from_random(*chance::draw()?);
    let header = SealHeader::new(key.source.clone(), &key.master, &data_key, nonce)?;
    let actor = stored::actor(&arguments.store);
    let runtime = stored::runtime()?;
    let request = Request {
        url,
        header: &header,
        data_key,
        host_name: host_name.clone(),
        demo_key: demo_key()?,
        serial: serial()?,
    };
    let (begun, revision) = runtime.block_on(init(request, &actor))?;
    let store = runtime.block_on(begun.publish())?;
    Ok((Opened::new(store, actor, runtime), revision))
}

/// The master key of a new store.
struct NewKey {
    source: MasterKeySource,
    master: MasterKey,
    /// Its file, until the store is at its place.
    waiting: Option<NextKey>,
}

fn master_key(
    arguments: &Init,
    store: &Path,
    place: &Place,
    session: &mut Session,
) -> Result<NewKey, Failure> {
    let without_file = |source, master| NewKey {
        source,
        master,
        waiting: None,
    };
    if let Some(name) = &arguments.master_key.master_key_credential {
        let name = CredentialName::new(name.as_str())?;
        let master = name.read(stored::credentials_directory().as_deref())?;
        return Ok(without_file(MasterKeySource::Credential { name }, master));
    }
    if arguments.master_key.master_key_passphrase {
        let given = arguments.store.passphrase.given();
        let passphrase = password::obtain(&given, "the new store", Prompt::New, session)?;
        let derivation = Derivation::recommended(*chance::draw()?);
        let master = derivation.master_key(&passphrase)?;
        return Ok(without_file(MasterKeySource::Passphrase { derivation }, master));
    }
    let path = arguments
        .master_key
        .master_key_file
        .clone()
        .unwrap_or_else(|| beside(store));
    let file = KeyFile::new(absolute(&path).unwrap_or(path))?;
    let (waiting, master) = file.begin(MasterKey::generate(&*chance::draw()?), place)?;
    Ok(NewKey {
        source: MasterKeySource::File { path: file },
        master,
        waiting: Some(waiting),
    })
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
