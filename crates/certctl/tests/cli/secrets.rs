//! No secret leaves the files that are made for it.

use std::{fmt::Write as _, fs, process::Stdio};

use certcore::key::PrivateKey;

use crate::{
    authority::{PASSWORD, full_stage},
    stage::Stage,
};

/// Command lines that handle the password and the key.
const LINES: &[&str] = &[
    "inspect mail.key encrypted.key mail.p12 --password-file password.txt",
    "inspect mail.key encrypted.key mail.p12 --password-file mail.key",
    "inspect password.txt key-password.txt",
    "csr create --key encrypted.key --cn a.example --password-file password.txt",
    "csr create --key password.txt --cn a.example",
    "csr create --key encrypted.key --cn a.example --password-file mail.key",
    "cert self-sign --key encrypted.key --cn a.example --password-file password.txt",
    "chain repair mail.p12 mail.key --password-file password.txt --ca root.crt",
    "chain repair password.txt",
    "verify mail.p12 --host mail.example.com --password-file password.txt --ca root.crt",
    "lint mail.p12 mail.key --password-file password.txt",
    "names check mail.p12 --interface a.example --mx a.example --password-file password.txt",
    "p12 create --key mail.key --cert chain.crt --password-file password.txt --out new.p12",
    "p12 create --key mail.key --cert chain.crt --password-file mail.key --out newer.p12",
    "p12 inspect mail.p12 --password-file password.txt",
    "p12 inspect mail.p12 --password-file mail.key",
    "p12 inspect password.txt --password-file password.txt",
    "p12 extract mail.p12 --password-file password.txt --out-dir out",
    "p12 extract mail.p12 --password-file password.txt --key-password-file key-password.txt --out-dir out",
    "key generate --algorithm ec-p256 --password-file password.txt --out new.key",
    "profile import mail.p12 --password-file password.txt --name new --store sqlite:store.db",
    "profile import mail.p12 --password-file mail.key --name newer --store sqlite:store.db",
    "profile import mail.key chain.crt --name newest --store sqlite:store.db",
    "profile show new --store sqlite:store.db",
    "profile list --store sqlite:store.db",
    "profile versions new --store sqlite:store.db",
    "profile export new --pem --store sqlite:store.db",
    "profile export new --pkcs12 --password-file password.txt --out new.p12 --force --store sqlite:store.db",
    "profile export new --pem --key --out new.pem --force --store sqlite:store.db",
    "key generate --algorithm ec-p256 --password-env correct-horse-battery-staple --out new.key",
];

#[test]
fn no_output_shows_a_password_or_a_byte_of_a_key() {
    let stage = full_stage();
    let pem = String::from_utf8(stage.read("mail.key")).unwrap();
    let key = PrivateKey::read(pem.as_bytes(), None).unwrap();
    // The scalar of a P-256 key follows the version and the header of its octet string in ECPrivateKey.
    let der = key.write_der().unwrap();
    let header = [2, 1, 1, 4, 32];
    let start = der
        .windows(header.len())
        .position(|window| window == header)
        .unwrap()
        + header.len();
    let scalar = hex(&der[start..start + 32]);
    let secrets = [
        PASSWORD.to_owned(),
        PASSWORD.replace(' ', "-"),
        pem.lines().nth(1).unwrap().to_owned(),
        pem.lines().nth(2).unwrap().to_owned(),
        scalar[..32].to_owned(),
        scalar[32..].to_owned(),
    ];
    for line in LINES {
        for line in [(*line).to_owned(), format!("{line} --json")] {
            let outcome = stage.run(&line);
            assert_ne!(outcome.code, 70, "{line}: {outcome:?}");
            for secret in &secrets {
                assert!(
                    !outcome.stdout.contains(secret) && !outcome.stderr.contains(secret),
                    "{line} shows {secret}"
                );
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[test]
fn files_with_secrets_are_readable_by_their_owner_only() {
    let stage = full_stage();
    for line in [
        "key generate --algorithm ec-p256 --out a.key",
        "p12 create --key mail.key --cert chain.crt --password-file password.txt --out a.p12",
        "p12 extract mail.p12 --password-file password.txt --out-dir out",
    ] {
        stage.run(line).done();
    }
    for name in ["a.key", "a.p12", "out/mail.key"] {
        assert_eq!(stage.mode(name), 0o600, "{name}");
    }
}

#[test]
fn a_password_file_with_two_lines_is_refused() {
    let stage = full_stage();
    stage.write("two.txt", "correct\nhorse\n");
    stage
        .run("p12 inspect mail.p12 --password-file two.txt")
        .fails(3, "password-file-several-lines");
}

#[test]
fn a_password_file_that_others_can_read_is_warned_about() {
    let stage = full_stage();
    stage.set_mode("password.txt", 0o644);
    let outcome = stage
        .run("p12 inspect mail.p12 --password-file password.txt")
        .done();
    assert!(outcome.stderr.contains("warning: password.txt: "), "{outcome:?}");
}

#[test]
fn a_secret_does_not_go_to_a_file_that_others_can_read() {
    let stage = Stage::new();
    let into = |mode: u32| {
        stage.write("out", "");
        stage.set_mode("out", mode);
        let file = fs::OpenOptions::new()
            .write(true)
            .open(stage.path("out"))
            .unwrap();
        let words = ["key", "generate", "--algorithm", "ec-p256", "--out", "-"];
        let mut command = stage.command(&words);
        command.stdout(file).stderr(Stdio::piped());
        let output = command.spawn().unwrap().wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told) = into(0o644);
    assert_eq!(code, Some(3), "{told}");
    assert!(
        told.contains("(mode 0644)") && told.contains("[secret-to-open-file]"),
        "{told}"
    );
    assert_eq!(stage.read("out"), b"");
    assert_eq!(into(0o600).0, Some(0));
    assert!(stage.read("out").starts_with(b"-----BEGIN PRIVATE KEY-----"));
}
