//! PKCS#12 files of Java.

use openssl::pkey::PKey;
use serde_json::Value;
use tests::{
    certctl::{certctl, json},
    folder::Folder,
    keytool::{KEYTOOL, keytool},
    material::{certificates, material, sha256},
    openssl::OPENSSL,
    run::Run,
};

use super::backup::{Backup, Extracted, Root};

/// A folder with `java.p12`, in which keytool put an RSA key under the name `mail`.
fn of_java() -> Folder {
    let folder = with_key("rsa-2048");
    import(&folder, "", "mail.p12").ok();
    folder
}

/// A folder with `mail.p12`, which holds the key of `algorithm` under the name `mail`.
fn with_key(algorithm: &str) -> Folder {
    let folder = material(algorithm).folder();
    let line = "pkcs12 -export -inkey mail.key -in chain.pem -name mail -passout file:password -out mail.p12";
    OPENSSL.run(&folder, line).ok();
    folder
}

fn import(folder: &Folder, options: &str, file: &str) -> Run {
    let line = format!(
        "{options} -importkeystore -noprompt -srckeystore {file} -srcstorepass:file password -destkeystore java.p12 -deststoretype PKCS12 -deststorepass:file password"
    );
    keytool(folder, &line)
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
        let folder = with_key(algorithm);
        let run = import(&folder, options, "mail.p12");
        let deed = format!("write a PKCS #12 file with an {algorithm} key {options}");
        let Some(_) = KEYTOOL.able(&deed, run, Run::done) else {
            continue;
        };
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
    let folder = of_java();
    let other = material("ec-p256");
    folder.write("other.key", &other.key);
    folder.write("other.pem", other.chain());
    let line =
        "pkcs12 -export -inkey other.key -in other.pem -name backup -passout file:password -out other.p12";
    OPENSSL.run(&folder, line).ok();
    import(&folder, "", "other.p12").ok();

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
    let folder = of_java();
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
