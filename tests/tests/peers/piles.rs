//! Certificates in every form in which other programs hand them out.

use serde_json::Value;
use tests::{
    certctl::json,
    cfssl,
    folder::Folder,
    gnutls::CERTTOOL,
    keytool::keytool,
    material::{certificates, material, sha256},
    nss::Database,
    openssl::OPENSSL,
};

/// Checks that certctl finds the leaf and the intermediate in `file`, and that it repairs the chain from nothing else.
#[track_caller]
fn holds_the_chain(folder: &Folder, file: &str) {
    let material = material("rsa-2048");
    let document = json(folder, &format!("inspect {file}")).exits(0);
    assert_eq!(
        document["unreadable"],
        Value::Array(Vec::new()),
        "{file}: {document:#}"
    );
    let found = fingerprints(&document, file);
    for expected in [sha256(&material.leaf), sha256(&material.intermediate)] {
        assert!(found.contains(&expected), "{file}: {document:#}");
    }
    json(
        folder,
        &format!("chain repair {file} --key mail.key --ca root.pem --out served.pem --force"),
    )
    .exits(0);
    let served = certificates(folder.bytes("served.pem"));
    assert_eq!(served, certificates(material.chain()), "{file}");
}

/// The fingerprints of all certificates, each of which has a place in `file`.
fn fingerprints(document: &Value, file: &str) -> Vec<String> {
    let objects = document["objects"].as_array().expect("objects").iter();
    let certificates = objects.filter(|object| object["kind"] == "certificate");
    certificates
        .map(|certificate| {
            let source = certificate["source"].as_str().expect("a source");
            let place = source.strip_prefix(file).unwrap_or_default();
            // A line, or an offset in octets.
            assert!(place.starts_with([':', '@']), "{document:#}");
            certificate["fingerprints"]["sha256"]
                .as_str()
                .expect("a fingerprint")
                .to_owned()
        })
        .collect()
}

#[test]
fn pkcs7_of_openssl_is_read() {
    let folder = material("rsa-2048").folder();
    for (file, line) in [
        (
            "answer.p7b",
            "crl2pkcs7 -nocrl -certfile issuer.pem -certfile leaf.pem -certfile root.pem",
        ),
        (
            "binary.p7b",
            "crl2pkcs7 -nocrl -certfile root.pem -certfile chain.pem -outform DER",
        ),
        // Streaming writes lengths that are not definite (BER).
        (
            "stream.p7m",
            "smime -sign -stream -nodetach -in password -signer leaf.pem -inkey mail.key -certfile issuer.pem -outform DER",
        ),
        (
            "cms.pem",
            "cms -sign -stream -nodetach -in password -signer leaf.pem -inkey mail.key -certfile issuer.pem -outform PEM",
        ),
    ] {
        OPENSSL.run(&folder, &format!("{line} -out {file}")).ok();
        holds_the_chain(&folder, file);
    }
}

#[test]
fn pkcs7_of_gnutls_is_read() {
    let folder = material("rsa-2048").folder();
    for (file, option) in [("gnutls.p7b", ""), ("gnutls.p7c", "--outder")] {
        CERTTOOL
            .run(
                &folder,
                &format!("--p7-generate --load-certificate chain.pem {option} --outfile {file}"),
            )
            .ok();
        holds_the_chain(&folder, file);
    }
}

