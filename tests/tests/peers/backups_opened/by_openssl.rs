//! Opened by OpenSSL: the command line of the system, and the newer library that is compiled in.

use openssl::pkcs12::Pkcs12;
use tests::{material::certificates, openssl::OPENSSL, run::Run};

use super::backup::{BACKUPS, pkcs8, private_key};

#[test]
fn openssl_finds_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        let line = format!("pkcs12 -in mail.p12 -passin file:{} -noenc", backup.password_file);
        let mut run = OPENSSL.run(&folder, &line);
        if backup.profile == "pbmac1" && !backup.is_post_quantum() {
            let able = OPENSSL.able(&backup.deed(), run, Run::done);
            // Without a look at the MAC it opens the rest.
            run = able.unwrap_or_else(|| OPENSSL.run(&folder, &format!("{line} -nomacver")));
        }
        if backup.is_post_quantum() {
            let Some(able) = OPENSSL.able(&backup.deed(), run, Run::done) else {
                continue;
            };
            run = able;
        }
        let run = run.ok();
        assert_eq!(certificates(&run.stdout), certificates(material.chain()), "{run}");
        assert_eq!(
            pkcs8(&private_key(&run.stdout)),
            pkcs8(&private_key(&material.key)),
            "{run}"
        );
        // OpenSSL 3.0 writes names in Latin-1.
        let count = |name: &[u8]| {
            run.stdout
                .windows(name.len())
                .filter(|part| *part == name)
                .count()
        };
        let latin = backup
            .name
            .chars()
            .map(u8::try_from)
            .collect::<Result<Vec<_>, _>>();
        let counts = [backup.name.as_bytes(), &latin.expect("Latin-1")].map(count);
        assert!(
            counts.contains(&2),
            "the key and its certificate have the name: {run}"
        );
    }
}

#[test]
fn every_profile_has_its_algorithms() {
    for backup in &*BACKUPS {
        let holds = |element: &[u8]| backup.bytes().windows(element.len()).any(|part| part == element);
        for (algorithm, profiles) in [
            (PBES2, &["modern", "pbmac1"][..]),
            (AES_256_CBC, &["modern", "pbmac1"]),
            (ITERATIONS, &["modern", "pbmac1"]),
            (PBMAC1, &["pbmac1"]),
            (TRIPLE_DES, &["legacy"]),
        ] {
            assert_eq!(
                holds(algorithm),
                profiles.contains(&backup.profile),
                "{algorithm:x?} in {}",
                backup.deed()
            );
        }
    }
}

/// Object identifiers as they stand in a file: 1.2.840.113549.1.5.13, and so on.
const PBES2: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d";
const PBMAC1: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0e";
const AES_256_CBC: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x01\x2a";
const TRIPLE_DES: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x03";
/// The INTEGER 300,000.
const ITERATIONS: &[u8] = b"\x02\x03\x04\x93\xe0";

#[test]
fn the_library_that_is_compiled_in_opens_every_profile() {
    for backup in &*BACKUPS {
        let material = backup.material();
        let file = Pkcs12::from_der(backup.bytes()).expect("PKCS #12");
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
