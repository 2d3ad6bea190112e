//! From the verb to its file.

use super::{create, csr, delete, edit, export, import, list, rekey, renew, restore, show, upload, versions};
use crate::{cli::profile::Verb, failure::Failure, report::Report, session::Session};

/// Runs a verb of `certctl profile`.
///
/// # Errors
///
/// [`Failure`] with the reason and the exit code.
pub(crate) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Create(arguments) => create::run(arguments, session),
        Verb::Edit(arguments) => edit::run(arguments, session),
        Verb::Csr(arguments) => csr::run(arguments, session),
        Verb::Upload(arguments) => upload::run(arguments, session),
        Verb::Import(arguments) => import::run(arguments, session),
        Verb::List(arguments) => list::run(arguments, session),
        Verb::Show(arguments) => show::run(arguments, session),
        Verb::Export(arguments) => export::run(arguments, session),
        Verb::Renew(arguments) => renew::run(arguments, session),
        Verb::Rekey(arguments) => rekey::run(arguments, session),
        Verb::Delete(arguments) => delete::run(arguments, session),
        Verb::Versions(arguments) => versions::run(arguments, session),
        Verb::Restore(arguments) => restore::run(arguments, session),
    }
}
