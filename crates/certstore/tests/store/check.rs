//! `Store::check` finds what is wrong, and nothing where all is well.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
};

use certcore::diagnostic::Diagnostic as _;
use certstore::store::CheckReport;

use crate::place::{Place, wait};

fn names(report: &CheckReport) -> Vec<&'static str> {
    report
        .findings
        .iter()
        .map(|finding| finding.fault.name())
        .collect()
}

/// The names of what is found after a change behind the store's back.
fn found_after(statement: &str) -> Vec<&'static str> {
    wait(async {
        let place = Place::make().await;
        place.change(statement).await;
        names(&place.store.check().await.unwrap())
    })
}

#[test]
fn a_sound_store_has_no_findings_and_is_counted() {
    wait(async {
        let report = Place::make().await.store.check().await.unwrap();
        assert_eq!(report.findings, []);
        assert_eq!((report.versions, report.entries, report.staged), (3, 2, 0));
        assert_eq!((report.certificates, report.requests, report.keys), (1, 1, 1));
        assert_eq!(report.revisions, 2);
        // Three times staged, twice committed.
        assert_eq!(report.audit.unwrap().sequence, 5);
    });
}

#[test]
fn a_row_that_its_type_does_not_allow_is_found() {
    let broken = ["check-row-malformed"];
    assert_eq!(found_after("UPDATE entry SET body = '{}' WHERE id = 1"), broken);
    assert_eq!(
        found_after("UPDATE entry SET kind = 'cloud' WHERE id = 1"),
        ["check-row-malformed"]
    );
    assert_eq!(
        found_after("UPDATE revision SET origin = 'moon' WHERE number = 1"),
        broken
    );
    assert_eq!(
        found_after("INSERT INTO candidate_change VALUES ('alerts', 'alerts', '[]', 2, 'anna', 'cli', 0)"),
        broken
    );
    assert_eq!(found_after("UPDATE certificate SET der = x'3000'"), broken);
    assert_eq!(found_after("UPDATE request SET der = x'3000'"), broken);
}

#[test]
fn an_entry_that_names_what_cannot_be_is_found() {
    let broken = ["check-row-malformed"];
    for (path, value) in [
        ("$.https.profiles[0]", "'no such profile'"),
        ("$.https.profiles[1]", "'mx1'"),
        ("$.https.port", "0"),
    ] {
        let statement =
            format!("UPDATE entry SET body = json_set(body, '{path}', {value}) WHERE kind = 'interface'");
        assert_eq!(found_after(&statement), broken, "{statement}");
    }
}

#[test]
fn an_entry_that_names_none_is_found() {
    let renamed = "UPDATE entry SET name = 'other' WHERE id = 2";
    assert_eq!(found_after(renamed), ["check-reference-broken"]);
}

#[test]
fn a_missing_certificate_request_or_key_is_found() {
    let twice = ["check-material-missing"; 2];
    assert_eq!(found_after("DELETE FROM private_key"), twice);
    assert_eq!(found_after("DELETE FROM request"), twice[..1]);
    let found = found_after("DELETE FROM certificate");
    assert!(
        found.ends_with(&twice) && found[0] == "check-database-damaged",
        "{found:?}"
    );
}

#[test]
fn a_list_that_differs_from_its_entry_is_found() {
    assert_eq!(
        found_after("DELETE FROM reference"),
        ["check-reference-list-differs"]
    );
    assert_eq!(
        found_after("INSERT INTO reference VALUES (1, 'listener', 'x')"),
        ["check-reference-list-differs"]
    );
    assert_eq!(
        found_after("DELETE FROM holding WHERE what = 'request'"),
        ["check-holding-list-differs"]
    );
    assert_eq!(
        found_after("UPDATE entry SET leaf = NULL WHERE id = 1"),
        ["check-holding-list-differs"]
    );
}

#[test]
fn columns_and_fingerprints_that_are_not_their_own_are_found() {
    let columns = ["check-certificate-columns-differ"];
    assert_eq!(found_after("UPDATE certificate SET not_after = 1"), columns);
    assert_eq!(found_after("UPDATE certificate SET common_name = 'x'"), columns);
    let moved = "UPDATE request SET fingerprint = replace(fingerprint, substr(fingerprint, 1, 4), '0000')";
    assert_eq!(
        found_after(moved),
        ["check-fingerprint-differs", "check-material-missing"]
    );
}

#[test]
fn a_key_that_does_not_open_is_found() {
    assert_eq!(
        found_after("UPDATE private_key SET sealed = zeroblob(100)"),
        ["check-key-does-not-open"]
    );
}

#[test]
fn a_key_of_another_certificate_is_found_in_every_version() {
    let found =
        found_after("UPDATE entry SET body = json_set(body, '$.key', printf('%064d', 0)) WHERE id = 1");
    assert_eq!(
        found,
        [
            "check-holding-list-differs",
            "check-material-missing",
            "check-key-does-not-match"
        ]
    );
}

#[test]
fn gaps_and_overlaps_in_the_history_are_found() {
    let twice = "DROP INDEX entry_in_force; UPDATE entry SET until = NULL WHERE id = 1";
    assert_eq!(found_after(twice), ["check-versions-overlap"]);
    let moved = "UPDATE revision SET number = 5 WHERE number = 2; UPDATE entry SET since = 5 WHERE since = 2; \
                 UPDATE entry SET until = 5 WHERE until = 2";
    assert_eq!(found_after(moved), ["check-revision-missing"]);
}

#[test]
fn a_changed_or_cut_audit_log_is_found() {
    let free = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted;";
    for (statement, says) in [
        (
            "UPDATE audit SET author = 'bert' WHERE sequence = 2",
            "at record 2",
        ),
        ("UPDATE audit SET origin = 'moon' WHERE sequence = 2", "record 2"),
        ("DELETE FROM audit WHERE sequence = 3", "at record 3"),
        ("DELETE FROM audit WHERE sequence = 5", "at record 4"),
        ("UPDATE audit SET sequence = -1 WHERE sequence = 5", "record"),
    ] {
        wait(async {
            let place = Place::make().await;
            place.change(free).await;
            place.change(statement).await;
            let report = place.store.check().await.unwrap();
            assert_eq!(names(&report), ["check-audit-broken"], "{statement}");
            assert!(report.findings[0].what.contains(says), "{report:?}");
        });
    }
}

#[test]
fn a_store_that_others_can_read_is_found() {
    wait(async {
        let place = Place::make().await;
        fs::set_permissions(&place.path, Permissions::from_mode(0o644)).unwrap();
        let report = place.store.check().await.unwrap();
        assert_eq!(names(&report), ["store-open-to-others"]);
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["findings"][0]["name"], "store-open-to-others");
    });
}
