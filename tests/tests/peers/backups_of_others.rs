//! PKCS #12 files that other programs wrote: certctl finds in them what went in.

use std::collections::BTreeSet;

use openssl::pkey::PKey;
use serde_json::Value;
use tests::{
    certctl::{certctl, json},
    folder::Folder,
    gnutls::CERTTOOL,
    keytool::keytool,
    material::{Material, PASSWORD, UNICODE_PASSWORD, blocks, certificates, material, sha256},
    nss::Database,
    openssl::OPENSSL,
};

/// Options of OpenSSL for algorithms that it counts as old.
const OLD: &str = "-provider legacy -provider default";

/// Whether the file holds the root too.
#[derive(Clone, Copy, PartialEq)]
enum Root {
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
struct Backup<'a> {
    folder: &'a Folder,
    algorithm: &'static str,
    file: &'a str,
    password_file: &'static str,
    root: Root,
}

impl Backup<'_> {
    /// Checks that certctl lists the key and every certificate, and that it extracts the same.
    #[track_caller]
    fn is_read(self) {
        self.is_listed();
        self.is_extracted();
    }

    /// Checks that certctl lists every certificate and the name.
    #[track_caller]
    fn is_listed(self) {
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
    fn is_extracted(self) {
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
struct Extracted {
    /// The only private key.
    key: Vec<u8>,
    /// The certificates of the file with the most of them: what a server sends.
    chain: Vec<Vec<u8>>,
    /// The certificates of all files.
    all: BTreeSet<Vec<u8>>,
}

impl Extracted {
    #[track_caller]
    fn from(folder: &Folder, name: &str) -> Self {
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

#[test]
fn every_variant_of_openssl_is_read() {
    for algorithm in ["rsa-2048", "ec-p256", "ed25519"] {
        let material = material(algorithm);
        let folder = material.folder();
        for (file, options) in [
            ("default.p12", "-passout file:password"),
            ("legacy.p12", "-legacy -passout file:password"),
            (
                "3des.p12",
                "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -passout file:password",
            ),
            (
                "mixed.p12",
                "-keypbe AES-256-CBC -certpbe AES-128-CBC -macalg sha512 -iter 10000 -passout file:password",
            ),
            ("no-mac.p12", "-nomac -passout file:password"),
            (
                "no-mac-encrypted.p12",
                "-nomac -keypbe AES-256-CBC -certpbe AES-256-CBC -passout file:password",
            ),
            ("plain.p12", "-keypbe NONE -certpbe NONE -passout file:password"),
            ("once.p12", "-noiter -nomaciter -passout file:password"),
        ] {
            let line = format!(
                "pkcs12 -export {options} -inkey mail.key -in leaf.pem -certfile issuer.pem -out {file}"
            );
            OPENSSL.run(&folder, &line).ok();
            Backup {
                folder: &folder,
                algorithm,
                file,
                password_file: "password",
                root: Root::Outside,
            }
            .is_read();
        }
    }
}

#[test]
fn old_ciphers_of_openssl_are_read() {
    let material = material("rsa-2048");
    let folder = material.folder();
    for cipher in [
        "PBE-SHA1-RC2-40",
        "PBE-SHA1-RC2-128",
        "PBE-SHA1-RC4-128",
        "PBE-SHA1-2DES",
        "PBE-MD5-DES",
    ] {
        let file = format!("{cipher}.p12");
        let line = format!(
            "pkcs12 -export {OLD} -keypbe {cipher} -certpbe {cipher} -macalg sha1 -inkey mail.key -in chain.pem -passout file:password -out {file}"
        );
        OPENSSL.run(&folder, &line).ok();
        Backup {
            folder: &folder,
            algorithm: "rsa-2048",
            file: &file,
            password_file: "password",
            root: Root::Outside,
        }
        .is_read();
    }
}

#[test]
fn names_and_passwords_that_are_not_ascii_are_read() {
    let material = material("ec-p256");
    let folder = material.folder();
    for (file, options) in [
        ("modern.p12", ""),
        (
            "3des.p12",
            "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1",
        ),
    ] {
        let line = format!(
            "pkcs12 -export {options} -name 'Poststelle Köln' -inkey mail.key -in chain.pem -passout file:unicode -out {file}"
        );
        OPENSSL.run(&folder, &line).ok();
        Backup {
            folder: &folder,
            algorithm: "ec-p256",
            file,
            password_file: "unicode",
            root: Root::Outside,
        }
        .is_read();
        let document = json(&folder, &format!("p12 inspect {file} --password-file unicode")).exits(0);
        assert!(
            document.to_string().contains("\"Poststelle Köln\""),
            "{document:#}"
        );
    }
    folder.write("template", format!("password = \"{UNICODE_PASSWORD}\"\n"));
    let line = "--to-p12 --load-certificate chain.pem --load-privkey mail.key --p12-name 'Poststelle Köln' --template template --outder --outfile gnutls.p12";
    CERTTOOL.run(&folder, line).ok();
    Backup {
        folder: &folder,
        algorithm: "ec-p256",
        file: "gnutls.p12",
        password_file: "unicode",
        root: Root::Outside,
    }
    .is_read();
    // It writes the octets of UTF-8 as if each were a character; OpenSSL, which writes Latin-1, shows them as they were.
    let names = OPENSSL.run(&folder, "pkcs12 -in gnutls.p12 -passin file:unicode -nokeys");
    CERTTOOL.cannot(
        "write a name that is not ASCII",
        &names,
        "friendlyName: Poststelle Köln",
    );

    let database = Database::new(&folder);
    database.import("modern.p12", "unicode").ok();
    database.export("Poststelle Köln", "nss.p12", "unicode", "").ok();
    Backup {
        folder: &folder,
        algorithm: "ec-p256",
        file: "nss.p12",
        password_file: "unicode",
        root: Root::Outside,
    }
    .is_read();
}

#[test]
fn every_variant_of_gnutls_is_read() {
    for algorithm in ["rsa-2048", "ec-p256", "ed25519"] {
        let material = material(algorithm);
        let folder = material.folder();
        folder.write("template", format!("password = \"{PASSWORD}\"\n"));
        let ciphers = match algorithm {
            "rsa-2048" => &["aes-128", "aes-256", "3des-pkcs12", "rc2-40", "arcfour"][..],
            _ => &["aes-256"],
        };
        for cipher in ciphers {
            let file = format!("{cipher}.p12");
            let line = format!(
                "--to-p12 --load-certificate chain.pem --load-ca-certificate root.pem --load-privkey mail.key --p12-name mail --pkcs-cipher {cipher} --template template --outder --outfile {file}"
            );
            CERTTOOL.run(&folder, &line).ok();
            let backup = Backup {
                folder: &folder,
                algorithm,
                file: &file,
                password_file: "password",
                root: Root::Inside,
            };
            backup.is_extracted();
            if *cipher == "aes-256" {
                backup.is_listed();
            }
        }
    }
}

#[test]
fn every_variant_of_nss_is_read() {
    let both = |cipher: &str| format!("-c '{cipher}' -C '{cipher}'");
    let triple_des = both("PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC");
    let rc2 = both("PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC");
    for (algorithm, variants) in [
        (
            "rsa-2048",
            &[
                ("default.p12", ""),
                ("3des.p12", &triple_des),
                ("rc2-40.p12", &rc2),
                ("plain.p12", "-C none"),
            ][..],
        ),
        ("ec-p256", &[("aes-128.p12", both("AES-128-CBC").as_str())]),
    ] {
        let material = material(algorithm);
        let folder = material.folder();
        let line =
            "pkcs12 -export -inkey mail.key -in chain.pem -name mail -passout file:password -out mail.p12";
        OPENSSL.run(&folder, line).ok();
        let database = Database::new(&folder);
        database.import("mail.p12", "password").ok();
        // NSS adds the root that it knows, and writes the leaf last.
        database.trust("root", "root.pem");
        for (file, options) in variants {
            database.export("mail", file, "password", options).ok();
            let backup = Backup {
                folder: &folder,
                algorithm,
                file,
                password_file: "password",
                root: Root::Inside,
            };
            backup.is_extracted();
            if options.is_empty() {
                backup.is_listed();
            }
        }
    }
}

/// A folder with `java.p12`, in which keytool put the key of `algorithm` under the name `mail`.
fn of_java(algorithm: &str, options: &str) -> Folder {
    let folder = material(algorithm).folder();
    let line = "pkcs12 -export -inkey mail.key -in chain.pem -name mail -passout file:password -out mail.p12";
    OPENSSL.run(&folder, line).ok();
    import(&folder, options, "mail.p12");
    folder
}

fn import(folder: &Folder, options: &str, file: &str) {
    let line = format!(
        "{options} -importkeystore -noprompt -srckeystore {file} -srcstorepass:file password -destkeystore java.p12 -deststoretype PKCS12 -deststorepass:file password"
    );
    keytool(folder, &line).ok();
}

#[test]
fn every_variant_of_java_is_read() {
    for (algorithm, options) in [
        ("rsa-2048", ""),
        ("rsa-2048", "-J-Dkeystore.pkcs12.legacy"),
        ("ec-p256", ""),
        ("ed25519", ""),
        (
            "ec-p256",
            "-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE -J-Dkeystore.pkcs12.macAlgorithm=NONE",
        ),
    ] {
        let folder = of_java(algorithm, options);
        Backup {
            folder: &folder,
            algorithm,
            file: "java.p12",
            password_file: "password",
            root: Root::Outside,
        }
        .is_read();
    }
}

#[test]
fn one_of_several_keys_is_chosen_by_name() {
    let folder = of_java("rsa-2048", "");
    let other = material("ec-p256");
    folder.write("other.key", &other.key);
    folder.write("other.pem", other.chain());
    let line =
        "pkcs12 -export -inkey other.key -in other.pem -name backup -passout file:password -out other.p12";
    OPENSSL.run(&folder, line).ok();
    import(&folder, "", "other.p12");

    let document = json(&folder, "p12 inspect java.p12 --password-file password").exits(0);
    let text = document.to_string();
    for expected in [
        "\"mail\"",
        "\"backup\"",
        &sha256(&material("rsa-2048").leaf),
        &sha256(&other.leaf),
    ] {
        assert!(text.contains(expected), "{expected}: {document:#}");
    }
    let refusal = json(
        &folder,
        "p12 extract java.p12 --password-file password --out-dir out",
    );
    assert_eq!(refusal.code, 3, "{}", refusal.run);
    let error = &refusal.document["error"];
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|text| text.contains("mail") && text.contains("backup")),
        "{error}"
    );
    assert!(!folder.holds("out"), "nothing is extracted");

    certctl(
        &folder,
        "p12 extract java.p12 --password-file password --name backup --out-dir out",
    )
    .ok();
    let extracted = Extracted::from(&folder, "out");
    let expected = PKey::private_key_from_pem(other.key.as_bytes()).expect("a key");
    assert_eq!(extracted.key, expected.private_key_to_pkcs8().expect("PKCS #8"));
    assert_eq!(extracted.chain, certificates(other.chain()));
}

#[test]
fn a_wrong_password_is_told_from_a_broken_file() {
    let folder = of_java("ec-p256", "");
    folder.write("wrong", "not-the-password\n");
    let name = |line: &str| {
        let answer = json(&folder, line).exits(3);
        answer["error"]["name"].as_str().map(str::to_owned)
    };
    assert_eq!(
        name("p12 inspect java.p12 --password-file wrong").as_deref(),
        Some("pkcs12-wrong-password")
    );
    let mut bytes = folder.bytes("java.p12");
    bytes.truncate(bytes.len() / 2);
    folder.write("broken.p12", bytes);
    assert_eq!(
        name("p12 inspect broken.p12 --password-file password").as_deref(),
        Some("pkcs12-malformed")
    );
    let inspect: Value = json(&folder, "inspect broken.p12 --password-file password").document;
    assert_eq!(
        inspect["objects"].as_array().map_or(0, Vec::len),
        0,
        "{inspect:#}"
    );
}
