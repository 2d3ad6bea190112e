//! What certctl tells about certificates, beside what others tell about the same.

use serde_json::{Value, json};
use tests::{
    certctl::{certctl, json},
    folder::Folder,
    gnutls::CERTTOOL,
    material::material,
    openssl::OPENSSL,
    run::Run,
};

/// One fact about a certificate, as OpenSSL tells it after the name of the fact and `=`.
fn fact(folder: &Folder, file: &str, options: &str) -> String {
    let line = format!("x509 -in {file} -noout {options}");
    let run = OPENSSL.run(folder, &line).ok();
    let out = run.out();
    let value = out.split_once('=').map(|(_, value)| value.trim());
    value.unwrap_or_else(|| panic!("{run}")).to_owned()
}

#[test]
fn facts_are_those_that_openssl_tells() {
    for algorithm in ["rsa-3072", "ec-p384", "ed25519"] {
        let folder = material(algorithm).folder();
        for file in ["leaf.pem", "issuer.pem", "root.pem"] {
            let fact = |options: &str| fact(&folder, file, options);
            let name = |option: &str| fact(&format!("{option} -nameopt RFC2253,utf8,-esc_msb"));
            let time = |option: &str| fact(&format!("{option} -dateopt iso_8601")).replace(' ', "T");
            let document = json(&folder, &format!("inspect {file}")).exits(0);
            let told = &document["objects"][0];
            let expected = json!({
                "kind": "certificate",
                "source": format!("{file}:1"),
                "subject": name("-subject"),
                "issuer": name("-issuer"),
                "serial": fact("-serial").to_lowercase(),
                "not_before": time("-startdate"),
                "not_after": time("-enddate"),
                "self_signed": file == "root.pem",
                "fingerprints": { "sha256": fact("-fingerprint -sha256").replace(':', "").to_lowercase() },
            });
            for (name, expected) in expected.as_object().expect("facts") {
                assert_eq!(told[name], *expected, "{name}: {told:#}");
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
            openssl.to_lowercase().contains(&signed.to_lowercase()),
            "{openssl}"
        );
        let gnutls = CERTTOOL
            .run(&folder, "--certificate-info --infile leaf.pem")
            .ok()
            .out();
        let digest = told["spki_sha256"].as_str().expect("a digest");
        assert!(gnutls.contains(digest), "{digest} is not in {gnutls}");
    }
}

/// The names of the findings about a certificate that OpenSSL signs with its own key, and how severe each is; `None`
/// if this OpenSSL does not sign it.
fn findings(options: &str) -> Option<Vec<(String, String)>> {
    let folder = Folder::new();
    let line = format!("req -x509 -newkey rsa:2048 -noenc -keyout key.pem -out odd.pem {options}");
    OPENSSL.able(&line, OPENSSL.run(&folder, &line), Run::done)?;
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
    Some(found)
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
        let Some(found) = findings(&options) else {
            continue;
        };
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
