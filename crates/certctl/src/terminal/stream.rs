//! The two streams: data on standard output, talk on standard error.

use std::{
    env,
    io::{self, ErrorKind, IsTerminal, Write as _},
};

use certcore::error_names;
use thiserror::Error;

use super::text::{Colour, Text};

/// Whether a person looks at standard output.
pub(crate) fn is_output_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether a person looks at standard error and can be asked something.
pub(crate) fn is_error_terminal() -> bool {
    io::stderr().is_terminal()
}

/// The colours of standard output.
pub(crate) fn output_colour() -> Colour {
    colour(&io::stdout())
}

/// Writes bytes to standard output. A reader that has gone away is no failure.
///
/// # Errors
///
/// [`StdoutError`] with what the operating system said.
pub(crate) fn write(bytes: &[u8]) -> Result<(), StdoutError> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(StdoutError {
            reason: error.to_string(),
        }),
        _ => Ok(()),
    }
}

/// Writes text to standard output.
///
/// # Errors
///
/// As [`write()`].
pub(crate) fn write_text(text: &Text) -> Result<(), StdoutError> {
    write(text.render(output_colour()).as_bytes())
}

/// Tells a person at a terminal what takes a while; nobody else sees it.
pub(crate) fn progress(words: &str) {
    if is_error_terminal() {
        let mut text = Text::new();
        text.line(words);
        talk(&text);
    }
}

/// Writes text to standard error; where that is impossible there is nobody to tell.
pub(crate) fn talk(text: &Text) {
    let colour = colour(&io::stderr());
    let _nobody_to_tell = io::stderr().lock().write_all(text.render(colour).as_bytes());
}

/// Standard output cannot be written, because a disk is full for example.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("standard output cannot be written: {reason}; the command was carried out, only its answer is lost")]
pub(crate) struct StdoutError {
    /// What the operating system said.
    pub(crate) reason: String,
}

error_names!(StdoutError {
    _ => "stdout-failed", "The operating system could not write to standard output.";
});

/// Colours only on a terminal, and not when `NO_COLOR` is set or the terminal says that it has none.
fn colour(stream: &impl IsTerminal) -> Colour {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || env::var_os("TERM").is_some_and(|value| value == "dumb");
    if stream.is_terminal() && !refused {
        Colour::Ansi
    } else {
        Colour::None
    }
}
