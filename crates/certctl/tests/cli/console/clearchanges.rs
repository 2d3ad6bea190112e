//! `clearchanges`

use super::desk::Desk;

#[test]
fn staged_changes_are_taken_back_after_a_question() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    desk.transcript("clearchanges\nn\n");
    assert_eq!(desk.staged(), ["change listener IncomingMail"]);
    insta::assert_snapshot!(desk.steady("clear\n\nclearchanges\n"));
    assert_eq!(desk.staged(), [""; 0]);
}
