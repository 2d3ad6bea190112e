//! `sethostname`

use super::desk::Desk;

#[test]
fn the_prompt_shows_the_new_name() {
    insta::assert_snapshot!(Desk::new().transcript("sethostname\nmx2.example.com\nexit\n\n"));
}

#[test]
fn dialogues_speak_of_the_machine_by_its_new_name() {
    let seen = Desk::new().transcript("sethostname\nmx2.example.com\nsaveconfig\n\n\nexit\n\n");
    assert!(
        seen.contains("Enter the name of the file on machine \"mx2.example.com\" to save:\n"),
        "{seen}"
    );
}
