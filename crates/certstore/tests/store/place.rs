//! A store with one profile that is bound to an interface.

use std::path::{Path, PathBuf};

use certcore::{
    issue::Description,
    key::{KeyAlgorithm, PrivateKey},
    x509::{Serial, Validity},
};
use certstore::{
    audit::Origin,
    entry::{EntryId, Https, Interface, Kind, PendingRequest, Profile, ProfileOrigin},
    seal::{Access, DataKey, KeyFile, MasterKey, MasterKeySource, Nonce, SealHeader, UnlockError},
    store::{Actor, Store, StoreError, StoreUrl},
};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

pub(crate) fn wait<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(test)
}

/// Why a store does not open.
#[derive(Debug)]
pub(crate) enum Refusal {
    Store(StoreError),
    Unlock(UnlockError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

pub(crate) fn actor() -> Actor {
    Actor {
        author: "anna".to_owned(),
        origin: Origin::Cli,
        at: "2026-03-01T12:00:00Z".parse().unwrap(),
    }
}

pub(crate) fn master(octet: u8) -> MasterKey {
    MasterKey::generate(&[octet; 32])
}

pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) path: PathBuf,
    pub(crate) store: Store,
    pub(crate) key: PrivateKey,
}

/// The data key of the store.
fn data_key() -> DataKey {
    DataKey::generate(&[9; 32])
}

impl Place {
    /// Revision 1 has a profile, revision 2 gives it a request and binds it. The key file is of master key 1.
    pub(crate) async fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.create(&master(1)).unwrap();
        let data_key = data_key();
        let source = MasterKeySource::File { path: file };
        let header = SealHeader::new(source, &master(1), &data_key, Nonce::from_random([1; 12])).unwrap();
        let begun = Store::create(&StoreUrl::Sqlite(path.clone()), &header, data_key).await;
        let store = begun.unwrap().publish().await.unwrap();

        let description = Description::builder()
            .common_name("mx1.example.com")
            .build()
            .unwrap();
        let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
        let validity = Validity::for_days(actor().at, 90).unwrap();
        let certificate = description
            .self_signed(&key, validity, &Serial::from_random([7; 16]))
            .unwrap();
        let request = description.request(&key).unwrap();
        let mut profile = Profile {
            origin: ProfileOrigin::SelfSigned,
            key: key.public().sha256(),
            certificate: certificate.sha256(),
            intermediates: Vec::new(),
            request: None,
        };
        let id = EntryId::profile("mx1").unwrap();
        let mut writing = store.write(&actor()).await.unwrap();
        writing.add_key(&key).await.unwrap();
        writing.add_certificate(&certificate).await.unwrap();
        writing.stage(&id, Some(profile.clone().into())).await.unwrap();
        let staged = writing.repository().staged().await.unwrap();
        writing.publish(&staged, None).await.unwrap();
        writing.add_request(&request).await.unwrap();
        profile.request = Some(PendingRequest {
            request: request.sha256(),
            key: key.public().sha256(),
        });
        writing.stage(&id, Some(profile.into())).await.unwrap();
        let interface = Interface {
            address: "127.0.0.1".parse().unwrap(),
            host_name: "mx1.example.com".parse().unwrap(),
            https: Some(Https {
                port: 443,
                profiles: vec!["mx1".to_owned()],
            }),
        };
        let interface_id = EntryId::new(Kind::Interface, "Management").unwrap();
        writing
            .stage(&interface_id, Some(interface.into()))
            .await
            .unwrap();
        let staged = writing.repository().staged().await.unwrap();
        writing.publish(&staged, None).await.unwrap();
        writing.commit().await.unwrap();
        Self {
            folder,
            path,
            store,
            key,
        }
    }

    /// Seals these octets as the private key of the profile.
    pub(crate) async fn put_key(&self, der: &[u8]) {
        let label = format!("key {}", self.key.public().identity());
        let sealed = data_key().seal(&label, der, Nonce::from_random([2; 12])).unwrap();
        let digits = hex::encode(sealed);
        self.change(&format!("UPDATE private_key SET sealed = x'{digits}'"))
            .await;
    }

    /// Changes the file behind the store's back.
    pub(crate) async fn change(&self, statement: &str) {
        let options = SqliteConnectOptions::new()
            .filename(&self.path)
            .foreign_keys(false);
        let mut raw = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))
            .execute(&mut raw)
            .await
            .unwrap();
        raw.close().await.unwrap();
    }
}

pub(crate) async fn open(path: &Path, access: &Access<'_>) -> Result<Store, Refusal> {
    Store::open(&StoreUrl::Sqlite(path.to_owned()), |header| {
        header
            .unlock(access)
            .map(|(_, data_key)| data_key)
            .map_err(Refusal::Unlock)
    })
    .await
}
