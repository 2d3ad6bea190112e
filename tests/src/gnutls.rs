//! The command line of GnuTLS.

use crate::{cfssl, folder::Folder, program::Program, run::Run};

/// `certtool`
pub const CERTTOOL: Program = Program {
    name: "certtool",
    package: "gnutls-bin",
    version,
};

fn version() -> String {
    let said = CERTTOOL.run(&Folder::new(), "--version").out();
    format!("GnuTLS {}", said.lines().next().unwrap_or_default())
}

/// A template with nothing but a password. certtool takes passwords from there, so that none is an argument.
pub fn password_template(password: &str) -> String {
    format!("password = \"{password}\"\n")
}

/// Signs a request as the CA of cfssl; fails if the signature of the request is not by its own key.
///
/// `--crq-info` ends well whatever it finds.
#[track_caller]
pub fn sign(request: &str) -> Run {
    let ca = &cfssl::AUTHORITY;
    let folder = Folder::with([
        ("request.pem", request),
        ("issuer.pem", &ca.intermediate),
        ("issuer.key", ca.key()),
        ("template", "expiration_days = 90\n"),
    ]);
    let line = "--generate-certificate --load-request request.pem --load-ca-certificate issuer.pem --load-ca-privkey issuer.key --template template --outfile leaf.pem";
    CERTTOOL.run(&folder, line)
}
