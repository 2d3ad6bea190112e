//! Files of others that are no PKCS #12, or PKCS #12 of an unusual kind.

use tests::{
    certctl::{certctl, json, refused},
    folder::Folder,
    keytool::{KEYTOOL, keytool},
    material::{certificates, material, sha256},
    nss::Database,
    openssl::OPENSSL,
    run::Run,
};

/// A folder with `mail.p12`, which OpenSSL wrote with these options.
fn folder(options: &str) -> Folder {
    let folder = material("ec-p256").folder();
    let line = format!("pkcs12 -export {options} -passout file:password -out mail.p12");
    OPENSSL.run(&folder, &line).ok();
    folder
}

#[test]
fn a_java_keystore_is_named_with_the_command_that_converts_it() {
    let folder = folder("-inkey mail.key -in chain.pem -name mail");
    let line = "-importkeystore -noprompt -srckeystore mail.p12 -srcstorepass:file password -destkeystore mail.jks -deststoretype JKS -deststorepass:file password -destkeypass:file password";
    let run = keytool(&folder, line);
    let Some(_) = KEYTOOL.able("write a JKS file", run, Run::done) else {
        return;
    };
    let said = certctl(&folder, "inspect mail.jks").exits(3);
    let command = "keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12";
    assert!(
        said.said().contains("[input-java-keystore]") && said.said().contains(command),
        "{said}"
    );

    let command = command.replace("FILE", "mail.jks").replacen("keytool ", "", 1);
    keytool(
        &folder,
        &format!("{command} -srcstorepass:file password -deststorepass:file password"),
    )
    .ok();
    certctl(
        &folder,
        "p12 extract mail.jks.p12 --password-file password --out-dir out",
    )
    .ok();
    assert_eq!(
        certificates(folder.bytes("out/mail.jks-chain.crt")),
        certificates(material("ec-p256").chain())
    );
}

#[test]
fn a_database_of_nss_is_named_with_the_command_that_exports_from_it() {
    let folder = folder("-inkey mail.key -in chain.pem -name mail");
    Database::new(&folder).import("mail.p12", "password").ok();
    for file in ["nss/cert9.db", "nss/key4.db"] {
        let said = certctl(&folder, &format!("inspect {file}")).exits(3);
        assert!(
            said.said().contains("[input-nss-database]") && said.said().contains("pk12util -o"),
            "{said}"
        );
    }
}

#[test]
fn a_store_of_trusted_certificates_is_listed_and_has_no_key_to_extract() {
    let material = material("ec-p256");
    let folder = material.folder();
    for (alias, file) in [("root", "root.pem"), ("issuer", "issuer.pem")] {
        let line = format!(
            "-importcert -noprompt -alias {alias} -file {file} -keystore trust.p12 -storetype PKCS12 -storepass:file password"
        );
        keytool(&folder, &line).ok();
    }
    let document = json(&folder, "p12 inspect trust.p12 --password-file password").exits(0);
    assert_eq!(document["keys"].as_array().map(Vec::len), Some(0), "{document:#}");
    for certificate in [&material.root, &material.intermediate] {
        assert!(
            document.to_string().contains(&sha256(certificate)),
            "{document:#}"
        );
    }
    refused(
        &folder,
        "p12 extract trust.p12 --password-file password --out-dir out",
        "pkcs12-no-key",
        &["trust.p12", "export it again"],
    );
    let line = "chain repair leaf.pem trust.p12 --key mail.key --password-file password --out served.pem";
    certctl(&folder, line).ok();
    assert_eq!(
        certificates(folder.bytes("served.pem")),
        certificates(material.chain())
    );
}

#[test]
fn attributes_of_microsoft_are_no_obstacle() {
    let folder = folder(
        "-inkey mail.key -in leaf.pem -certfile issuer.pem -CSP 'Microsoft Enhanced Cryptographic Provider v1.0' -LMK -keyex -name mail -caname issuer",
    );
    certctl(
        &folder,
        "p12 extract mail.p12 --password-file password --out-dir out",
    )
    .ok();
    assert_eq!(
        certificates(folder.bytes("out/mail-chain.crt")),
        certificates(material("ec-p256").chain())
    );
}

#[test]
fn a_key_without_a_certificate_is_extracted_alone() {
    let folder = folder("-nocerts -inkey mail.key -name mail");
    certctl(
        &folder,
        "p12 extract mail.p12 --password-file password --out-dir out",
    )
    .ok();
    assert_eq!(folder.names("out").into_iter().collect::<Vec<_>>(), ["mail.key"]);
    assert_eq!(folder.mode("out/mail.key"), 0o600);
}

#[test]
fn something_else_than_pkcs12_is_named_as_what_it_is() {
    let folder = folder("-inkey mail.key -in chain.pem");
    for file in ["leaf.pem", "mail.key", "mail.csr"] {
        let line = format!("p12 inspect {file} --password-file password");
        refused(&folder, &line, "pkcs12-malformed", &[file, "certctl inspect"]);
    }
}
