//! `certctl history`, `certctl show`, `certctl rollback`

use crate::{
    redacted::redacted,
    stage::{Outcome, Stage},
    staged::{make_store, stage_port, stage_profile},
};

/// A store whose second revision gave the listener another port.
fn stage() -> Stage {
    let stage = Stage::new();
    make_store(&stage, "store.db");
    stage_port(&stage, "store.db", 2525, None);
    run(&stage, "commit -m moved").done();
    stage
}

fn run(stage: &Stage, line: &str) -> Outcome {
    stage.run(&format!("{line} --author admin --store sqlite:store.db"))
}

fn json(stage: &Stage, line: &str) -> serde_json::Value {
    stage.json(&format!("{line} --author admin --store sqlite:store.db"))
}

#[test]
fn history_stands_with_the_newest_first() {
    let stage = stage();
    let document = json(&stage, "history");
    assert_eq!(document["revisions"][0]["comment"], "moved");
    assert_eq!(document["revisions"][0]["author"], "admin");
    assert_eq!(document["revisions"][1]["comment"], "the store is made");
    let text = run(&stage, "history --limit 1").done();
    assert!(
        text.stdout.contains("admin") && text.stdout.contains("moved"),
        "{text:?}"
    );
    assert!(!text.stdout.contains("the store is made"), "{text:?}");
}

#[test]
fn revision_shows_what_it_changed() {
    let stage = stage();
    insta::assert_snapshot!(run(&stage, "show 2").done().seen());
    insta::assert_snapshot!("show_json", redacted(&format!("{:#}", json(&stage, "show 2"))));
    run(&stage, "show 3").fails(3, "revision-unknown");
    assert_eq!(run(&stage, "show two").code, 2);
}

#[test]
fn configuration_is_shown_as_it_was() {
    let stage = stage();
    insta::assert_snapshot!(run(&stage, "show 1 --config").done().seen());
    let port = |line: &str| {
        let document = json(&stage, line);
        let entries = document["entries"].as_array().unwrap();
        let listener = entries.iter().find(|entry| entry["kind"] == "listener").unwrap();
        listener["settings"]["port"].clone()
    };
    assert_eq!(port("show 1 --config"), 25);
    assert_eq!(port("show 2 --config"), 2525);
}

#[test]
fn rollback_stages_the_way_back_and_a_commit_goes_it() {
    let stage = stage();
    insta::assert_snapshot!(run(&stage, "rollback 1").done().seen());
    run(&stage, "commit").done();
    assert!(run(&stage, "rollback 1").done().stdout.contains("already"));
    stage_profile(&stage, "store.db");
    run(&stage, "rollback 2").fails(3, "candidate-not-empty");
    let document = json(&stage, "rollback 2 --clear");
    assert_eq!(document["changed"], serde_json::json!(["listener IncomingMail"]));
    assert_eq!(
        document["cleared"],
        serde_json::json!(["profile mail", "listener IncomingMail"])
    );
}
