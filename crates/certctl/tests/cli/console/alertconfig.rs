//! `alertconfig`

use super::desk::Desk;

#[test]
fn addresses_come_and_go_and_notices_are_switched() {
    let lines = "alertconfig\nnew\npostmaster@example.com\nnew\nadmin@example.com\nnew\nadmin@example.com\n\
                 delete\n1\nsetup\nn\n60\n\n";
    insta::assert_snapshot!(Desk::new().transcript(lines));
}
