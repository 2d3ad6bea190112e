//! A backup is a store.

use certcore::diagnostic::Diagnostic as _;
use certstore::seal::Access;

use crate::place::{Place, actor, open, wait};

#[test]
fn a_backup_opens_with_the_same_key_and_is_sound() {
    wait(async {
        let place = Place::make().await;
        let before = place.store.check().await.unwrap();
        let copy = place.folder.path().join("backup.db");
        place.store.backup(&actor(), &copy).await.unwrap();
        let backup = open(&copy, &Access::default()).await.unwrap();
        assert_eq!(backup.check().await.unwrap(), before);
        // The store itself has one record more, that of the backup.
        let after = place.store.check().await.unwrap();
        assert_eq!(after.audit.sequence, before.audit.sequence + 1);
    });
}

#[test]
fn a_backup_over_a_file_is_refused_and_leaves_no_record() {
    wait(async {
        let place = Place::make().await;
        let refused = place.store.backup(&actor(), &place.path).await.unwrap_err();
        assert_eq!(refused.name(), "store-exists");
        assert_eq!(place.store.check().await.unwrap().audit.sequence, 5);
    });
}
