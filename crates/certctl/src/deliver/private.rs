//! Private keys and PKCS#12: into a file for their owner only, or into a program that reads them.

use std::{fmt, fs::File, io, os::fd::AsFd as _, os::unix::fs::PermissionsExt as _};

use certcore::error_names;
use thiserror::Error;

use crate::{
    cli::output::PrivateOutput,
    failure::Failure,
    file::{Batch, Destination, Secrecy, Written},
    session::{Format, Session},
    terminal::stream,
};

/// Refuses early an output that could not be written later.
///
/// # Errors
///
/// [`PrivateOutputError`] for standard output that a person or a JSON document would get, or why the file cannot be
/// written.
pub(crate) fn check(output: &PrivateOutput, session: &Session) -> Result<(), Failure> {
    match &output.out {
        Destination::File(path) => Ok(Batch::new(output.force.existing()).check(path)?),
        Destination::Stdout if session.format == Format::Json => Err(PrivateOutputError::Json.into()),
        Destination::Stdout if stream::is_output_terminal() => Err(PrivateOutputError::Terminal.into()),
        Destination::Stdout => match open_file() {
            Some(mode) => Err(PrivateOutputError::OpenFile { mode }.into()),
            None => Ok(()),
        },
    }
}

/// The permissions of the file that standard output goes to, where others than its owner can read or write it.
fn open_file() -> Option<u32> {
    let output = File::from(io::stdout().as_fd().try_clone_to_owned().ok()?);
    let metadata = output.metadata().ok()?;
    let mode = metadata.permissions().mode() & 0o777;
    (metadata.is_file() && mode & 0o077 != 0).then_some(mode)
}

/// Writes the secret and says which file holds it.
///
/// # Errors
///
/// Why it could not be written.
pub(crate) fn write(
    output: &PrivateOutput,
    kind: &'static str,
    secret: &[u8],
    session: &Session,
) -> Result<Vec<Written>, Failure> {
    check(output, session)?;
    let Destination::File(path) = &output.out else {
        stream::write(secret)?;
        return Ok(Vec::new());
    };
    let mut batch = Batch::new(output.force.existing());
    batch.add(path, kind, Secrecy::Private, secret)?;
    Ok(batch.commit()?)
}

/// The path of the output, or what stands for it.
pub(crate) fn shown(output: &PrivateOutput) -> impl fmt::Display {
    match &output.out {
        Destination::File(path) => path.display().to_string(),
        Destination::Stdout => "standard output".to_owned(),
    }
}

/// Why a secret does not go to standard output.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum PrivateOutputError {
    /// A person would see it.
    #[error(
        "a secret is not shown on a terminal; give --out FILE, or pipe it into the program that needs it"
    )]
    Terminal,
    /// Others could read it.
    #[error(
        "standard output goes to a file that others than its owner can read or write (mode {mode:04o}); give --out FILE, \
         or make the file private first"
    )]
    OpenFile {
        /// The permissions.
        mode: u32,
    },
    /// It would be part of the answer.
    #[error("a secret is not put into a JSON document; give --out FILE")]
    Json,
}

error_names!(PrivateOutputError {
    Self::Terminal => "secret-to-terminal", "A private key or a PKCS#12 file was to be written to a terminal.";
    Self::OpenFile { .. } => "secret-to-open-file", "A private key or a PKCS#12 file was to be written to a file that others can read.";
    Self::Json => "secret-in-json", "A private key or a PKCS#12 file was to be written into a JSON document.";
});
