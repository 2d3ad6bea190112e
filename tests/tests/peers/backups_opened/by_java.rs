//! Opened by Java.

use tests::{
    certctl::certctl,
    keytool::{Entry, KEYTOOL, keytool},
    material::{Material, material, sha256},
    nss::{self, PK12UTIL},
    openssl::OPENSSL,
};

use super::backup::BACKUPS;

#[test]
fn java_finds_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        // It fails at the MAC, before it comes to the key, and each try takes a while.
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
        let run = keytool(&folder, &line);
        if backup.is_post_quantum() {
            KEYTOOL.cannot("read an ML-DSA key", &run, "Enter key password");
            continue;
        }
        run.ok();
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
