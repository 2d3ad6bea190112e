//! `Store::check` finds what is wrong, and nothing where all is well.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
};

use certcore::{
    diagnostic::Diagnostic as _,
    key::{KeyAlgorithm, PrivateKey},
};
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
    // The log tells of revision 2.
    assert_eq!(
        found_after(moved),
        ["check-revision-missing", "check-audit-broken"]
    );
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

#[test]
fn what_is_never_found_by_its_fingerprint_is_found() {
    for table in ["certificate", "request", "private_key"] {
        let found = found_after(&format!("UPDATE {table} SET fingerprint = upper(fingerprint)"));
        assert!(found.contains(&"check-row-malformed"), "{table}: {found:?}");
        assert!(found.contains(&"check-material-missing"), "{table}: {found:?}");
    }
}

#[test]
fn pending_changes_without_an_edition_that_can_grow_are_found() {
    let broken = ["check-row-malformed"];
    for statement in [
        "DELETE FROM candidate",
        "UPDATE candidate SET edition = 9223372036854775807",
        "UPDATE candidate SET edition = -1",
        "INSERT INTO candidate_change VALUES ('alerts', 'alerts', NULL, 7, 'anna', 'cli', 0)",
        "INSERT INTO alert VALUES (1, 'k', 's', 't', 9223372036854775807, NULL)",
    ] {
        assert_eq!(found_after(statement), broken, "{statement}");
    }
}

#[test]
fn nothing_is_staged_in_a_store_whose_edition_cannot_grow() {
    wait(async {
        let place = Place::make().await;
        place
            .change("UPDATE candidate SET edition = 9223372036854775806")
            .await;
        let id = certstore::entry::EntryId::profile("mx1").unwrap();
        let mut writing = place.store.write(&crate::place::actor()).await.unwrap();
        writing.stage(&id, None).await.unwrap();
        let refused = writing.unstage(&id).await.unwrap_err();
        assert_eq!(refused.name(), "store-row-malformed", "{refused}");
    });
}

#[test]
fn a_revision_that_the_audit_log_does_not_tell_of_is_found() {
    let free = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; ";
    for (statement, says) in [
        (
            "DELETE FROM audit; DELETE FROM audit_head",
            "it has no record of revision 1 and of 1 others",
        ),
        (
            "DELETE FROM audit WHERE sequence > 2; UPDATE audit_head SET sequence = 2, \
             hash = (SELECT hash FROM audit WHERE sequence = 2)",
            "it has no record of revision 2",
        ),
    ] {
        wait(async {
            let place = Place::make().await;
            place.change(&format!("{free}{statement}")).await;
            let report = place.store.check().await.unwrap();
            assert_eq!(names(&report), ["check-audit-broken"], "{statement}");
            assert_eq!(report.findings[0].what, says);
        });
    }
}

#[test]
fn text_that_is_not_utf_8_is_a_finding_and_ends_nothing() {
    let free = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; ";
    for statement in [
        "UPDATE revision SET author = CAST(x'61ff' AS TEXT) WHERE number = 1",
        "UPDATE revision SET comment = CAST(x'80' AS TEXT) WHERE number = 1",
        "UPDATE entry SET name = CAST(x'6d78ff' AS TEXT) WHERE id = 1",
        "UPDATE entry SET leaf = CAST(x'ff' AS TEXT) WHERE id = 1",
        "UPDATE certificate SET fingerprint = CAST(x'ff' AS TEXT)",
        "UPDATE certificate SET common_name = CAST(x'ff' AS TEXT)",
        "UPDATE request SET fingerprint = CAST(x'ff' AS TEXT)",
        "UPDATE private_key SET fingerprint = CAST(x'ff' AS TEXT)",
        "UPDATE reference SET name = CAST(x'ff' AS TEXT)",
        "UPDATE holding SET fingerprint = CAST(x'ff' AS TEXT) WHERE what = 'key'",
        "UPDATE audit SET detail = CAST(x'ff' AS TEXT) WHERE sequence = 3",
        "INSERT INTO candidate_change VALUES ('alerts', 'alerts', NULL, 2, CAST(x'ff' AS TEXT), 'cli', 0)",
        "INSERT INTO alert VALUES (1, CAST(x'ff' AS TEXT), 's', 't', 0, NULL)",
    ] {
        let found = found_after(&format!("{free}{statement}"));
        assert!(!found.is_empty(), "{statement}");
    }
}

/// The DER of another key with this one's public half in it: octets 36 to 67 of PKCS#8 for P-256 are the private half.
fn damaged(place: &Place) -> Vec<u8> {
    let other = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let (mut der, other) = (
        place.key.write_der().unwrap().to_vec(),
        other.write_der().unwrap(),
    );
    for (octet, strange) in der.iter_mut().zip(other.iter()).skip(36).take(32) {
        *octet = *strange;
    }
    der
}

#[test]
fn a_stored_key_whose_halves_do_not_fit_is_found() {
    wait(async {
        let place = Place::make().await;
        place.put_key(&damaged(&place)).await;
        let report = place.store.check().await.unwrap();
        assert_eq!(names(&report), ["check-key-damaged"], "{report:?}");
        place.put_key(b"no key").await;
        let report = place.store.check().await.unwrap();
        assert_eq!(names(&report), ["check-key-damaged"], "{report:?}");
    });
}
