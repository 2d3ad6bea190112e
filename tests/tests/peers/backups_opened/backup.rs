//! A PKCS#12 file of certctl, for every kind of key and every profile.

use std::sync::{LazyLock, OnceLock};

use openssl::pkey::{PKey, Private};
use tests::{
    certctl::certctl,
    folder::Folder,
    gnutls::password_template,
    material::{ALGORITHMS, Material, PASSWORD, UNICODE_PASSWORD, material},
};

/// A file of certctl.
pub(super) struct Backup {
    pub(super) algorithm: &'static str,
    pub(super) profile: &'static str,
    pub(super) name: &'static str,
    pub(super) password_file: &'static str,
    pub(super) password: &'static str,
    bytes: OnceLock<Vec<u8>>,
}

/// What a file is called inside, the file with its password, and that.
type Label = (&'static str, &'static str, &'static str);

const PLAIN: Label = ("mail gateway", "password", PASSWORD);
const NAMED: Label = ("Poststelle Köln", "password", PASSWORD);
const UNICODE: Label = ("Poststelle Köln", "unicode", UNICODE_PASSWORD);

pub(super) static BACKUPS: LazyLock<Vec<Backup>> = LazyLock::new(|| {
    let algorithms = ALGORITHMS.into_iter();
    let plain = algorithms.flat_map(|algorithm| PROFILES.map(|profile| (algorithm, profile, PLAIN)));
    let unicode = ["modern", "legacy"].map(|profile| ("ec-p256", profile, UNICODE));
    plain
        .chain(unicode)
        .chain([("ec-p256", "legacy", NAMED)])
        .map(|(algorithm, profile, (name, password_file, password))| Backup {
            algorithm,
            profile,
            name,
            password_file,
            password,
            bytes: OnceLock::new(),
        })
        .collect()
});

const PROFILES: [&str; 3] = ["modern", "pbmac1", "legacy"];

impl Backup {
    /// The file itself; it is made once.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get_or_init(|| {
            let folder = self.material().folder();
            let Self {
                profile,
                name,
                password_file,
                ..
            } = self;
            let line = format!(
                "p12 create --key mail.key --cert chain.pem --cert root.pem --password-file {password_file} --profile {profile} --name '{name}' --out mail.p12"
            );
            let run = certctl(&folder, &line).ok();
            let warns = run.err().contains("warning");
            assert_eq!(warns, *profile == "legacy", "only the weak profile warns: {run}");
            assert_eq!(folder.mode("mail.p12"), 0o600);
            folder.bytes("mail.p12")
        })
    }

    pub(super) fn material(&self) -> &'static Material {
        material(self.algorithm)
    }

    /// A folder with the file as `mail.p12`, and with a template for GnuTLS.
    pub(super) fn folder(&self) -> Folder {
        let folder = self.material().folder();
        folder.write("mail.p12", self.bytes());
        folder.write("template", password_template(self.password));
        folder
    }

    /// Whether no program of Debian 12 knows the kind of key.
    pub(super) fn is_post_quantum(&self) -> bool {
        self.algorithm.starts_with("ml-dsa")
    }

    /// What a program does when it is asked for this file.
    pub(super) fn deed(&self) -> String {
        let password = if self.password.is_ascii() {
            ""
        } else {
            " under a password that is not ASCII"
        };
        format!(
            "open a PKCS #12 file of the profile {} with an {} key{password}",
            self.profile, self.algorithm
        )
    }
}

pub(super) fn private_key(pem: impl AsRef<[u8]>) -> PKey<Private> {
    PKey::private_key_from_pem(pem.as_ref()).expect("a private key")
}

/// The key in the only form that is the same for every program.
pub(super) fn pkcs8(key: &PKey<Private>) -> Vec<u8> {
    key.private_key_to_pkcs8().expect("PKCS #8")
}
