//! `websecurityconfig`

use super::desk::Desk;

#[test]
fn the_client_certificate_is_chosen_by_number_and_can_be_taken_away() {
    insta::assert_snapshot!(
        Desk::new().transcript("websecurityconfig\ny\n2\nwebsecurityconfig\nn\nwebsecurityconfig\n\n")
    );
}
