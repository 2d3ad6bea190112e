//! Files: where material is read from and written to.

mod destination;
mod folder;
mod read;
mod source;
mod write;

pub(crate) use destination::Destination;
pub(crate) use folder::{FolderError, make_folder};
pub(crate) use read::{Inputs, ReadError, ReadableByOthers};
pub(crate) use source::Source;
pub(crate) use write::{Batch, Existing, Secrecy, WriteError, Written};
