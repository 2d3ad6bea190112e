//! PKCS#12 files of certctl, opened by every other program: each must find the key and the whole chain.

use std::sync::{LazyLock, OnceLock};

use openssl::{
    pkcs12::Pkcs12,
    pkey::{PKey, Private},
};
use tests::{
    certctl::certctl,
    folder::Folder,
    gnutls::{CERTTOOL, password_template},
    keytool::{Entry, KEYTOOL, keytool},
    material::{Material, PASSWORD, UNICODE_PASSWORD, blocks, certificates, material, sha256, sha256_of},
    nss::{self, Database, PK12UTIL},
    openssl::OPENSSL,
};

/// A file of certctl.
struct Backup {
    algorithm: &'static str,
    profile: &'static str,
    name: &'static str,
    password_file: &'static str,
    password: &'static str,
    bytes: OnceLock<Vec<u8>>,
}

/// What a file is called inside, the file with its password, and that.
type Label = (&'static str, &'static str, &'static str);

const PLAIN: Label = ("mail gateway", "password", PASSWORD);
const NAMED: Label = ("Poststelle Köln", "password", PASSWORD);
const UNICODE: Label = ("Poststelle Köln", "unicode", UNICODE_PASSWORD);

static BACKUPS: LazyLock<Vec<Backup>> = LazyLock::new(|| {
    let algorithms = ["rsa-2048", "ec-p256", "ed25519"].into_iter();
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
    fn bytes(&self) -> &[u8] {
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

    fn material(&self) -> &'static Material {
        material(self.algorithm)
    }

    /// A folder with the file as `mail.p12`, and with a template for GnuTLS.
    fn folder(&self) -> Folder {
        let folder = self.material().folder();
        folder.write("mail.p12", self.bytes());
        folder.write("template", password_template(self.password));
        folder
    }

    /// What OpenSSL says of the algorithms of the profile.
    fn algorithms(&self) -> [&'static str; 3] {
        match self.profile {
            "legacy" => [
                "MAC: sha1, Iteration 2048",
                "PKCS7 Encrypted data: pbeWithSHA1And3-KeyTripleDES-CBC",
                "Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC",
            ],
            profile => [
                if profile == "modern" {
                    "MAC: sha256, Iteration"
                } else {
                    "MAC: PBMAC1, Iteration"
                },
                "PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration",
                "PRF hmacWithSHA256",
            ],
        }
    }

    /// What a program does when it is asked for this file.
    fn deed(&self) -> String {
        let password = if self.password.is_ascii() {
            ""
        } else {
            " under a password that is not ASCII"
        };
        format!(
            "open a PKCS#12 file of the profile {} with an {} key{password}",
            self.profile, self.algorithm
        )
    }
}

fn private_key(pem: impl AsRef<[u8]>) -> PKey<Private> {
    PKey::private_key_from_pem(pem.as_ref()).expect("a private key")
}

/// The key in the only form that is the same for every program.
fn pkcs8(key: &PKey<Private>) -> Vec<u8> {
    key.private_key_to_pkcs8().expect("PKCS#8")
}

#[test]
fn openssl_finds_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        let line = format!(
            "pkcs12 -in mail.p12 -passin file:{} -noenc -info",
            backup.password_file
        );
        let mut run = OPENSSL.run(&folder, &line);
        if backup.profile == "pbmac1" {
            OPENSSL.cannot(&backup.deed(), &run, "Algorithm (PBMAC1 : 0)");
            run = OPENSSL.run(&folder, &format!("{line} -nomacver"));
        }
        let run = run.ok();
        assert_eq!(certificates(&run.stdout), certificates(material.chain()), "{run}");
        assert_eq!(
            pkcs8(&private_key(&run.stdout)),
            pkcs8(&private_key(&material.key)),
            "{run}"
        );
        // OpenSSL writes the names in Latin-1.
        let name: Vec<u8> = backup
            .name
            .chars()
            .map(|character| u8::try_from(character).expect("Latin-1"))
            .collect();
        let label = [b"friendlyName: ", &name[..], b"\n"].concat();
        let count = run
            .stdout
            .windows(label.len())
            .filter(|window| *window == label)
            .count();
        assert_eq!(count, 2, "the key and its certificate have the name: {run}");
        for expected in backup.algorithms() {
            assert!(run.err().contains(expected), "{expected}: {run}");
        }
        assert!(
            backup.profile == "legacy" || fewest_iterations(&run.err()) >= 100_000,
            "{run}"
        );
    }
}

fn fewest_iterations(said: &str) -> u32 {
    let numbers = said.split("Iteration ").skip(1).map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    });
    numbers.min().expect("iterations")
}

#[test]
fn the_library_of_openssl_3_5_opens_every_profile() {
    for backup in &*BACKUPS {
        let material = backup.material();
        let file = Pkcs12::from_der(backup.bytes()).expect("PKCS#12");
        let found = file.parse2(backup.password).expect("the password");
        let key = found.pkey.expect("a key");
        assert_eq!(pkcs8(&key), pkcs8(&private_key(&material.key)));
        let leaf = found.cert.into_iter();
        let chain = leaf.chain(found.ca.into_iter().flatten());
        let chain: Vec<_> = chain
            .map(|certificate| certificate.to_der().expect("DER"))
            .collect();
        assert_eq!(chain, certificates(material.chain()));
    }
}

