//! `certctl profile`

mod answer;
mod export;
mod history;
mod import;
mod look;
mod request;
mod verb;

pub(crate) use answer::{UPLOAD, Upload};
pub(crate) use export::{EXPORT, Export};
pub(crate) use history::{DELETE, Delete, RESTORE, Restore, VERSIONS, Versions};
pub(crate) use import::{IMPORT, Import};
pub(crate) use look::{LIST, List, SHOW, Show};
pub(crate) use request::{CREATE, CSR, Create, Csr, EDIT, Edit, REKEY, RENEW, Rekey, Renew};
pub(crate) use verb::Verb;
