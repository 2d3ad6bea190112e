//! `certctl demo`

use crate::stage::Stage;

#[test]
fn the_demonstration_holds_from_store_to_backup() {
    let stage = Stage::new();
    let outcome = stage.run("demo").done();
    insta::assert_snapshot!(without_folder(&outcome.seen()));
    assert!(stage.files().is_empty());
}

/// The temporary folder has another name in each run.
fn without_folder(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n']);
    let shown = words.map(|word| match word.split_once("certctl-demo-") {
        Some((_, rest)) => format!("[folder]/{}", rest.split_once('/').unwrap().1),
        None => word.to_owned(),
    });
    shown.collect()
}

#[test]
fn the_folder_is_kept_on_request() {
    let stage = Stage::new();
    let document = stage.json("demo --keep kept");
    assert_eq!(document["ok"], true);
    assert_eq!(document["folder"], "kept");
    for step in document["steps"].as_array().unwrap() {
        assert_eq!(step["ok"], true, "{step:#}");
    }
    for name in [
        "store.db",
        "store.db.key",
        "mail.csr",
        "answer.txt",
        "mail-chain.crt",
        "mail.p12",
        "restored/mail.key",
    ] {
        assert!(stage.path("kept").join(name).is_file(), "{name}");
    }
    let answer = String::from_utf8(stage.read("kept/answer.txt")).unwrap();
    assert!(answer.contains("\r\n") && answer.matches("BEGIN CERTIFICATE").count() == 4);
    stage.run("demo --keep kept").fails(3, "output-exists");
}

#[test]
fn its_commands_can_be_typed_again() {
    let stage = Stage::new();
    let document = stage.json("demo --keep kept");
    for step in document["steps"].as_array().unwrap() {
        if let Some(command) = step["command"].as_str() {
            let words: Vec<&str> = command.split_whitespace().skip(1).chain(["--help"]).collect();
            stage.run_words(&words).done();
        }
    }
}
