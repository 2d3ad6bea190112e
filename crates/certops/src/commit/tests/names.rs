//! Names of certificates, interfaces and MX records.

use std::collections::BTreeMap;

use certcore::host::HostName;
use certstore::entry::{Listener, ProfileOrigin};

use super::story::{Table, accepting, bind_listener, reasons, run, told};
use crate::{
    bind::{Place, bind},
    commit::{
        Agreement, Commit, CommitError, Committed, Level, MailHosts, Outcome, Strictness, UnusableMx, commit,
    },
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
        MailHosts::Known {
            hosts: vec!["mx9.example.com".parse().unwrap()],
            unusable: Vec::new(),
        },
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
    assert_eq!(done.names[0].agreement, Agreement::Differ);
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
    let agree: Vec<Agreement> = done.names.iter().map(|row| row.agreement).collect();
    assert_eq!(
        agree,
        [Agreement::Agree, Agreement::Differ],
        "each row says what it compares"
    );
    bind(&specimen.store, &specimen.actor(), &place, &["other".to_owned()])
        .await
        .unwrap();
    assert_eq!(reasons(&specimen, &strict).await, ["names-differ"]);
}

/// A listener whose certificate and interface have one name, for a domain of which the DNS says this.
async fn reasons_with(hosts: Option<MailHosts>, accept: &[&str]) -> Result<Committed, Vec<&'static str>> {
    let specimen = Specimen::new().await;
    specimen.stage_profile("mx", 90).await;
    let id = bind_listener(&specimen, &["mx"]).await;
    let mut listener: Listener = specimen.entry(&id).await.unwrap().try_into().unwrap();
    let domain: HostName = "example.com".parse().unwrap();
    listener.domains = vec![domain.clone()];
    specimen.stage(&id, Some(listener.into())).await;
    let strict = Commit {
        strictness: Strictness::Strict,
        accept: accepting(&[&["self-signed"], accept].concat()).accept,
        ..Commit::default()
    };
    let mut names = Table(hosts.into_iter().map(|hosts| (domain.clone(), hosts)).collect());
    match commit(&specimen.store, &specimen.actor(), &strict, &mut names).await {
        Ok(Outcome::Committed(done)) => Ok(done),
        Err(CommitError::Refused(refusal)) => Err(refusal.reasons().map(|reason| reason.name).collect()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn domain_without_an_answer_refuses_a_strict_commit_until_it_is_accepted() {
    assert_eq!(reasons_with(None, &[]).await.unwrap_err(), ["dns-no-answer"]);
    let done = reasons_with(None, &["dns-no-answer"]).await.unwrap();
    assert_eq!(done.names[0].agreement, Agreement::Unknown);
    assert!(told(&done).contains(&("dns-no-answer", Level::Accepted)));
}

#[tokio::test]
async fn domain_that_receives_no_mail_refuses_a_strict_commit() {
    let null = Some(MailHosts::Null);
    assert_eq!(reasons_with(null.clone(), &[]).await.unwrap_err(), ["mx-null"]);
    let done = reasons_with(null, &["mx-null"]).await.unwrap();
    assert_eq!(done.names[0].agreement, Agreement::Differ);
}

#[tokio::test]
async fn mx_record_that_names_no_host_refuses_a_strict_commit() {
    let hosts = Some(MailHosts::Known {
        hosts: vec!["mail.example.com".parse().unwrap()],
        unusable: vec![UnusableMx {
            exchange: "_mx.example.com".to_owned(),
            reason: "it has an underscore".to_owned(),
        }],
    });
    assert_eq!(
        reasons_with(hosts.clone(), &[]).await.unwrap_err(),
        ["mx-record-unusable"]
    );
    let done = reasons_with(hosts, &["mx-record-unusable"]).await.unwrap();
    assert_eq!(done.names[0].agreement, Agreement::Agree);
}
