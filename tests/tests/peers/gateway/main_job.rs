//! The main job through verbs: from an empty store to five services, and back from a saved configuration or a backup.

use serde_json::{Value, json};
use tests::{
    cfssl,
    gateway::Gateway,
    keytool::listing,
    material::{PASSWORD, blocks, certificates, sha256},
    nss::Database,
    openssl::OPENSSL,
};

/// A gateway whose five services use a profile that the CA signed.
fn bound(algorithm: &str) -> Gateway {
    let gateway = Gateway::with_profile("mail", algorithm);
    let answer = gateway.answer("mail");
    let shown = gateway.upload("mail", &answer);
    let fingerprints = |list: &Value| -> Vec<String> {
        let list = list.as_array().expect("a list").iter();
        list.map(|entry| entry["sha256"].as_str().expect("a fingerprint").to_owned())
            .collect()
    };
    let chain = &shown["chain"];
    assert_eq!(
        fingerprints(&chain["served"]),
        [sha256(&answer.leaf), sha256(&answer.intermediate)],
        "{shown:#}"
    );
    let reasons = chain["removed"].as_array().expect("a list").iter();
    let mut removed: Vec<_> = fingerprints(&chain["removed"])
        .into_iter()
        .zip(reasons.map(|entry| entry["reason"].as_str().expect("a reason")))
        .collect();
    removed.sort_by_key(|(_, reason)| *reason);
    assert_eq!(
        removed,
        [
            (sha256(&answer.intermediate), "duplicate"),
            (sha256(&answer.root), "root")
        ],
        "{shown:#}"
    );
    gateway.commit();
    assert_eq!(gateway.profile("mail")["state"], "signed");
    gateway.bind("mail");
    let committed = gateway.commit();
    assert!(
        !committed.said().contains("demo"),
        "nothing serves the demo certificate any more: {committed}"
    );
    gateway
}

/// The services and the profiles that each uses.
fn used(bindings: &Value) -> Value {
    let bindings = bindings.as_array().expect("bindings").iter();
    bindings
        .map(|binding| {
            let profiles = binding["profiles"].as_array().expect("profiles").iter();
            let profiles: Vec<_> = profiles.map(|profile| profile["name"].clone()).collect();
            (
                binding["service"].as_str().expect("a service").to_owned(),
                json!(profiles),
            )
        })
        .collect()
}

#[test]
fn a_key_a_request_and_a_messy_answer_end_in_five_services() {
    let gateway = bound("rsa-2048");
    let services = ["inbound", "outbound", "https", "ldap", "url-filtering"];
    let expected: Value = services
        .map(|service| (service.to_owned(), json!(["mail"])))
        .into_iter()
        .collect();
    assert_eq!(used(&gateway.bindings()), expected);
    let status = gateway.json("status").exits(0);
    assert_eq!(status["pending"], 0, "{status:#}");
}

#[test]
fn openssl_java_and_nss_open_the_exported_profile() {
    let gateway = bound("rsa-2048");
    let folder = gateway.folder();
    gateway
        .run("profile export mail --pkcs12 --password-file password --out mail.p12")
        .ok();
    let exported = gateway.exported("mail");
    let served = certificates(&exported);

    let opened = OPENSSL
        .run(folder, "pkcs12 -in mail.p12 -passin file:password -noenc")
        .ok();
    assert_eq!(certificates(&opened.stdout), served);
    assert_eq!(
        blocks(&opened.stdout, "PRIVATE KEY"),
        blocks(&exported, "PRIVATE KEY"),
        "the key"
    );
    let java = listing(folder, "mail.p12", "password").ok();
    assert!(java.out().contains("mail"), "{java}");
    assert_eq!(certificates(&java.stdout), served, "{java}");
    let database = Database::new(folder);
    database.import("mail.p12", "password").ok();
    assert_eq!(certificates(database.certificate("mail")), served[..1]);
    assert_eq!(database.keys().ok().out().matches("mail").count(), 1);

    folder.write("exported.pem", &exported);
    folder.write("root.pem", &cfssl::AUTHORITY.root);

    for purpose in ["sslserver", "sslclient"] {
        let line = format!(
            "verify -x509_strict -purpose {purpose} -CAfile root.pem -untrusted exported.pem exported.pem"
        );
        OPENSSL.run(folder, &line).ok();
    }
}

/// What must be the same in a store and in what was made of it.
fn everything(gateway: &Gateway) -> [Value; 6] {
    let plain = "config save - --keys plain --yes";
    let saved = gateway.run(plain).ok().out();
    let saved: String = saved
        .lines()
        .filter(|line| !line.starts_with("saved_at"))
        .collect();
    [
        gateway.bindings(),
        gateway.profile("mail"),
        gateway.profile("Demo"),
        json!(gateway.exported("mail")),
        json!(gateway.exported("Demo")),
        json!(saved),
    ]
}

#[test]
fn a_saved_configuration_makes_a_deleted_store_again() {
    let gateway = bound("ec-p256");
    let before = everything(&gateway);
    let save = "config save saved.toml --keys encrypted --keys-passphrase-file password";
    gateway.run(save).ok();
    let folder = gateway.folder();
    for name in folder.names(".") {
        if name.starts_with("store.db") {
            std::fs::remove_file(folder.path(&name)).expect(&name);
        }
    }
    gateway.run("status").exits(4);

    gateway.run("init --host-name other.example.com").ok();
    gateway
        .run("config load saved.toml --keys-passphrase-file password")
        .ok();
    assert_ne!(
        gateway.json("changes").exits(0)["changes"],
        json!([]),
        "loading stages"
    );
    // The root of the CA is no custom CA, so a new store has to be told that the chain is complete.
    gateway
        .run("commit -m restored --accept served-chain-incomplete")
        .ok();
    let after = everything(&gateway);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
    gateway.run("store check").ok();
}

#[test]
fn a_backup_is_a_store_with_everything_in_it() {
    let gateway = bound("ec-p256");
    let before = everything(&gateway);
    gateway.run("backup backup.db").ok();
    gateway.run("store check --store sqlite:backup.db").ok();
    let on_the_copy = gateway.json("bindings --store sqlite:backup.db").exits(0);
    assert_eq!(on_the_copy["bindings"], before[0]);

    let folder = gateway.folder();
    for name in ["store.db", "store.db-wal", "store.db-shm"] {
        if folder.holds(name) {
            std::fs::remove_file(folder.path(name)).expect(name);
        }
    }
    std::fs::rename(folder.path("backup.db"), folder.path("store.db")).expect("a backup");
    assert_eq!(everything(&gateway), before);
    gateway.create("next", "ec-p256");
    gateway.commit();
}

#[test]
fn an_encrypted_key_in_a_saved_configuration_opens_elsewhere() {
    let gateway = bound("ec-p256");
    let save = "config save saved.toml --keys encrypted --keys-passphrase-file password";
    gateway.run(save).ok();
    let folder = gateway.folder();
    assert_eq!(folder.mode("saved.toml"), 0o600);
    let saved = folder.text("saved.toml");
    let keys = blocks(&saved, "ENCRYPTED PRIVATE KEY");
    let exported = blocks(gateway.exported("mail"), "PRIVATE KEY").concat();
    let opened = keys.iter().any(|key| {
        folder.write("one.der", key);
        let line = "pkey -inform DER -in one.der -passin file:password";
        blocks(OPENSSL.run(folder, line).ok().stdout, "PRIVATE KEY").concat() == exported
    });
    assert!(opened, "one of {} keys is that of the profile", keys.len());
    assert!(!saved.contains(PASSWORD), "the passphrase is not in the file");
}
