//! Putting what is staged in force, whatever it is.

use certstore::{
    audit::Origin,
    seal::Access,
    store::{Actor, Store, StoreError, StoreUrl},
};
use chrono::Utc;

use crate::stage::Stage;

/// The store of a stage.
pub(crate) const STORE: &str = "--store sqlite:store.db";

/// A folder with a new store.
pub(crate) fn with_store() -> Stage {
    let stage = Stage::new();
    stage
        .run(&format!(
            "init --host-name mail.example.com --author admin {STORE}"
        ))
        .done();
    stage
}

/// Puts all that is staged in force.
pub(crate) fn commit(stage: &Stage) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(async {
        let url = StoreUrl::Sqlite(stage.path("store.db"));
        let access = Access::default();
        let unlock = |header: &certstore::seal::SealHeader| -> Result<_, StoreError> {
            Ok(header.unlock(&access).unwrap().1)
        };
        let store = Store::open(&url, unlock).await.unwrap();
        let actor = Actor {
            author: "admin".to_owned(),
            origin: Origin::Cli,
            at: Utc::now(),
        };
        let mut writing = store.write(&actor).await.unwrap();
        let staged = writing.repository().staged().await.unwrap();
        writing.publish(&staged, None).await.unwrap();
        writing.commit().await.unwrap();
        store.close().await;
    });
}
