//! `certctl store` and `certctl backup`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::stage::Stage;

/// A folder with a store and the passphrases `one` and `two`.
fn stage() -> Stage {
    let stage = Stage::new();
    stage
        .run("init --host-name mx1.example.com --store sqlite:store.db")
        .done();
    stage.write("one", "correct horse\n");
    stage.write("two", "battery staple\n");
    stage
}

#[test]
fn a_sound_store_is_said_to_be_sound() {
    let outcome = stage().run("store check --store sqlite:store.db").done();
    assert!(outcome.stdout.ends_with("Nothing is wrong\n"), "{outcome:?}");
}

#[test]
fn a_finding_is_named_and_ends_with_the_answer_no() {
    let stage = stage();
    fs::set_permissions(stage.path("store.db"), fs::Permissions::from_mode(0o644)).unwrap();
    let outcome = stage.run("store check --store sqlite:store.db");
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(outcome.stdout.contains("[store-open-to-others]"), "{outcome:?}");
}

#[test]
fn a_backup_is_checked_with_its_key_file_named() {
    let stage = stage();
    stage.run("backup copy.db --store sqlite:store.db").done();
    stage
        .run("store rekey --store sqlite:store.db --master-key-file other.key")
        .done();
    fs::rename(stage.path("store.db.key"), stage.path("kept.key")).unwrap();
    stage.run("store check --store sqlite:store.db").done();
    let refused = stage.run("store check --store sqlite:copy.db");
    assert!(
        refused.code != 0 && refused.stderr.contains("[store-key-file-missing]"),
        "{refused:?}"
    );
    stage
        .run("store check --store sqlite:copy.db --master-key-file kept.key")
        .done();
    let wrong = stage.run("store check --store sqlite:copy.db --master-key-file other.key");
    assert_eq!(wrong.code, 4, "{wrong:?}");
    assert!(wrong.stderr.contains("[store-key-wrong]"), "{wrong:?}");
}

#[test]
fn the_key_that_backups_need_is_kept_when_the_key_file_is_changed_in_its_place() {
    let stage = stage();
    stage.run("backup copy.db --store sqlite:store.db").done();
    let rekey = "store rekey --store sqlite:store.db --master-key-file store.db.key";
    let said = stage.run(rekey).done().stdout;
    let kept = said
        .split_whitespace()
        .find(|word| word.contains("store.db.key.before-"))
        .and_then(|path| path.trim_end_matches(',').rsplit('/').next())
        .unwrap();
    assert_eq!(
        fs::metadata(stage.path(kept)).unwrap().permissions().mode() & 0o777,
        0o600
    );
    stage.run("store check --store sqlite:store.db").done();
    stage
        .run("store check --store sqlite:copy.db")
        .fails(4, "store-key-wrong");
    let check = format!("store check --store sqlite:copy.db --master-key-file {kept}");
    stage.run(&check).done();
    // Any command says what to do, and opens the copy after that.
    let told = stage
        .run("status --store sqlite:copy.db")
        .fails(4, "store-key-wrong");
    assert!(
        told.stderr.contains(kept) && told.stderr.contains("copy.db.key"),
        "{told:?}"
    );
    fs::copy(stage.path(kept), stage.path("copy.db.key")).unwrap();
    stage.run("status --store sqlite:copy.db").done();
    let json = stage.run(&format!("{rekey} --json")).done();
    assert!(json.stdout.contains("store.db.key.before-"), "{json:?}");
}

#[test]
fn a_store_that_was_moved_together_with_its_key_file_opens() {
    let stage = stage();
    fs::create_dir(stage.path("elsewhere")).unwrap();
    for name in ["store.db", "store.db.key"] {
        fs::rename(stage.path(name), stage.path("elsewhere").join(name)).unwrap();
    }
    stage.run("status --store sqlite:elsewhere/store.db").done();
    // From then on the store names the file where it is.
    stage
        .run("store rekey --store sqlite:elsewhere/store.db --master-key-file elsewhere/store.db.key")
        .done();
    fs::rename(stage.path("elsewhere/store.db"), stage.path("store.db")).unwrap();
    stage.run("status --store sqlite:store.db").done();
    fs::remove_file(stage.path("elsewhere/store.db.key")).unwrap();
    let missing = stage.run("status --store sqlite:store.db");
    let missing = missing.fails(4, "store-key-file-missing");
    for place in ["elsewhere/store.db.key", "store.db.key"] {
        assert!(missing.stderr.contains(place), "{missing:?}");
    }
}

