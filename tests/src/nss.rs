//! The command lines of NSS, Mozilla's library, and its database.

use crate::{folder::Folder, program::Program, run::Run};

/// `pk12util`
pub const PK12UTIL: Program = Program {
    name: "pk12util",
    package: "libnss3-tools",
    version,
};

/// `certutil`
pub const CERTUTIL: Program = Program {
    name: "certutil",
    package: "libnss3-tools",
    version,
};

/// Knows versions of libraries that do not tell their own.
const DPKG: Program = Program {
    name: "dpkg-query",
    package: "dpkg",
    version: || "dpkg".to_owned(),
};

fn version() -> String {
    let package = DPKG.run(&Folder::new(), "-W -f '${Version}' libnss3-tools");
    format!("NSS {}", package.out())
}

/// A database for keys and certificates, in a folder of a test.
pub struct Database<'a> {
    folder: &'a Folder,
}

impl<'a> Database<'a> {
    /// An empty one.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    pub fn new(folder: &'a Folder) -> Self {
        folder.make_folder("nss");
        folder.write("nss-password", "of the database\n");
        CERTUTIL.run(folder, "-N -d sql:nss -f nss-password").ok();
        Self { folder }
    }

    /// Reads a PKCS#12 file into it.
    pub fn import(&self, file: &str, password_file: &str) -> Run {
        let line = format!("-i {file} -d sql:nss -w {password_file} -k nss-password");
        PK12UTIL.run(self.folder, &line)
    }

    /// Writes a key with its chain into a PKCS#12 file.
    pub fn export(&self, nickname: &str, file: &str, password_file: &str, options: &str) -> Run {
        let line =
            format!("-o {file} -n '{nickname}' -d sql:nss -k nss-password -w {password_file} {options}");
        PK12UTIL.run(self.folder, &line)
    }

    /// Adds a certificate that it trusts to sign others.
    ///
    /// # Panics
    ///
    /// If it does not take it.
    pub fn trust(&self, nickname: &str, file: &str) {
        let line = format!("-A -d sql:nss -f nss-password -t C,C,C -n '{nickname}' -i {file}");
        CERTUTIL.run(self.folder, &line).ok();
    }

    /// Its certificates: nickname and trust, a line each.
    ///
    /// # Panics
    ///
    /// If it cannot be read.
    pub fn certificates(&self) -> String {
        CERTUTIL.run(self.folder, "-L -d sql:nss").ok().out()
    }

    /// Its private keys, a line each.
    pub fn keys(&self) -> Run {
        CERTUTIL.run(self.folder, "-K -d sql:nss -f nss-password")
    }

    /// A certificate in PEM.
    ///
    /// # Panics
    ///
    /// If there is none of this name.
    pub fn certificate(&self, nickname: &str) -> String {
        let line = format!("-L -d sql:nss -a -n '{nickname}'");
        CERTUTIL.run(self.folder, &line).ok().out()
    }
}

/// The SHA-256 fingerprints that a listing of certificates shows, in lower-case hexadecimal.
pub fn fingerprints(listing: &str) -> Vec<String> {
    let digits = |word: &str| {
        let octets: Vec<_> = word.split(':').collect();
        let whole = octets
            .iter()
            .all(|octet| octet.len() == 2 && hex::decode(octet).is_ok());
        (whole && octets.len() == 32).then(|| octets.concat().to_lowercase())
    };
    listing.split_whitespace().filter_map(digits).collect()
}
