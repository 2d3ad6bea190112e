//! Each check of a commit, on a store.

use std::collections::BTreeMap;

use certcore::{diagnostic::Diagnostic as _, host::HostName, x509::Purpose};
use certnet::tls::{Preset, TlsService};
use certstore::entry::{
    CaList, Entry, EntryId, Interface, Kind, Listener, MailFlowPolicy, PendingRequest, PolicyTls, Profile,
    ProfileOrigin, Switch,
};

use super::*;
use crate::{
    bind::{Place, bind},
    init,
    specimen::{HOST, Leaf, Specimen},
};

/// A table of MX hosts; a domain that is not in it gets no answer.
#[derive(Default)]
struct Table(BTreeMap<HostName, Vec<HostName>>);

impl NameService for Table {
    fn mail_hosts(&mut self, domain: &HostName) -> MailHosts {
        self.0.get(domain).cloned().ok_or_else(|| NoAnswer {
            reason: "no server answered".to_owned(),
        })
    }
}

async fn run(specimen: &Specimen, request: &Commit) -> Result<Outcome, CommitError> {
    commit(&specimen.store, &specimen.actor(), request, &mut Table::default()).await
}

async fn go(specimen: &Specimen) -> Committed {
    match run(specimen, &Commit::default()).await.unwrap() {
        Outcome::Committed(done) => done,
        Outcome::NothingStaged => panic!("something is staged"),
    }
}

/// The names of what refuses the commit.
async fn reasons(specimen: &Specimen, request: &Commit) -> Vec<&'static str> {
    match run(specimen, request).await.unwrap_err() {
        CommitError::Refused(refusal) => refusal.reasons().map(|reason| reason.name).collect(),
        other => panic!("{other}"),
    }
}

async fn refused(specimen: &Specimen) -> Vec<&'static str> {
    reasons(specimen, &Commit::default()).await
}

fn accepting(names: &[&str]) -> Commit {
    Commit {
        accept: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Commit::default()
    }
}

fn told(done: &Committed) -> Vec<(&'static str, Level)> {
    done.findings
        .iter()
        .map(|finding| (finding.name, finding.level))
        .collect()
}

async fn bind_listener(specimen: &Specimen, profiles: &[&str]) -> EntryId {
    specimen
        .stage_listener(init::LISTENER, init::INTERFACE, 25, profiles)
        .await
}

async fn bind_outbound(specimen: &Specimen, profile: &str) {
    let id = EntryId::single(Kind::DestinationSettings).unwrap();
    let settings = certstore::entry::DestinationSettings {
        profile: Some(profile.to_owned()),
        alert_on_required_failure: Switch::Off,
    };
    specimen.stage(&id, Some(settings.into())).await;
}

#[tokio::test]
async fn nothing_staged_is_nothing_to_do() {
    let specimen = Specimen::new().await;
    assert_eq!(
        run(&specimen, &Commit::default()).await,
        Ok(Outcome::NothingStaged)
    );
}

#[tokio::test]
async fn good_profile_goes_through_and_the_demo_is_mentioned() {
    let specimen = Specimen::new().await;
    specimen.stage_profile("mx", 90).await;
    bind_listener(&specimen, &["mx"]).await;
    let request = Commit {
        comment: Some("first".to_owned()),
        ..Commit::default()
    };
    let Outcome::Committed(done) = run(&specimen, &request).await.unwrap() else {
        panic!("something is staged");
    };
    assert_eq!(
        (done.revision.number.0, done.revision.comment.as_deref()),
        (2, Some("first"))
    );
    assert_eq!(
        told(&done),
        [("demo-bound", Level::Notice), ("self-signed", Level::Notice)]
    );
    assert_eq!(
        run(&specimen, &Commit::default()).await,
        Ok(Outcome::NothingStaged)
    );
}

#[tokio::test]
async fn certificate_of_another_key_is_refused() {
    let specimen = Specimen::new().await;
    let (one, other) = (Leaf::new(specimen.now, 90), Leaf::new(specimen.now, 90));
    specimen.stage_leaf("other", &other, ProfileOrigin::Signed).await;
    let id = specimen.stage_leaf("mx", &one, ProfileOrigin::Signed).await;
    let mixed = Profile {
        certificate: other.certificate.sha256(),
        ..one.profile(ProfileOrigin::Signed)
    };
    specimen.stage(&id, Some(mixed.into())).await;
    assert_eq!(refused(&specimen).await, ["profile-key-of-another-certificate"]);
}

