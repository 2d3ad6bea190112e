//! `loadconfig`

use super::desk::Desk;

#[test]
fn saved_configuration_is_staged_again() {
    let desk = Desk::new();
    desk.transcript("saveconfig\n2\nhush\nhush\n\n");
    desk.run("profile delete web");
    desk.transcript("commit\n\n");
    insta::assert_snapshot!(desk.steady("loadconfig\n\nconfiguration.toml\nhush\n"));
    assert_eq!(desk.staged(), ["add profile web"]);
}

#[test]
fn configuration_can_be_pasted() {
    let desk = Desk::new();
    desk.transcript("saveconfig\n3\ny\n\n");
    desk.run("profile delete web");
    let saved = String::from_utf8(desk.stage().read("configuration.toml")).unwrap();
    let outcome = desk.console(&format!("loadconfig\ny\n1\n{saved}.\n")).done();
    for line in saved.lines().filter(|line| line.len() > 50) {
        assert!(!outcome.stdout.contains(line), "{line}");
    }
    assert_eq!(desk.staged(), [""; 0]);
}

#[test]
fn masked_configuration_is_refused_with_the_reason() {
    let desk = Desk::new();
    let outcome = desk.console("saveconfig\n\n\nloadconfig\n\nconfiguration.toml\n");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[config-keys-masked]"), "{outcome:?}");
}

#[test]
fn file_that_is_no_text_is_refused() {
    let desk = Desk::new();
    desk.stage().write("configuration.toml", [0xff, 0xfe]);
    let outcome = desk.console("loadconfig\n\nconfiguration.toml\n");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("it is not text in UTF-8"), "{outcome:?}");
}
