//! Requests: when they are given out, and what editing them keeps.

use certcore::{diagnostic::Diagnostic as _, x509::Serial};

use super::story::{Ca, create, named, profile, state, upload};
use crate::{
    init::DEMO,
    profile::{
        csr,
        edit::{self, Edit},
        state::{ProfileState, Standing},
    },
    specimen::{HOST, Specimen},
};

#[tokio::test]
async fn the_states_follow_a_profile_from_its_making_to_its_end() {
    let mut specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let created = create(&specimen, HOST).await.unwrap();
    assert_eq!(created.name, HOST);
    assert_eq!(
        state(&specimen, HOST).await,
        (ProfileState::SelfSigned, Standing::Added)
    );
    specimen.publish().await;
    assert_eq!(
        state(&specimen, HOST).await,
        (ProfileState::AwaitingAnswer, Standing::InForce)
    );
    let leaf = ca.sign(&specimen, &created.request, 90);
    upload(&specimen, HOST, &ca.messy(&leaf)).await.unwrap();
    assert_eq!(
        state(&specimen, HOST).await,
        (ProfileState::Signed, Standing::Changed)
    );
    specimen.publish().await;
    specimen.pass_days(60);
    assert_eq!(state(&specimen, HOST).await.0, ProfileState::Expiring);
    specimen.pass_days(31);
    assert_eq!(state(&specimen, HOST).await.0, ProfileState::Expired);
    assert_eq!(state(&specimen, DEMO).await.0, ProfileState::Demo);
}

#[tokio::test]
async fn a_taken_name_is_refused_and_a_wildcard_gets_a_name_in_words() {
    let specimen = Specimen::new().await;
    create(&specimen, HOST).await.unwrap();
    assert_eq!(
        create(&specimen, HOST).await.unwrap_err().name(),
        "profile-exists"
    );
    let wildcard = create(&specimen, "*.example.com").await.unwrap();
    assert_eq!(wildcard.name, "wildcard.example.com");
}

#[tokio::test]
async fn a_request_is_given_out_only_once_it_is_committed() {
    let specimen = Specimen::new().await;
    let created = create(&specimen, HOST).await.unwrap();
    let csr = |name: &'static str| csr::csr(&specimen.store, name, specimen.now);
    assert_eq!(csr(HOST).await.unwrap_err().name(), "csr-not-committed");
    specimen.publish().await;
    assert_eq!(csr(HOST).await.unwrap().request, created.request);
    assert_eq!(csr(DEMO).await.unwrap_err().name(), "csr-none");
    assert_eq!(csr("nowhere").await.unwrap_err().name(), "profile-missing");
}

#[tokio::test]
async fn an_edited_request_keeps_its_key_and_must_be_committed_again() {
    let specimen = Specimen::new().await;
    let created = create(&specimen, HOST).await.unwrap();
    specimen.publish().await;
    let request = Edit {
        name: HOST,
        description: &named("mx2.example.com"),
        days: Some(30),
        serial: &Serial::from_random([8; 16]),
    };
    let edited = edit::edit(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_eq!(edited.request.public_key(), created.request.public_key());
    let certificate = edited.certificate.unwrap();
    assert_eq!(certificate.subject().common_name(), Some("mx2.example.com"));
    assert_eq!(profile(&specimen, HOST).await.certificate, certificate.sha256());
    let refused = csr::csr(&specimen.store, HOST, specimen.now).await;
    assert_eq!(refused.unwrap_err().name(), "csr-not-committed");
    let demo = Edit {
        name: DEMO,
        ..request
    };
    let refused = edit::edit(&specimen.store, &specimen.actor(), &demo).await;
    assert_eq!(refused.unwrap_err().name(), "csr-none");
}
