//! `status`

use super::desk::Desk;

#[test]
fn certificates_are_listed_with_what_uses_them() {
    insta::assert_snapshot!(Desk::new().steady("status\n"));
}
