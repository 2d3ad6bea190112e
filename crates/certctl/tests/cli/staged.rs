//! Stores with something staged, without the verbs that stage it.

use certcore::{issue::Description, key::KeyAlgorithm, x509::Serial};
use certops::profile::create::{Create, create};
use certstore::{
    audit::Origin,
    entry::{EntryId, Kind, Listener},
    repository::RevisionNumber,
    seal::{Access, SealHeader},
    store::{Actor, Store, StoreError, StoreUrl},
};
use chrono::{DateTime, Utc};

use crate::stage::Stage;

/// Makes the store `name` with one commit.
pub(crate) fn make_store(stage: &Stage, name: &str) {
    stage
        .run(&format!(
            "init --host-name mail.example.com --author admin --store sqlite:{name}"
        ))
        .done();
}

/// Stages the profile `mail`, and with it the listener's certificate.
pub(crate) fn stage_profile(stage: &Stage, name: &str) {
    on_store(stage, name, async |store| {
        let description = Description::builder()
            .common_name("mail.example.com")
            .dns("mail.example.com")
            .build()
            .unwrap();
        let request = Create {
            name: Some("mail"),
            description: &description,
            algorithm: KeyAlgorithm::EcP256,
            days: 90,
            serial: &Serial::from_random([7; 16]),
        };
        create(&store, &actor(), &request).await.unwrap();
        let mut listener = listener(&store).await;
        listener.profiles = vec!["mail".to_owned()];
        stage_listener(&store, listener, None).await;
        store.close().await;
    });
}

/// Stages another port for the listener, for an author who looked at revision `base`.
pub(crate) fn stage_port(stage: &Stage, name: &str, port: u16, base: Option<i64>) {
    on_store(stage, name, async |store| {
        let mut listener = listener(&store).await;
        listener.port = port;
        stage_listener(&store, listener, base).await;
        store.close().await;
    });
}

/// Stages the domain `example.com` for the listener.
pub(crate) fn stage_domain(stage: &Stage, name: &str) {
    on_store(stage, name, async |store| {
        let mut listener = listener(&store).await;
        listener.domains = vec!["example.com".parse().unwrap()];
        stage_listener(&store, listener, None).await;
        store.close().await;
    });
}

fn on_store(stage: &Stage, name: &str, act: impl AsyncFnOnce(Store)) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let access = Access::default();
        let unlock = |header: &SealHeader| -> Result<_, StoreError> { Ok(header.unlock(&access).unwrap().1) };
        let url = StoreUrl::Sqlite(stage.path(name));
        act(Store::open(&url, unlock).await.unwrap()).await;
    });
}

async fn listener(store: &Store) -> Listener {
    let mut reading = store.read().await.unwrap();
    let found = reading.entry(&listener_id()).await.unwrap().unwrap();
    found.entry.try_into().unwrap()
}

async fn stage_listener(store: &Store, listener: Listener, base: Option<i64>) {
    let mut writing = store.write(&actor()).await.unwrap();
    let entry = Some(listener.into());
    match base {
        Some(base) => {
            let base = RevisionNumber(base);
            writing.stage_on(&listener_id(), entry, base).await.unwrap();
        }
        None => writing.stage(&listener_id(), entry).await.unwrap(),
    }
    writing.commit().await.unwrap();
}

fn listener_id() -> EntryId {
    EntryId::new(Kind::Listener, certops::init::LISTENER).unwrap()
}

fn actor() -> Actor {
    let now = Utc::now().timestamp();
    Actor {
        author: "admin".to_owned(),
        origin: Origin::Web,
        at: DateTime::from_timestamp(now, 0).unwrap(),
    }
}
