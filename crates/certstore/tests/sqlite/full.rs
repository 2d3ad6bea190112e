//! A file that cannot grow.

use std::{
    env,
    path::Path,
    process::{Command, Stdio},
};

use certcore::diagnostic::Diagnostic as _;
use certstore::{
    audit::Origin,
    repository::{Access, Backend as _, BackendError, RevisionNumber, RevisionRecord},
    sqlite::SqliteBackend,
};

use crate::place::{store, wait};

/// Names the store to the process that has a limit on the size of its files.
const LIMITED: &str = "CERTSTORE_TEST_LIMITED";

/// Writes more than any of the limits lets through.
async fn write(path: &Path) -> Result<(), BackendError> {
    let backend = SqliteBackend::open(path).await?;
    let mut writing = backend.begin(Access::Write).await?;
    let revision = RevisionRecord {
        number: RevisionNumber(1),
        author: "anna".to_owned(),
        origin: Origin::Cli,
        at: "2026-03-01T12:00:00Z".parse().unwrap(),
        comment: Some("x".repeat(300_000)),
    };
    writing.add_revision(&revision).await?;
    writing.commit().await
}

/// This test in a process of its own, which a limit hits and the others not.
fn limited(path: &Path, octets: u32) {
    let run = "trap '' XFSZ; exec prlimit --fsize=\"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", run, &octets.to_string()]);
    command.arg(env::current_exe().unwrap());
    command.args([
        "--exact",
        "full::a_store_that_cannot_grow_says_so_and_is_as_before",
    ]);
    let output = command.env(LIMITED, path).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{octets}: {said}"
    );
}

#[test]
fn a_store_that_cannot_grow_says_so_and_is_as_before() {
    if let Some(path) = env::var_os(LIMITED) {
        let refused = wait(write(path.as_ref())).unwrap_err();
        assert_eq!(refused.name(), "store-full", "{refused}");
        return;
    }
    wait(async {
        let (_folder, path) = store().await;
        // Less than the index of the log, less than the log, and less than a part of it.
        for octets in [0, 20_000, 40_000, 100_000, 250_000] {
            limited(&path, octets);
            let backend = SqliteBackend::open(&path).await.unwrap();
            assert!(backend.check().await.unwrap().is_empty());
            let mut reading = backend.begin(Access::Read).await.unwrap();
            assert_eq!(reading.head().await.unwrap(), RevisionNumber::NONE, "{octets}");
            drop(reading);
            backend.close().await;
        }
        write(&path).await.unwrap();
    });
}
