//! TLS settings and the keys that are bound.

use certcore::key::{KeyAlgorithm, PrivateKey};
use certnet::tls::{Preset, TlsService};
use certstore::entry::ProfileOrigin;

use super::story::{accepting, bind_listener, go, reasons, refused, told};
use crate::{
    commit::Level,
    specimen::{Leaf, Specimen},
    sslconfig::{SetTls, preset, set},
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
