//! DELETE

use super::CERTIFICATE;
use crate::console::desk::Desk;

#[test]
fn profile_that_nothing_uses_goes_with_the_next_commit() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.steady(&format!("{CERTIFICATE}delete\nweb\n\ndelete\nweb\ny\n\n\n")));
    assert_eq!(desk.staged(), ["delete profile web"]);
}

#[test]
fn profile_in_use_stays_and_its_users_are_named() {
    let desk = Desk::new();
    let outcome = desk.console(&format!("{CERTIFICATE}delete\nDemo\ny\n"));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    for part in ["[entry-in-use]", "inbound IncomingMail", "https Management"] {
        assert!(outcome.stdout.contains(part), "{part}: {outcome:?}");
    }
    assert_eq!(desk.staged(), [""; 0]);
}