#[test]
fn a_store_changes_from_a_file_to_a_passphrase_and_to_another() {
    let stage = stage();
    stage
        .run("store rekey --store sqlite:store.db --master-key-passphrase --new-passphrase-file one")
        .done();
    let without = stage.run("store check --store sqlite:store.db");
    assert_eq!(without.code, 2, "{without:?}");
    let wrong = stage.run("store check --store sqlite:store.db --passphrase-file two");
    assert_eq!(wrong.code, 4, "{wrong:?}");
    assert!(wrong.stderr.contains("[store-key-wrong]"), "{wrong:?}");
    stage
        .run("store rekey --store sqlite:store.db --passphrase-file one --master-key-passphrase --new-passphrase-file two")
        .done();
    stage
        .run("store check --store sqlite:store.db --passphrase-file two")
        .done();
}

#[test]
fn a_backup_over_a_file_is_refused() {
    let stage = stage();
    let refused = stage.run("backup one --store sqlite:store.db");
    assert_eq!(refused.code, 4, "{refused:?}");
    assert!(refused.stderr.contains("[store-exists]"), "{refused:?}");
    assert_eq!(fs::read(stage.path("one")).unwrap(), b"correct horse\n");
}

#[test]
fn each_missing_passphrase_is_asked_for_by_the_option_of_its_command() {
    let stage = stage();
    let sealed = "--store sqlite:sealed.db";
    for (line, option) in [
        (
            format!("init --host-name mx1.example.com --master-key-passphrase {sealed}"),
            "--passphrase-file",
        ),
        (format!("status {sealed}"), "--passphrase-file"),
        (
            "store rekey --master-key-passphrase --store sqlite:store.db".to_owned(),
            "--new-passphrase-file",
        ),
        (
            "config save saved.toml --keys encrypted --store sqlite:store.db".to_owned(),
            "--keys-passphrase-file",
        ),
    ] {
        let refused = stage.run(&line).fails(2, "password-source-missing");
        assert!(refused.stderr.contains("no passphrase was given"), "{refused:?}");
        assert!(
            refused.stderr.contains(&format!("add {option} FILE")),
            "{refused:?}"
        );
        if line.starts_with("init") {
            stage.run(&format!("{line} {option} one")).done();
        }
    }
    let refused = stage
        .run("key generate --out mail.key --encrypt")
        .fails(2, "password-source-missing");
    assert!(refused.stderr.contains("no password was given"), "{refused:?}");
    assert!(refused.stderr.contains("add --password-file FILE"), "{refused:?}");
}

/// Overwrites pages in the middle of a store: it opens, and its rows cannot be read.
pub(crate) fn damage(stage: &Stage, name: &str) {
    let mut octets = stage.read(name);
    octets[8 * 4096..14 * 4096].fill(0xff);
    stage.write(name, octets);
}

#[test]
fn nothing_is_said_about_what_a_damaged_store_kept_from_the_check() {
    let stage = stage();
    stage.run("backup copy.db --store sqlite:store.db").done();
    damage(&stage, "copy.db");
    let outcome = stage.run("store check --store sqlite:copy.db");
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(outcome.stdout.contains("[check-database-damaged]"), "{outcome:?}");
    assert!(!outcome.stdout.contains("Checked"), "{outcome:?}");
    assert!(!outcome.stdout.contains("sound"), "{outcome:?}");
    let document = stage.run("store check --store sqlite:copy.db --json").document();
    assert_eq!(document["audit"], serde_json::Value::Null);
}

