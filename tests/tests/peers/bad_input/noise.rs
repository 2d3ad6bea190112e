//! Octets that are nothing, noise, or an attack.

use std::time::Duration;

use tests::{
    certctl::{certctl, json, refused},
    der::replaced,
    material::material,
    openssl::OPENSSL,
};

#[test]
fn nothing_and_noise_are_told_apart() {
    let folder = material("ec-p256").folder();
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
