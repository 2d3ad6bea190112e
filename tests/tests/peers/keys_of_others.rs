//! Private keys that other programs wrote, in every form that people still have.

use serde_json::Value;
use tests::{
    certctl::{certctl, json, refused},
    folder::Folder,
    gnutls::{CERTTOOL, password_template},
    material::PASSWORD,
    openssl::{self, OPENSSL},
    run::Run,
};

/// A folder with `password`, and keys of OpenSSL in PKCS#8: `rsa.pem`, `ec.pem` and `ed.pem`.
fn workshop() -> Folder {
    let folder = Folder::with([
        ("password", format!("{PASSWORD}\n")),
        ("template", password_template(PASSWORD)),
    ]);
    for line in [
        "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem",
        "genpkey -algorithm ED25519 -out ed.pem",
    ] {
        OPENSSL.run(&folder, line).ok();
    }
    folder
}

/// Checks that certctl reads `file`, says what it is, and signs with it what OpenSSL accepts.
#[track_caller]
fn reads(folder: &Folder, file: &str, algorithm: &str, bits: u32, encrypted: bool) {
    let option = if encrypted {
        " --password-file password"
    } else {
        ""
    };
    let document = json(folder, &format!("inspect {file}{option}")).exits(0);
    let objects = document["objects"].as_array().expect("objects").iter();
    let objects: Vec<_> = objects.filter(|object| object["kind"] != "parameters").collect();
    let [key] = objects[..] else {
        panic!("{file} holds one key: {document:#}");
    };
    assert_eq!(
        document["unreadable"],
        Value::Array(Vec::new()),
        "{file}: {document:#}"
    );
    assert_eq!(key["kind"], "key", "{file}: {document:#}");
    assert_eq!(key["key"]["algorithm"], algorithm, "{file}: {document:#}");
    assert_eq!(key["key"]["bits"], bits, "{file}: {document:#}");
    let source = key["source"].as_str().expect("a source");
    assert!(source.starts_with(file), "{file}: {document:#}");

    let line = format!(
        "pkey -provider legacy -provider default -in {file} -passin file:password -pubout -outform DER -out public"
    );
    OPENSSL.run(folder, &line).ok();
    let digest = OPENSSL.run(folder, "dgst -sha256 -r public").ok().out();
    assert_eq!(
        digest.get(..64),
        key["spki_sha256"].as_str(),
        "{file}: {document:#}"
    );

    let option = if encrypted {
        " --key-password-file password"
    } else {
        ""
    };
    certctl(
        folder,
        &format!("csr create --key {file}{option} --cn mail.example.com --out csr --force"),
    )
    .ok();
    openssl::AUTHORITY.sign(&folder.text("csr")).ok();
    OPENSSL
        .run(folder, "req -in csr -noout -pubkey -out csr.pub")
        .ok();
    OPENSSL
        .run(folder, "pkey -pubin -in csr.pub -outform DER -out csr.der")
        .ok();
    assert_eq!(folder.bytes("csr.der"), folder.bytes("public"), "{file}");
}

#[test]
fn every_unencrypted_form_of_openssl_is_read() {
    let folder = workshop();
    for line in [
        "rsa -in rsa.pem -traditional -out rsa-pkcs1.pem",
        "rsa -in rsa.pem -traditional -outform DER -out rsa-pkcs1.der",
        "pkcs8 -topk8 -nocrypt -in rsa.pem -outform DER -out rsa-pkcs8.der",
        "ec -in ec.pem -out ec-sec1.pem",
        "ec -in ec.pem -outform DER -out ec-sec1.der",
        "pkcs8 -topk8 -nocrypt -in ec.pem -outform DER -out ec-pkcs8.der",
        "ecparam -name secp384r1 -genkey -out ec-with-parameters.pem",
        "pkey -in ed.pem -outform DER -out ed.der",
        "pkey -in rsa.pem -text -out rsa-with-text.pem",
    ] {
        OPENSSL.run(&folder, line).ok();
    }
    for file in [
        "rsa.pem",
        "rsa-pkcs1.pem",
        "rsa-pkcs1.der",
        "rsa-pkcs8.der",
        "rsa-with-text.pem",
    ] {
        reads(&folder, file, "rsa", 2048, false);
    }
    for file in ["ec.pem", "ec-sec1.pem", "ec-sec1.der", "ec-pkcs8.der"] {
        reads(&folder, file, "ec-p256", 256, false);
    }
    reads(&folder, "ec-with-parameters.pem", "ec-p384", 384, false);
    for file in ["ed.pem", "ed.der"] {
        reads(&folder, file, "ed25519", 256, false);
    }
}

