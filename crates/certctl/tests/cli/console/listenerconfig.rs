//! `listenerconfig`

use super::desk::Desk;

#[test]
fn a_listener_is_made_and_changed() {
    let desk = Desk::new();
    let lines = "listenerconfig\nnew\n1\nOutboundMail\n1\n587\nNONE\nedit\nOutboundMail\nport\n2525\n\
                 domains\nexample.com, example.org\ntype\n2\n\n\n";
    insta::assert_snapshot!(desk.transcript(lines));
}

#[test]
fn certificates_are_chosen_by_number_and_the_first_is_for_clients_without_a_name() {
    let desk = Desk::new();
    insta::assert_snapshot!(
        "one_certificate",
        desk.transcript("listenerconfig\nedit\n1\ncertificate\n3\n\n\n")
    );
    insta::assert_snapshot!(
        "several_certificates",
        desk.transcript("listenerconfig\nedit\n1\ncertificate\n2-3\n2\n\n\n")
    );
    let kept = desk.transcript("listenerconfig\nedit\n1\ncertificate\n\n\n\n");
    assert!(
        kept.contains("Please choose the certificate to apply: [2-3]> \n"),
        "{kept}"
    );
    assert!(kept.contains("Certificate: web, mx1\n"), "{kept}");
}

#[test]
fn the_host_access_table_is_kept_in_order() {
    let lines = "listenerconfig\nedit\n1\nhostaccess\n\
                 new\n2\nRELAYED\n3\ny\n\
                 new\n1\nRELAYLIST\n10.0.0.0/8, .example.com\nRELAYED\n1\n\
                 new\n1\nPARTNERS\n192.0.2.1\n1\nafter all of them\n\
                 move\nPARTNERS\nALL\nmove\n1\n3\nmove\nRELAYLIST\nPARTNERS\nprint\n\
                 edit\n1\nPARTNERS\n192.0.2.1,2001:db8::/32\n\n\
                 edit\n2\nRELAYED\n2\nn\n\
                 delete\n1\nRELAYLIST\nprint\n\n\n\n";
    insta::assert_snapshot!(Desk::new().transcript(lines));
}

#[test]
fn what_is_in_use_is_not_removed_and_its_users_are_named() {
    let desk = Desk::new();
    let outcome = desk.console("listenerconfig\nedit\n1\nhostaccess\ndelete\n2\nACCEPTED\n");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(
        outcome
            .stdout
            .contains("error: policy ACCEPTED is in use by sender-group IncomingMail/ALL"),
        "{outcome:?}"
    );
}

#[test]
fn a_listener_without_sender_groups_is_said_to_refuse_everybody() {
    let seen = Desk::new().transcript("listenerconfig\nedit\n1\nhostaccess\ndelete\n1\nALL\n\n\n\n");
    assert!(seen.contains("[listener-refuses-everybody]"), "{seen}");
}

#[test]
fn a_listener_goes_with_its_sender_groups() {
    let seen = Desk::new().transcript("listenerconfig\ndelete\nIncomingMail\n\n");
    assert!(
        seen.contains(
            "No listeners are currently configured.\n\nChoose the operation you want to perform:\n- NEW - Create a new \
             listener.\n[]> \n"
        ),
        "{seen}"
    );
}