#[test]
fn gnutls_finds_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        let run = CERTTOOL.run(
            &folder,
            "--p12-info --inder --infile mail.p12 --template template",
        );
        if backup.profile == "pbmac1" {
            CERTTOOL.cannot(&backup.deed(), &run, "verify_mac: The hash algorithm is unknown.");
            continue;
        }
        let run = run.ok();
        assert_eq!(certificates(&run.stdout), certificates(material.chain()), "{run}");
        assert_eq!(
            run.out()
                .matches(&format!("Friendly name: {}\n", backup.name))
                .count(),
            2,
            "{run}"
        );
        // GnuTLS shows the key as it is in the file: under the password.
        let keys = blocks(&run.stdout, "ENCRYPTED PRIVATE KEY");
        assert_eq!(keys.len(), 1, "{run}");
        folder.write("bag.der", &keys[0]);
        let line = "--key-info --inder --infile bag.der --template template";
        let opened = CERTTOOL.run(&folder, line).ok();
        let key = private_key(&material.key);
        let digest = sha256_of(&key.public_key_to_der().expect("a public key"));
        assert!(opened.out().contains(&digest), "{opened}");
    }
}

#[test]
fn nss_lists_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        let run = PK12UTIL.run(&folder, &format!("-l mail.p12 -w {}", backup.password_file));
        if backup.profile == "pbmac1" {
            PK12UTIL.cannot(
                &backup.deed(),
                &run,
                "PKCS12 decode not verified: SEC_ERROR_BAD_PASSWORD",
            );
            continue;
        }
        let run = run.ok();
        let expected = [sha256(&material.leaf), sha256(&material.intermediate)];
        assert_eq!(nss::fingerprints(&run.out()), expected, "{run}");
        assert_eq!(run.out().matches("Key(shrouded):").count(), 1, "{run}");
        assert_eq!(
            run.out().matches("Certificate(has private key):").count(),
            1,
            "{run}"
        );
        assert_eq!(
            run.out()
                .matches(&format!("Friendly Name: {}\n", backup.name))
                .count(),
            2,
            "{run}"
        );
    }
}

#[test]
fn nss_imports_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        let database = Database::new(&folder);
        let run = database.import("mail.p12", backup.password_file);
        if backup.profile == "pbmac1" {
            PK12UTIL.cannot(
                &backup.deed(),
                &run,
                "PKCS12 decode not verified: SEC_ERROR_BAD_PASSWORD",
            );
            continue;
        }
        if backup.algorithm == "ed25519" {
            PK12UTIL.cannot(
                "import an Ed25519 key",
                &run,
                "SEC_ERROR_PKCS12_UNABLE_TO_IMPORT_KEY",
            );
            continue;
        }
        run.ok();
        let keys = database.keys().ok();
        assert_eq!(keys.out().matches(backup.name).count(), 1, "{keys}");
        let listing = database.certificates();
        // "u" says that the key of the certificate is there.
        assert!(
            listing
                .lines()
                .any(|line| line.starts_with(backup.name) && line.ends_with("u,u,u")),
            "{listing}"
        );
        let issuer = database.certificate(&material.intermediate_nickname());
        assert_eq!(
            certificates(database.certificate(backup.name)),
            certificates(&material.leaf)
        );
        assert_eq!(certificates(issuer), certificates(&material.intermediate));
    }
}

#[test]
fn java_finds_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        if backup.profile == "pbmac1" && backup.algorithm != "ec-p256" {
            continue;
        }
        let store = format!("-keystore mail.p12 -storepass:file {}", backup.password_file);
        let run = keytool(&folder, &format!("-list -v {store}"));
        if !backup.password.is_ascii() {
            KEYTOOL.cannot(&backup.deed(), &run, "Password is not ASCII");
            continue;
        }
        if backup.profile == "pbmac1" {
            let because = "Algorithm HmacPBE1.2.840.113549.1.5.14 not available";
            KEYTOOL.cannot(&backup.deed(), &run, because);
            continue;
        }
        let run = run.ok();
        let expected = Entry {
            // Java keeps names in lower case.
            alias: backup.name.to_lowercase(),
            kind: "PrivateKeyEntry".to_owned(),
            chain: vec![sha256(&material.leaf), sha256(&material.intermediate)],
        };
        assert_eq!(Entry::only(&run.out()), expected, "{run}");
    }
}

#[test]
fn java_signs_with_the_key() {
    for backup in &*BACKUPS {
        // Listing does not decrypt the key, signing a request does. The fast profile is enough for every kind of key.
        let is_tried =
            backup.profile == "legacy" || (backup.profile, backup.algorithm) == ("modern", "ec-p256");
        if !is_tried || !backup.password.is_ascii() {
            continue;
        }
        let folder = backup.folder();
        let line = format!(
            "-certreq -alias '{}' -file java.csr -keystore mail.p12 -storepass:file {}",
            backup.name, backup.password_file
        );
        keytool(&folder, &line).ok();
        let key = |request: &str| {
            let line = format!("req -in {request} -noout -verify -pubkey");
            OPENSSL.run(&folder, &line).ok().out()
        };
        assert_eq!(key("mail.csr"), key("java.csr"));
    }
}

#[test]
fn a_root_that_was_asked_for_is_found_too() {
    let material = material("rsa-2048");
    let folder = material.folder();
    let line = "p12 create --key mail.key --cert root.pem --cert issuer.pem --cert leaf.pem --keep-root --password-file password --profile legacy --name mail --out mail.p12";
    certctl(&folder, line).ok();
    let Material {
        leaf,
        intermediate,
        root,
        ..
    } = material;
    let chain = [leaf, intermediate, root].map(|certificate| sha256(certificate));
    let listing = keytool(&folder, "-list -v -keystore mail.p12 -storepass:file password").ok();
    assert_eq!(Entry::only(&listing.out()).chain, chain, "{listing}");
    let listing = PK12UTIL.run(&folder, "-l mail.p12 -w password").ok();
    assert_eq!(nss::fingerprints(&listing.out()), chain, "{listing}");
}
