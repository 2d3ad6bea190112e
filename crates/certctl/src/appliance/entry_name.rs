//! Names of entries, as they are typed: of one that is there, and of one that is not there yet.

use certops::edit::{self, EditError, Noun};
use certstore::entry::EntryId;

use super::workbench::Workbench;

/// The name of a new entry.
///
/// # Errors
///
/// [`EditError::Exists`] when there is one of this name, [`EditError::Id`] when there cannot be one.
pub(super) fn vacant<T: Noun>(bench: &Workbench, typed: &str) -> Result<String, EditError> {
    let id = EntryId::new(T::KIND, typed)?;
    match bench.wait(edit::show::<T>(bench.store(), id.name())) {
        Ok(_) => Err(EditError::Exists { id }),
        Err(EditError::Missing(_)) => Ok(id.name().to_owned()),
        Err(error) => Err(error),
    }
}

/// The name of an entry that is there.
///
/// # Errors
///
/// [`EditError::Missing`] with names that are like it, [`EditError::Id`] when there cannot be one.
pub(super) fn existing<T: Noun>(bench: &Workbench, typed: &str) -> Result<String, EditError> {
    let id = EntryId::new(T::KIND, typed)?;
    bench.wait(edit::show::<T>(bench.store(), id.name()))?;
    Ok(id.name().to_owned())
}
