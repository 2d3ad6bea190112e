//! PKCS#12 files of NSS.

use tests::{
    material::material,
    nss::{Database, PK12UTIL},
    openssl::OPENSSL,
    run::Run,
};

use super::backup::{Backup, Root};

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
            let run = database.export("mail", file, "password", options);
            let Some(_) = PK12UTIL.able(&format!("write {file}"), run, Run::done) else {
                continue;
            };
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
