//! What may stand at the place of a store, and who may read what is written there.

use std::{
    fs::{self, Permissions},
    os::unix::fs::{PermissionsExt as _, symlink},
    path::Path,
};

use certcore::diagnostic::Diagnostic as _;
use certstore::{repository::Backend as _, sqlite::SqliteBackend};
use sqlx::{
    Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use crate::place::{change, refusal, store, wait};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_is_no_store_is_refused_and_left_as_it_is() {
    wait(async {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::write(place("empty"), "").unwrap();
        fs::write(place("text"), "some text\n".repeat(100)).unwrap();
        fs::create_dir(place("folder")).unwrap();
        change(
            &place("other.db"),
            "PRAGMA journal_mode = DELETE; CREATE TABLE mail (id INTEGER)",
        )
        .await;
        for (name, says) in [
            ("empty", "the file is empty"),
            ("text", "the file is no SQLite database"),
            ("folder", "it is no file"),
            ("other.db", "it is a SQLite database of another program"),
        ] {
            let before = fs::read(place(name)).ok();
            let refusal = refusal(&place(name)).await;
            assert_eq!(refusal.name(), "store-foreign", "{refusal}");
            assert!(refusal.to_string().contains(says), "{refusal}");
            assert_eq!(fs::read(place(name)).ok(), before, "{name}");
        }
        assert_eq!(refusal(&place("nothing")).await.name(), "store-missing");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    });
}

#[test]
fn a_database_of_another_program_that_crashed_is_left_with_its_log() {
    wait(async {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("running.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal);
        let mut running = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::raw_sql("CREATE TABLE mail (id INTEGER)")
            .execute(&mut running)
            .await
            .unwrap();
        // What a crash leaves: the file and its log, and nobody who has them open.
        let there = |name: &str| folder.path().join(name);
        fs::copy(there("running.db"), there("f.db")).unwrap();
        fs::copy(there("running.db-wal"), there("f.db-wal")).unwrap();
        running.close().await.unwrap();
        let before = ["f.db", "f.db-wal"].map(|name| fs::read(there(name)).unwrap());
        assert!(!before[1].is_empty());
        assert_eq!(refusal(&there("f.db")).await.name(), "store-foreign");
        assert_eq!(
            ["f.db", "f.db-wal"].map(|name| fs::read(there(name)).unwrap()),
            before
        );
        assert!(!there("f.db-shm").exists());
    });
}

#[test]
fn a_store_is_not_made_over_anything() {
    wait(async {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "mine").unwrap();
        symlink(folder.path().join("nowhere"), &link).unwrap();
        for path in [&file, &link, folder.path()] {
            let refusal = SqliteBackend::create(path).await.unwrap_err();
            assert_eq!(refusal.name(), "store-exists", "{refusal}");
        }
        let no_folder = folder.path().join("a/b.db");
        let refusal = SqliteBackend::create(&no_folder).await.unwrap_err();
        assert_eq!(refusal.name(), "store-read-only", "{refusal}");
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        assert!(!folder.path().join("nowhere").exists());
    });
}

#[test]
fn a_store_opens_through_a_link() {
    wait(async {
        let (folder, path) = store().await;
        let link = folder.path().join("link.db");
        symlink(&path, &link).unwrap();
        let backend = SqliteBackend::open(&link).await.unwrap();
        assert!(backend.check().await.unwrap().is_empty());
    });
}

#[test]
fn a_store_and_its_copies_are_readable_by_their_owner_only() {
    wait(async {
        let (folder, path) = store().await;
        let backend = SqliteBackend::open(&path).await.unwrap();
        let copy = folder.path().join("copy.db");
        backend.copy_to(&copy).await.unwrap();
        assert_eq!((mode(&path), mode(&copy)), (0o600, 0o600));
        assert_eq!(backend.exposure(), None);
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let exposure = backend.exposure().unwrap();
        assert!(
            exposure.contains("0640") && exposure.contains("chmod 600"),
            "{exposure}"
        );
    });
}

#[test]
fn a_copy_that_cannot_be_made_leaves_nothing() {
    wait(async {
        let (folder, path) = store().await;
        let backend = SqliteBackend::open(&path).await.unwrap();
        let before = fs::read_dir(folder.path()).unwrap().count();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "mine").unwrap();
        symlink(folder.path().join("nowhere"), &link).unwrap();
        for (place, name) in [
            (file.clone(), "store-exists"),
            (link, "store-exists"),
            (path.clone(), "store-exists"),
            (folder.path().join("a/b.db"), "store-read-only"),
        ] {
            assert_eq!(backend.copy_to(&place).await.unwrap_err().name(), name);
        }
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before + 2);
    });
}

#[test]
fn a_store_that_was_cut_short_is_said_to_be_damaged() {
    wait(async {
        let (_folder, path) = store().await;
        let octets = fs::read(&path).unwrap();
        fs::write(&path, octets.get(..octets.len() / 2).unwrap()).unwrap();
        assert_eq!(refusal(&path).await.name(), "store-corrupt");
    });
}

#[test]
fn a_store_is_at_its_place_only_once_it_is_published() {
    wait(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let files = || fs::read_dir(folder.path()).unwrap().count();
        let begun = SqliteBackend::create(&path).await.unwrap();
        assert!(!path.exists());
        begun.close().await;
        drop(begun);
        assert_eq!(files(), 0, "what was begun and given up is gone");
        let begun = Box::new(SqliteBackend::create(&path).await.unwrap());
        let late = Box::new(SqliteBackend::create(&path).await.unwrap());
        let published = begun.publish().await.unwrap();
        assert!(published.check().await.unwrap().is_empty());
        published.close().await;
        assert_eq!(late.publish().await.err().unwrap().name(), "store-exists");
        assert_eq!((files(), mode(&path)), (1, 0o600));
    });
}
