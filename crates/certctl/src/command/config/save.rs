//! `certctl config save`

use certops::config_file::{KeyForm, Keys, save};
use serde::Serialize;

use crate::{
    cli::{config::Save, output::PrivateOutput},
    confirm::confirm,
    deliver::private,
    failure::Failure,
    file::{Destination, Written},
    password::{self, Prompt},
    report::Report,
    session::Session,
    stored,
    terminal::{Text, counted},
};

#[derive(Serialize)]
struct Facts {
    revision: i64,
    keys: KeyForm,
    entries: usize,
    certificates: usize,
    private_keys: usize,
    written: Vec<Written>,
    /// The configuration itself, where no file was named.
    configuration: Option<String>,
}

/// Saves the configuration.
pub(crate) fn run(arguments: &Save, session: &mut Session) -> Result<Report, Failure> {
    let output = PrivateOutput {
        out: arguments.file.clone(),
        force: arguments.force,
    };
    let shows_no_key = output.out == Destination::Stdout && arguments.keys == KeyForm::Masked;
    if !shows_no_key {
        private::check(&output, session)?;
    }
    if arguments.keys == KeyForm::Plain {
        let act = format!(
            "write private keys that nothing protects to {}",
            private::shown(&output)
        );
        confirm(&act, arguments.yes)?;
    }
    let opened = stored::open(&arguments.store, session)?;
    let passphrase = if arguments.keys == KeyForm::Encrypted {
        let given = arguments.passphrase.given();
        Some(password::obtain(
            &given,
            "the keys in the file",
            Prompt::New,
            session,
        )?)
    } else {
        None
    };
    let keys = match (arguments.keys, &passphrase) {
        (KeyForm::Encrypted, Some(passphrase)) => Keys::Encrypted(passphrase),
        (KeyForm::Plain, _) => Keys::Plain,
        _ => Keys::Masked,
    };
    let saved = opened.wait(save(&opened.store, &opened.actor, keys))?;
    let written = if shows_no_key {
        Vec::new()
    } else {
        private::write(&output, "configuration", saved.text.as_bytes(), session)?
    };
    let configuration = shows_no_key.then(|| saved.text.to_string());
    let facts = Facts {
        revision: saved.revision.0,
        keys: arguments.keys,
        entries: saved.entries,
        certificates: saved.certificates,
        private_keys: saved.keys,
        written,
        configuration,
    };
    let mut text = Text::new();
    if let Destination::File(path) = &arguments.file {
        text.line(format!(
            "Revision {} with {} saved to {}",
            facts.revision,
            counted(facts.entries, "entry", "entries"),
            path.display()
        ));
        text.line(match facts.keys {
            KeyForm::Masked => "Its private keys are masked, so it cannot be loaded.",
            KeyForm::Encrypted => "Its private keys open with the passphrase alone.",
            KeyForm::Plain => "Its private keys are not protected: whoever has the file has them.",
        });
    }
    Ok(Report {
        material: facts.configuration.clone(),
        ..Report::new(text, &facts)?
    })
}
