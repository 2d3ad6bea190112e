//! Words that people try first, and where a command line is wrong.

use chrono::{Duration, Utc};

use crate::{
    authority::{TestAuthority, full_stage},
    committed::{STORE, with_store},
};

#[test]
fn the_store_and_the_author_may_stand_before_the_verb() {
    let stage = with_store();
    stage.run(&format!("{STORE} status")).done();
    stage
        .run(&format!("--author anna {STORE} policy add PARTNERS"))
        .done();
    let changes = stage.json(&format!("changes {STORE}"));
    assert_eq!(changes["changes"][0]["author"], "anna");
    stage
        .run(&format!("--store sqlite:none.db status {STORE}"))
        .done();
}

#[test]
fn a_file_that_is_a_store_needs_no_scheme() {
    let stage = with_store();
    stage.run("status --store store.db").done();
    stage
        .run("init --host-name mail.example.com --store other.db")
        .done();
    std::fs::copy(stage.path("store.db"), stage.path("copy")).unwrap();
    stage.run("status --store copy").done();
    let refused = stage.run("status --store nothing");
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("write sqlite:PATH"), "{refused:?}");
}

#[test]
fn other_words_for_a_verb_or_a_noun_work() {
    let stage = with_store();
    for line in [
        "profile ls",
        "profiles list",
        "policies ls",
        "listeners ls",
        "history -n 3",
        "sslconfig show inbound",
        "show",
        "policy add OLD",
        "policy delete OLD",
        "profile create old --cn old.example.com",
        "profile remove old",
        "profile export Demo --out chain.pem",
    ] {
        stage.run(&format!("{line} {STORE}")).done();
    }
    let services = stage.json(&format!("sslconfig show inbound {STORE}"));
    assert_eq!(services["services"].as_array().unwrap().len(), 1);
    assert_eq!(stage.json(&format!("show {STORE}"))["revision"]["number"], 1);
    let chain = String::from_utf8(stage.read("chain.pem")).unwrap();
    assert!(chain.starts_with("-----BEGIN CERTIFICATE-----"), "{chain}");
}

#[test]
fn words_of_others_get_a_tip() {
    let stage = with_store();
    for (line, tip) in [
        ("certconfig", "`certctl profile`"),
        ("showchanges", "`certctl changes`"),
        ("destconfig", "`certctl destination`"),
        ("diff", "`certctl changes`"),
        ("log", "`certctl history`"),
        ("store backup", "`certctl backup`"),
        ("profile rename mail mx", "`certctl bind`"),
    ] {
        let refused = stage.run(line);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.stderr.contains(tip), "{line}: {refused:?}");
        assert!(!refused.stderr.contains("similar"), "{line}: {refused:?}");
    }
}

#[test]
fn a_usage_error_in_json_is_a_sentence_with_hints_of_its_own() {
    let stage = with_store();
    let error = stage.run("certconfig --json").document()["error"].clone();
    assert_eq!(error["message"], "unrecognized subcommand 'certconfig'");
    assert!(error["hints"][0].as_str().unwrap().contains("`certctl profile`"));
    let error = stage.run("profile --json").document()["error"].clone();
    assert_eq!(
        error["message"],
        "the command line ends before it names a command"
    );
    assert_eq!(error["hints"], serde_json::json!(["certctl profile --help"]));
    let error = stage.run("policy add --json").document()["error"].clone();
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("<NAME>") && !message.contains('\n'), "{message}");
    assert_eq!(error["hints"], serde_json::json!(["certctl policy add --help"]));
}

#[test]
fn what_is_no_entry_and_no_revision_is_said_in_our_words() {
    let stage = with_store();
    for (line, said) in [
        ("clear foo/bar", "there is no kind of entry named 'foo'"),
        ("clear profile", "write profile/NAME"),
        ("show abc", "write the number of a revision"),
        ("rollback r2", "write the number of a revision"),
        ("profile restore Demo r2", "write the number of a revision"),
    ] {
        let refused = stage.run(&format!("{line} {STORE}"));
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.stderr.contains(said), "{line}: {refused:?}");
    }
}

