//! From the command line to the exit code.

use std::{ffi::OsString, process::ExitCode};

use clap::error::ErrorKind;
use serde_json::{Value, json};

use crate::{
    cli, command, ending,
    exit::Exit,
    failure::Failure,
    file_size,
    guard::guard,
    hint::Offered,
    report::Report,
    session::{Format, Session},
    terminal::{Colour, Style, Text, escape_json, stream},
};

/// Runs certctl with these arguments, the first of which is the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    file_size::survive_the_limit();
    ending::tidy_up();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut session = Session::new(format_of(&arguments));
    let mut offered = Offered::default();
    let result = guard(|| match cli::parse(&arguments) {
        Ok(parsed) => {
            offered = Offered::new(parsed.options);
            command::run(&parsed.certctl.noun, &mut session).map(Outcome::Report)
        }
        Err(error) => Ok(Outcome::Unparsed(error)),
    });
    for warning in &mut session.warnings {
        warning.keep_hints(&offered);
    }
    let result = result.unwrap_or_else(|bug| {
        Err(Failure {
            exit: Exit::Bug,
            ..Failure::new(&bug)
        })
    });
    match result.and_then(|outcome| print(outcome, &session)) {
        Ok(exit) => exit.into(),
        Err(mut failure) => {
            failure.notice.keep_hints(&offered);
            fail(&failure, &session);
            failure.exit.into()
        }
    }
}

enum Outcome {
    Report(Report),
    Unparsed(clap::Error),
}

/// The format, before the command line is understood: its errors are told in it too.
fn format_of(arguments: &[OsString]) -> Format {
    let mut options = arguments.iter().take_while(|argument| *argument != "--");
    if options.any(|argument| argument == "--json") {
        Format::Json
    } else {
        Format::Text
    }
}

fn print(outcome: Outcome, session: &Session) -> Result<Exit, Failure> {
    let report = match outcome {
        Outcome::Unparsed(error) => return unparsed(&error, session.format),
        Outcome::Report(report) => report,
    };
    match (session.format, report.material) {
        (Format::Json, _) => write_document(&report.document, session)?,
        (Format::Text, Some(material)) => {
            stream::write(material.as_bytes())?;
            warn(session);
            stream::talk(&report.text);
        }
        (Format::Text, None) => {
            warn(session);
            stream::write_text(&report.text)?;
        }
    }
    Ok(report.answer.exit())
}

/// Help and version are answers; anything else is a command line that made no sense.
fn unparsed(error: &clap::Error, format: Format) -> Result<Exit, Failure> {
    let rendered = error.render();
    let plain = rendered.to_string();
    match (error.kind(), format) {
        (ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, _) => {
            let help = match stream::output_colour() {
                Colour::Ansi => rendered.ansi().to_string(),
                Colour::None => plain,
            };
            stream::write(help.as_bytes())?;
            return Ok(Exit::Done);
        }
        (_, Format::Text) => {
            let mut text = Text::new();
            plain.lines().for_each(|line| text.line(line));
            stream::talk(&text);
        }
        (_, Format::Json) => {
            let message = match error.kind() {
                ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                    "the command line ends before it names a command".to_owned()
                }
                _ => message(&plain),
            };
            let document =
                json!({ "error": { "name": "usage", "message": message, "hints": hints(&plain) } });
            stream::write(pretty(&document).as_bytes())?;
        }
    }
    Ok(Exit::Usage)
}

/// What clap says before its tips and its usage, on one line.
fn message(plain: &str) -> String {
    let lines = plain.lines().map(str::trim).take_while(|line| !line.is_empty());
    let message = lines.collect::<Vec<_>>().join(" ");
    message.trim_start_matches("error: ").to_owned()
}

/// The tips of clap, and the command line that shows the help.
fn hints(plain: &str) -> Vec<String> {
    let tips = plain.lines().filter_map(|line| line.trim().strip_prefix("tip: "));
    let is_command = |word: &&str| {
        word.bytes()
            .all(|one| one.is_ascii_lowercase() || matches!(one, b'0'..=b'9' | b'-'))
            && !word.starts_with('-')
    };
    let usage = plain.lines().find_map(|line| line.trim().strip_prefix("Usage: "));
    let words = usage
        .unwrap_or("certctl")
        .split_whitespace()
        .take_while(is_command);
    let help = words.chain(["--help"]).collect::<Vec<_>>().join(" ");
    tips.map(str::to_owned).chain([help]).collect()
}

fn fail(failure: &Failure, session: &Session) {
    // Where standard output takes no document, standard error is what remains.
    if session.format == Format::Json && stream::write(pretty(&failure.document()).as_bytes()).is_ok() {
        return;
    }
    warn(session);
    stream::talk(&failure.notice.text("error", Style::Bad));
}

fn warn(session: &Session) {
    for warning in &session.warnings {
        stream::talk(&warning.text("warning", Style::Warning));
    }
}

/// Writes the document of a report, with the warnings as its last field.
fn write_document(document: &str, session: &Session) -> Result<(), Failure> {
    let warnings = format!("{:#}\n", json!({ "warnings": session.warnings }));
    let (fields, last) = match document.strip_suffix("\n}") {
        Some(fields) => (
            fields,
            [",", warnings.strip_prefix('{').unwrap_or_default()].concat(),
        ),
        None => ("", warnings),
    };
    stream::write(escape_json(fields).as_bytes())?;
    stream::write(escape_json(&last).as_bytes())?;
    Ok(())
}

fn pretty(document: &Value) -> String {
    escape_json(&format!("{document:#}\n")).into_owned()
}
