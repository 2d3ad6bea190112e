//! Requests and self-signed certificates of certctl, read by programs that issue certificates.

use tests::{
    certctl::certctl,
    cfssl::{self, CFSSL},
    gnutls::{self, CERTTOOL},
    keytool::{KEYTOOL, keytool},
    material::{ALGORITHMS, HOST, material},
    openssl::{self, OPENSSL},
    run::Run,
};

#[test]
fn openssl_accepts_the_signature_of_every_request() {
    for algorithm in ALGORITHMS {
        let run = openssl::AUTHORITY.sign(&material(algorithm).request);
        if algorithm.starts_with("ml-dsa") {
            OPENSSL.able("verify a request with an ML-DSA key", run, Run::done);
        } else {
            run.ok();
        }
    }
}

#[test]
fn gnutls_accepts_the_signature_of_every_request() {
    for algorithm in ALGORITHMS {
        let run = gnutls::sign(&material(algorithm).request);
        if algorithm.starts_with("ml-dsa") {
            CERTTOOL.able("verify a request with an ML-DSA key", run, Run::done);
        } else {
            run.ok();
        }
    }
}

#[test]
fn openssl_and_gnutls_refuse_a_request_that_its_key_did_not_sign() {
    let request = &material("ec-p256").request;
    let mut der = tests::material::blocks(request, "CERTIFICATE REQUEST").concat();
    *der.last_mut().expect("a signature") ^= 1;
    let forged = pem::encode(&pem::Pem::new("CERTIFICATE REQUEST", der));
    for run in [openssl::AUTHORITY.sign(&forged), gnutls::sign(&forged)] {
        assert!(!run.status.success(), "{run}");
    }
}

#[test]
fn java_reads_every_request() {
    for algorithm in ["ec-p256", "ed25519", "ml-dsa-65"] {
        let folder = material(algorithm).folder();
        let run = keytool(&folder, "-printcertreq -v -file mail.csr");
        let run = if algorithm.starts_with("ml-dsa") {
            let Some(run) = KEYTOOL.able("read a request with an ML-DSA key", run, Run::done) else {
                continue;
            };
            run
        } else {
            run.ok()
        };
        assert!(run.out().contains("mx2.example.com"), "{run}");
    }
}

#[test]
fn the_library_that_is_compiled_in_accepts_ml_dsa_requests_and_chains() {
    use ::openssl::x509::{X509, X509Req};
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
    let ca = &cfssl::AUTHORITY;
    folder.write("ca.key", ca.key());
    // The extensions of the leaf are those of the request, and no others.
    let line =
        "x509 -req -in mail.csr -CA issuer.pem -CAkey ca.key -days 9 -copy_extensions copy -out copied.pem";
    OPENSSL.run(&folder, line).ok();
    let openssl = |options: &str| {
        let line = format!("verify -CAfile root.pem -untrusted issuer.pem {options} copied.pem");
        OPENSSL.run(&folder, &line).status.success()
    };
    let gnutls = |options: &str| {
        folder.write("all.pem", folder.text("copied.pem") + &ca.intermediate);
        let line = format!("--verify --load-ca-certificate root.pem {options} --infile all.pem");
        CERTTOOL.run(&folder, &line).status.success()
    };
    for (name, is_named) in [
        (HOST, true),
        ("mx2.example.com", true),
        ("mx3.example.com", false),
    ] {
        assert_eq!(openssl(&format!("-verify_hostname {name}")), is_named, "{name}");
        assert_eq!(gnutls(&format!("--verify-hostname {name}")), is_named, "{name}");
    }
    for (purpose, oid, is_meant) in [
        ("sslserver", "1.3.6.1.5.5.7.3.1", true),
        ("sslclient", "1.3.6.1.5.5.7.3.2", true),
        ("smimesign", "1.3.6.1.5.5.7.3.4", false),
    ] {
        assert_eq!(openssl(&format!("-purpose {purpose}")), is_meant, "{purpose}");
        assert_eq!(gnutls(&format!("--verify-purpose {oid}")), is_meant, "{purpose}");
    }
    for run in [
        OPENSSL.run(&folder, "req -in mail.csr -noout -subject -nameopt utf8"),
        CERTTOOL.run(&folder, "--crq-info --infile mail.csr"),
    ] {
        let run = run.ok();
        for expected in ["Räksmörgås AB", HOST, "SE"] {
            assert!(run.out().contains(expected), "{expected}: {run}");
        }
    }
}

#[test]
fn an_internationalized_name_is_an_a_label_for_others() {
    let folder = material("ec-p256").folder();
    let line =
        "csr create --key mail.key --cn post.räksmörgås.example --dns '*.MÜLLER.example' --out idn.csr";
    certctl(&folder, line).ok();
    let text = OPENSSL.run(&folder, "req -in idn.csr -noout -text").ok().out();
    let count = |name: &str| text.matches(name).count();
    assert_eq!(
        count("post.xn--rksmrgs-5wao1o.example"),
        2,
        "as CN and as DNS name: {text}"
    );
    assert_eq!(count("*.xn--mller-kva.example"), 1, "{text}");
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
    assert!(text.contains("Bob's Söhne & Co. \"KG\""), "{text}");
}

#[test]
fn cfssl_signs_for_the_same_key_where_it_can() {
    for algorithm in ["ed25519", "ml-dsa-44"] {
        let request = &material(algorithm).request;
        let run = cfssl::AUTHORITY.sign(request);
        let Some(run) = CFSSL.able(&format!("sign for {algorithm}"), run, Run::done) else {
            continue;
        };
        let leaf = cfssl::certificate_in(&run);
        let leaf = ::openssl::x509::X509::from_pem(leaf.as_bytes()).expect("a certificate");
        let request = ::openssl::x509::X509Req::from_pem(request.as_bytes()).expect("a request");
        let key = request.public_key().expect("a public key");
        assert!(leaf.public_key().expect("a public key").public_eq(&key), "{run}");
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
            OPENSSL.able("verify a certificate with an ML-DSA key", run, Run::done);
        } else {
            run.ok();
        }
    }
}
