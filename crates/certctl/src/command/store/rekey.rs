//! `certctl store rekey`

use std::path::{PathBuf, absolute};

use certstore::{
    repository::BackendError,
    seal::{CredentialName, Derivation, KeyFile, MasterKey, MasterKeySource, chance},
};
use serde::Serialize;

use crate::{
    cli::maintenance::Rekey,
    failure::Failure,
    notice::Notice,
    password::{self, Prompt},
    report::Report,
    session::Session,
    stored,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    store: String,
    before: String,
    after: String,
    kept: Option<PathBuf>,
}

/// Changes the master key.
pub(crate) fn run(arguments: &Rekey, session: &mut Session) -> Result<Report, Failure> {
    let (opened, current) = stored::open_with_master_key(&arguments.store, session)?;
    let (source, next) = master_key(arguments, session)?;
    let rekeyed = opened.wait(opened.store.rekey(&opened.actor, &current, source, &next))?;
    session.warnings.extend(rekeyed.uncompacted.as_ref().map(|error| {
        let reason = match error {
            BackendError::Full { place } => format!(
                "the store at {place} cannot grow: the disk, the quota or the limit on the size of files is used up"
            ),
            other => other.to_string(),
        };
        let mut notice = Notice::new(error);
        notice.message = format!(
            "the key was changed, but what the earlier key opens may still be in the store's file or its log until the next \
             change of the key: {reason}"
        );
        notice
    }));
    let facts = Facts {
        store: opened.store.place().to_owned(),
        before: rekeyed.before.to_string(),
        after: rekeyed.after.to_string(),
        kept: rekeyed.kept,
    };
    let mut text = Text::new();
    text.line(format!("{} opens with {} now", facts.store, facts.after));
    let earlier = match (&facts.kept, &rekeyed.unfinished) {
        (Some(kept), _) => format!("{}, where the earlier key is now", kept.display()),
        (None, None) => format!("{} as it was", facts.before),
        (None, Some(_)) => "the earlier key".to_owned(),
    };
    text.line(format!(
        "Backups that were made before open with {earlier}, so keep that apart from them."
    ));
    if let Some(unfinished) = &rekeyed.unfinished {
        text.line(format!(
            "The new key waits beside the key file, and the store opens with it: {unfinished}"
        ));
    }
    Report::new(text, &facts)
}

fn master_key(arguments: &Rekey, session: &mut Session) -> Result<(MasterKeySource, MasterKey), Failure> {
    if let Some(name) = &arguments.next.master_key_credential {
        let name = CredentialName::new(name.as_str())?;
        let master = name.read(stored::credentials_directory().as_deref())?;
        return Ok((MasterKeySource::Credential { name }, master));
    }
    if let Some(path) = &arguments.next.master_key_file {
        let path = KeyFile::new(absolute(path).unwrap_or_else(|_| path.clone()))?;
        return Ok((
            MasterKeySource::File { path },
            MasterKey::generate(&*chance::draw()?),
        ));
    }
    let given = arguments.passphrase.given();
    let passphrase = password::obtain(&given, "the store from now on", Prompt::New, session)?;
    let derivation = Derivation::recommended(*chance::draw()?);
    let master = derivation.master_key(&passphrase)?;
    Ok((MasterKeySource::Passphrase { derivation }, master))
}
