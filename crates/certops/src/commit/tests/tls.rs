//! TLS settings and the keys that are bound.

use certcore::{
    diagnostic::Diagnostic as _,
    key::{KeyAlgorithm, PrivateKey},
};
use certnet::tls::{Preset, Renegotiation, TlsService};
use certstore::entry::{EntryId, ProfileOrigin};

use super::story::{accepting, bind_listener, go, reasons, refused, told};
use crate::{
    clear::Pending,
    commit::Level,
    config_file::{Keys, Load, load, save},
    specimen::{Leaf, Specimen},
    sslconfig::{SetTls, preset, set, show},
};

async fn speak(specimen: &Specimen, protocols: &str, ciphers: &str) {
    let request = SetTls {
        protocols: Some(protocols.parse().unwrap()),
        ciphers: Some(ciphers.parse().unwrap()),
        ..SetTls::default()
    };
    set(&specimen.store, &specimen.actor(), TlsService::Inbound, request)
        .await
        .unwrap();
}

async fn stage_key(specimen: &Specimen, name: &str, algorithm: KeyAlgorithm) {
    let leaf = Leaf::with_key(PrivateKey::generate(algorithm).unwrap(), specimen.now, 90);
    specimen.stage_leaf(name, &leaf, ProfileOrigin::SelfSigned).await;
}

#[tokio::test]
async fn key_that_no_handshake_can_use_refuses_the_settings() {
    let specimen = Specimen::new().await;
    specimen.stage_profile("ec", 90).await;
    bind_listener(&specimen, &["ec"]).await;
    specimen.publish().await;
    speak(&specimen, "1.2", "HIGH:!ECDSA:!kRSA").await;
    assert_eq!(refused(&specimen).await, ["service-key-unusable"]);
    speak(&specimen, "1.2-1.3", "HIGH:!ECDSA:!kRSA").await;
    assert_eq!(refused(&specimen).await, ["tls-version-without-key"]);
    let accepted = accepting(&["tls-version-without-key"]);
    super::story::run(&specimen, &accepted).await.unwrap();
}

#[tokio::test]
async fn key_that_no_handshake_can_use_is_not_bound() {
    let specimen = Specimen::new().await;
    speak(&specimen, "1.2", "ECDHE+ECDSA").await;
    stage_key(&specimen, "rsa", KeyAlgorithm::Rsa2048).await;
    stage_key(&specimen, "ec", KeyAlgorithm::EcP256).await;
    bind_listener(&specimen, &["rsa"]).await;
    assert_eq!(refused(&specimen).await, ["service-key-unusable"]);
    bind_listener(&specimen, &["ec"]).await;
    go(&specimen).await;
}

#[tokio::test]
async fn of_two_keys_the_useless_one_refuses() {
    let specimen = Specimen::new().await;
    speak(&specimen, "1.2", "HIGH:!ECDSA:!kRSA").await;
    stage_key(&specimen, "rsa", KeyAlgorithm::Rsa2048).await;
    stage_key(&specimen, "ec", KeyAlgorithm::EcP256).await;
    bind_listener(&specimen, &["rsa", "ec"]).await;
    assert_eq!(refused(&specimen).await, ["service-key-unusable"]);
    speak(&specimen, "1.2-1.3", "HIGH:!ECDSA:!kRSA").await;
    go(&specimen).await;
}

#[tokio::test]
async fn kind_of_key_that_few_peers_can_use_is_told() {
    let specimen = Specimen::new().await;
    stage_key(&specimen, "ed", KeyAlgorithm::Ed25519).await;
    stage_key(&specimen, "rsa", KeyAlgorithm::Rsa2048).await;
    bind_listener(&specimen, &["ed"]).await;
    let done = go(&specimen).await;
    assert!(told(&done).contains(&("service-key-uncommon", Level::Notice)));
    bind_listener(&specimen, &["ed", "rsa"]).await;
    let done = go(&specimen).await;
    assert!(
        !told(&done)
            .iter()
            .any(|(name, _)| *name == "service-key-uncommon")
    );
}

