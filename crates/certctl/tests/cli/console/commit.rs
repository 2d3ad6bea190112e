//! `commit`

use std::collections::BTreeSet;

use super::desk::Desk;

const ANSWERS: &str = "new\nmx2\nmx2.example.com\n\n\n\n\n\n\n\n4\n\n\n";

#[test]
fn commit_takes_a_comment_and_says_what_is_in_force() {
    let desk = Desk::new();
    let lines = format!("commit\ncertconfig\ncertificate\n{ANSWERS}commit\nA second gateway\ncommit\n");
    let seen = desk.steady(&lines);
    insta::assert_snapshot!(seen[seen.rfind("mail.example.com*> commit").unwrap()..]);
    assert!(
        seen.contains("mail.example.com> commit\nThere is no data to commit.\n"),
        "{seen}"
    );
    let history = desk.run("history --json").document();
    assert_eq!(history["revisions"][0]["comment"], "A second gateway");
}

#[test]
fn what_has_to_be_accepted_is_asked_for_one_by_one() {
    let desk = Desk::new();
    desk.run("sslconfig set inbound --methods 1.1-1.2 --ciphers ECDHE+AESGCM:AES128-SHA");
    let refused = desk.console("commit\n\nn\n");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stdout.contains("nothing was committed"), "{refused:?}");
    assert!(!desk.staged().is_empty());
    let count = refused.stdout.matches("acceptable: ").count();
    assert!(count > 1, "{refused:?}");
    // One question for each of the two names.
    let seen = desk.transcript("commit\nAs on the appliance\ny\ny\n");
    assert!(seen.contains("Changes committed: "), "{seen}");
    let findings: Vec<&str> = seen
        .lines()
        .filter(|line| line.ends_with(']') && line.contains(": "))
        .collect();
    assert_eq!(
        findings.len(),
        findings.iter().collect::<BTreeSet<_>>().len(),
        "{seen}"
    );
    assert!(findings.len() > count, "{seen}");
    assert_eq!(desk.staged(), [""; 0]);
}

#[test]
fn finding_that_refuses_ends_the_commit_and_all_stays_staged() {
    let desk = Desk::new();
    desk.run("unbind https Management");
    let refused = desk.console("commit\n\n");
    assert_eq!(refused.code, 3, "{refused:?}");
    insta::assert_snapshot!(super::steady::steady(&refused.seen()));
    assert_eq!(desk.staged(), ["change interface Management"]);
}
