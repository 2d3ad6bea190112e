//! The workspace's files as the house rules look at them.

mod line;
mod manifest;
mod module;
mod path;
mod product;
mod reference;
mod rust_file;
mod token;
mod tree;

pub(crate) use manifest::{Manifest, Named};
pub(crate) use module::Module;
pub(crate) use path::named_paths;
pub(crate) use reference::{Reference, references};
pub(crate) use rust_file::RustFile;
pub(crate) use token::Token;
pub(crate) use tree::Tree;
