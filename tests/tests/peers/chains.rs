//! The whole way of a certificate: a CA signs, sends the worst answer, and the repaired chain is what others accept.

use tests::{
    answer::messy,
    certctl::{certctl, json},
    gnutls::CERTTOOL,
    material::{HOST, Material, certificates, material, sha256},
    openssl::OPENSSL,
    run::Run,
};

#[test]
fn rsa_2048_goes_the_whole_way() {
    whole_way("rsa-2048");
}

#[test]
fn rsa_3072_goes_the_whole_way() {
    whole_way("rsa-3072");
}

#[test]
fn rsa_4096_goes_the_whole_way() {
    whole_way("rsa-4096");
}

#[test]
fn ec_p256_goes_the_whole_way() {
    whole_way("ec-p256");
}

#[test]
fn ec_p384_goes_the_whole_way() {
    whole_way("ec-p384");
}

#[test]
fn ed25519_goes_the_whole_way() {
    whole_way("ed25519");
}

#[test]
fn ml_dsa_44_goes_the_whole_way() {
    whole_way("ml-dsa-44");
}

#[test]
fn ml_dsa_65_goes_the_whole_way() {
    whole_way("ml-dsa-65");
}

#[test]
fn ml_dsa_87_goes_the_whole_way() {
    whole_way("ml-dsa-87");
}

/// Repairs the answer of the CA and has the chain verified by certctl, OpenSSL and GnuTLS.
fn whole_way(algorithm: &str) {
    let material = material(algorithm);
    let folder = material.folder();
    folder.write("answer.txt", messy(material));
    let repair = json(
        &folder,
        "chain repair answer.txt --key mail.key --out repaired.pem",
    )
    .exits(0);
    let Material {
        leaf,
        intermediate,
        root,
        ..
    } = material;

    assert_eq!(repair["complete"], true, "{repair:#}");
    assert!(repair["missing"].is_null(), "{repair:#}");
    let fingerprints = |list: &serde_json::Value| -> Vec<String> {
        let list = list.as_array().expect("a list").iter();
        list.map(|entry| entry["sha256"].as_str().expect("a fingerprint").to_owned())
            .collect()
    };
    assert_eq!(
        fingerprints(&repair["served"]),
        [sha256(leaf), sha256(intermediate)],
        "{repair:#}"
    );
    let mut removed: Vec<(String, String)> = fingerprints(&repair["removed"])
        .into_iter()
        .zip(repair["removed"].as_array().expect("a list"))
        .map(|(sha256, entry)| (entry["reason"].as_str().expect("a reason").to_owned(), sha256))
        .collect();
    removed.sort();
    let expected = [("duplicate", sha256(intermediate)), ("root", sha256(root))];
    assert_eq!(
        removed,
        expected.map(|(reason, sha256)| (reason.to_owned(), sha256)),
        "{repair:#}"
    );

    let served = certificates(folder.bytes("repaired.pem"));
    assert_eq!(
        served,
        certificates(material.chain()),
        "{}",
        folder.text("repaired.pem")
    );

    let verify = json(
        &folder,
        &format!("verify repaired.pem --host {HOST} --ca root.pem --purpose server"),
    )
    .exits(0);
    assert_eq!(verify["ok"], true, "{verify:#}");
    assert!(verify["error"].is_null(), "{verify:#}");
    assert_eq!(verify["matched_name"], HOST, "{verify:#}");
    assert_eq!(verify["path"].as_array().map(Vec::len), Some(3), "{verify:#}");
    let verify = json(
        &folder,
        "verify repaired.pem --host other.example.com --ca root.pem",
    )
    .exits(1);
    assert_eq!(verify["ok"], false, "{verify:#}");

    let line = format!(
        "verify -x509_strict -purpose sslserver -verify_hostname {HOST} -CAfile root.pem -untrusted repaired.pem repaired.pem"
    );
    let openssl = OPENSSL.run(&folder, &line);
    let line = format!(
        "--verify --verify-profile medium --verify-hostname {HOST} --verify-purpose 1.3.6.1.5.5.7.3.1 --load-ca-certificate root.pem --infile repaired.pem"
    );
    let gnutls = CERTTOOL.run(&folder, &line);
    if algorithm.starts_with("ml-dsa") {
        OPENSSL.able("verify a chain with ML-DSA keys", openssl, Run::done);
        CERTTOOL.able("verify a chain with ML-DSA keys", gnutls, Run::done);
    } else {
        openssl.ok();
        gnutls.ok();
    }
}

#[test]
fn a_root_is_kept_on_request_and_the_chain_still_holds_for_others() {
    let material = material("ec-p256");
    let folder = material.folder();
    folder.write("answer.txt", messy(material));
    certctl(
        &folder,
        "chain repair answer.txt --csr mail.csr --keep-root --out repaired.pem",
    )
    .ok();
    let [leaf, issuer, root] =
        [&material.leaf, &material.intermediate, &material.root].map(|pem| certificates(pem).concat());
    assert_eq!(certificates(folder.bytes("repaired.pem")), [leaf, issuer, root]);
    CERTTOOL.run(&folder, "--verify-chain --infile repaired.pem").ok();
}

#[test]
fn a_missing_intermediate_is_named_with_the_place_to_fetch_it_from() {
    let folder = material("ec-p256").folder();
    let repair = json(&folder, "chain repair leaf.pem --ca root.pem").exits(1);
    assert_eq!(repair["complete"], false, "{repair:#}");
    let missing = repair["missing"].to_string();
    assert!(missing.contains("Test Issuer"), "{repair:#}");
    assert!(missing.contains(tests::cfssl::ISSUER_URL), "{repair:#}");
    let run = certctl(&folder, "chain repair leaf.pem --ca root.pem").exits(1);
    assert!(
        run.said().contains("Test Issuer") && run.said().contains(tests::cfssl::ISSUER_URL),
        "{run}"
    );
}

#[test]
fn a_dry_run_writes_nothing() {
    let material = material("ec-p256");
    let folder = material.folder();
    folder.write("answer.txt", messy(material));
    let before = folder.names(".");
    let repair = json(
        &folder,
        "chain repair answer.txt --key mail.key --out repaired.pem --dry-run",
    )
    .exits(0);
    assert_eq!(repair["complete"], true, "{repair:#}");
    assert_eq!(folder.names("."), before);
}
