//! A consistent copy of the store while it is in use.

use std::{fs, path::Path};

use super::{actor::Actor, error::StoreError, handle::Store};

impl Store {
    /// Copies the store to a file that must not exist, while others read and write.
    ///
    /// The copy is a store. Its keys are sealed under the same master key, which is not in it. It appears complete, and is
    /// on disk when this returns.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; there is no copy then.
    pub async fn backup(&self, actor: &Actor, destination: &Path) -> Result<(), StoreError> {
        self.backend.copy_to(destination).await?;
        // Afterwards, because a long copy would keep other writers waiting.
        let recorded = self.record_backup(actor, destination).await;
        if recorded.is_err() {
            // A copy that nobody can know of does not stay.
            let _stays = fs::remove_file(destination);
        }
        recorded
    }

    async fn record_backup(&self, actor: &Actor, destination: &Path) -> Result<(), StoreError> {
        let mut writing = self.write(actor).await?;
        writing
            .record("backup", &destination.display().to_string(), "")
            .await?;
        writing.commit().await
    }
}
