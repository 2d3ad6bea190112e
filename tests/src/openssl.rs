//! OpenSSL's own command line, of the system and not the one that is compiled in.

use std::sync::LazyLock;

use crate::{folder::Folder, program::Program, run::Run};

/// `openssl`
pub const OPENSSL: Program = Program {
    name: "openssl",
    package: "openssl",
    version,
};

fn version() -> String {
    let said = OPENSSL.run(&Folder::new(), "version").out();
    said.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// A CA of two tiers with Ed25519 keys, which cfssl cannot have; each part in PEM.
pub struct Authority {
    /// The certificate that its own key signed.
    pub root: String,
    /// The certificate that signs.
    pub intermediate: String,
    key: String,
}

/// The CA of all tests; it is made once.
pub static AUTHORITY: LazyLock<Authority> = LazyLock::new(Authority::new);

impl Authority {
    fn new() -> Self {
        let folder = Folder::with([("issuer.ext", ISSUER_EXTENSIONS)]);
        for line in [
            "genpkey -algorithm ed25519 -out root.key",
            "req -x509 -new -key root.key -subj '/O=Tests/CN=Ed25519 Root' -addext keyUsage=critical,keyCertSign,cRLSign -days 3650 -out root.pem",
            "genpkey -algorithm ed25519 -out issuer.key",
            "req -new -key issuer.key -subj '/O=Tests/CN=Ed25519 Issuer' -out issuer.csr",
            "x509 -req -in issuer.csr -CA root.pem -CAkey root.key -days 1825 -extfile issuer.ext -out issuer.pem",
        ] {
            OPENSSL.run(&folder, line).ok();
        }
        Self {
            root: folder.text("root.pem"),
            intermediate: folder.text("issuer.pem"),
            key: folder.text("issuer.key"),
        }
    }

    /// The certificate for a request for a mail server, in PEM.
    ///
    /// # Panics
    ///
    /// If it does not sign.
    #[track_caller]
    pub fn certificate(&self, request: &str) -> String {
        self.sign(request).ok().out()
    }

    /// Signs a request for a mail server; fails if the signature of the request is not by its own key.
    ///
    /// `req -verify` of OpenSSL 3.0 ends well whatever it finds.
    pub fn sign(&self, request: &str) -> Run {
        signing(request, &self.intermediate, &self.key, "-days 90")
    }
}

const ISSUER_EXTENSIONS: &str = "\
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
";

const LEAF_EXTENSIONS: &str = "\
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = caIssuers;URI:http://ca.example/issuer.crt
";

/// Signs a request with a CA's certificate and key, all in PEM. The names come from the request; `options` say from
/// when until when.
///
/// # Panics
///
/// If it does not sign.
#[track_caller]
pub fn sign(request: &str, issuer: &str, key: &str, options: &str) -> String {
    signing(request, issuer, key, options).ok().out()
}

#[track_caller]
fn signing(request: &str, issuer: &str, key: &str, options: &str) -> Run {
    let folder = Folder::with([
        ("request.pem", request),
        ("issuer.pem", issuer),
        ("issuer.key", key),
        ("leaf.ext", LEAF_EXTENSIONS),
    ]);
    let line = format!(
        "x509 -req -in request.pem -CA issuer.pem -CAkey issuer.key {options} -copy_extensions copy -extfile leaf.ext"
    );
    OPENSSL.run(&folder, &line)
}
