//! Files that a dialogue reads and writes.

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::{required::required, workbench::Workbench};
use crate::{
    console::{Decision, Dialogue, Left, Stop},
    failure::Failure,
    file::{Batch, Existing, Secrecy, Source, WriteError},
};

/// A file that was read.
pub(super) struct Loaded {
    /// Its name as it was typed.
    pub(super) name: String,
    /// What it holds; it may be a key.
    pub(super) bytes: Zeroizing<Vec<u8>>,
}

/// Asks for the name of a file until there is one that can be read.
///
/// # Errors
///
/// [`Left`].
pub(super) fn load(dialogue: &mut Dialogue<'_>, bench: &mut Workbench, verb: &str) -> Result<Loaded, Left> {
    let question = question(bench, verb);
    dialogue.text(&question, "", |name| {
        let source = Source::File(required(name)?.into());
        Ok::<_, Failure>(Loaded {
            bytes: bench.session.inputs.read(&source)?,
            name: name.to_owned(),
        })
    })
}

/// A place where a file can be written.
pub(super) struct Place {
    path: PathBuf,
    existing: Existing,
}

/// Asks for the name of a file until there is one that can be written; one that exists is replaced after a question.
///
/// # Errors
///
/// [`Left`].
pub(super) fn place(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    verb: &str,
    suggestion: &str,
) -> Result<Place, Left> {
    let question = question(bench, verb);
    loop {
        let (path, taken) = dialogue.text(&question, suggestion, |name| {
            let path = PathBuf::from(required(name)?);
            let taken = match Batch::new(Existing::Refuse).check(&path) {
                Ok(()) => None,
                Err(WriteError::Exists { path }) => Some(path),
                Err(reason) => return Err(Failure::new(&reason)),
            };
            Ok((path, taken))
        })?;
        let existing = match taken {
            None => Existing::Refuse,
            Some(shown) => {
                let question = format!("The file {shown} exists. Do you want to replace it?");
                if dialogue.confirm(&question, Decision::No)? == Decision::No {
                    continue;
                }
                Existing::Replace
            }
        };
        return Ok(Place { path, existing });
    }
}

impl Place {
    /// Writes the file and says so.
    ///
    /// # Errors
    ///
    /// [`WriteError`], and [`Left`].
    pub(super) fn write(
        &self,
        dialogue: &mut Dialogue<'_>,
        kind: &'static str,
        secrecy: Secrecy,
        contents: &[u8],
    ) -> Result<(), Stop> {
        let mut batch = Batch::new(self.existing);
        batch.add(&self.path, kind, secrecy, contents)?;
        for written in batch.commit()? {
            dialogue.say(format!("Written to {}.", written.path))?;
        }
        Ok(())
    }
}

fn question(bench: &Workbench, verb: &str) -> String {
    format!(
        "Enter the name of the file on machine \"{}\" to {verb}:",
        bench.machine_name()
    )
}