#[test]
fn text_and_trusted_certificates_of_openssl_are_read() {
    let folder = material("rsa-2048").folder();
    let run = |line: &str| OPENSSL.run(&folder, line).ok().out();
    let text = run("x509 -in leaf.pem -text") + &run("x509 -in issuer.pem -text -nameopt utf8,sep_multiline");
    folder.write("text.pem", text);
    let trusted = run("x509 -in leaf.pem -trustout -addtrust serverAuth -setalias mail")
        + &run("x509 -in issuer.pem -trustout -addreject emailProtection");
    assert_eq!(
        trusted.matches("-----BEGIN TRUSTED CERTIFICATE-----").count(),
        2,
        "{trusted}"
    );
    folder.write("trusted.pem", trusted);
    let bags = "pkcs12 -export -inkey mail.key -in chain.pem -passout file:password -out bags.p12";
    OPENSSL.run(&folder, bags).ok();
    folder.write(
        "bags.pem",
        run("pkcs12 -in bags.p12 -passin file:password -nokeys"),
    );
    run("x509 -in leaf.pem -outform DER -out leaf.der");
    run("x509 -in issuer.pem -outform DER -out issuer.der");
    folder.write(
        "both.der",
        [folder.bytes("leaf.der"), folder.bytes("issuer.der")].concat(),
    );
    for file in ["text.pem", "trusted.pem", "bags.pem", "both.der"] {
        holds_the_chain(&folder, file);
    }
}

#[test]
fn text_of_gnutls_nss_and_java_is_read() {
    let folder = material("rsa-2048").folder();
    let gnutls = CERTTOOL
        .run(&folder, "--certificate-info --infile chain.pem")
        .ok();
    folder.write("gnutls.txt", gnutls.stdout);

    let line = "pkcs12 -export -inkey mail.key -in chain.pem -name mail -passout file:password -out mail.p12";
    OPENSSL.run(&folder, line).ok();
    let database = Database::new(&folder);
    database.import("mail.p12", "password").ok();
    let issuer = database.certificate("Test Issuer - Tests");
    folder.write("nss.txt", database.certificate("mail") + &issuer);

    let java = keytool(&folder, "-list -rfc -keystore mail.p12 -storepass:file password").ok();
    folder.write("java.txt", java.stdout);
    for file in ["gnutls.txt", "nss.txt", "java.txt"] {
        holds_the_chain(&folder, file);
    }
}

#[test]
fn the_answer_of_cfssl_is_read_as_it_is() {
    let material = material("rsa-2048");
    let folder = material.folder();
    let answer = cfssl::AUTHORITY.sign(&material.request).ok();
    folder.write("answer.json", &answer.stdout);
    json(
        &folder,
        "chain repair answer.json issuer.pem --key mail.key --ca root.pem --out served.pem",
    )
    .exits(0);
    let [leaf, issuer] = &certificates(folder.bytes("served.pem"))[..] else {
        panic!("two certificates");
    };
    assert_eq!(*issuer, certificates(&material.intermediate).concat());
    let document: Value = serde_json::from_slice(&answer.stdout).expect("JSON");
    assert_eq!(
        *leaf,
        certificates(document["cert"].as_str().expect("a certificate")).concat()
    );
}

#[test]
fn several_files_and_standard_input_make_one_pile() {
    let material = material("rsa-2048");
    let folder = material.folder();
    let line = "chain repair issuer.pem - root.pem --key mail.key --out served.pem";
    let repair = tests::certctl::json_with_input(&folder, line, material.leaf.as_bytes()).exits(0);
    assert_eq!(repair["complete"], true, "{repair:#}");
    assert_eq!(
        certificates(folder.bytes("served.pem")),
        certificates(material.chain())
    );
}

#[test]
fn one_bad_block_does_not_lose_the_good_ones() {
    let material = material("rsa-2048");
    let folder = material.folder();
    let cut = material.root.lines().take(6).collect::<Vec<_>>().join("\n");
    folder.write(
        "pile.pem",
        format!("{}{cut}\n{}", material.intermediate, material.leaf),
    );
    let document = json(&folder, "inspect pile.pem").exits(3);
    let found = fingerprints(&document, "pile.pem");
    assert_eq!(found, [sha256(&material.intermediate), sha256(&material.leaf)]);
    let line = material.intermediate.lines().count() + 1;
    let unreadable = document["unreadable"].as_array().expect("unreadable");
    assert_eq!(unreadable.len(), 1, "{document:#}");
    assert_eq!(unreadable[0]["source"], format!("pile.pem:{line}"));
    assert_eq!(unreadable[0]["error"]["name"], "pem-end-missing");
}
