//! `certctl p12 inspect`

use certcore::pkcs12::Pkcs12;
use serde::Serialize;

use super::left_out;
use crate::{
    cli::p12::Inspect,
    clock,
    failure::Failure,
    output::Pkcs12View,
    password::{self, Prompt},
    report::{MOST_IN_BOTH, Report},
    session::{Format, Session},
    terminal::Text,
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
    drop(bytes);
    let answer = left_out::warn(&file, &arguments.file, session);
    let facts = Facts {
        source: arguments.file.to_string(),
        pkcs12: Pkcs12View::new(&file),
    };
    let objects = file.keys().len() + file.certificates().len();
    drop(file);
    let text = || facts.pkcs12.text(&facts.source, clock::now());
    let report = if objects <= MOST_IN_BOTH {
        Report::new(text(), &facts)?
    } else if session.format == Format::Json {
        Report::new(Text::new(), &facts)?
    } else {
        Report::text_only(text())
    };
    Ok(Report { answer, ..report })
}
