//! Opened by GnuTLS.

use tests::{
    gnutls::CERTTOOL,
    material::{blocks, certificates, sha256_of},
};

use super::backup::{BACKUPS, private_key};

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
        let opened = CERTTOOL.run(&folder, line);
        if backup.is_post_quantum() {
            CERTTOOL.cannot(
                "read an ML-DSA key",
                &opened,
                "import error: ASN1 parser: Error in TAG.",
            );
            continue;
        }
        let opened = opened.ok();
        let key = private_key(&material.key);
        let digest = sha256_of(&key.public_key_to_der().expect("a public key"));
        assert!(opened.out().contains(&digest), "{opened}");
    }
}