#[tokio::test]
async fn profile_without_its_key_is_refused() {
    let specimen = Specimen::new().await;
    let leaf = Leaf::new(specimen.now, 90);
    let id = specimen.stage_leaf("mx", &leaf, ProfileOrigin::Signed).await;
    let keyless = Leaf::new(specimen.now, 90);
    let mut profile = leaf.profile(ProfileOrigin::Signed);
    profile.key = keyless.key.public().sha256();
    specimen.stage(&id, Some(profile.into())).await;
    assert_eq!(refused(&specimen).await, ["profile-key-missing"]);
}

#[tokio::test]
async fn expired_certificate_is_refused_and_nothing_is_lost() {
    let mut specimen = Specimen::new().await;
    let mx = specimen.stage_profile("mx", 10).await;
    specimen.pass_days(11);
    assert_eq!(refused(&specimen).await, ["served-certificate-expired"]);
    assert!(specimen.entry(&mx).await.is_some());
    assert!(
        specimen
            .read()
            .await
            .repository()
            .entry(&mx)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn certificate_of_tomorrow_is_refused_today() {
    let specimen = Specimen::new().await;
    let leaf = Leaf::new(specimen.now + chrono::Days::new(1), 90);
    specimen.stage_leaf("mx", &leaf, ProfileOrigin::SelfSigned).await;
    assert_eq!(refused(&specimen).await, ["served-certificate-not-yet-valid"]);
}

#[tokio::test]
async fn expired_certificate_that_was_bound_before_does_not_stop_another_change() {
    let mut specimen = Specimen::new().await;
    specimen.stage_profile("mx", 10).await;
    let listener = bind_listener(&specimen, &["mx"]).await;
    go(&specimen).await;
    specimen.pass_days(11);
    let mut entry: Listener = specimen.entry(&listener).await.unwrap().try_into().unwrap();
    entry.port = 2525;
    specimen.stage(&listener, Some(entry.into())).await;
    let done = go(&specimen).await;
    assert!(
        told(&done).contains(&("served-certificate-expired", Level::Notice)),
        "{done:?}"
    );
}

#[tokio::test]
async fn binding_an_expired_certificate_anew_is_refused() {
    let mut specimen = Specimen::new().await;
    specimen.stage_profile("mx", 10).await;
    go(&specimen).await;
    specimen.pass_days(11);
    bind_listener(&specimen, &["mx"]).await;
    assert_eq!(refused(&specimen).await, ["served-certificate-expired"]);
}

#[tokio::test]
async fn certificate_for_servers_does_not_go_out_as_a_client() {
    let specimen = Specimen::new().await;
    let leaf = Leaf::for_names(HOST, &[HOST], &[Purpose::ServerAuth], specimen.now, 90);
    specimen.stage_leaf("mx", &leaf, ProfileOrigin::SelfSigned).await;
    bind_listener(&specimen, &["mx"]).await;
    go(&specimen).await;
    bind_outbound(&specimen, "mx").await;
    assert_eq!(refused(&specimen).await, ["service-usage-unfit"]);
}

#[tokio::test]
async fn answer_that_does_not_fit_a_bound_service_is_refused() {
    let specimen = Specimen::new().await;
    specimen.stage_profile("mx", 90).await;
    bind_listener(&specimen, &["mx"]).await;
    go(&specimen).await;
    let leaf = Leaf::for_names(HOST, &[HOST], &[Purpose::ClientAuth], specimen.now, 90);
    specimen.stage_leaf("mx", &leaf, ProfileOrigin::SelfSigned).await;
    assert_eq!(refused(&specimen).await, ["service-usage-unfit"]);
}

#[tokio::test]
async fn listener_without_certificate_is_refused_while_a_policy_offers_tls() {
    let specimen = Specimen::new().await;
    bind_listener(&specimen, &[]).await;
    assert_eq!(refused(&specimen).await, ["listener-without-certificate"]);
    let policy = MailFlowPolicy {
        tls: PolicyTls::Off,
        verify_client: Switch::Off,
    };
    let id = EntryId::new(Kind::MailFlowPolicy, init::POLICY).unwrap();
    specimen.stage(&id, Some(policy.into())).await;
    go(&specimen).await;

    let policy = MailFlowPolicy {
        tls: PolicyTls::Required,
        verify_client: Switch::Off,
    };
    specimen.stage(&id, Some(policy.into())).await;
    assert_eq!(refused(&specimen).await, ["listener-without-certificate"]);
}

#[tokio::test]
async fn https_without_certificate_is_refused() {
    let specimen = Specimen::new().await;
    let data = specimen.stage_interface("Data", "192.0.2.1").await;
    specimen.stage_https(&data, 443, &[]).await;
    assert_eq!(refused(&specimen).await, ["https-without-certificate"]);
}

#[tokio::test]
async fn profile_that_is_bound_cannot_be_deleted() {
    let specimen = Specimen::new().await;
    let mx = specimen.stage_profile("mx", 90).await;
    bind_listener(&specimen, &["mx"]).await;
    go(&specimen).await;
    specimen.stage(&mx, None).await;
    assert_eq!(refused(&specimen).await, ["deleted-while-used"]);
    bind_listener(&specimen, &["Demo"]).await;
    go(&specimen).await;
}

#[tokio::test]
async fn entry_that_names_what_does_not_exist_is_refused() {
    let specimen = Specimen::new().await;
    specimen.stage_listener("Second", "Nowhere", 26, &["mx"]).await;
    let refusal = run(&specimen, &Commit::default()).await.unwrap_err().to_string();
    assert!(
        refusal.contains("listener Second names profile mx, which does not exist")
            && refusal.contains("listener Second names interface Nowhere, which does not exist"),
        "{refusal}"
    );
}

#[tokio::test]
async fn second_service_on_an_address_and_port_is_refused() {
    let specimen = Specimen::new().await;
    specimen
        .stage_listener("Second", init::INTERFACE, 25, &["Demo"])
        .await;
    assert_eq!(refused(&specimen).await, ["address-in-use"]);
    specimen
        .stage_listener("Second", init::INTERFACE, 8443, &["Demo"])
        .await;
    assert_eq!(
        refused(&specimen).await,
        ["address-in-use"],
        "HTTPS listens there"
    );
    let any = specimen.stage_interface("Any", "0.0.0.0").await;
    specimen.stage_listener("Second", "Any", 25, &["Demo"]).await;
    assert_eq!(refused(&specimen).await, ["address-in-use"], "all addresses");
    let mut interface: Interface = specimen.entry(&any).await.unwrap().try_into().unwrap();
    interface.address = "192.0.2.1".parse().unwrap();
    specimen.stage(&any, Some(interface.into())).await;
    go(&specimen).await;
}

#[tokio::test]
async fn sender_group_that_its_listener_does_not_list_is_refused() {
    let specimen = Specimen::new().await;
    let listener = bind_listener(&specimen, &["Demo"]).await;
    let all = EntryId::sender_group(init::LISTENER, init::SENDER_GROUP).unwrap();
    let orphan = EntryId::sender_group(init::LISTENER, "Orphan").unwrap();
    let group = specimen.entry(&all).await;
    specimen.stage(&orphan, group).await;
    assert_eq!(refused(&specimen).await, ["sender-group-unlisted"]);
    specimen.stage(&orphan, None).await;
    let mut entry: Listener = specimen.entry(&listener).await.unwrap().try_into().unwrap();
    entry.sender_groups.clear();
    specimen.stage(&listener, Some(entry.into())).await;
    assert_eq!(refused(&specimen).await, ["sender-group-unlisted"]);
    specimen.stage(&all, None).await;
    go(&specimen).await;
}

#[tokio::test]
async fn candidate_that_changed_after_it_was_looked_at_is_not_committed() {
    let specimen = Specimen::new().await;
    let seen = async || Commit {
        edition: Some(crate::changes::changes(&specimen.store).await.unwrap().edition),
        ..accepting(&[])
    };
    specimen.stage_interface("Data", "192.0.2.1").await;
    let early = seen().await;
    specimen.stage_interface("Data", "192.0.2.2").await;
    let refused = run(&specimen, &early).await.unwrap_err();
    assert_eq!(refused.name(), "candidate-changed");
    let now = seen().await;
    assert!(matches!(run(&specimen, &now).await, Ok(Outcome::Committed(_))));
}

#[tokio::test]
async fn default_destination_cannot_be_deleted() {
    let specimen = Specimen::new().await;
    let id = EntryId::new(Kind::Destination, "default").unwrap();
    specimen.stage(&id, None).await;
    assert_eq!(refused(&specimen).await, ["entry-required"]);
}

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

#[test]
fn cipher_string_that_selects_nothing_cannot_be_staged() {
    let mut value = Entry::from(Preset::Modern.settings(TlsService::Inbound).unwrap())
        .to_json()
        .unwrap();
    value["ciphers"] = "NULL:!NULL".into();
    assert!(Entry::from_json(&EntryId::tls(TlsService::Inbound), value).is_err());
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

#[tokio::test]
async fn request_of_another_key_is_refused() {
    let specimen = Specimen::new().await;
    let (one, other) = (Leaf::new(specimen.now, 90), Leaf::new(specimen.now, 90));
    let id = specimen.stage_leaf("mx", &one, ProfileOrigin::SelfSigned).await;
    let description = certcore::issue::Description::builder().common_name(HOST);
    let request = description.build().unwrap().request(&other.key).unwrap();
    let mixed = Profile {
        request: Some(PendingRequest {
            request: request.sha256(),
            key: one.key.public().sha256(),
        }),
        ..one.profile(ProfileOrigin::SelfSigned)
    };
    let mut writing = specimen.store.write(&specimen.actor()).await.unwrap();
    writing.add_request(&request).await.unwrap();
    writing.stage(&id, Some(mixed.into())).await.unwrap();
    writing.commit().await.unwrap();
    assert_eq!(refused(&specimen).await, ["profile-key-of-another-request"]);
}

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

#[tokio::test]
async fn entry_that_another_commit_touched_stays_staged_and_the_rest_goes_through() {
    let specimen = Specimen::new().await;
    let listener = bind_listener(&specimen, &["Demo"]).await;
    let mut entry: Listener = specimen.entry(&listener).await.unwrap().try_into().unwrap();
    entry.port = 2525;
    specimen.stage(&listener, Some(entry.clone().into())).await;
    go(&specimen).await;

    let base = certstore::repository::RevisionNumber(1);
    let mx = specimen.stage_profile("mx", 90).await;
    entry.port = 26;
    let mut writing = specimen.store.write(&specimen.actor()).await.unwrap();
    writing
        .stage_on(&listener, Some(entry.into()), base)
        .await
        .unwrap();
    writing.commit().await.unwrap();

    let done = go(&specimen).await;
    assert_eq!(done.entries, [mx]);
    assert_eq!(done.conflicts[0].id, listener);
    let alone = run(&specimen, &Commit::default()).await.unwrap_err();
    assert_eq!(alone.name(), "commit-conflict");
    assert!(
        alone
            .to_string()
            .contains("listener IncomingMail was changed by another commit after admin")
    );
}

#[tokio::test]
async fn signed_certificate_that_is_served_alone_has_to_be_accepted() {
    let specimen = Specimen::new().await;
    let (root, leaf) = crate::specimen::signed(specimen.now, 90);
    specimen.stage_leaf("mx", &leaf, ProfileOrigin::Signed).await;
    assert_eq!(refused(&specimen).await, ["served-chain-incomplete"]);

    let id = EntryId::new(Kind::CaList, "custom").unwrap();
    let list = CaList {
        enabled: Switch::On,
        certificates: vec![root.sha256()],
    };
    let mut writing = specimen.store.write(&specimen.actor()).await.unwrap();
    writing.add_certificate(&root).await.unwrap();
    writing.stage(&id, Some(list.clone().into())).await.unwrap();
    writing.commit().await.unwrap();
    go(&specimen).await;

    for (enabled, certificates) in [(Switch::Off, list.certificates.clone()), (Switch::On, Vec::new())] {
        let without = CaList {
            enabled,
            certificates,
        };
        specimen.stage(&id, Some(without.into())).await;
        let alone = ("served-chain-incomplete", Level::Notice);
        assert!(told(&go(&specimen).await).contains(&alone));
        specimen.stage(&id, Some(list.clone().into())).await;
        assert!(!told(&go(&specimen).await).contains(&alone));
    }
}
