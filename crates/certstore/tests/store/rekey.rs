//! Another master key opens the same keys.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, chown},
};

use certcore::{diagnostic::Diagnostic as _, secret::Password};
use certstore::{
    entry::EntryId,
    seal::{Access, CredentialName, Derivation, KeyFile, MasterKeySource},
    store::Store,
};

use crate::place::{Place, Refusal, actor, master, open, wait};

/// The store opens, and so does the key in it.
async fn opens(place: &Place, access: &Access<'_>) {
    let store = open(&place.path, access).await.unwrap();
    let mut reading = store.read().await.unwrap();
    let profile = reading
        .profile(&EntryId::profile("mx1").unwrap())
        .await
        .unwrap()
        .unwrap();
    let key = reading.private_key(profile.key).await.unwrap();
    assert_eq!(key.public().sha256(), profile.key);
    drop(reading);
    assert_eq!(store.check().await.unwrap().findings, []);
}

async fn refusal(place: &Place, access: &Access<'_>) -> &'static str {
    match open(&place.path, access).await {
        Ok(store) => panic!("{store:?} opened"),
        Err(Refusal::Store(error)) => error.name(),
        Err(Refusal::Unlock(error)) => error.name(),
    }
}

fn file(place: &Place, name: &str) -> MasterKeySource {
    let path = KeyFile::new(place.folder.path().join(name)).unwrap();
    MasterKeySource::File { path }
}

async fn rekey(store: &Store, current: u8, source: MasterKeySource, next: u8) -> Result<(), &'static str> {
    let done = store
        .rekey(&actor(), &master(current), source, &master(next))
        .await;
    done.map(|done| assert_eq!(done.unfinished, None))
        .map_err(|error| error.name())
}

#[test]
fn the_key_in_the_key_file_is_changed_in_its_place() {
    wait(async {
        let place = Place::make().await;
        let old = fs::read(place.folder.path().join("key")).unwrap();
        rekey(&place.store, 1, file(&place, "key"), 2).await.unwrap();
        opens(&place, &Access::default()).await;
        assert!(!place.folder.path().join("key.next").exists());
        fs::write(place.folder.path().join("key"), old).unwrap();
        assert_eq!(refusal(&place, &Access::default()).await, "store-key-wrong");
    });
}

#[test]
fn a_backup_opens_with_the_key_that_was_kept() {
    wait(async {
        let place = Place::make().await;
        let copy = place.folder.path().join("copy.db");
        place.store.backup(&actor(), &copy).await.unwrap();
        let done = place
            .store
            .rekey(&actor(), &master(1), file(&place, "key"), &master(2))
            .await
            .unwrap();
        let kept = done.kept.unwrap();
        fs::rename(kept, place.folder.path().join("key")).unwrap();
        open(&copy, &Access::default()).await.unwrap();
    });
}

#[test]
fn a_key_file_elsewhere_is_new_and_the_old_one_stays() {
    wait(async {
        let place = Place::make().await;
        rekey(&place.store, 1, file(&place, "other"), 2).await.unwrap();
        assert!(place.folder.path().join("key").exists());
        opens(&place, &Access::default()).await;
        let again = rekey(&place.store, 2, file(&place, "key"), 3).await;
        assert_eq!(again, Err("key-file-exists"));
        opens(&place, &Access::default()).await;
    });
}

