//! What certctl tells about certificates, beside what others tell about the same.

use serde_json::{Value, json};
use tests::{
    certctl::{certctl, json},
    folder::Folder,
    gnutls::CERTTOOL,
    material::material,
    openssl::OPENSSL,
};

/// A line `name=value` of what OpenSSL says.
fn value<'a>(said: &'a str, name: &str) -> &'a str {
    let lines = said.lines();
    let mut values = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    values.next().unwrap_or_else(|| panic!("no {name} in {said}"))
}

#[test]
fn facts_are_those_that_openssl_tells() {
    for algorithm in ["rsa-3072", "ec-p384", "ed25519"] {
        let folder = material(algorithm).folder();
        for file in ["leaf.pem", "issuer.pem", "root.pem"] {
            let line = format!(
                "x509 -in {file} -noout -subject -issuer -serial -dates -fingerprint -sha256 -nameopt RFC2253,utf8,-esc_msb -dateopt iso_8601"
            );
            let said = OPENSSL.run(&folder, &line).ok().out();
            let document = json(&folder, &format!("inspect {file}")).exits(0);
            let told = &document["objects"][0];
            let time = |name| value(&said, name).replace(' ', "T");
            let expected = json!({
                "kind": "certificate",
                "source": format!("{file}:1"),
                "subject": value(&said, "subject"),
                "issuer": value(&said, "issuer"),
                "serial": value(&said, "serial").to_lowercase(),
                "not_before": time("notBefore"),
                "not_after": time("notAfter"),
                "self_signed": file == "root.pem",
                "fingerprints": { "sha256": value(&said, "sha256 Fingerprint").replace(':', "").to_lowercase() },
            });
            for (name, expected) in expected.as_object().expect("facts") {
                assert_eq!(told[name], *expected, "{name}: {said}\n{told:#}");
            }
        }
    }
}

#[test]
fn names_purposes_and_keys_are_those_that_others_tell() {
    for (algorithm, kind, bits) in [
        ("rsa-3072", "rsa", 3072),
        ("ec-p384", "ec-p384", 384),
        ("ed25519", "ed25519", 256),
    ] {
        let folder = material(algorithm).folder();
        let document = json(&folder, "inspect leaf.pem").exits(0);
        let told = &document["objects"][0];
        assert_eq!(
            told["names"]["dns"],
            json!(["mail.example.com", "mx2.example.com"]),
            "{told:#}"
        );
        assert_eq!(told["names"]["ip"], json!([]), "{told:#}");
        assert_eq!(told["purposes"], json!(["serverAuth", "clientAuth"]), "{told:#}");
        assert_eq!(
            told["key"],
            json!({ "algorithm": kind, "bits": bits }),
            "{told:#}"
        );

        let openssl = OPENSSL.run(&folder, "x509 -in leaf.pem -noout -text").ok().out();
        let signed = told["signature_algorithm"].as_str().expect("an algorithm");
        assert!(
            openssl
                .to_lowercase()
                .contains(&format!("signature algorithm: {}", signed.to_lowercase())),
            "{openssl}"
        );
        let gnutls = CERTTOOL
            .run(&folder, "--certificate-info --infile leaf.pem")
            .ok()
            .out();
        let digest = told["spki_sha256"].as_str().expect("a digest");
        assert!(
            gnutls.contains(&format!("sha256:{digest}")),
            "{digest} is not in {gnutls}"
        );
    }
}

/// The names of the findings about a certificate that OpenSSL signs with its own key, and how severe each is.
fn findings(options: &str) -> Vec<(String, String)> {
    let folder = Folder::new();
    let line = format!("req -x509 -newkey rsa:2048 -noenc -keyout key.pem -out odd.pem {options}");
    OPENSSL.run(&folder, &line).ok();
    let document = json(&folder, "lint odd.pem --for inbound").document;
    let findings = document["findings"].as_array().expect("findings").iter();
    let text = |finding: &Value, name: &str| finding[name].as_str().expect(name).to_owned();
    let found: Vec<_> = findings
        .map(|finding| {
            assert!(!text(finding, "source").is_empty() && !text(finding, "message").is_empty());
            (text(finding, "name"), text(finding, "severity"))
        })
        .collect();
    let errors = found.iter().any(|(_, severity)| severity == "error");
    certctl(&folder, "lint odd.pem --for inbound").exits(i32::from(errors));
    found
}

#[test]
fn odd_certificates_of_openssl_are_found() {
    let leaf = "-addext basicConstraints=critical,CA:FALSE";
    for (name, severity, options) in [
        (
            "signature-digest-broken",
            "error",
            format!("{leaf} -subj /CN=mail.example.com -sha1 -days 30"),
        ),
        (
            "authority-as-leaf",
            "error",
            "-subj /CN=mail.example.com -days 30".to_owned(),
        ),
        (
            "common-name-not-in-names",
            "warning",
            format!("{leaf} -subj /CN=mail.example.com -addext subjectAltName=DNS:mx.example.com -days 30"),
        ),
        (
            "extended-key-usage-unfit",
            "error",
            format!("{leaf} -subj /CN=mail.example.com -addext extendedKeyUsage=clientAuth -days 30"),
        ),
        (
            "name-duplicate",
            "notice",
            format!(
                "{leaf} -subj /CN=mail.example.com -addext subjectAltName=DNS:mail.example.com,DNS:mail.example.com -days 30"
            ),
        ),
        (
            "self-signed",
            "notice",
            format!("{leaf} -subj /CN=mail.example.com -days 30"),
        ),
    ] {
        let found = findings(&options);
        let expected = (name.to_owned(), severity.to_owned());
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn nothing_is_found_about_a_leaf_that_cfssl_signed() {
    let folder = material("ec-p256").folder();
    let document = json(&folder, "lint chain.pem --for inbound,outbound").exits(0);
    assert_eq!(document["findings"], json!([]), "{document:#}");
}
