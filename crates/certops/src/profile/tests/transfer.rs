//! Keys with their certificates coming in and going out.

use certcore::{
    diagnostic::Diagnostic as _,
    host::HostName,
    issue::Authority,
    key::{KeyAlgorithm, PrivateKey},
    pkcs12,
    secret::Password,
};
use certstore::{entry::ProfileOrigin, store::KeptKey};

use super::story::{Ca, named, signed, terms};
use crate::{
    commit::{self, Commit, CommitError, Level, MailHosts, NameService},
    init::DEMO,
    profile::{
        export,
        import::{self, Existing, Import},
    },
    specimen::{HOST, Leaf, Specimen},
};

#[tokio::test]
async fn an_import_takes_the_place_of_a_profile_only_when_told() {
    let specimen = Specimen::new().await;
    let leaf = Leaf::new(specimen.now, 90);
    let (keys, certificates) = ([leaf.key.clone()], [leaf.certificate.clone()]);
    let mut request = Import {
        name: Some(DEMO),
        keys: &keys,
        certificates: &certificates,
        system: &[],
        cross: certcore::chain::Cross::Keep,
        existing: Existing::Keep,
    };
    let refused = import::import(&specimen.store, &specimen.actor(), &request).await;
    assert_eq!(refused.unwrap_err().name(), "profile-exists");
    request.existing = Existing::Overwrite;
    let imported = import::import(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_eq!(
        imported.users.len(),
        5,
        "every binding stays: {:?}",
        imported.users
    );
    assert_eq!(imported.profile.origin, ProfileOrigin::SelfSigned);
    request.keys = &[];
    let refused = import::import(&specimen.store, &specimen.actor(), &request).await;
    assert_eq!(refused.unwrap_err().name(), "import-without-key");
    let strange = [PrivateKey::generate(KeyAlgorithm::EcP256).unwrap()];
    request.keys = &strange;
    let refused = import::import(&specimen.store, &specimen.actor(), &request).await;
    assert_eq!(refused.unwrap_err().name(), "key-does-not-match");
}

#[tokio::test]
async fn an_import_repairs_a_damaged_key_of_the_store_and_says_so() {
    let specimen = Specimen::new().await;
    let leaf = Leaf::new(specimen.now, 90);
    let id = specimen.stage_leaf("mx", &leaf, ProfileOrigin::SelfSigned).await;
    specimen.publish().await;
    let (keys, certificates) = ([leaf.key.clone()], [leaf.certificate.clone()]);
    let mut request = Import {
        name: Some("mx"),
        keys: &keys,
        certificates: &certificates,
        system: &[],
        cross: certcore::chain::Cross::Keep,
        existing: Existing::Overwrite,
    };
    specimen.damage(&leaf.key).await;
    let refused = export::key(&specimen.store, &specimen.actor(), "mx").await;
    assert_eq!(refused.unwrap_err().name(), "store-key-damaged");
    let imported = import::import(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_eq!((imported.staged, imported.key), (false, KeptKey::Repaired));
    assert_eq!(imported.findings[0].name(), "import-key-repaired");
    let exported = export::key(&specimen.store, &specimen.actor(), "mx")
        .await
        .unwrap();
    assert_eq!(*exported.key.write_der().unwrap(), *leaf.key.write_der().unwrap());

    let again = import::import(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_eq!((again.staged, again.key), (false, KeptKey::Known));

    // Also after the profile was deleted, under another name.
    specimen.stage(&id, None).await;
    specimen.publish().await;
    specimen.damage(&leaf.key).await;
    request.name = Some("other");
    let imported = import::import(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_eq!((imported.staged, imported.key), (true, KeptKey::Repaired));
    specimen.publish().await;
    let exported = export::key(&specimen.store, &specimen.actor(), "other")
        .await
        .unwrap();
    assert_eq!(*exported.key.write_der().unwrap(), *leaf.key.write_der().unwrap());
}

#[tokio::test]
async fn of_several_keys_the_one_with_a_certificate_is_imported() {
    let specimen = Specimen::new().await;
    let leaf = Leaf::new(specimen.now, 90);
    let other = Leaf::new(specimen.now, 90);
    let keys = [other.key.clone(), leaf.key.clone(), leaf.key.clone()];
    let mut request = Import {
        name: Some("mx"),
        keys: &keys,
        certificates: std::slice::from_ref(&leaf.certificate),
        system: &[],
        cross: certcore::chain::Cross::Keep,
        existing: Existing::Keep,
    };
    let imported = import::import(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_eq!(imported.profile.key, leaf.key.public().sha256());
    let both = [leaf.certificate.clone(), other.certificate.clone()];
    request.certificates = &both;
    let refused = import::import(&specimen.store, &specimen.actor(), &request).await;
    assert_eq!(refused.unwrap_err().name(), "import-several-keys");
}

#[tokio::test]
async fn an_exported_key_opens_with_its_password_and_is_in_the_audit_log() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let leaf = signed(&specimen, &ca).await;
    let password = Password::new("correct horse").unwrap();
    let request = export::Pkcs12 {
        name: HOST,
        protection: pkcs12::Profile::Legacy,
        password: &password,
    };
    let exported = export::pkcs12(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    let file = pkcs12::Pkcs12::read(&exported.der, &password).unwrap();
    assert_eq!(file.certificates()[0].certificate, leaf);
    assert_eq!(file.keys()[0].friendly_name.as_deref(), Some(HOST));
    let mut reading = specimen.read().await;
    let links = reading.repository().audit_links(1, 1000).await.unwrap();
    let last = &links.last().unwrap().record;
    assert_eq!(
        (last.action.as_str(), last.subject.as_str()),
        ("export-key", "profile mail.example.com")
    );
    let given_out = format!(
        "PKCS#12 legacy, key {}, certificate {}",
        leaf.public_key().sha256(),
        leaf.sha256()
    );
    assert_eq!(last.detail, given_out);
    drop(reading);
    let chain = export::chain(&specimen.store, HOST).await.unwrap();
    assert_eq!(chain.certificates, [leaf, ca.issuing.certificate().clone()]);
}

#[tokio::test]
async fn an_intermediate_that_the_store_holds_completes_an_import_while_it_lasts() {
    let mut specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    signed(&specimen, &ca).await;
    let key = [PrivateKey::generate(KeyAlgorithm::EcP256).unwrap()];
    let asked = named("mx2.example.com").request(&key[0]).unwrap();
    let alone = [ca.sign_beyond_its_end(&specimen, &asked)];
    let request = Import {
        name: None,
        keys: &key,
        certificates: &alone,
        system: &[],
        cross: certcore::chain::Cross::Keep,
        existing: Existing::Keep,
    };
    let issuing = ca.issuing.certificate();
    let held = import::held_above(&specimen.store, &request, specimen.now).await;
    assert_eq!(held.unwrap(), std::slice::from_ref(issuing));
    specimen.pass_days(3650);
    let held = import::held_above(&specimen.store, &request, specimen.now).await;
    assert_eq!(held.unwrap(), []);
}

struct Nobody;

impl NameService for Nobody {
    fn mail_hosts(&mut self, _: &HostName) -> MailHosts {
        MailHosts::Null
    }
}

#[tokio::test]
async fn certificate_of_plain_openssl_req_is_imported_and_accepted_by_name() {
    let specimen = Specimen::new().await;
    let key = PrivateKey::generate(KeyAlgorithm::Rsa2048).unwrap();
    // What `openssl req -x509` makes without further options: self-signed, CA:TRUE, no alternative name.
    let authority = Authority::root(&named(HOST), key.clone(), &terms(&specimen, 365, 3)).unwrap();
    let (keys, certificates) = ([key], [authority.certificate().clone()]);
    let request = Import {
        name: Some(DEMO),
        keys: &keys,
        certificates: &certificates,
        system: &[],
        existing: Existing::Overwrite,
        cross: certcore::chain::Cross::Keep,
    };
    let imported = import::import(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    assert_eq!(imported.profile.origin, ProfileOrigin::SelfSigned);
    assert_eq!(imported.profile.certificate, certificates[0].sha256());
    let mut names = Nobody;
    let mut commit = Commit::default();
    let refused = commit::commit(&specimen.store, &specimen.actor(), &commit, &mut names).await;
    let CommitError::Refused(refusal) = refused.unwrap_err() else {
        panic!("it has to be accepted");
    };
    let reasons: Vec<_> = refusal
        .reasons()
        .map(|reason| (reason.name, reason.level))
        .collect();
    assert!(
        reasons.contains(&("authority-as-leaf", Level::Acceptable)),
        "{reasons:?}"
    );
    commit.accept = reasons.iter().map(|(name, _)| (*name).to_owned()).collect();
    commit::commit(&specimen.store, &specimen.actor(), &commit, &mut names)
        .await
        .unwrap();
}
