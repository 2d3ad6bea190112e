//! `sethostname`

use super::desk::Desk;

#[test]
fn the_prompt_shows_the_new_name() {
    insta::assert_snapshot!(Desk::new().transcript("sethostname\nmx2.example.com\nexit\n\n"));
}
