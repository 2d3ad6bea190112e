//! What each verb does, one file per verb, named as its grammar in [`crate::cli`].

mod cert;
mod completion;
mod csr;
mod key;
mod man;

use crate::{
    cli::{self, Noun},
    failure::Failure,
    report::Report,
    session::Session,
};

/// Runs one command.
///
/// # Errors
///
/// [`Failure`] with the reason and the exit code.
pub(crate) fn run(noun: &Noun, session: &mut Session) -> Result<Report, Failure> {
    match noun {
        Noun::Key(cli::key::Verb::Generate(arguments)) => key::generate::run(arguments, session),
        Noun::Csr(cli::csr::Verb::Create(arguments)) => csr::create::run(arguments, session),
        Noun::Cert(cli::cert::Verb::SelfSign(arguments)) => cert::self_sign::run(arguments, session),
        Noun::Completion(arguments) => completion::run(arguments, session),
        Noun::Man(arguments) => man::run(arguments, session),
    }
}
