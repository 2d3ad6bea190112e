//! Making a store with the configuration that every gateway begins with.

use std::net::{IpAddr, Ipv4Addr};

use certcore::{
    error_names,
    host::HostName,
    issue::{Description, DescriptionError, IssueError},
    key::{KeyAlgorithm, KeyGenerationError, PrivateKey},
    x509::{Certificate, Serial, Validity, ValidityError},
};
use certnet::tls::{Preset, PresetError, TlsService};
use certstore::{
    entry::{
        Alerts, CaList, Destination, DestinationSettings, DestinationTls, Entry, EntryId, EntryIdError,
        Https, Interface, Kind, LdapSettings, Listener, ListenerKind, Machine, MailFlowPolicy, PolicyTls,
        Profile, ProfileOrigin, Sender, SenderGroup, Switch, UrlFiltering,
    },
    repository::RevisionRecord,
    seal::{DataKey, SealHeader},
    store::{Actor, NewStore, Store, StoreError, StoreUrl},
};
use thiserror::Error;

/// The profile that a store begins with.
pub const DEMO: &str = "Demo";
/// The interface that a store begins with.
pub const INTERFACE: &str = "Management";
/// The listener that a store begins with.
pub const LISTENER: &str = "IncomingMail";
/// The sender group that a listener begins with.
pub const SENDER_GROUP: &str = "ALL";
/// The mail flow policy that a store begins with.
pub const POLICY: &str = "ACCEPTED";

const HTTPS_PORT: u16 = 8443;
const SMTP_PORT: u16 = 25;
/// The demo certificate encrypts and is never verified, so nobody should have to replace it in a hurry.
const DEMO_DAYS: u32 = 3650;

/// What a new store is made of.
#[derive(Debug)]
pub struct Init<'a> {
    /// Where it shall live.
    pub url: &'a StoreUrl,
    /// How its keys are sealed.
    pub header: &'a SealHeader,
    /// The key that seals them.
    pub data_key: DataKey,
    /// The machine's name.
    pub host_name: HostName,
    /// The key of the demo certificate, see [`demo_key`].
    pub demo_key: PrivateKey,
    /// The serial number of the demo certificate.
    pub serial: Serial,
}

/// A new key for the demo certificate: RSA, which every cipher string of the presets has suites for.
///
/// # Errors
///
/// [`KeyGenerationError`].
pub fn demo_key() -> Result<PrivateKey, KeyGenerationError> {
    PrivateKey::generate(KeyAlgorithm::Rsa2048)
}

/// Begins a store whose first revision has a demo profile that is bound everywhere, one interface on loopback, one
/// listener that offers TLS, the preset `modern`, and nothing that anybody could verify.
///
/// It is at its place once it is [published](NewStore::publish), so that an interruption leaves no half store.
///
/// # Errors
///
/// [`InitError`]; where the store cannot be made nothing stays behind.
pub async fn init(request: Init<'_>, actor: &Actor) -> Result<(NewStore, RevisionRecord), InitError> {
    let certificate = demo(&request, actor)?;
    let entries = entries(&request.demo_key, &certificate, request.host_name)?;
    let store = Store::create(request.url, request.header, request.data_key).await?;
    match fill(store.store(), actor, &request.demo_key, &certificate, entries).await {
        Ok(revision) => Ok((store, revision)),
        Err(error) => {
            store.discard().await;
            Err(error)
        }
    }
}

async fn fill(
    store: &Store,
    actor: &Actor,
    key: &PrivateKey,
    certificate: &Certificate,
    entries: Vec<(EntryId, Entry)>,
) -> Result<RevisionRecord, InitError> {
    let mut writing = store.write(actor).await?;
    writing.add_key(key).await?;
    writing.add_certificate(certificate).await?;
    for (id, entry) in entries {
        writing.stage(&id, Some(entry)).await?;
    }
    let staged = writing.repository().staged().await?;
    let revision = writing.publish(&staged, Some("the store is made")).await?;
    writing.commit().await?;
    Ok(revision)
}

