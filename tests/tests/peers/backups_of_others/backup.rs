//! A PKCS#12 file of another program, and what certctl has to find in it.

use std::collections::BTreeSet;

use openssl::pkey::PKey;
use tests::{
    certctl::{certctl, json},
    folder::Folder,
    material::{Material, blocks, certificates, material, sha256},
};

/// Whether the file holds the root too.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Root {
    Inside,
    Outside,
}

impl Root {
    /// The certificates in the file, in PEM.
    fn certificates(self, material: &'static Material) -> Vec<&'static String> {
        let Material {
            leaf,
            intermediate,
            root,
            ..
        } = material;
        match self {
            Self::Inside => vec![leaf, intermediate, root],
            Self::Outside => vec![leaf, intermediate],
        }
    }
}

/// A file of another program, with the key of an algorithm.
#[derive(Clone, Copy)]
pub(super) struct Backup<'a> {
    pub(super) folder: &'a Folder,
    pub(super) algorithm: &'static str,
    pub(super) file: &'a str,
    pub(super) password_file: &'static str,
    pub(super) root: Root,
}

impl Backup<'_> {
    /// Checks that certctl lists the key and every certificate, and that it extracts the same.
    #[track_caller]
    pub(super) fn is_read(self) {
        self.is_listed();
        self.is_extracted();
    }

    /// Checks that certctl lists every certificate and the name.
    #[track_caller]
    pub(super) fn is_listed(self) {
        let Self {
            file, password_file, ..
        } = self;
        let line = format!("p12 inspect {file} --password-file {password_file}");
        let document = json(self.folder, &line).exits(0);
        let text = document.to_string();
        for certificate in self.root.certificates(material(self.algorithm)) {
            assert_eq!(
                text.matches(&sha256(certificate)).count(),
                1,
                "{file}: {document:#}"
            );
        }
    }

    /// Checks that certctl extracts the key and every certificate.
    #[track_caller]
    pub(super) fn is_extracted(self) {
        let Self {
            file, password_file, ..
        } = self;
        let material = material(self.algorithm);
        let line = format!("p12 extract {file} --password-file {password_file} --out-dir {file}.d");
        certctl(self.folder, &line).ok();
        let extracted = Extracted::from(self.folder, &format!("{file}.d"));
        let key = PKey::private_key_from_pem(material.key.as_bytes()).expect("a key");
        assert_eq!(
            extracted.key,
            key.private_key_to_pkcs8().expect("PKCS #8"),
            "{file}"
        );
        assert_eq!(extracted.chain, certificates(material.chain()), "{file}");
        let inside = self.root.certificates(material).into_iter();
        let inside: BTreeSet<_> = inside.flat_map(certificates).collect();
        assert_eq!(extracted.all, inside, "{file}");
    }
}

/// What the files hold that certctl extracted into a folder.
pub(super) struct Extracted {
    /// The only private key.
    pub(super) key: Vec<u8>,
    /// The certificates of the file with the most of them: what a server sends.
    pub(super) chain: Vec<Vec<u8>>,
    /// The certificates of all files.
    pub(super) all: BTreeSet<Vec<u8>>,
}

impl Extracted {
    #[track_caller]
    pub(super) fn from(folder: &Folder, name: &str) -> Self {
        let mut keys = Vec::new();
        let mut chains = Vec::new();
        for file in folder.names(name) {
            let file = format!("{name}/{file}");
            let bytes = folder.bytes(&file);
            let found = blocks(&bytes, "PRIVATE KEY");
            assert!(
                found.is_empty() || folder.mode(&file) == 0o600,
                "{file} is private"
            );
            keys.extend(found);
            chains.push(certificates(&bytes));
        }
        assert_eq!(keys.len(), 1, "{:?}", folder.names(name));
        Self {
            key: keys.concat(),
            all: chains.iter().flatten().cloned().collect(),
            chain: chains.into_iter().max_by_key(Vec::len).expect("a file"),
        }
    }
}
