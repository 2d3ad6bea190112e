//! The command line of GnuTLS.

use crate::{folder::Folder, program::Program};

/// `certtool`
pub const CERTTOOL: Program = Program {
    name: "certtool",
    package: "gnutls-bin",
    version,
};

fn version() -> String {
    let said = CERTTOOL.run(&Folder::new(), "--version").ok().out();
    format!("GnuTLS {}", said.lines().next().unwrap_or_default())
}

/// A template with nothing but a password. certtool takes passwords from there, so that none is an argument.
pub fn password_template(password: &str) -> String {
    format!("password = \"{password}\"\n")
}
