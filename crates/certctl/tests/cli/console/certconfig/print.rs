//! PRINT

use super::CERTIFICATE;
use crate::console::desk::Desk;

#[test]
fn services_are_listed_with_their_profiles() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    insta::assert_snapshot!(desk.steady(&format!("{CERTIFICATE}print\n\n\n")));
}
