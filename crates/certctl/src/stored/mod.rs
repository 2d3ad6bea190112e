//! The store that a command works on.

mod author;
mod open;
mod unlock;

pub(crate) use open::{Opened, StoreNotNamed, actor, open, runtime, url};
pub(crate) use unlock::credentials_directory;
