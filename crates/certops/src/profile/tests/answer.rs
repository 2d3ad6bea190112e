//! The CA's answer: what is served of it, and whose it is.

use certcore::{
    diagnostic::Diagnostic as _,
    key::KeyAlgorithm,
    x509::{Certificate, Serial},
};
use certstore::{entry::ProfileOrigin, repository::RevisionNumber};

use super::story::{Ca, create, named, profile, renew, signed, terms, upload, words};
use crate::{
    profile::{
        EarlierHolder, Held, Pending,
        create::{self, Create, SELF_SIGNED_DAYS},
        rekey::{self, Rekey},
        restore::restore,
        upload::{self, Answer, AnswerFinding, Fit, UploadError},
    },
    specimen::{HOST, Leaf, Specimen, WithoutNull},
};

#[tokio::test]
async fn a_messy_answer_is_put_in_order_and_loses_its_root() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let created = create(&specimen, HOST).await.unwrap();
    specimen.publish().await;
    let leaf = ca.sign(&specimen, &created.request, 90);
    let certificates = ca.messy(&leaf);
    let answer = Answer {
        name: HOST,
        certificates: &certificates,
        system: &[],
        cross: certcore::chain::Cross::Keep,
    };
    let plan = upload::plan(&specimen.store, &answer, specimen.now)
        .await
        .unwrap();
    assert_eq!(
        profile(&specimen, HOST).await,
        created.profile,
        "a plan stages nothing"
    );
    let reasons: Vec<&str> = plan
        .repair
        .removed()
        .iter()
        .map(|one| one.reason.as_str())
        .collect();
    assert_eq!(reasons, ["duplicate", "root"]);
    assert_eq!(plan.findings, []);
    let done = upload(&specimen, HOST, &certificates).await.unwrap();
    assert_eq!(done.profile, plan.profile);
    let now = profile(&specimen, HOST).await;
    let served: Vec<_> = now.served().collect();
    assert_eq!(served, [leaf.sha256(), ca.issuing.certificate().sha256()]);
    assert_eq!((now.origin, now.request), (ProfileOrigin::Signed, None));
}

#[tokio::test]
async fn an_answer_whose_rsa_key_has_no_null_parameters_is_for_its_request() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let request = Create {
        name: None,
        description: &named(HOST),
        algorithm: KeyAlgorithm::Rsa2048,
        days: SELF_SIGNED_DAYS,
        serial: &Serial::from_random([9; 16]),
    };
    create::create(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    specimen.publish().await;
    let key = profile(&specimen, HOST).await.key;
    let key = specimen.read().await.private_key(key).await.unwrap();
    let encoded = named(HOST).request(&WithoutNull::new(key)).unwrap();
    let leaf = ca.sign(&specimen, &encoded, 90);
    upload(&specimen, HOST, &ca.messy(&leaf)).await.unwrap();
    assert_eq!(
        profile(&specimen, HOST).await.served().next(),
        Some(leaf.sha256())
    );
}

#[tokio::test]
async fn an_answer_that_does_not_belong_here_is_refused_with_its_place() {
    let mut specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let created = create(&specimen, HOST).await.unwrap();
    let leaf = [ca.sign(&specimen, &created.request, 90)];
    let refused = |error: UploadError| error.name();
    let staged = upload(&specimen, HOST, &leaf).await.unwrap_err();
    assert_eq!(refused(staged), "csr-not-committed");
    specimen.publish().await;
    let other = create(&specimen, "mx2.example.com").await.unwrap();
    specimen.publish().await;
    let theirs = [ca.sign(&specimen, &other.request, 90)];
    let error = upload(&specimen, HOST, &theirs).await.unwrap_err();
    assert_eq!(error.name(), "answer-for-another-profile");
    assert!(error.to_string().contains("'mx2.example.com'"), "{error}");
    let strange = Leaf::new(specimen.now, 90).certificate;
    let nobody = upload(&specimen, HOST, &[strange]).await.unwrap_err();
    assert_eq!(refused(nobody), "answer-fits-no-request");
    let nothing = upload(&specimen, HOST, &ca.messy(&leaf[0])[..2])
        .await
        .unwrap_err();
    assert!(nothing.to_string().contains("only CA certificates"), "{nothing}");
    let own = upload(&specimen, HOST, &[created.certificate]).await.unwrap_err();
    assert_eq!(refused(own), "answer-self-signed");
    specimen.pass_days(91);
    let late = upload(&specimen, HOST, &leaf).await.unwrap_err();
    assert_eq!(refused(late), "certificate-expired");
}

