//! What is committed once it is accepted, and what is not even then.

use certcore::diagnostic::Diagnostic as _;
use certnet::tls::{Preset, TlsService};
use certstore::entry::{EntryId, ProfileOrigin};

use super::story::{accepting, refused, run, told};
use crate::{
    commit::{Level, Outcome},
    specimen::{HOST, Leaf, Specimen},
};

#[tokio::test]
async fn deprecated_tls_is_committed_once_its_name_is_accepted() {
    let specimen = Specimen::new().await;
    let settings = Preset::Asyncos15_5.settings(TlsService::Inbound).unwrap();
    let id = EntryId::tls(TlsService::Inbound);
    specimen.stage(&id, Some(settings.into())).await;
    let reasons = refused(&specimen).await;
    assert!(reasons.contains(&"tls-version-deprecated"), "{reasons:?}");
    let Outcome::Committed(done) = run(&specimen, &accepting(&reasons)).await.unwrap() else {
        panic!("something is staged");
    };
    assert!(told(&done).contains(&("tls-version-deprecated", Level::Accepted)));
}

#[tokio::test]
async fn common_name_outside_the_alternative_names_has_to_be_accepted() {
    let specimen = Specimen::new().await;
    let leaf = Leaf::for_names("Mail gateway", &[HOST], &[], specimen.now, 90);
    specimen.stage_leaf("mx", &leaf, ProfileOrigin::SelfSigned).await;
    let reasons = refused(&specimen).await;
    assert_eq!(reasons, ["common-name-not-in-names"]);
    assert!(run(&specimen, &accepting(&reasons)).await.is_ok());
}

#[tokio::test]
async fn accepting_does_not_help_against_an_expired_certificate() {
    let mut specimen = Specimen::new().await;
    specimen.stage_profile("mx", 10).await;
    specimen.pass_days(11);
    let request = accepting(&["served-certificate-expired"]);
    let refused = run(&specimen, &request).await.unwrap_err();
    assert_eq!(refused.name(), "finding-not-acceptable");
}

#[tokio::test]
async fn mistyped_name_is_refused_with_those_that_can_be_accepted() {
    let specimen = Specimen::new().await;
    let refused = run(&specimen, &accepting(&["tls-version-depreciated"])).await;
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("'tls-version-depreciated'"), "{message}");
    for name in [
        "tls-version-deprecated",
        "names-differ",
        "self-signed",
        "served-certificate-expiring",
    ] {
        assert!(message.contains(name), "{message}");
    }
    assert!(!message.contains("served-certificate-expired"), "{message}");
}
