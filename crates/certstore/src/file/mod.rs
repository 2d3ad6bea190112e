//! Files that appear whole or not at all, in folders that are opened once.
//!
//! What is being written has no name where the file system can do without ([`Draft`]), or a hidden name that nothing else
//! uses. Such a name is removed when the writing is given up, when the process ends by a signal and calls [`remove_all`],
//! and otherwise, after a kill, by the next writing in the same folder.

mod draft;
mod leftover;
mod owner;
mod place;
mod workroom;

pub use draft::Draft;
pub use leftover::{Waiting, remove_all};
pub use owner::Owner;
pub use place::{FinalLink, Folder, ForeignLink, Place, missing_folder};
pub use workroom::Workroom;
