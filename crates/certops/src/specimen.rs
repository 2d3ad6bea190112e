//! A store for tests, in a folder that goes with it, and a clock that stands where the test sets it.

use std::sync::LazyLock;

use certcore::{
    issue::{Authority, Description, Terms},
    key::{KeyAlgorithm, PrivateKey, PublicKey, SignError, SigningKey},
    x509::{Certificate, Purpose, Serial, Validity},
};
use certstore::{
    audit::Origin,
    entry::{
        CaList, Entry, EntryId, Https, Interface, Kind, Listener, ListenerKind, Profile, ProfileOrigin,
        Sender, SenderGroup, Switch,
    },
    repository::RevisionNumber,
    seal::{DataKey, KeyFile, MasterKey, MasterKeySource, Nonce, SealHeader},
    store::{Actor, Reading, Store, StoreUrl},
};
use chrono::{DateTime, Days, Utc};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use crate::init::{Init, demo_key, init};

/// The name of the machine, of its interface and of what is made without another name.
pub(crate) const HOST: &str = "mail.example.com";

/// One key for the demo certificates of all stores: an RSA key takes as long to make as many tests.
static DEMO_KEY: LazyLock<PrivateKey> = LazyLock::new(|| demo_key().unwrap());

/// A new store as `init` makes it.
#[derive(Debug)]
pub(crate) struct Specimen {
    /// The store.
    pub(crate) store: Store,
    /// What time it is; a test sets it.
    pub(crate) now: DateTime<Utc>,
    folder: TempDir,
}

/// The data key of the store.
fn data_key() -> DataKey {
    DataKey::generate(&[2; 32])
}

impl Specimen {
    /// A new store, on 2026-01-01.
    pub(crate) async fn new() -> Self {
        Self::with_demo_key(DEMO_KEY.clone()).await
    }

    /// The same with another key of the demo certificate.
    pub(crate) async fn with_demo_key(demo_key: PrivateKey) -> Self {
        let folder = TempDir::new().unwrap();
        let url = StoreUrl::Sqlite(folder.path().join("store.db"));
        let path = KeyFile::new(folder.path().join("store.key")).unwrap();
        let master = MasterKey::generate(&[1; 32]);
        let data_key = data_key();
        let source = MasterKeySource::File { path };
        let header = SealHeader::new(source, &master, &data_key, Nonce::from_random([3; 12])).unwrap();
        let now: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
        let request = Init {
            url: &url,
            header: &header,
            data_key,
            host_name: HOST.parse().unwrap(),
            demo_key,
            serial: Serial::from_random([4; 16]),
        };
        let (begun, _) = init(request, &actor("admin", now)).await.unwrap();
        let store = begun.publish().await.unwrap();
        Self { store, now, folder }
    }

    /// The administrator, now.
    pub(crate) fn actor(&self) -> Actor {
        actor("admin", self.now)
    }

    /// Puts another key's octets in the place of a private key that the store keeps, as a store may have it that was filled
    /// before keys were checked.
    pub(crate) async fn damage(&self, key: &PrivateKey) {
        let fingerprint = key.public().identity().to_string();
        let other = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let sealed = data_key()
            .seal(
                &format!("key {fingerprint}"),
                &other.write_der().unwrap(),
                Nonce::from_random([9; 12]),
            )
            .unwrap();
        let mut raw = self.raw().await;
        let changed = sqlx::query("UPDATE private_key SET sealed = ? WHERE fingerprint = ?")
            .bind(sealed)
            .bind(fingerprint)
            .execute(&mut raw)
            .await
            .unwrap();
        assert_eq!(changed.rows_affected(), 1);
        raw.close().await.unwrap();
    }

    /// Changes a field of an active entry behind the store's back, as a release with another OpenSSL may have written it.
    pub(crate) async fn rewrite(&self, id: &EntryId, path: &str, value: &str) {
        let mut raw = self.raw().await;
        let statement =
            "UPDATE entry SET body = json_set(body, ?, ?) WHERE kind = ? AND name = ? AND until IS NULL";
        let changed = sqlx::query(statement)
            .bind(path)
            .bind(value)
            .bind(id.kind().as_str())
            .bind(id.name())
            .execute(&mut raw)
            .await
            .unwrap();
        assert_eq!(changed.rows_affected(), 1);
        raw.close().await.unwrap();
    }

