//! IMPORT

use super::CERTIFICATE;
use crate::{authority::PASSWORD, console::desk::Desk};

#[test]
fn pkcs12_file_becomes_a_profile() {
    let desk = Desk::full();
    let lines = format!("import\nimported\nmail.p12\n{PASSWORD}\ny\n");
    let seen = desk.steady(&format!("{CERTIFICATE}{lines}\n\n"));
    assert!(!seen.contains(PASSWORD), "{seen}");
    insta::assert_snapshot!(seen);
    assert_eq!(desk.staged(), ["add profile imported"]);
}

#[test]
fn profile_is_overwritten_after_a_question() {
    let desk = Desk::full();
    let lines = "import\nsigned\n\nimport\nsigned\ny\nmail.p12\n";
    let seen = desk.transcript(&format!("{CERTIFICATE}{lines}{PASSWORD}\n\n\n\n"));
    let question =
        "Certificate profile \"signed\" already exists. Do you want to overwrite with this new one? [N]> ";
    assert_eq!(seen.matches(question).count(), 2, "{seen}");
    assert_eq!(desk.staged(), ["change profile signed"]);
}

#[test]
fn file_without_a_key_is_refused() {
    let desk = Desk::full();
    let outcome = desk.console(&format!("{CERTIFICATE}import\nimported\nchain.crt\n\n"));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[import-without-key]"), "{outcome:?}");
}

#[test]
fn short_name_is_refused_where_full_ones_are_wanted() {
    let desk = Desk::full();
    desk.stage()
        .run("cert self-sign --key mail.key --cn Gateway --dns mail.example.com --out short.crt")
        .done();
    let [key, certificate] = ["mail.key", "short.crt"].map(|name| desk.stage().read(name));
    desk.stage().write("short.pem", [key, certificate].concat());
    let outcome = desk.console(&format!("{CERTIFICATE}import\nshort\nshort.pem\ny\n"));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[name-not-qualified]"), "{outcome:?}");
    assert_eq!(desk.staged(), [""; 0]);
    desk.transcript(&format!("{CERTIFICATE}import\nshort\nshort.pem\nn\n\n\n"));
    assert_eq!(desk.staged(), ["add profile short"]);
}
