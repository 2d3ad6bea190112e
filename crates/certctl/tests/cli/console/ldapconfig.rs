//! `ldapconfig`

use super::desk::Desk;

#[test]
fn a_server_is_made_changed_and_removed() {
    let desk = Desk::new();
    let lines = "ldapconfig\nnew\nPublicLDAP\nldap.example.com\n\n\ndc=example,dc=com\n\
                 edit\n1\nldap2.example.com\n2\n\n\ndelete\nPublicLDAP\n\n";
    insta::assert_snapshot!(desk.transcript(lines));
}

#[test]
fn a_port_that_was_chosen_stays_with_another_protection() {
    let lines = "ldapconfig\nnew\nPublicLDAP\nldap.example.com\n3\n3269\n\nedit\n1\n\n1\n\n\n\n";
    let seen = Desk::new().transcript(lines);
    assert!(seen.contains("[3269]> \n"), "{seen}");
    assert!(
        seen.contains("1. PublicLDAP: (ldap.example.com:3269) No TLS, no base\n"),
        "{seen}"
    );
}

#[test]
fn setup_chooses_the_certificate_that_is_shown_to_servers() {
    insta::assert_snapshot!(Desk::new().transcript("ldapconfig\nsetup\nmx1\nsetup\n\n\n"));
}
