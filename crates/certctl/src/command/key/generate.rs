//! `certctl key generate`

use certcore::key::{KeyAlgorithm, PrivateKey};
use serde::Serialize;

use crate::{
    cli::{key::Generate, output::PrivateOutput},
    deliver::private,
    failure::Failure,
    file::{Destination, Written},
    output::{PrivateKeyView, Protection},
    password::{self, Prompt},
    report::Report,
    session::Session,
    terminal::{Text, stream},
};

#[derive(Serialize)]
struct Facts {
    key: PrivateKeyView,
    written: Vec<Written>,
}

/// Makes a key and writes it.
pub(crate) fn run(arguments: &Generate, session: &mut Session) -> Result<Report, Failure> {
    let output: &PrivateOutput = &arguments.output;
    private::check(output, session)?;
    let given = arguments.password.given();
    let password = if given.source.is_some() || arguments.encrypt {
        let what = format!("the new private key {}", private::shown(output));
        Some(password::obtain(&given, &what, Prompt::New, session)?)
    } else {
        None
    };
    if matches!(arguments.algorithm, KeyAlgorithm::Rsa3072 | KeyAlgorithm::Rsa4096) {
        stream::progress("Making the key; this can take some seconds.");
    }
    let key = PrivateKey::generate(arguments.algorithm)?;
    let (pem, protection) = match &password {
        Some(password) => (key.write_encrypted_pem(password)?.into(), Protection::Encrypted),
        None => (key.write_pem()?, Protection::Plain),
    };
    let written = private::write(output, "key", &pem, session)?;
    let key = PrivateKeyView::written(key.public(), protection);
    let text = match output.out {
        Destination::File(_) => key.text(&format!("private key written to {}", private::shown(output))),
        Destination::Stdout => Text::new(),
    };
    Report::new(text, &Facts { key, written })
}
