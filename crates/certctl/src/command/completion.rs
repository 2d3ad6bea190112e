//! `certctl completion`

use serde_json::Value;

use crate::{
    cli::{self, completion::Completion},
    failure::Failure,
    report::Report,
    session::Session,
    terminal::Text,
    text_only::refuse_json,
};

/// Prints the completions.
pub(crate) fn run(arguments: &Completion, session: &mut Session) -> Result<Report, Failure> {
    refuse_json(session, "certctl completion")?;
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut cli::command(), "certctl", &mut script);
    Ok(Report {
        material: Some(String::from_utf8_lossy(&script).into_owned()),
        ..Report::new(Text::new(), &Value::Null)?
    })
}
