//! `destconfig`

use super::desk::Desk;

#[test]
fn entries_come_and_go() {
    let desk = Desk::new();
    let lines = "destconfig\nnew\nExample.org\ny\n5\nnew\n.example.net\ny\n\nlist\n\n";
    insta::assert_snapshot!("entries_come", desk.transcript(lines));
    let lines = "destconfig\nedit\nexample.org\n\n4\nedit\n.example.net\nn\ndefault\n3\ndelete\nexample.org\nlist\n\n";
    insta::assert_snapshot!("entries_go", desk.transcript(lines));
}

#[test]
fn setup_chooses_the_certificate_for_all_deliveries() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.transcript("destconfig\nsetup\n2\ny\n\n"));
    let again = desk.transcript("destconfig\nsetup\n\n\n\n");
    assert!(
        again.contains("The \"mx1\" certificate is currently configured.\n"),
        "{again}"
    );
    assert!(
        again.contains("Do you want to send an alert when a required TLS connection fails? [Y]> \n"),
        "{again}"
    );
}

#[test]
fn without_a_setting_of_its_own_a_domain_needs_no_entry() {
    let seen = Desk::new().transcript("destconfig\nnew\nexample.org\n\n\n");
    assert!(
        seen.contains("The default holds for example.org; an entry that says no more is not needed.\n"),
        "{seen}"
    );
    assert!(seen.ends_with("mail.example.com> \n"), "{seen}");
}

#[test]
fn the_default_cannot_be_removed() {
    let outcome = Desk::new().console("destconfig\nnew\nexample.org\ny\n2\ndelete\ndefault\n");
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[destination-default]"), "{outcome:?}");
}
