//! The console on the standard streams of the process.

use std::{
    fs::File,
    io::{self, IsTerminal as _},
    os::fd::AsFd as _,
};

use super::{face::Face, left::Left, pipe::Pipe, terminal::Keyboard};

/// A terminal where standard input is one, and otherwise a pipe.
///
/// # Errors
///
/// [`Left::Broken`] when the streams cannot be used.
pub(crate) fn standard() -> Result<Box<dyn Face>, Left> {
    if io::stdin().is_terminal() {
        return Ok(Box::new(Keyboard::new()?));
    }
    // Not through the buffer of the standard library, where passphrases and keys would stay.
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    Ok(Box::new(Pipe::new(input, io::stdout())))
}
