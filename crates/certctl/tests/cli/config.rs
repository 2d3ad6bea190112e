//! `certctl config`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::stage::Stage;

fn stage() -> Stage {
    let stage = Stage::new();
    stage
        .run("init --host-name mx1.example.com --store sqlite:store.db")
        .done();
    stage.write("passphrase", "correct horse\n");
    stage
}

#[test]
fn a_masked_file_is_private_and_is_not_loaded() {
    let stage = stage();
    stage.run("config save shown.toml --store sqlite:store.db").done();
    let mode = fs::metadata(stage.path("shown.toml"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = fs::read_to_string(stage.path("shown.toml")).unwrap();
    assert!(!text.contains("PRIVATE KEY"));
    let refused = stage.run("config load shown.toml --store sqlite:store.db");
    assert_eq!(refused.code, 3, "{refused:?}");
    insta::assert_snapshot!("keys_masked", refused.seen());
}

#[test]
fn plain_keys_are_written_only_when_that_is_meant() {
    let stage = stage();
    let refused = stage.run("config save plain.toml --keys plain --store sqlite:store.db");
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("[confirmation-missing]"), "{refused:?}");
    assert!(!stage.path("plain.toml").exists());
    stage
        .run("config save plain.toml --keys plain --yes --store sqlite:store.db")
        .done();
    let again = stage.run("config save plain.toml --keys plain --yes --store sqlite:store.db");
    assert!(again.stderr.contains("[output-exists]"), "{again:?}");
}

#[test]
fn an_encrypted_file_is_loaded_into_another_store() {
    let stage = stage();
    stage
        .run("config save saved.toml --keys encrypted --keys-passphrase-file passphrase --store sqlite:store.db")
        .done();
    stage
        .run("init --host-name other.example.com --store sqlite:new.db")
        .done();
    let loaded = stage
        .run("config load saved.toml --keys-passphrase-file passphrase --store sqlite:new.db")
        .done();
    assert!(loaded.stdout.contains("changed machine"), "{loaded:?}");
    let changes = stage.run("changes --store sqlite:new.db").done();
    assert!(changes.stdout.contains("mx1.example.com"), "{changes:?}");
}

#[test]
fn staged_changes_are_not_lost_by_loading_a_file() {
    let stage = stage();
    let save = "config save plain.toml --keys plain --yes --store sqlite:store.db";
    stage.run(save).done();
    let staged = "profile create colleague --cn colleague.example.com --store sqlite:store.db";
    stage.run(staged).done();
    let refused = stage.run("config load plain.toml --store sqlite:store.db");
    insta::assert_snapshot!(refused.fails(3, "candidate-not-empty").seen());
    stage.run("profile show colleague --store sqlite:store.db").done();
    let cleared = stage.json("config load plain.toml --clear --store sqlite:store.db");
    assert_eq!(cleared["cleared"], serde_json::json!(["profile colleague"]));
    stage.run(staged).done();
    let told = stage.run("config load plain.toml --clear --store sqlite:store.db");
    insta::assert_snapshot!("load_clear", told.done().seen());
}

#[test]
fn a_file_that_is_no_configuration_is_refused_by_name() {
    let stage = stage();
    stage.write("noise", [0xff, 0xfe, 0]);
    for (file, name) in [
        ("noise", "config-file-not-text"),
        ("passphrase", "config-file-malformed"),
    ] {
        let refused = stage.run(&format!("config load {file} --store sqlite:store.db"));
        assert_eq!(refused.code, 3, "{refused:?}");
        assert!(refused.stderr.contains(name), "{refused:?}");
    }
}

#[test]
fn what_changes_nothing_says_so() {
    let stage = stage();
    stage
        .run("config save plain.toml --keys plain --yes --store sqlite:store.db")
        .done();
    for line in ["config load plain.toml", "profile restore Demo 1"] {
        let told = stage.run(&format!("{line} --store sqlite:store.db")).done();
        let said = told.stdout.to_lowercase();
        assert!(said.contains("nothing") && !said.contains("next"), "{told:?}");
    }
}

#[test]
fn what_takes_a_change_back_says_that_nothing_is_left_to_commit() {
    let stage = stage();
    let run = |line: &str| stage.run(&format!("{line} --store sqlite:store.db")).done();
    for (change, back) in [
        (
            "destination add a.example --tls none",
            "destination remove a.example",
        ),
        ("machine set mx2.example.com", "machine set mx1.example.com"),
        ("unbind ldap", "bind ldap Demo"),
        ("profile create mail --cn a.example", "profile delete mail"),
    ] {
        let said = run(change).stdout;
        assert!(said.contains("certctl commit"), "{said}");
        let said = run(back).stdout;
        assert!(
            said.contains("nothing to commit") && !said.contains("certctl commit"),
            "{said}"
        );
    }
    assert!(run("changes").stdout.contains("Nothing is staged"));
}