#[test]
fn a_store_changes_from_a_file_to_a_credential_and_to_a_passphrase() {
    wait(async {
        let place = Place::make().await;
        let name = CredentialName::new("certctl").unwrap();
        rekey(&place.store, 1, MasterKeySource::Credential { name }, 2)
            .await
            .unwrap();
        let mut access = Access {
            credentials_directory: Some(place.folder.path()),
            ..Access::default()
        };
        assert_eq!(refusal(&place, &access).await, "credential-missing");
        fs::write(place.folder.path().join("certctl"), master(3).line()).unwrap();
        assert_eq!(refusal(&place, &access).await, "store-key-wrong");
        fs::write(place.folder.path().join("certctl"), master(2).line()).unwrap();
        opens(&place, &access).await;

        let [right, wrong] = ["correct horse", "battery"].map(|text| Password::new(text).unwrap());
        let derivation = Derivation::recommended([5; 16]);
        let next = derivation.master_key(&right).unwrap();
        let source = MasterKeySource::Passphrase { derivation };
        place
            .store
            .rekey(&actor(), &master(2), source, &next)
            .await
            .unwrap();
        assert_eq!(refusal(&place, &access).await, "store-passphrase-missing");
        access.passphrase = Some(&wrong);
        assert_eq!(refusal(&place, &access).await, "store-key-wrong");
        access.passphrase = Some(&right);
        opens(&place, &access).await;
    });
}

#[test]
fn a_key_that_was_changed_meanwhile_changes_nothing() {
    wait(async {
        let place = Place::make().await;
        rekey(&place.store, 1, file(&place, "key"), 2).await.unwrap();
        let late = rekey(&place.store, 1, file(&place, "late"), 3).await;
        assert_eq!(late, Err("store-rekey-overtaken"));
        assert!(!place.folder.path().join("late").exists());
        opens(&place, &Access::default()).await;
    });
}

#[test]
fn the_audit_log_tells_of_the_change_and_not_of_the_key() {
    wait(async {
        let place = Place::make().await;
        rekey(&place.store, 1, file(&place, "other"), 2).await.unwrap();
        let mut reading = place.store.read().await.unwrap();
        let last = reading.repository().audit_links(6, 10).await.unwrap();
        let record = &last[0].record;
        assert_eq!((last.len(), record.action.as_str()), (1, "rekey"));
        assert!(
            record.subject.ends_with("/other") && record.detail.ends_with("/key"),
            "{record:?}"
        );
    });
}

#[test]
fn the_change_of_a_backups_key_does_not_touch_the_key_of_the_store() {
    wait(async {
        let place = Place::make().await;
        let copy = place.folder.path().join("copy.db");
        place.store.backup(&actor(), &copy).await.unwrap();
        rekey(&place.store, 1, file(&place, "key"), 2).await.unwrap();
        let beside = KeyFile::new(place.folder.path().join("copy.db.key")).unwrap();
        beside.create(&master(1)).unwrap();
        let access = Access {
            key_file_beside: Some(&beside),
            ..Access::default()
        };
        let backup = open(&copy, &access).await.unwrap();
        let refused = rekey(&backup, 1, file(&place, "key"), 3).await;
        assert_eq!(refused, Err("key-file-exists"));
        opens(&place, &Access::default()).await;
        rekey(&backup, 1, file(&place, "copy.db.key"), 3).await.unwrap();
        open(&copy, &Access::default()).await.unwrap();
        opens(&place, &Access::default()).await;
    });
}

#[test]
fn a_new_key_file_belongs_to_the_owner_of_the_store() {
    const NOBODY: u32 = 65534;
    wait(async {
        let place = Place::make().await;
        let of = |name: &str| fs::metadata(place.folder.path().join(name)).unwrap().uid();
        // Only root may give a file away.
        if of("key") != 0 {
            return;
        }
        chown(place.folder.path().join("key"), Some(NOBODY), None).unwrap();
        rekey(&place.store, 1, file(&place, "other"), 2).await.unwrap();
        assert_eq!(of("other"), NOBODY);
        rekey(&place.store, 2, file(&place, "other"), 3).await.unwrap();
        assert_eq!(of("other"), NOBODY);
        // From a credential, it is the owner of the store's file.
        let name = CredentialName::new("certctl").unwrap();
        rekey(&place.store, 3, MasterKeySource::Credential { name }, 4)
            .await
            .unwrap();
        chown(&place.path, Some(NOBODY), None).unwrap();
        rekey(&place.store, 4, file(&place, "last"), 5).await.unwrap();
        assert_eq!(of("last"), NOBODY);
        assert_eq!(of("store.db"), NOBODY);
    });
}
