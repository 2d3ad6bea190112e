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
    let said = JAVA.run(&Folder::new(), "-version").err();
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

/// Lists a key store with the password that is in a file: names, and every certificate in PEM.
#[track_caller]
pub fn listing(folder: &Folder, store: &str, password_file: &str) -> Run {
    let line = format!("-list -rfc -keystore {store} -storepass:file {password_file}");
    keytool(folder, &line)
}
