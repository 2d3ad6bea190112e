//! `loadconfig`

use certcore::key::KeyReadError;
use certops::{
    clear::Pending,
    config_file::{ConfigFileError, ConfigLoadError, KeyForm, Load, Loaded, MaterialError, form, load},
};
use zeroize::Zeroizing;

use super::{file, findings::warn, workbench::Workbench};
use crate::{
    console::{Command, Decision, Dialogue, Flow, Stop},
    failure::Failure,
    terminal::counted,
};

/// Stages a saved configuration.
pub(super) struct Loadconfig;

const SOURCES: [&str; 2] = ["Paste via CLI", "Load from file"];

impl Command<Workbench> for Loadconfig {
    fn name(&self) -> &'static str {
        "loadconfig"
    }

    fn help(&self) -> &'static str {
        "Load a saved configuration"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let staged = bench.pending()?;
        let mut pending = Pending::Refuse;
        if staged > 0 {
            let question = format!(
                "{} and would be replaced. Do you want to continue?",
                counted(staged, "change is staged", "changes are staged")
            );
            if dialogue.confirm(&question, Decision::No)? == Decision::No {
                return Ok(Flow::Prompt);
            }
            pending = Pending::Clear;
        }
        let text = ask_text(dialogue, bench)?;
        let loaded = stage(dialogue, bench, &text, pending)?;
        dialogue.say(format!(
            "Staged in place of the configuration: {} added, {} changed, {} deleted, {} as before.",
            loaded.added.len(),
            loaded.changed.len(),
            loaded.deleted.len(),
            loaded.unchanged
        ))?;
        warn(dialogue, &loaded.unusable)?;
        dialogue.say("showchanges shows the changes; commit puts them in force.")?;
        Ok(Flow::Prompt)
    }
}

fn ask_text(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Zeroizing<String>, Stop> {
    if dialogue.choose("Choose where the configuration comes from:", &SOURCES, Some(1))? == 0 {
        return Ok(dialogue.paste("Paste the configuration file now (end with '.'):")?);
    }
    let file = file::load(dialogue, bench, "load")?;
    bench.tell_warnings(dialogue)?;
    let text = str::from_utf8(&file.bytes).map_err(|_| ConfigFileError::Malformed {
        line: None,
        reason: "it is not text in UTF-8".to_owned(),
    })?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Loads it; a passphrase is asked for where one is needed, until it opens the keys.
fn stage(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    text: &str,
    pending: Pending,
) -> Result<Loaded, Stop> {
    let is_encrypted = form(text)? == KeyForm::Encrypted;
    loop {
        let passphrase = if is_encrypted {
            Some(dialogue.passphrase("Enter the pass phrase of the private keys:")?)
        } else {
            None
        };
        let request = Load {
            text,
            passphrase: passphrase.as_ref(),
            pending,
        };
        match bench.wait(load(bench.store(), &bench.actor(), request)) {
            Err(
                error @ ConfigLoadError::Material(MaterialError::Key {
                    error: KeyReadError::WrongPassword,
                    ..
                }),
            ) => dialogue.refuse(Failure::new(&error))?,
            loaded => return Ok(loaded?),
        }
    }
}
