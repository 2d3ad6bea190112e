//! The life of a profile, as an administrator walks through it.

use certcore::{
    diagnostic::Diagnostic as _,
    issue::{Authority, Description, Terms},
    key::{KeyAlgorithm, PrivateKey},
    pkcs12,
    secret::Password,
    x509::{Certificate, CertificateRequest, Serial, Validity},
};
use certstore::{
    entry::{EntryId, Profile, ProfileOrigin},
    repository::RevisionNumber,
};

use super::{
    Pending,
    create::{self, Create, SELF_SIGNED_DAYS},
    csr, delete,
    edit::{self, Edit},
    export,
    import::{self, Existing, Import},
    list::{self, List, Listed},
    rekey::{self, Rekey},
    renew::{self, Renew},
    restore, show,
    state::{ProfileState, Standing},
    upload::{self, Answer, AnswerFinding, Fit, UploadError},
    versions,
};
use crate::{
    init::DEMO,
    specimen::{HOST, Leaf, Specimen},
};

/// A CA of two levels, whose root nobody knows.
struct Ca {
    root: Authority<PrivateKey>,
    issuing: Authority<PrivateKey>,
}

impl Ca {
    fn new(specimen: &Specimen) -> Self {
        let key = || PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let terms = terms(specimen, 3650, 1);
        let root = Authority::root(&words("Root"), key(), &terms).unwrap();
        let issuing = key();
        let certificate = root
            .sign_authority(&words("Issuing"), issuing.public(), &terms)
            .unwrap();
        Self {
            issuing: Authority::new(certificate, issuing).unwrap(),
            root,
        }
    }

    fn sign(&self, specimen: &Specimen, request: &CertificateRequest, days: u32) -> Certificate {
        self.issuing.sign(request, &terms(specimen, days, 7)).unwrap()
    }

    /// As CAs send it: the root first, the intermediate twice, the certificate last.
    fn messy(&self, leaf: &Certificate) -> Vec<Certificate> {
        let issuing = self.issuing.certificate();
        let root = self.root.certificate();
        vec![root.clone(), issuing.clone(), issuing.clone(), leaf.clone()]
    }
}

fn terms(specimen: &Specimen, days: u32, serial: u8) -> Terms {
    Terms {
        validity: Validity::for_days(specimen.now, days).unwrap(),
        serial: Serial::from_random([serial; 16]),
        purposes: Vec::new(),
        ca_issuers: None,
    }
}

fn words(name: &str) -> Description {
    Description::builder()
        .organization("Example Trust")
        .common_name(&format!("Example {name} CA"))
        .build()
        .unwrap()
}

fn named(host: &str) -> Description {
    Description::builder().common_name(host).build().unwrap()
}

async fn create(specimen: &Specimen, host: &str) -> Result<create::Created, create::CreateError> {
    let request = Create {
        name: None,
        description: &named(host),
        algorithm: KeyAlgorithm::EcP256,
        days: SELF_SIGNED_DAYS,
        serial: &Serial::from_random([9; 16]),
    };
    create::create(&specimen.store, &specimen.actor(), &request).await
}

async fn upload<'a>(
    specimen: &Specimen,
    name: &'a str,
    certificates: &'a [Certificate],
) -> Result<upload::Plan<'a>, UploadError> {
    let answer = Answer {
        name,
        certificates,
        system: &[],
    };
    upload::upload(&specimen.store, &specimen.actor(), &answer).await
}

/// A profile for `HOST` with a certificate of the CA for 90 days, committed.
async fn signed(specimen: &Specimen, ca: &Ca) -> Certificate {
    let created = create(specimen, HOST).await.unwrap();
    specimen.publish().await;
    let leaf = ca.sign(specimen, &created.request, 90);
    upload(specimen, HOST, &ca.messy(&leaf)).await.unwrap();
    specimen.publish().await;
    leaf
}

async fn profile(specimen: &Specimen, name: &str) -> Profile {
    let id = EntryId::profile(name).unwrap();
    specimen.entry(&id).await.unwrap().try_into().unwrap()
}

async fn state(specimen: &Specimen, name: &str) -> (ProfileState, Standing) {
    let shown = show::show(&specimen.store, name, 30, specimen.now).await.unwrap();
    (shown.state, shown.standing)
}

