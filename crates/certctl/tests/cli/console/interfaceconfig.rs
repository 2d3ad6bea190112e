//! `interfaceconfig`

use super::desk::Desk;

#[test]
fn an_interface_is_made_changed_and_removed() {
    let desk = Desk::new();
    let lines = "interfaceconfig\nnew\nData1\n192.0.2.1\nmail.example.com\ny\n\n2\n\n";
    insta::assert_snapshot!("an_interface_is_made", desk.transcript(lines));
    let lines = "interfaceconfig\nedit\nData1\n2001:db8::1\nwww.example.com\n\n8443\n2,3\nweb\n\n";
    insta::assert_snapshot!("an_interface_is_changed", desk.transcript(lines));
    let lines = "interfaceconfig\nedit\nData1\n\n\nn\ndelete\nData1\n\n";
    insta::assert_snapshot!("an_interface_is_removed", desk.transcript(lines));
}

#[test]
fn the_demo_certificate_is_said_not_to_be_secure() {
    let seen = Desk::new().transcript("interfaceconfig\nedit\n1\n\n\n\n\n\n\n");
    assert!(
        seen.contains(
            "The \"Demo\" certificate is currently configured. You may use \"Demo\", but this will not be secure.\n\
             1. Demo\n2. mx1\n3. web\n4. None\nPlease choose the certificate to apply: [1]> \n"
        ),
        "{seen}"
    );
}

#[test]
fn an_interface_in_use_is_not_removed_and_its_users_are_named() {
    let outcome = Desk::new().console("interfaceconfig\ndelete\n1\n");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(
        outcome
            .stdout
            .contains("error: interface Management is in use by listener IncomingMail"),
        "{outcome:?}"
    );
}
