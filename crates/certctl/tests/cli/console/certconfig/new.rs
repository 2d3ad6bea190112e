//! NEW

use super::CERTIFICATE;
use crate::console::desk::Desk;

#[test]
fn new_profile_is_staged_and_its_request_waits_for_the_commit() {
    let desk = Desk::new();
    let answers =
        "new\nmx2\nmx2.example.com\nExample AB\n\nStockholm\n\nSE\nmail.example.com, 192.0.2.1\n90\n4\n";
    insta::assert_snapshot!(desk.steady(&format!("{CERTIFICATE}{answers}\n\nexit\n\n")));
    assert_eq!(desk.staged(), ["add profile mx2"]);
}

#[test]
fn end_of_the_input_amid_the_questions_stages_nothing() {
    let desk = Desk::new();
    let outcome = desk.console(&format!("{CERTIFICATE}new\nmx2\nmx2.example.com\n"));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stderr.contains("[console-input-ended]"), "{outcome:?}");
    assert_eq!(desk.staged(), [""; 0]);
}
