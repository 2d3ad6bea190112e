//! `commitdetail`

use super::desk::Desk;

#[test]
fn last_commit_is_shown_field_by_field() {
    let desk = Desk::new();
    desk.run("bind inbound IncomingMail mx1");
    insta::assert_snapshot!(desk.steady("commit\nOwn certificate\ncommitdetail\n"));
}
