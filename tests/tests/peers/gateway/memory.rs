//! What is left in the memory of a console that made, committed and exported keys: nothing of RSA and EC keys. Of others
//! OpenSSL leaves a copy behind when it encodes them.

use tests::{console::Console, gateway::Gateway, material::PASSWORD, secret::Secret};

/// The dialogue that makes a profile with the kind of key of this number.
fn new(name: &str, kind: u8) -> String {
    format!("certconfig\ncertificate\nnew\n{name}\nmail.example.com\n\n\n\n\n\n\n\n{kind}\n\n\n")
}

/// Checks that none of the secrets is in the memory of the console.
#[track_caller]
fn forgotten(console: &Console, secrets: &[Secret]) {
    let memory = console.memory();
    let found: Vec<_> = secrets
        .iter()
        .map(|secret| (secret.name(), secret.count_in(&memory)))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(found, [], "secrets in the memory of the console");
}

#[test]
fn a_core_dump_after_a_commit_holds_no_private_key() {
    let gateway = Gateway::new();
    let mut console = Console::on_a_pipe(gateway.folder());
    for (name, kind) in [("rsa", 1), ("ec", 4), ("curve", 5)] {
        console.type_in(&new(name, kind));
        console.wait_for(&format!("\"{name}\" is staged"));
    }
    console.type_in("commit\nthree keys\n");
    console.wait_for("Changes committed");
    let memory = console.memory();
    for name in ["rsa", "ec", "curve"] {
        for secret in Secret::key(&gateway.exported(name)) {
            assert_eq!(secret.count_in(&memory), 0, "{} of {name}", secret.name());
        }
    }
    let shown = [b"mail.example.com".to_vec()];
    assert!(
        Secret::password("mail.example.com").count_in(&shown) > 0,
        "the search finds"
    );
    assert!(
        Secret::password("mail.example.com").count_in(&memory) > 0,
        "the memory is that of the console"
    );
    console.end();
}

#[test]
fn a_core_dump_after_an_export_holds_neither_key_nor_passphrase() {
    let gateway = Gateway::new();
    for (name, kind) in [("rsa", "rsa-2048"), ("sec1", "ec-p256"), ("sec2", "ec-p384")] {
        gateway.create(name, kind);
    }
    gateway.commit();
    let mut secrets = vec![Secret::password(PASSWORD)];
    for name in ["rsa", "sec1", "sec2"] {
        secrets.extend(Secret::key(&gateway.exported(name)));
    }
    let mut console = Console::on_a_pipe(gateway.folder());
    for number in 2..=4 {
        console.type_in(&format!(
            "certconfig\ncertificate\nexport\n{number}\n\n\n{PASSWORD}\n{PASSWORD}\n\n\n"
        ));
        console.wait_for("Written to");
        console.wait_for("mail.example.com> ");
    }
    forgotten(&console, &secrets);
    console.end();
}
