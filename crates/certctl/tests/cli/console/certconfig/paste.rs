//! PASTE

use super::CERTIFICATE;
use crate::{authority::PASSWORD, console::desk::Desk};

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.stage().read(name)).unwrap()
}

#[test]
fn certificate_key_and_intermediate_become_a_profile() {
    let desk = Desk::full();
    let [leaf, key, above] = ["mail.crt", "mail.key", "intermediate.crt"].map(|name| text(&desk, name));
    let lines = format!("{CERTIFICATE}paste\npasted\n{leaf}.\n{key}.\ny\n{above}.\n\n\n\n\n");
    insta::assert_snapshot!(desk.steady(&lines));
    assert_eq!(desk.staged(), ["add profile pasted"]);
}

#[test]
fn key_under_a_passphrase_becomes_a_profile() {
    let desk = Desk::full();
    let [leaf, key] = ["chain.crt", "encrypted.key"].map(|name| text(&desk, name));
    desk.transcript(&format!(
        "{CERTIFICATE}paste\npasted\n{leaf}.\n{key}.\n{PASSWORD}\n\n\n\n\n"
    ));
    assert_eq!(desk.staged(), ["add profile pasted"]);
}

#[test]
fn key_of_another_certificate_is_refused() {
    let desk = Desk::full();
    desk.stage()
        .run("key generate --algorithm ec-p256 --out other.key")
        .done();
    let [leaf, key] = ["chain.crt", "other.key"].map(|name| text(&desk, name));
    let outcome = desk.console(&format!("{CERTIFICATE}paste\npasted\n{leaf}.\n{key}.\n\n\n"));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[key-does-not-match]"), "{outcome:?}");
    assert_eq!(desk.staged(), [""; 0]);
}
