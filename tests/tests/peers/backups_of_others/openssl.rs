//! PKCS#12 files of OpenSSL.

use tests::{material::material, openssl::OPENSSL, run::Run};

use super::backup::{Backup, Root};

/// Options of OpenSSL for algorithms that it counts as old.
const OLD: &str = "-provider legacy -provider default";

#[test]
fn every_variant_of_openssl_is_read() {
    for algorithm in ["rsa-2048", "ec-p256", "ed25519"] {
        let material = material(algorithm);
        let folder = material.folder();
        for (file, options) in [
            ("default.p12", "-passout file:password"),
            ("legacy.p12", "-legacy -passout file:password"),
            (
                "3des.p12",
                "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -passout file:password",
            ),
            (
                "mixed.p12",
                "-keypbe AES-256-CBC -certpbe AES-128-CBC -macalg sha512 -iter 10000 -passout file:password",
            ),
            ("no-mac.p12", "-nomac -passout file:password"),
            (
                "no-mac-encrypted.p12",
                "-nomac -keypbe AES-256-CBC -certpbe AES-256-CBC -passout file:password",
            ),
            ("plain.p12", "-keypbe NONE -certpbe NONE -passout file:password"),
            ("once.p12", "-noiter -nomaciter -passout file:password"),
        ] {
            let line = format!(
                "pkcs12 -export {options} -inkey mail.key -in leaf.pem -certfile issuer.pem -out {file}"
            );
            OPENSSL.run(&folder, &line).ok();
            Backup {
                folder: &folder,
                algorithm,
                file,
                password_file: "password",
                root: Root::Outside,
            }
            .is_read();
        }
    }
}

#[test]
fn old_ciphers_of_openssl_are_read() {
    let material = material("rsa-2048");
    let folder = material.folder();
    for cipher in [
        "PBE-SHA1-RC2-40",
        "PBE-SHA1-RC2-128",
        "PBE-SHA1-RC4-128",
        "PBE-SHA1-2DES",
        "PBE-MD5-DES",
    ] {
        let file = format!("{cipher}.p12");
        let line = format!(
            "pkcs12 -export {OLD} -keypbe {cipher} -certpbe {cipher} -macalg sha1 -inkey mail.key -in chain.pem -passout file:password -out {file}"
        );
        let run = OPENSSL.run(&folder, &line);
        let deed = format!("write a PKCS #12 file with {cipher}");
        let Some(_) = OPENSSL.able(&deed, run, Run::done) else {
            continue;
        };
        Backup {
            folder: &folder,
            algorithm: "rsa-2048",
            file: &file,
            password_file: "password",
            root: Root::Outside,
        }
        .is_read();
    }
}
