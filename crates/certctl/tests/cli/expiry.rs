//! `certctl status`, `certctl notify`

use crate::{
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

#[test]
fn notice_that_is_due_is_written_once() {
    let stage = Stage::new();
    make_store(&stage, "store.db");
    stage_profile(&stage, "store.db");
    stage.run("commit --store sqlite:store.db").done();
    let first = stage.run("notify --store sqlite:store.db").done();
    assert_eq!(first.stdout, "The certificate of profile mail ends in 89 days\n");
    let second = stage.json("notify --store sqlite:store.db");
    assert_eq!(second["notices"], serde_json::json!([]));
    assert_eq!(second["switched_on"], true);
}
