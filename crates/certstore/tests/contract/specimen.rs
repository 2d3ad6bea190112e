//! Entries and certificates to put into a store.

use certcore::{
    fingerprint::Fingerprint,
    issue::Description,
    key::{KeyAlgorithm, PrivateKey},
    x509::{Certificate, CertificateRequest, Serial, Validity},
};
use certstore::{
    audit::Origin,
    entry::{
        Destination, DestinationTls, Entry, EntryId, Interface, Kind, MailFlowPolicy, PolicyTls, Profile,
        ProfileOrigin, Switch,
    },
    repository::{Repository, RevisionNumber, RevisionRecord, StagedChange},
};
use chrono::{DateTime, TimeDelta, Utc};

pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn destination(name: &str) -> EntryId {
    EntryId::new(Kind::Destination, name).unwrap()
}

/// One of five entries that differ.
pub(crate) fn tls(number: usize) -> Entry {
    let tls = DestinationTls::ALL[number % DestinationTls::ALL.len()];
    Destination { tls }.into()
}

pub(crate) fn policy(name: &str) -> (EntryId, Entry) {
    let policy = MailFlowPolicy {
        tls: PolicyTls::Preferred,
        verify_client: Switch::Off,
    };
    (EntryId::new(Kind::MailFlowPolicy, name).unwrap(), policy.into())
}

pub(crate) fn interface(name: &str, profiles: &[&str]) -> (EntryId, Entry) {
    let interface = Interface {
        address: "127.0.0.1".parse().unwrap(),
        host_name: "mx1.example.com".parse().unwrap(),
        https: Some(certstore::entry::Https {
            port: 8443,
            profiles: profiles.iter().map(|name| (*name).to_owned()).collect(),
        }),
    };
    (EntryId::new(Kind::Interface, name).unwrap(), interface.into())
}

/// A key with a self-signed certificate and a request.
pub(crate) struct Holder {
    pub(crate) key: PrivateKey,
    pub(crate) certificate: Certificate,
    pub(crate) request: CertificateRequest,
}

impl Holder {
    pub(crate) fn ending_in(days: u32) -> Self {
        let name = format!("mx{days}.example.com");
        let description = Description::builder().common_name(&name).build().unwrap();
        let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let validity = Validity::for_days(now(), days).unwrap();
        let certificate = description
            .self_signed(&key, validity, &Serial::from_random([7; 16]))
            .unwrap();
        Self {
            request: description.request(&key).unwrap(),
            certificate,
            key,
        }
    }

    pub(crate) fn profile(&self) -> Profile {
        Profile {
            origin: ProfileOrigin::SelfSigned,
            key: self.fingerprint(),
            certificate: self.certificate.sha256(),
            intermediates: Vec::new(),
            request: None,
        }
    }

    pub(crate) fn fingerprint(&self) -> Fingerprint {
        self.key.public().sha256()
    }
}

pub(crate) fn profile(name: &str) -> EntryId {
    EntryId::profile(name).unwrap()
}

pub(crate) fn record(number: i64) -> RevisionRecord {
    RevisionRecord {
        number: RevisionNumber(number),
        author: "anna".to_owned(),
        origin: Origin::Console,
        at: now() + TimeDelta::hours(number),
        comment: (number % 2 == 0).then(|| format!("comment {number}")),
    }
}

pub(crate) fn staged(id: &EntryId, entry: Option<Entry>) -> StagedChange {
    StagedChange {
        id: id.clone(),
        entry,
        base: RevisionNumber(3),
        author: "bert".to_owned(),
        origin: Origin::Cli,
        at: now(),
    }
}

/// Commits changes as the next revision.
pub(crate) async fn publish(
    mut repository: Box<dyn Repository>,
    changes: &[(EntryId, Option<Entry>)],
) -> RevisionNumber {
    let number = repository.head().await.unwrap().next();
    repository.add_revision(&record(number.0)).await.unwrap();
    for (id, entry) in changes {
        repository.replace(id, entry.as_ref(), number).await.unwrap();
    }
    repository.commit().await.unwrap();
    number
}
