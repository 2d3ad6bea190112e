//! Renewal with the same key and with a new one.

use certcore::{diagnostic::Diagnostic as _, x509::Certificate};
use certstore::entry::ProfileOrigin;

use super::story::{Ca, named, profile, signed, state, upload};
use crate::{
    profile::{
        Pending, RequestFinding,
        rekey::{self, Rekey},
        renew::{self, Renew},
        state::ProfileState,
    },
    specimen::{HOST, Leaf, Specimen},
};

#[tokio::test]
async fn a_renewal_keeps_key_and_names_until_the_answer_comes() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let leaf = signed(&specimen, &ca).await;
    let mut request = Renew {
        name: HOST,
        description: None,
        pending: Pending::Keep,
    };
    let renewed = renew::renew(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_eq!(renewed.request.public_key(), leaf.public_key());
    assert_eq!(renewed.request.alternative_names(), leaf.alternative_names());
    assert_eq!(profile(&specimen, HOST).await.certificate, leaf.sha256());
    let twice = renew::renew(&specimen.store, &specimen.actor(), &request).await;
    assert_eq!(twice.unwrap_err().name(), "csr-pending");
    request.pending = Pending::Replace;
    renew::renew(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_request_says_what_it_does_not_ask_for_again() {
    let specimen = Specimen::new().await;
    // openssl req -x509 -subj "/DC=com/DC=example/serialNumber=77/OU=Mail/OU=Gateways/CN=mail.example.com" \
    //     -addext subjectAltName=DNS:mail.example.com,URI:https://mail.example.com/
    let imported = Leaf {
        certificate: Certificate::read(include_bytes!("data/other-attributes.crt")).unwrap(),
        ..Leaf::new(specimen.now, 90)
    };
    specimen
        .stage_leaf(HOST, &imported, ProfileOrigin::Imported)
        .await;
    let mut request = Rekey {
        name: HOST,
        algorithm: None,
        description: None,
        pending: Pending::Keep,
    };
    let rekeyed = rekey::rekey(&specimen.store, &specimen.actor(), &request).await;
    let left_out = [
        "DC=com",
        "DC=example",
        "serialNumber=77",
        "OU=Mail",
        "uri:https://mail.example.com/",
    ];
    let told = RequestFinding::LeftOut {
        left_out: left_out.map(str::to_owned).to_vec(),
    };
    assert_eq!(rekeyed.unwrap().findings, [told]);
    let described = named(HOST);
    request.pending = Pending::Replace;
    request.description = Some(&described);
    let rekeyed = rekey::rekey(&specimen.store, &specimen.actor(), &request).await;
    assert_eq!(rekeyed.unwrap().findings, []);
}

#[tokio::test]
async fn a_new_key_waits_for_its_answer_while_the_old_certificate_serves() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let leaf = signed(&specimen, &ca).await;
    let request = Rekey {
        name: HOST,
        algorithm: None,
        description: None,
        pending: Pending::Keep,
    };
    let rekeyed = rekey::rekey(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_ne!(rekeyed.request.public_key(), leaf.public_key());
    assert_eq!(rekeyed.request.public_key().kind(), leaf.public_key().kind());
    specimen.publish().await;
    assert_eq!(profile(&specimen, HOST).await.certificate, leaf.sha256());
    assert_eq!(state(&specimen, HOST).await.0, ProfileState::AwaitingAnswer);
    let answer = ca.messy(&ca.sign(&specimen, &rekeyed.request, 90));
    upload(&specimen, HOST, &answer).await.unwrap();
    let now = profile(&specimen, HOST).await;
    assert_eq!(now.key, rekeyed.request.public_key().sha256());
}