    async fn raw(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.folder.path().join("store.db"));
        SqliteConnection::connect_with(&options).await.unwrap()
    }

    /// Lets days go by.
    pub(crate) fn pass_days(&mut self, days: u64) {
        self.now = self.now + Days::new(days);
    }

    /// Stages an entry, or with `None` its deletion, as the administrator.
    pub(crate) async fn stage(&self, id: &EntryId, entry: Option<Entry>) {
        let mut writing = self.store.write(&self.actor()).await.unwrap();
        writing.stage(id, entry).await.unwrap();
        writing.commit().await.unwrap();
    }

    /// Puts all that is staged in force, without any check.
    pub(crate) async fn publish(&self) -> RevisionNumber {
        let mut writing = self.store.write(&self.actor()).await.unwrap();
        let staged = writing.repository().staged().await.unwrap();
        let revision = writing.publish(&staged, None).await.unwrap();
        writing.commit().await.unwrap();
        revision.number
    }

    /// Reads the store.
    pub(crate) async fn read(&self) -> Reading<'_> {
        self.store.read().await.unwrap()
    }

    /// What an entry says, with the candidate over what is in force.
    pub(crate) async fn entry(&self, id: &EntryId) -> Option<Entry> {
        let mut reading = self.read().await;
        reading.entry(id).await.unwrap().map(|effective| effective.entry)
    }

    /// Stages a profile with a self-signed certificate for `HOST` that is valid from now on for some days.
    pub(crate) async fn stage_profile(&self, name: &str, days: u32) -> EntryId {
        let leaf = Leaf::new(self.now, days);
        self.stage_leaf(name, &leaf, ProfileOrigin::SelfSigned).await
    }

    /// Stages a profile with this certificate and key.
    pub(crate) async fn stage_leaf(&self, name: &str, leaf: &Leaf, origin: ProfileOrigin) -> EntryId {
        let id = EntryId::profile(name).unwrap();
        let mut writing = self.store.write(&self.actor()).await.unwrap();
        writing.add_key(&leaf.key).await.unwrap();
        writing.add_certificate(&leaf.certificate).await.unwrap();
        writing
            .stage(&id, Some(leaf.profile(origin).into()))
            .await
            .unwrap();
        writing.commit().await.unwrap();
        id
    }

    /// Stages a profile that serves `above` after its certificate, and `above` as the one custom CA.
    pub(crate) async fn stage_chain(&self, name: &str, leaf: &Leaf, above: &Certificate) {
        let profile = Profile {
            intermediates: vec![above.sha256()],
            ..leaf.profile(ProfileOrigin::Signed)
        };
        let list = CaList {
            enabled: Switch::On,
            certificates: vec![above.sha256()],
        };
        let mut writing = self.store.write(&self.actor()).await.unwrap();
        writing.add_key(&leaf.key).await.unwrap();
        writing.add_certificate(&leaf.certificate).await.unwrap();
        writing.add_certificate(above).await.unwrap();
        let id = EntryId::profile(name).unwrap();
        writing.stage(&id, Some(profile.into())).await.unwrap();
        let id = EntryId::new(Kind::CaList, "custom").unwrap();
        writing.stage(&id, Some(list.into())).await.unwrap();
        writing.commit().await.unwrap();
    }

    /// Stages an interface without HTTPS.
    pub(crate) async fn stage_interface(&self, name: &str, address: &str) -> EntryId {
        let id = EntryId::new(Kind::Interface, name).unwrap();
        let interface = Interface {
            address: address.parse().unwrap(),
            host_name: HOST.parse().unwrap(),
            https: None,
        };
        self.stage(&id, Some(interface.into())).await;
        id
    }

    /// Stages HTTPS on an interface.
    pub(crate) async fn stage_https(&self, interface: &EntryId, port: u16, profiles: &[&str]) {
        let mut entry: Interface = self.entry(interface).await.unwrap().try_into().unwrap();
        entry.https = Some(Https {
            port,
            profiles: owned(profiles),
        });
        self.stage(interface, Some(entry.into())).await;
    }

    /// Stages a public listener whose one sender group is everybody under the policy that a store begins with.
    pub(crate) async fn stage_listener(
        &self,
        name: &str,
        interface: &str,
        port: u16,
        profiles: &[&str],
    ) -> EntryId {
        let id = EntryId::new(Kind::Listener, name).unwrap();
        let listener = Listener {
            interface: interface.to_owned(),
            port,
            kind: ListenerKind::Public,
            domains: Vec::new(),
            profiles: owned(profiles),
            sender_groups: vec![crate::init::SENDER_GROUP.to_owned()],
        };
        let group = SenderGroup {
            senders: vec![Sender::All],
            policy: crate::init::POLICY.to_owned(),
        };
        self.stage(&id, Some(listener.into())).await;
        let group_id = EntryId::sender_group(name, crate::init::SENDER_GROUP).unwrap();
        self.stage(&group_id, Some(group.into())).await;
        id
    }
}

