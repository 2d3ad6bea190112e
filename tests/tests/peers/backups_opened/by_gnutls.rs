//! Opened by GnuTLS.

use tests::{
    gnutls::CERTTOOL,
    material::{blocks, certificates, sha256_of},
    run::Run,
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
            let Some(_) = CERTTOOL.able(&backup.deed(), run.clone(), Run::done) else {
                continue;
            };
        }
        let run = run.ok();
        assert_eq!(certificates(&run.stdout), certificates(material.chain()), "{run}");
        assert_eq!(run.out().matches(backup.name).count(), 2, "key and leaf: {run}");
        // GnuTLS shows the key as it is in the file: under the password.
        let keys = blocks(&run.stdout, "ENCRYPTED PRIVATE KEY");
        assert_eq!(keys.len(), 1, "{run}");
        folder.write("bag.der", &keys[0]);
        let line = "--key-info --inder --infile bag.der --template template";
        let opened = CERTTOOL.run(&folder, line);
        let key = private_key(&material.key);
        let digest = sha256_of(&key.public_key_to_der().expect("a public key"));
        if backup.is_post_quantum() {
            let shown = |run: Run| run.done().filter(|run| run.out().contains(&digest));
            CERTTOOL.able("read an ML-DSA key", opened, shown);
            continue;
        }
        let opened = opened.ok();
        assert!(opened.out().contains(&digest), "{opened}");
    }
}
