//! `showchanges`

use super::desk::Desk;

#[test]
fn staged_changes_are_shown_as_a_tree() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    desk.run("profile renew web --yes");
    insta::assert_snapshot!(desk.steady("showchanges\n"));
}

#[test]
fn nothing_staged_is_said_so() {
    let seen = Desk::new().transcript("showchanges\n");
    assert!(seen.contains("There are no changes pending.\n"), "{seen}");
}