/// A self-signed certificate with its key.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// The key.
    pub(crate) key: PrivateKey,
    /// The certificate.
    pub(crate) certificate: Certificate,
}

impl Leaf {
    /// A certificate for `HOST`, valid from a time on for some days.
    pub(crate) fn new(from: DateTime<Utc>, days: u32) -> Self {
        Self::for_names(HOST, &[HOST], &[], from, days)
    }

    /// A certificate with these names and extended key usages; without a usage it has no such extension.
    pub(crate) fn for_names(
        common_name: &str,
        dns: &[&str],
        purposes: &[Purpose],
        from: DateTime<Utc>,
        days: u32,
    ) -> Self {
        let mut builder = Description::builder().common_name(common_name);
        for name in dns {
            builder = builder.dns(name);
        }
        for purpose in purposes {
            builder = builder.purpose(purpose.clone());
        }
        let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        Self::of(&builder.build().unwrap(), key, from, days)
    }

    /// A certificate for `HOST` with this key.
    pub(crate) fn with_key(key: PrivateKey, from: DateTime<Utc>, days: u32) -> Self {
        let description = Description::builder().common_name(HOST).build().unwrap();
        Self::of(&description, key, from, days)
    }

    fn of(description: &Description, key: PrivateKey, from: DateTime<Utc>, days: u32) -> Self {
        let validity = Validity::for_days(from, days).unwrap();
        let serial = Serial::from_random([5; 16]);
        let certificate = description.self_signed(&key, validity, &serial).unwrap();
        Self { key, certificate }
    }

    /// The profile that holds it.
    pub(crate) fn profile(&self, origin: ProfileOrigin) -> Profile {
        Profile {
            origin,
            key: self.key.public().identity(),
            certificate: self.certificate.sha256(),
            intermediates: Vec::new(),
            request: None,
        }
    }
}

/// A root, and a certificate for `HOST` that it signed, both valid from a time on for some days.
pub(crate) fn signed(from: DateTime<Utc>, days: u32) -> (Certificate, Leaf) {
    let terms = Terms {
        validity: Validity::for_days(from, days).unwrap(),
        serial: Serial::from_random([6; 16]),
        purposes: Vec::new(),
        ca_issuers: None,
    };
    let name = |name: &str| Description::builder().common_name(name);
    let root_key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let root = Authority::root(&name("Example Root").build().unwrap(), root_key, &terms).unwrap();
    let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let request = name(HOST).dns(HOST).build().unwrap().request(&key).unwrap();
    let certificate = root.sign(&request, &terms).unwrap();
    (root.certificate().clone(), Leaf { key, certificate })
}

/// An RSA key whose public half has no parameters where NULL is usual (RFC 3279 §2.3.1).
pub(crate) struct WithoutNull {
    pub(crate) key: PrivateKey,
    public: PublicKey,
}

impl WithoutNull {
    pub(crate) fn new(key: PrivateKey) -> Self {
        // 30 82 xx xx 30 0d 06 09 oid 05 00 becomes 30 82 xx xx 30 0b 06 09 oid.
        let mut spki = key.public().der().to_vec();
        spki.drain(17..19);
        spki[5] -= 2;
        spki[3] -= 2;
        let public = PublicKey::read(&spki).unwrap();
        Self { key, public }
    }
}

impl SigningKey for WithoutNull {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.key.sign(message)
    }
}

/// Somebody at the console, at a time.
pub(crate) fn actor(author: &str, at: DateTime<Utc>) -> Actor {
    Actor {
        author: author.to_owned(),
        origin: Origin::Console,
        at,
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
