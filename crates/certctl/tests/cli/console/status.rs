//! `status`

use super::desk::Desk;

#[test]
fn certificates_are_listed_with_what_uses_them() {
    insta::assert_snapshot!(Desk::new().steady("status\n"));
}

#[test]
fn pending_changes_are_shown_by_a_command_of_the_console() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    let seen = desk.transcript("status\n");
    assert!(seen.contains("1 change is pending; see showchanges\n"), "{seen}");
}
