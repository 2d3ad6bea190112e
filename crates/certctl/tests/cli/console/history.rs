//! `history`

use super::desk::Desk;

#[test]
fn commits_are_listed_newest_first() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    let seen = desk.steady("commit\nOwn certificate\nhistory\n");
    let (_, list) = seen.split_once("> history\n").unwrap();
    let newest = list.lines().nth(1).unwrap();
    assert!(
        newest.trim_start().starts_with('3') && newest.contains("Own certificate"),
        "{seen}"
    );
    assert_eq!(
        list.lines().filter(|line| line.contains("[time]")).count(),
        3,
        "{seen}"
    );
}
