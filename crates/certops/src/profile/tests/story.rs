//! What the tests have in common: a CA, and the steps before those that they are about.

use certcore::{
    issue::{Authority, Description, Terms},
    key::{KeyAlgorithm, PrivateKey},
    x509::{Certificate, CertificateRequest, Serial, Validity},
};
use certstore::entry::{EntryId, Profile};

use crate::{
    profile::{
        Pending,
        create::{self, Create, SELF_SIGNED_DAYS},
        list::{self, List, Listed},
        renew::{self, Renew},
        show,
        state::{ProfileState, Standing},
        upload::{self, Answer, UploadError},
    },
    specimen::{HOST, Specimen},
};

/// A CA of two levels, whose root nobody knows.
pub(super) struct Ca {
    pub(super) root: Authority<PrivateKey>,
    pub(super) issuing: Authority<PrivateKey>,
    issuing_key: PrivateKey,
}

impl Ca {
    pub(super) fn new(specimen: &Specimen) -> Self {
        let key = || PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let terms = terms(specimen, 3650, 1);
        let root = Authority::root(&words("Root"), key(), &terms).unwrap();
        let issuing = key();
        let certificate = root
            .sign_authority(&words("Issuing"), issuing.public(), &terms)
            .unwrap();
        Self {
            issuing: Authority::new(certificate, issuing.clone()).unwrap(),
            issuing_key: issuing,
            root,
        }
    }

    pub(super) fn sign(&self, specimen: &Specimen, request: &CertificateRequest, days: u32) -> Certificate {
        self.issuing.sign(request, &terms(specimen, days, 7)).unwrap()
    }

    /// A certificate that outlives the issuing authority, as no authority here signs it: by a longer one of the same name and
    /// key.
    pub(super) fn sign_beyond_its_end(
        &self,
        specimen: &Specimen,
        request: &CertificateRequest,
    ) -> Certificate {
        let key = self.issuing_key.clone();
        let longer = Authority::root(&words("Issuing"), key, &terms(specimen, 4000, 1)).unwrap();
        longer.sign(request, &terms(specimen, 4000, 7)).unwrap()
    }

    /// As CAs send it: the root first, the intermediate twice, the certificate last.
    pub(super) fn messy(&self, leaf: &Certificate) -> Vec<Certificate> {
        let issuing = self.issuing.certificate();
        let root = self.root.certificate();
        vec![root.clone(), issuing.clone(), issuing.clone(), leaf.clone()]
    }
}

pub(super) fn terms(specimen: &Specimen, days: u32, serial: u8) -> Terms {
    Terms {
        validity: Validity::for_days(specimen.now, days).unwrap(),
        serial: Serial::from_random([serial; 16]),
        purposes: Vec::new(),
        ca_issuers: None,
    }
}

pub(super) fn words(name: &str) -> Description {
    Description::builder()
        .organization("Example Trust")
        .common_name(&format!("Example {name} CA"))
        .build()
        .unwrap()
}

pub(super) fn named(host: &str) -> Description {
    Description::builder().common_name(host).build().unwrap()
}

pub(super) async fn create(specimen: &Specimen, host: &str) -> Result<create::Created, create::CreateError> {
    let request = Create {
        name: None,
        description: &named(host),
        algorithm: KeyAlgorithm::EcP256,
        days: SELF_SIGNED_DAYS,
        serial: &Serial::from_random([9; 16]),
    };
    create::create(&specimen.store, &specimen.actor(), &request).await
}

/// A new request for the key that the profile has.
pub(super) async fn renew(specimen: &Specimen) -> CertificateRequest {
    let request = Renew {
        name: HOST,
        description: None,
        pending: Pending::Keep,
    };
    let renewed = renew::renew(&specimen.store, &specimen.actor(), &request).await;
    renewed.unwrap().request
}

pub(super) async fn upload<'a>(
    specimen: &Specimen,
    name: &'a str,
    certificates: &'a [Certificate],
) -> Result<upload::Plan<'a>, UploadError> {
    let answer = Answer {
        name,
        certificates,
        system: &[],
        cross: certcore::chain::Cross::Keep,
    };
    upload::upload(&specimen.store, &specimen.actor(), &answer).await
}

/// A profile for `HOST` with a certificate of the CA for 90 days, committed.
pub(super) async fn signed(specimen: &Specimen, ca: &Ca) -> Certificate {
    let created = create(specimen, HOST).await.unwrap();
    specimen.publish().await;
    let leaf = ca.sign(specimen, &created.request, 90);
    upload(specimen, HOST, &ca.messy(&leaf)).await.unwrap();
    specimen.publish().await;
    leaf
}

pub(super) async fn profile(specimen: &Specimen, name: &str) -> Profile {
    let id = EntryId::profile(name).unwrap();
    specimen.entry(&id).await.unwrap().try_into().unwrap()
}

pub(super) async fn state(specimen: &Specimen, name: &str) -> (ProfileState, Standing) {
    let shown = show::show(&specimen.store, name, specimen.now).await.unwrap();
    (shown.state, shown.standing)
}

pub(super) async fn listed(specimen: &Specimen, ending_within: Option<u32>) -> Vec<Listed> {
    let request = List {
        ending_within,
        expiry: None,
    };
    list::list(&specimen.store, &request, specimen.now).await.unwrap()
}
