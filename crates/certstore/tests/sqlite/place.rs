//! A store, and the same file without the store's rules.

use std::path::{Path, PathBuf};

use certstore::{
    repository::{Backend as _, BackendError},
    sqlite::SqliteBackend,
};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

/// Waits for an asynchronous test.
pub(crate) fn wait<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(test)
}

/// A folder with an empty, closed store in it.
pub(crate) async fn store() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let begun = Box::new(SqliteBackend::create(&path).await.unwrap());
    begun.publish().await.unwrap().close().await;
    (folder, path)
}

/// The database without the store's rules.
pub(crate) async fn raw(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(false);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Changes the file behind the store's back.
pub(crate) async fn change(path: &Path, statement: &'static str) {
    let mut raw = raw(path).await;
    sqlx::raw_sql(statement).execute(&mut raw).await.unwrap();
    raw.close().await.unwrap();
}

/// Why the file does not open.
pub(crate) async fn refusal(path: &Path) -> BackendError {
    match SqliteBackend::open(path).await {
        Ok(backend) => panic!("{backend:?} opened"),
        Err(error) => error,
    }
}
