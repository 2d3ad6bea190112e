//! The store that a command works on.

mod author;
mod open;
mod unlock;

pub(crate) use open::{Opened, StoreNotNamed, actor, open, open_by_file, open_with_master_key, runtime, url};
pub(crate) use unlock::credentials_directory;
