//! `certctl p12 inspect`

use certcore::pkcs12::Pkcs12;
use serde::Serialize;

use crate::{
    cli::p12::Inspect,
    clock,
    failure::Failure,
    output::Pkcs12View,
    password::{self, Prompt},
    report::Report,
    session::Session,
};

#[derive(Serialize)]
struct Facts {
    source: String,
    #[serde(flatten)]
    pkcs12: Pkcs12View,
}

/// Shows what the file holds.
pub(crate) fn run(arguments: &Inspect, session: &mut Session) -> Result<Report, Failure> {
    let bytes = session.inputs.read(&arguments.file)?;
    // What is no PKCS#12 file is told before anyone is asked for a password.
    Pkcs12::protection_of(&bytes).map_err(|error| Failure::new(&error).in_source(&arguments.file))?;
    let what = format!("the PKCS#12 file {}", arguments.file);
    let given = arguments.password.given();
    let password = password::obtain(&given, &what, Prompt::Existing, session)?;
    let file =
        Pkcs12::read(&bytes, &password).map_err(|error| Failure::new(&error).in_source(&arguments.file))?;
    let view = Pkcs12View::new(&file);
    let text = view.text(&arguments.file.to_string(), clock::now());
    Report::new(
        text,
        &Facts {
            source: arguments.file.to_string(),
            pkcs12: view,
        },
    )
}