#[tokio::test]
async fn changed_names_and_a_missing_issuer_are_told() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    create(&specimen, HOST).await.unwrap();
    specimen.publish().await;
    let mut reading = specimen.read().await;
    let key = reading
        .private_key(profile(&specimen, HOST).await.key)
        .await
        .unwrap();
    drop(reading);
    let asked_otherwise = named("www.example.com").request(&key).unwrap();
    let leaf = [ca.sign(&specimen, &asked_otherwise, 90)];
    let plan = upload(&specimen, HOST, &leaf).await.unwrap();
    assert_eq!(
        plan.findings,
        [
            AnswerFinding::Names {
                missing: vec![format!("dns:{HOST}")],
                added: vec!["dns:www.example.com".to_owned()],
            },
            AnswerFinding::IssuerMissing {
                issuer: "CN=Example Issuing CA,O=Example Trust".to_owned(),
            },
        ]
    );
}

#[tokio::test]
async fn a_certificate_that_was_signed_again_is_taken_without_a_request() {
    let mut specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    signed(&specimen, &ca).await;
    specimen.pass_days(60);
    let mut reading = specimen.read().await;
    let key = reading
        .private_key(profile(&specimen, HOST).await.key)
        .await
        .unwrap();
    drop(reading);
    let request = named(HOST).request(&key).unwrap();
    let again = ca.messy(&ca.sign(&specimen, &request, 90));
    let plan = upload(&specimen, HOST, &again).await.unwrap();
    assert_eq!(plan.fit, Fit::Key(key.public().sha256()));
    let shorter = ca.messy(&ca.sign(&specimen, &request, 10));
    let plan = upload(&specimen, HOST, &shorter).await.unwrap();
    assert!(matches!(
        plan.findings.as_slice(),
        [AnswerFinding::EndsEarlier { .. }]
    ));
}

#[tokio::test]
async fn a_certificate_that_is_not_newer_does_not_answer_the_request() {
    let mut specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let old = signed(&specimen, &ca).await;
    let messy = ca.messy(&old);
    let same = upload(&specimen, HOST, &messy).await.unwrap();
    assert_eq!(same.profile, same.before, "nothing waits, and nothing changes");
    specimen.pass_days(30);
    let renewed = renew(&specimen).await;
    specimen.publish().await;
    let again = upload(&specimen, HOST, &messy).await.unwrap_err();
    assert_eq!(again.name(), "answer-already-served");
    let alone = upload(&specimen, HOST, &messy[3..]).await.unwrap();
    assert_eq!(alone.findings[0], AnswerFinding::RequestWaits);
    let answer = ca.messy(&ca.sign(&specimen, &renewed, 90));
    let done = upload(&specimen, HOST, &answer).await.unwrap();
    assert_eq!((done.profile.request, done.findings), (None, Vec::new()));
    specimen.publish().await;
    renew(&specimen).await;
    specimen.publish().await;
    let older = upload(&specimen, HOST, &messy).await.unwrap();
    assert_eq!(older.profile.request, profile(&specimen, HOST).await.request);
    assert!(older.profile.request.is_some());
    assert!(matches!(
        older.findings.as_slice(),
        [AnswerFinding::RequestWaits, AnswerFinding::EndsEarlier { .. }]
    ));
}

