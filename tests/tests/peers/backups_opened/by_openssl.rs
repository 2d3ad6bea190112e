//! Opened by OpenSSL: the command line of the system, and the newer library that is compiled in.

use openssl::pkcs12::Pkcs12;
use tests::{material::certificates, openssl::OPENSSL};

use super::backup::{BACKUPS, pkcs8, private_key};

#[test]
fn openssl_finds_the_key_and_the_whole_chain() {
    for backup in &*BACKUPS {
        let (folder, material) = (backup.folder(), backup.material());
        let line = format!(
            "pkcs12 -in mail.p12 -passin file:{} -noenc -info",
            backup.password_file
        );
        let mut run = OPENSSL.run(&folder, &line);
        if backup.profile == "pbmac1" {
            OPENSSL.cannot(&backup.deed(), &run, "Algorithm (PBMAC1 : 0)");
            // Without a look at the MAC it opens the rest.
            run = OPENSSL.run(&folder, &format!("{line} -nomacver"));
        }
        assert_eq!(certificates(&run.stdout), certificates(material.chain()), "{run}");
        if backup.is_post_quantum() {
            OPENSSL.cannot("read an ML-DSA key", &run, "unsupported private key algorithm");
            continue;
        }
        let run = run.ok();
        assert_eq!(
            pkcs8(&private_key(&run.stdout)),
            pkcs8(&private_key(&material.key)),
            "{run}"
        );
        // OpenSSL writes the names in Latin-1.
        let name: Vec<u8> = backup
            .name
            .chars()
            .map(|character| u8::try_from(character).expect("Latin-1"))
            .collect();
        let label = [b"friendlyName: ", &name[..], b"\n"].concat();
        let count = run
            .stdout
            .windows(label.len())
            .filter(|window| *window == label)
            .count();
        assert_eq!(count, 2, "the key and its certificate have the name: {run}");
        for expected in backup.algorithms() {
            assert!(run.err().contains(expected), "{expected}: {run}");
        }
        assert!(
            backup.profile == "legacy" || fewest_iterations(&run.err()) >= 100_000,
            "{run}"
        );
    }
}

fn fewest_iterations(said: &str) -> u32 {
    let numbers = said.split("Iteration ").skip(1).map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    });
    numbers.min().expect("iterations")
}

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
