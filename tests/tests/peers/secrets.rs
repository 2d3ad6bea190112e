//! Secrets stay where they belong: no command shows a password or a key, and every file with a key is private.

use tests::{
    certctl::{certctl, certctl_with_input, json},
    folder::Folder,
    material::{PASSWORD, material},
    secret::Secret,
};

/// Every kind of command, some of which fail.
const COMMANDS: [&str; 19] = [
    "inspect mail.key leaf.pem mail.csr",
    "inspect locked.key",
    "inspect locked.key --password-file password",
    "inspect mail.p12 --password-file password",
    "inspect mail.p12",
    "csr create --key mail.key --cn mail.example.com",
    "csr create --key locked.key --key-password-file password --cn mail.example.com",
    "csr create --key locked.key --key-password-file wrong --cn mail.example.com",
    "cert self-sign --key locked.key --key-password-file password --cn mail.example.com --days 1",
    "chain repair chain.pem root.pem --key mail.key",
    "chain repair mail.key",
    "verify chain.pem --host mail.example.com --ca root.pem",
    "lint mail.key chain.pem --for inbound",
    "p12 create --profile legacy --key mail.key --cert chain.pem --password-file password --out again.p12",
    "p12 create --key mail.key --cert issuer.pem --password-file password --out never.p12",
    "p12 inspect mail.p12 --password-file password",
    "p12 inspect mail.p12 --password-file wrong",
    "p12 extract mail.p12 --password-file password --out-dir again",
    "names check mail.key --interface mail.example.com --mx mail.example.com",
];

fn folder(algorithm: &str) -> Folder {
    let folder = material(algorithm).folder();
    folder.write("wrong", "another-secret-word\n");
    let line =
        "p12 create --profile legacy --key mail.key --cert chain.pem --password-file password --out mail.p12";
    certctl(&folder, line).ok();
    let line = "pkcs8 -topk8 -v2 aes-256-cbc -in mail.key -passout file:password -out locked.key";
    tests::openssl::OPENSSL.run(&folder, line).ok();
    folder
}

#[test]
fn no_output_shows_a_key_or_a_password() {
    for algorithm in ["rsa-2048", "ec-p256", "ed25519"] {
        let folder = folder(algorithm);
        let mut secrets = Secret::key(&material(algorithm).key);
        secrets.extend([
            Secret::password(PASSWORD),
            Secret::password("another-secret-word"),
        ]);
        for line in COMMANDS {
            let text = certctl(&folder, line);
            let document = json(&folder, line);
            for secret in &secrets {
                for (stream, origin) in [
                    (&text.stdout, "standard output"),
                    (&text.stderr, "standard error"),
                    (&document.run.stdout, "the JSON document"),
                    (&document.run.stderr, "standard error beside JSON"),
                ] {
                    secret.is_not_in(stream, &format!("{origin} of '{line}'"));
                }
            }
        }
    }
}

#[test]
fn public_files_hold_no_secret_and_files_with_a_key_are_private() {
    for algorithm in ["rsa-2048", "ec-p256", "ed25519"] {
        let folder = folder(algorithm);
        for line in [
            "csr create --key mail.key --cn mail.example.com --out made.csr",
            "cert self-sign --key mail.key --cn mail.example.com --days 1 --out made.crt",
            "chain repair chain.pem root.pem --key mail.key --out made.chain",
            "p12 extract mail.p12 --password-file password --out-dir made",
            "key generate --algorithm ec-p256 --out made.key",
            "key generate --algorithm ec-p256 --password-file password --out made.locked",
        ] {
            certctl(&folder, line).ok();
        }
        let mut secrets = Secret::key(&material(algorithm).key);
        secrets.push(Secret::password(PASSWORD));
        let extracted = folder
            .names("made")
            .into_iter()
            .map(|name| format!("made/{name}"));
        let files = ["made.csr", "made.crt", "made.chain"].map(str::to_owned);
        for file in files.into_iter().chain(extracted) {
            let bytes = folder.bytes(&file);
            if folder.mode(&file) == 0o600 {
                continue;
            }
            for secret in &secrets {
                secret.is_not_in(&bytes, &file);
            }
        }
        for file in ["made.key", "made.locked", "mail.p12"] {
            assert_eq!(folder.mode(file), 0o600, "{file}");
            Secret::password(PASSWORD).is_not_in(&folder.bytes(file), file);
        }
        let keys = folder.names("made").into_iter().filter(|name| {
            let bytes = folder.bytes(&format!("made/{name}"));
            bytes.windows(11).any(|window| window == b"PRIVATE KEY")
        });
        for key in keys {
            assert_eq!(folder.mode(&format!("made/{key}")), 0o600, "{key}");
        }
    }
}

#[test]
fn an_umask_that_allows_everything_does_not_open_a_key() {
    let folder = material("ec-p256").folder();
    let script = format!(
        "umask 0; '{}' key generate --algorithm ec-p256 --out open.key",
        tests::certctl::binary().display()
    );
    tests::run::Run::of(folder.command("sh").arg("-c").arg(script), b"")
        .expect("sh can be started")
        .ok();
    assert_eq!(folder.mode("open.key"), 0o600);
}

#[test]
fn no_password_is_ever_an_argument() {
    let folder = material("ec-p256").folder();
    let line =
        "p12 create --key mail.key --cert chain.pem --password-file - --profile legacy --out piped.p12";
    certctl_with_input(&folder, line, PASSWORD.as_bytes()).ok();
    certctl(&folder, "p12 inspect piped.p12 --password-file password").ok();
    for option in ["--password", "--pass", "--passphrase", "--passin", "-p"] {
        let run = certctl(&folder, &format!("p12 inspect piped.p12 {option} secret-word")).exits(2);
        Secret::password("secret-word").is_not_in(&run.stdout, "standard output");
    }
}

#[test]
fn a_secret_is_not_put_into_a_json_document() {
    let folder = material("ec-p256").folder();
    let answer = json(&folder, "key generate --algorithm ec-p256 --out -").exits(2);
    assert_eq!(answer["error"]["name"], "secret-in-json", "{answer:#}");
}
