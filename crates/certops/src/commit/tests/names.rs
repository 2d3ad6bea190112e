//! Names of certificates, interfaces and MX records.

use std::collections::BTreeMap;

use certcore::host::HostName;
use certstore::entry::{Listener, ProfileOrigin};

use super::story::{Table, accepting, bind_listener, reasons, run, told};
use crate::{
    bind::{Place, bind},
    commit::{Commit, CommitError, Level, Outcome, Strictness, commit},
    specimen::{Leaf, Specimen},
};

#[tokio::test]
async fn names_that_differ_are_shown_side_by_side_and_refuse_only_under_strict() {
    let specimen = Specimen::new().await;
    specimen.stage_profile("mx", 90).await;
    let id = bind_listener(&specimen, &["mx"]).await;
    let mut listener: Listener = specimen.entry(&id).await.unwrap().try_into().unwrap();
    listener.domains = vec!["example.com".parse().unwrap()];
    specimen.stage(&id, Some(listener.into())).await;
    let domain: HostName = "example.com".parse().unwrap();
    let mut names = Table(BTreeMap::from([(
        domain,
        vec!["mx9.example.com".parse().unwrap()],
    )]));
    let strict = Commit {
        strictness: Strictness::Strict,
        accept: accepting(&["self-signed"]).accept,
        ..Commit::default()
    };
    let refused = commit(&specimen.store, &specimen.actor(), &strict, &mut names).await;
    let CommitError::Refused(refusal) = refused.unwrap_err() else {
        panic!("names refuse");
    };
    let reasons: Vec<_> = refusal.reasons().map(|reason| reason.name).collect();
    assert_eq!(reasons, ["names-differ"]);
    let message = refusal.to_string();
    assert!(
        message.contains("the certificate names mail.example.com, the MX records of example.com name mx9.example.com, the interface is mail.example.com"),
        "{message}"
    );
    let done = commit(&specimen.store, &specimen.actor(), &Commit::default(), &mut names).await;
    let Outcome::Committed(done) = done.unwrap() else {
        panic!("something is staged");
    };
    assert!(!done.names[0].agree);
    assert!(told(&done).contains(&("names-differ", Level::Notice)));
}

#[tokio::test]
async fn one_of_several_certificates_with_the_name_is_enough() {
    let specimen = Specimen::new().await;
    let stranger = Leaf::for_names("mx2.example.net", &[], &[], specimen.now, 90);
    specimen.stage_profile("mx", 90).await;
    specimen
        .stage_leaf("other", &stranger, ProfileOrigin::SelfSigned)
        .await;
    let id = bind_listener(&specimen, &["mx", "other"]).await;
    let place = Place::of(&id).unwrap();
    let bound = bind(
        &specimen.store,
        &specimen.actor(),
        &place,
        &["mx".to_owned(), "other".to_owned()],
    )
    .await
    .unwrap();
    assert_eq!(bound.findings, []);
    let strict = Commit {
        strictness: Strictness::Strict,
        accept: accepting(&["self-signed"]).accept,
        ..Commit::default()
    };
    let Outcome::Committed(done) = run(&specimen, &strict).await.unwrap() else {
        panic!("something is staged");
    };
    let agree: Vec<bool> = done.names.iter().map(|row| row.agree).collect();
    assert_eq!(agree, [true, false], "each row says what it compares");
    bind(&specimen.store, &specimen.actor(), &place, &["other".to_owned()])
        .await
        .unwrap();
    assert_eq!(reasons(&specimen, &strict).await, ["names-differ"]);
}

#[tokio::test]
async fn domain_without_an_answer_does_not_stop_a_strict_commit() {
    let specimen = Specimen::new().await;
    specimen.stage_profile("mx", 90).await;
    let id = bind_listener(&specimen, &["mx"]).await;
    let mut listener: Listener = specimen.entry(&id).await.unwrap().try_into().unwrap();
    listener.domains = vec!["example.com".parse().unwrap()];
    specimen.stage(&id, Some(listener.into())).await;
    let strict = Commit {
        strictness: Strictness::Strict,
        accept: accepting(&["self-signed"]).accept,
        ..Commit::default()
    };
    let Outcome::Committed(done) = run(&specimen, &strict).await.unwrap() else {
        panic!("something is staged");
    };
    assert!(done.names[0].agree && done.names[0].mail_hosts.as_ref().unwrap().is_err());
}