#[tokio::test]
async fn the_answer_to_a_replaced_request_says_where_that_request_is() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let created = create(&specimen, HOST).await.unwrap();
    specimen.publish().await;
    let actor = specimen.actor();
    let rekey = Rekey {
        name: HOST,
        algorithm: None,
        description: None,
        pending: Pending::Replace,
    };
    let rekeyed = rekey::rekey(&specimen.store, &actor, &rekey).await.unwrap();
    specimen.publish().await;
    let there = RevisionNumber(3);
    let answer = ca.messy(&ca.sign(&specimen, &rekeyed.request, 90));
    restore(&specimen.store, &actor, HOST, RevisionNumber(2))
        .await
        .unwrap();
    specimen.publish().await;
    create(&specimen, "mx2.example.com").await.unwrap();
    for name in [HOST, "mx2.example.com"] {
        let earlier = upload(&specimen, name, &answer).await.unwrap_err();
        let told = EarlierHolder {
            name: HOST.to_owned(),
            held: Held::Request,
            revision: there,
            until: Some(RevisionNumber(4)),
        };
        assert_eq!(earlier, UploadError::Fit(told.into()));
        assert_eq!(earlier.name(), "answer-for-earlier-request");
    }
    restore(&specimen.store, &actor, HOST, there).await.unwrap();
    specimen.publish().await;
    upload(&specimen, HOST, &answer).await.unwrap();
    specimen.publish().await;
    let first = ca.messy(&ca.sign(&specimen, &created.request, 90));
    let earlier = upload(&specimen, HOST, &first).await.unwrap_err();
    assert!(
        earlier
            .to_string()
            .contains("in revision 4, which revision 5 replaced"),
        "{earlier}"
    );
}

#[tokio::test]
async fn an_intermediate_that_the_store_holds_completes_an_answer_without_one() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    signed(&specimen, &ca).await;
    let created = create(&specimen, "mx2.example.com").await.unwrap();
    specimen.publish().await;
    let alone = [ca.sign(&specimen, &created.request, 90)];
    let held = async |specimen: &Specimen, certificates: &[Certificate]| {
        let answer = Answer {
            name: "mx2.example.com",
            certificates,
            system: &[],
            cross: certcore::chain::Cross::Keep,
        };
        upload::held_above(&specimen.store, &answer, specimen.now)
            .await
            .unwrap()
    };
    let issuing = ca.issuing.certificate();
    assert_eq!(held(&specimen, &alone).await, std::slice::from_ref(issuing));
    assert_eq!(held(&specimen, &ca.messy(&alone[0])).await, []);
    let stranger = Ca::new(&specimen);
    let theirs = [stranger.sign(&specimen, &created.request, 90)];
    assert_eq!(held(&specimen, &theirs).await, [], "the same names, another key");
}

#[tokio::test]
async fn an_expired_intermediate_gives_way_to_the_valid_one_that_the_store_holds() {
    let mut specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let old = {
        let key = ca.issuing.certificate().public_key();
        let terms = terms(&specimen, 30, 9);
        ca.root.sign_authority(&words("Issuing"), key, &terms).unwrap()
    };
    specimen.pass_days(40);
    let created = create(&specimen, "mx2.example.com").await.unwrap();
    specimen.publish().await;
    let leaf = ca.sign(&specimen, &created.request, 90);
    let stale = [leaf.clone(), old.clone()];
    let answer = |certificates| Answer {
        name: "mx2.example.com",
        certificates,
        system: &[],
        cross: certcore::chain::Cross::Keep,
    };
    let planned = upload::plan(&specimen.store, &answer(&stale), specimen.now)
        .await
        .unwrap();
    let told = |plan: &upload::Plan<'_>| -> Vec<String> {
        plan.findings
            .iter()
            .map(|finding| finding.name().to_owned())
            .collect()
    };
    assert!(
        told(&planned).contains(&"verify-expired".to_owned()),
        "{planned:?}"
    );
    assert_eq!(planned.profile.intermediates, [old.sha256()]);

    // Another profile has the renewed one.
    signed(&specimen, &ca).await;
    let held = upload::held_above(&specimen.store, &answer(&stale), specimen.now)
        .await
        .unwrap();
    assert_eq!(held, std::slice::from_ref(ca.issuing.certificate()));
    let all = [&stale[..], &held].concat();
    let planned = upload::plan(&specimen.store, &answer(&all), specimen.now)
        .await
        .unwrap();
    assert!(!told(&planned).contains(&"verify-expired".to_owned()));
    assert_eq!(planned.profile.intermediates, [ca.issuing.certificate().sha256()]);
}