#[test]
fn every_encrypted_form_of_openssl_is_read() {
    let folder = workshop();
    let old = "-provider legacy -provider default";
    for (file, line) in [
        ("traditional-aes256.pem", "rsa -in rsa.pem -traditional -aes256 -passout file:password".to_owned()),
        ("traditional-des3.pem", "rsa -in rsa.pem -traditional -des3 -passout file:password".to_owned()),
        ("pbes2-aes.pem", "pkcs8 -topk8 -in rsa.pem -v2 aes-256-cbc -passout file:password".to_owned()),
        ("pbes2-aes.der", "pkcs8 -topk8 -in rsa.pem -v2 aes-128-cbc -v2prf hmacWithSHA512 -iter 50000 -outform DER -passout file:password".to_owned()),
        ("pbes2-3des.pem", "pkcs8 -topk8 -in rsa.pem -v2 des3 -v2prf hmacWithSHA1 -passout file:password".to_owned()),
        ("scrypt.pem", "pkcs8 -topk8 -in rsa.pem -scrypt -passout file:password".to_owned()),
        ("pbe-md5-des.pem", format!("pkcs8 -topk8 -in rsa.pem {old} -v1 PBE-MD5-DES -passout file:password")),
        ("pbe-sha1-des.pem", format!("pkcs8 -topk8 -in rsa.pem {old} -v1 PBE-SHA1-DES -passout file:password")),
        ("pbe-sha1-3des.pem", "pkcs8 -topk8 -in rsa.pem -v1 PBE-SHA1-3DES -passout file:password".to_owned()),
        ("pbe-sha1-rc2-40.der", format!("pkcs8 -topk8 -in rsa.pem {old} -v1 PBE-SHA1-RC2-40 -outform DER -passout file:password")),
    ] {
        let run = OPENSSL.run(&folder, &format!("{line} -out {file}"));
        if OPENSSL.able(&format!("write {file}"), run, Run::done).is_some() {
            reads(&folder, file, "rsa", 2048, true);
        }
    }
    OPENSSL
        .run(
            &folder,
            "ec -in ec.pem -aes128 -passout file:password -out ec-aes128.pem",
        )
        .ok();
    reads(&folder, "ec-aes128.pem", "ec-p256", 256, true);
}

#[test]
fn keys_of_gnutls_are_read() {
    let folder = workshop();
    for (file, line, algorithm, bits) in [
        (
            "rsa-of-gnutls.pem",
            "--generate-privkey --key-type rsa --bits 2048",
            "rsa",
            2048,
        ),
        (
            "ec-of-gnutls.pem",
            "--generate-privkey --key-type ecdsa --curve secp256r1",
            "ec-p256",
            256,
        ),
        (
            "ed-of-gnutls.pem",
            "--generate-privkey --key-type ed25519",
            "ed25519",
            256,
        ),
        (
            "pkcs8-of-gnutls.pem",
            "--generate-privkey --pkcs8 --key-type ecdsa --curve secp384r1 --template nothing",
            "ec-p384",
            384,
        ),
    ] {
        folder.write("nothing", "");
        CERTTOOL.run(&folder, &format!("{line} --outfile {file}")).ok();
        reads(&folder, file, algorithm, bits, false);
    }
    for cipher in ["aes-128", "aes-256", "3des", "3des-pkcs12", "rc2-40"] {
        let file = format!("{cipher}.pem");
        let line = format!(
            "--to-p8 --load-privkey ec.pem --template template --pkcs-cipher {cipher} --outfile {file}"
        );
        let run = CERTTOOL.run(&folder, &line);
        if CERTTOOL.able(&format!("write {file}"), run, Run::done).is_some() {
            folder.allow(&file, 0o600);
            reads(&folder, &file, "ec-p256", 256, true);
        }
    }
}

#[test]
fn a_key_with_the_wrong_password_is_refused() {
    let folder = workshop();
    folder.write("wrong", "not-the-password\n");
    for line in [
        "pkcs8 -topk8 -in rsa.pem -v2 aes-256-cbc -passout file:password",
        "pkcs8 -topk8 -in rsa.pem -v1 PBE-SHA1-3DES -passout file:password",
        "rsa -in rsa.pem -traditional -aes256 -passout file:password",
    ] {
        OPENSSL.run(&folder, &format!("{line} -out locked.pem")).ok();
        refused(
            &folder,
            "csr create --key locked.pem --key-password-file wrong --cn mail.example.com --out csr",
            "key-wrong-password",
            &["locked.pem", "password"],
        );
    }
}
