//! `rollbackconfig`

use super::desk::Desk;

#[test]
fn way_back_is_staged_and_a_commit_goes_it() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    desk.transcript("commit\nOwn certificate\n");
    insta::assert_snapshot!(desk.steady("rollbackconfig\n2\nshowchanges\n"));
    assert_eq!(desk.staged(), ["change listener IncomingMail"]);
}

#[test]
fn staged_changes_are_cleared_only_after_a_question() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    let seen = desk.transcript("rollbackconfig\n1\n\n");
    assert!(
        seen.contains("1 change is staged and would be cleared. Do you want to continue? [N]> "),
        "{seen}"
    );
    assert_eq!(desk.staged(), ["change listener IncomingMail"]);
    desk.transcript("rollbackconfig\n1\ny\n");
    assert_eq!(desk.staged(), ["delete profile mx1", "delete profile web"]);
}

#[test]
fn any_revision_that_is_kept_can_be_entered_and_no_other() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    desk.transcript("commit\n\n");
    let seen = desk.transcript("rollbackconfig\n1\n");
    assert!(
        seen.contains("changes are staged that lead back to revision 1;"),
        "{seen}"
    );
    for (typed, name) in [
        ("4", "revision-unknown"),
        ("two", "revision-invalid"),
        ("", "revision-invalid"),
    ] {
        let outcome = desk.console(&format!("rollbackconfig\n{typed}\n"));
        assert_eq!(outcome.code, 3, "{outcome:?}");
        assert!(outcome.stdout.contains(&format!("[{name}]")), "{outcome:?}");
    }
}

#[test]
fn new_store_has_nothing_to_go_back_to() {
    let stage = crate::committed::with_store();
    let seen = stage
        .run_with_input("console --store sqlite:store.db", b"rollbackconfig\n")
        .done();
    assert!(
        seen.stdout
            .contains("There is no earlier revision to go back to.\n"),
        "{seen:?}"
    );
}
