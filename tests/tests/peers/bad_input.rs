//! What is wrong is told once and clearly: its name, its place and what to do; and no output is left behind.

use std::time::Duration;

use tests::{
    certctl::{certctl, json, refused, refused_with},
    cfssl,
    der::replaced,
    folder::Folder,
    material::{material, sha256},
    openssl::OPENSSL,
};

fn folder() -> Folder {
    let folder = material("ec-p256").folder();
    folder.write("other.key", &material("rsa-2048").key);
    folder
}

#[test]
fn a_certificate_for_another_key_is_refused() {
    let folder = folder();
    let of_leaf = sha256(&material("ec-p256").leaf);
    refused(
        &folder,
        "chain repair chain.pem root.pem --key other.key --out served.pem",
        "key-does-not-match",
        &["mail.example.com", &of_leaf],
    );
    folder.write("other.csr", &material("rsa-2048").request);
    refused(
        &folder,
        "chain repair chain.pem root.pem --csr other.csr --out served.pem",
        "key-does-not-match",
        &["mail.example.com"],
    );
    refused(
        &folder,
        "p12 create --key other.key --cert chain.pem --password-file password --out mail.p12",
        "key-does-not-match",
        &["key"],
    );
}

#[test]
fn an_expired_certificate_is_refused() {
    let folder = folder();
    folder.write(
        "old.pem",
        cfssl::AUTHORITY.certificate_as("expired", &material("ec-p256").request),
    );
    refused(
        &folder,
        "chain repair old.pem issuer.pem root.pem --key mail.key --out served.pem",
        "certificate-expired",
        &["mail.example.com", "2020-03-31"],
    );
    let verify = json(
        &folder,
        "verify old.pem issuer.pem --host mail.example.com --ca root.pem",
    )
    .exits(1);
    assert_eq!(verify["ok"], false, "{verify:#}");
    assert!(
        verify["error"].to_string().contains("verify-expired"),
        "{verify:#}"
    );
    json(
        &folder,
        "verify old.pem issuer.pem --host mail.example.com --ca root.pem --at 2020-02-01T00:00:00Z",
    )
    .exits(1);
}

#[test]
fn a_certificate_that_is_not_valid_yet_is_refused() {
    let folder = folder();
    folder.write(
        "new.pem",
        cfssl::AUTHORITY.certificate_as("future", &material("ec-p256").request),
    );
    refused(
        &folder,
        "chain repair new.pem issuer.pem root.pem --key mail.key --out served.pem",
        "certificate-not-yet-valid",
        &["mail.example.com", "2120-01-01"],
    );
    let verify = json(
        &folder,
        "verify new.pem issuer.pem --host mail.example.com --ca root.pem",
    )
    .exits(1);
    assert!(
        verify["error"].to_string().contains("verify-not-yet-valid"),
        "{verify:#}"
    );
}

#[test]
fn a_ca_certificate_is_no_leaf() {
    let folder = folder();
    folder.write("issuer.key", cfssl::AUTHORITY.key());
    for options in ["", "--key issuer.key"] {
        let line = format!("chain repair issuer.pem root.pem {options} --out served.pem");
        refused(&folder, &line, "leaf-is-ca", &["Test Issuer"]);
    }
}

#[test]
fn a_request_with_a_broken_signature_is_refused() {
    let folder = folder();
    let mut der = pem::parse(&material("ec-p256").request)
        .expect("a request")
        .into_contents();
    let last = der.len() - 1;
    der[last] ^= 1;
    folder.write(
        "broken.csr",
        pem::encode(&pem::Pem::new("CERTIFICATE REQUEST", der)),
    );
    for line in [
        "chain repair chain.pem root.pem --csr broken.csr --out served.pem",
        "names check broken.csr --interface mail.example.com --mx mail.example.com",
    ] {
        refused(&folder, line, "request-signature-invalid", &["broken.csr"]);
    }
}

#[test]
fn a_truncated_pem_block_is_named_by_its_line() {
    let folder = folder();
    let leaf = &material("ec-p256").leaf;
    let cut = leaf.lines().take(5).collect::<Vec<_>>().join("\n");
    folder.write("cut.pem", format!("Your certificate:\n\n{cut}"));
    for line in [
        "chain repair cut.pem --key mail.key --out served.pem",
        "inspect cut.pem",
        "verify cut.pem --host mail.example.com --ca root.pem",
        "p12 create --key mail.key --cert cut.pem --password-file password --out mail.p12",
    ] {
        let before = folder.names(".");
        let run = certctl(&folder, line).exits(3);
        assert!(run.said().contains("cut.pem:3"), "{run}");
        assert_eq!(json(&folder, line).code, 3, "{run}");
        assert_eq!(folder.names("."), before, "{run}");
    }
    let cut = material("ec-p256")
        .key
        .lines()
        .take(2)
        .collect::<Vec<_>>()
        .join("\n");
    folder.write("cut.key", cut);
    let line = "csr create --key cut.key --cn mail.example.com --out new.csr";
    let run = certctl(&folder, line).exits(3);
    assert!(run.err().contains("cut.key"), "{run}");
    assert!(!folder.holds("new.csr"), "{run}");
}

