//! The contract for `SQLite`.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use certstore::{repository::Backend, sqlite::SqliteBackend};
use tempfile::TempDir;

use crate::place::{Place, contract};

contract!(SqlitePlace);

struct SqlitePlace {
    backend: Box<dyn Backend>,
    path: PathBuf,
    _folder: TempDir,
}

#[async_trait]
impl Place for SqlitePlace {
    async fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let begun = Box::new(SqliteBackend::create(&path).await.unwrap());
        Self {
            backend: begun.publish().await.unwrap(),
            path,
            _folder: folder,
        }
    }

    fn backend(&self) -> &dyn Backend {
        &*self.backend
    }

    async fn open_again(&self) -> Box<dyn Backend> {
        Self::open_copy(&self.path).await
    }

    async fn open_copy(path: &Path) -> Box<dyn Backend> {
        Box::new(SqliteBackend::open(path).await.unwrap())
    }
}