#[test]
fn no_hint_names_an_option_that_the_command_lacks() {
    let stage = full_stage();
    let long_ago = Utc::now() - Duration::days(200);
    let expired = TestAuthority::new().sign_from(&stage.read("mail.csr"), long_ago);
    stage.write("old.crt", expired.write_pem());
    stage.run(&format!("policy add PENDING {STORE}")).done();
    for line in [
        "profile import mail.key old.crt --name old",
        "profile import mail.key signed-answer.txt",
        "rollback 1",
        "ca add old.crt",
    ] {
        let refused = stage.run(&format!("{line} {STORE}"));
        assert_ne!(refused.code, 0, "{line}: {refused:?}");
        let help = stage.run(&format!("{line} --help")).done().stdout;
        for hint in refused
            .stderr
            .lines()
            .filter_map(|line| line.trim().strip_prefix("hint: "))
        {
            assert!(!hint.contains("csr create"), "{line}: {hint}");
            for text in hint.split('`').step_by(2) {
                for option in text.split_whitespace().filter(|word| word.starts_with("--")) {
                    assert!(help.contains(option), "{line}: {hint}");
                }
            }
        }
    }
    let refused = stage
        .run(&format!("rollback 1 {STORE}"))
        .fails(3, "candidate-not-empty");
    assert!(refused.stderr.contains("add --clear"), "{refused:?}");
}

#[test]
fn a_profile_name_before_the_files_of_an_import_gets_a_hint() {
    let stage = full_stage();
    let refused = stage
        .run(&format!("profile import newmail mail.p12 {STORE}"))
        .fails(3, "input-not-found");
    assert!(
        refused
            .stderr
            .contains("`certctl profile import FILE --name newmail`"),
        "{refused:?}"
    );
}

#[test]
fn an_answer_under_a_password_is_read() {
    let stage = full_stage();
    let refused = stage.run(&format!("ca add mail.p12 {STORE}"));
    assert!(refused.stderr.contains("add --password-file FILE"), "{refused:?}");
    for line in [
        "ca add mail.p12",
        "ca set mail.p12 --yes",
        "profile upload mail mail.p12",
    ] {
        let outcome = stage.run(&format!("{line} --password-file password.txt {STORE}"));
        assert!(!outcome.stderr.contains("password"), "{line}: {outcome:?}");
    }
}

#[test]
fn the_password_of_a_new_file_is_not_asked_for_to_open_another() {
    let stage = full_stage();
    let line = "p12 create --key mail.key --cert mail.p12 --password-file password.txt --out new.p12";
    let refused = stage.run(line).fails(3, "pkcs12-password-missing");
    assert!(
        refused.stderr.contains("`certctl p12 extract FILE`"),
        "{refused:?}"
    );
    assert!(!refused.stderr.contains("--password-file"), "{refused:?}");
}

#[test]
fn a_password_that_protects_nothing_is_refused() {
    let stage = full_stage();
    // Without its form the file would be a chain.
    let refused = stage.run(&format!(
        "profile export signed --password-file password.txt --out new.p12 {STORE}"
    ));
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("--pkcs12"), "{refused:?}");
}

#[test]
fn the_custom_list_is_exported_and_can_be_set_again() {
    let stage = full_stage();
    stage.run(&format!("ca add root.crt {STORE}")).done();
    stage
        .run(&format!("ca export custom --out authorities.pem {STORE}"))
        .done();
    assert_eq!(
        stage
            .run(&format!("ca export custom {STORE}"))
            .done()
            .stdout
            .into_bytes(),
        stage.read("authorities.pem")
    );
    stage.run(&format!("ca set authorities.pem --yes {STORE}")).done();
}