#[test]
fn a_wrong_password_for_pkcs12_is_refused() {
    let folder = folder();
    certctl(
        &folder,
        "p12 create --key mail.key --cert chain.pem --password-file password --out mail.p12",
    )
    .ok();
    for verb in ["inspect mail.p12", "extract mail.p12 --out-dir out"] {
        let line = format!("p12 {verb} --password-file unicode");
        refused(&folder, &line, "pkcs12-wrong-password", &["mail.p12", "password"]);
    }
}

#[test]
fn an_empty_password_for_pkcs12_is_refused() {
    let folder = folder();
    for empty in ["", "\n"] {
        folder.write("empty", empty);
        refused(
            &folder,
            "p12 create --key mail.key --cert chain.pem --password-file empty --out mail.p12",
            "pkcs12-password-empty",
            &["password"],
        );
    }
}

#[test]
fn a_key_that_others_can_read_is_used_with_a_warning() {
    let folder = folder();
    for mode in [0o644, 0o640, 0o604] {
        folder.allow("mail.key", mode);
        let line = "csr create --key mail.key --cn mail.example.com --out new.csr --force";
        let run = certctl(&folder, line).ok();
        for expected in [
            "warning: ",
            "mail.key",
            "chmod 600",
            "[key-file-readable-by-others]",
        ] {
            assert!(run.err().contains(expected), "{expected}: {run}");
        }
        let document = json(&folder, line).exits(0);
        assert_eq!(
            document["warnings"][0]["name"], "key-file-readable-by-others",
            "{document:#}"
        );
    }
    folder.allow("mail.key", 0o600);
    let run = certctl(
        &folder,
        "csr create --key mail.key --cn mail.example.com --out newer.csr",
    )
    .ok();
    assert!(!run.err().contains("warning"), "{run}");
}

#[test]
fn an_output_that_exists_is_not_touched() {
    let folder = folder();
    folder.write("there", "mine\n");
    folder.allow("there", 0o644);
    for line in [
        "key generate --algorithm ec-p256 --out there",
        "csr create --key mail.key --cn mail.example.com --out there",
        "cert self-sign --key mail.key --cn mail.example.com --days 1 --out there",
        "chain repair chain.pem root.pem --out there",
        "p12 create --key mail.key --cert chain.pem --password-file password --out there",
    ] {
        refused(&folder, line, "output-exists", &["there", "--force"]);
        assert_eq!(folder.text("there"), "mine\n", "{line}");
        assert_eq!(folder.mode("there"), 0o644, "{line}");
    }
    certctl(&folder, "key generate --algorithm ec-p256 --out there --force").ok();
    assert!(folder.text("there").starts_with("-----BEGIN PRIVATE KEY-----"));
    assert_eq!(
        folder.mode("there"),
        0o600,
        "a key is private whatever was there before"
    );
}

#[test]
fn an_extraction_does_not_overwrite() {
    let folder = folder();
    certctl(
        &folder,
        "p12 create --key mail.key --cert chain.pem --password-file password --out mail.p12",
    )
    .ok();
    certctl(
        &folder,
        "p12 extract mail.p12 --password-file password --out-dir out",
    )
    .ok();
    let files = folder.names("out");
    for file in &files {
        folder.write(&format!("out/{file}"), "mine\n");
    }
    refused(
        &folder,
        "p12 extract mail.p12 --password-file password --out-dir out",
        "output-exists",
        &["out/"],
    );
    for file in &files {
        assert_eq!(folder.text(&format!("out/{file}")), "mine\n");
    }
}

#[test]
fn a_folder_that_is_missing_or_closed_is_named() {
    let folder = folder();
    for line in [
        "key generate --algorithm ec-p256 --out missing/new.key",
        "csr create --key mail.key --cn mail.example.com --out missing/new.csr",
    ] {
        refused(
            &folder,
            line,
            "output-folder-missing",
            &["missing/new", "missing"],
        );
    }
    // Nobody can write there, not even the superuser.
    refused(
        &folder,
        "key generate --algorithm ec-p256 --out /proc/new.key",
        "output-failed",
        &["/proc/new.key"],
    );
}

#[test]
fn an_input_that_is_not_there_is_named() {
    let folder = folder();
    for line in [
        "key generate --algorithm ec-p256 --password-file missing --out new.key",
        "csr create --key missing --cn mail.example.com --out new.csr",
        "inspect missing",
        "chain repair chain.pem missing",
        "p12 create --key mail.key --cert missing --password-file password --out mail.p12",
    ] {
        refused(&folder, line, "input-not-found", &["missing"]);
    }
}