#[test]
fn a_passphrase_that_would_not_be_used_is_refused() {
    let stage = stage();
    for line in [
        "init --host-name mx1.example.com --store sqlite:new.db --passphrase-file one",
        "init --host-name mx1.example.com --store sqlite:new.db --passphrase-env ONE",
        "init --host-name mx1.example.com --store sqlite:new.db --master-key-file next.key --passphrase-file one",
        "store rekey --store sqlite:store.db --master-key-file next.key --new-passphrase-file one",
    ] {
        let refused = stage.run(line);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.stderr.contains("--master-key-"), "{refused:?}");
    }
    assert!(!stage.path("new.db").exists() && !stage.path("next.key").exists());
}

#[test]
fn a_master_key_that_cannot_be_had_is_a_refusal_of_the_store() {
    let stage = stage();
    fs::rename(stage.path("store.db.key"), stage.path("kept.key")).unwrap();
    stage
        .run("status --store sqlite:store.db")
        .fails(4, "key-file-missing");
    stage.write("store.db.key", "no key");
    stage
        .run("status --store sqlite:store.db")
        .fails(4, "key-file-malformed");
    stage
        .run("init --host-name mx1.example.com --store sqlite:new.db --master-key-credential key")
        .fails(4, "credentials-directory-missing");
}

#[test]
fn the_audit_log_says_who_did_what() {
    let stage = stage();
    stage
        .run("policy add PARTNERS --author anna --store sqlite:store.db")
        .done();
    let records = stage.json("audit -n 1 --store sqlite:store.db");
    assert_eq!(records["records"].as_array().unwrap().len(), 1);
    assert_eq!(records["records"][0]["author"], "anna");
    let seen = stage.run("audit --store sqlite:store.db").done().stdout;
    let (newest, oldest) = (seen.find("anna").unwrap(), seen.find("profile Demo").unwrap());
    assert!(newest < oldest && seen.contains("PARTNERS"), "{seen}");
}

#[test]
fn an_author_is_found_where_a_name_is_empty_or_none_is_there() {
    let stage = stage();
    let author = |name: &str, variables: &[(&str, &str)]| {
        let mut command = stage.command(&["policy", "add", name, "--store", "sqlite:store.db"]);
        command.env_remove("LOGNAME").env_remove("USER");
        command.envs(variables.iter().copied());
        crate::stage::Outcome::of(&mut command).done();
        let records = stage.json("audit -n 1 --store sqlite:store.db");
        records["records"][0]["author"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        author("ONE", &[("CERTCTL_AUTHOR", ""), ("USER", "alice")]),
        "alice"
    );
    let number = author("TWO", &[]);
    assert!(number.starts_with("uid "), "{number}");
}

#[test]
fn a_backup_to_standard_output_is_refused() {
    let stage = stage();
    let refused = stage.run("backup - --store sqlite:store.db");
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused.stderr.contains("standard output cannot be a store"),
        "{refused:?}"
    );
    assert!(!stage.path("-").exists());
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    let stage = stage();
    for line in [
        "init --host-name mx1.example.com --store sqlite:sub/dir/x.db",
        "backup sub/dir/x.db --store sqlite:store.db",
    ] {
        let refused = stage.run(line).fails(4, "store-read-only");
        assert!(
            refused.stderr.contains("sub/dir does not exist"),
            "{line}: {refused:?}"
        );
    }
    let refused = stage
        .run("init --host-name mx1.example.com --store sqlite:x.db --master-key-file keys/x.key")
        .fails(4, "key-file-unwritable");
    assert!(refused.stderr.contains("/keys does not exist"), "{refused:?}");
}

#[test]
fn a_store_is_not_made_beside_the_log_of_another() {
    let stage = stage();
    for end in ["-wal", "-journal", "-shm"] {
        let log = format!("x.db{end}");
        stage.write(&log, "what a killed process left");
        for line in [
            "init --host-name mx1.example.com --store sqlite:x.db",
            "backup x.db --store sqlite:store.db",
        ] {
            let refused = stage.run(line).fails(4, "store-log-of-another");
            assert!(refused.stderr.contains(&log), "{line}: {refused:?}");
        }
        fs::remove_file(stage.path(&log)).unwrap();
        assert!(!stage.files().iter().any(|name| name.starts_with("x.db")));
    }
}
