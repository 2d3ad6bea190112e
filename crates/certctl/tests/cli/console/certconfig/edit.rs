//! EDIT

use super::CERTIFICATE;
use crate::console::desk::Desk;

#[test]
fn committed_request_is_viewed_and_saved() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.steady(&format!("{CERTIFICATE}edit\nmx1\nview\nsave\n\n\n\n\n")));
    let saved = String::from_utf8(desk.stage().read("mx1.csr")).unwrap();
    assert_eq!(saved, desk.run("profile csr mx1").stdout);
}

#[test]
fn request_that_is_staged_only_is_not_given_out() {
    let desk = Desk::new();
    let lines = format!("{CERTIFICATE}edit\nmx1\nrequest\n\nExample AB\n\n\n\n\n\nsave\n");
    let outcome = desk.console(&lines);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[csr-not-committed]"), "{outcome:?}");
    assert!(
        outcome
            .stdout
            .contains("\n  hint: `commit` puts what is staged in force\n"),
        "{outcome:?}"
    );
    assert!(outcome.stdout.contains("O=Example AB"), "{outcome:?}");
    assert_eq!(desk.staged(), ["change profile mx1"]);
    assert!(!desk.stage().files().contains(&"mx1.csr".to_owned()));
}

#[test]
fn full_stop_takes_an_attribute_out_of_the_request() {
    let desk = Desk::new();
    let set = "edit\nmx1\nrequest\n\nExample AB\n\n\n\n\n\n";
    let unset = "request\n\n.\n\n\n\n\n\n";
    let seen = desk.transcript(&format!("{CERTIFICATE}{set}{unset}\n\n\n"));
    assert!(seen.contains("[Example AB]> .\n"), "{seen}");
    assert_eq!(
        seen.matches("CN=mail.example.com,O=Example AB\n").count(),
        1,
        "{seen}"
    );
    assert!(seen.contains("  subject   CN=mail.example.com\n"), "{seen}");
}

#[test]
fn another_common_name_takes_the_place_of_the_old_one() {
    let desk = Desk::new();
    let lines = "edit\nmx1\nrequest\nmx.example.com\n\n\n\n\n\n\n\n\n\n";
    let seen = desk.transcript(&format!("{CERTIFICATE}{lines}"));
    assert!(
        seen.contains("  subject   CN=mx.example.com\n  dns       mx.example.com\n  "),
        "{seen}"
    );
    assert!(
        seen.contains(
            "ENTER keeps what stands in the brackets, and a full stop takes it out.\nEnter Common Name:\n"
        ),
        "{seen}"
    );
}

#[test]
fn new_key_is_of_the_present_kind_unless_told_otherwise() {
    let desk = Desk::new();
    let seen = desk.transcript(&format!("{CERTIFICATE}edit\nmx1\nrekey\ny\n2\n\n\n\ncommit\n\n"));
    assert!(seen.contains("\n[4]> 2\n"), "{seen}");
    let desk = Desk::new();
    desk.run("profile create rsa --cn rsa.example.com --algorithm rsa-3072");
    let seen = desk.transcript(&format!("{CERTIFICATE}edit\nrsa\nrekey\ny\n\n\n\n\n"));
    assert!(seen.contains("\n[2]> \n"), "{seen}");
    assert!(seen.contains("  key       rsa, 3072 bits\n"), "{seen}");
}

#[test]
fn answer_from_a_file_is_shown_before_it_is_staged() {
    let desk = Desk::full();
    let lines = |last: &str| format!("{CERTIFICATE}edit\nmail\nupload\nprofile-answer.txt\n\n{last}\n\n\n\n");
    desk.transcript(&lines("n"));
    assert_eq!(desk.staged(), [""; 0]);
    insta::assert_snapshot!(desk.steady(&lines("")));
    assert_eq!(desk.staged(), ["change profile mail"]);
}

#[test]
fn answer_can_be_pasted_with_its_intermediates_apart() {
    let desk = Desk::full();
    let answer = String::from_utf8(desk.stage().read("profile-answer.txt")).unwrap();
    let leaf = answer.split("Yours:").nth(1).unwrap();
    let above = answer.split("Intermediate:").nth(1).unwrap();
    let above = above.split("Yours:").next().unwrap();
    let lines = format!("{CERTIFICATE}edit\nmail\npaste\n{leaf}\n.\ny\n{above}.\nn\ny\n\n\n\n");
    insta::assert_snapshot!(desk.steady(&lines));
    assert_eq!(desk.staged(), ["change profile mail"]);
}

#[test]
fn answer_to_another_request_is_refused_and_the_profile_is_named() {
    let desk = Desk::full();
    let outcome = desk.console(&format!(
        "{CERTIFICATE}edit\nmail\nupload\nwaiting-answer.txt\nn\n"
    ));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(
        outcome.stdout.contains("[answer-for-another-profile]"),
        "{outcome:?}"
    );
    assert!(outcome.stdout.contains("waiting"), "{outcome:?}");
    assert_eq!(desk.staged(), [""; 0]);
}

#[test]
fn renewal_keeps_the_key_and_asks_before_it_replaces_a_request() {
    let desk = Desk::full();
    let lines = "edit\nsigned\nrenew\nrenew\nn\nrekey\ny\n4\n";
    insta::assert_snapshot!(desk.steady(&format!("{CERTIFICATE}{lines}\n\n\n")));
    assert_eq!(desk.staged(), ["change profile signed"]);
}
