//! Java's key and certificate management tool.

use crate::{folder::Folder, program::Program, run::Run};

/// `keytool`
pub const KEYTOOL: Program = Program {
    name: "keytool",
    package: "default-jre-headless",
    version,
};

/// Options of the virtual machine for a short life.
const SHORT: &str = "-J-XX:+UseSerialGC -J-Xmx256m";

/// `java`, which knows the version.
const JAVA: Program = Program {
    name: "java",
    package: "default-jre-headless",
    version,
};

fn version() -> String {
    let said = JAVA.run(&Folder::new(), "-version").ok().err();
    let version = said
        .split('"')
        .nth(1)
        .unwrap_or("of an unknown version")
        .to_owned();
    format!("Java {version} keytool")
}

/// Runs keytool.
#[track_caller]
pub fn keytool(folder: &Folder, line: &str) -> Run {
    KEYTOOL.run(folder, &format!("{SHORT} {line}"))
}

/// What keytool shows of the only entry of a key store.
#[derive(Debug, Eq, PartialEq)]
pub struct Entry {
    /// Its name.
    pub alias: String,
    /// What it is.
    pub kind: String,
    /// The SHA-256 fingerprints of its certificates in lower-case hexadecimal, in the order of the chain.
    pub chain: Vec<String>,
}

impl Entry {
    /// Reads what `keytool -list -v` says.
    ///
    /// # Panics
    ///
    /// If there is not exactly one entry, or if the number of certificates is not the one that it says.
    pub fn only(listing: &str) -> Self {
        assert!(listing.contains("Your keystore contains 1 entry"), "{listing}");
        let values = |field: &str| -> Vec<String> {
            let lines = listing.lines().filter_map(|line| line.trim().strip_prefix(field));
            lines.map(|value| value.trim().to_owned()).collect()
        };
        let chain: Vec<_> = values("SHA256:")
            .iter()
            .map(|value| value.replace(':', "").to_lowercase())
            .collect();
        let length = chain.len().to_string();
        assert_eq!(values("Certificate chain length:"), [length], "{listing}");
        Self {
            alias: values("Alias name:").concat(),
            kind: values("Entry type:").concat(),
            chain,
        }
    }
}