fn demo(request: &Init<'_>, actor: &Actor) -> Result<Certificate, InitError> {
    let description = Description::builder()
        .common_name("certctl Demo Certificate")
        .dns(request.host_name.as_str())
        .build()?;
    let validity = Validity::for_days(actor.at, DEMO_DAYS)?;
    Ok(description.self_signed(&request.demo_key, validity, &request.serial)?)
}

fn entries(
    key: &PrivateKey,
    certificate: &Certificate,
    host_name: HostName,
) -> Result<Vec<(EntryId, Entry)>, InitError> {
    let bound = || Some(DEMO.to_owned());
    let mut entries: Vec<(EntryId, Entry)> = vec![
        (
            EntryId::profile(DEMO)?,
            Profile {
                origin: ProfileOrigin::Demo,
                key: key.public().identity(),
                certificate: certificate.sha256(),
                intermediates: Vec::new(),
                request: None,
            }
            .into(),
        ),
        (
            EntryId::new(Kind::Interface, INTERFACE)?,
            Interface {
                address: IpAddr::V4(Ipv4Addr::LOCALHOST),
                host_name: host_name.clone(),
                https: Some(Https {
                    port: HTTPS_PORT,
                    profiles: vec![DEMO.to_owned()],
                }),
            }
            .into(),
        ),
        (
            EntryId::new(Kind::MailFlowPolicy, POLICY)?,
            MailFlowPolicy {
                tls: PolicyTls::Preferred,
                verify_client: Switch::Off,
            }
            .into(),
        ),
        (
            EntryId::new(Kind::Listener, LISTENER)?,
            Listener {
                interface: INTERFACE.to_owned(),
                port: SMTP_PORT,
                kind: ListenerKind::Public,
                domains: Vec::new(),
                profiles: vec![DEMO.to_owned()],
                sender_groups: vec![SENDER_GROUP.to_owned()],
            }
            .into(),
        ),
        (
            EntryId::sender_group(LISTENER, SENDER_GROUP)?,
            SenderGroup {
                senders: vec![Sender::All],
                policy: POLICY.to_owned(),
            }
            .into(),
        ),
        (
            EntryId::new(Kind::Destination, "default")?,
            Destination {
                tls: DestinationTls::Preferred,
            }
            .into(),
        ),
    ];
    for name in ["system", "custom"] {
        let list = CaList {
            enabled: Switch::On,
            certificates: Vec::new(),
        };
        entries.push((EntryId::new(Kind::CaList, name)?, list.into()));
    }
    for service in TlsService::ALL {
        entries.push((EntryId::tls(service), Preset::Modern.settings(service)?.into()));
    }
    let singles: [Entry; 5] = [
        Machine { host_name }.into(),
        DestinationSettings {
            profile: bound(),
            alert_on_required_failure: Switch::Off,
        }
        .into(),
        LdapSettings { profile: bound() }.into(),
        UrlFiltering { profile: bound() }.into(),
        Alerts {
            recipients: Vec::new(),
            expiry: Switch::On,
            expiring_days: Alerts::EXPIRING_DAYS,
        }
        .into(),
    ];
    entries.extend(
        singles
            .into_iter()
            .filter_map(|entry| Some((EntryId::single(entry.kind())?, entry))),
    );
    Ok(entries)
}

/// Why a store could not be made.
#[derive(Debug, Error)]
pub enum InitError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The demo certificate's names.
    #[error(transparent)]
    Description(#[from] DescriptionError),
    /// The demo certificate's validity.
    #[error(transparent)]
    Validity(#[from] ValidityError),
    /// The demo certificate.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The TLS settings.
    #[error(transparent)]
    Preset(#[from] PresetError),
    /// The name of an entry.
    #[error(transparent)]
    Id(#[from] EntryIdError),
}

impl From<certstore::repository::BackendError> for InitError {
    fn from(error: certstore::repository::BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(InitError {
    @via Self::Store(error) => error;
    @via Self::Description(error) => error;
    @via Self::Validity(error) => error;
    @via Self::Issue(error) => error;
    @via Self::Preset(error) => error;
    @via Self::Id(error) => error;
});