#[tokio::test]
async fn preset_of_the_appliance_is_accepted_once_and_the_demo_key_serves_under_it() {
    let specimen = Specimen::new().await;
    preset(&specimen.store, &specimen.actor(), Preset::Asyncos15_5)
        .await
        .unwrap();
    assert_eq!(refused(&specimen).await, ["tls-preset-weak"]);
    let accepted = accepting(&["tls-preset-weak"]);
    super::story::run(&specimen, &accepted).await.unwrap();
    preset(&specimen.store, &specimen.actor(), Preset::Modern)
        .await
        .unwrap();
    go(&specimen).await;
}

#[tokio::test]
async fn settings_beside_a_preset_are_accepted_one_by_one() {
    let specimen = Specimen::new().await;
    speak(&specimen, "1.2", "HIGH").await;
    let names = reasons(&specimen, &accepting(&[])).await;
    assert_eq!(names, ["cipher-static-key-exchange"]);
}

/// The services for which this OpenSSL has no suite.
async fn unusable(specimen: &Specimen) -> Vec<TlsService> {
    let services = show(&specimen.store).await.unwrap();
    let unusable = services.into_iter().filter_map(|service| service.unusable);
    unusable.map(|problem| problem.service).collect()
}

#[tokio::test]
async fn stored_string_that_this_openssl_does_not_know_is_told_and_repaired() {
    let specimen = Specimen::new().await;
    let (store, actor) = (&specimen.store, specimen.actor());
    let inbound = EntryId::tls(TlsService::Inbound);
    specimen.rewrite(&inbound, "$.ciphers", "NOSUCHWORD").await;
    assert_eq!(unusable(&specimen).await, [TlsService::Inbound]);

    let renegotiation = SetTls {
        renegotiation: Some(Renegotiation::Allowed),
        ..SetTls::default()
    };
    let set_so = set(store, &actor, TlsService::Inbound, renegotiation)
        .await
        .unwrap();
    assert_eq!(set_so.unusable.unwrap().ciphers.as_str(), "NOSUCHWORD");
    let done = go(&specimen).await;
    assert!(
        told(&done).contains(&("ciphers-not-for-versions", Level::Notice)),
        "{done:?}"
    );

    // It neither keeps a service from being bound elsewhere nor lets one be bound to it.
    specimen.stage_profile("ec", 90).await;
    bind_listener(&specimen, &["ec"]).await;
    assert_eq!(refused(&specimen).await, ["ciphers-not-for-versions"]);

    preset(store, &actor, Preset::Modern).await.unwrap();
    go(&specimen).await;
    assert_eq!(unusable(&specimen).await, []);
}

#[tokio::test]
async fn loaded_string_that_selects_nothing_is_told_and_cannot_be_accepted() {
    let specimen = Specimen::new().await;
    let (store, actor) = (&specimen.store, specimen.actor());
    let inbound = EntryId::tls(TlsService::Inbound);
    specimen.rewrite(&inbound, "$.ciphers", "NOSUCHWORD").await;
    let saved = save(store, &actor, Keys::Plain).await.unwrap();
    preset(store, &actor, Preset::Modern).await.unwrap();
    go(&specimen).await;

    let request = Load {
        text: &saved.text,
        passphrase: None,
        pending: Pending::Refuse,
    };
    let loaded = load(store, &actor, request).await.unwrap();
    assert_eq!(loaded.changed, [inbound]);
    assert!(loaded.unusable[0].to_string().contains("inbound"), "{loaded:?}");
    assert!(
        loaded.unusable[0].to_string().contains("'NOSUCHWORD'"),
        "{loaded:?}"
    );
    let names = ["ciphers-not-for-versions", "cipher-word-unknown"];
    assert_eq!(refused(&specimen).await, names);
    let words = accepting(&["cipher-word-unknown"]);
    assert_eq!(reasons(&specimen, &words).await, ["ciphers-not-for-versions"]);
    let accepted = super::story::run(&specimen, &accepting(&names)).await;
    assert_eq!(accepted.unwrap_err().name(), "finding-not-acceptable");
    preset(store, &actor, Preset::Modern).await.unwrap();
}
