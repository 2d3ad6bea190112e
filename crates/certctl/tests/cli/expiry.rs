//! `certctl status`, `certctl notify`

use chrono::{Duration, Utc};

use crate::{
    committed::STORE,
    redacted::redacted,
    stage::Stage,
    staged::{make_store, stage_profile},
};

#[test]
fn status_lists_certificates_with_their_end_and_their_users() {
    let stage = Stage::new();
    make_store(&stage, "store.db");
    stage_profile(&stage, "store.db");
    let commit = "commit --author admin --store sqlite:store.db";
    let before = stage.run("status --store sqlite:store.db").done();
    assert!(before.stdout.contains("2 changes are pending"), "{before:?}");
    stage.run(commit).done();
    insta::assert_snapshot!(stage.run("status --store sqlite:store.db").done().seen());
    let document = stage.json("status --store sqlite:store.db");
    insta::assert_snapshot!("status_json", redacted(&format!("{document:#}")));
}

/// A store whose listener serves a certificate of 90 days that ends in ten.
fn ending_in_ten_days() -> Stage {
    let stage = Stage::with_key();
    make_store(&stage, "store.db");
    let begin = (Utc::now() - Duration::days(80)).format("%Y-%m-%d");
    stage
        .run(&format!(
            "cert self-sign --key mail.key --cn mail.example.com --not-before {begin} --days 90 --out mail.crt"
        ))
        .done();
    for line in [
        "profile import mail.key mail.crt --name mail",
        "bind inbound IncomingMail mail",
        "commit",
    ] {
        stage.run(&format!("{line} {STORE}")).done();
    }
    stage
}

#[test]
fn notice_that_is_due_is_written_once() {
    let stage = ending_in_ten_days();
    let first = stage.run(&format!("notify {STORE}")).done();
    assert_eq!(first.stdout, "The certificate of profile mail ends in 9 days\n");
    let second = stage.json(&format!("notify {STORE}"));
    assert_eq!(second["notices"], serde_json::json!([]));
    assert_eq!(second["switched_on"], true);
}

#[test]
fn status_answers_no_when_a_certificate_in_use_expires_within_the_days() {
    let stage = ending_in_ten_days();
    let no = stage.run(&format!("status --expiring 14 {STORE}"));
    assert_eq!(no.code, 1, "{no:?}");
    assert!(
        no.stdout
            .contains("1 certificate that services send or trust expires within 14 days"),
        "{no:?}"
    );
    let document = stage.json(&format!("status --expiring 14 {STORE}"));
    assert_eq!(document["expiring_within_days"], 14);
    assert_eq!(document["certificates"][0]["name"], "mail");
    assert_eq!(document["certificates"][0]["state"], "expiring");
    let yes = stage.run(&format!("status --expiring 5 {STORE}")).done();
    assert!(yes.stdout.contains("No certificate"), "{yes:?}");
    stage
        .run(&format!("bind inbound IncomingMail Demo {STORE}"))
        .done();
    stage.run(&format!("commit {STORE}")).done();
    stage.run(&format!("status --expiring 14 {STORE}")).done();
}

#[test]
fn days_of_the_alert_settings_decide_what_is_expiring() {
    let stage = ending_in_ten_days();
    let judged = |stage: &Stage, name: &str| {
        let listed = stage.json(&format!("profile list {STORE}"));
        let profiles = listed["profiles"].as_array().unwrap().clone();
        let found = profiles.into_iter().find(|one| one["name"] == name);
        found.unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(judged(&stage, "mail"), "expiring");
    stage.run(&format!("alerts set --expiring-days 5 {STORE}")).done();
    assert_eq!(
        judged(&stage, "mail"),
        "expiring",
        "only a commit makes it active"
    );
    stage.run(&format!("commit {STORE}")).done();
    assert_eq!(judged(&stage, "mail"), "self-signed");
    let listed = stage.run(&format!("profile list --warn-days 20 {STORE}")).done();
    assert!(listed.stdout.contains("expiring"), "{listed:?}");
    let shown = stage.json(&format!("alerts show {STORE}"));
    assert_eq!(shown["expiring_days"], 5);
}
