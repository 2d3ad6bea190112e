//! The verbs of `certctl profile`.

use clap::Subcommand;

use super::{
    answer::Upload,
    export::Export,
    history::{Delete, Restore, Versions},
    import::Import,
    look::{List, Show},
    request::{Create, Csr, Edit, Rekey, Renew},
};

/// Keep certificate profiles: a key, its certificate and the request for the next one, under one name.
///
/// What these commands change is staged. `certctl commit` puts it in force.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Create(Box<Create>),
    Edit(Box<Edit>),
    Csr(Csr),
    Upload(Upload),
    Import(Import),
    List(List),
    Show(Show),
    Export(Export),
    Renew(Box<Renew>),
    Rekey(Box<Rekey>),
    Delete(Delete),
    Versions(Versions),
    Restore(Restore),
}
