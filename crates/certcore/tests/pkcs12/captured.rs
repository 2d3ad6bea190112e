//! Files that real programs wrote, with what their manifest says of them.

use std::{fs, path::PathBuf};

use certcore::secret::Password;
use toml::Table;

/// One file of the manifest.
pub(crate) struct Captured {
    pub(crate) name: String,
    pub(crate) password: Password,
    pub(crate) keys: usize,
    pub(crate) certificates: usize,
    pub(crate) bytes: Vec<u8>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pkcs12")
}

/// Every file of the manifest.
pub(crate) fn all() -> Vec<Captured> {
    let manifest: Table = fs::read_to_string(folder().join("MANIFEST.toml"))
        .unwrap()
        .parse()
        .unwrap();
    manifest["file"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let text = |field: &str| file[field].as_str().unwrap().to_owned();
            let number = |field: &str| usize::try_from(file[field].as_integer().unwrap()).unwrap();
            Captured {
                password: Password::new(text("password")).unwrap(),
                keys: number("keys"),
                certificates: number("certificates"),
                bytes: fs::read(folder().join(text("name"))).unwrap(),
                name: text("name"),
            }
        })
        .collect()
}

/// The file `name` of the manifest.
pub(crate) fn one(name: &str) -> Captured {
    all().into_iter().find(|file| file.name == name).unwrap()
}
