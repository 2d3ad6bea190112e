//! `commitdetail`

use super::desk::Desk;

#[test]
fn last_commit_is_shown_field_by_field() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    insta::assert_snapshot!(desk.steady("commit\nOwn certificate\ncommitdetail\n"));
}

#[test]
fn an_earlier_commit_is_shown_by_its_number() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    let seen = desk.transcript("commit\nOwn certificate\ncommitdetail 2\n");
    let (_, shown) = seen.split_once("> commitdetail 2\nRevision 2 by ").unwrap();
    assert!(shown.contains("add profile mx1"), "{seen}");
    assert!(!shown.contains("listener"), "{seen}");
    for (typed, name) in [
        ("9", "revision-unknown"),
        ("last", "revision-invalid"),
        ("1 2", "revision-invalid"),
    ] {
        let outcome = desk.console(&format!("commitdetail {typed}\n"));
        assert_eq!(outcome.code, 3, "{outcome:?}");
        assert!(outcome.stdout.contains(&format!("[{name}]")), "{outcome:?}");
    }
}
