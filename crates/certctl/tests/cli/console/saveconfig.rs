//! `saveconfig`

use super::desk::Desk;

#[test]
fn keys_are_masked_unless_told_otherwise() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.steady("saveconfig\n\n\n"));
    let saved = String::from_utf8(desk.stage().read("configuration.toml")).unwrap();
    assert!(
        !saved.contains("PRIVATE KEY") && saved.contains("keys = \"masked\""),
        "{saved}"
    );
    assert_eq!(desk.stage().mode("configuration.toml"), 0o600);
}

#[test]
fn plain_keys_are_saved_only_after_a_question() {
    let desk = Desk::new();
    desk.transcript("saveconfig\n3\n\n");
    assert!(!desk.stage().files().contains(&"configuration.toml".to_owned()));
    desk.transcript("saveconfig\n3\ny\n\n");
    let saved = String::from_utf8(desk.stage().read("configuration.toml")).unwrap();
    assert!(saved.contains("BEGIN PRIVATE KEY"));
}

#[test]
fn what_is_only_staged_is_said_to_be_left_out() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    let seen = desk.transcript("saveconfig\n\n\n");
    assert!(
        seen.contains("Changes are pending. The file holds what is in force, without them.\n"),
        "{seen}"
    );
}
