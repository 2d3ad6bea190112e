//! `certctl config load`

use certcore::error_names;
use certops::{
    clear::Pending,
    config_file::{self, ConfigLoadError, KeyForm},
};
use serde::Serialize;
use thiserror::Error;

use crate::{
    cli::config::Load,
    command::staged,
    failure::Failure,
    password::{self, Prompt},
    report::Report,
    session::Session,
    stored,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    added: Vec<String>,
    changed: Vec<String>,
    deleted: Vec<String>,
    unchanged: usize,
    cleared: Vec<String>,
}

/// Stages the configuration of a file.
pub(crate) fn run(arguments: &Load, session: &mut Session) -> Result<Report, Failure> {
    let octets = session.inputs.read(&arguments.file)?;
    let not_text = |_| Failure::new(&ConfigNotText).in_source(&arguments.file);
    let text = str::from_utf8(&octets).map_err(not_text)?;
    let form = config_file::form(text).map_err(|error| Failure::new(&error).in_source(&arguments.file))?;
    let opened = stored::open(&arguments.store, session)?;
    let passphrase = if form == KeyForm::Encrypted {
        let given = arguments.passphrase.given();
        let what = format!("the keys in {}", arguments.file);
        Some(password::obtain(&given, &what, Prompt::Existing, session)?)
    } else {
        None
    };
    let request = config_file::Load {
        text,
        passphrase: passphrase.as_ref(),
        pending: if arguments.clear {
            Pending::Clear
        } else {
            Pending::Refuse
        },
    };
    let loaded = opened
        .wait(config_file::load(&opened.store, &opened.actor, request))
        .map_err(|error| failure(&error))?;
    staged::warn(&loaded.unusable, session);
    let names = |ids: &[certstore::entry::EntryId]| ids.iter().map(ToString::to_string).collect();
    let facts = Facts {
        added: names(&loaded.added),
        changed: names(&loaded.changed),
        deleted: names(&loaded.deleted),
        unchanged: loaded.unchanged,
        cleared: names(&loaded.cleared),
    };
    let mut text = Text::new();
    text.line(format!(
        "Staged: {} added, {} changed, {} deleted, {} as they are",
        facts.added.len(),
        facts.changed.len(),
        facts.deleted.len(),
        facts.unchanged
    ));
    for (what, entries) in [
        ("added", &facts.added),
        ("changed", &facts.changed),
        ("deleted", &facts.deleted),
    ] {
        for entry in entries {
            text.line(format!("  {what} {entry}"));
        }
    }
    for entry in &facts.cleared {
        text.line(format!("  taken back before: {entry}"));
    }
    let staged = [&facts.added, &facts.changed, &facts.deleted];
    text.line(if staged.iter().all(|entries| entries.is_empty()) {
        "There is nothing to commit."
    } else {
        "Next: certctl changes, then certctl commit."
    });
    Report::new(text, &facts)
}

fn failure(error: &ConfigLoadError) -> Failure {
    let failure = Failure::new(error);
    match error {
        ConfigLoadError::Pending(_) => failure.with_hints(vec![
            "see what is staged, and by whom: `certctl changes`".to_owned(),
        ]),
        _ => failure,
    }
}

/// A configuration file is not text.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("this is no configuration file: it is not text in UTF-8")]
pub(crate) struct ConfigNotText;

error_names!(ConfigNotText {
    _ => "config-file-not-text", "A configuration file is not text in UTF-8.";
});
