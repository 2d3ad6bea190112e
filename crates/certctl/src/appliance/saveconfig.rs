//! `saveconfig`

use certops::config_file::{Keys, save};

use super::{file, workbench::Workbench};
use crate::{
    console::{Command, Decision, Dialogue, Flow, Stop},
    file::Secrecy,
};

/// Saves the configuration in force to a file.
pub(super) struct Saveconfig;

const FORMS: [&str; 3] = [
    "Mask private keys (a file with masked keys cannot be loaded with loadconfig)",
    "Encrypt private keys under a pass phrase",
    "Plain private keys",
];

impl Command<Workbench> for Saveconfig {
    fn name(&self) -> &'static str {
        "saveconfig"
    }

    fn help(&self) -> &'static str {
        "Save the configuration to a file"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        if bench.pending()? > 0 {
            dialogue.say("Changes are pending. The file holds what is in force, without them.")?;
        }
        let form = dialogue.choose("Choose how private keys stand in the file:", &FORMS, Some(0))?;
        let passphrase = match form {
            1 => Some(dialogue.new_passphrase("Enter a pass phrase for the private keys:")?),
            _ => None,
        };
        let keys = match (form, &passphrase) {
            (_, Some(passphrase)) => Keys::Encrypted(passphrase),
            (2, None) => {
                let question = "Whoever reads the file has all private keys. Do you want to continue?";
                if dialogue.confirm(question, Decision::No)? == Decision::No {
                    return Ok(Flow::Prompt);
                }
                Keys::Plain
            }
            _ => Keys::Masked,
        };
        let place = file::place(dialogue, bench, "save", "configuration.toml")?;
        let saved = bench.wait(save(bench.store(), &bench.actor(), keys))?;
        place.write(dialogue, "configuration", Secrecy::Private, saved.text.as_bytes())?;
        dialogue.say(format!(
            "It holds revision {} with {} entries.",
            saved.revision, saved.entries
        ))?;
        Ok(Flow::Prompt)
    }
}
