//! Requests and self-signed certificates of certctl, read by programs that issue certificates.

use tests::{
    certctl::certctl,
    cfssl::{self, CFSSL},
    gnutls::CERTTOOL,
    keytool::{KEYTOOL, keytool},
    material::{ALGORITHMS, material},
    openssl::OPENSSL,
};

#[test]
fn openssl_accepts_the_signature_of_every_request() {
    for algorithm in ALGORITHMS {
        let folder = material(algorithm).folder();
        let run = OPENSSL.run(&folder, "req -in mail.csr -noout -verify");
        if algorithm.starts_with("ml-dsa") {
            OPENSSL.cannot("verify a request with an ML-DSA key", &run, "decode error");
        } else {
            assert!(
                run.clone().ok().said().contains("self-signature verify OK"),
                "{run}"
            );
        }
    }
}

#[test]
fn gnutls_accepts_the_signature_of_every_request() {
    for algorithm in ALGORITHMS {
        let folder = material(algorithm).folder();
        let run = CERTTOOL.run(&folder, "--crq-info --infile mail.csr");
        if algorithm.starts_with("ml-dsa") {
            CERTTOOL.cannot(
                "verify a request with an ML-DSA key",
                &run,
                "Self signature: FAILED",
            );
        } else {
            assert!(
                run.clone().ok().said().contains("Self signature: verified"),
                "{run}"
            );
        }
    }
}

#[test]
fn java_reads_every_request() {
    for algorithm in ["ec-p256", "ed25519", "ml-dsa-65"] {
        let folder = material(algorithm).folder();
        let run = keytool(&folder, "-printcertreq -v -file mail.csr");
        if algorithm.starts_with("ml-dsa") {
            KEYTOOL.cannot(
                "verify a request with an ML-DSA key",
                &run,
                "NoSuchAlgorithmException",
            );
        } else {
            let run = run.ok();
            assert!(run.out().contains("DNSName: mx2.example.com"), "{run}");
        }
    }
}

#[test]
fn the_library_that_is_compiled_in_accepts_ml_dsa_requests_and_chains() {
    use openssl::x509::{X509, X509Req};
    for algorithm in ["ml-dsa-44", "ml-dsa-65", "ml-dsa-87"] {
        let material = material(algorithm);
        let request = X509Req::from_pem(material.request.as_bytes()).expect("a request");
        let key = request.public_key().expect("a public key");
        assert!(request.verify(&key).expect("a verification"), "{algorithm}");
        let [leaf, issuer, root] = [&material.leaf, &material.intermediate, &material.root]
            .map(|pem| X509::from_pem(pem.as_bytes()).expect("a certificate"));
        assert!(
            leaf.public_key().expect("a public key").public_eq(&key),
            "{algorithm}"
        );
        for (signed, signer) in [(&leaf, &issuer), (&issuer, &root), (&root, &root)] {
            let signer = signer.public_key().expect("a public key");
            assert!(signed.verify(&signer).expect("a verification"), "{algorithm}");
        }
    }
}

#[test]
fn names_and_purposes_are_what_others_see() {
    let folder = material("ec-p256").folder();
    let text = OPENSSL
        .run(&folder, "req -in mail.csr -noout -text -nameopt utf8")
        .ok()
        .out();
    for expected in [
        "C=SE, O=Räksmörgås AB, CN=mail.example.com",
        "DNS:mail.example.com, DNS:mx2.example.com",
        "TLS Web Server Authentication, TLS Web Client Authentication",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    let text = CERTTOOL.run(&folder, "--crq-info --infile mail.csr").ok().out();
    for expected in [
        "CN=mail.example.com,O=Räksmörgås AB,C=SE",
        "DNSname: mail.example.com",
        "DNSname: mx2.example.com",
        "TLS WWW Server.",
        "TLS WWW Client.",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn an_internationalized_name_is_an_a_label_for_others() {
    let folder = material("ec-p256").folder();
    let line =
        "csr create --key mail.key --cn post.räksmörgås.example --dns '*.MÜLLER.example' --out idn.csr";
    certctl(&folder, line).ok();
    let text = OPENSSL.run(&folder, "req -in idn.csr -noout -text").ok().out();
    let expected = "DNS:post.xn--rksmrgs-5wao1o.example, DNS:*.xn--mller-kva.example";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("CN = post.xn--rksmrgs-5wao1o.example"), "{text}");
}

#[test]
fn an_apostrophe_in_the_organization_arrives() {
    let folder = material("ec-p256").folder();
    tests::run::Run::of(
        folder.command(tests::certctl::binary()).args([
            "csr",
            "create",
            "--key",
            "mail.key",
            "--cn",
            "mail.example.com",
            "--org",
            "Bob's Söhne & Co. \"KG\"",
            "--out",
            "org.csr",
        ]),
        b"",
    )
    .expect("certctl can be started")
    .ok();
    let text = OPENSSL
        .run(
            &folder,
            "req -in org.csr -noout -subject -nameopt utf8,sep_multiline",
        )
        .ok()
        .out();
    assert!(text.contains("O=Bob's Söhne & Co. \"KG\""), "{text}");
}

#[test]
fn cfssl_cannot_sign_for_ed25519_and_ml_dsa() {
    for algorithm in ["ed25519", "ml-dsa-44"] {
        let run = cfssl::AUTHORITY.sign(&material(algorithm).request);
        CFSSL.cannot(&format!("sign for {algorithm}"), &run, "algorithm unimplemented");
    }
}

#[test]
fn openssl_verifies_every_self_signed_certificate() {
    for algorithm in ALGORITHMS {
        let folder = material(algorithm).folder();
        certctl(
            &folder,
            "cert self-sign --key mail.key --cn mail.example.com --days 30 --for inbound --out self.pem",
        )
        .ok();
        let line = "verify -x509_strict -CAfile self.pem -verify_hostname mail.example.com self.pem";
        let run = OPENSSL.run(&folder, line);
        if algorithm.starts_with("ml-dsa") {
            OPENSSL.cannot("verify a certificate with an ML-DSA key", &run, "decode error");
        } else {
            assert_eq!(run.clone().ok().out(), "self.pem: OK\n", "{run}");
        }
    }
}
