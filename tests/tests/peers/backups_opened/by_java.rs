//! Opened by Java.

use openssl::x509::X509Req;
use tests::{
    certctl::certctl,
    keytool::{KEYTOOL, keytool, listing},
    material::{Material, certificates, material, sha256},
    nss::{self, PK12UTIL},
    run::Run,
};

use super::backup::{BACKUPS, private_key};

#[test]
fn java_finds_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        // It fails at the MAC, before it comes to the key, and each try takes a while.
        if backup.profile == "pbmac1" && backup.algorithm != "ec-p256" {
            continue;
        }
        let run = listing(&folder, "mail.p12", backup.password_file);
        if backup.profile == "pbmac1" || !backup.password.is_ascii() {
            let Some(_) = KEYTOOL.able(&backup.deed(), run.clone(), Run::done) else {
                continue;
            };
        }
        let run = run.ok();
        // Java keeps names in lower case.
        let name = backup.name.to_lowercase();
        assert!(run.out().to_lowercase().contains(&name), "{run}");
        assert_eq!(certificates(&run.stdout), certificates(material.chain()), "{run}");
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
            let deed = format!("sign with an {} key", backup.algorithm);
            let Some(_) = KEYTOOL.able(&deed, run.clone(), Run::done) else {
                continue;
            };
        }
        run.ok();
        let request = X509Req::from_pem(&folder.bytes("java.csr")).expect("a request");
        let key = private_key(&backup.material().key);
        assert!(
            request.verify(&key).expect("a verification"),
            "{}",
            backup.algorithm
        );
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
    let chain = [leaf, intermediate, root];
    let java = listing(&folder, "mail.p12", "password").ok();
    assert_eq!(
        certificates(&java.stdout),
        chain.map(|certificate| certificates(certificate).concat()),
        "{java}"
    );
    let nss = PK12UTIL.run(&folder, "-l mail.p12 -w password").ok();
    assert_eq!(
        nss::fingerprints(&nss.out()),
        chain.map(|certificate| sha256(certificate)),
        "{nss}"
    );
}
