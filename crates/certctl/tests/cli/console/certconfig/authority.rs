//! CERTAUTHORITY

use super::CUSTOM;
use crate::{authority::TestAuthority, console::desk::Desk};

/// A desk with two roots and an intermediate in files.
fn desk() -> Desk {
    let desk = Desk::full();
    desk.stage()
        .write("other.crt", TestAuthority::new().root().write_pem());
    let [root, intermediate] = ["root.crt", "intermediate.crt"].map(|name| desk.stage().read(name));
    desk.stage().write("both.crt", [intermediate, root].concat());
    desk
}

#[test]
fn custom_list_is_imported_printed_and_exported() {
    let desk = desk();
    insta::assert_snapshot!(desk.steady(&format!("{CUSTOM}import\nboth.crt\nprint\nexport\n\n\n\n\n")));
    assert_eq!(desk.staged(), ["change ca-list custom"]);
    let exported = desk.stage().json("inspect custom-authorities.pem");
    assert_eq!(exported["objects"].as_array().unwrap().len(), 2);
}

#[test]
fn import_tells_what_it_would_lose_and_asks() {
    let desk = desk();
    let lines = "import\nboth.crt\nimport\nother.crt\n\nimport\nother.crt\ny\nprint\n\n\n\n";
    insta::assert_snapshot!(desk.steady(&format!("{CUSTOM}{lines}")));
}

#[test]
fn certificate_that_is_no_authority_keeps_the_list_as_it_is() {
    let desk = desk();
    for (file, name) in [
        ("mail.crt", "ca-flag-missing"),
        ("intermediate.crt", "ca-root-missing"),
    ] {
        let outcome = desk.console(&format!("{CUSTOM}import\n{file}\n"));
        assert_eq!(outcome.code, 3, "{outcome:?}");
        assert!(
            outcome.stdout.contains(&format!("[{name}]")),
            "{name}: {outcome:?}"
        );
        assert_eq!(desk.staged(), [""; 0]);
    }
}

#[test]
fn root_stays_while_its_intermediate_is_listed() {
    let desk = desk();
    let outcome = desk.console(&format!("{CUSTOM}import\nboth.crt\ndelete\n1\n"));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[ca-root-missing]"), "{outcome:?}");
    let seen = desk.transcript(&format!("{CUSTOM}delete\n1-2\n\n\n\n"));
    assert!(
        seen.contains("Example Root CA,O=Example Trust AB goes with the next commit."),
        "{seen}"
    );
    assert_eq!(desk.staged(), [""; 0]);
}

#[test]
fn lists_are_switched_off_and_on() {
    let desk = desk();
    let lines = "certconfig\ncertauthority\nsystem\ndisable\n\ncustom\ndisable\nenable\n\n\n\n";
    insta::assert_snapshot!(desk.steady(lines));
    assert_eq!(desk.staged(), ["change ca-list system"]);
}

#[test]
fn system_list_is_that_of_the_operating_system() {
    let desk = desk();
    let seen = desk.transcript("certconfig\ncertauthority\nsystem\nprint\nexport\n\n\n\n");
    // The stage's environment names a file that does not exist.
    assert_eq!(seen.matches("The list is empty.\n").count(), 2, "{seen}");
}
