//! EXPORT

use super::CERTIFICATE;
use crate::console::desk::Desk;

#[test]
fn profile_is_written_under_a_passphrase_for_its_owner_only() {
    let desk = Desk::new();
    let lines = "export\nmx1\n\n\nhush hush\nhush hush\n";
    insta::assert_snapshot!(desk.steady(&format!("{CERTIFICATE}{lines}\n\n")));
    assert_eq!(desk.stage().mode("mx1.p12"), 0o600);
    desk.stage().write("password.txt", "hush hush\n");
    let inside = desk
        .stage()
        .run("p12 inspect mx1.p12 --password-file password.txt")
        .done();
    assert!(inside.stdout.contains("mail.example.com"), "{inside:?}");
}

#[test]
fn file_that_exists_is_replaced_only_after_a_question() {
    let desk = Desk::new();
    desk.stage().write("mx1.p12", "precious");
    let keep = "export\nmx1\n\n\nother.p12\n3\nhush\nhush\n";
    let replace = "export\nmx1\n\ny\n3\nhush\nhush\n";
    desk.transcript(&format!("{CERTIFICATE}{keep}\n\n"));
    assert_eq!(desk.stage().read("mx1.p12"), b"precious");
    assert!(desk.stage().files().contains(&"other.p12".to_owned()));
    desk.transcript(&format!("{CERTIFICATE}{replace}\n\n"));
    assert_ne!(desk.stage().read("mx1.p12"), b"precious");
}
