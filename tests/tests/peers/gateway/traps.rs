//! The traps that administrators of mail gateways know: each is said by name, where it can still be put right.

use serde_json::json;
use tests::{
    certctl::{refused, refused_with},
    gateway::{Gateway, SERVICES},
    material::{certificates, sha256},
};

#[test]
fn a_request_is_not_given_out_before_it_is_committed() {
    let gateway = Gateway::new();
    gateway.create("mail", "ec-p256");
    refused(
        gateway.folder(),
        "profile csr mail --out mail.csr --store sqlite:store.db",
        "csr-not-committed",
        &["'mail'", "commit first"],
    );
    gateway.commit();
    gateway.run("profile csr mail --out mail.csr").ok();
}

#[test]
fn the_answer_to_the_request_of_another_profile_names_that_profile() {
    let gateway = Gateway::new();
    for name in ["mail", "other"] {
        gateway.create(name, "ec-p256");
    }
    gateway.commit();
    let answer = gateway.answer("other");
    gateway.folder().write("answer.pem", &answer.leaf);
    refused(
        gateway.folder(),
        "profile upload mail answer.pem --store sqlite:store.db",
        "answer-for-another-profile",
        &["'other'"],
    );
    assert_eq!(gateway.json("changes").exits(0)["changes"], json!([]));
}

#[test]
fn a_profile_that_is_bound_is_not_deleted_and_its_users_are_listed() {
    let gateway = Gateway::with_profile("mail", "ec-p256");
    gateway.bind("mail");
    gateway.commit();
    let users = [
        "https Management",
        "inbound IncomingMail",
        "ldap",
        "url-filtering",
    ];
    refused(
        gateway.folder(),
        "profile delete mail --store sqlite:store.db",
        "entry-in-use",
        &users,
    );
    for service in SERVICES {
        gateway.run(&format!("bind {service} Demo")).ok();
    }
    gateway.run("profile delete mail").ok();
    gateway.commit();
}

#[test]
fn the_wrong_master_key_is_the_first_thing_that_is_said() {
    let gateway = Gateway::with_profile("mail", "ec-p256");
    let other = Gateway::new();
    gateway
        .folder()
        .write("store.db.key", other.folder().text("store.db.key"));
    for line in [
        "status",
        "commit",
        "profile show nowhere",
        "profile export nowhere --pem",
        "bind outbound nowhere",
    ] {
        // Whatever else is wrong, no other error is told.
        let line = format!("{line} --store sqlite:store.db");
        refused_with(
            4,
            gateway.folder(),
            &line,
            b"",
            "store-key-wrong",
            &["store.db.key"],
        );
    }
}

#[test]
fn a_renewed_certificate_is_the_one_that_is_bound() {
    let gateway = Gateway::with_profile("mail", "rsa-2048");
    let first = gateway.sign("mail");
    gateway.bind("mail");
    gateway.commit();
    gateway.run("profile renew mail").ok();
    gateway.commit();
    let fingerprint = || gateway.profile("mail")["chain"][0]["fingerprints"]["sha256"].clone();
    assert_eq!(
        fingerprint(),
        sha256(&first.leaf),
        "the old one serves until the answer comes"
    );
    let bindings = gateway.bindings();
    let second = gateway.sign("mail");
    assert_ne!(first.leaf, second.leaf);
    assert_eq!(fingerprint(), sha256(&second.leaf));
    assert_eq!(
        certificates(gateway.exported("mail"))[..1],
        certificates(&second.leaf)
    );
    let users = gateway.profile("mail")["used_by"].as_array().map(Vec::len);
    assert_eq!(users, Some(SERVICES.len()), "{bindings:#}");
}

#[test]
fn a_new_key_serves_only_together_with_its_certificate() {
    let gateway = Gateway::with_profile("mail", "rsa-2048");
    gateway.sign("mail");
    gateway.bind("mail");
    gateway.commit();
    let before = gateway.exported("mail");
    gateway.run("profile rekey mail --algorithm ec-p256").ok();
    gateway.commit();
    assert_eq!(
        gateway.exported("mail"),
        before,
        "key and certificate serve until the answer comes"
    );
    let answer = gateway.sign("mail");
    let after = gateway.exported("mail");
    assert_eq!(certificates(&after)[..1], certificates(&answer.leaf));
    gateway.folder().write("after.pem", &after);
    gateway.folder().write("leaf.pem", &answer.leaf);
    let public = |line: &str| tests::openssl::OPENSSL.run(gateway.folder(), line).ok().out();
    assert_eq!(
        public("pkey -in after.pem -pubout"),
        public("x509 -in leaf.pem -noout -pubkey")
    );
}
