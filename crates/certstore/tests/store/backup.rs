//! A backup is a store.

use std::fs;

use certcore::diagnostic::Diagnostic as _;
use certstore::{
    repository::Backend as _,
    seal::{Access, KeyFile},
    sqlite::SqliteBackend,
};

use crate::place::{Place, Refusal, actor, master, open, wait};

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
        assert_eq!(after.audit.unwrap().sequence, before.audit.unwrap().sequence + 1);
    });
}

#[test]
fn what_is_opened_with_the_wrong_key_or_only_read_is_as_it_was() {
    wait(async {
        let place = Place::make().await;
        let copy = place.folder.path().join("backup.db");
        place.store.backup(&actor(), &copy).await.unwrap();
        let before = fs::read(&copy).unwrap();
        let key = place.folder.path().join("key");
        fs::rename(&key, place.folder.path().join("right")).unwrap();
        KeyFile::new(&key).unwrap().create(&master(2)).unwrap();
        let names = fs::read_dir(place.folder.path()).unwrap().count();
        match open(&copy, &Access::default()).await {
            Err(Refusal::Unlock(refused)) => assert_eq!(refused.name(), "store-key-wrong"),
            other => panic!("{other:?}"),
        }
        assert!(
            fs::read(&copy).unwrap() == before,
            "the wrong key changed the file"
        );
        assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), names);

        fs::rename(place.folder.path().join("right"), &key).unwrap();
        let backup = open(&copy, &Access::default()).await.unwrap();
        assert_eq!(backup.check().await.unwrap().findings, []);
        backup.close().await;
        assert!(fs::read(&copy).unwrap() == before, "the check changed the file");
    });
}

#[test]
fn a_backup_that_becomes_the_store_lets_readers_and_a_writer_work_at_once() {
    wait(async {
        let place = Place::make().await;
        let copy = place.folder.path().join("backup.db");
        place.store.backup(&actor(), &copy).await.unwrap();
        let backup = open(&copy, &Access::default()).await.unwrap();
        let mut writing = backup.write(&actor()).await.unwrap();
        writing.record("test", "a record", "").await.unwrap();
        let mut reading = backup.read().await.unwrap();
        assert_eq!(reading.repository().head().await.unwrap().0, 2);
        writing.commit().await.unwrap();
        assert_eq!(backup.check().await.unwrap().audit.unwrap().sequence, 6);
    });
}

#[test]
fn a_backup_over_a_file_is_refused_and_leaves_no_record() {
    wait(async {
        let place = Place::make().await;
        let refused = place.store.backup(&actor(), &place.path).await.unwrap_err();
        assert_eq!(refused.name(), "store-exists");
        assert_eq!(place.store.check().await.unwrap().audit.unwrap().sequence, 5);
    });
}

#[test]
fn a_backup_beside_the_log_of_the_store_that_was_there_is_refused() {
    wait(async {
        let place = Place::make().await;
        let copy = place.folder.path().join("backup.db");
        place.store.backup(&actor(), &copy).await.unwrap();
        let log = place.folder.path().join("backup.db-wal");
        fs::write(&log, b"what a killed process left").unwrap();
        let Err(Refusal::Store(refused)) = open(&copy, &Access::default()).await else {
            panic!("it was opened");
        };
        assert_eq!(refused.name(), "store-log-of-another", "{refused}");
        assert!(
            refused.to_string().contains("backup.db-wal belongs to the log"),
            "{refused}"
        );
        fs::remove_file(&log).unwrap();
        open(&copy, &Access::default()).await.unwrap();
    });
}

#[test]
fn a_new_store_or_backup_beside_a_log_that_was_left_is_refused() {
    wait(async {
        let place = Place::make().await;
        let copy = place.folder.path().join("backup.db");
        for end in ["-wal", "-journal", "-shm"] {
            let log = place.folder.path().join(format!("backup.db{end}"));
            fs::write(&log, b"what a killed process left").unwrap();
            let refused = place.store.backup(&actor(), &copy).await.unwrap_err();
            assert_eq!(refused.name(), "store-log-of-another", "{refused}");
            assert!(
                refused.to_string().contains(&format!("backup.db{end} ")),
                "{refused}"
            );
            assert!(!copy.exists(), "{end}");
            let refused = SqliteBackend::create(&copy).await.unwrap_err();
            assert_eq!(refused.name(), "store-log-of-another", "{refused}");
            fs::remove_file(&log).unwrap();
        }
        // One that appears while the store is written.
        let begun = Box::new(SqliteBackend::create(&copy).await.unwrap());
        let log = place.folder.path().join("backup.db-wal");
        fs::write(&log, b"what another process left").unwrap();
        let Err(refused) = begun.publish().await else {
            panic!("it was published");
        };
        assert_eq!(refused.name(), "store-log-of-another", "{refused}");
        assert!(!copy.exists());
        // An empty one says nothing.
        fs::write(&log, b"").unwrap();
        place.store.backup(&actor(), &copy).await.unwrap();
        open(&copy, &Access::default()).await.unwrap();
    });
}

#[test]
fn a_backup_beside_a_journal_is_refused_through_a_link_too() {
    wait(async {
        let place = Place::make().await;
        let copy = place.folder.path().join("backup.db");
        place.store.backup(&actor(), &copy).await.unwrap();
        let link = place.folder.path().join("link.db");
        std::os::unix::fs::symlink(&copy, &link).unwrap();
        fs::write(place.folder.path().join("backup.db-journal"), b"left").unwrap();
        for path in [&copy, &link] {
            let Err(Refusal::Store(refused)) = open(path, &Access::default()).await else {
                panic!("it was opened");
            };
            assert_eq!(refused.name(), "store-log-of-another", "{refused}");
        }
    });
}
