//! Questions before something is replaced: a person answers them at a terminal, a script with a flag.

use std::io::{self, IsTerminal as _};

use certcore::error_names;
use thiserror::Error;

use crate::{
    cli::yes::Yes,
    exit::Exit,
    failure::Failure,
    terminal::{Text, stream},
};

/// Goes on when the answer is yes. `act` says what will be done: `replace the profile mail`.
///
/// # Errors
///
/// [`ConfirmationError`]; a no at the terminal ends with exit code 1.
pub(crate) fn confirm(act: &str, yes: Yes) -> Result<(), Failure> {
    if yes.is_given() {
        return Ok(());
    }
    if !stream::is_error_terminal() || !io::stdin().is_terminal() {
        return Err(ConfirmationError::Missing { act: act.to_owned() }.into());
    }
    let mut text = Text::new();
    text.line(format!("About to {act}. Go on? [y/N]"));
    stream::talk(&text);
    let mut answer = String::new();
    // A terminal that went away has said no.
    let _nobody_there = io::stdin().read_line(&mut answer);
    if matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes") {
        return Ok(());
    }
    Err(Failure {
        exit: Exit::No,
        ..Failure::new(&ConfirmationError::Refused)
    })
}

/// Why nothing is replaced.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum ConfirmationError {
    /// Nobody could be asked.
    #[error("this would {act}; there is no terminal to ask at, so add --yes if that is meant")]
    Missing {
        /// What would be done.
        act: String,
    },
    /// The answer was no.
    #[error("nothing was changed")]
    Refused,
}

error_names!(ConfirmationError {
    Self::Missing { .. } => "confirmation-missing", "A question had to be answered, and there was neither --yes nor a terminal.";
    Self::Refused => "confirmation-refused", "A question was answered with no, and nothing was changed.";
});