#[test]
fn a_password_without_a_source_does_not_hang() {
    let folder = folder();
    let line = "p12 create --key mail.key --cert chain.pem --out mail.p12";
    refused_with(
        2,
        &folder,
        line,
        b"",
        "password-source-missing",
        &["--password-file"],
    );
    certctl(
        &folder,
        "key generate --algorithm ec-p256 --password-file password --out locked.key",
    )
    .ok();
    let line = "csr create --key locked.key --cn mail.example.com --out new.csr";
    refused_with(2, &folder, line, b"", "password-source-missing", &["locked.key"]);
}

#[test]
fn a_directory_is_no_input() {
    let folder = folder();
    folder.make_folder("directory");
    for line in [
        "inspect directory",
        "csr create --key directory --cn mail.example.com --out new.csr",
        "chain repair directory",
        "key generate --algorithm ec-p256 --password-file directory --out new.key",
    ] {
        refused(&folder, line, "input-is-directory", &["directory"]);
    }
}

#[test]
fn nothing_and_noise_are_told_apart() {
    let folder = folder();
    folder.write("empty", "");
    folder.write("blank", "\r\n  \n");
    // Octets of no format, from a generator that always starts with the same number.
    let mut state = 1u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(100_000)
    .collect();
    folder.write("noise", &noise);
    for (file, error) in [("empty", "input-empty"), ("blank", "input-blank")] {
        let run = certctl(&folder, &format!("inspect {file}")).exits(3);
        assert!(run.said().contains(file), "{run}");
        let answer = json(&folder, &format!("inspect {file}"));
        assert!(answer.document.to_string().contains(error), "{}", answer.run);
    }
    for line in [
        "inspect noise",
        "chain repair noise",
        "csr create --key noise --cn mail.example.com --out new.csr",
        "p12 inspect noise --password-file password",
        "p12 extract noise --password-file password --out-dir out",
        "verify noise --host mail.example.com --ca root.pem",
        "lint noise",
        "names check noise --interface mail.example.com --mx mail.example.com",
    ] {
        let before = folder.names(".");
        let run = certctl(&folder, line).exits(3);
        assert!(run.said().contains("noise"), "{run}");
        assert!(run.said().len() < 4000, "noise is not shown: {run}");
        assert_eq!(json(&folder, line).code, 3, "{run}");
        assert_eq!(folder.names("."), before, "{run}");
    }
    for line in [
        "inspect -",
        "chain repair -",
        "csr create --key - --cn mail.example.com --out new.csr",
    ] {
        let run = certctl(&folder, line).exits(3);
        assert!(
            run.said().contains("standard input") || run.said().contains('-'),
            "{run}"
        );
    }
}

#[test]
fn two_thousand_million_iterations_are_refused_at_once() {
    let material = material("ec-p256");
    let folder = material.folder();
    folder.write("many.pem", material.intermediate.repeat(1_500));
    let create = |options: &str| {
        let line = format!(
            "pkcs12 -export {options} -inkey mail.key -in leaf.pem -certfile many.pem -passout file:password -out large.p12"
        );
        OPENSSL.run(&folder, &line).ok();
        let bytes = folder.bytes("large.p12");
        assert!(bytes.len() > 1024 * 1024);
        bytes
    };
    // 2^31 as an INTEGER, in place of 2049: in the MAC, and in the encryption where no MAC protects it.
    let (few, many) = (
        [0x02, 0x02, 0x08, 0x01],
        [0x02, 0x05, 0x00, 0x80, 0x00, 0x00, 0x00],
    );
    for (file, options) in [
        ("mac.p12", "-iter 2049 -keypbe NONE -certpbe NONE"),
        ("all.p12", "-iter 2049"),
        (
            "encryption.p12",
            "-iter 2049 -nomac -keypbe AES-256-CBC -certpbe AES-256-CBC",
        ),
        (
            "old.p12",
            "-iter 2049 -nomac -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES",
        ),
    ] {
        folder.write(file, replaced(&create(options), &few, &many));
        for line in [
            format!("p12 inspect {file} --password-file password"),
            format!("p12 extract {file} --password-file password --out-dir out"),
        ] {
            refused(
                &folder,
                &line,
                "pkcs12-too-many-iterations",
                &[file, "iterations"],
            );
            let run = certctl(&folder, &line);
            assert!(run.duration < Duration::from_secs(5), "{:?}: {run}", run.duration);
        }
        let run = certctl(&folder, &format!("inspect {file} --password-file password"));
        assert!(run.duration < Duration::from_secs(5), "{:?}: {run}", run.duration);
    }
}