async fn listed(specimen: &Specimen, ending_within: Option<u32>) -> Vec<Listed> {
    let request = List {
        ending_within,
        expiring_days: 30,
    };
    list::list(&specimen.store, &request, specimen.now).await.unwrap()
}

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
        days: 30,
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
    let der = export::pkcs12(&specimen.store, &specimen.actor(), &request)
        .await
        .unwrap();
    let file = pkcs12::Pkcs12::read(&der, &password).unwrap();
    assert_eq!(file.certificates()[0].certificate, leaf);
    assert_eq!(file.keys()[0].friendly_name.as_deref(), Some(HOST));
    let mut reading = specimen.read().await;
    let links = reading.repository().audit_links(1, 1000).await.unwrap();
    let last = &links.last().unwrap().record;
    assert_eq!(
        (last.action.as_str(), last.subject.as_str()),
        ("export-key", "profile mail.example.com")
    );
    drop(reading);
    let chain = export::chain(&specimen.store, HOST).await.unwrap();
    assert_eq!(chain.certificates, [leaf, ca.issuing.certificate().clone()]);
}

#[tokio::test]
async fn a_bound_profile_is_not_deleted_and_a_free_one_is() {
    let specimen = Specimen::new().await;
    let refused = delete::delete(&specimen.store, &specimen.actor(), DEMO).await;
    assert_eq!(refused.unwrap_err().name(), "entry-in-use");
    create(&specimen, HOST).await.unwrap();
    specimen.publish().await;
    delete::delete(&specimen.store, &specimen.actor(), HOST)
        .await
        .unwrap();
    assert!(
        listed(&specimen, None)
            .await
            .iter()
            .all(|listed| listed.name != HOST)
    );
    let twice = delete::delete(&specimen.store, &specimen.actor(), HOST).await;
    assert_eq!(twice.unwrap_err().name(), "profile-missing");
}

#[tokio::test]
async fn an_earlier_version_comes_back_with_its_key() {
    let specimen = Specimen::new().await;
    let ca = Ca::new(&specimen);
    let leaf = signed(&specimen, &ca).await;
    delete::delete(&specimen.store, &specimen.actor(), HOST)
        .await
        .unwrap();
    specimen.publish().await;
    let versions = versions::versions(&specimen.store, HOST).await.unwrap();
    let revisions: Vec<_> = versions
        .iter()
        .map(|one| (one.since.0, one.until.map(|until| until.0)))
        .collect();
    assert_eq!(revisions, [(3, Some(4)), (2, Some(3))]);
    assert_eq!(versions[0].author, "admin");
    let actor = specimen.actor();
    let back = |revision: i64| restore::restore(&specimen.store, &actor, HOST, RevisionNumber(revision));
    for never in [0, 1, 4, 5] {
        assert_eq!(back(never).await.unwrap_err().name(), "profile-version-missing");
    }
    let restored = back(3).await.unwrap();
    assert_eq!(restored.version.profile.certificate, leaf.sha256());
    let identity = export::key(&specimen.store, &specimen.actor(), HOST)
        .await
        .unwrap();
    assert_eq!(identity.key.public(), leaf.public_key());
    let nobody = versions::versions(&specimen.store, "nowhere").await;
    assert_eq!(nobody.unwrap_err().name(), "profile-missing");
}

#[tokio::test]
async fn the_list_lays_the_candidate_over_what_is_in_force() {
    let mut specimen = Specimen::new().await;
    specimen.stage_profile("long", 900).await;
    specimen.stage_profile("middle", 60).await;
    specimen.publish().await;
    specimen.stage_profile("short", 20).await;
    specimen.stage_profile("middle", 10).await;
    let names = |listed: &[Listed]| -> Vec<(String, &str)> {
        listed
            .iter()
            .map(|one| (one.name.clone(), one.standing.as_str()))
            .collect()
    };
    let all = listed(&specimen, None).await;
    let row = |name: &str, standing| (name.to_owned(), standing);
    assert_eq!(
        names(&all),
        [
            row(DEMO, "in-force"),
            row("long", "in-force"),
            row("middle", "changed"),
            row("short", "added"),
        ]
    );
    assert_eq!(all[0].users.len(), 5);
    let ending = listed(&specimen, Some(30)).await;
    assert_eq!(names(&ending), [row("middle", "changed"), row("short", "added")]);
    assert_eq!(ending[0].remaining_days, 9);
    specimen
        .stage_listener("Second", "Management", 2525, &["short"])
        .await;
    specimen.pass_days(30);
    let ending = listed(&specimen, Some(0)).await;
    assert_eq!(ending[1].state, ProfileState::Expired);
    assert_eq!(ending[1].users[0].to_string(), "listener Second");
}
