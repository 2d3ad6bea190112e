//! Opened by NSS.

use tests::{
    material::{certificates, sha256},
    nss::{self, Database, PK12UTIL},
    run::Run,
};

use super::backup::BACKUPS;

#[test]
fn nss_lists_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        let run = PK12UTIL.run(&folder, &format!("-l mail.p12 -w {}", backup.password_file));
        if backup.profile == "pbmac1" {
            let Some(_) = PK12UTIL.able(&backup.deed(), run.clone(), Run::done) else {
                continue;
            };
        }
        let run = run.ok();
        let expected = [sha256(&material.leaf), sha256(&material.intermediate)];
        assert_eq!(nss::fingerprints(&run.out()), expected, "{run}");
        assert_eq!(run.out().matches(backup.name).count(), 2, "key and leaf: {run}");
    }
}

#[test]
fn nss_imports_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        let database = Database::new(&folder);
        let run = database.import("mail.p12", backup.password_file);
        if backup.profile == "pbmac1" {
            let Some(_) = PK12UTIL.able(&backup.deed(), run.clone(), Run::done) else {
                continue;
            };
        }
        if backup.algorithm == "ed25519" || backup.is_post_quantum() {
            let deed = format!("import an {} key", backup.algorithm);
            let Some(_) = PK12UTIL.able(&deed, run.clone(), Run::done) else {
                continue;
            };
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
