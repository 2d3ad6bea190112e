//! What a certificate must be to be served.

use certcore::{
    diagnostic::Diagnostic as _,
    issue::{Authority, Description, Terms},
    key::{KeyAlgorithm, PrivateKey},
    x509::{Certificate, Purpose, Serial, Validity},
};
use certstore::entry::{
    Alerts, CaList, EntryId, Kind, Listener, PendingRequest, Profile, ProfileOrigin, Switch,
};

use super::story::{bind_listener, bind_outbound, go, refused, run, told};
use crate::{
    commit::{Commit, Level},
    profile::import::{Existing, Import, import},
    specimen::{HOST, Leaf, Specimen, WithoutNull},
};

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
async fn an_rsa_certificate_without_null_parameters_fits_its_key() {
    let specimen = Specimen::new().await;
    let key = PrivateKey::generate(KeyAlgorithm::Rsa2048).unwrap();
    let key = WithoutNull::new(key);
    let description = Description::builder()
        .common_name(HOST)
        .dns(HOST)
        .build()
        .unwrap();
    let validity = Validity::for_days(specimen.now, 90).unwrap();
    let certificate = description.self_signed(&key, validity, &Serial::from_random([5; 16]));
    let request = Import {
        name: Some("mx"),
        keys: &[key.key],
        certificates: &[certificate.unwrap()],
        system: &[],
        cross: certcore::chain::Cross::Keep,
        existing: Existing::Keep,
    };
    import(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    go(&specimen).await;
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

/// A root, intermediates below it in the order of a chain, and a certificate for `HOST`.
fn tiers(specimen: &Specimen, count: usize) -> (Certificate, Vec<Certificate>, Leaf) {
    let terms = Terms {
        validity: Validity::for_days(specimen.now, 90).unwrap(),
        serial: Serial::from_random([6; 16]),
        purposes: Vec::new(),
        ca_issuers: None,
    };
    let name = |name: &str| Description::builder().common_name(name);
    let key = || PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let mut issuer = Authority::root(&name("Root").build().unwrap(), key(), &terms).unwrap();
    let root = issuer.certificate().clone();
    let mut chain = Vec::new();
    for number in 0..count {
        let key = key();
        let subject = name(&format!("I{number}")).build().unwrap();
        let certificate = issuer.sign_authority(&subject, key.public(), &terms).unwrap();
        chain.insert(0, certificate.clone());
        issuer = Authority::new(certificate, key).unwrap();
    }
    let key = key();
    let request = name(HOST).dns(HOST).build().unwrap().request(&key).unwrap();
    let certificate = issuer.sign(&request, &terms).unwrap();
    (root, chain, Leaf { key, certificate })
}

async fn stage_chain(specimen: &Specimen, leaf: &Leaf, chain: &[Certificate]) {
    let profile = Profile {
        intermediates: chain.iter().map(Certificate::sha256).collect(),
        ..leaf.profile(ProfileOrigin::Signed)
    };
    let mut writing = specimen.store.write(&specimen.actor()).await.unwrap();
    writing.add_key(&leaf.key).await.unwrap();
    for certificate in [&leaf.certificate].into_iter().chain(chain) {
        writing.add_certificate(certificate).await.unwrap();
    }
    let id = EntryId::profile("mx").unwrap();
    writing.stage(&id, Some(profile.into())).await.unwrap();
    writing.commit().await.unwrap();
}

#[tokio::test]
async fn chain_that_lacks_its_second_intermediate_has_to_be_accepted() {
    let specimen = Specimen::new().await;
    let (root, chain, leaf) = tiers(&specimen, 2);
    stage_chain(&specimen, &leaf, &chain[..1]).await;
    assert_eq!(refused(&specimen).await, ["served-chain-incomplete"]);
    // With all of it, nothing is missing once the root is known.
    stage_chain(&specimen, &leaf, &chain).await;
    assert_eq!(refused(&specimen).await, ["served-chain-incomplete"]);
    let mut writing = specimen.store.write(&specimen.actor()).await.unwrap();
    writing.add_certificate(&root).await.unwrap();
    writing.commit().await.unwrap();
    go(&specimen).await;
}

#[tokio::test]
async fn root_of_the_system_completes_a_chain_unless_its_list_is_off() {
    let specimen = Specimen::new().await;
    let (root, chain, leaf) = tiers(&specimen, 1);
    stage_chain(&specimen, &leaf, &chain).await;
    let id = EntryId::new(Kind::CaList, "system").unwrap();
    let list = |enabled| CaList {
        enabled,
        certificates: Vec::new(),
    };
    specimen.stage(&id, Some(list(Switch::Off).into())).await;
    let request = || Commit {
        system: vec![root.clone()],
        ..Commit::default()
    };
    let error = run(&specimen, &request()).await.unwrap_err();
    assert_eq!(error.name(), "served-chain-incomplete");
    specimen.stage(&id, Some(list(Switch::On).into())).await;
    run(&specimen, &request()).await.unwrap();
}

#[tokio::test]
async fn expiring_is_by_the_lifetime_and_by_the_alert_settings() {
    for (lifetime, age, days, is_expiring) in [
        (6, 0, 30, false),
        (6, 5, 30, true),
        (90, 59, 30, false),
        (90, 61, 30, true),
        (365, 330, 30, false),
        (365, 330, 60, true),
    ] {
        let mut specimen = Specimen::new().await;
        let leaf = Leaf::new(specimen.now, lifetime);
        specimen.pass_days(age);
        specimen.stage_leaf("mx", &leaf, ProfileOrigin::SelfSigned).await;
        let id = EntryId::single(Kind::Alerts).unwrap();
        let mut alerts: Alerts = specimen.entry(&id).await.unwrap().try_into().unwrap();
        alerts.expiring_days = days;
        specimen.stage(&id, Some(alerts.into())).await;
        let done = go(&specimen).await;
        let told = told(&done)
            .iter()
            .any(|(name, _)| *name == "served-certificate-expiring");
        assert_eq!(told, is_expiring, "{lifetime} {age} {days}");
    }
}

#[tokio::test]
async fn what_no_tls_server_can_serve_is_refused() {
    const PRECERTIFICATE: &[u8] =
        include_bytes!("../../../../../fixtures/cases/24-precertificate/input/pre.pem");
    const ITS_KEY: &[u8] = include_bytes!("../../../../../fixtures/cases/24-precertificate/input/leaf.key");
    const UNLOADABLE: &[u8] =
        include_bytes!("../../../../../fixtures/cases/03-openssl-cannot-read/input/cn-visible.pem");
    const ITS_OTHER_KEY: &[u8] =
        include_bytes!("../../../../../fixtures/cases/03-openssl-cannot-read/input/ek.key");
    for (certificate, key, name) in [
        (PRECERTIFICATE, ITS_KEY, "certificate-is-precertificate"),
        (UNLOADABLE, ITS_OTHER_KEY, "certificate-not-loadable"),
    ] {
        let specimen = Specimen::new().await;
        let leaf = Leaf {
            key: PrivateKey::read(key, None).unwrap(),
            certificate: Certificate::read(certificate).unwrap(),
        };
        specimen.stage_leaf("mx", &leaf, ProfileOrigin::Imported).await;
        let names = refused(&specimen).await;
        assert!(names.contains(&name), "{names:?}");
    }
}
